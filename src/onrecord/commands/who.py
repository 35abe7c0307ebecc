"""``onrecord who``: the actors of the record, and one actor's page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from onrecord.commands.opening import of_a_record, opened
from onrecord.model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.record.speakers import RoleHeld
    from onrecord.record.who import Linked, Page, Ranked

_WIDEST = 40
"""Columns of the longest bar."""
_MOST = 15
"""Lines of a section; --json has them all."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", required=False)
@click.option("--kind", type=click.Choice(get_args(ActorKind)), help="List only actors of this kind.")
@click.option("--limit", type=click.IntRange(min=1), default=20, metavar="N", help="Show at most N (20).")
@click.option("--json", "as_json", is_flag=True, help="Write JSON: a list, or the actor's page as an object.")
@click.option("--csv", "as_csv", is_flag=True, help="Write the list as a table.")
@of_a_record
def who(name: str | None, kind: ActorKind | None, limit: int, as_json: bool, as_csv: bool, db: Path) -> None:
    """List who says most in the record, or show one actor.

    NAME is a full name, a part of one, or the number that the list gives. The page tells names, roles over time,
    statements by form and month, the outlets that quote the actor, whom the statements are about, the latest ones, why
    articles' names are taken for this actor, and with whom it could be confused.

    \b
    Examples:
      onrecord who --kind person
      onrecord who "Maren Holt" --limit 5
      onrecord who 12 --json
    """
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    if name is not None and (as_csv or kind):
        raise click.UsageError("--kind and --csv are for the list: give them without a NAME.")
    with opened(db) as record:
        found = record.who(kind=kind, limit=limit) if name is None else record.who(name, limit=limit)
    if as_json or as_csv:
        from onrecord.export.tables import as_csv as table
        from onrecord.export.tables import as_json as json_text

        written = table(found) if as_csv and isinstance(found, list) else json_text(found)
        sys.stdout.buffer.write(written.encode("utf-8", "backslashreplace" if as_json else "replace"))
    elif isinstance(found, list):
        _show_list(found)
    else:
        _show_page(found)


def _show_list(found: Iterable[Ranked]) -> None:
    from onrecord.export.outline import one_line

    for each in found:
        click.echo(f"{each.statements:9,}  {one_line(each.name)} · {each.kind} · {each.actor}")


def _show_page(found: Page) -> None:
    from rich.console import Console
    from rich.text import Text

    from onrecord.export.outline import one_line

    console, about = Console(highlight=False, soft_wrap=True), found.speaker

    def section(title: str, lines: Iterable[tuple[str, str]]) -> None:
        for i, (before, line) in enumerate(lines):
            if not i:
                console.print(Text(f"\n{title}", "bold"))
            console.print(Text(f"  {before}{one_line(line)}"))

    console.print(Text(one_line(about.name), "bold"))
    forms = ", ".join(f"{count:,} {form}" for form, count in about.forms.items() if count)
    articles = f"{about.articles:,} article" + ("" if about.articles == 1 else "s")
    said = f"{about.statements:,} statement" + ("" if about.statements == 1 else "s")
    told = (about.kind, f"{said}: {forms}" if forms else said, f"named in {articles}", f"number {about.id}")
    console.print(Text(" · ".join(told), "dim"))
    frequent = sorted(about.roles, key=lambda held: -held.articles)[:_MOST]
    section("Other names", (("", name) for name in about.names[:_MOST]))
    section("Roles", (("", _role(held)) for held in about.roles if held in frequent))
    most = max((count for _, count in about.months), default=1)
    section("By month", ((f"{month} {count:6,}  ", "▇" * -(-_WIDEST * count // most)) for month, count in about.months))
    section("Quoted by", ((f"{count:6,}  ", outlet) for outlet, count in about.outlets[:_MOST]))
    section("Speaks about", ((f"{count:6,}  ", f"{name} · {number}") for number, name, count in about.about[:_MOST]))
    lines = []
    for hit in found.latest:
        lines.append(("", " · ".join(one for one in (hit.date, hit.form, hit.outlet, hit.ref) if one)))
        lines.append(("│ ", hit.snippet))
    section("Latest statements", lines)
    section(
        "Taken for this actor",
        (
            (f"{each.articles:6,}  ", each.name + (f": {each.grounds} ({_sure(each)})" if each.grounds else ""))
            for each in found.linked[:_MOST]
        ),
    )
    section(
        "Could be confused with",
        (
            (f"{each.likeness:6.0%}  ", f"{each.name} · {each.kind} · {each.actor}: {each.grounds}")
            for each in found.near
        ),
    )


def _sure(each: Linked) -> str:
    return f"{min(each.likeness or 0.0, 0.99):.0%}"


def _role(held: RoleHeld) -> str:
    days = held.first or "undated"
    if held.last and held.last != held.first:
        days += f" to {held.last}"
    outlets = ", ".join(held.outlets[:3]) + (f" and {len(held.outlets) - 3} more" if len(held.outlets) > 3 else "")
    articles = f"{held.articles:,} article" + ("" if held.articles == 1 else "s")
    return " · ".join(part for part in (held.role, days, articles, outlets) if part)
