"""Check a draft: how it is sourced, and what the record has against it. Nothing of it is stored."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from onrecord.ingest import Unreadable
from onrecord.web.forms import Form, field, uploads
from onrecord.web.pages.read import SECONDS_TO_WAIT
from onrecord.web.readings import Handed
from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)


@router.get("/check")
def draft(request: Request) -> HTMLResponse:
    """Hand in a draft."""
    return page(request, "check.html")


@router.post("/check")
async def hand_in(request: Request, form: Form) -> Response:
    """Read the draft."""
    text, files = field(form, "text"), uploads(form, "file")
    if files:
        handed = Handed(data=await files[0].read(), name=files[0].filename or "file", title=field(form, "title"))
    elif text:
        handed = Handed(text=text, title=field(form, "title"))
    else:
        raise Unreadable("there is no draft to check: paste it, or choose a file")
    job = room(request).readings.hand_in(handed)
    await run_in_threadpool(job.finished.wait, SECONDS_TO_WAIT)
    return RedirectResponse(f"/check/{job.id}", 303)


@router.get("/check/{job}")
def report(request: Request, job: str) -> Response:
    """The sourcing report."""
    here = room(request)
    found = here.readings.get(job)
    if found is None:
        return RedirectResponse("/check", 303)
    if found.reading is None:
        return page(request, "progress.html", 200 if found.problem is None else 422, job=found)
    checked = here.record.check(found.reading)
    return page(
        request, "report.html", job=found, report=checked, said={each.number: each for each in checked.statements}
    )
