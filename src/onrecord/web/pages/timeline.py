"""The timeline and the map: pages that wait for events and relations."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.view import page

router = APIRouter(include_in_schema=False)


@router.get("/timeline")
def timeline(request: Request) -> HTMLResponse:
    """What happened, in the order of time."""
    return page(
        request,
        "later.html",
        title="Timeline",
        what="What happened, when and between whom, each event with the articles that tell of it.",
        until="This page comes alive when the reader finds events; it doesn't yet, so there is nothing to draw.",
        meanwhile=[("/overview", "Statements month by month"), ("/search", "Search statements by date")],
    )


@router.get("/map")
def places(request: Request) -> HTMLResponse:
    """Who is aligned with whom."""
    return page(
        request,
        "later.html",
        title="Map",
        what="Who is with whom and against whom as of a date, according to whom, and who disputes it.",
        until="This page comes alive when the reader finds relations; it doesn't yet, so there is nothing to draw.",
        meanwhile=[("/speakers", "Who speaks, and about whom")],
    )
