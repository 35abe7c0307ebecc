"""Finding statements: search, facets, quotes, changes; and the record at a glance."""

from __future__ import annotations

from fastapi import APIRouter

from onrecord.model import Form
from onrecord.record.changes import Change
from onrecord.record.counts import Counts
from onrecord.record.overview import Overview
from onrecord.record.search import Filters, Found
from onrecord.record.variants import Quoted
from onrecord.web.api.values import LARGEST, PROBLEMS, Here, Limit, Offset, Text

router = APIRouter(prefix="/api", tags=["search"], responses=PROBLEMS)


@router.get("/statements")
def search(
    room: Here,
    query: Text | None = None,
    who: Text | None = None,
    about: Text | None = None,
    form: Form | None = None,
    since: Text | None = None,
    until: Text | None = None,
    outlet: Text | None = None,
    superseded: bool = False,
    speaker: int | None = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Found:
    """The statements that match all that is given, newest first."""
    return room.record.search(
        query,
        who=who,
        about=about,
        form=form,
        since=since,
        until=until,
        outlet=outlet,
        superseded=superseded,
        speaker=_number(speaker),
        limit=limit,
        offset=offset,
    )


@router.get("/facets")
def facets(
    room: Here,
    query: Text | None = None,
    who: Text | None = None,
    about: Text | None = None,
    form: Form | None = None,
    since: Text | None = None,
    until: Text | None = None,
    outlet: Text | None = None,
    superseded: bool = False,
    speaker: int | None = None,
) -> dict[str, list[tuple[str, int]]]:
    """How many of the statements that match there are of each speaker, outlet and month."""
    filters = Filters(query, who, about, form, since, until, outlet, superseded, _number(speaker))
    return room.record.facets(filters)


@router.get("/quotes")
def quotes(room: Here, words: Text, who: Text | None = None, limit: Limit = 10) -> Quoted:
    """Who said these words or words much like them, first where, and how each outlet worded them."""
    return room.record.quote(words, who=who, limit=min(limit, 50))


@router.get("/changes")
def changes(room: Here, source: Text) -> list[Change]:
    """What became of an article's statements from version to version; by its address, or a version's number."""
    return room.record.changes(source)


@router.get("/overview")
def overview(room: Here) -> Overview:
    """Who is quoted how, month by month and outlet by outlet."""
    return room.record.overview()


@router.get("/stats")
def stats(room: Here) -> Counts:
    """How much there is in the record."""
    return room.record.stats()


def _number(given: int | None) -> int | None:
    return None if given is None else max(min(given, LARGEST), -1)
