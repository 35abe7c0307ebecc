"""The timeline: events and statements in the order in which they happened, not in that of publication."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from onrecord.record.dates import bounds, day
from onrecord.record.happenings import Happening, linked, place_in_time
from onrecord.record.search import Filters, Hit, search
from onrecord.record.tellings import tellings, worded
from onrecord.tabular import Tabular


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry: an event with all its reports, or a statement. ``date`` is EDTF, None where it isn't told; ``first``
    and ``last`` are the days (YYYYMMDD) it can mean. What has no date stands where its first report was published."""

    date: str | None
    first: int | None
    last: int | None
    event: Happening | None
    statement: Hit | None


@dataclass(frozen=True, slots=True)
class Timeline(Tabular):
    """Part of the entries, oldest first, and how many events and statements there are in all."""

    events: int
    statements: int
    moments: tuple[Moment, ...]

    def rows(self) -> list[dict[str, Any]]:
        """The entries as rows."""
        return [_row(moment) for moment in self.moments]


def timeline(
    connection: Connection,
    *,
    about: str | None,
    since: str | None,
    until: str | None,
    events: bool,
    statements: bool,
    limit: int,
    offset: int,
) -> Timeline:
    """What happened to, by or at somebody or somewhere, and what was said on it. Raises RecordError."""
    first = day(since, last=False) if since else None
    last = day(until, last=True) if until else None
    found = linked(tellings(connection, about, first, last)) if events else []
    moments = [(place_in_time(each)[:2], Moment(each.date, each.first, each.last, each, None)) for each in found]
    total = 0
    if statements:
        filters = Filters(about=about, since=since, until=until)
        said = search(connection, filters, limit=limit + offset, oldest_first=True)
        total = said.total
        moments += [_said(hit) for hit in said.hits]
    moments.sort(key=lambda each: each[0])
    shown = [moment for _, moment in moments[offset : offset + limit]]
    told = iter(worded(connection, [moment.event for moment in shown if moment.event is not None]))
    shown = [moment if moment.event is None else replace(moment, event=next(told)) for moment in shown]
    return Timeline(len(found), total, tuple(shown))


def _said(hit: Hit) -> tuple[tuple[int, int], Moment]:
    days = bounds(hit.date)
    first, last = days or (None, None)
    return days or (99991231, 99991231), Moment(hit.date, first, last, None, hit)


def _row(moment: Moment) -> dict[str, Any]:
    event, said = moment.event, moment.statement
    parties = event.parties if event is not None else ()
    return {
        "date": moment.date,
        "first": moment.first,
        "last": moment.last,
        "what": event.type if event else "statement",
        "words": event.trigger if event else said.words if said else None,
        "actors": [party.name for party in parties if party.role == "actor"] or ([said.speaker] if said else []),
        "recipients": [party.name for party in parties if party.role == "recipient"],
        "place": next((party.name for party in parties if party.role == "place"), None),
        "factuality": event.factuality if event else None,
        "according_to": list(event.told_by) if event else [],
        "disputed_by": list(event.disputed_by) if event else [],
        "reports": [report.ref for report in event.reports] if event else [said.ref] if said else [],
    }
