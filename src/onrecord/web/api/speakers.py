"""The named actors of the record."""

from __future__ import annotations

from fastapi import APIRouter

from onrecord.record.speakers import Named, Speaker
from onrecord.web.api.values import PROBLEMS, Here, Limit, Number, Offset, Text

router = APIRouter(prefix="/api/speakers", tags=["speakers"], responses=PROBLEMS)


@router.get("")
def speakers(room: Here, query: Text | None = None, limit: Limit = 50, offset: Offset = 0) -> list[Named]:
    """The named actors, those in most articles first; those whose names have the beginnings of these words."""
    return room.record.speakers(query, limit=limit, offset=offset)


@router.get("/{number}")
def speaker(room: Here, number: Number) -> Speaker:
    """An actor: names, roles, and how, where, when and about whom he or she is quoted."""
    return room.record.speaker(number)
