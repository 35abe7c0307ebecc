"""Days told by another event's: "a day after gunmen killed two" is a day before what stands in front."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.model import Span
from onrecord.reading.events.scene import Sentence
from onrecord.reading.events.triggers import Trigger

NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"a": 1, "an": 1}
_AWAY = re.compile(
    r"\b(?:(?P<about>a little over|just over|more than|over|about|nearly|almost|less than|roughly|around) )?"
    r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}) "
    r"(?P<unit>hour|day|week|month|year)s? (?P<side>after|before) ",
    re.IGNORECASE,
)
_CLOSE = 45  # characters between the phrase and the trigger it dates
_MORE = ("a little over", "just over", "more than", "over")


def offset(text: str, sentence: Sentence, t: Trigger) -> re.Match[str] | None:
    """The phrase that dates a trigger by what stands in front of the phrase, None where there is none."""
    found = None
    for m in _AWAY.finditer(text, sentence.span.start, t.span.start):
        if t.span.start - m.end() <= _CLOSE and not re.search(r"[.;:,]", text[m.end() : t.span.start]):
            found = m
    return found


def shifted(anchor: str, m: re.Match[str]) -> str | None:
    """The date (EDTF) that lies the phrase's length before ("after") or behind ("before") the anchor's."""
    parts = anchor.rstrip("~?%").split("-")
    if not all(part.isdigit() for part in parts):
        return None
    number = NUMBERS.get(m["n"].lower()) or int(m["n"])
    sign = -1 if m["side"].lower() == "after" else 1
    about = (m["about"] or "").lower()
    unit = m["unit"].lower()
    if unit in ("hour", "day", "week"):
        if len(parts) != 3:
            return None
        days = {"hour": 0, "day": 1, "week": 7}[unit] * number
        moved = date(*map(int, parts)) + timedelta(days=sign * days)
        return moved.isoformat() + ("~" if about or unit == "week" else "")
    months = number * (12 if unit == "year" else 1)
    if about:
        months += (1 if about in _MORE else 0) if unit == "year" else 0
    elif unit == "year":
        return f"{int(parts[0]) + sign * number:04d}~"
    if len(parts) == 1:
        return None
    total = int(parts[0]) * 12 + int(parts[1]) - 1 + sign * months
    return f"{total // 12:04d}-{total % 12 + 1:02d}~"


def covered(m: re.Match[str]) -> Span:
    """The phrase's characters."""
    return Span(m.start(), m.end() - 1)
