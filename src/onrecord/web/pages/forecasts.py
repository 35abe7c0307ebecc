"""The forecast ledger: what was predicted, by whom, for when."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.view import page

router = APIRouter(include_in_schema=False)


@router.get("/forecasts")
def forecasts(request: Request) -> HTMLResponse:
    """What was predicted."""
    return page(
        request,
        "later.html",
        title="Forecast ledger",
        what="Predictions with the day they fall due, who made them, and what came of them.",
        until="This page comes alive when the reader finds forecasts and the record can list them.",
        meanwhile=[("/search?query=predict*+OR+forecast*+OR+expect*", "Search for predictions by their words")],
    )
