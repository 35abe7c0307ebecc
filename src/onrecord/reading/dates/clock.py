"""Times of day: "9:40 p.m.", "at 14:30", "0900 GMT", "six o'clock", "noon"."""

from __future__ import annotations

from onrecord.reading.dates import meanings as m
from onrecord.reading.dates.lexicon import NUMBERS, ZONES
from onrecord.reading.dates.meanings import Expression
from onrecord.reading.dates.tokens import Tokens

_AT = frozenset(("at", "by", "from", "until", "till", "around", "about", "before", "after", "since", "past", "between"))
_O_CLOCK = frozenset(("o'clock", "o’clock"))


def clock_of(t: Tokens, expression: Expression) -> str | None:
    """The time of day that an expression gives and nothing more, as "T21:40:00" with its zone."""
    found = _figures(t, expression.first, expression.first)
    return found[1] if found is not None and found[0] == expression.last else None


def time_of_day(t: Tokens, i: int, low: int) -> Expression | None:
    """A time of day that begins with word ``i``; of the day the story is at, where no other is named."""
    found = _figures(t, i, low)
    if found is None:
        return None
    last, clock = found
    entry = _first(t, i)  # of a live report: of the day it was written on
    return Expression(i, last, "time", m.at_time(m.days_off(0) if entry else None, clock), story=not entry)


def _figures(t: Tokens, i: int, low: int) -> tuple[int, str] | None:
    """Where the time ends, and what it is."""
    word = t.word(i)
    if word in ("noon", "midnight"):
        if t.word(i - 1) in ("the",):
            return None
        hour, minute, last = (12 if word == "noon" else 0), 0, i
        return _zoned(t, last, hour, minute, given=True)
    hour_ = t.figure(i)
    if hour_ is None:
        hour_ = NUMBERS.get(word) if t.words[i + 1 : i + 2] and t.words[i + 1] in _O_CLOCK else None
    if hour_ is None or (i > 0 and t.gap(i - 1) in (".", ":", ",", "$", "-")):
        return None
    minute, last, sure = 0, i, False
    if len(word) == 4 and word.isdigit() and (t.word(i + 1) in ZONES or t.word(i + 1) == "hours") and t.gap(i) == " ":
        hour_, minute, sure = hour_ // 100, hour_ % 100, t.word(i + 1) in ZONES
    elif len(word) > 2 and word.isdigit():
        return None
    elif t.gap(i) in (":", ".") and (then := t.figure(i + 1)) is not None and len(t.word(i + 1)) == 2 and then < 60:
        minute, last = then, i + 1
        sure = (
            t.gap(i) == ":" and (t.word(i - 1) in _AT or t.word(i + 2) in ZONES or _first(t, i)) and t.gap(i + 1) != ":"
        )
    if last + 1 < len(t) and t.words[last + 1] in _O_CLOCK:
        last, sure = last + 1, True
    half, end = _half(t, last)
    if half is not None:
        last, sure = end, 1 <= hour_ <= 12
        hour_ = hour_ % 12 + (12 if half == "p" else 0)
    if not sure or hour_ > 23 or minute > 59:
        return None
    return _zoned(t, last, hour_, minute, given=True)


def _first(t: Tokens, i: int) -> bool:
    """Does it begin a paragraph, as the entries of a live report do?"""
    return (i == 0 or "\n" in t.gap(i - 1)) and len(t.word(i)) == 2 and t.near(i + 1) is False


def _half(t: Tokens, last: int) -> tuple[str | None, int]:
    """Is "a.m." or "p.m." behind? Its first letter, and where it ends."""
    if t.gap(last) not in ("", " ", "\u00a0", "\u202f"):
        return None, last
    word = t.word(last + 1)
    if word in ("am", "pm"):
        return word[0], last + 1
    if word in ("a", "p") and t.gap(last + 1) in (".", ". ") and t.word(last + 2) == "m":
        return word, last + 2
    return None, last


def _zoned(t: Tokens, last: int, hour: int, minute: int, *, given: bool) -> tuple[int, str]:
    zone = ""
    if t.word(last + 1) in ZONES and t.gap(last).strip(" .(") == "" and t.capital(last + 1):
        last += 1
        zone = ZONES[t.word(last)]
        offset = t.figure(last + 1)
        if zone == "Z" and t.gap(last) in ("+", "-", " +", " -", "+ ") and offset is not None and offset <= 14:
            zone = f"{'-' if '-' in t.gap(last) else '+'}{offset:02}:00" if offset else "Z"
            last += 1
    elif t.word(last + 1) == "local" and t.word(last + 2) == "time":
        last += 2
    return last, f"T{hour:02}:{minute:02}:00{zone}"
