"""Templates to pages: what every page has, and how names, dates and words are shown."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, cast
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord import assets
from onrecord.export.marking import link
from onrecord.export.outline import one_line, printable
from onrecord.web.room import Room

NAVIGATION = (
    ("/", "Read"),
    ("/articles", "Articles"),
    ("/search", "Search"),
    ("/speakers", "Speakers"),
    ("/quotes", "Quotes"),
    ("/check", "Check a draft"),
    ("/review", "Review"),
    ("/forecasts", "Forecasts"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/overview", "Overview"),
)


def room(request: Request) -> Room:
    """The room that a request is made in."""
    return cast(Room, request.app.state.room)


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page of a template. All that is put into it is escaped unless it is marked up already."""
    here = room(request)
    html = (
        _environment()
        .get_template(template)
        .render(
            path=request.url.path,
            navigation=NAVIGATION,
            token=here.token(request.scope["session_id"]),
            author=request.scope["author"],
            locked=not here.doors.open,
            filling=here.filling,
            **context,
        )
    )
    return HTMLResponse(html.encode("utf-8", "xmlcharrefreplace"), status)


@cache
def static(name: str) -> bytes:
    """A file that pages load: the style sheet, which is put together with that of marked articles, or a script."""
    if name == "room.css":
        own = (files("onrecord.web") / "static" / name).read_text(encoding="utf-8")
        return (assets.text("marks.css") + own).encode()
    return (files("onrecord.web") / "static" / name).read_bytes()


def static_address(name: str) -> str:
    """Where a file is loaded from: the address changes with its content, so that browsers can keep it."""
    return f"/static/{name}?{sha256(static(name)).hexdigest()[:10]}"


def percent(share: float | None) -> str:
    """0.5 as "50%"; a confidence is never a round 100."""
    return "–" if share is None else ">99%" if 0.995 <= share < 1 else f"{share:.0%}"


def address(path: str, **query: object) -> str:
    """A path with a query of what isn't None."""
    given = {name: value for name, value in query.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(given)}" if given else path


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "line": one_line,
        "printable": printable,
        "percent": percent,
        "link": lambda url: Markup(link(url)),
        "count": lambda number: f"{number:,}",
    }
    made.globals |= {"static": static_address, "address": address}
    return made
