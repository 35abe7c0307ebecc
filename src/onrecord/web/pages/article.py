"""The articles of the record, and one of them: the text with its statements marked, and a list of them beside it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from onrecord.export.happenings import happenings, standings
from onrecord.export.marking import key, marked_paragraphs
from onrecord.export.outline import Entry, facts, name, outline, role, tally, words
from onrecord.model import Reading, Statement
from onrecord.record.articles import Article
from onrecord.web.view import page, percent, room

router = APIRouter(include_in_schema=False)

AT_ONCE = 30


@dataclass(frozen=True, slots=True)
class Note:
    """A statement beside the text: who, how, and what to do with it. ``ref`` and ``person`` are the record's names for
    it and for the speaker, None where it isn't stored; ``details`` are its circumstances, as far as they are known."""

    number: int
    key: str
    depth: int
    within: int | None
    who: str
    named: bool
    role: str | None
    manner: list[str]
    details: list[tuple[str, str]]
    words: str
    ref: str | None
    judged: str | None
    person: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A marked article: each paragraph's HTML with the notes on the statements that begin in it, and the legend: each
    speaker's first note with the numbers of all of the speaker's statements."""

    title: str
    facts: list[str]
    url: str | None
    tally: str
    language: str | None
    paragraphs: list[tuple[Markup, list[Note]]]
    legend: list[tuple[Note, list[int]]]
    happened: list[tuple[str, str]]
    standings: list[str]


@router.get("/articles")
def articles(request: Request, query: str = "", outlet: str = "", offset: int = 0) -> HTMLResponse:
    """The articles added last."""
    offset = max(0, min(offset, 1_000_000))
    found = room(request).record.articles(query or None, outlet=outlet or None, limit=AT_ONCE, offset=offset)
    return page(request, "articles.html", found=found, query=query, outlet=outlet, offset=offset, at_once=AT_ONCE)


@router.get("/articles/{version}")
def article(request: Request, version: int) -> HTMLResponse:
    """One article."""
    found = room(request).record.article(version)
    changes = room(request).record.changes(str(version)) if len(found.versions) > 1 else []
    return page(request, "article.html", found=found, article=shown(found.reading, found), changes=changes)


def shown(reading: Reading, stored: Article | None = None) -> Shown:
    """The reading as its page shows it; ``stored`` where it is in the record."""
    entries = outline(reading)
    notes = {entry.number: note(reading, entry, stored) for entry in entries}
    marked = [(Markup(html), [notes[e.number] for e in begun]) for html, begun in marked_paragraphs(reading, entries)]
    spoken: dict[int | None, list[int]] = {}
    for entry in entries:
        spoken.setdefault(entry.rank, []).append(entry.number)
    return Shown(
        title=reading.document.title or "Who said what",
        facts=facts(reading),
        url=reading.document.url,
        tally=tally(entries),
        language=reading.document.language,
        paragraphs=marked,
        legend=[(notes[numbers[0]], numbers) for numbers in spoken.values()],
        happened=list(happenings(reading, entries)),
        standings=list(standings(reading)),
    )


def note(reading: Reading, entry: Entry, stored: Article | None) -> Note:
    """What stands beside the text on one statement."""
    said, actor = entry.statement, entry.actor
    return Note(
        number=entry.number,
        key=key(entry),
        depth=min(entry.depth, 3),
        within=entry.within,
        who=name(entry),
        named=actor is None or actor.named,
        role=role(entry),
        manner=[entry.cue or "no cue", said.form, percent(said.confidence)],
        details=_details(reading, said),
        words=" ".join(words(reading, entry)),
        ref=stored.refs.get(said.id) if stored else None,
        judged=stored.judged.get(said.id) if stored else None,
        person=stored.people.get(actor.id) if stored and actor else None,
    )


def _details(reading: Reading, said: Statement) -> list[tuple[str, str]]:
    told = next((actor.name for actor in reading.actors if actor.id == said.addressee), None)
    known = (
        ("said", said.said_on),
        ("reported", said.reported_on),
        ("about", said.about_date),
        ("how", said.channel),
        ("to", told),
        ("commitment", None if said.commitment == "asserts" else said.commitment),
        (
            "forecast",
            (f"for {said.forecast.horizon}" if said.forecast.horizon else "no date") if said.forecast else None,
        ),
        ("not named because", said.anonymity.of(reading.document.text) if said.anonymity else None),
    )
    return [(name, value) for name, value in known if value]
