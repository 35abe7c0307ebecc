"""The judged layer: what the reader found, as people confirmed, rejected or corrected it. The one place where it is
made.

The reader's rows are never altered but for ``shown``. For every statement that somebody confirmed or corrected, a row
of its own (``judgement`` set) is shown in its stead; a rejected one is not shown. All of it is derived from the
readings and the judgements, and made anew whenever one of the two changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from onrecord.model import Span
from onrecord.record.anchors import Anchor, shift
from onrecord.record.fields import free_ids
from onrecord.record.identity import added, has_no_keys, link, named
from onrecord.record.schema import actors, anchors, identities, judgements, mentions, statements, texts, versions
from onrecord.record.spans import hull, likeness, packed, unpacked
from onrecord.record.tags import Tagger, retag

ALIKE = 0.5
"""How much of its characters a statement of a newer reading must share with the judged one, at the same place."""


@dataclass(frozen=True, slots=True)
class Held:
    """A judgement that is in force, with one of its anchors and what its author holds to be so."""

    judgement: int
    kind: str
    position: int
    anchor: Anchor
    values: dict[str, Any]


def in_force(connection: Connection, *kinds: str, document: int | None = None) -> list[Held]:
    """The judgements of these kinds that nobody has undone, oldest first, one entry for each anchor; those of a
    document, or all."""
    undone = select(judgements.c.undoes).where(judgements.c.undoes.is_not(None))
    wanted = (
        select(judgements.c.kind, judgements.c.held, anchors)
        .join(anchors, anchors.c.judgement == judgements.c.id)
        .where(judgements.c.kind.in_(kinds), judgements.c.id.not_in(undone))
        .order_by(anchors.c.judgement, anchors.c.position)
    )
    if document is not None:
        wanted = wanted.join(versions, versions.c.id == anchors.c.version).where(versions.c.document == document)
    return [
        Held(row.judgement, row.kind, row.position, anchor_of(row), json.loads(row.held) if row.held else {})
        for row in connection.execute(wanted)
    ]


def anchor_of(row: Row[Any]) -> Anchor:
    """The anchor in a row of the table."""
    return Anchor(row.version, hull(unpacked(row.spans)), row.words, row.before, row.after)


def is_judged(connection: Connection, version: int) -> bool:
    """Has anybody said anything about the document of this version?"""
    document = select(versions.c.document).where(versions.c.id == version).scalar_subquery()
    found = select(anchors.c.judgement).join(versions, versions.c.id == anchors.c.version)
    return connection.scalar(found.where(versions.c.document == document).limit(1)) is not None


# --- who is who -----------------------------------------------------------------------------------------------------


def identify(connection: Connection, wanted: Sequence[int], *, judged: Sequence[int]) -> None:
    """Link the actors of these versions' readings to the record's, as the machine does it and then, where anybody has
    ``judged`` the documents, as people did. Links that an older version of Onrecord made are all made anew."""
    if not wanted:
        return
    if has_no_keys(connection):
        for each in connection.scalars(select(versions.c.id).order_by(versions.c.id)).all():
            link(connection, [each])
            _divide(connection, each)
            retag(connection, each)
        unite(connection)
        return
    others = link(connection, wanted)
    for each in judged:
        _divide(connection, each)
    if judged or others:
        unite(connection)


def _divide(connection: Connection, version: int) -> None:
    """Give those whom people split off identities of their own."""
    document = connection.scalar(select(versions.c.document).where(versions.c.id == version))
    for held in in_force(connection, "split", document=document):
        moved = shift(connection, held.anchor, version)
        actor = None if moved is None else actor_at(connection, version, _moved([held.anchor.span], moved)[0])
        if actor is not None:
            identity = added(connection, actor.name, actor.kind, f"split:{held.judgement}")
            connection.execute(update(actors).where(actors.c.id == actor.id).values(identity=identity))


def unite(connection: Connection) -> None:
    """Make the identities that people merged one: each but the first points to the first."""
    same: dict[int, int] = {}

    def root(identity: int) -> int:
        while identity in same:
            identity = same[identity]
        return identity

    firsts: dict[int, int] = {}
    for held in in_force(connection, "merge"):
        actor = actor_at(connection, held.anchor.version, held.anchor.span)
        if actor is None or actor.identity is None:
            continue
        first = firsts.setdefault(held.judgement, actor.identity)
        if root(first) != root(actor.identity):
            same[root(actor.identity)] = root(first)
    merged = {identity: root(identity) for identity in same}
    held_now = connection.execute(
        select(identities.c.id, identities.c.same_as).where(identities.c.same_as.is_not(None))
    )
    before = {row.id: row.same_as for row in held_now}
    for identity in before.keys() | merged.keys():
        if before.get(identity) != merged.get(identity):
            connection.execute(
                update(identities).where(identities.c.id == identity).values(same_as=merged.get(identity))
            )


def actor_at(connection: Connection, version: int, span: Span) -> Row[Any] | None:
    """The reader's actor who is mentioned at that place."""
    return connection.execute(
        select(actors)
        .join(mentions, mentions.c.actor == actors.c.id)
        .where(
            actors.c.version == version,
            actors.c.judgement.is_(None),
            mentions.c.start < span.end,
            mentions.c.end > span.start,
        )
        .order_by((mentions.c.start != span.start) | (mentions.c.end != span.end), mentions.c.start)
        .limit(1)
    ).first()


# --- statements -----------------------------------------------------------------------------------------------------


def judge(connection: Connection, version: int) -> None:
    """Make the judged layer of one version's statements anew."""
    document = connection.scalar(select(versions.c.document).where(versions.c.id == version))
    verdicts = in_force(connection, "confirm", "reject", "correct", document=document)
    verdicts = [held for held in verdicts if "first" in held.values]  # the others are on events and relations
    derived = (statements.c.version == version, statements.c.judgement.is_not(None))
    hidden = (statements.c.version == version, ~statements.c.shown)
    connection.execute(delete(statements).where(*derived))
    connection.execute(delete(actors).where(actors.c.version == version, actors.c.judgement.is_not(None)))
    connection.execute(update(statements).where(*hidden).values(shown=True))
    if not verdicts:
        return
    rows = connection.execute(select(statements).where(statements.c.version == version)).all()
    taken: set[int] = set()
    for held, moved in _last_words(connection, verdicts, version):
        found = located(rows, held, moved, taken)
        if found is not None:
            taken.add(found.id)
            connection.execute(update(statements).where(statements.c.id == found.id).values(shown=False))
        if held.kind != "reject":
            _show(connection, version, held, moved, found)


def _last_words(connection: Connection, verdicts: Sequence[Held], version: int) -> Iterator[tuple[Held, int]]:
    """Of the judgements on one statement the latest, each with how far it is moved in this version; those that are lost
    in it left out."""
    latest: dict[tuple[object, ...], tuple[Held, int]] = {}
    for held in verdicts:
        moved = shift(connection, held.anchor, version)
        if moved is not None:
            first = held.values["first"]
            place = packed(_moved(unpacked(first["content"]), moved)), packed(_moved(unpacked(first["source"]), moved))
            latest.pop(place, None)
            latest[place] = held, moved
    yield from latest.values()


def located(rows: Sequence[Row[Any]], held: Held, moved: int, taken: set[int]) -> Row[Any] | None:
    """The reader's statement that the judgement is on: the same spans, else the one that shares most of them."""
    first = held.values["first"]
    source, cue, content = (_moved(unpacked(first[part]), moved) for part in ("source", "cue", "content"))
    best: tuple[float, bool, bool] = (0.0, False, False)
    found = None
    for row in rows:
        if row.id in taken or row.judgement is not None:
            continue
        like = likeness(unpacked(row.content), content)
        score = (like, row.cue == packed(cue), row.source == packed(source))
        if like >= ALIKE and score > best:
            best, found = score, row
    return found


def _show(connection: Connection, version: int, held: Held, moved: int, found: Row[Any] | None) -> None:
    """Show the statement as its judge holds it to be."""
    text = connection.scalar(select(texts.c.text).where(texts.c.version == version)) or ""
    values = {name: value for name, value in held.values.items() if name in statements.c}
    spans = {part: _moved(unpacked(values[part]), moved) for part in ("source", "cue", "content")}
    actor = _speaker(connection, version, held)
    place = hull(spans["content"] or spans["cue"] or spans["source"])
    (row_id,) = free_ids(connection, statements, 1)
    row = {} if found is None else dict(found._mapping)
    row |= values | {part: packed(spans[part]) for part in spans}
    row |= {
        "id": row_id,
        "version": version,
        "actor": actor,
        "parent": None if found is None else found.parent,
        "judgement": held.judgement,
        "replaces": None if found is None else found.id,
        "shown": True,
        "start": place.start,
        "end": place.end,
        "twin": held.values["first"]["twin"],
        "confidence": 1.0,
        "label": f"j{held.judgement}",
        "words": " […] ".join(span.of(text) for span in spans["content"]),
    }
    row |= Tagger(connection, version).derived(spans["content"], row["form"], actor, row.get("said_on"))
    connection.execute(insert(statements), [row])


def _speaker(connection: Connection, version: int, held: Held) -> int | None:
    """The row of the speaker the judge names: the reader's actor so called, else one of the judge's own."""
    name = held.values["speaker"]
    if name is None:
        return None
    known = connection.execute(select(actors.c.id, actors.c.name).where(actors.c.version == version)).all()
    for row in known:
        if row.name.casefold() == name.casefold():
            return int(row.id)
    (actor,) = free_ids(connection, actors, 1)
    identity = named(connection, name, f"judged:{name.casefold()}") if held.values["named"] else None
    connection.execute(
        insert(actors).values(
            id=actor,
            version=version,
            identity=identity,
            judgement=held.judgement,
            label=f"j{held.judgement}",
            name=name,
            kind=held.values["kind"],
            named=held.values["named"],
        )
    )
    return actor


def _moved(spans: Sequence[Span], by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by, span.end + by) for span in spans)
