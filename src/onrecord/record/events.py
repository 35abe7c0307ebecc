"""Events and relations of a reading: into the tables and back, as the reader found them or as people judged them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection, delete, select

from onrecord.model import Event, Participant, Reading, Relation
from onrecord.record.dates import bounds
from onrecord.record.fields import decoded, encoded, free_ids, insert_all
from onrecord.record.schema import events, participants, relations, statements
from onrecord.record.spans import packed, unpacked

_Told = TypeVar("_Told", Event, Relation)


def put_events(connection: Connection, version: int, reading: Reading, cast: Mapping[str, int]) -> None:
    """Store a reading's events and relations; ``cast`` gives the row of an actor's id."""
    ids = free_ids(connection, events, len(reading.events))
    rows, taking_part = [], []
    for row, event in zip(ids, reading.events, strict=True):
        days = bounds(event.date)
        rows.append(
            {
                "id": row,
                "version": version,
                "label": event.id,
                "shown": True,
                "start": event.trigger.start,
                "word": event.trigger.of(reading.document.text),
                "earliest": days[0] if days else None,
                "latest": days[1] if days else None,
            }
            | encoded(event, events, cast)
        )
        taking_part += [
            {"event": row, "position": i, "actor": cast[each.actor], "role": each.role, "span": packed([each.span])}
            for i, each in enumerate(event.participants)
        ]
    insert_all(connection, events, rows)
    insert_all(connection, participants, taking_part)
    ids = free_ids(connection, relations, len(reading.relations))
    insert_all(
        connection,
        relations,
        [
            {"id": row, "version": version, "label": each.id, "shown": True, "start": each.evidence[0].start}
            | encoded(each, relations, cast)
            for row, each in zip(ids, reading.relations, strict=True)
        ],
    )


def drop_events(connection: Connection, version: int) -> None:
    """Delete a version's events and relations."""
    connection.execute(delete(events).where(events.c.version == version))
    connection.execute(delete(relations).where(relations.c.version == version))


def load_events(connection: Connection, version: int, labels: Mapping[int, str], *, judged: bool) -> tuple[Event, ...]:
    """A version's events in the order of their triggers; ``labels`` gives the id of an actor's row. As people judged
    them, those are left out that they rejected, and those of statements they rejected."""
    rows = connection.execute(select(events).where(events.c.version == version).order_by(events.c.id)).all()
    taking_part: dict[int, list[Participant]] = {row.id: [] for row in rows}
    of_version = (
        select(participants)
        .join(events, events.c.id == participants.c.event)
        .where(events.c.version == version)
        .order_by(participants.c.event, participants.c.position)
    )
    for row in connection.execute(of_version):
        taking_part[row.event].append(Participant(labels[row.actor], row.role, unpacked(row.span)[0]))
    found = [
        Event(**{"id": row.label, "participants": tuple(taking_part[row.id])} | decoded(row, events, labels))
        for row in rows
        if row.shown or not judged
    ]
    if judged:
        voices = _voices(connection, version)
        found = [_as_judged(each, voices) for each in found if _is_asserted(each, voices)]
    return tuple(found)


def load_relations(
    connection: Connection, version: int, labels: Mapping[int, str], *, judged: bool
) -> tuple[Relation, ...]:
    """A version's relations in the order of their evidence, as ``load_events`` has its events."""
    rows = connection.execute(select(relations).where(relations.c.version == version).order_by(relations.c.id)).all()
    found = [Relation(**{"id": row.label} | decoded(row, relations, labels)) for row in rows if row.shown or not judged]
    if judged:
        voices = _voices(connection, version)
        found = [_as_judged(each, voices) for each in found if _is_asserted(each, voices)]
    return tuple(found)


def _voices(connection: Connection, version: int) -> dict[str, str]:
    """The label under which each of the reader's statements is shown; a rejected one has none."""
    rows = connection.execute(
        select(statements.c.id, statements.c.label, statements.c.shown, statements.c.replaces).where(
            statements.c.version == version
        )
    ).all()
    instead: dict[int, str] = {row.replaces: row.label for row in rows if row.replaces is not None}
    return {row.label: instead.get(row.id, row.label) for row in rows if row.shown or row.id in instead}


def _is_asserted(item: Event | Relation, voices: Collection[str]) -> bool:
    return item.asserted_by is None or item.asserted_by in voices


def _as_judged(item: _Told, voices: Mapping[str, str]) -> _Told:
    teller = None if item.asserted_by is None else voices[item.asserted_by]
    disputes = tuple(voices[label] for label in item.disputed_by if label in voices)
    if teller == item.asserted_by and disputes == item.disputed_by:
        return item
    return replace(item, asserted_by=teller, disputed_by=disputes)
