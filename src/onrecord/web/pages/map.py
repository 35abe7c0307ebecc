"""The map: who stands how to whom on a day, as a picture and as a table, and what changed since another."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from onrecord.export.picture import svg
from onrecord.export.standings import change, manner, relation
from onrecord.record import RecordError
from onrecord.record.map import Comparison, Map
from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)

MOST = 200
"""Relations that are listed; the files have them all."""


@router.get("/map")
def map_(request: Request, as_of: str = "", around: str = "", compare: str = "") -> HTMLResponse:
    """The relations in force on a day, around an actor or all of them; what changed from another day to it."""
    found, changed, problem = Map("", None, (), ()), None, None
    record = room(request).record
    try:
        found = record.map(as_of.strip() or None, around=around.strip() or None)
        if compare.strip():
            changed = record.map_changes(compare.strip(), found.as_of, around=around.strip() or None)
    except RecordError as error:
        if error.__cause__:
            raise
        problem = str(error)
    lines = [
        (relation(found.name(edge.subject), edge, found.name(edge.object)), manner(edge), edge)
        for edge in found.edges[:MOST]
    ]
    return page(
        request,
        "map.html",
        found=found,
        picture=Markup(svg(found, linked=True)) if found.edges else None,
        lines=lines,
        changes=_told(changed) if changed else None,
        changed=changed,
        problem=problem,
        given={"as_of": as_of, "around": around, "compare": compare},
    )


def _told(changed: Comparison) -> list[tuple[str, str]]:
    return [(each.change, change(each)) for each in changed.changes]
