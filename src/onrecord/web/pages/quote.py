"""One utterance, and how each outlet worded it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.record import RecordError
from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)


@router.get("/quotes")
def quotes(request: Request, words: str = "", who: str = "") -> HTMLResponse:
    """Who said these words, where first, and how they were changed."""
    found, problem = None, None
    if words.strip():
        try:
            found = room(request).record.quote(words, who=who.strip() or None, limit=5)
        except RecordError as error:
            if error.__cause__:
                raise
            problem = str(error)
    return page(request, "quotes.html", words=words, who=who, found=found, problem=problem)
