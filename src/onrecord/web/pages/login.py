"""The door, where the room is open to other machines: a name and the password."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from onrecord.web.forms import Form, field
from onrecord.web.security import cookie
from onrecord.web.view import page, room

router = APIRouter(include_in_schema=False)


@router.get("/login")
def door(request: Request) -> Response:
    """Ask for both."""
    if room(request).doors.open:
        return RedirectResponse("/", 303)
    return page(request, "login.html", problem=None)


@router.post("/login")
async def enter(request: Request, form: Form) -> Response:
    """Let in who knows the password, under the name that judgements will bear."""
    doors = room(request).doors
    name, password = field(form, "name"), str(form.get("password", ""))
    session = None
    if not doors.open and name:
        session = await run_in_threadpool(doors.enter, name[:100], password)
    if session is None:
        return page(request, "login.html", 403, problem="That is not the password, or there is no name.")
    return RedirectResponse("/", 303, {"Set-Cookie": cookie(session)})


@router.post("/logout")
def leave(request: Request, form: Form) -> Response:
    """End the session."""
    room(request).doors.leave(request.scope["session_id"])
    return RedirectResponse("/login", 303)
