"""Dates of known and unknown precision: the part of EDTF (ISO 8601-2:2019, Library of Congress) that Onrecord uses.

"2026-01-05", "2026-01", "2026"; "?", "~" or "%" behind for uncertain, approximate or both; "[2024-12..2025-06]" and
"[2024-12-01,2024-12-03]" for one date out of several, either end of ".." left out where there is no bound.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?", re.ASCII)


@lru_cache(maxsize=8192)
def bounds(text: str) -> tuple[date, date]:
    """The first and the last day that a date in EDTF can mean; a bound that isn't there is date.min or date.max.

    Raises ValueError for what is no such date.
    """
    if text.startswith("[") and text.endswith("]"):
        ranges = [_range(part.strip()) for part in text[1:-1].split(",")]
        return min(first for first, _ in ranges), max(last for _, last in ranges)
    return _day_range(text)


def _range(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    if not dots:
        return _day_range(text)
    if not first and not last:
        raise ValueError(f"{text!r} is not a date")
    since = _day_range(first)[0] if first else date.min
    until = _day_range(last)[1] if last else date.max
    if until < since:
        raise ValueError(f"{text!r} ends before it begins")
    return since, until


def _day_range(text: str) -> tuple[date, date]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date such as 2026-01-05, 2026-01 or 2026")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        first = date(year, month or 1, 1)
    except ValueError:
        raise ValueError(f"{text!r} is not a date") from None
    if not month or month == 12:
        return first, date(year, 12, 31)
    return first, date(year, month + 1, 1) - timedelta(days=1)
