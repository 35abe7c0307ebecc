"""Reading articles: hand one in, ask how far it is, store it; and the sourcing report on a draft."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from onrecord.export.json import as_object
from onrecord.record.sourcing import Report
from onrecord.web.api.values import PROBLEMS, Here, Long, Text
from onrecord.web.readings import Handed, Job, State
from onrecord.web.room import Room

router = APIRouter(prefix="/api/readings", tags=["readings"], responses=PROBLEMS)


class ToRead(BaseModel):
    """An article: its ``text``, its address (``url``), or a ``file`` in base64 with its ``name``; one of them."""

    text: Long | None = None
    url: Text | None = None
    file: Long | None = None
    name: Text = "file"
    title: Text | None = None
    outlet: Text | None = None
    published: Text | None = Field(None, description="EDTF: 2026-01-05, 2026-01, 2026")
    source: Text | None = Field(None, description="The article's address, only noted.")


class Progress(BaseModel):
    """How far an article is: ``version`` once it is stored, ``reading`` (docs/json.md) once it is read."""

    id: str
    name: str
    state: State
    words: int
    problem: str | None
    version: int | None
    reading: dict[str, Any] | None = None


@router.post("", status_code=202)
def hand_in(room: Here, article: ToRead) -> Progress:
    """Read an article. It is not stored."""
    given = [each for each in (article.text, article.url, article.file) if each is not None]
    if len(given) != 1:
        raise HTTPException(422, "give a text, an address (url) or a file, one of them")
    data = None
    if article.file is not None:
        try:
            data = base64.b64decode(article.file, validate=True)
        except (binascii.Error, ValueError):
            raise HTTPException(422, "the file is not in base64") from None
    handed = Handed(
        article.text,
        article.url,
        data,
        article.name if data is not None else "",
        article.title,
        article.outlet,
        article.published,
        article.source,
    )
    return _progress(room.readings.hand_in(handed), whole=False)


@router.get("/{job}")
def progress(room: Here, job: str, whole: bool = True) -> Progress:
    """How far the article is, with its reading once it is done (unless ``whole`` is false)."""
    return _progress(_found(room, job), whole)


@router.post("/{job}/store")
async def store(room: Here, job: str) -> Progress:
    """Put what was read into the record."""
    found = _found(room, job)
    await run_in_threadpool(room.store, found)
    return _progress(found, whole=False)


@router.get("/{job}/check")
def check(room: Here, job: str) -> Report:
    """How the article is sourced, and what the record has against it."""
    found = _found(room, job)
    if found.reading is None:
        raise HTTPException(409, found.problem or "that article is not read yet")
    return room.record.check(found.reading)


def _found(room: Room, job: str) -> Job:
    found = room.readings.get(job)
    if found is None:
        raise HTTPException(404, "there is no such reading, or it is forgotten")
    return found


def _progress(job: Job, whole: bool) -> Progress:
    reading = as_object(job.reading) if whole and job.reading is not None else None
    return Progress(
        id=job.id,
        name=job.name,
        state=job.state,
        words=job.words,
        problem=job.problem,
        version=job.version,
        reading=reading,
    )
