"""What a statement says will or won't happen: the clause that says so, by when, on what condition."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from onrecord.edtf import bounds
from onrecord.model import Forecast, Span, Statement, TimeExpression
from onrecord.reading.dates.calendar import shifted, written
from onrecord.reading.marks import FUTURE
from onrecord.reading.sentences import Layout

_CONDITION = re.compile(
    r"\b(?:(?:(?:only |even |and |but )?(?:if|unless)|provided(?: that)?|providing|as long as|so long as|"
    r"on condition that|in case|assuming|subject to|absent|in (?:return|exchange) for|once)(?![-\w])|"
    r"should (?=(?:the|an?|his|her|their|its|this|that|it|he|she|they|we|you)\b)|were (?=\w+ to\b))",
    re.IGNORECASE,
)
_CONDITION_END = re.compile(r"[,;.!?:—–\"“”»]| -- ")
_FIRST_END = re.compile(r"(?<!\w\.)[.!?][\"”’»]?(?= )|$")
_BEFORE = re.compile(r"\b(?:before|ahead of)(?: the)? $", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:within|in(?: just| as little as)?|over|for)(?: the (?:next|coming))?(?: a)? $", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:since|from|after|last|of|as of) $", re.IGNORECASE)
_DURATION = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])$")
_IF_WHETHER = re.compile(r"\b(?:ask|know|see|wonder|doubt|sure|tell|say|decide|question)\w* $", re.IGNORECASE)


def forecast(layout: Layout, statement: Statement, times: Sequence[TimeExpression], published: str | None) -> Forecast:
    """The forecast that a statement is. Times are those of the whole text, in order."""
    text = layout.text
    condition = _condition(text, statement.content)
    clause = tuple(part for content in statement.content for part in _clauses(layout, content))
    horizon, span = _horizon(text, statement, times, condition, statement.said_on or published)
    return Forecast(clause or statement.content, horizon, span, condition)


def _clauses(layout: Layout, content: Span) -> list[Span]:
    """The sentences of a content that tell of what is ahead."""
    text = layout.text
    found: list[Span] = []
    start = content.start
    while start < content.end:
        end = min(layout.sentence_end(start), content.end)
        if end <= start:
            break
        if FUTURE.search(text, start, end) is not None:
            last = end
            while last > start and text[last - 1].isspace():
                last -= 1
            found.append(Span(start, last))
        start = end
    return found


def _condition(text: str, content: Sequence[Span]) -> Span | None:
    for part in content:
        for m in _CONDITION.finditer(text, part.start, part.end):
            word = m[0].lower().split()[-1]
            if word == "if" and _IF_WHETHER.search(text[max(part.start, m.start() - 14) : m.start()]) is not None:
                continue
            stop = _CONDITION_END.search(text, m.end(), part.end)
            end = stop.start() if stop else part.end
            while end > m.end() and text[end - 1].isspace():
                end -= 1
            if end > m.end() + 2:
                return Span(m.start(), end)
    return None


def _horizon(
    text: str,
    statement: Statement,
    times: Sequence[TimeExpression],
    condition: Span | None,
    since: str | None,
) -> tuple[str | None, Span | None]:
    """The time by which it is to happen: the first that lies ahead, rather outside the condition than in it."""
    start = _day(since)
    found: list[tuple[bool, str, Span]] = []
    for part in statement.content:
        index = bisect_left(times, part.start, key=lambda t: t.span.start)
        while index < len(times) and times[index].span.end <= part.end:
            time = times[index]
            index += 1
            value = _deadline(text, time, start)
            if value is not None:
                found.append((condition is not None and condition.contains(time.span), value, time.span))
    if not found:
        return None, None
    _, value, span = min(found, key=lambda entry: entry[0])
    return value, span


def _deadline(text: str, time: TimeExpression, start: date | None) -> str | None:
    """The last time that an expression leaves for something to happen; None where it lies behind or tells none."""
    before = text[max(0, time.span.start - 30) : time.span.start]
    if time.value is None or time.kind not in ("date", "duration") or _SINCE.search(before) is not None:
        return None
    if time.kind == "duration":
        m = _DURATION.match(time.value)
        if m is None or start is None or _WITHIN.search(before) is None:
            return None
        day = shifted(start, float(m[1]), m[2])
        return None if day is None else _as_exact(day, m[2])
    last = _day(time.value, last=True)
    if last is None or (start is not None and last < start):
        return None
    return _before(time.value) if _BEFORE.search(before) is not None else time.value


def _as_exact(day: date, unit: str) -> str | None:
    """A day counted off in such units, no more exact than they are."""
    if unit in ("D", "W"):
        return day.isoformat()
    return written(day.year, day.month) if unit == "M" else written(day.year)


def _before(value: str) -> str | None:
    """ "Before 2027" is by December 2026 at the latest, "before March" by February; a day stays as it is."""
    if re.fullmatch(r"\d{4}", value):
        return written(int(value) - 1, 12)
    if re.fullmatch(r"\d{4}-(?:0\d|1[0-2])", value):
        year, month = int(value[:4]), int(value[5:])
        return written(year, month - 1) if month > 1 else written(year - 1, 12)
    return value


def _day(value: str | None, *, last: bool = False) -> date | None:
    if value is None:
        return None
    try:
        return bounds(value)[1 if last else 0]
    except ValueError:
        return None
