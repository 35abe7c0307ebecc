"""The application: the guard at the door, the pages, the API."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from onrecord import __version__
from onrecord.ingest import Unreadable
from onrecord.record import RecordError
from onrecord.web.api import routers as api
from onrecord.web.pages import routers as pages
from onrecord.web.room import Room
from onrecord.web.security import LARGEST_BODY, Guard
from onrecord.web.view import page, static

AT_ONCE = 12
"""Requests that are answered at the same time; the others wait. Fewer than the record has connections."""
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FILES = ("room.css", "room.js", "article.js", "review.js", "icon.svg")


def application(room: Room) -> FastAPI:
    """The reading room as an ASGI application, which closes the room when it ends."""
    app = FastAPI(
        title="Onrecord",
        version=__version__,
        description="Who said what, anchored to the exact words. The pages of the reading room use nothing else.",
        docs_url=None,  # its pages load scripts from another host
        redoc_url=None,
        openapi_url="/api/openapi.json",
        max_body_size=LARGEST_BODY,
        lifespan=_lifespan(room),
    )
    app.state.room = room
    for router in (*api, *pages):
        app.include_router(router)
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.add_exception_handler(RecordError, _problem)
    app.add_exception_handler(Unreadable, _problem)
    app.add_exception_handler(StarletteHTTPException, _problem)
    app.add_exception_handler(RequestValidationError, _misfit)
    app.add_middleware(Guard, room=room)
    return app


def _lifespan(room: Room) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
        try:
            yield
        finally:
            room.close()

    return lifespan


def _static(name: str) -> Response:
    if name not in _FILES:
        raise HTTPException(404, "There is no such file.")
    media = _TYPES[name[name.rindex(".") :]]
    return Response(static(name), media_type=media, headers={"Cache-Control": "public, max-age=31536000, immutable"})


async def _misfit(request: Request, error: Exception) -> Response:
    """What doesn't fit the description: without the input itself, which may be half a character."""
    assert isinstance(error, RequestValidationError)
    wrong = [{part: each[part] for part in ("type", "loc", "msg")} for each in error.errors()]
    if request.url.path.startswith("/api/"):
        content = json.dumps({"detail": wrong}, default=str)
        return Response(content, 422, media_type="application/json")
    return page(request, "problem.html", 404, reason="There is no such page.", code=404)


async def _problem(request: Request, error: Exception) -> Response:
    """What is wrong, in one line: as a page, or as JSON."""
    headers = None
    if isinstance(error, StarletteHTTPException):
        status, reason, headers = error.status_code, str(error.detail), error.headers
    elif isinstance(error, Unreadable):
        status, reason = 422, str(error)
    else:  # the database's own trouble has a cause, what is asked for and isn't there has none
        status, reason = 503 if error.__cause__ else 404 if "there is no" in str(error) else 422, str(error)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": reason}, status, headers)
    answer = page(request, "problem.html", status, reason=reason, code=status)
    answer.headers.update(headers or {})
    return answer
