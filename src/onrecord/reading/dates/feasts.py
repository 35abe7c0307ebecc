"""Feast days: "Christmas Eve", "Labor Day", "Easter 2019", "the new year"."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.reading.dates import meanings as m
from onrecord.reading.dates.calendar import written
from onrecord.reading.dates.days import which_before
from onrecord.reading.dates.lexicon import EASTER, FLOATING, HOLIDAYS
from onrecord.reading.dates.meanings import Expression, Meaning
from onrecord.reading.dates.tokens import Tokens


def holiday(t: Tokens, i: int, low: int) -> Expression | None:
    """A feast day of the calendar, or "the new year"."""
    if t.word(i) == "new" and t.after(i, "year") and t.word(i - 1) == "the" and not t.possessive(i + 1):
        return Expression(i, i + 1, "date", _next_january)
    if not t.capital(i):
        return None
    for length in (4, 3, 2, 1):
        key = tuple(t.word(i + n) for n in range(length))
        if key not in HOLIDAYS and key not in FLOATING and key not in EASTER:
            continue
        if any(not t.near(i + n) for n in range(length - 1)) or (length == 1 and _is_name(t, i)):
            continue
        last = i + length - 1
        which, first, _ = which_before(t, i, low)
        year = t.figure(last + 1) if t.near(last) or t.gap(last) == ", " else None
        if year is not None and len(t.word(last + 1)) == 4 and 1000 <= year < 2200:
            return Expression(first, last + 1, "date", m.fixed(_feast(key, year)), year)
        return Expression(first, last, "date", _feast_near(key, which))
    return None


def _is_name(t: Tokens, i: int) -> bool:
    """Is it a part of a name ("Christmas Island")?"""
    return (t.capital(i + 1) and t.gap(i) == " ") or (
        t.capital(i - 1) and t.gap(i - 1) == " " and t.word(i - 1) != "last"
    )


def _next_january(setting: m.Setting) -> str | None:
    day = setting.day
    return None if day is None else written(day.year + (1 if setting.ahead > 0 or day.month > 6 else 0), 1)


def _feast(key: tuple[str, ...], year: int) -> str | None:
    if key in HOLIDAYS:
        return written(year, *HOLIDAYS[key])
    if key in FLOATING:
        number, day, nth = FLOATING[key]
        first = date(year, number, 1) if nth > 0 else date(year, number, 22)
        found = first + timedelta(days=(day - first.weekday()) % 7 + 7 * (max(nth, 1) - 1))
        if nth < 0 and (found + timedelta(days=7)).month == number:
            found += timedelta(days=7)
        return found.isoformat()
    return (easter(year) + timedelta(days=EASTER[key])).isoformat()


def _feast_near(key: tuple[str, ...], which: int | None) -> Meaning:
    def meaning(setting: m.Setting) -> str | None:
        today = setting.day
        if today is None or not 2 <= today.year <= 9997:
            return None
        values = [v for year in range(today.year - 1, today.year + 2) if (v := _feast(key, year)) is not None]
        ahead = setting.ahead if which is None else which
        if which == 0:
            return values[1]
        if ahead > 0:
            return next((v for v in values if v >= today.isoformat()), None)
        return next((v for v in reversed(values) if v <= today.isoformat()), None)

    return meaning


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leap, rest = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, remainder = divmod(of_century, 4)
    days = (32 + 2 * rest + 2 * quarter - moon - remainder) % 7
    late = (golden + 11 * moon + 22 * days) // 451
    number, day = divmod(moon + days - 7 * late + 114, 31)
    return date(year, number, day + 1)
