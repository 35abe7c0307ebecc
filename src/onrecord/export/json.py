"""A reading as one JSON object: assets/reading.schema.json fixes its shape, docs/json.md explains it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.model import (
    Actor,
    Affiliation,
    Document,
    Event,
    Forecast,
    Participant,
    Reading,
    Relation,
    Span,
    Statement,
    Suggestion,
    TimeExpression,
)

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
            {"name": each.name, "surname": each.surname, "basis": each.basis, "confidence": round(each.confidence, 2)}
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


# --- and back -------------------------------------------------------------------------------------------------------


def reading_of(value: Mapping[str, Any]) -> Reading:
    """The reading that such an object is of. Raises ValueError, with what is missing, for one of another shape."""
    try:
        return _reading(value)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"this is no reading in {SCHEMA}: {type(error).__name__} {error}") from None


def _reading(value: Mapping[str, Any]) -> Reading:
    if value["schema"] != SCHEMA:
        raise ValueError(f"this is a reading in {value['schema']!r}, not in {SCHEMA}")
    told = value["document"]
    facts = {name: told[name] for name in ("text", "title", "outlet", "url", "published", "language")}
    paragraphs = tuple(Span(start, end) for start, end in told["paragraphs"])
    return Reading(
        Document(**facts, paragraphs=paragraphs, authors=tuple(told["authors"])),
        value["reader"],
        tuple(_actor_of(each) for each in value["actors"]),
        tuple(_statement_of(each) for each in value["statements"]),
        tuple(TimeExpression(_span_of(each["passage"]), each["kind"], each["value"]) for each in value["times"]),
        tuple(_event_of(each) for each in value["events"]),
        tuple(_relation_of(each) for each in value["relations"]),
    )


def _actor_of(value: Mapping[str, Any]) -> Actor:
    return Actor(
        **{name: value[name] for name in ("id", "name", "kind", "named", "role")},
        role_span=_maybe_span(value["role_passage"]),
        mentions=_spans_of(value["mentions"]),
        roles=tuple(
            Affiliation(role["title"], role["organization"], role["since"], role["until"], _span_of(role["passage"]))
            for role in value["roles"]
        ),
        aliases=tuple(value["aliases"]),
        suggestions=tuple(
            Suggestion(each["name"], each["surname"], each["basis"], each["confidence"])
            for each in value["suggestions"]
        ),
        members=tuple(value["members"]),
    )


def _statement_of(value: Mapping[str, Any]) -> Statement:
    dates: dict[str, Any] = {}
    for name in ("said_on", "reported_on", "about_date"):
        dates[name], dates[f"{name}_span"] = _evidence_of(value[name])
    channel, told, forecast = value["channel"], value["addressee"], value["forecast"]
    same = ("id", "form", "actor", "parent", "confidence", "commitment", "negated", "sourcing")
    return Statement(
        **{name: value[name] for name in same},
        **dates,
        source=_spans_of(value["source"]),
        cue=_spans_of(value["cue"]),
        content=_spans_of(value["content"]),
        channel=channel and channel["value"],
        channel_kind=channel and channel["kind"],
        channel_span=_maybe_span(channel and channel["passage"]),
        addressee=told and told["actor"],
        addressee_span=_maybe_span(told and told["passage"]),
        hedges=_spans_of(value["hedges"]),
        anonymity=_maybe_span(value["anonymity"]),
        forecast=None
        if forecast is None
        else Forecast(
            _spans_of(forecast["clause"]), *_evidence_of(forecast["horizon"]), _maybe_span(forecast["condition"])
        ),
    )


def _event_of(value: Mapping[str, Any]) -> Event:
    place = value["place"]
    day, day_span = _evidence_of(value["date"])
    return Event(
        **{name: value[name] for name in ("id", "type", "factuality", "confidence", "asserted_by")},
        trigger=_span_of(value["trigger"]),
        mentions=_spans_of(value["mentions"]),
        participants=tuple(
            Participant(each["actor"], each["role"], _span_of(each["passage"])) for each in value["participants"]
        ),
        place=place and place["actor"],
        place_span=_maybe_span(place and place["passage"]),
        date=day,
        date_span=day_span,
        disputed_by=tuple(value["disputed_by"]),
    )


def _relation_of(value: Mapping[str, Any]) -> Relation:
    same = ("id", "predicate", "confidence", "title", "since", "until", "asserted_by")
    return Relation(
        **{name: value[name] for name in same},
        subject=value["subject"]["actor"],
        object=value["object"]["actor"],
        evidence=_spans_of(value["evidence"]),
        disputed_by=tuple(value["disputed_by"]),
    )


def _evidence_of(value: Mapping[str, Any] | None) -> tuple[Any, Span | None]:
    return (None, None) if value is None else (value["value"], _span_of(value["passage"]))


def _span_of(passage: Mapping[str, Any]) -> Span:
    start, end = passage["span"]
    return Span(start, end)


def _maybe_span(passage: Mapping[str, Any] | None) -> Span | None:
    return None if passage is None else _span_of(passage)


def _spans_of(passages: Sequence[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(_span_of(passage) for passage in passages)
