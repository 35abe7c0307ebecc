"""The forecast ledger: what was said to come, by whom and by when, and what came of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.record import RecordError
from onrecord.record.forecasts import OUTCOMES, Ledger
from onrecord.web.forms import Form, field, local
from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)

AT_ONCE = 30
MOST_TALLIES = 40


@router.get("/forecasts")
def forecasts(
    request: Request, who: str = "", about: str = "", due_before: str = "", open_only: bool = False, offset: int = 0
) -> HTMLResponse:
    """The forecasts by speaker and day, and how each speaker's came out."""
    offset = max(0, min(offset, 1_000_000))
    ledger, problem = Ledger(0, (), ()), None
    try:
        ledger = room(request).record.forecasts(
            who=who.strip() or None,
            about=about.strip() or None,
            due_before=due_before.strip() or None,
            open_only=open_only,
            limit=AT_ONCE,
            offset=offset,
        )
    except RecordError as error:
        if error.__cause__:
            raise
        problem = str(error)
    given = {"who": who, "about": about, "due_before": due_before, "open_only": open_only}
    return page(
        request,
        "forecasts.html",
        ledger=ledger,
        tallies=ledger.tallies[:MOST_TALLIES],
        problem=problem,
        given=given,
        offset=offset,
        at_once=AT_ONCE,
    )


@router.post("/resolve")
def resolve(request: Request, form: Form) -> Response:
    """Take a person's word on what came of a forecast."""
    outcome = next((each for each in OUTCOMES if each == field(form, "outcome")), None)
    if outcome is None:
        raise RecordError("say what came of it: true, false, or void")
    room(request).record.resolve(
        field(form, "ref") or "",
        outcome,
        author=str(request.scope["author"]),
        note=field(form, "note"),
        on=field(form, "on"),
    )
    return RedirectResponse(local(field(form, "next"), "/forecasts"), 303)
