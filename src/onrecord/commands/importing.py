"""``onrecord import``: what a batch has read into a record."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.commands.opening import of_a_record, opened
from onrecord.commands.refusal import refusing


@click.command(name="import", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--since", metavar="DATE", help="Only what was published on that day or later.")
@click.option("--until", metavar="DATE", help="Only what was published on that day or before.")
@click.option("--outlet", metavar="NAME", help="Only what is from that outlet.")
@click.option("--about", metavar="TEXT", help="Only articles with these words, in any case.")
@of_a_record
def import_(
    folder: Path, since: str | None, until: str | None, outlet: str | None, about: str | None, db: Path
) -> None:
    """Load what onrecord batch has read into a record, all of it or a selection, without reading it again.

    What is in the record already is left as it is; judgements stay.

    \b
    Examples:
      onrecord import tables/
      onrecord import tables/ --since 2026-01 --outlet "The Ansel Ledger" --about ferry --db desk.db
    """
    from rich.console import Console
    from rich.progress import Progress

    from onrecord.batch.selection import Selection, readings
    from onrecord.record import Record
    from onrecord.record.dates import day

    counts = {"new": 0, "version": 0, "other": 0}

    def store(record: Record, some: list[object]) -> None:
        for stored in record.store_all(some):  # type: ignore[arg-type]
            counts[stored.outcome if stored.outcome in counts else "other"] += 1

    with opened(db, create=True) as record, refusing():
        first = day(since, last=False) if since else None
        last = day(until, last=True) if until else None
        console = Console(stderr=True, highlight=False)
        with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as progress:
            shown = progress.add_task("Importing", total=None)
            some: list[object] = []
            for reading, digest in readings(folder, Selection(first, last, outlet, about)):
                some.append((reading, digest))
                progress.advance(shown)
                if len(some) == 64:
                    store(record, some)
                    some = []
            store(record, some)
    new, versions, known = counts["new"], counts["version"], counts["other"]
    click.echo(f"{new:,} added, {versions:,} added as new versions, {known:,} in the record already")
