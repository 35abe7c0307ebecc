"""``onrecord export``: the record as tables."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from onrecord.commands.opening import of_a_record, opened


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--format", "kind", type=click.Choice(["csv", "parquet"]), default="csv", help="csv, unless parquet is asked."
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The folder to write to.")
@of_a_record
def export(kind: Literal["csv", "parquet"], out: Path, db: Path) -> None:
    """Write the statements, actors and documents of the record as tables.

    The folder gets three files; docs/tables.md describes their columns. Parquet needs pyarrow (pip install
    'onrecord[parquet]').

    \b
    Examples:
      onrecord export --out tables/
      onrecord export --format parquet --out tables/
    """
    from onrecord.export.tables import write

    with opened(db) as record:
        for path, count in write(record, out, kind):
            click.echo(f"{count:,} rows in {path}")
