"""``onrecord quote``: who said these words, first where, and how each outlet worded them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.opening import of_a_record, opened

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.record.comparison import Edit
    from onrecord.record.variants import Quoted, Quoting, Utterance

_MOST_LEFT_OUT = 8
"""Words that are shown of what a wording leaves out at its beginning and its end."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article's wording, as a line of a table."""

    utterance: int
    quoting: int
    story: int
    kind: str
    likeness: float
    speaker: str | None
    words: str
    form: str
    outlet: str | None
    published: str | None
    said_on: str | None
    title: str | None
    url: str | None
    ref: str


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("words")
@click.option("--who", metavar="NAME", help="Said by: a full name, or a part of one.")
@click.option(
    "--since", metavar="DATE", help="Said, or else published, on that day or later: 2026-01-05, 2026-01, 2026."
)
@click.option("--until", metavar="DATE", help="Said, or else published, on that day or earlier.")
@click.option("--outlet", metavar="NAME", help="Published by.")
@click.option("--limit", type=click.IntRange(min=1), default=10, metavar="N", help="Show at most N utterances (10).")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Write a table, a line for each article.")
@of_a_record
def quote(
    words: str,
    who: str | None,
    since: str | None,
    until: str | None,
    outlet: str | None,
    limit: int,
    as_json: bool,
    as_csv: bool,
    db: Path,
) -> None:
    """Find who said these words, where they were published first, and how each outlet worded them.

    WORDS may be a part of what was said, or nearly what was said. Copies of one wire story are counted once. If nobody
    said anything like it, the exit code is 1.

    \b
    Examples:
      onrecord quote "the night ferry is not ours to close"
      onrecord quote "not ours to close" --who "Maren Holt" --since 2025-12 --json
    """
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    with opened(db) as record:
        found = record.quote(words, who=who, since=since, until=until, outlet=outlet, limit=limit)
    if as_csv:
        from onrecord.export.tables import as_csv as table

        sys.stdout.buffer.write(table(list(_rows(found))).encode("utf-8", "replace"))
    elif as_json:
        from onrecord.export.tables import as_json as json_text

        sys.stdout.buffer.write(json_text(found).encode("utf-8", "backslashreplace"))
    else:
        _show(found)
    if not found.utterances:
        sys.exit(1)


def _rows(found: Quoted) -> Iterator[Row]:
    for i, utterance in enumerate(found.utterances, 1):
        for j, each in enumerate(utterance.quotings, 1):
            for at in each.appearances:
                yield Row(
                    utterance=i,
                    quoting=j,
                    story=each.story,
                    kind=each.kind,
                    likeness=each.likeness,
                    speaker=at.speaker,
                    words=each.words,
                    form=each.form,
                    outlet=at.outlet,
                    published=at.published,
                    said_on=at.said_on,
                    title=at.title,
                    url=at.url,
                    ref=at.ref,
                )


def _show(found: Quoted) -> None:
    from rich.console import Console
    from rich.text import Text

    from onrecord.export.outline import one_line

    console = Console(highlight=False, soft_wrap=True)
    if not found.utterances:
        console.print("not in the record")
    for utterance in found.utterances:
        who = Text(one_line(utterance.speaker) if utterance.speaker else "no source given", "bold")
        if utterance.role:
            who.append(f", {one_line(utterance.role)}", "not bold")
        console.print(who)
        console.print(Text(f"│ {one_line(utterance.words)}"))
        console.print(Text(_first(utterance), "dim"))
        for each in utterance.quotings:
            console.print(Text(f"  {_where(each)}", "dim"))
            if each.kind != "exact":
                console.print(_marked(each.diff))
        console.print()
    if (shown := len(found.utterances)) < found.total:
        console.print(Text(f"{shown} of {found.total:,} utterances", "dim"))


def _first(utterance: Utterance) -> str:
    """When it was said, where it was first published, and how often it is quoted."""
    first = utterance.first
    place = " ".join(filter(None, (first.outlet or first.title or first.url, first.published)))
    parts = [f"said {utterance.said_on}" if utterance.said_on else None, f"first in {place}" if place else None]
    parts.append(_count(utterance.articles, "article"))
    if utterance.stories < utterance.articles:
        parts.append(f"{_count(utterance.stories, 'story', 'stories')} without copies")
    return _line(parts)


def _where(quoting: Quoting) -> str:
    """How it is worded, and by whom."""
    first, copies = quoting.appearances[0], len(quoting.appearances) - 1
    names = ", ".join(quoting.outlets) or first.title or first.url
    again = f"and {_count(copies, 'copy', 'copies')}" if copies else None
    return _line([quoting.kind, quoting.form, first.published, names, again, first.ref])


def _line(parts: list[str | None]) -> str:
    from onrecord.export.outline import one_line

    return " · ".join(one_line(each) for each in parts if each)


def _marked(diff: tuple[Edit, ...]) -> Text:
    """The word diff on a line: [-words that are gone-] and {+new words+}, in colours too where there are any."""
    from rich.text import Text

    from onrecord.export.outline import one_line

    line = Text("  │")
    for i, edit in enumerate(diff):
        words = one_line(edit.words)
        if edit.kind == "gone" and i in (0, len(diff) - 1) and len(words.split()) > _MOST_LEFT_OUT:
            words = "…"
        shown = {"same": words, "gone": f"[-{words}-]", "new": f"{{+{words}+}}"}[edit.kind]
        line.append(" ").append(shown, {"same": "", "gone": "red strike", "new": "green bold"}[edit.kind])
    return line


def _count(number: int, one: str, more: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"
