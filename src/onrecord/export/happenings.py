"""What happened and how the actors stand, a line each, for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.export.outline import Entry, one_line
from onrecord.model import Actor, Event, Reading, Relation

SURE = 0.5
"""The least confidence of an event that is shown."""
PREDICATES = {
    "holds_office": "holds office at",
    "affiliated_with": "belongs to",
    "ally_of": "is an ally of",
    "at_war_with": "is at war with",
    "has_agreement_with": "has an agreement with",
    "sanctions": "has sanctions on",
    "supports": "supports",
    "opposes": "opposes",
    "controls": "controls",
}


def told_as_fact(event: Event) -> bool:
    """Is it presented as having happened, happening or firmly scheduled, or is that in dispute?"""
    scheduled = event.factuality == "planned" and event.date is not None
    return event.confidence >= SURE and (scheduled or event.factuality in ("happened", "ongoing", "disputed"))


def happenings(reading: Reading, entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Each event that is told as fact: its day or "no date", and who did it to whom, where, by which word, and who
    says so."""
    names = {actor.id: one_line(actor.name) for actor in reading.actors}
    numbers = {entry.statement.id: str(entry.number) for entry in entries}
    for event in sorted(filter(told_as_fact, reading.events), key=lambda e: (e.date or "~", e.trigger.start)):
        sides = [
            " and ".join(names[p.actor] for p in event.participants if p.role == role)
            for role in ("actor", "recipient")
        ]
        who = " → ".join(side or "…" for side in sides) if any(sides) else ""
        words = [f"{event.type} “{one_line(event.trigger.of(reading.document.text))}”", who]
        words += [f"in {names[event.place]}"] if event.place is not None else []
        words += [event.factuality] if event.factuality != "happened" else []
        words += [f"says {numbers[event.asserted_by]}"] if event.asserted_by in numbers else []
        disputes = ", ".join(numbers[id_] for id_ in event.disputed_by if id_ in numbers)
        words += [f"disputed by {disputes}"] if disputes else []
        yield event.date or "no date", " · ".join(filter(None, words))


def standings(reading: Reading) -> Iterator[str]:
    """Each relation: "Ana Petrov belongs to Danube Policy Institute"."""
    actors = {actor.id: actor for actor in reading.actors}
    for relation in reading.relations:
        subject, other = actors[relation.subject], actors[relation.object]
        yield f"{one_line(subject.name)} {_stands(relation, other)} {one_line(other.name)}{_term(relation)}"


def _stands(relation: Relation, other: Actor) -> str:
    if relation.predicate == "holds_office" and relation.title:
        return f"is {one_line(relation.title)} {'of' if other.kind in ('country', 'place') else 'at'}"
    return PREDICATES[relation.predicate]


def _term(relation: Relation) -> str:
    if relation.since and relation.until:
        return f", {relation.since} to {relation.until}"
    if relation.since:
        return f", since {relation.since}"
    return f", until {relation.until}" if relation.until else ""
