"""What time expressions mean: functions from the setting they are read in to an EDTF value.

A meaning is made once, when the expression is found, and asked later, when it is known on which day the words were
written or said and which day the story has come to. None says that the setting gives no answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.edtf import bounds
from onrecord.reading.dates.calendar import YEARS, plus, shifted, unit_at, week, written

#: First month of each season, to tell which one is past.
_SEASON_BEGINS = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Setting:
    """``day``: when the words were written or said. ``story``: the date (EDTF) that the narrative has come to.

    ``ahead``: do the words speak of what is to come (1), of what was (-1), or can it not be told (0)?
    """

    day: date | None
    story: str | None = None
    ahead: int = -1


Meaning = Callable[[Setting], str | None]


@dataclass(frozen=True, slots=True)
class Expression:
    """Words ``first`` to ``last`` (included) of a text that name a time.

    ``year``, ``month`` and ``day`` are what a calendar date gives of itself. With ``story`` it counts from the day the
    story is at. ``event``: the first and last word of what it counts from ("two days after the fall of ...").
    """

    first: int
    last: int
    kind: Literal["date", "time", "duration", "set"]
    meaning: Meaning
    year: int | None = None
    month: int | None = None
    day: int | None = None
    story: bool = False
    event: tuple[int, int] | None = None


def fixed(value: str | None) -> Meaning:
    """A date that is the same in any setting."""
    return lambda setting: value


def in_year(month: int, day: int | None, which: int | None = None) -> Meaning:
    """A month or a day of a month without its year. ``which``: this (0), last (-1), next (1) or unsaid (None)."""

    def meaning(setting: Setting) -> str | None:
        today = setting.day
        if today is None:
            return None
        if which == 0:
            return written(today.year, month, day)
        place = (month, day if day is not None else today.day)
        now = (today.month, today.day)
        ahead = setting.ahead if which is None else which
        if ahead == 0:  # a date that has just been, or else is soon to come
            ahead = 1 if place > now and month - today.month <= 2 else -1
            ahead = 1 if place < now and (month - today.month) % 12 <= 2 and month < today.month else ahead
        strict = which is not None
        if ahead > 0:
            year = today.year + (place < now or (strict and place == now))
        else:
            year = today.year - (place > now or (strict and place == now))
        if day is not None and (month, day) == (2, 29):
            step = 1 if ahead > 0 else -1
            while written(year, 2, 29) is None and year in YEARS:
                year += step
        return written(year, month, day)

    return meaning


def weekday(number: int, which: int | None = None) -> Meaning:
    """A day of the week: last, this or next (-1, 0, 1) as ``in_year``; unsaid, the nearest one on the tense's side."""

    def meaning(setting: Setting) -> str | None:
        today = setting.day
        if today is None:
            return None
        if which is None:
            days = (number - today.weekday()) % 7 if setting.ahead > 0 else -((today.weekday() - number) % 7)
        elif which < 0:
            days = -((today.weekday() - number - 1) % 7) - 1
        else:
            days = number - today.weekday() + 7 * which
        return plus(today, days)

    return meaning


def days_off(days: int) -> Meaning:
    """Today, yesterday, tomorrow."""
    return lambda setting: None if setting.day is None else plus(setting.day, days)


def unit_off(unit: str, off: int) -> Meaning:
    """This, last or next unit ("W", "WE", "M", "3M", "Y", "10Y", "100Y", "D"), counted from the day of writing."""
    return lambda setting: None if setting.day is None else unit_at(setting.day, unit, off)


def season(number: int, which: int | None = None) -> Meaning:
    """A season without its year."""

    def meaning(setting: Setting) -> str | None:
        today = setting.day
        if today is None:
            return None
        begins = _SEASON_BEGINS[number]
        inside = (today.month - begins) % 12 < 3
        started = today.year if today.month >= begins else today.year - 1  # the last one that has begun
        ahead = setting.ahead if which is None else which
        if which == 0 or (which is None and inside):
            year = started if inside or (number == 24 and today.month < 6) else today.year
        elif ahead > 0:
            year = started + 1
        else:
            year = started - (1 if inside else 0)
        return f"{year:04}-{number}" if year in YEARS else None

    return meaning


def away(count: float, unit: str, sign: int) -> Meaning:
    """So many units before (-1) or after (1) the day of writing: "two years ago", "in three weeks".

    Days and a single week are exact; weeks give their week, months and years the month and the year.
    """

    def meaning(setting: Setting) -> str | None:
        return None if setting.day is None else _counted(setting.day, sign * count, unit)

    return meaning


def _counted(day: date, count: float, unit: str) -> str | None:
    number, letter = _scaled(count, unit)
    if letter in ("TH", "TM", "TS"):
        hours = number if letter == "TH" else 0
        return plus(day, round(hours / 24))
    there = shifted(day, number, letter)
    if there is None:
        return None
    if letter == "D":
        return there.isoformat()
    if letter == "W":
        return week(there) if abs(number) > 1 else there.isoformat()
    return there.isoformat()[: 7 if letter == "M" or number % 1 else 4]


def _scaled(count: float, unit: str) -> tuple[float, str]:
    letter = unit.lstrip("0123456789")
    number = unit[: len(unit) - len(letter)]
    return count * int(number or 1), "D" if letter == "WE" else letter


def story_away(count: float, unit: str, sign: int) -> Meaning:
    """So many units from the day the story is at: "two days later", "the following month", "a year earlier"."""

    def meaning(setting: Setting) -> str | None:
        first, last = _story(setting)
        if first is None or last is None:
            return None
        number, letter = _scaled(count, unit)
        if letter in ("D", "W", "TH", "TM", "TS") and first != last:
            return None
        if letter == "W":
            there = shifted(first, sign * number, "W")
            return there.isoformat() if there else None
        if letter == "M" and (last - first).days > 31:
            return None
        return _counted(first, sign * number, letter)

    return meaning


def story_unit(unit: str, off: int) -> Meaning:
    """The unit of the day the story is at, or the one before or after: "that day", "the following week"."""

    def meaning(setting: Setting) -> str | None:
        first, last = _story(setting)
        if first is None or last is None:
            return None
        here, there = unit_at(first, unit, off), unit_at(last, unit, off)
        return here if here == there else None

    return meaning


def story_year(month: int, day: int | None) -> Meaning:
    """A month of the year the story is at: "that August", "in March of that year"."""

    def meaning(setting: Setting) -> str | None:
        first, last = _story(setting)
        if first is None or last is None or first.year != last.year:
            return in_year(month, day)(setting)
        return written(first.year, month, day)

    return meaning


def _story(setting: Setting) -> tuple[date | None, date | None]:
    if setting.story is None:
        return None, None
    try:
        return bounds(setting.story)
    except ValueError:
        return None, None


def about(inner: Meaning) -> Meaning:
    """Early, late, about: the same, approximate."""

    def meaning(setting: Setting) -> str | None:
        value = inner(setting)
        return value if value is None or value[-1] in "~]" or "/" in value or "T" in value else value + "~"

    return meaning


def edge(inner: Meaning, side: int) -> Meaning:
    """The end (1), middle (0) or beginning (-1) of a longer time: the last or first month of a year and so on."""

    def meaning(setting: Setting) -> str | None:
        value = inner(setting)
        if value is None:
            return None
        if side == 0:
            return about(fixed(value))(setting)
        try:
            first, last = bounds(value)
        except ValueError:
            return None
        at = last if side > 0 else first
        days = (last - first).days
        if days < 8:
            return at.isoformat()
        if days < 32:
            return value
        return at.isoformat()[: 7 if days < 400 else 4]

    return meaning


def within(inner: Meaning, number: int) -> Meaning:
    """The day of the week in a week: "Tuesday of last week"."""

    def meaning(setting: Setting) -> str | None:
        value = inner(setting)
        if value is None:
            return None
        first, last = bounds(value)
        return plus(first, (number - first.weekday()) % 7) if (last - first).days <= 7 else None

    return meaning


def part_of_year(inner: Meaning, part: int) -> Meaning:
    """A quarter (33 to 36), half (40, 41) or season (21 to 24) of a year."""

    def meaning(setting: Setting) -> str | None:
        value = inner(setting)
        return f"{value}-{part}" if value is not None and len(value) == 4 and value.isdigit() else None

    return meaning


def nearest_part(part: int) -> Meaning:
    """A quarter or half without its year: the last one that has begun or, ahead, the next one not yet over."""

    def meaning(setting: Setting) -> str | None:
        today = setting.day
        if today is None:
            return None
        value = f"{today.year:04}-{part}"
        first, last = bounds(value)
        if setting.ahead > 0 and last < today:
            return f"{today.year + 1:04}-{part}" if today.year + 1 in YEARS else None
        if setting.ahead <= 0 and first > today:
            return f"{today.year - 1:04}-{part}" if today.year - 1 in YEARS else None
        return value

    return meaning


def spanning(first: Meaning, last: Meaning) -> Meaning:
    """From the one to the other."""

    def meaning(setting: Setting) -> str | None:
        since, until = first(setting), last(setting)
        if since is None or until is None:
            return None
        value = f"{since.partition('/')[0]}/{until.rpartition('/')[2]}"
        try:
            bounds(value)
        except ValueError:
            return None
        return value

    return meaning


def at_time(inner: Meaning | None, clock: str) -> Meaning:
    """A time of day ("T21:40:00") on a day; without one, on the day of the story or of writing."""

    def meaning(setting: Setting) -> str | None:
        if inner is not None:
            day = inner(setting)
        else:
            day = setting.story
            if day is None or len(day) != 10:
                day = setting.day.isoformat() if setting.day else None
        if day is None or len(day.rstrip("~")) != 10:
            return None
        return day.rstrip("~") + clock

    return meaning
