"""The articles of the record."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from onrecord.export.json import as_object
from onrecord.record.articles import Articles
from onrecord.web.api.values import PROBLEMS, Here, Limit, Number, Offset, Text

router = APIRouter(prefix="/api/articles", tags=["articles"], responses=PROBLEMS)


@router.get("")
def articles(
    room: Here, query: Text | None = None, outlet: Text | None = None, limit: Limit = 20, offset: Offset = 0
) -> Articles:
    """The articles added last, those with these words in the title, or of one outlet."""
    return room.record.articles(query, outlet=outlet, limit=limit, offset=offset)


@router.get("/{version}")
def article(room: Here, version: Number) -> dict[str, Any]:
    """One article as people judged it: its reading (docs/json.md), and the record's names for what is in it."""
    found = room.record.article(version)
    return {
        "version": found.version,
        "latest": found.latest,
        "versions": found.versions,
        "reading": as_object(found.reading),
        "refs": found.refs,
        "judged": found.judged,
        "people": found.people,
    }
