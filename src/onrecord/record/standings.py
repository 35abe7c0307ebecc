"""How the actors stand to each other, over all articles: each relation once, with all its reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from onrecord import edtf
from onrecord.model import Predicate
from onrecord.record.schema import (
    actors,
    events,
    identities,
    judgements,
    outlets,
    participants,
    relations,
    texts,
    versions,
)
from onrecord.record.spans import unpacked
from onrecord.record.tellings import SURE, sentence, voices

_BOTH_WAYS = frozenset(("ally_of", "at_war_with", "has_agreement_with"))


@dataclass(frozen=True, slots=True)
class End:
    """Who stands in a relation: the number in this record, name and kind."""

    number: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a relation is told: ``ref`` names it to judge it, ``words`` are the sentence, ``told_by`` the speaker it is
    ascribed to."""

    ref: str
    version: int
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    words: str
    told_by: str | None
    disputed_by: tuple[str, ...]
    confidence: float
    judged: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A relation with the ids of its rows, the first published first; ``ends`` are its subject and object,
    ``articles`` how many tell it."""

    ends: tuple[End, End]
    predicate: Predicate
    title: str | None
    since: str | None
    until: str | None
    first: str | None
    last: str | None
    told_by: tuple[str, ...]
    disputed_by: tuple[str, ...]
    rows: tuple[int, ...]
    articles: int


def standings(connection: Connection) -> list[Standing]:
    """The relations between named actors that the latest versions tell, as people judged them."""
    rows = _rows(connection)
    heard = voices(connection, [row.version for row in rows if row.asserted_by or row.disputed_by != "[]"])
    groups: dict[tuple[object, ...], list[Row[Any]]] = {}
    for row in rows:
        told = heard.get(row.version, {})
        if row.asserted_by is None or row.asserted_by in told:
            ends = row.subject_number, row.object_number
            if row.predicate in _BOTH_WAYS:
                ends = min(ends), max(ends)
            groups.setdefault((*ends, row.predicate, _office(row)), []).append(row)
    return [_standing(group, heard) for group in groups.values()]


def evidence_of(connection: Connection, ids: Sequence[int]) -> dict[int, Evidence]:
    """Where the relations of these rows are told, by the row's id."""
    rows = connection.execute(
        select(
            relations,
            versions.c.title.label("headline"),
            versions.c.url,
            versions.c.published,
            outlets.c.name.label("outlet"),
            texts.c.text,
            texts.c.paragraphs,
            judgements.c.kind.label("judged"),
        )
        .join(versions, versions.c.id == relations.c.version)
        .join(texts, texts.c.version == versions.c.id)
        .outerjoin(outlets, outlets.c.id == versions.c.outlet)
        .outerjoin(judgements, judgements.c.id == relations.c.judgement)
        .where(relations.c.id.in_(ids))
    ).all()
    heard = voices(connection, [row.version for row in rows if row.asserted_by or row.disputed_by != "[]"])
    found = {}
    for row in rows:
        told = heard.get(row.version, {})
        found[row.id] = Evidence(
            f"{row.version}:{row.label}",
            row.version,
            row.headline,
            row.outlet,
            row.url,
            row.published,
            sentence(row.text, row.paragraphs, unpacked(row.evidence)[0]),
            told.get(row.asserted_by) if row.asserted_by else None,
            tuple(dict.fromkeys(told[label] for label in json.loads(row.disputed_by) if label in told)),
            row.confidence,
            row.judged,
        )
    return found


def falls(connection: Connection) -> dict[int, list[date]]:
    """The days on which people of the record were captured, overthrown or fell, by their numbers: COERCE events told as
    having happened, of a known day."""
    linked = identities.alias("linked")
    rows = connection.execute(
        select(func.coalesce(linked.c.same_as, linked.c.id).label("person"), events.c.date)
        .select_from(events)
        .join(versions, versions.c.id == events.c.version)
        .join(participants, participants.c.event == events.c.id)
        .join(actors, actors.c.id == participants.c.actor)
        .join(linked, linked.c.id == actors.c.identity)
        .where(
            events.c.type == "COERCE",
            events.c.factuality == "happened",
            events.c.shown,
            events.c.earliest == events.c.latest,
            events.c.confidence >= SURE,
            participants.c.role == "recipient",
            actors.c.kind == "person",
            versions.c.latest,
        )
    )
    found: dict[int, list[date]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(edtf.bounds(row.date)[0])
    return found


def _rows(connection: Connection) -> Sequence[Row[Any]]:
    sides = []
    chosen = select(
        relations,
        versions.c.published,
    )
    joined = relations.join(versions, versions.c.id == relations.c.version)
    for side in ("subject", "object"):
        actor, linked, root = actors.alias(side), identities.alias(f"{side}_linked"), identities.alias(f"{side}_root")
        joined = (
            joined.join(actor, actor.c.id == relations.c[side])
            .join(linked, linked.c.id == actor.c.identity)
            .join(root, root.c.id == func.coalesce(linked.c.same_as, linked.c.id))
        )
        sides += [
            root.c.id.label(f"{side}_number"),
            root.c.name.label(f"{side}_name"),
            root.c.kind.label(f"{side}_kind"),
        ]
    return connection.execute(
        chosen.add_columns(*sides)
        .select_from(joined)
        .where(relations.c.shown, versions.c.latest, relations.c.confidence >= SURE)
        .order_by(versions.c.published, relations.c.id)
    ).all()


def _office(row: Row[Any]) -> str:
    """An office by its last word ("the Russian president", "President"); an affiliation is one whatever its title."""
    words = row.title.casefold().split() if row.title and row.predicate == "holds_office" else []
    return words[-1] if words else ""


def _standing(group: Sequence[Row[Any]], heard: dict[int, dict[str, str]]) -> Standing:
    first = group[0]
    told = [heard.get(row.version, {}) for row in group]
    tellers = [names[row.asserted_by] if row.asserted_by else None for row, names in zip(group, told, strict=True)]
    disputes = [
        names[label]
        for row, names in zip(group, told, strict=True)
        for label in json.loads(row.disputed_by)
        if label in names
    ]
    days = [row.published for row in group if row.published]
    return Standing(
        (
            End(first.subject_number, first.subject_name, first.subject_kind),
            End(first.object_number, first.object_name, first.object_kind),
        ),
        first.predicate,
        next((row.title for row in group if row.title), None),
        _most_precise([row.since for row in group]),
        _most_precise([row.until for row in group]),
        min(days, default=None),
        max(days, default=None),
        () if None in tellers else tuple(dict.fromkeys(name for name in tellers if name)),
        tuple(dict.fromkeys(disputes)),
        tuple(row.id for row in group),
        len({row.version for row in group}),
    )


def _most_precise(dates: Sequence[str | None]) -> str | None:
    """Of the days that the articles give, the one that leaves least open."""
    known = [each for each in dates if each]

    def width(text: str) -> int:
        first, last = edtf.bounds(text)
        return (last - first).days

    return min(known, key=width, default=None)
