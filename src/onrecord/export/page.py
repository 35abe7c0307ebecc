"""A reading as one self-contained HTML page: the article with its statements marked, and a note beside each.

The page needs no script, no font and no picture, and forbids them all (Content-Security-Policy, level 3).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from string import Template

from onrecord import assets
from onrecord.export.happenings import happenings, standings
from onrecord.export.marking import anchor, key, link, marked_paragraphs
from onrecord.export.outline import Entry, facts, manner, name, one_line, outline, role, spans, tally
from onrecord.model import Reading

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
$legend$happened</header>
<main>
$rows</main>
<footer><p>Read by $reader. A machine’s reading: check it against the words.</p></footer>
</body>
</html>
""")


def render(reading: Reading) -> str:
    """The page's HTML. What comes from the article is escaped; only http(s) addresses become links."""
    document, entries = reading.document, outline(reading)
    style = assets.text("marks.css") + assets.text("page.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    known = [escape(fact) for fact in facts(reading)]
    if document.url:
        known.append(link(document.url))
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
        happened=_happened(reading, entries),
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
        f'<li class="{key(said[0])}">{_who(said[0])} <span class="numbers">'
        + " ".join(f'<a href="#{anchor(entry.number, 0)}">{entry.number}</a>' for entry in said)
        + "</span></li>\n"
        for said in spoken.values()
    )
    return f'<nav aria-label="Speakers">\n<ul class="legend">\n{items}</ul>\n</nav>\n'


def _happened(reading: Reading, entries: Sequence[Entry]) -> str:
    """The events that are told as facts, and the relations."""
    told = "".join(
        f'<div><dt>{escape(day)}</dt><dd dir="auto">{escape(words)}</dd></div>\n'
        for day, words in happenings(reading, entries)
    )
    stand = "".join(f'<li dir="auto">{escape(words)}</li>\n' for words in standings(reading))
    if not told and not stand:
        return ""
    listed = (f'<dl class="dated">\n{told}</dl>\n' if told else "") + (f"<ul>\n{stand}</ul>\n" if stand else "")
    return f'<details class="happened">\n<summary>What happened, and how they stand</summary>\n{listed}</details>\n'


def _rows(reading: Reading, entries: Sequence[Entry]) -> Iterator[str]:
    """Each paragraph, marked, with the notes on the statements that begin in it."""
    introduced: set[int | None] = set()
    for words, begun in marked_paragraphs(reading, entries):
        listed = ""
        for entry in begun:
            listed += _note(entry, entry.rank not in introduced)
            introduced.add(entry.rank)
        beside = f'<ul class="notes" aria-label="Statements">\n{listed}</ul>\n' if listed else ""
        yield f'<div class="row">\n<p dir="auto">{words}</p>\n{beside}</div>\n'


def _note(entry: Entry, first: bool) -> str:
    """One statement's note, with links to its parts in the text; the speaker's role where it is the first."""
    number, parts = entry.number, spans(entry.statement)
    lines = [f'<a class="number" href="#{anchor(number, 0)}">{number}</a> {_who(entry, first)}']
    how = escape(" · ".join(manner(entry)))
    if entry.within is not None:
        how += f' · within <a href="#s-{entry.within}">{entry.within}</a>'
    for i in range(1, len(parts)):
        how += f' · <a href="#{anchor(number, i)}">part {i + 1}</a>'
    lines.append(f'<span class="how">{how}</span>')
    return f'<li id="s-{number}" class="{key(entry)} d{min(entry.depth, 3)}">' + "<br>\n".join(lines) + "</li>\n"


def _who(entry: Entry, with_role: bool = True) -> str:
    """The speaker, marked where unnamed, with the role that the article gives."""
    who = f'<b class="speaker" dir="auto">{escape(name(entry))}</b>'
    if entry.actor is not None and not entry.actor.named:
        who += ' <i class="unnamed">unnamed</i>'
    if with_role and (given := role(entry)):
        who += f' <span class="role" dir="auto">{escape(given)}</span>'
    return who
