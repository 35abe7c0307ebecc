"""``onrecord add``: articles into the record."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.opening import of_a_record, opened
from onrecord.commands.refusal import refusing

if TYPE_CHECKING:
    from onrecord.commands.intake import Taken


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

    Each SOURCE is a file of text, HTML, PDF, Word or e-mail (.eml), an http(s) address, or a folder: then every such
    file in it and in its folders is taken. The facts of publication are taken from NAME.meta.json beside a file where
    there is one. What is in the record already is not read again, so that a run that was ended half-way goes on where
    it was. An article that can't be read is reported, the others are still read, and the exit code is 1.

    \b
    Examples:
      onrecord add articles/
      onrecord add articles/ --jobs 4 --since 2025-12
      onrecord add https://example.org/story.html --db desk.db
    """
    from onrecord.commands.intake import Intake, sources, take_all
    from onrecord.commands.storing import store_all
    from onrecord.record.dates import day

    with opened(db, create=True) as record, refusing():
        if since:
            day(since, last=False)
        wanted = sources(source)

        def store(batch: Sequence[Taken]) -> list[str]:
            readings = [(each.reading, each.digest) for each in batch if each.reading is not None]
            return [stored.outcome for stored in record.store_all(readings)]

        processes = min(jobs or os.cpu_count() or 1, len(wanted))
        # Each process pauses by itself: together they ask a host for a page a second, unless another pace is asked for.
        intake = Intake(db.absolute(), since, allow_private, pause=0.0 if rate else float(processes))
        taken = take_all(wanted, intake, jobs=processes, rate=rate)
        store_all(taken, store, total=len(wanted), nothing="nothing to add")
