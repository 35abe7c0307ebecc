"""A reading as one JSON object: assets/reading.schema.json fixes its shape, docs/json.md explains it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from onrecord.model import Actor, Affiliation, Event, Forecast, Reading, Relation, Span, Statement

SCHEMA = "onrecord.reading/1"


def as_object(reading: Reading) -> dict[str, object]:
    """The reading as plain dicts, lists, strings and numbers.

    Every passage is ``{"span": [start, end], "text": ...}``: code points of ``document.text``,
    end-exclusive, and the words that stand there. Unknown facts are None.
    """
    document = reading.document
    names = {actor.id: actor.name for actor in reading.actors}
    return {
        "schema": SCHEMA,
        "reader": reading.reader,
        "document": {
            "id": document.id,
            "title": document.title,
            "outlet": document.outlet,
            "authors": list(document.authors),
            "url": document.url,
            "published": document.published,
            "language": document.language,
            "text": document.text,
            "paragraphs": [[paragraph.start, paragraph.end] for paragraph in document.paragraphs],
        },
        "actors": [_actor(actor, document.text) for actor in reading.actors],
        "statements": [_statement(each, reading.depth(each), names, document.text) for each in reading.statements],
        "times": [
            {"passage": _passage(each.span, document.text), "kind": each.kind, "value": each.value}
            for each in reading.times
        ],
        "events": [_event(each, names, document.text) for each in reading.events],
        "relations": [_relation(each, names, document.text) for each in reading.relations],
    }


def dumps(reading: Reading) -> str:
    """The JSON text of ``as_object``, indented, ending in a line break."""
    return json.dumps(as_object(reading), ensure_ascii=False, indent=2) + "\n"


def _actor(actor: Actor, text: str) -> dict[str, object]:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "named": actor.named,
        "role": actor.role,
        "role_passage": None if actor.role_span is None else _passage(actor.role_span, text),
        "roles": [_affiliation(role, text) for role in actor.roles],
        "aliases": list(actor.aliases),
        "suggestions": [
            {"name": each.name, "basis": each.basis, "confidence": round(each.confidence, 2)}
            for each in actor.suggestions
        ],
        "members": list(actor.members),
        "mentions": _passages(actor.mentions, text),
    }


def _affiliation(role: Affiliation, text: str) -> dict[str, object]:
    return {
        "title": role.title,
        "organization": role.organization,
        "since": role.since,
        "until": role.until,
        "passage": _passage(role.span, text),
    }


def _statement(statement: Statement, depth: int, names: dict[str, str], text: str) -> dict[str, object]:
    return {
        "id": statement.id,
        "actor": statement.actor,
        "speaker": None if statement.actor is None else names[statement.actor],
        "source": _passages(statement.source, text),
        "cue": _passages(statement.cue, text),
        "content": _passages(statement.content, text),
        "form": statement.form,
        "parent": statement.parent,
        "depth": depth,
        "said_on": _evident(statement.said_on, statement.said_on_span, text),
        "reported_on": _evident(statement.reported_on, statement.reported_on_span, text),
        "about_date": _evident(statement.about_date, statement.about_date_span, text),
        "channel": None
        if statement.channel is None or statement.channel_span is None
        else {
            "value": statement.channel,
            "kind": statement.channel_kind,
            "passage": _passage(statement.channel_span, text),
        },
        "addressee": None
        if statement.addressee is None
        else {
            "actor": statement.addressee,
            "name": names[statement.addressee],
            "passage": None if statement.addressee_span is None else _passage(statement.addressee_span, text),
        },
        "commitment": statement.commitment,
        "negated": statement.negated,
        "hedges": _passages(statement.hedges, text),
        "sourcing": statement.sourcing,
        "anonymity": None if statement.anonymity is None else _passage(statement.anonymity, text),
        "forecast": None if statement.forecast is None else _forecast(statement.forecast, text),
        "confidence": round(statement.confidence, 4),
    }


def _forecast(forecast: Forecast, text: str) -> dict[str, object]:
    return {
        "clause": _passages(forecast.clause, text),
        "horizon": _evident(forecast.horizon, forecast.horizon_span, text),
        "condition": None if forecast.condition is None else _passage(forecast.condition, text),
    }


def _event(event: Event, names: dict[str, str], text: str) -> dict[str, object]:
    return {
        "id": event.id,
        "type": event.type,
        "trigger": _passage(event.trigger, text),
        "mentions": _passages(event.mentions, text),
        "participants": [
            {"actor": each.actor, "name": names[each.actor], "role": each.role, "passage": _passage(each.span, text)}
            for each in event.participants
        ],
        "place": None
        if event.place is None or event.place_span is None
        else {"actor": event.place, "name": names[event.place], "passage": _passage(event.place_span, text)},
        "date": _evident(event.date, event.date_span, text),
        "factuality": event.factuality,
        "asserted_by": event.asserted_by,
        "disputed_by": list(event.disputed_by),
        "confidence": round(event.confidence, 4),
    }


def _relation(relation: Relation, names: dict[str, str], text: str) -> dict[str, object]:
    return {
        "id": relation.id,
        "subject": {"actor": relation.subject, "name": names[relation.subject]},
        "predicate": relation.predicate,
        "object": {"actor": relation.object, "name": names[relation.object]},
        "title": relation.title,
        "since": relation.since,
        "until": relation.until,
        "asserted_by": relation.asserted_by,
        "disputed_by": list(relation.disputed_by),
        "evidence": _passages(relation.evidence, text),
        "confidence": round(relation.confidence, 4),
    }


def _evident(value: str | None, span: Span | None, text: str) -> dict[str, object] | None:
    """A value and the passage it is read from; None where there is none."""
    return None if value is None or span is None else {"value": value, "passage": _passage(span, text)}


def _passages(spans: Sequence[Span], text: str) -> list[dict[str, object]]:
    return [_passage(span, text) for span in spans]


def _passage(span: Span, text: str) -> dict[str, object]:
    return {"span": [span.start, span.end], "text": span.of(text)}
