"""The kinds of values that calls take, with their limits."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Query, Request
from pydantic import StringConstraints

from onrecord.web.room import Room
from onrecord.web.view import room

LARGEST = 2**53 - 1


Text = Annotated[str, StringConstraints(max_length=2000)]
Long = Annotated[str, StringConstraints(max_length=5_000_000)]
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Limit = Annotated[int, Query(ge=1, le=500)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Here = Annotated[Room, Depends(room)]


def author(request: Request) -> str:
    """Who is judging: the room's owner, or who has come in by password."""
    return str(request.scope["author"])


Author = Annotated[str, Depends(author)]
PROBLEMS: dict[int | str, dict[str, object]] = {
    404: {"description": "It is not in the record."},
    422: {"description": "It can't be read, or what is asked for makes no sense; ``detail`` says why."},
}
