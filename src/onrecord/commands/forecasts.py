"""``onrecord forecasts`` and ``onrecord resolve``: what was said to come, and what came of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.judging import judging
from onrecord.commands.opening import of_a_record, opened

if TYPE_CHECKING:
    from onrecord.record.forecasts import Expected, Ledger, Outcome, Tally

_HELP = {"help_option_names": ["-h", "--help"]}
_OUTCOMES = ("true", "false", "void")


@click.command(context_settings=_HELP)
@click.option("--who", metavar="NAME", help="Said by: a full name, or a part of one.")
@click.option("--about", metavar="TEXT", help="Words that are said, or the name of an actor who is mentioned.")
@click.option("--due-before", metavar="DATE", help="Only what was to come true before that day.")
@click.option("--open", "open_only", is_flag=True, help="Only what nobody has resolved.")
@click.option("--limit", type=click.IntRange(min=1), default=100, metavar="N", help="Show at most N (100).")
@click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Leave out the first N.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option("--ics", "as_ics", is_flag=True, help="Write a calendar (iCalendar) of the days they are due.")
@of_a_record
def forecasts(
    who: str | None,
    about: str | None,
    due_before: str | None,
    open_only: bool,
    limit: int,
    offset: int,
    as_json: bool,
    as_ics: bool,
    db: Path,
) -> None:
    """List forecasts by speaker and due date, and each speaker's tally of what came of them.

    \b
    Examples:
      onrecord forecasts --who "Maren Holt" --open
      onrecord forecasts --about "night ferry" --due-before 2026-07
      onrecord forecasts --open --ics > due.ics
    """
    if as_json and as_ics:
        raise click.UsageError("Give --json or --ics, not both.")
    with opened(db) as record:
        ledger = record.forecasts(
            who=who, about=about, due_before=due_before, open_only=open_only, limit=limit, offset=offset
        )
    if as_ics:
        from onrecord.commands.refusal import refusing
        from onrecord.export.calendar import calendar

        with refusing():
            sys.stdout.buffer.write(calendar(ledger))
        return
    if as_json:
        from onrecord.export.tables import as_json as json_text

        sys.stdout.buffer.write(json_text(ledger).encode("utf-8", "backslashreplace"))
        return
    _show(ledger)


@click.command(context_settings=_HELP)
@click.argument("statement")
@click.argument("outcome", type=click.Choice(_OUTCOMES))
@click.option("--on", metavar="DATE", help="When it came true or failed, in EDTF: 2026-01-05, 2026-01, 2026.")
@judging
def resolve(statement: str, outcome: Outcome, on: str | None, author: str, note: str | None, db: Path) -> None:
    """Say what came of a forecast: it came true or false, or is void. STATEMENT is the name that forecasts shows.

    \b
    Examples:
      onrecord resolve 12:340-512 true --on 2026-03-02 --note "the ferry is running again"
      onrecord resolve 12:340-512 void --note "the county never agreed"
    """
    with opened(db) as record:
        click.echo(f"judgement {record.resolve(statement, outcome, author=author, note=note, on=on)}")


def _show(ledger: Ledger) -> None:
    from rich.console import Console
    from rich.text import Text

    from onrecord.export.outline import one_line

    console = Console(highlight=False, soft_wrap=True)
    for each in ledger.forecasts:
        console.print(Text(one_line(each.hit.speaker) if each.hit.speaker else "no source given", "bold"))
        console.print(Text(" · ".join(one_line(part) for part in _manner(each)), "dim"))
        console.print(Text(f"│ {one_line(each.clause)}"))
        if each.resolution is not None and each.resolution.note:
            console.print(Text(f"  {one_line(each.resolution.note)}"))
        console.print()
    shown = len(ledger.forecasts)
    total = f"{ledger.total:,} forecast" + ("" if ledger.total == 1 else "s")
    console.print(Text(total if shown == ledger.total else f"{shown} of {total}", "dim"))
    for tally in ledger.tallies:
        if tally.true or tally.false or tally.void:
            console.print(Text(f"{one_line(tally.speaker or 'no source given')}: {_counts(tally)}"))


def _manner(each: Expected) -> list[str]:
    hit, resolution = each.hit, each.resolution
    parts = [f"due {each.horizon}" if each.horizon else "no date given"]
    if each.condition:
        parts.append(each.condition)
    if resolution is None:
        parts.append("open")
    else:
        when = f" on {resolution.on}" if resolution.on else ""
        parts.append(f"{resolution.outcome}{when}, says {resolution.author}")
    return parts + [part for part in (hit.date and f"said {hit.date}", hit.outlet, hit.ref) if part]


def _counts(tally: Tally) -> str:
    return f"{tally.true} true, {tally.false} false, {tally.void} void, {tally.open} open"
