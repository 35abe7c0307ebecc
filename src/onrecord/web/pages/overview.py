"""The record at a glance, with a picture and the same figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.record.overview import Share
from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)

MONTHS = 60
"""Months that are drawn, the last ones; the table has them all."""
WIDTH, HEIGHT = 900, 220


@dataclass(frozen=True, slots=True)
class Bar:
    """A month's bar: ``x`` and ``width``, and for each form the ``y`` and ``height`` of its part, in the picture's
    units."""

    share: Share
    x: float
    width: float
    parts: list[tuple[str, float, float]]
    label: bool


@router.get("/overview")
def overview(request: Request) -> HTMLResponse:
    """Documents, outlets, speakers; direct speech against paraphrase; unnamed sources; by month."""
    found = room(request).record.overview()
    return page(request, "overview.html", overview=found, bars=bars(found.months), width=WIDTH, height=HEIGHT)


def bars(months: Sequence[Share]) -> list[Bar]:
    """The months' bars, stacked by form, the highest as high as the picture."""
    drawn = [month for month in months if month.name][-MONTHS:]
    most = max((month.statements for month in drawn), default=0)
    if not most:
        return []
    step = min(WIDTH / len(drawn), 90)
    found = []
    for i, month in enumerate(drawn):
        y, parts = float(HEIGHT), []
        for form, count in (("direct", month.direct), ("mixed", month.mixed), ("indirect", month.indirect)):
            height = HEIGHT * count / most
            y -= height
            parts.append((form, round(y, 2), round(height, 2)))
        every = max(1, len(drawn) // 12)
        found.append(Bar(month, round(i * step, 2), round(step * 0.82, 2), parts, i % every == 0))
    return found
