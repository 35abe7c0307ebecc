"""What comes with a form, checked: every page that changes something takes it through here."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData, UploadFile

from onrecord.web.view import room

MOST_FILES = 50


async def checked(request: Request) -> FormData:
    """The form's fields, where it brings the session's token; else 403."""
    form = await request.form(max_files=MOST_FILES, max_fields=200, max_part_size=5_000_000)
    token = form.get("token")
    if not isinstance(token, str) or not room(request).is_token(request.scope["session_id"], token):
        raise HTTPException(
            403, "This page was open for too long, or Onrecord was restarted: load it again and repeat."
        )
    return form


Form = Annotated[FormData, Depends(checked)]


def field(form: FormData, name: str) -> str | None:
    """A field's text; None where it is empty or missing."""
    value = form.get(name)
    return value.strip() or None if isinstance(value, str) else None


def uploads(form: FormData, name: str) -> list[UploadFile]:
    """The files of a field that are not empty."""
    return [each for each in form.getlist(name) if isinstance(each, UploadFile) and each.filename]


def local(target: str | None, otherwise: str) -> str:
    """Where to go on: a path of the room, never another site."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable():
        return target
    return otherwise
