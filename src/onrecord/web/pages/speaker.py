"""The speakers of the record, and one of them: roles, who quotes them, about whom they speak, what they said."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)

AT_ONCE = 20
LISTED = 60
FORECASTS = 5
ROLES = 30


@router.get("/speakers")
def speakers(request: Request, query: str = "", offset: int = 0) -> HTMLResponse:
    """Those who are named most, or whose names have these words."""
    offset = max(0, min(offset, 1_000_000))
    found = room(request).record.speakers(query[:200] or None, limit=LISTED + 1, offset=offset)
    more = len(found) > LISTED
    return page(request, "speakers.html", found=found[:LISTED], query=query, offset=offset, more=more, at_once=LISTED)


@router.get("/speakers/{number}")
def speaker(request: Request, number: int, about: str = "", offset: int = 0) -> HTMLResponse:
    """One speaker; with ``about``, the positions on that subject in the order of time."""
    record = room(request).record
    offset = max(0, min(offset, 1_000_000))
    found = record.speaker(number)
    about = about.strip()
    often = {role.role for role in sorted(found.roles, key=lambda role: -role.articles)[:ROLES]}
    said = record.search(about=about or None, speaker=found.id, limit=AT_ONCE, offset=offset, oldest_first=bool(about))
    return page(
        request,
        "speaker.html",
        speaker=found,
        roles=[role for role in found.roles if role.role in often],
        said=said,
        about=about,
        ledger=record.forecasts(who=found.name, limit=FORECASTS),
        offset=offset,
        at_once=AT_ONCE,
    )
