"""The article's text as HTML, its statements marked in their speakers' colours (assets/marks.css): what the page of
one reading and the reading room have in common."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from urllib.parse import urlsplit

from onrecord.export.outline import Entry, manner, name, one_line, printable, spans
from onrecord.model import Reading, Span

COLOURS = 8
"""Speakers told apart by colour in assets/marks.css, times 3 kinds of underline."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A span to be marked in the text: a content (``mark``), or a source or cue (``span``).

    ``start_tag`` is its tag without the closing ">"; ``number`` is the statement's, where it is to be shown;
    ``anchor`` is the id that the statement's note links to.
    """

    span: Span
    element: str
    start_tag: str
    depth: int
    number: int | None
    anchor: str | None


def marked_paragraphs(reading: Reading, entries: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Each paragraph's HTML, marked, with the statements that begin in it. What comes from the article is escaped."""
    text, paragraphs = reading.document.text, reading.document.paragraphs
    starts = [paragraph.start for paragraph in paragraphs]
    marks: dict[int, list[_Mark]] = defaultdict(list)
    begun: dict[int, list[Entry]] = defaultdict(list)
    for mark in _marks(entries):
        piece = mark
        for at in range(max(bisect_right(starts, mark.span.start) - 1, 0), bisect_left(starts, mark.span.end)):
            if paragraphs[at].overlaps(mark.span):
                marks[at].append(piece)
                piece = replace(mark, anchor=None)
    for entry in entries:
        at = min((part.start for part in spans(entry.statement)), default=0)
        begun[max(bisect_right(starts, at) - 1, 0)].append(entry)
    for index, paragraph in enumerate(paragraphs):
        yield _paragraph(text, paragraph, marks[index]), begun[index]


def key(entry: Entry) -> str:
    """The style classes of a speaker: colour, and another underline once the colours are used up."""
    if entry.rank is None:
        return "nobody"
    again, colour = divmod(entry.rank, COLOURS)
    return f"k{colour} u{again % 3}"


def anchor(number: int, part: int) -> str:
    """The id, in the text, of a part of the statement of that number; its note has "s-" and the number."""
    return f"t-{number}-{part + 1}" if part else f"t-{number}"


def link(url: str) -> str:
    """The address, as a link where it is plain http(s)."""
    shown = escape(one_line(url))
    try:
        parts = urlsplit(url)
    except ValueError:
        return shown
    if parts.scheme not in ("http", "https") or not parts.netloc or url != one_line(url) or " " in url:
        return shown
    return f'<a class="original" href="{shown}" rel="noopener noreferrer nofollow">{shown}</a>'


def _marks(entries: Sequence[Entry]) -> Iterator[_Mark]:
    for entry in entries:
        statement, number = entry.statement, entry.number
        colours = f"{key(entry)} d{min(entry.depth, 3)} s{number}"
        hint = escape(" · ".join((name(entry), *manner(entry))))
        kinds = {"source": statement.source, "cue": statement.cue, "content": statement.content}
        linked = next((kind for kind in ("content", "cue", "source") if kinds[kind]), None)
        for kind, parts in kinds.items():
            element = "mark" if kind == "content" else "span"
            tag = f'<{element} class="{kind} {colours}"' + (f' title="{hint}"' if kind == "content" else "")
            for i, part in enumerate(parts):
                if kind == linked:
                    yield _Mark(part, element, tag, entry.depth, number, anchor(number, i))
                else:
                    yield _Mark(part, element, tag, entry.depth, None, None)


def _paragraph(text: str, paragraph: Span, marks: Sequence[_Mark]) -> str:
    """The paragraph's HTML. Where marks cross each other the inner ones are closed and opened again."""
    opening: dict[int, list[_Mark]] = defaultdict(list)
    cuts = {paragraph.start, paragraph.end}
    for mark in sorted(marks, key=lambda each: (-each.span.end, each.depth, each.element)):
        start, end = max(mark.span.start, paragraph.start), min(mark.span.end, paragraph.end)
        if start < end:
            opening[start].append(mark)
            cuts |= {start, end}
    html: list[str] = []
    inside: list[_Mark] = []
    for here, there in pairwise(sorted(cuts)):
        ended = next((i for i, mark in enumerate(inside) if mark.span.end <= here), len(inside))
        html += [f"</{mark.element}>" for mark in reversed(inside[ended:])]
        inside[ended:] = crossing = [mark for mark in inside[ended:] if mark.span.end > here]
        html += [f"{mark.start_tag}>" for mark in crossing]
        html += [_opening(mark) for mark in opening[here]]
        inside += opening[here]
        html.append(escape(printable(text[here:there]), quote=False))
    html += [f"</{mark.element}>" for mark in reversed(inside)]
    return "".join(html)


def _opening(mark: _Mark) -> str:
    """The tag that opens a mark, and the statement's number, which links to its note."""
    tag = f'{mark.start_tag} id="{mark.anchor}">' if mark.anchor else f"{mark.start_tag}>"
    number = mark.number
    if number is None:
        return tag
    return f'{tag}<a class="number" href="#s-{number}" aria-label="Statement {number}">{number}</a>'
