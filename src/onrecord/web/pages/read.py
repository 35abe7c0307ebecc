"""The first page: drop, paste or name an article; and the reading of it, which is kept only if wanted."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from onrecord.ingest import Unreadable
from onrecord.web.forms import MOST_FILES, Form, field, uploads
from onrecord.web.pages.article import shown
from onrecord.web.readings import Handed, Job
from onrecord.web.room import Room
from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)

SECONDS_TO_WAIT = 1.5
"""A short article is read in less: then its page comes without one of progress before."""


@router.get("/")
def start(request: Request) -> HTMLResponse:
    """Hand in an article; what was added last."""
    return page(request, "start.html", latest=room(request).record.articles(limit=8))


@router.post("/read")
async def hand_in(request: Request, form: Form) -> Response:
    """Put the article, or all the files, into the queue."""
    here = room(request)
    facts = Handed(
        title=field(form, "title"),
        outlet=field(form, "outlet"),
        published=field(form, "published"),
        source=field(form, "source"),
    )
    files = uploads(form, "file")
    handed = [replace(facts, data=await each.read(), name=each.filename or "file") for each in files]
    text = field(form, "text")
    if text and text.lower().startswith(("http://", "https://")) and len(text.split()) == 1:
        handed.append(replace(facts, url=text))
    elif text:
        handed.append(replace(facts, text=text))
    if not handed:
        raise Unreadable("there is nothing to read: paste an article or an address, or choose a file")
    if len(handed) > MOST_FILES:
        raise Unreadable(f"{MOST_FILES} articles at a time, no more")
    jobs = [here.readings.hand_in(each) for each in handed]
    if len(jobs) > 1:
        return RedirectResponse("/readings?" + "&".join(f"job={job.id}" for job in jobs), 303)
    await run_in_threadpool(jobs[0].finished.wait, SECONDS_TO_WAIT)
    return RedirectResponse(f"/readings/{jobs[0].id}", 303)


@router.get("/readings")
def several(request: Request) -> HTMLResponse:
    """Several articles at once: how far each is."""
    here = room(request)
    found = [here.readings.get(each) for each in request.query_params.getlist("job")[: 2 * MOST_FILES]]
    jobs = [job for job in found if job is not None]
    waiting = sum(not job.finished.is_set() for job in jobs)
    return page(request, "several.html", jobs=jobs, waiting=waiting, query=request.url.query)


@router.get("/readings/{job}")
def reading(request: Request, job: str) -> Response:
    """The reading of an article that isn't stored, or how far it is."""
    found = _found(room(request), job)
    if found.version is not None:
        return RedirectResponse(f"/articles/{found.version}", 303)
    if found.reading is None:
        return page(request, "progress.html", 200 if found.problem is None else 422, job=found)
    return page(request, "reading.html", job=found, article=shown(found.reading))


@router.post("/readings/{job}/store")
def store(request: Request, job: str, form: Form) -> Response:
    """Put what was read into the record."""
    here = room(request)
    return RedirectResponse(f"/articles/{here.store(_found(here, job))}", 303)


@router.post("/readings/store")
def store_all(request: Request, form: Form) -> Response:
    """Put all of them into the record that could be read."""
    here = room(request)
    for each in form.getlist("job")[: 2 * MOST_FILES]:
        found = here.readings.get(str(each))
        if found is not None and found.reading is not None and found.version is None:
            here.store(found)
    return RedirectResponse("/articles", 303)


def _found(here: Room, job: str) -> Job:
    found = here.readings.get(job)
    if found is None:
        raise HTTPException(404, "There is no such reading, or it is forgotten: only what is stored is kept for good.")
    return found
