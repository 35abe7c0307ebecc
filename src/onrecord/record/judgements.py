"""Judgements: a person's word on a statement or on who is who. They are only ever added; what one does, another
undoes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, insert, select

from onrecord.model import Form, Span
from onrecord.record.anchors import Anchor, anchor, shift
from onrecord.record.database import RecordError
from onrecord.record.fields import free_ids
from onrecord.record.layers import actor_at, anchor_of, identify, judge, unite
from onrecord.record.schema import (
    actors,
    anchors,
    identities,
    judgements,
    mentions,
    statements,
    texts,
    versions,
)
from onrecord.record.search import identities_called
from onrecord.record.spans import hull, packed, unpacked
from onrecord.record.store import now, version_of
from onrecord.record.tags import retag
from onrecord.record.told import show_told

Kind = Literal["confirm", "reject", "correct", "resolve", "merge", "split", "undo"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who judged what, and when (UTC). ``words`` are those it is anchored at, ``ref`` names the statement; ``orphaned``
    where the document's latest version lacks the words, or the newest reading the actor; ``undone`` by a later one."""

    id: int
    kind: Kind
    author: str
    judged_at: str
    note: str | None
    words: tuple[str, ...]
    ref: str | None
    held: dict[str, Any]
    orphaned: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right instead: what is None is right already. ``speaker`` "" is nobody; ``words`` are the document's own,
    " […] " where they are interrupted; ``content`` are their spans, where they are known."""

    speaker: str | None = None
    words: str | None = None
    form: Form | None = None
    said_on: str | None = None
    content: tuple[Span, ...] | None = None


# --- on statements --------------------------------------------------------------------------------------------------


def judge_statement(
    connection: Connection, kind: Kind, name: str, author: str, note: str | None, correction: Correction | None = None
) -> int:
    """Confirm, reject or correct the statement of that ref. Returns the judgement's id; raises RecordError."""
    row = statement_called(connection, name)
    text = connection.scalar(select(texts.c.text).where(texts.c.version == row.version)) or ""
    held = values_of(connection, row)
    if correction is not None:
        if correction == Correction():
            raise RecordError("a correction has to say what is right: a speaker, words, a form or a date")
        held |= _corrected(connection, row, text, correction)
    place = hull([span for part in ("source", "cue", "content") for span in unpacked(held["first"][part])])
    found = added(connection, kind, author, note, [anchor(row.version, text, place)], held)
    document = select(versions.c.document).where(versions.c.id == row.version).scalar_subquery()
    for version in connection.scalars(select(versions.c.id).where(versions.c.document == document)).all():
        judge(connection, version)
    return found


def statement_called(connection: Connection, name: str) -> Row[Any]:
    """The row of the statement of that ref, as it is shown. Raises RecordError where there is none."""
    match = re.fullmatch(r"(\d{1,15}):(\d{1,15})-(\d{1,15})(?:~(\d{1,9}))?", name.strip())
    if match is None:
        raise RecordError(f"{name!r} doesn't name a statement; search shows names such as 12:340-512")
    version, start, end, twin = (int(part or 1) for part in match.groups())
    row = connection.execute(
        select(statements)
        .where(
            statements.c.version == version,
            statements.c.start == start,
            statements.c.end == end,
            statements.c.twin == twin,
        )
        .order_by(statements.c.shown.desc(), statements.c.judgement.desc())
        .limit(1)
    ).first()
    if row is None:
        raise RecordError(f"there is no statement {name} in the record")
    return row


def values_of(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    """What the record now has of the statement; ``first`` are the spans the reader first gave it."""
    actor = None
    if row.actor is not None:
        actor = connection.execute(select(actors).where(actors.c.id == row.actor)).one()
    first = {part: getattr(row, part) for part in ("source", "cue", "content", "twin")}
    if row.judgement is not None:
        held = connection.scalar(select(judgements.c.held).where(judgements.c.id == row.judgement))
        moved = _moved_from(connection, row)
        first = json.loads(held)["first"] if held else first
        for part in ("source", "cue", "content"):
            first[part] = packed(Span(span.start + moved, span.end + moved) for span in unpacked(first[part]))
    return {
        "speaker": actor.name if actor else None,
        "kind": actor.kind if actor else None,
        "named": bool(actor.named) if actor else False,
        "form": row.form,
        "said_on": row.said_on,
        "source": row.source,
        "cue": row.cue,
        "content": row.content,
        "first": first,
    }


def _moved_from(connection: Connection, row: Row[Any]) -> int:
    """How far a judged statement stands in its version from where its judgement is anchored."""
    held = connection.execute(select(anchors).where(anchors.c.judgement == row.judgement)).first()
    return 0 if held is None else shift(connection, anchor_of(held), row.version) or 0


def _corrected(connection: Connection, row: Row[Any], text: str, correction: Correction) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if correction.speaker is not None:
        name = " ".join(correction.speaker.split())
        known = connection.execute(
            select(actors).where(actors.c.version == row.version, func.lower(actors.c.name) == name.lower())
        ).first()
        values["speaker"] = (known.name if known else name) or None
        values["kind"], values["named"] = (known.kind, bool(known.named)) if known else ("person", bool(name))
    if correction.words is not None:
        values["content"] = packed(_found(text, correction.words, near=row.start))
    if correction.content is not None:
        values["content"] = packed(_sound(text, correction.content))
    if correction.form is not None:
        values["form"] = correction.form
    if correction.said_on is not None:
        values["said_on"] = correction.said_on or None
    return values


def _found(text: str, words: str, near: int) -> list[Span]:
    """Where the words stand in the text: the parts in order, the first as near as can be to that offset."""
    parts = [part.strip() for part in re.split(r"\[…\]|\[\.\.\.\]", words) if part.strip()]
    if not parts:
        raise RecordError("the corrected words are empty")
    places = [match.start() for match in re.finditer(re.escape(parts[0]), text)]
    if not places:
        raise RecordError(f"the document doesn't have the words {parts[0]!r}; give them just as they stand there")
    at = min(places, key=lambda place: abs(place - near))
    found = []
    for part in parts:
        start = text.find(part, at)
        if start < 0:
            raise RecordError(f"the document doesn't have the words {part!r} after {parts[0]!r}")
        found.append(Span(start, start + len(part)))
        at = start + len(part)
    return found


def _sound(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans in order, without the white space around them. Raises RecordError for such as have no words."""
    found: list[Span] = []
    for span in sorted(spans):
        words = span.of(text) if 0 <= span.start < span.end <= len(text) else ""
        if not words.strip() or (found and span.start < found[-1].end):
            raise RecordError(f"there are no words at {span.start}-{span.end} to correct the statement to")
        start = span.start + len(words) - len(words.lstrip())
        found.append(Span(start, start + len(words.strip())))
    if not found:
        raise RecordError("the corrected words are empty")
    return found


# --- on who is who --------------------------------------------------------------------------------------------------


def merge(connection: Connection, name: str, others: Sequence[str], author: str, note: str | None) -> int:
    """The actors of the other names are the one of the first name. Returns the judgement's id; raises RecordError."""
    first = _one_identity(connection, name)
    rest = [each for other in others for each in _identities(connection, other) if each != first]
    if not rest:
        raise RecordError(f"there is nobody else to be the same as {name!r}")
    found = added(connection, "merge", author, note, [_anchor_of_identity(connection, each) for each in (first, *rest)])
    unite(connection)
    return found


def split(connection: Connection, name: str, sources: Sequence[str], author: str, note: str | None) -> int:
    """The actor of that name in these documents (addresses or numbers of versions) is somebody else than the actor of
    that name in the others. Returns the judgement's id; raises RecordError."""
    wanted = set(_identities(connection, name))
    places, touched = [], []
    for source in sources:
        version = version_of(connection, source)
        row = connection.execute(
            select(actors)
            .where(actors.c.version == version, actors.c.identity.in_(wanted), actors.c.judgement.is_(None))
            .limit(1)
        ).first()
        if row is None:
            raise RecordError(f"{name!r} doesn't occur in {source}")
        places.append(_anchor_of_actor(connection, row))
        touched.append(version)
    found = added(connection, "split", author, note, places)
    _identify(connection, touched)
    return found


def _identify(connection: Connection, touched: Iterable[int]) -> None:
    """Link the actors of these versions' documents anew."""
    owners = select(versions.c.document).where(versions.c.id.in_(list(touched)))
    for version in connection.scalars(select(versions.c.id).where(versions.c.document.in_(owners))).all():
        identify(connection, [version], judged=[version])
        retag(connection, version)


def _identities(connection: Connection, name: str) -> list[int]:
    found = identities_called(connection, name)
    if not found:
        raise RecordError(f"nobody in the record is called {name!r}")
    return found


def _one_identity(connection: Connection, name: str) -> int:
    """The identity meant by a name: of several that are merged the first; of several that are not, none."""
    found = _identities(connection, name)
    root = func.coalesce(identities.c.same_as, identities.c.id)
    roots = connection.scalars(select(root).where(identities.c.id.in_(found)).distinct()).all()
    if len(roots) > 1:
        raise RecordError(f"{len(roots)} actors are called {name!r}; give the full name of one")
    return int(roots[0])


def _anchor_of_identity(connection: Connection, identity: int) -> Anchor:
    row = connection.execute(
        select(actors)
        .join(mentions, mentions.c.actor == actors.c.id)
        .where(actors.c.identity == identity, actors.c.judgement.is_(None))
        .order_by(actors.c.id)
        .limit(1)
    ).first()
    if row is None:
        name = connection.scalar(select(identities.c.name).where(identities.c.id == identity))
        raise RecordError(f"{name!r} is not mentioned in any document, so there is nothing to anchor a judgement at")
    return _anchor_of_actor(connection, row)


def _anchor_of_actor(connection: Connection, row: Row[Any]) -> Anchor:
    found = connection.execute(
        select(mentions).where(mentions.c.actor == row.id).order_by(mentions.c.position).limit(1)
    ).first()
    if found is None:
        raise RecordError(f"{row.name!r} has no place in the text to anchor a judgement at")
    text = connection.scalar(select(texts.c.text).where(texts.c.version == row.version)) or ""
    return anchor(row.version, text, Span(found.start, found.end))


# --- all of them ----------------------------------------------------------------------------------------------------


def undo(connection: Connection, judgement: int, author: str, note: str | None) -> int:
    """Take a judgement back. Returns the id of the judgement that does so; raises RecordError."""
    row = connection.execute(select(judgements).where(judgements.c.id == judgement)).first()
    if row is None:
        raise RecordError(f"there is no judgement {judgement}")
    if row.kind == "undo":
        raise RecordError(f"judgement {judgement} takes back another; judge anew instead")
    if connection.scalar(select(judgements.c.id).where(judgements.c.undoes == judgement)) is not None:
        raise RecordError(f"judgement {judgement} is taken back already")
    found = added(connection, "undo", author, note, [], undoes=judgement)
    touched = list(connection.scalars(select(anchors.c.version).where(anchors.c.judgement == judgement)))
    if row.kind == "split":
        _identify(connection, touched)
    elif row.kind == "merge":
        unite(connection)
    else:
        owners = select(versions.c.document).where(versions.c.id.in_(touched))
        for version in connection.scalars(select(versions.c.id).where(versions.c.document.in_(owners))).all():
            judge(connection, version)
            show_told(connection, version)
    return found


def listed(connection: Connection, *, last: int | None = None) -> list[Judgement]:
    """All judgements, or only the ``last`` so many, oldest first."""
    newest = connection.scalar(select(func.max(judgements.c.id))) or 0
    first = 0 if last is None else newest - last + 1
    undone = set(connection.scalars(select(judgements.c.undoes).where(judgements.c.undoes.is_not(None))))
    places: dict[int, list[Row[Any]]] = {}
    held_from = select(anchors).where(anchors.c.judgement >= first)
    for row in connection.execute(held_from.order_by(anchors.c.judgement, anchors.c.position)):
        places.setdefault(row.judgement, []).append(row)
    found = []
    for row in connection.execute(select(judgements).where(judgements.c.id >= first).order_by(judgements.c.id)).all():
        held = json.loads(row.held) if row.held else {}
        held_at = places.get(row.id, [])
        first = held.pop("first", None)
        place = hull(unpacked(held["content"] or held["cue"] or held["source"])) if first else None
        found.append(
            Judgement(
                id=row.id,
                kind=row.kind,
                author=row.author,
                judged_at=row.judged_at,
                note=row.note,
                words=tuple(each.words for each in held_at),
                ref=f"{held_at[0].version}:{place.start}-{place.end}" if place else None,
                held=held,
                orphaned=any(_orphaned(connection, anchor_of(each), row.kind) for each in held_at),
                undone=row.id in undone,
            )
        )
    return found


def _orphaned(connection: Connection, held: Anchor, kind: str) -> bool:
    if kind == "merge":
        return actor_at(connection, held.version, held.span) is None
    document = select(versions.c.document).where(versions.c.id == held.version).scalar_subquery()
    latest = connection.scalar(select(versions.c.id).where(versions.c.document == document, versions.c.latest))
    moved = None if latest is None else shift(connection, held, latest)
    if moved is None or latest is None:
        return True
    span = Span(held.span.start + moved, held.span.end + moved)
    return kind == "split" and actor_at(connection, latest, span) is None


def added(
    connection: Connection,
    kind: Kind,
    author: str,
    note: str | None,
    places: Sequence[Anchor],
    held: dict[str, Any] | None = None,
    undoes: int | None = None,
) -> int:
    """Take a judgement down. Returns its id; raises RecordError where it is nobody's."""
    if not author.strip():
        raise RecordError("a judgement has to say whose it is")
    (found,) = free_ids(connection, judgements, 1)
    connection.execute(
        insert(judgements).values(
            id=found,
            kind=kind,
            author=author.strip(),
            judged_at=now(),
            note=note,
            held=json.dumps(held, ensure_ascii=False) if held else None,
            undoes=undoes,
        )
    )
    rows = [
        {
            "judgement": found,
            "position": i,
            "version": place.version,
            "spans": packed([place.span]),
            "words": place.words,
            "before": place.before,
            "after": place.after,
        }
        for i, place in enumerate(places)
    ]
    if rows:
        connection.execute(insert(anchors), rows)
    return found
