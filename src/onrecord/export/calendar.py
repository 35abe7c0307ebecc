"""Forecasts as a calendar (iCalendar, RFC 5545): an all-day event on the last day of each horizon."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from onrecord.edtf import bounds
from onrecord.export.outline import one_line
from onrecord.ingest import Unreadable
from onrecord.record.forecasts import Expected, Ledger

if TYPE_CHECKING:
    from icalendar import Event


def calendar(ledger: Ledger) -> bytes:
    """The .ics file: the forecasts that have a last day. Raises Unreadable where the library isn't installed."""
    try:
        from icalendar import Calendar
    except ImportError:
        raise Unreadable("a calendar needs pip install 'onrecord[calendar]'") from None
    found = Calendar()
    found.add("prodid", "-//Onrecord//forecasts//EN")
    found.add("version", "2.0")
    for each in ledger.forecasts:
        due = _due(each)
        if due is not None:
            found.add_component(_event(each, due))
    data: bytes = found.to_ical()
    return data


def _event(each: Expected, due: date) -> Event:
    from icalendar import Event

    hit = each.hit
    event = Event()
    event.add("uid", f"{hit.ref}@onrecord")
    event.add("dtstamp", datetime(2000, 1, 1, tzinfo=UTC) if hit.date is None else _stamp(hit.date))
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", one_line(f"{hit.speaker or 'No source given'}: {each.clause}"))
    told = [f"Due {each.horizon}", each.condition, hit.outlet, hit.title, each.resolution and each.resolution.outcome]
    event.add("description", "\n".join(one_line(part) for part in told if part))
    if hit.url and hit.url.startswith(("http://", "https://")):
        event.add("url", hit.url)
    event.add("transp", "TRANSPARENT")
    return event


def _due(each: Expected) -> date | None:
    try:
        last = bounds(each.horizon)[1] if each.horizon else None
    except ValueError:
        return None
    return None if last is None or last.year > 9000 else last


def _stamp(text: str) -> datetime:
    try:
        day = bounds(text)[0]
    except ValueError:
        day = date(2000, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
