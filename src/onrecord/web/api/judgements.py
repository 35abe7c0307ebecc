"""Judging: what most needs it, what was judged, and a person's word on a statement or on who is who."""

from __future__ import annotations

from typing import Literal, assert_never

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from onrecord.model import Form, Span
from onrecord.record.forecasts import Ledger, Outcome
from onrecord.record.judgements import Judgement
from onrecord.record.search import Found
from onrecord.web.api.values import LARGEST, PROBLEMS, Author, Here, Limit, Offset, Text

router = APIRouter(prefix="/api", tags=["judgements"], responses=PROBLEMS)

Offsets = tuple[int, int]


class Word(BaseModel):
    """A person's word. ``confirm``, ``reject`` and ``correct`` are on the statement of ``ref``; a correction has at
    least one of ``speaker`` ("" is nobody), ``words`` or ``content`` (their offsets), ``form`` and ``said_on``.
    ``resolve`` says that the forecast of ``ref`` came true, or not (``outcome``), and when (``on``).
    ``merge`` says that the actors called ``others`` are the one called ``name``; ``split`` that the actor called
    ``name`` in the documents of ``sources`` is another one; ``undo`` takes ``judgement`` back."""

    kind: Literal["confirm", "reject", "correct", "resolve", "merge", "split", "undo"]
    ref: Text | None = None
    note: Text | None = None
    speaker: Text | None = None
    words: Text | None = None
    content: list[Offsets] | None = Field(None, max_length=100)
    form: Form | None = None
    said_on: Text | None = None
    outcome: Outcome | None = None
    on: Text | None = None
    name: Text | None = None
    others: list[Text] = Field(default=[], max_length=100)
    sources: list[Text] = Field(default=[], max_length=100)
    judgement: int | None = Field(None, ge=1, le=LARGEST)


class Judged(BaseModel):
    """The number of the judgement."""

    judgement: int


@router.get("/doubtful")
def doubtful(room: Here, limit: Limit = 20, offset: Offset = 0) -> Found:
    """The statements that nobody has judged, the least confident first."""
    return room.record.doubtful(limit=limit, offset=offset)


@router.get("/forecasts")
def forecasts(
    room: Here,
    who: Text | None = None,
    about: Text | None = None,
    due_before: Text | None = None,
    open_only: bool = False,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Ledger:
    """The forecasts by speaker and day, what people say came of them, and each speaker's tally."""
    return room.record.forecasts(
        who=who, about=about, due_before=due_before, open_only=open_only, limit=limit, offset=offset
    )


@router.get("/judgements")
def judgements(room: Here, last: Limit = 50) -> list[Judgement]:
    """The last judgements, oldest first."""
    return room.record.judgements(last=last)


@router.post("/judgements", status_code=201)
def judge(room: Here, word: Word, author: Author) -> Judged:
    """Judge. Every judgement keeps its author."""
    return Judged(judgement=_judge(room, word, author))


def _judge(room: Here, word: Word, author: str) -> int:
    record, note = room.record, word.note
    match word.kind:
        case "confirm":
            return record.confirm(_needed(word.ref, "ref"), author=author, note=note)
        case "reject":
            return record.reject(_needed(word.ref, "ref"), author=author, note=note)
        case "correct":
            content = None if word.content is None else tuple(Span(start, end) for start, end in word.content)
            return record.correct(
                _needed(word.ref, "ref"),
                author=author,
                note=note,
                speaker=word.speaker,
                words=word.words,
                form=word.form,
                said_on=word.said_on,
                content=content,
            )
        case "resolve":
            if word.outcome is None:
                raise HTTPException(422, "resolve needs an outcome")
            return record.resolve(_needed(word.ref, "ref"), word.outcome, author=author, note=note, on=word.on)
        case "merge":
            return record.merge(_needed(word.name, "name"), word.others, author=author, note=note)
        case "split":
            return record.split(_needed(word.name, "name"), word.sources, author=author, note=note)
        case "undo":
            if word.judgement is None:
                raise HTTPException(422, "undo needs a judgement")
            return record.undo(word.judgement, author=author, note=note)
    assert_never(word.kind)


def _needed(value: str | None, name: str) -> str:
    if not value:
        raise HTTPException(422, f"{name} is missing")
    return value
