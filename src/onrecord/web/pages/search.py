"""Search: statements by words and filters, with counts to narrow it down."""

from __future__ import annotations

from typing import get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.model import Form
from onrecord.record import RecordError
from onrecord.record.search import Filters, Found
from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)

AT_ONCE = 20
FORMS: tuple[Form, ...] = get_args(Form)
_FIELDS = ("query", "who", "about", "form", "since", "until", "outlet")
MOST_TO_COUNT = 3000
"""Of more matches the counts by speaker, outlet and month take too long; the page says so."""


@router.get("/search")
def search(request: Request, offset: int = 0) -> HTMLResponse:
    """What was found, and by whom, where and when it was said."""
    record = room(request).record
    given = {name: request.query_params.get(name, "").strip() for name in _FIELDS}
    wanted = {name: value for name, value in given.items() if value}
    offset = max(0, min(offset, 1_000_000))
    found, counts, problem = Found(0, ()), {}, None
    form = next((each for each in FORMS if each == wanted.get("form")), None)
    if wanted:
        filters = Filters(
            wanted.get("query"),
            wanted.get("who"),
            wanted.get("about"),
            form,
            wanted.get("since"),
            wanted.get("until"),
            wanted.get("outlet"),
        )
        try:
            found = record.search(
                filters.query,
                who=filters.who,
                about=filters.about,
                form=filters.form,
                since=filters.since,
                until=filters.until,
                outlet=filters.outlet,
                limit=AT_ONCE,
                offset=offset,
            )
            counts = record.facets(filters) if 1 < found.total <= MOST_TO_COUNT else {}
        except RecordError as error:
            if error.__cause__:
                raise
            problem = str(error)

    def narrowed(**change: str) -> str:
        return "/search?" + urlencode({name: value for name, value in (wanted | change).items() if value})

    names = {"speakers": "who", "outlets": "outlet"}
    facets = [
        (kind, [(value, count, narrowed(**{names[kind]: value})) for value, count in counts[kind]])
        for kind in names
        if counts.get(kind)
    ]
    months = [(month, count, narrowed(since=month, until=month)) for month, count in counts.get("months", [])]
    return page(
        request,
        "search.html",
        given=given,
        wanted=wanted,
        found=found,
        facets=facets,
        months=months[-36:],
        problem=problem,
        offset=offset,
        at_once=AT_ONCE,
        most=MOST_TO_COUNT,
        narrowed=narrowed,
        forms=FORMS,
    )
