"""Dates as the tables hold them, to search between: days as the number YYYYMMDD."""

from __future__ import annotations

from datetime import date

from onrecord import edtf
from onrecord.record.database import RecordError


def bounds(text: str | None) -> tuple[int, int] | None:
    """First and last day that a date in EDTF can mean; None where it says nothing."""
    if not text:
        return None
    try:
        first, last = edtf.bounds(text)
    except ValueError:
        return None
    return _number(first), _number(last)


def day(text: str, *, last: bool) -> int:
    """The first or last day of what the user gave as a date: "2026", "2026-01", "2026-01-05". Raises RecordError."""
    found = bounds(text.strip())
    if found is None:
        raise RecordError(f"{text!r} is not a date such as 2026-01-05, 2026-01 or 2026")
    return found[last]


def last_day(text: str | None) -> int | None:
    """The last day that a date in EDTF can mean; None where it says nothing or has no end."""
    days = bounds(text)
    return None if days is None or days[1] == 99991231 else days[1]


def _number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
