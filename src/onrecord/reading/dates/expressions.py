"""The time expressions of a text: found by the words that name times, then joined where several are one.

Rules of this project's own, in the tradition of HeidelTime (Strötgen and Gertz 2010) and SUTime (Chang and Manning
2012); what is one expression follows TimeML's TIMEX3, but that a range ("from April 2017 to July 2019") and a weekday
with its time of day are one. A single pass over the words, each looked up in a table: linear in the text's length.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.reading.dates import meanings as m
from onrecord.reading.dates.calendar import written
from onrecord.reading.dates.clock import clock_of, time_of_day
from onrecord.reading.dates.days import deictic, month, part_of_day, weekday
from onrecord.reading.dates.feasts import holiday
from onrecord.reading.dates.lexicon import (
    DECADES,
    DEICTIC_DAYS,
    EASTER,
    EVERY,
    FLOATING,
    HOLIDAYS,
    MONTHS,
    NUMBERS,
    PARTS_OF_DAY,
    PLURALS,
    SEASONS,
    UNITS,
    WEEKDAYS,
)
from onrecord.reading.dates.meanings import Expression
from onrecord.reading.dates.tokens import Tokens
from onrecord.reading.dates.units import unit
from onrecord.reading.dates.years import decade_name, figure, half, quarter_sign, season

Finder = Callable[[Tokens, int, int], Expression | None]
_TO = frozenset((" to ", " until ", " till ", " through ", "–", "-", " – ", " — ", "—", " - "))
_WITH_TIME = frozenset(
    (" on ", " at ", ", ", " ", ", at ", " at about ", " at around ", " just after ", " around ", " by ")
)


def _often(t: Tokens, i: int, low: int) -> Expression | None:
    return Expression(i, i, "set", m.fixed(EVERY[t.word(i)])) if t.word(i) != "annual" else None


def _vaguely(t: Tokens, i: int, low: int) -> Expression | None:
    return Expression(i, i, "date", m.fixed(None))


def _table() -> dict[str, tuple[Finder, ...]]:
    table: dict[str, tuple[Finder, ...]] = {}

    def put(finder: Finder, *keys: str) -> None:
        for key in keys:
            table[key] = (*table.get(key, ()), finder)

    put(holiday, *{key[0] for key in (*HOLIDAYS, *FLOATING, *EASTER)}, "new")
    put(month, *MONTHS)
    put(weekday, *WEEKDAYS, *(day + "s" for day in WEEKDAYS if day.endswith("day")))
    put(deictic, *DEICTIC_DAYS)
    put(time_of_day, "noon", "midnight", *NUMBERS)
    put(part_of_day, *PARTS_OF_DAY)
    put(unit, *UNITS, *PLURALS)
    put(season, *SEASONS)
    put(decade_name, *DECADES)
    put(half, "half")
    put(quarter_sign, "q", "fy")
    put(_often, *EVERY)
    put(_vaguely, "recently", "currently")
    return table


_TABLE = _table()
_NUMBER: tuple[Finder, ...] = (time_of_day, figure)


def find(t: Tokens) -> list[Expression]:
    """The expressions in order, none overlapping another."""
    found: list[Expression] = []
    low = 0
    for i, word in enumerate(t.words):
        if i < low:
            continue
        finders = _TABLE.get(word)
        if finders is None:
            if word.isdigit() and word.isascii():
                finders = _NUMBER
            elif word.endswith("'s") and word[:-2] in _TABLE:
                finders = _TABLE[word[:-2]]
            else:
                continue
        for finder in finders:
            expression = finder(t, i, low)
            if expression is not None:
                found.append(expression)
                low = expression.last + 1
                break
    return _joined(t, found)


def _joined(t: Tokens, found: list[Expression]) -> list[Expression]:
    joined: list[Expression] = []
    for expression in found:
        if joined:
            both = _with_time(t, joined[-1], expression) or _range(t, joined[-1], expression)
            if both is not None:
                joined[-1] = both
                continue
        joined.append(expression)
    return joined


def _with_time(t: Tokens, one: Expression, two: Expression) -> Expression | None:
    """A day and a time of day side by side are one expression."""
    if {one.kind, two.kind} != {"date", "time"}:
        return None
    between = t.text[t.ends[one.last] : t.starts[two.first]]
    if between.removeprefix(".") not in _WITH_TIME:
        return None
    time, day = (one, two) if one.kind == "time" else (two, one)
    clock = clock_of(t, time)
    if clock is None or day.event is not None or "/" in between:
        return None
    return replace(day, first=one.first, last=two.last, kind="time", meaning=m.at_time(day.meaning, clock))


def _range(t: Tokens, one: Expression, two: Expression) -> Expression | None:
    """ "From April 2017 to July 2019", "between Monday and Friday", "March-May 2020"."""
    if one.kind != "date" or two.kind != "date" or one.event is not None or two.event is not None:
        return None
    between = t.text[t.ends[one.last] : t.starts[two.first]]
    opening = t.word(one.first - 1)
    if not (
        (between in _TO and (opening in ("from", "between") or between.strip() in ("-", "–", "—", "through")))
        or (between == " and " and opening == "between")
    ):
        return None
    first, last = one.meaning, two.meaning
    year = two.year
    if one.year is None and one.month is not None and two.year is not None and two.month is not None:
        year = two.year - (one.month > two.month)
        first = m.fixed(written(year, one.month, one.day))
    elif one.year is not None and one.month is not None and two.year is None and two.month is not None:
        year = one.year + (two.month < one.month)
        last = m.fixed(written(year, two.month, two.day))
    return Expression(one.first, two.last, "date", m.spanning(first, last), story=one.story or two.story)
