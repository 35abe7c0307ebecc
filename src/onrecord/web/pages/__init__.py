"""The pages, one module each."""

from __future__ import annotations

from onrecord.web.pages import (
    article,
    check,
    forecasts,
    login,
    map,
    overview,
    quote,
    read,
    review,
    search,
    speaker,
    timeline,
)

routers = tuple(
    each.router
    for each in (read, article, search, speaker, quote, check, review, forecasts, timeline, map, overview, login)
)
"""In the order of the navigation."""
