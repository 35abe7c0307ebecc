"""What was read goes into the record, several readings in a transaction, while a bar shows how far it is."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.commands.intake import Taken

    Store = Callable[[Sequence[Taken]], Sequence[str]]

BATCH = 32
"""Readings that are stored in one transaction, unless ``SECONDS`` are over before."""
SECONDS = 1.0

OUTCOMES = {
    "new": "added",
    "version": "added as new versions",
    "returned": "returned to an earlier version",
    "reread": "read anew",
    "known": "already in the record",
    "older": "left out as older",
    "unreadable": "not readable",
}
"""What can become of an article, in words, in the order in which it is told."""


def store_all(taken: Iterable[Taken], store: Store, *, total: int, nothing: str) -> None:
    """Store what was read, show how far it is, and tell at the end what was done, ``nothing`` where nothing was.

    ``store`` puts several readings into the record at once, and gives what became of each. Ends with exit code 1 where
    some could not be read.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    from onrecord.export.outline import one_line

    console = Console(stderr=True, highlight=False)
    counts: Counter[str] = Counter()
    problems: list[str] = []
    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("", total=total, pace="")
        begun = time.monotonic()
        for each, outcome in _stored(taken, store):
            counts[outcome] += 1
            if each.problem is not None:
                problems.append(f"{each.source}: {each.problem}")
            pace = counts.total() / max(time.monotonic() - begun, 1e-6)
            progress.update(task, advance=1, pace=f"{pace:,.1f} articles/s")
    done = (f"{counts[each]} {name}" for each, name in OUTCOMES.items() if counts[each])
    click.echo(", ".join(done) or nothing)
    for problem in problems:
        console.print(Text(one_line(problem)), soft_wrap=True)
    if problems:
        console.print(f"{len(problems)} of {total} articles could not be read", markup=False)
        sys.exit(1)


def _stored(taken: Iterable[Taken], store: Store) -> Iterator[tuple[Taken, str]]:
    """Every source with what became of it, once it is safe."""
    batch: list[Taken] = []
    begun = time.monotonic()
    try:
        for each in taken:
            if each.reading is None:
                yield each, each.outcome
                continue
            batch.append(each)
            if len(batch) >= BATCH or time.monotonic() - begun > SECONDS:
                yield from zip(batch, store(batch), strict=True)
                batch, begun = [], time.monotonic()
        if batch:
            yield from zip(batch, store(batch), strict=True)
    except KeyboardInterrupt:
        if batch:
            store(batch)
        raise
