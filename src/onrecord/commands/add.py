"""``onrecord add``: articles into the record."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.opening import of_a_record, opened
from onrecord.commands.refusal import refusing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.commands.intake import Taken
    from onrecord.record import Record

BATCH = 32
"""Readings that are stored in one transaction, unless ``SECONDS`` are over before."""
SECONDS = 1.0


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", nargs=-1, required=True)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to read with; one a core if not."
)
@click.option("--since", metavar="DATE", help="Leave out what was published before.")
@click.option(
    "--rate", type=click.FloatRange(min=0, min_open=True), metavar="N", help="Fetch at most N pages a second."
)
@click.option("--allow-private", is_flag=True, help="Fetch from private and local addresses too.")
@of_a_record
def add(
    source: tuple[str, ...], jobs: int | None, since: str | None, rate: float | None, allow_private: bool, db: Path
) -> None:
    """Read articles and keep what they say in the record.

    Each SOURCE is a file of plain text or HTML, an http(s) address, or a folder: then every .txt and .html file in it
    and in its folders is taken. The facts of publication are taken from NAME.meta.json beside a file where there is
    one. What is in the record already is not read again, so that a run that was ended half-way goes on where it was. An
    article that can't be read is reported, the others are still read, and the exit code is 1.

    \b
    Examples:
      onrecord add articles/
      onrecord add articles/ --jobs 4 --since 2025-12
      onrecord add https://example.org/story.html --db desk.db
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    from onrecord.commands.intake import Intake, sources, take_all
    from onrecord.export.outline import one_line
    from onrecord.record.dates import day

    console = Console(stderr=True, highlight=False)
    counts: Counter[str] = Counter()
    problems: list[str] = []
    with opened(db, create=True) as record, refusing():
        if since:
            day(since, last=False)
        wanted = sources(source)
        columns = (
            TextColumn("Reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
            TimeRemainingColumn(),
        )
        taken = take_all(
            wanted,
            Intake(db.absolute(), since, allow_private),
            jobs=min(jobs or os.cpu_count() or 1, len(wanted)),
            rate=rate,
        )
        with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
            task = progress.add_task("", total=len(wanted), pace="")
            begun = time.monotonic()
            for each, outcome in _stored(record, taken):
                counts[outcome] += 1
                if each.problem is not None:
                    problems.append(f"{each.source}: {each.problem}")
                pace = counts.total() / max(time.monotonic() - begun, 1e-6)
                progress.update(task, advance=1, pace=f"{pace:,.1f} articles/s")
    click.echo(_summary(counts))
    for problem in problems:
        console.print(Text(one_line(problem)), soft_wrap=True)
    if problems:
        console.print(f"{len(problems)} of {len(wanted)} articles could not be added", markup=False)
        sys.exit(1)


def _stored(record: Record, taken: Iterable[Taken]) -> Iterator[tuple[Taken, str]]:
    """Store what was read, several in a transaction; every source with what became of it, once it is safe."""
    batch: list[Taken] = []
    begun = time.monotonic()
    try:
        for each in taken:
            if each.reading is None:
                yield each, each.outcome
                continue
            batch.append(each)
            if len(batch) >= BATCH or time.monotonic() - begun > SECONDS:
                yield from _flushed(record, batch)
                batch, begun = [], time.monotonic()
        yield from _flushed(record, batch)
    except KeyboardInterrupt:
        for _ in _flushed(record, batch):
            pass
        raise


def _flushed(record: Record, batch: list[Taken]) -> Iterator[tuple[Taken, str]]:
    readings = [(each.reading, each.digest) for each in batch if each.reading is not None]
    if readings:
        yield from zip(batch, (stored.outcome for stored in record.store_all(readings)), strict=True)


def _summary(counts: Counter[str]) -> str:
    """What was done, in words."""
    names = {
        "new": "added",
        "version": "added as new versions",
        "reread": "read anew",
        "known": "already in the record",
        "older": "left out as older",
        "unreadable": "not readable",
    }
    return ", ".join(f"{counts[each]} {name}" for each, name in names.items() if counts[each]) or "nothing to add"
