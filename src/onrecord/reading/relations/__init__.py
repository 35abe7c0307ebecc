"""How the actors stand to each other: offices and affiliations, alliances, wars, agreements, sanctions,
support, control.

Precision goes before recall: a relation is given only where the words leave little choice, and never for what
is planned,
denied or only thought of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Actor, Document, Event, Relation, Statement
from onrecord.reading.events.scene import Contents
from onrecord.reading.relations.deeds import of_events
from onrecord.reading.relations.offices import of_roles
from onrecord.reading.relations.scene import Scene
from onrecord.reading.relations.ties import of_phrases

_BOTH_WAYS = frozenset(("ally_of", "at_war_with", "has_agreement_with"))


def relations(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[Relation, ...]:
    """The relations that a document tells of, by their first evidence; each once, with all its evidence."""
    scene = Scene(document, actors)
    contents = Contents(document.text, statements)
    found: dict[tuple[str, str, str, str | None], Relation] = {}
    for relation in (*of_roles(scene, events), *of_events(scene, events), *of_phrases(scene)):
        teller = contents.of(relation.evidence[0].start)
        if teller is not None and teller.commitment in ("denies", "doubts", "asks", "predicts", "threatens"):
            continue
        if (
            relation.asserted_by is None
            and teller is not None
            and relation.predicate not in ("holds_office", "affiliated_with")
        ):
            relation = replace(relation, asserted_by=teller.id)
        ends = relation.subject, relation.object
        if relation.predicate in _BOTH_WAYS and ends[::-1] in {
            (key[0], key[2]) for key in found if key[1] == relation.predicate
        }:
            ends = ends[::-1]
        key = (ends[0], relation.predicate, ends[1], relation.asserted_by)
        known = found.get(key)
        found[key] = relation if known is None else _joined(known, relation)
    ordered = sorted(found.values(), key=lambda r: r.evidence[0].start)
    return tuple(replace(relation, id=f"r{number}") for number, relation in enumerate(ordered, 1))


def _joined(known: Relation, other: Relation) -> Relation:
    return replace(
        known,
        evidence=tuple(sorted({*known.evidence, *other.evidence})),
        confidence=max(known.confidence, other.confidence),
        title=known.title or other.title,
        since=known.since or other.since,
        until=known.until or other.until,
        disputed_by=tuple(dict.fromkeys((*known.disputed_by, *other.disputed_by))),
    )
