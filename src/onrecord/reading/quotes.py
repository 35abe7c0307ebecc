"""Quotation marks of every house style, paired into quotations.

Doubles “ ” „ “ « » " '' ``, singles ‘ ’ and ' (told from apostrophes), nested ones, and the convention that a quotation
running over several paragraphs opens anew in each and closes only in the last. Marks that don't pair are ignored or
run to the end of their paragraph; pairing never crosses a paragraph, so that one lost mark spoils one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Span

_MARK = re.compile(r"''|``|[\"“”„«»‘’'‹›‚`]")
_OPEN = {"“": "”", "„": "“”", "«": "»", "``": "''", "‘": "’", "‹": "›", "‚": "‘’", "`": "'’"}
_CLOSE = set("”»’›")
_SINGLE = set("‘’'‚`‹›")
_BEFORE_OPEN = set(" \t\n\u00a0([{—–-/|:…") | set("“\"«„‘'")
# Elisions that begin with an apostrophe, so that it opens nothing.
_ELISION = re.compile(r"(?:\d0s|\d\ds?|tis|twas|em|til|cause|n|bout|round|cos)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]`` with its marks; ``depth`` 0 for the outermost; ``closed`` False where it runs to the
    paragraph's end without a closing mark. ``inner`` is what stands between the marks."""

    start: int
    end: int
    depth: int
    closed: bool
    inner: Span
    single: bool


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    inner: int


def quotations(text: str, paragraphs: Iterable[Span] | None = None) -> list[Quotation]:
    """The quotations of a text, by position (outer before inner).

    ``paragraphs`` default to the text's lines. Runs in time linear in the text's length.
    """
    found: list[Quotation] = []
    if paragraphs is None:
        paragraphs = (Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    for paragraph in paragraphs:
        found += _paragraph(text, paragraph)
    found.sort(key=lambda q: (q.start, -q.end))
    return found


def _paragraph(text: str, paragraph: Span) -> list[Quotation]:
    found: list[Quotation] = []
    stack: list[_Open] = []
    marks = list(_MARK.finditer(text, paragraph.start, paragraph.end))
    singles = _closing_singles(text, marks, paragraph)
    for index, m in enumerate(marks):
        mark, start, end = m[0], m.start(), m.end()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        if mark in "'’‘`" and before.isalnum() and after.isalnum():
            continue  # an apostrophe inside a word
        opener = _opener_of(mark, stack, before)
        closable = mark in ("'", "’") and index not in singles
        if opener is not None and not closable:
            # A lost closing mark: the inner quotation can't outlive the outer one.
            lost = [inner for inner in stack[opener + 1 :] if inner.mark not in _SINGLE]
            found += [_quotation(inner, start, start, len(stack), closed=False) for inner in lost]
            o = stack[opener]
            del stack[opener:]
            found.append(_quotation(o, end, start, len(stack), closed=True))
        elif _opens(mark, before, after, text, end) and len(stack) < 4:
            stack.append(_Open(mark, start, end))
    for depth, o in enumerate(stack):
        if o.mark not in _SINGLE and not (depth and stack[0].mark in _SINGLE):
            found.append(_quotation(o, paragraph.end, paragraph.end, depth, closed=False))
    return found


def _quotation(o: _Open, end: int, inner_end: int, depth: int, *, closed: bool) -> Quotation:
    return Quotation(o.start, end, depth, closed, Span(o.inner, max(inner_end, o.inner)), o.mark in _SINGLE)


def _opener_of(mark: str, stack: Sequence[_Open], before: str) -> int | None:
    """Which open quotation the mark closes, as an index of the stack; None if none."""
    for i in range(len(stack) - 1, -1, -1):
        o = stack[i]
        if mark in _OPEN.get(o.mark, ()) or (mark == o.mark and mark in ('"', "''", "'")):
            # A straight mark after white space opens: it cannot close.
            if mark in ('"', "''", "'") and before.isspace() and i == len(stack) - 1 and o.mark != mark:
                return None
            return i
        if o.mark in ("“", '"') and mark in ("''", '"', "”"):
            return i  # styles mixed by an editor's system
        if mark == "»" and o.mark == "»":
            return i
    return None


def _opens(mark: str, before: str, after: str, text: str, end: int) -> bool:
    if mark in ("“", "„", "«", "``", "‹"):
        return True
    if mark == "»":
        return not before.strip() and after.isalnum()
    if mark in ("”", "›"):
        return mark == "”" and not before.strip() and after.isalnum()
    if after.isspace() or (not after.isalnum() and after not in "[($€£¥…—–-.“\"„«‘'@#¿¡*"):
        return False
    if mark in ('"', "''"):
        return before in _BEFORE_OPEN or not before.isalnum()
    if mark in ("'", "’"):
        return before in _BEFORE_OPEN and mark == "'" and not _ELISION.match(text, end)
    if mark == "‘":
        return before in _BEFORE_OPEN and not _ELISION.match(text, end)
    return mark in ("‚", "`") and before in _BEFORE_OPEN


def _closing_singles(text: str, marks: Sequence[re.Match[str]], paragraph: Span) -> set[int]:
    """The indices, in ``marks``, of single marks that close a quotation rather than stand for an apostrophe.

    After punctuation a mark closes. After a letter it may be a plural possessive ("the miners’ union"), so it closes
    only where no mark after punctuation follows before the next opening one.
    """
    closing: set[int] = set()
    candidate: int | None = None
    sure = False
    for i, m in enumerate(marks):
        mark, start, end = m[0], m.start(), m.end()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        if mark not in ("'", "’", "‘", "‚", "`"):
            continue
        if before.isalnum() and after.isalnum():
            continue
        if _opens(mark, before, after, text, end):
            if candidate is not None and not sure:
                closing.add(candidate)
            candidate, sure = None, False
        elif mark in ("'", "’") and not before.isspace():
            if not before.isalnum():
                closing.add(i)
                candidate, sure = None, True
            elif not sure and (candidate is None or _plural(text, marks[candidate].start())):
                # Of several after letters the last that isn't after an s-plural is likeliest; else the first.
                candidate = i
    if candidate is not None and not sure:
        closing.add(candidate)
    return closing


def _plural(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] in "sS"
