"""A person's word on an event or a relation: that it is right, or that it is none."""

from __future__ import annotations

import re
from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from onrecord.record.anchors import anchor
from onrecord.record.database import RecordError
from onrecord.record.judgements import added, judge_statement
from onrecord.record.schema import texts, versions
from onrecord.record.told import TABLES, place_of, show_told, what_is

NAME = re.compile(r"(\d{1,15}):([er])(\d{1,9})")
"""How events and relations are named: "12:e3", "12:r2"."""


def judged(connection: Connection, kind: Literal["confirm", "reject"], name: str, author: str, note: str | None) -> int:
    """Confirm or reject the statement, event or relation of that name. Returns the judgement's id; raises
    RecordError."""
    judge = judge_told if NAME.fullmatch(name.strip()) else judge_statement
    return judge(connection, kind, name, author, note)


def judge_told(
    connection: Connection, kind: Literal["confirm", "reject"], name: str, author: str, note: str | None
) -> int:
    """Confirm or reject the event or the relation of that name. Returns the judgement's id; raises RecordError."""
    letter, row = _called(connection, name)
    text = connection.scalar(select(texts.c.text).where(texts.c.version == row.version)) or ""
    held = {"told": letter, "what": what_is(row)}
    found = added(connection, kind, author, note, [anchor(row.version, text, place_of(row))], held)
    document = select(versions.c.document).where(versions.c.id == row.version).scalar_subquery()
    for version in connection.scalars(select(versions.c.id).where(versions.c.document == document)).all():
        show_told(connection, version)
    return found


def _called(connection: Connection, name: str) -> tuple[str, Row[Any]]:
    match = NAME.fullmatch(name.strip())
    assert match is not None
    table = TABLES[match[2]]
    label = match[2] + match[3]
    row = connection.execute(select(table).where(table.c.version == int(match[1]), table.c.label == label)).first()
    if row is None:
        what = "event" if match[2] == "e" else "relation"
        raise RecordError(f"there is no {what} {name} in the record")
    return match[2], row
