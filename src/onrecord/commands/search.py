"""``onrecord search`` and ``onrecord positions``: who said what, in the whole record."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.opening import FORMS, of_a_record, opened

if TYPE_CHECKING:
    from onrecord.model import Form
    from onrecord.record.search import Found, Hit


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("query", required=False)
@click.option("--who", metavar="NAME", help="Said by: a full name, or a part of one.")
@click.option("--about", metavar="TEXT", help="Words that are said, or the name of an actor who is mentioned.")
@click.option("--form", type=click.Choice(FORMS), help="How it was said.")
@click.option(
    "--since", metavar="DATE", help="Said, or else published, on that day or later: 2026-01-05, 2026-01, 2026."
)
@click.option("--until", metavar="DATE", help="Said, or else published, on that day or earlier.")
@click.option("--outlet", metavar="NAME", help="Published by.")
@click.option("--superseded", is_flag=True, help="Also in versions of articles that a later one replaced.")
@click.option("--limit", type=click.IntRange(min=1), default=20, metavar="N", help="Show at most N (20).")
@click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Leave out the first N.")
@click.option("--facets", is_flag=True, help="Count by speaker, outlet and month too.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Write a table, a line for each statement.")
@of_a_record
def search(
    query: str | None,
    who: str | None,
    about: str | None,
    form: Form | None,
    since: str | None,
    until: str | None,
    outlet: str | None,
    superseded: bool,
    limit: int,
    offset: int,
    facets: bool,
    as_json: bool,
    as_csv: bool,
    db: Path,
) -> None:
    """Find statements in the record, newest first.

    QUERY is words that all have to be there, "phrases" and prefix*; OR, NOT and round brackets combine them. Without a
    QUERY the options alone decide.

    \b
    Examples:
      onrecord search '"night ferry" (budget OR bill)'
      onrecord search "sanction*" --who "Maren Holt" --form direct --since 2025-12 --until 2026-01
      onrecord search --about Ukraine --facets --json
    """
    from onrecord.record.search import Filters

    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    if facets and as_csv:
        raise click.UsageError("--facets go with --json, or without either.")
    filters = Filters(query, who, about, form, since, until, outlet, superseded)
    with opened(db) as record:
        found = record.search(
            query,
            who=who,
            about=about,
            form=form,
            since=since,
            until=until,
            outlet=outlet,
            superseded=superseded,
            limit=limit,
            offset=offset,
        )
        counts = record.facets(filters) if facets else None
    _write(found, counts, as_json, as_csv)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name")
@click.option("--about", metavar="TEXT", required=True, help="The subject: words, or the name of an actor.")
@click.option("--limit", type=click.IntRange(min=1), default=100, metavar="N", help="Show at most N (100).")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Write a table, a line for each statement.")
@of_a_record
def positions(name: str, about: str, limit: int, as_json: bool, as_csv: bool, db: Path) -> None:
    """Show what a speaker said on a subject, in the order of time.

    \b
    Examples:
      onrecord positions "Maren Holt" --about "night ferry"
    """
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    with opened(db) as record:
        found = record.positions(name, about=about, limit=limit)
    _write(found, None, as_json, as_csv)


def _write(found: Found, counts: dict[str, list[tuple[str, int]]] | None, as_json: bool, as_csv: bool) -> None:
    from onrecord.export.tables import as_csv as table
    from onrecord.export.tables import as_json as json_text

    if as_csv:
        sys.stdout.buffer.write(table(found.hits).encode("utf-8", "replace"))
    elif as_json:
        value = {"total": found.total, "hits": found.hits} | ({} if counts is None else {"facets": counts})
        sys.stdout.buffer.write(json_text(value).encode("utf-8", "backslashreplace"))
    else:
        _show(found, counts)


def _show(found: Found, counts: dict[str, list[tuple[str, int]]] | None) -> None:
    from rich.console import Console
    from rich.text import Text

    from onrecord.export.outline import one_line

    console = Console(highlight=False, soft_wrap=True)
    for hit in found.hits:
        who = Text(one_line(hit.speaker) if hit.speaker else "no source given", "bold")
        if hit.role:
            who.append(f", {one_line(hit.role)}", "not bold")
        console.print(who)
        console.print(Text(_manner(hit), "dim"))
        console.print(Text(f"│ {one_line(hit.snippet)}"))
        where = [one_line(each) for each in (hit.title, hit.url) if each]
        if where:
            console.print(Text(" · ".join(where), "dim"))
        console.print()
    shown = len(found.hits)
    total = f"{found.total:,} statement" + ("" if found.total == 1 else "s")
    console.print(Text(total if shown == found.total else f"{shown} of {total}", "dim"))
    for name, values in (counts or {}).items():
        console.print(Text(f"\n{name.capitalize()}", "bold"))
        for value, count in values:
            console.print(Text(f"{count:8,}  {one_line(value)}"))


def _manner(hit: Hit) -> str:
    sure = {"confirm": "confirmed", "correct": "corrected"}.get(hit.judged or "") or f"{min(hit.confidence, 0.99):.0%}"
    parts: Sequence[str | None] = (
        hit.form,
        hit.commitment if hit.commitment != "asserts" else None,
        sure,
        hit.date,
        hit.outlet,
        hit.ref,
    )
    return " · ".join(one for each in parts if each and (one := " ".join(each.split())))
