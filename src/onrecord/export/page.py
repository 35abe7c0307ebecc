"""A reading as one self-contained HTML page: the article with its statements marked, and a note beside each.

The page needs no script, no font and no picture, and forbids them all (Content-Security-Policy, level 3).
"""

from __future__ import annotations

import re
from base64 import b64encode
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import pairwise
from string import Template
from urllib.parse import urlsplit

from onrecord.export.outline import Entry, facts, manner, name, one_line, outline, printable, role, spans, tally
from onrecord.model import Reading, Span

COLOURS = 8  # speakers told apart by colour in assets/page.css, times 3 kinds of underline
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")  # the outer shape of a BCP 47 tag

_PAGE = Template("""\
<!doctype html>
<html$language>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" \
content="default-src 'none'; style-src '$style_hash'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="$reader">
<title>$title · Onrecord</title>
<style>$style</style>
</head>
<body>
<header>
<h1 dir="auto">$title</h1>
<p class="facts" dir="auto">$facts</p>
<p class="tally">$tally</p>
$legend</header>
<main>
$rows</main>
<footer><p>Read by $reader. A machine’s reading: check it against the words.</p></footer>
</body>
</html>
""")


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


def render(reading: Reading) -> str:
    """The page's HTML. What comes from the article is escaped; only http(s) addresses become links."""
    document, entries = reading.document, outline(reading)
    style = (files("onrecord") / "assets" / "page.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    known = [escape(fact) for fact in facts(reading)]
    if document.url:
        known.append(_link(document.url))
    language = document.language or ""
    return _PAGE.substitute(
        language=f' lang="{language}"' if _LANGUAGE.fullmatch(language) else "",
        style_hash=f"sha256-{digest}",
        style=style,
        reader=escape(one_line(reading.reader)),
        title=escape(one_line(document.title or "Who said what")),
        facts=" · ".join(known),
        tally=tally(entries),
        legend=_legend(entries),
        rows="".join(_rows(reading, entries)),
    )


def _legend(entries: Sequence[Entry]) -> str:
    """Each speaker once, with links to all of their statements."""
    spoken: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        spoken[entry.rank].append(entry)
    if not spoken:
        return ""
    items = "".join(
        f'<li class="{_key(said[0])}">{_who(said[0])} <span class="numbers">'
        + " ".join(f'<a href="#{_anchor(entry.number, 0)}">{entry.number}</a>' for entry in said)
        + "</span></li>\n"
        for said in spoken.values()
    )
    return f'<nav aria-label="Speakers">\n<ul class="legend">\n{items}</ul>\n</nav>\n'


def _rows(reading: Reading, entries: Sequence[Entry]) -> Iterator[str]:
    """Each paragraph, marked, with the notes on the statements that begin in it."""
    text, paragraphs = reading.document.text, reading.document.paragraphs
    starts = [paragraph.start for paragraph in paragraphs]
    marks: dict[int, list[_Mark]] = defaultdict(list)
    notes: dict[int, list[Entry]] = defaultdict(list)
    for mark in _marks(entries):
        piece = mark
        for at in range(max(bisect_right(starts, mark.span.start) - 1, 0), bisect_left(starts, mark.span.end)):
            if paragraphs[at].overlaps(mark.span):
                marks[at].append(piece)
                piece = replace(mark, anchor=None)
    for entry in entries:
        at = min((part.start for part in spans(entry.statement)), default=0)
        notes[max(bisect_right(starts, at) - 1, 0)].append(entry)
    introduced: set[int | None] = set()
    for index, paragraph in enumerate(paragraphs):
        listed = ""
        for entry in notes[index]:
            listed += _note(entry, entry.rank not in introduced)
            introduced.add(entry.rank)
        beside = f'<ul class="notes" aria-label="Statements">\n{listed}</ul>\n' if listed else ""
        words = _paragraph(text, paragraph, marks[index])
        yield f'<div class="row">\n<p dir="auto">{words}</p>\n{beside}</div>\n'


def _marks(entries: Sequence[Entry]) -> Iterator[_Mark]:
    for entry in entries:
        statement, number = entry.statement, entry.number
        colours = f"{_key(entry)} d{min(entry.depth, 3)}"
        hint = escape(" · ".join((name(entry), *manner(entry))))
        kinds = {"source": statement.source, "cue": statement.cue, "content": statement.content}
        linked = next((kind for kind in ("content", "cue", "source") if kinds[kind]), None)
        for kind, parts in kinds.items():
            element = "mark" if kind == "content" else "span"
            tag = f'<{element} class="{kind} {colours}"' + (f' title="{hint}"' if kind == "content" else "")
            for i, part in enumerate(parts):
                if kind == linked:
                    yield _Mark(part, element, tag, entry.depth, number, _anchor(number, i))
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


def _note(entry: Entry, first: bool) -> str:
    """One statement's note, with links to its parts in the text; the speaker's role where it is the first."""
    number, parts = entry.number, spans(entry.statement)
    lines = [f'<a class="number" href="#{_anchor(number, 0)}">{number}</a> {_who(entry, first)}']
    how = escape(" · ".join(manner(entry)))
    if entry.within is not None:
        how += f' · within <a href="#s-{entry.within}">{entry.within}</a>'
    for i in range(1, len(parts)):
        how += f' · <a href="#{_anchor(number, i)}">part {i + 1}</a>'
    lines.append(f'<span class="how">{how}</span>')
    return f'<li id="s-{number}" class="{_key(entry)} d{min(entry.depth, 3)}">' + "<br>\n".join(lines) + "</li>\n"


def _who(entry: Entry, with_role: bool = True) -> str:
    """The speaker, marked where unnamed, with the role that the article gives."""
    who = f'<b class="speaker" dir="auto">{escape(name(entry))}</b>'
    if entry.actor is not None and not entry.actor.named:
        who += ' <i class="unnamed">unnamed</i>'
    if with_role and (given := role(entry)):
        who += f' <span class="role" dir="auto">{escape(given)}</span>'
    return who


def _key(entry: Entry) -> str:
    """The style classes of a speaker: colour, and another underline once the colours are used up."""
    if entry.rank is None:
        return "nobody"
    again, colour = divmod(entry.rank, COLOURS)
    return f"k{colour} u{again % 3}"


def _anchor(number: int, part: int) -> str:
    return f"t-{number}-{part + 1}" if part else f"t-{number}"


def _link(url: str) -> str:
    """The address, as a link where it is plain http(s)."""
    shown = escape(one_line(url))
    try:
        parts = urlsplit(url)
    except ValueError:
        return shown
    if parts.scheme not in ("http", "https") or not parts.netloc or url != one_line(url) or " " in url:
        return shown
    return f'<a class="original" href="{shown}" rel="noopener noreferrer nofollow">{shown}</a>'
