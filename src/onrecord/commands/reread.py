"""``onrecord reread``: the record's articles, read again by the present reader."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.opening import of_a_record, opened

if TYPE_CHECKING:
    from onrecord.commands.intake import Taken


def _instant(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\dZ)?)?)?)?", value):
        raise click.BadParameter(f"{value!r} is not an instant such as 2026-01-05T10:30:00Z or 2026-01-05")
    return value


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--all", "everything", is_flag=True, help="Also what this version of the reader has read.")
@click.option(
    "--before",
    metavar="INSTANT",
    callback=_instant,
    help="Also what was read before then (UTC): 2026-01-05T10:30:00Z, 2026-01.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to read with; one a core if not."
)
@of_a_record
def reread(everything: bool, before: str | None, jobs: int | None, db: Path) -> None:
    """Read the articles of the record again, from the texts it keeps.

    Taken are those that another version of the reader has read. What was judged stays judged. A run that was ended
    half-way goes on where it was; one with --all too, if you give the instant it began at with --before instead.

    \b
    Examples:
      onrecord reread
      onrecord reread --all --jobs 4
      onrecord reread --before 2026-01-05T10:30:00Z
    """
    from onrecord.commands.intake import Intake, take_again, take_all
    from onrecord.commands.storing import store_all
    from onrecord.reading.encoder import encoder
    from onrecord.record.store import now

    if everything and before:
        raise click.UsageError("Give --all or --before, not both.")
    if everything:
        before = now()
        click.echo(f"Reading what was read before {before}", err=True)
    with opened(db) as record:
        wanted = [str(version) for version in record.outdated(encoder().version, until=before)]

        def store(batch: Sequence[Taken]) -> list[str]:
            record.replace_all([(int(each.source), each.reading) for each in batch if each.reading is not None])
            return ["reread"] * len(batch)

        taken = take_all(
            wanted,
            Intake(db.absolute()),
            jobs=max(1, min(jobs or os.cpu_count() or 1, len(wanted))),
            how=take_again,
        )
        store_all(taken, store, total=len(wanted), nothing="nothing to read anew")
