"""Relations that an event founds or shows: a war by its invasion, an agreement by its signing, sanctions by
their imposing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Event, Predicate, Relation
from onrecord.reading.nouns import words
from onrecord.reading.relations.scene import Scene

_WAR = words("war invasion invade invaded invades invading hostilities")
_PACT = words(
    "pact pacts treaty deal deals agreement agreements accord accords memorandum contract alliance partnership"
)
_BACKING = words("back backs backed backing support supports supported endorse endorsed endorses")
_SURE = 0.6


def of_events(scene: Scene, events: Sequence[Event]) -> Iterator[Relation]:
    """The relations behind events that are told as facts, between named actors."""
    for event in events:
        if event.factuality not in ("happened", "ongoing") or event.confidence < _SURE:
            continue
        predicate = _predicate(scene, event)
        if predicate is None:
            continue
        actors = [scene.actors[p.actor] for p in event.participants if p.role == "actor"]
        others = [scene.actors[p.actor] for p in event.participants if p.role == "recipient"]
        if predicate == "at_war_with":
            actors, others = ([a for a in side if a.kind in ("country", "organization")] for side in (actors, others))
        for actor in actors[:2]:
            for other in others[:2]:
                if predicate == "has_agreement_with" and (actor.kind == "person") != (other.kind == "person"):
                    continue  # who signs with a state does so for another, not with it
                if actor.named and other.named and actor.kind != "place" and other.kind != "place":
                    yield Relation(
                        "",
                        actor.id,
                        predicate,
                        other.id,
                        event.mentions,
                        min(0.9, event.confidence),
                        since=event.date if predicate != "supports" else None,
                        asserted_by=event.asserted_by,
                        disputed_by=event.disputed_by,
                    )


def _predicate(scene: Scene, event: Event) -> Predicate | None:
    told = {
        word.lower()
        for span in event.mentions
        for word in scene.text[span.start : min(span.end + 60, scene.layout.sentence_end(span.start))]
        .replace("-", " ")
        .split()[:8]
    }
    own = {span.of(scene.text).lower() for span in event.mentions}
    if event.type == "ASSAULT" and any(word in _WAR for phrase in own for word in phrase.split()):
        return "at_war_with"
    if event.type == "ASSAULT" and told & {"invasion", "war"} and own & {"launched", "waged", "began", "started"}:
        return "at_war_with"
    if event.type == "SUPPORT" and told & _PACT and not own & _BACKING:
        return "has_agreement_with"
    if event.type == "SANCTION" and ("sanctions" in told or own & {"sanctioned"}):
        return "sanctions"
    if event.type == "SUPPORT" and own & _BACKING:
        return "supports"
    return None
