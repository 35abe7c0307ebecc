"""Deadlines: by when the words of a forecast say that something will be."""

from __future__ import annotations

from onrecord.edtf import bounds
from onrecord.model import Span
from onrecord.reading.dates.calendar import shifted
from onrecord.reading.dates.expressions import find
from onrecord.reading.dates.lexicon import PLURALS, UNITS
from onrecord.reading.dates.meanings import Expression, Setting
from onrecord.reading.dates.tokens import Tokens
from onrecord.reading.dates.units import count_before

_WITHIN = frozenset(("within", "in", "inside", "over", "for", "next", "coming"))
_DEADLINES = frozenset(("by", "before", "until", "till", "within", "beyond"))


def horizon(text: str, span: Span, anchor: str | None) -> tuple[str, Span] | None:
    """By when something will be, as the words of ``span`` say it: its EDTF value, and the words that say so.

    ``anchor`` is the day the words were said on or, where that is not known, were published (EDTF); with None, relative
    dates have no value. Every date is taken as one to come: "in March" is the next March, "by the end of next year"
    the December of that year, "before 2027" is 2026-12, "within 30 days" counts from the anchor; a quarter is its last
    month. Of several dates the first behind "by", "before", "until" or "within" counts, else the first. None where the
    words name no time, or none that can be known.
    """
    t = Tokens(span.of(text))
    found = [(e, value) for e in find(t) if (value := _deadline(t, e, anchor)) is not None]
    if not found:
        return None
    e, value = next(((e, value) for e, value in found if _opening(t, e) in _DEADLINES), found[0])
    return value, Span(span.start + t.starts[e.first], span.start + t.ends[e.last])


def _opening(t: Tokens, e: Expression) -> str:
    """The preposition in front of an expression."""
    return t.word(e.first - 2) if t.word(e.first - 1) in ("the", "next", "early", "late") else t.word(e.first - 1)


def _deadline(t: Tokens, e: Expression, anchor: str | None) -> str | None:
    if e.kind == "set" or e.event is not None:
        return None
    if e.kind == "duration":
        return _counted(t, e, anchor)
    value = _ahead(e, anchor)
    if value is None:
        return None
    value = (value[:10] if e.kind == "time" else value).rstrip("~")
    before = _opening(t, e)
    if before == "before" and len(value) == 4 and value.isdigit() and t.word(e.first - 2) != "not":
        return f"{int(value) - 1:04}-12" if int(value) > 1 else None
    if len(value) == 7 and value[5:7] in ("33", "34", "35", "36", "40", "41"):
        return bounds(value)[1].isoformat()[:7]
    return value


def _ahead(e: Expression, anchor: str | None) -> str | None:
    if anchor is None:
        return e.meaning(Setting(None, None, 1))
    try:
        first, last = bounds(anchor)
    except ValueError:
        return e.meaning(Setting(None, None, 1))
    value = e.meaning(Setting(first, None, 1))
    return value if first == last or value == e.meaning(Setting(last, None, 1)) else None


def _counted(t: Tokens, e: Expression, anchor: str | None) -> str | None:
    """ "Within 30 days", "the next 48 hours", "in a year": so long from the anchor, if that is a day."""
    unit = next((n for n in range(e.last, e.first - 1, -1) if t.word(n) in UNITS or t.word(n) in PLURALS), None)
    if unit is None or anchor is None or not {t.word(e.first - 1), t.word(e.first), t.word(e.first - 2)} & _WITHIN:
        return None
    if t.word(e.first) not in ("next", "coming") and t.word(e.first - 1) not in ("within", "in", "inside"):
        return None
    try:
        first, last = bounds(anchor)
    except ValueError:
        return None
    _, count = count_before(t, unit, 0)
    letter = UNITS[PLURALS.get(t.word(unit), t.word(unit))]
    if count is None or first != last:
        return None
    number = int(letter.rstrip("DWMYETHS") or 1)
    letter = letter.lstrip("0123456789")
    if letter.startswith("T"):
        hours = count * {"TH": 1, "TM": 1 / 60, "TS": 1 / 3600}[letter]
        there = shifted(first, round(hours / 24), "D")
    else:
        there = shifted(first, count * number, "D" if letter == "WE" else letter)
    if there is None:
        return None
    if letter == "Y" and count * number > 1:
        return there.isoformat()[:4]
    return there.isoformat()[:7] if letter in ("M", "Y") else there.isoformat()
