"""The JSON API, at /api; /api/openapi.json describes it."""

from __future__ import annotations

from onrecord.web.api import articles, judgements, map, readings, search, speakers

routers = (search.router, articles.router, speakers.router, map.router, readings.router, judgements.router)
"""The calls, by what they are about."""
