"""``onrecord timeline``: what happened and what was said, in the order of when it did."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.opening import of_a_record, opened

if TYPE_CHECKING:
    from onrecord.record.happenings import Happening
    from onrecord.record.search import Hit
    from onrecord.record.timeline import Timeline

_MOST_REPORTS = 4


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--about", metavar="NAME", help="An actor who takes part, a place, or words that are said.")
@click.option("--since", metavar="DATE", help="Not before that day, month or year.")
@click.option("--until", metavar="DATE", help="Not after it.")
@click.option("--events", "only", flag_value="events", help="Only what happened.")
@click.option("--statements", "only", flag_value="statements", help="Only what was said.")
@click.option("--limit", type=click.IntRange(min=1), default=100, metavar="N", help="Show at most N (100).")
@click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Leave out the first N.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object, with every report.")
@of_a_record
def timeline(
    about: str | None,
    since: str | None,
    until: str | None,
    only: str | None,
    limit: int,
    offset: int,
    as_json: bool,
    db: Path,
) -> None:
    """List what happened and what was said in the order of when it did, not of publication.

    An event is shown once, with all articles that report it, by the most precise date that they give; an uncertain date
    is shown with the days it can mean. What an article doesn't date stands where it was published. Only what is told as
    having happened, going on, firmly planned or disputed is shown, with who says so where an article only quotes it.

    \b
    Examples:
      onrecord timeline --about "Maren Holt" --since 2024
      onrecord timeline --events --since 2026-01 --until 2026-03
      onrecord timeline --about Norway --json > norway.json
    """
    with opened(db) as record:
        found = record.timeline(
            about,
            since,
            until,
            events=only != "statements",
            statements=only != "events",
            limit=limit,
            offset=offset,
        )
    if as_json:
        from onrecord.export.tables import as_json as json_text

        sys.stdout.buffer.write(json_text(found).encode("utf-8", "backslashreplace"))
        return
    _show(found, only)


def _show(found: Timeline, only: str | None) -> None:
    from rich.console import Console
    from rich.text import Text

    from onrecord.export.outline import one_line
    from onrecord.export.when import when

    console = Console(highlight=False, soft_wrap=True)
    for moment in found.moments:
        line = Text(f"{when(moment)}  ")
        if moment.event is not None:
            line.append(one_line(_title(moment.event)), "bold")
            console.print(line)
            for told in _reports(moment.event):
                console.print(Text(f"    {one_line(told)}", "dim"))
        elif moment.statement is not None:
            hit = moment.statement
            line.append(f"{one_line(hit.speaker or 'no source given')}: ", "bold")
            line.append(one_line(hit.snippet))
            console.print(line)
            console.print(Text(f"    {one_line(_from(hit))}", "dim"))
    events = f"{found.events:,} event" + ("" if found.events == 1 else "s")
    said = f"{found.statements:,} statement" + ("" if found.statements == 1 else "s")
    counted = [text for text, kind in ((events, "events"), (said, "statements")) if only in (None, kind)]
    shown, total = len(found.moments), found.events + found.statements
    console.print(Text(", ".join(counted) + ("" if shown == total else f"; {shown:,} of them shown"), "dim"))


def _title(event: Happening) -> str:
    from onrecord.export.when import happening

    parts = [happening(event)]
    if event.factuality != "happened":
        parts.append(event.factuality)
    if event.told_by:
        parts.append(f"says {', '.join(event.told_by)}")
    if event.disputed_by:
        parts.append(f"disputed by {', '.join(event.disputed_by)}")
    return " · ".join(parts)


def _reports(event: Happening) -> Iterator[str]:
    for report in event.reports[:_MOST_REPORTS]:
        told = [report.outlet, report.published, report.told_by and f"says {report.told_by}", report.ref]
        yield f"“{report.words}” " + " · ".join(part for part in told if part)
    if len(event.reports) > _MOST_REPORTS:
        yield f"and {len(event.reports) - _MOST_REPORTS} more reports"


def _from(hit: Hit) -> str:
    return " · ".join(part for part in (hit.form, hit.outlet, hit.ref) if part)
