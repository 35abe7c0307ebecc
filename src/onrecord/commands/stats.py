"""``onrecord stats``: how much there is in the record."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from onrecord.commands.opening import of_a_record, opened


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@of_a_record
def stats(as_json: bool, db: Path) -> None:
    """Count the documents, statements, actors, outlets and judgements of the record, and its bytes.

    \b
    Examples:
      onrecord stats
      onrecord stats --json --db desk.db
    """
    with opened(db) as record:
        found = record.stats()
    if as_json:
        from onrecord.export.tables import as_json as json_text

        sys.stdout.buffer.write(json_text(found).encode())
        return
    for name, count in asdict(found).items():
        click.echo(f"{count:14,}  {name}")
