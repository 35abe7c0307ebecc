"""The arithmetic of days, weeks, months and years, in EDTF; None stands for what lies outside the years 1 to 9999."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.edtf import months

YEARS = range(1, 10000)


def written(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """EDTF of a year, month or day; None for one that doesn't exist."""
    if year not in YEARS:
        return None
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def shifted(day: date, count: float, unit: str) -> date | None:
    """The day so many units later (earlier where negative); the month's last day where it has no such day."""
    whole = round(count * 12) if unit == "Y" else round(count)
    try:
        if unit in ("D", "W"):
            return day + timedelta(days=round(count * (7 if unit == "W" else 1)))
        if unit in ("M", "Y"):
            first, last = months(day.year, day.month + whole, 1)
            return first.replace(day=min(day.day, last.day))
    except (ValueError, OverflowError):
        return None
    return day


def week(day: date, weeks: int = 0) -> str | None:
    """The week, Monday to Sunday, so many weeks after the one of the day."""
    try:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    except OverflowError:
        return None


def plus(day: date, days: int) -> str | None:
    """The day so many days later; None outside the calendar."""
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def unit_at(day: date, unit: str, off: int) -> str | None:
    """EDTF of the unit so many units after the one that the day is in."""
    if unit == "D":
        return plus(day, off)
    if unit == "W":
        return week(day, off)
    if unit == "2W":
        return None
    if unit == "WE":
        saturday = 5 - day.weekday() + 7 * off
        first, last = plus(day, saturday), plus(day, saturday + 1)
        return f"{first}/{last}" if first and last else None
    if unit == "M":
        there = shifted(day.replace(day=1), off, "M")
        return None if there is None else there.isoformat()[:7]
    if unit == "3M":
        there = shifted(day.replace(day=1), 3 * off, "M")
        return None if there is None else f"{there.year:04}-{33 + (there.month - 1) // 3}"
    if unit == "Y":
        return written(day.year + off)
    if unit == "10Y":
        year = written(day.year + 10 * off)
        return None if year is None else year[:3] + "X"
    if unit == "100Y":
        year = written(day.year + 100 * off)
        return None if year is None else year[:2] + "XX"
    return None
