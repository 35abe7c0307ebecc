"""The judged layer of events and relations: those that somebody rejected are not shown.

As with statements (``onrecord.record.layers``) the reader's rows are altered in nothing but that, and it is made anew
whenever a reading or a judgement changes. A judgement holds on at the words that tell the event, and to what it is.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select, update

from onrecord.model import Span
from onrecord.record.anchors import shift
from onrecord.record.layers import in_force
from onrecord.record.schema import events, relations, versions
from onrecord.record.spans import unpacked

TABLES = {"e": events, "r": relations}
"""The table of each kind of name: "12:e3" is an event, "12:r2" a relation."""


def what_is(row: Row[Any]) -> str:
    """What is held of an event or a relation: the one's type, the other's predicate."""
    return str(row.type if "type" in row._mapping else row.predicate)


def place_of(row: Row[Any]) -> Span:
    """The words that a judgement on it is anchored at."""
    return unpacked(row.trigger if "trigger" in row._mapping else row.evidence)[0]


def show_told(connection: Connection, version: int) -> None:
    """Derive anew which of a version's events and relations are shown."""
    document = connection.scalar(select(versions.c.document).where(versions.c.id == version))
    verdicts = [held for held in in_force(connection, "confirm", "reject", document=document) if "told" in held.values]
    for letter, table in TABLES.items():
        judged = (table.c.version == version, table.c.judgement.is_not(None))
        connection.execute(update(table).where(*judged).values(shown=True, judgement=None))
        of_version = connection.execute(select(table).where(table.c.version == version)).all() if verdicts else []
        for held in verdicts:
            moved = shift(connection, held.anchor, version)
            if moved is None or held.values["told"] != letter:
                continue
            place = Span(held.anchor.span.start + moved, held.anchor.span.end + moved)
            for row in of_version:
                if what_is(row) == held.values["what"] and place_of(row).overlaps(place):
                    values = {"shown": held.kind != "reject", "judgement": held.judgement}
                    connection.execute(update(table).where(table.c.id == row.id).values(values))
                    break
