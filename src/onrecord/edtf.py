"""Dates of known and unknown precision: the part of EDTF (ISO 8601-2:2019, Library of Congress) that Onrecord uses.

"2026-01-05", "2026-01", "2026"; "2026-01-05T21:40:00" for a time of day, with "Z" or "+03:00" behind where the zone is
known; "199X" for a decade, "19XX" for a century; "2025-23" for a season (21 to 24: spring to winter), "2025-33" for a
quarter (33 to 36), "2025-40" for a half (40, 41); "?", "~" or "%" behind for uncertain, approximate or both;
"2025-06-02/2025-06-08" for all of the time from the one to the other; "[2024-12..2025-06]" and
"[2024-12-01,2024-12-03]" for one date out of several. Either end of ".." and "/" may be left out where there is no
bound.

Seasons are those of the northern hemisphere in whole months, spring from March; a winter is called after the year in
which it begins.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"(?P<time>T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?[?~%]?",
    re.ASCII,
)
#: First month (January is 1) and length in months of EDTF's seasons, quarters and halves.
_PARTS = {
    part: (first, 3) for part, first in zip((21, 22, 23, 24, 33, 34, 35, 36), (3, 6, 9, 12, 1, 4, 7, 10), strict=True)
}
_PARTS |= {40: (1, 6), 41: (7, 6)}


@lru_cache(maxsize=8192)
def bounds(text: str) -> tuple[date, date]:
    """The first and the last day that a date in EDTF can mean; a bound that isn't there is date.min or date.max.

    Raises ValueError for what is no such date.
    """
    if text.startswith("[") and text.endswith("]"):
        ranges = [_range(part.strip(), "..") for part in text[1:-1].split(",")]
        return min(first for first, _ in ranges), max(last for _, last in ranges)
    if "/" in text:
        return _range(text, "/")
    return _day_range(text)


def months(year: int, first: int, count: int) -> tuple[date, date]:
    """The first and last day of ``count`` months from month ``first`` of a year. Raises ValueError before 1."""
    after = year * 12 + first - 1 + count
    start = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    if after >= 120000:
        return start, date.max
    return start, date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _range(text: str, mark: str) -> tuple[date, date]:
    first, found, last = text.partition(mark)
    if mark == "/":
        first, last = first.removesuffix(".."), last.removesuffix("..")
    if not found:
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
    whole = match["year"]
    year, month, day = int(whole.replace("X", "0")), int(match["month"] or 0), int(match["day"] or 0)
    if ("X" in whole and month) or (match["time"] and not day):
        raise ValueError(f"{text!r} is not a date")
    try:
        if "X" in whole:
            return date(max(year, 1), 1, 1), date(int(whole.replace("X", "9")), 12, 31)
        if month in _PARTS and not day:
            return months(year, *_PARTS[month])
        if day:
            return date(year, month, day), date(year, month, day)
        date(year, month or 1, 1)
    except ValueError:
        raise ValueError(f"{text!r} is not a date") from None
    return months(year, month or 1, 1 if month else 12)
