"""The review queue: what the reader is least sure of, to be confirmed, rejected or put right; and what was judged."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from onrecord.export.marking import marked_paragraphs
from onrecord.export.outline import outline, spans
from onrecord.model import Span
from onrecord.record import RecordError
from onrecord.record.review import MOST_COUNTED
from onrecord.web.forms import Form, field, local
from onrecord.web.pages.article import note
from onrecord.web.pages.search import FORMS
from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)

NEXT = 6
"""Statements that are shown as coming next."""


@router.get("/review")
def queue(request: Request, ref: str = "", skip: int = 0) -> HTMLResponse:
    """The next statement, or the one of ``ref``, in its paragraph, with what can be said about it."""
    record = room(request).record
    skip = max(0, min(skip, 100_000))
    waiting = record.doubtful(limit=NEXT, offset=skip)
    recent = list(reversed(record.judgements(last=12)))
    current = ref or (waiting.hits[0].ref if waiting.hits else "")
    if not current:
        shown = {"waiting": waiting, "recent": recent, "skip": skip}
        return page(request, "review.html", 200, item=None, most_counted=MOST_COUNTED, **shown)
    version = int(match[1]) if (match := re.match(r"(\d{1,15}):", current)) else 0
    found = record.article(version)
    reading = found.reading
    label = next((label for label, name in found.refs.items() if name == current), None)
    if label is None:
        raise RecordError(f"there is no statement {current} in the record, or it is rejected")
    entries = [each for each in outline(reading) if each.statement.id == label]
    said = entries[0].statement
    # The paragraphs it runs through, and one before and after, as the context to judge it in.
    at = [i for i, part in enumerate(reading.document.paragraphs) if any(s.overlaps(part) for s in spans(said))]
    first, last = max(at[0] - 1, 0), at[-1] + 1
    marked = list(marked_paragraphs(reading, entries))[first : last + 1]
    places = reading.document.paragraphs[first : last + 1]
    context = [
        (Markup(html), place, place.of(reading.document.text)) for (html, _), place in zip(marked, places, strict=True)
    ]
    people = sorted({actor.name for actor in reading.actors}, key=str.casefold)
    return page(
        request,
        "review.html",
        item=note(reading, entries[0], found),
        said=said,
        content=" […] ".join(span.of(reading.document.text) for span in said.content),
        offsets=", ".join(f"{span.start}-{span.end}" for span in said.content),
        document=reading.document,
        version=version,
        context=context,
        people=people,
        forms=FORMS,
        waiting=waiting,
        recent=recent,
        skip=skip,
        asked=bool(ref),
        ref=current,
        most_counted=MOST_COUNTED,
    )


@router.post("/judge")
def judge(request: Request, form: Form) -> Response:
    """Take a person's word on a statement."""
    record, author = room(request).record, str(request.scope["author"])
    ref, note_ = field(form, "ref") or "", field(form, "note")
    match field(form, "verdict"):
        case "confirm":
            record.confirm(ref, author=author, note=note_)
        case "reject":
            record.reject(ref, author=author, note=note_)
        case "correct":
            _correct(request, form, ref, note_)
        case _:
            raise RecordError("say whether it is right, wrong, or what is right instead")
    return RedirectResponse(local(field(form, "next"), "/review"), 303)


@router.post("/merge")
def merge(request: Request, form: Form) -> Response:
    """Say that two names are one actor."""
    record, author = room(request).record, str(request.scope["author"])
    name, other = field(form, "name") or "", field(form, "other") or ""
    record.merge(name, [other], author=author, note=field(form, "note"))
    return RedirectResponse(local(field(form, "next"), "/review"), 303)


@router.post("/undo")
def undo(request: Request, form: Form) -> Response:
    """Take a judgement back."""
    number = field(form, "judgement") or ""
    if not (number.isdecimal() and len(number) < 16):
        raise RecordError("there is no such judgement")
    room(request).record.undo(int(number), author=str(request.scope["author"]))
    return RedirectResponse(local(field(form, "next"), "/review"), 303)


def _correct(request: Request, form: Form, ref: str, note_: str | None) -> None:
    """Only what was changed in the form is corrected."""

    def changed(name: str) -> str | None:
        value, before = str(form.get(name, "")).strip(), str(form.get(f"{name}_before", "")).strip()
        return None if value == before else value

    offsets, manner = changed("offsets"), changed("form")
    content = None
    if offsets:
        parts = re.fullmatch(r"\s*\d{1,9}\s*[-–]\s*\d{1,9}(?:\s*[,; ]\s*\d{1,9}\s*[-–]\s*\d{1,9})*\s*", offsets)
        if parts is None:
            raise RecordError("offsets are pairs of numbers such as 120-180, 200-240")
        found = re.findall(r"(\d+)\s*[-–]\s*(\d+)", offsets)
        content = tuple(Span(int(start), int(end)) for start, end in found)
    words = None if content else changed("words")
    room(request).record.correct(
        ref,
        author=str(request.scope["author"]),
        note=note_,
        speaker=changed("speaker"),
        words=words,
        content=content,
        form=next((each for each in FORMS if each == manner), None),
        said_on=changed("said_on"),
    )
