"""The timeline: what happened and what was said, in the order of when it did."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.export.when import span_of_days, when
from onrecord.record import RecordError
from onrecord.record.timeline import Timeline
from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)

AT_ONCE = 40
_EVENTS, _STATEMENTS = "events", "statements"


@router.get("/timeline")
def timeline(
    request: Request, about: str = "", since: str = "", until: str = "", only: str = _EVENTS, offset: int = 0
) -> HTMLResponse:
    """Events, statements or both of an actor, a place and a time; each event once with all its reports."""
    offset = max(0, min(offset, 1_000_000))
    found, problem = Timeline(0, 0, ()), None
    try:
        found = room(request).record.timeline(
            about.strip() or None,
            since.strip() or None,
            until.strip() or None,
            events=only != _STATEMENTS,
            statements=only != _EVENTS,
            limit=AT_ONCE,
            offset=offset,
        )
    except RecordError as error:
        if error.__cause__:
            raise
        problem = str(error)
    return page(
        request,
        "timeline.html",
        found=found,
        total=found.events + found.statements,
        problem=problem,
        given={"about": about, "since": since, "until": until, "only": only},
        offset=offset,
        at_once=AT_ONCE,
        when=when,
        days=span_of_days,
    )
