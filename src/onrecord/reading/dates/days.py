"""Days and months by name: "January 3", "late last March", "Tuesday night", "yesterday", "the next morning"."""

from __future__ import annotations

from datetime import date

from onrecord.reading.dates import meanings as m
from onrecord.reading.dates.calendar import shifted, written
from onrecord.reading.dates.lexicon import (
    COUNTED,
    DOUBTFUL_MONTHS,
    EDGES,
    EVENT_DAYS,
    EVENT_WORDS,
    LAST,
    MONTHS,
    NARRATIVE,
    NEXT,
    PARTS_OF_DAY,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)
from onrecord.reading.dates.meanings import Expression, Meaning
from onrecord.reading.dates.tokens import Tokens
from onrecord.reading.nouns import words

_ORDINAL = frozenset(("st", "nd", "rd", "th"))
_TO = frozenset(("-", "–", "—", " to ", " – ", " - ", " and ", "/"))
_BEFORE_MONTH = words(
    """
    in of since by last next this until till from to early late mid each every before after during that through between
    and or for around following previous beyond per
    """
)
_BEFORE_THAT = words("on by since until of in for from before after and late early over during")
_PART_AFTER = PARTS_OF_DAY - {"noon", "midnight"}


def month(t: Tokens, i: int, low: int) -> Expression | None:
    """A month with what belongs to it: its day or days, its year, the weekday, "early", "last", "the end of"."""
    if not t.capital(i):
        return None
    number = MONTHS[t.word(i)]
    first, last = i, i
    days: tuple[int, ...] = ()
    if (before := _days_before(t, i, low)) is not None:
        first, days = before
    elif (after := _days_after(t, i)) is not None:
        last, days = after
    year, year_meaning, last = _year_after(t, last)
    dated = bool(days) or year is not None or year_meaning is not None
    if not dated and not _is_month(t, i, low):
        return None
    which, first, narrative = (None, first, False) if dated else which_before(t, first, low)
    day = days[0] if days else None
    if year is not None:
        meaning = m.fixed(written(year, number, day))
    elif year_meaning is not None:
        meaning = _of_year(year_meaning, number, day)
    elif day is not None and EVENT_DAYS.get((number, day)) and t.word(last + 1) in EVENT_WORDS:
        year = EVENT_DAYS[number, day]
        meaning = m.fixed(written(year, number, day))
    elif narrative:
        meaning = m.story_year(number, day)
    else:
        meaning = m.in_year(number, day, which)
    if len(days) == 2:
        until = m.fixed(written(year, number, days[1])) if year else m.in_year(number, days[1], which)
        meaning = m.spanning(meaning, until)
    if day is None:
        meaning, first = shaded(t, meaning, first, low)
    elif first - 1 >= low and t.word(first - 1) in WEEKDAYS and t.gap(first - 1) in (", ", " ", " the ", ". "):
        first -= 1
    kept = number if len(days) < 2 else None
    return Expression(first, last, "date", meaning, year, kept, day if len(days) < 2 else None, narrative)


def _of_year(year: Meaning, number: int, day: int | None) -> Meaning:
    def meaning(setting: m.Setting) -> str | None:
        value = year(setting)
        return written(int(value), number, day) if value is not None and value.isdigit() else None

    return meaning


def _days_before(t: Tokens, i: int, low: int) -> tuple[int, tuple[int, ...]] | None:
    at = i - 1
    if t.word(at) == "of":
        at -= 1
        if t.word(at) not in _ORDINAL:
            return None
    if t.word(at) in _ORDINAL and t.gap(at - 1) == "":
        at -= 1
    day = t.figure(at)
    if at < low or day is None or not 1 <= day <= 31 or not t.near(i - 1) or t.gap(at - 1) in (".", ",", ":", "$"):
        return None
    since = at - 1
    if t.word(since) in ("to", "and") and t.near(since):
        since -= 1
    elif t.gap(since) not in _TO:
        return at, (day,)
    if t.word(since) in _ORDINAL:
        since -= 1
    earlier = t.figure(since) if since >= low else None
    if earlier is not None and 1 <= earlier < day:
        return since, (earlier, day)
    return at, (day,)


def _days_after(t: Tokens, i: int) -> tuple[int, tuple[int, ...]] | None:
    if t.gap(i) not in (" ", ". ", " the ", "\u00a0"):
        return None
    at = i + 1
    day = t.figure(at)
    if day is None or len(t.word(at)) > 2 or not 1 <= day <= 31 or t.gap(at) in (":", "%"):
        return None
    if t.gap(at) in (".", ",") and t.figure(at + 1) is not None:
        return None
    if t.word(at + 1) in _ORDINAL and t.gap(at) == "":
        at += 1
    end = at
    to = at + 1
    if t.word(to) in ("to", "and", "through") and t.near(at) and t.near(to):
        to += 1
    elif t.gap(at) not in _TO:
        return end, (day,)
    later = t.figure(to)
    if later is not None and day < later <= 31 and len(t.word(to)) <= 2 and t.gap(to) not in (":", "%"):
        return (to + 1 if t.word(to + 1) in _ORDINAL and t.gap(to) == "" else to), (day, later)
    return end, (day,)


def _year_after(t: Tokens, at: int) -> tuple[int | None, Meaning | None, int]:
    """The year behind a month or day: its number or its meaning ("last year", "of that year"), and where it ends."""
    year = t.figure(at + 1)
    if year is not None and len(t.word(at + 1)) == 4 and t.gap(at) in (" ", ", ", ". ", ".,", "., ", "\u00a0", " ,"):
        if 1000 <= year < 2200 and t.word(at + 2) not in COUNTED and t.gap(at + 1) not in (",", ".", ":"):
            return year, None, at + 1
        return None, None, at
    start = at + 1
    if t.word(start) == "of" and t.near(at):
        year = t.figure(start + 1)
        if year is not None and 1000 <= year < 2200:
            return year, None, start + 1
        start += 1
    if t.near(start - 1) and t.near(start):
        word = t.word(start)
        if word == "the" or (word in ("same",) and t.word(start + 1) == "year"):
            start += word == "the"
            word = t.word(start)
        if t.word(start + 1) == "year":
            if word in ("last", "this", "next"):
                off = {"last": -1, "this": 0, "next": 1}[word]
                return None, m.unit_off("Y", off), start + 1
            if word in ("that", "same"):
                return None, m.story_unit("Y", 0), start + 1
            if word in ("following", "previous"):
                return None, m.story_unit("Y", 1 if word == "following" else -1), start + 1
    return None, None, at


def _is_month(t: Tokens, i: int, low: int) -> bool:
    """Is a bare "May", "March" or "April" the month, not a verb or a name?"""
    word, before = t.word(i), t.word(i - 1)
    if word not in DOUBTFUL_MONTHS:
        return not (t.capital(i - 1) and t.gap(i - 1) == " " and before not in WEEKDAYS and len(word) == 3)
    if len(word) == 3 and word != "may":
        return before in _BEFORE_MONTH and t.gap(i).startswith(".")
    if before in _BEFORE_MONTH and t.near(i - 1):
        return not (t.capital(i + 1) and t.gap(i) == " " and word not in ("march", "may"))
    if before in ("the", "a", "an", "is", "was") and t.near(i - 1) and (word != "march" or before in ("is", "was")):
        return not t.capital(i + 1) or t.gap(i) != " "  # "the August deadline", "It is April."
    return False


def which_before(t: Tokens, first: int, low: int) -> tuple[int | None, int, bool]:
    """ "last", "this", "next", "that" in front: -1, 0, 1 or None; where the phrase begins; does the story date it?"""
    before = t.word(first - 1)
    if first - 1 < low or not t.near(first - 1):
        return None, first, False
    if before == "that" and t.word(first - 2) not in _BEFORE_THAT and t.gap(first - 2) == " ":
        return None, first, False  # "said that Monday's vote"
    if before in NARRATIVE:
        return {True: -1, False: 1}[before in LAST] if before not in ("that", "same") else 0, first - 1, True
    if before in LAST and before != "past":
        return -1, first - 1, False
    if before in NEXT:
        return 1, first - 1, False
    if before == "this":
        return 0, first - 1, False
    return None, first, False


def shaded(t: Tokens, meaning: Meaning, first: int, low: int) -> tuple[Meaning, int]:
    """With "early", "late", "mid-", "the end of", "later" in front."""
    at = first - 1
    if at < low:
        return meaning, first
    word = t.word(at)
    if word in ("early", "late", "mid") and t.near(at):
        return m.about(meaning), at
    if word in ("earlier", "later") and t.near(at):
        return meaning, at
    if word == "the" and t.near(at):
        at -= 1
        word = t.word(at)
    if word == "of" and t.near(at) and at - 1 >= low and t.word(at - 1) in EDGES:
        side = EDGES[t.word(at - 1)]
        at -= 1
        if t.word(at - 1) == "very" and at - 1 >= low:
            at -= 1
        return m.edge(meaning, side), at
    return meaning, first


def weekday(t: Tokens, i: int, low: int) -> Expression | None:
    """A day of the week, with "last", "of next week" or the part of the day."""
    name = t.word(i)
    plural = name.endswith("s") and name[:-1] in WEEKDAYS and name not in WEEKDAYS
    number = WEEKDAYS[name[:-1] if plural else name]
    if not t.capital(i) or (name in SHORT_WEEKDAYS and t.word(i - 1) not in ("on", "last", "next", "this")):
        return None
    before = t.word(i - 1)
    if plural or before in ("every", "each"):
        start = i - 1 if before in ("every", "each") and i - 1 >= low else i
        return Expression(start, i, "set", m.fixed("P1W"))
    which, first, narrative = which_before(t, i, low)
    last = i
    if t.word(last + 1) in _PART_AFTER and t.near(last):
        last += 1
    at = last + 1
    if t.word(at) == "of" and t.near(last):
        at += 1
    week = at + 1 if t.word(at) in ("the",) else at
    meaning: Meaning | None = None
    if t.word(week + 1) == "week" and t.near(week) and t.near(last):
        word = t.word(week)
        offs = {"last": -1, "this": 0, "next": 1}
        if word in offs:
            meaning = m.within(m.unit_off("W", offs[word]), number)
        elif word in ("previous", "following"):
            meaning, narrative = m.within(m.story_unit("W", -1 if word == "previous" else 1), number), True
        last = week + 1 if meaning is not None else last
    if meaning is None and narrative:
        meaning = _story_weekday(number, which or 0)
    if meaning is None:
        meaning = m.weekday(number, which)
    if first - 1 >= low and t.word(first - 1) in ("early", "late", "earlier", "later") and t.near(first - 1):
        first -= 1
    return Expression(first, last, "date", meaning, story=narrative)


def _story_weekday(number: int, which: int) -> Meaning:
    """ "The previous Saturday": the one before the day the story is at; "that Saturday": the one of its week."""

    def meaning(setting: m.Setting) -> str | None:
        value = m.story_unit("D", 0)(setting)
        if value is None:
            return m.weekday(number, which or None)(setting) if setting.story is None else None
        day = date.fromisoformat(value)
        if which < 0:
            days = -((day.weekday() - number - 1) % 7) - 1
        elif which > 0:
            days = (number - day.weekday() - 1) % 7 + 1
        else:
            days = number - day.weekday()
        there = shifted(day, days, "D")
        return None if there is None else there.isoformat()

    return meaning


def deictic(t: Tokens, i: int, low: int) -> Expression | None:
    """Today, yesterday, tomorrow, tonight; the day before yesterday."""
    off = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[t.word(i)]
    first, last = i, i
    if t.word(i - 2) == "day" and i - 2 >= low:
        if t.word(i - 1) == "before" and off < 0:
            off, first = -2, i - 2
        elif t.word(i - 1) == "after" and off > 0:
            off, first = 2, i - 2
    if t.word(i + 1) in _PART_AFTER and t.near(i):
        last += 1
    if first - 1 >= low and t.word(first - 1) in ("early", "late", "earlier", "later") and t.near(first - 1):
        first -= 1
    return Expression(first, last, "date", m.days_off(off))


def part_of_day(t: Tokens, i: int, low: int) -> Expression | None:
    """ "Last night", "this morning", "the following evening", "that night"."""
    before = t.word(i - 1)
    if i - 1 < low or not t.near(i - 1):
        return None
    if before == "last" and t.word(i) in ("night", "evening"):
        return Expression(i - 1, i, "date", m.days_off(-1))
    if before == "this":
        return Expression(i - 1, i, "date", m.days_off(0))
    if before == "next" or before in NARRATIVE:
        off = 0 if before in ("that", "same") else -1 if before in LAST else 1
        return Expression(i - 1, i, "date", m.story_unit("D", off), story=True)
    return None
