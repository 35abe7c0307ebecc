"""What happened, and how the actors stand: the timeline and the map."""

from __future__ import annotations

from fastapi import APIRouter, Response

from onrecord.export.graphml import graphml
from onrecord.export.picture import svg
from onrecord.record.map import Comparison, Map
from onrecord.record.timeline import Timeline
from onrecord.web.api.values import PROBLEMS, Here, Limit, Offset, Text

router = APIRouter(prefix="/api", tags=["map"], responses=PROBLEMS)


@router.get("/timeline")
def timeline(
    room: Here,
    about: Text | None = None,
    since: Text | None = None,
    until: Text | None = None,
    events: bool = True,
    statements: bool = True,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Timeline:
    """What happened and what was said in the order of when it did, an event once with all its reports."""
    return room.record.timeline(about, since, until, events=events, statements=statements, limit=limit, offset=offset)


@router.get("/map")
def map_(room: Here, as_of: Text | None = None, around: Text | None = None) -> Map:
    """The actors and the relations in force on a day."""
    return room.record.map(as_of, around=around)


@router.get("/map/changes")
def changes(room: Here, before: Text, after: Text, around: Text | None = None) -> Comparison:
    """What began and what ended between two days."""
    return room.record.map_changes(before, after, around=around)


@router.get("/map.graphml", response_class=Response, responses={200: {"content": {"application/xml": {}}}})
def as_graphml(room: Here, as_of: Text | None = None, around: Text | None = None) -> Response:
    """The map of a day as GraphML."""
    return Response(
        graphml(room.record.map(as_of, around=around)),
        media_type="application/xml",
        headers={"Content-Disposition": 'attachment; filename="map.graphml"'},
    )


@router.get("/map.svg", response_class=Response, responses={200: {"content": {"image/svg+xml": {}}}})
def as_svg(room: Here, as_of: Text | None = None, around: Text | None = None) -> Response:
    """The map of a day as a picture."""
    picture = svg(room.record.map(as_of, around=around)).encode("utf-8", "xmlcharrefreplace")
    return Response(
        picture, media_type="image/svg+xml", headers={"Content-Disposition": 'attachment; filename="map.svg"'}
    )
