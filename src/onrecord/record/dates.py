"""Dates in EDTF as days between which to look."""

from __future__ import annotations

import re
from calendar import monthrange

from onrecord.record.database import RecordError

_DATE = re.compile(r"(\d{1,4}X{0,3})(?:-([\dX]{2})(?:-([\dX]{2}))?)?", re.ASCII)
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}
"""Spring to winter of the northern hemisphere (EDTF level 1); winter only as far as its year goes."""


def bounds(edtf: str | None) -> tuple[int, int] | None:
    """First and last day that an EDTF date (ISO 8601-2, level 1) can mean, each as YYYYMMDD; None where it says
    nothing.

    An interval with an open or unknown end gets year 0 or 9999 for it. Qualifiers (~, ?, %) don't move the bounds.
    """
    if not edtf:
        return None
    first, slash, last = re.sub(r"[~?%]", "", edtf).partition("/")
    begins, ends = _date(first), _date(last) if slash else _date(first)
    if begins is None and ends is None:
        return None
    return begins[0] if begins else 0, ends[1] if ends else 9999_12_31


def day(text: str, *, last: bool) -> int:
    """The first or last day of what the user gave as a date: "2026", "2026-01", "2026-01-05". Raises RecordError."""
    found = bounds(text.strip())
    if found is None or "/" in text:
        raise RecordError(f"{text!r} is not a date such as 2026-01-05, 2026-01 or 2026")
    return found[last]


def _date(text: str) -> tuple[int, int] | None:
    match = _DATE.fullmatch(text)
    if match is None or len(match[1]) != 4:
        return None
    years = int(match[1].replace("X", "0")), int(match[1].replace("X", "9"))
    months = _SEASONS.get(match[2] or "") or _part(match[2], 12)
    if months is None:
        return None
    longest = monthrange(years[1] or 4, months[1])[1]
    days = _part(match[3], longest)
    if days is None:
        return None
    return years[0] * 10000 + months[0] * 100 + days[0], years[1] * 10000 + months[1] * 100 + days[1]


def _part(digits: str | None, most: int) -> tuple[int, int] | None:
    """Least and greatest that a month or day can be; None where there is no such one."""
    if digits is None or digits == "XX":
        return 1, most
    least, greatest = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    least, greatest = max(least, 1), min(greatest, most) if "X" in digits else greatest
    return (least, greatest) if 1 <= least <= greatest <= most else None


def shown(day: int) -> str:
    """YYYYMMDD with hyphens."""
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"
