"""Readings into the record and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from onrecord.model import Actor, Document, Reading, Span, Statement
from onrecord.record.addresses import canonical
from onrecord.record.database import RecordError
from onrecord.record.dates import last_day
from onrecord.record.events import drop_events, load_events, load_relations, put_events
from onrecord.record.fields import decoded, encoded, free_ids, insert_all, inserted, times_of, times_text
from onrecord.record.identity import normal
from onrecord.record.layers import identify, is_judged, judge
from onrecord.record.schema import (
    actors,
    documents,
    mentions,
    outlets,
    readings,
    returns,
    sources,
    statements,
    texts,
    versions,
)
from onrecord.record.spans import hull, packed, unpacked
from onrecord.record.tags import Tagger, retag
from onrecord.record.told import show_told

Outcome = Literal["new", "version", "reread", "returned", "known"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a reading: ``new`` document, new ``version`` of one, ``reread``, ``returned`` to the text of an
    earlier version, or ``known`` already."""

    version: int
    outcome: Outcome


@dataclass(slots=True)
class _Begun:
    """A reading that is being stored: the rows of its actors, and whether anybody has judged its document."""

    reading: Reading
    cast: dict[str, int]
    judged: bool


def put_all(connection: Connection, wanted: Iterable[tuple[Reading, str | None]]) -> list[Stored]:
    """Store readings, each with its digest, inside the caller's transaction; those they replace go, judgements stay.

    ``digest`` is the digest of the file it was read from; without one it is what the address shows now. A document is
    the same if its address is, or if one of the two has none and text and outlet are the same; its text is a new
    version if the document never had it.
    """
    stored = []
    begun: dict[int, _Begun] = {}
    for reading, digest in wanted:
        version, outcome = _version(connection, reading.document)
        if outcome == "known":
            changed = _update_facts(connection, version, reading.document)
            current = connection.scalar(select(readings.c.reader).where(readings.c.version == version))
            if changed or current != reading.reader:
                outcome = "reread"
        if outcome != "known":
            if version in begun:
                _finish(connection, begun)
            begun[version] = _begin(connection, version, reading, outcome)
        if digest is None:
            outcome = "returned" if _returned(connection, version) else outcome
        else:
            connection.execute(_TAKEN_IN, {"digest": digest, "version": version})
        stored.append(Stored(version, outcome))
    _finish(connection, begun)
    return stored


def holds(connection: Connection, document: Document, reader: str, *, latest: bool = False) -> int | None:
    """The version that has this document, with these facts, read by this reader; None if it has still to be read, or
    is not the ``latest`` where that is asked for."""
    version = _same_text(connection, document)
    if version is None or _changes(connection, version, document):
        return None
    row = connection.execute(
        select(readings.c.reader, versions.c.latest)
        .join(versions, versions.c.id == readings.c.version)
        .where(readings.c.version == version)
    ).first()
    return version if row is not None and row.reader == reader and (row.latest or not latest) else None


def outdated(connection: Connection, reader: str, until: str | None = None) -> list[int]:
    """The versions that were read by another version of the reader, or until that instant (ISO 8601, UTC), or never;
    those that were read longest ago first."""
    wanted = readings.c.reader.is_(None) | (readings.c.reader != reader)
    if until is not None:
        wanted |= readings.c.read_at <= until
    found = select(versions.c.id).outerjoin(readings, readings.c.version == versions.c.id).where(wanted)
    return list(connection.scalars(found.order_by(readings.c.read_at, versions.c.id)))


def replace_all(connection: Connection, wanted: Iterable[tuple[int, Reading]]) -> None:
    """Put readings in the place of those that versions have; the judgements stay. Raises RecordError where one is of
    another text."""
    begun: dict[int, _Begun] = {}
    for version, reading in dict(wanted).items():
        if connection.scalar(select(versions.c.hash).where(versions.c.id == version)) != reading.document.id:
            raise RecordError(f"the reading is not of the text of version {version}")
        begun[version] = _begin(connection, version, reading, "reread")
    _finish(connection, begun)


def load_document(connection: Connection, version: int) -> Document:
    """The document of that version."""
    row = connection.execute(
        select(versions, texts.c.text, texts.c.paragraphs, outlets.c.name.label("outlet_name"))
        .join(texts, texts.c.version == versions.c.id)
        .outerjoin(outlets, outlets.c.id == versions.c.outlet)
        .where(versions.c.id == version)
    ).one()
    return Document(
        text=row.text,
        paragraphs=unpacked(row.paragraphs),
        title=row.title,
        outlet=row.outlet_name,
        authors=tuple(json.loads(row.authors)),
        url=row.url,
        published=row.published,
        language=row.language,
    )


def load(connection: Connection, version: int, *, judged: bool) -> Reading:
    """The reading of that version: as people judged it, or as the reader left it."""
    held = connection.execute(select(readings).where(readings.c.version == version)).first()
    of_version = select(actors).where(actors.c.version == version).order_by(actors.c.id)
    rows = connection.execute(of_version if judged else of_version.where(actors.c.judgement.is_(None))).all()
    labels = {row.id: row.label for row in rows}
    spans: dict[int, list[Span]] = {row.id: [] for row in rows}
    found = (
        select(mentions)
        .join(actors, actors.c.id == mentions.c.actor)
        .where(actors.c.version == version)
        .order_by(mentions.c.actor, mentions.c.position)
    )
    for row in connection.execute(found):
        spans.setdefault(row.actor, []).append(Span(row.start, row.end))
    cast = tuple(
        Actor(**{"id": row.label, "mentions": tuple(spans[row.id])} | decoded(row, actors, {})) for row in rows
    )
    wanted = statements.c.shown if judged else statements.c.judgement.is_(None)
    said = connection.execute(
        select(statements).where(statements.c.version == version, wanted).order_by(statements.c.id)
    ).all()
    names = {row.id: row.label for row in said} | {row.replaces: row.label for row in said if row.replaces}
    return Reading(
        load_document(connection, version),
        held.reader if held else "",
        cast,
        tuple(
            Statement(**{"id": row.label, "parent": names.get(row.parent)} | decoded(row, statements, labels))
            for row in said
        ),
        times_of(held.times) if held else (),
        load_events(connection, version, labels, judged=judged),
        load_relations(connection, version, labels, judged=judged),
    )


def now() -> str:
    """This instant in UTC, to the second, as the tables hold it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- versions -------------------------------------------------------------------------------------------------------


def _same_text(connection: Connection, document: Document) -> int | None:
    """The version with this text of the same document."""
    rows = connection.execute(_OF_THIS_TEXT, {"hash": document.id}).all()
    key = canonical(document.url) if document.url else None
    outlet = _outlet_key(document.outlet)
    for row in rows:
        if row.key == key:
            return int(row.id)
    for row in rows:
        without_address = key is None or row.key.startswith("text:")
        if without_address and (outlet is None or row.outlet is None or outlet == row.outlet):
            return int(row.id)
    return None


_OF_THIS_TEXT = (
    select(versions.c.id, documents.c.key, outlets.c.key.label("outlet"))
    .join(documents, documents.c.id == versions.c.document)
    .outerjoin(outlets, outlets.c.id == versions.c.outlet)
    .where(versions.c.hash == bindparam("hash"))
    .order_by(versions.c.id)
)


def _version(connection: Connection, document: Document) -> tuple[int, Outcome]:
    """The row of this version, made if there is none."""
    if (same := _same_text(connection, document)) is not None:
        return same, "known"
    key = canonical(document.url) if document.url else f"text:{document.id}:{_outlet_key(document.outlet) or ''}"
    owner = connection.scalar(_OF_THIS_KEY, {"key": key})
    outcome: Outcome = "new" if owner is None else "version"
    if owner is None:
        owner = inserted(connection, documents, key=key, added_at=now())
        number = 1
    else:
        number = 1 + (connection.scalar(select(func.count()).where(versions.c.document == owner)) or 0)
        _supersede(connection, owner)
    version = inserted(
        connection,
        versions,
        document=owner,
        number=number,
        latest=True,
        hash=document.id,
        added_at=now(),
        **_facts(connection, document),
    )
    row = {"version": version, "text": document.text, "paragraphs": packed(document.paragraphs)}
    insert_all(connection, texts, [row])
    return version, outcome


_OF_THIS_KEY = select(documents.c.id).where(documents.c.key == bindparam("key"))
_TAKEN_IN = upsert(sources)
_TAKEN_IN = _TAKEN_IN.on_conflict_do_update(index_elements=["digest"], set_={"version": _TAKEN_IN.excluded.version})


def _supersede(connection: Connection, document: int) -> None:
    """The latest version of the document is so no longer."""
    latest = select(versions.c.id).where(versions.c.document == document, versions.c.latest)
    for version in connection.scalars(latest).all():
        connection.execute(update(versions).where(versions.c.id == version).values(latest=False))
        retag(connection, version)


def _returned(connection: Connection, version: int) -> bool:
    """Note that a document has the text of an earlier version again, if that isn't its latest anyway."""
    row = connection.execute(select(versions.c.document, versions.c.latest).where(versions.c.id == version)).one()
    if row.latest:
        return False
    newest = connection.scalar(select(func.max(versions.c.number)).where(versions.c.document == row.document))
    connection.execute(insert(returns), {"version": version, "after": newest, "returned_at": now()})
    _supersede(connection, row.document)
    connection.execute(update(versions).where(versions.c.id == version).values(latest=True))
    retag(connection, version)
    return True


def _facts(connection: Connection, document: Document) -> dict[str, Any]:
    return {
        "outlet": _outlet(connection, document.outlet),
        "published": document.published,
        "title": document.title,
        "authors": json.dumps(document.authors, ensure_ascii=False),
        "url": document.url,
        "language": document.language,
    }


def _changes(connection: Connection, version: int, document: Document) -> dict[str, object]:
    """The facts that this document gives otherwise than the version has them; one that it doesn't give is no change."""
    held = load_document(connection, version)
    facts = ("outlet", "published", "title", "authors", "url", "language")
    return {f: getattr(document, f) for f in facts if getattr(document, f) and getattr(document, f) != getattr(held, f)}


def _update_facts(connection: Connection, version: int, document: Document) -> bool:
    """Take over what is now known of the version. Did anything change?"""
    changes = _changes(connection, version, document)
    if not changes:
        return False
    values = {fact: value for fact, value in _facts(connection, document).items() if fact in changes}
    connection.execute(update(versions).where(versions.c.id == version).values(values))
    if document.url:
        owner = select(versions.c.document).where(versions.c.id == version).scalar_subquery()
        connection.execute(update(documents).where(documents.c.id == owner).values(key=canonical(document.url)))
    return True


def _outlet(connection: Connection, name: str | None) -> int | None:
    key = _outlet_key(name)
    if name is None or key is None:
        return None
    known = connection.scalar(select(outlets.c.id).where(outlets.c.key == key))
    if known is not None:
        return int(known)
    return inserted(connection, outlets, name=name, key=key)


def _outlet_key(name: str | None) -> str | None:
    return normal(name) if name else None


# --- readings -------------------------------------------------------------------------------------------------------


def _begin(connection: Connection, version: int, reading: Reading, outcome: Outcome) -> _Begun:
    """Put a reading and its actors in the place of the one that the version may have."""
    if outcome == "reread":
        drop_events(connection, version)
        connection.execute(delete(statements).where(statements.c.version == version))
        connection.execute(delete(actors).where(actors.c.version == version))
        connection.execute(delete(readings).where(readings.c.version == version))
    row = {"version": version, "reader": reading.reader, "read_at": now(), "times": times_text(reading.times)}
    insert_all(connection, readings, [row])
    cast = _put_actors(connection, version, reading.actors)
    # Of a document that is new nobody can have said anything.
    return _Begun(reading, cast, judged=outcome != "new" and is_judged(connection, version))


def _finish(connection: Connection, begun: dict[int, _Begun]) -> None:
    """Put the statements of the readings, once it is known who in the record their actors are."""
    identify(connection, list(begun), judged=[version for version, each in begun.items() if each.judged])
    for version, each in begun.items():
        _put_statements(connection, version, each.reading, each.cast)
        put_events(connection, version, each.reading, each.cast)
        if each.judged:
            judge(connection, version)
            show_told(connection, version)
    begun.clear()


def _put_actors(connection: Connection, version: int, cast: Sequence[Actor]) -> dict[str, int]:
    ids = dict(zip((actor.id for actor in cast), free_ids(connection, actors, len(cast)), strict=True))
    rows = [{"id": ids[a.id], "version": version, "label": a.id} | encoded(a, actors, {}) for a in cast]
    insert_all(connection, actors, rows)
    spans = [
        {"actor": ids[actor.id], "position": i, "start": span.start, "end": span.end}
        for actor in cast
        for i, span in enumerate(actor.mentions)
    ]
    insert_all(connection, mentions, spans)
    return ids


def _put_statements(connection: Connection, version: int, reading: Reading, cast: dict[str, int]) -> None:
    said = reading.statements
    if not said:
        return
    ids = dict(zip((each.id for each in said), free_ids(connection, statements, len(said)), strict=True))
    tagger = Tagger(connection, version)
    twins: dict[Span, int] = {}
    rows = []
    for each in said:
        place = hull(each.content or each.cue or each.source)
        twins[place] = twins.get(place, 0) + 1
        speaker = None if each.actor is None else cast[each.actor]
        row = {
            "id": ids[each.id],
            "version": version,
            "parent": None if each.parent is None else ids[each.parent],
            "shown": True,
            "start": place.start,
            "end": place.end,
            "twin": twins[place],
            "label": each.id,
            "due": None if each.forecast is None else last_day(each.forecast.horizon),
            "words": reading.words(each.content),
        } | encoded(each, statements, cast)
        rows.append(row | tagger.derived(each.content, each.form, speaker, row.get("said_on")))
    insert_all(connection, statements, rows)


def version_of(connection: Connection, source: str) -> int:
    """The version that a user names: by its number in the record, or the latest of an address. Raises RecordError."""
    found = None
    if source.isdecimal() and len(source) < 16:
        found = connection.scalar(select(versions.c.id).where(versions.c.id == int(source)))
    else:
        found = connection.scalar(
            select(versions.c.id)
            .join(documents, documents.c.id == versions.c.document)
            .where(documents.c.key == canonical(source), versions.c.latest)
        )
    if found is None:
        raise RecordError(f"there is no document {source} in the record")
    return int(found)
