"""The tables that a batch writes, and a reading's rows in them. docs/batch.md lists the columns.

``documents.reading`` is the whole reading as onrecord.reading/1 (without the text, which has its own column), from
which ``onrecord import`` puts it into a record; the other tables are what most questions need.
"""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from onrecord.export.json import as_object
from onrecord.model import Reading

_SPANS = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
_NAMES = pa.list_(pa.string())

SCHEMAS: dict[str, pa.Schema] = {
    "documents": pa.schema(
        [
            ("source", pa.string()),
            ("id", pa.string()),
            ("title", pa.string()),
            ("outlet", pa.string()),
            ("authors", _NAMES),
            ("url", pa.string()),
            ("published", pa.string()),
            ("language", pa.string()),
            ("text", pa.string()),
            ("paragraphs", _SPANS),
            ("reader", pa.string()),
            ("reading", pa.string()),
        ]
    ),
    "statements": pa.schema(
        [
            ("source", pa.string()),
            ("document", pa.string()),
            ("id", pa.string()),
            ("parent", pa.string()),
            ("actor", pa.string()),
            ("speaker", pa.string()),
            ("role", pa.string()),
            ("named", pa.bool_()),
            ("words", pa.string()),
            ("form", pa.string()),
            ("said_on", pa.string()),
            ("published", pa.string()),
            ("outlet", pa.string()),
            ("channel", pa.string()),
            ("channel_kind", pa.string()),
            ("addressee", pa.string()),
            ("commitment", pa.string()),
            ("negated", pa.bool_()),
            ("sourcing", pa.string()),
            ("horizon", pa.string()),
            ("forecast", pa.bool_()),
            ("confidence", pa.float32()),
            ("content", _SPANS),
            ("speaker_spans", _SPANS),
            ("cue", _SPANS),
        ]
    ),
    "actors": pa.schema(
        [
            ("source", pa.string()),
            ("document", pa.string()),
            ("id", pa.string()),
            ("name", pa.string()),
            ("kind", pa.string()),
            ("named", pa.bool_()),
            ("role", pa.string()),
            ("aliases", _NAMES),
            ("mentions", _SPANS),
        ]
    ),
    "events": pa.schema(
        [
            ("source", pa.string()),
            ("document", pa.string()),
            ("id", pa.string()),
            ("type", pa.string()),
            ("trigger", pa.string()),
            ("actors", _NAMES),
            ("recipients", _NAMES),
            ("place", pa.string()),
            ("date", pa.string()),
            ("factuality", pa.string()),
            ("told_by", pa.string()),
            ("disputed_by", _NAMES),
            ("published", pa.string()),
            ("outlet", pa.string()),
            ("confidence", pa.float32()),
            ("mentions", _SPANS),
        ]
    ),
    "relations": pa.schema(
        [
            ("source", pa.string()),
            ("document", pa.string()),
            ("id", pa.string()),
            ("subject", pa.string()),
            ("predicate", pa.string()),
            ("object", pa.string()),
            ("title", pa.string()),
            ("since", pa.string()),
            ("until", pa.string()),
            ("told_by", pa.string()),
            ("published", pa.string()),
            ("outlet", pa.string()),
            ("confidence", pa.float32()),
            ("evidence", _SPANS),
        ]
    ),
    "rejected": pa.schema([("source", pa.string()), ("reason", pa.string())]),
}
"""The columns of each table, in order. ``source`` says where in the input an article is, ``document`` is its hash."""

Rows = dict[str, list[dict[str, Any]]]


def rows_of(source: str, reading: Reading) -> Rows:
    """A reading's rows in each table but ``rejected``."""
    document, actors = reading.document, {actor.id: actor for actor in reading.actors}
    speakers = {each.id: actors[each.actor].name if each.actor is not None else None for each in reading.statements}
    here = {"source": source, "document": document.id}
    dated = {"published": document.published, "outlet": document.outlet}
    whole = as_object(reading)
    whole["document"] = None
    found: Rows = {name: [] for name in SCHEMAS}
    found["documents"].append(
        {
            "source": source,
            "id": document.id,
            "title": document.title,
            "outlet": document.outlet,
            "authors": list(document.authors),
            "url": document.url,
            "published": document.published,
            "language": document.language,
            "text": document.text,
            "paragraphs": _spans(document.paragraphs),
            "reader": reading.reader,
            "reading": json.dumps(whole, ensure_ascii=False, separators=(",", ":")),
        }
    )
    for said in reading.statements:
        actor = actors.get(said.actor or "")
        found["statements"].append(
            here
            | dated
            | {
                "id": said.id,
                "parent": said.parent,
                "actor": said.actor,
                "speaker": actor.name if actor else None,
                "role": actor.role if actor else None,
                "named": actor.named if actor else None,
                "words": reading.words(said.content),
                "form": said.form,
                "said_on": said.said_on,
                "channel": said.channel,
                "channel_kind": said.channel_kind,
                "addressee": actors[said.addressee].name if said.addressee else None,
                "commitment": said.commitment,
                "negated": said.negated,
                "sourcing": said.sourcing,
                "horizon": said.forecast.horizon if said.forecast else None,
                "forecast": said.forecast is not None,
                "confidence": said.confidence,
                "content": _spans(said.content),
                "speaker_spans": _spans(said.source),
                "cue": _spans(said.cue),
            }
        )
    found["actors"] += [
        here
        | {
            "id": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "named": actor.named,
            "role": actor.role,
            "aliases": list(actor.aliases),
            "mentions": _spans(actor.mentions),
        }
        for actor in reading.actors
    ]
    found["events"] += [
        here
        | dated
        | {
            "id": event.id,
            "type": event.type,
            "trigger": event.trigger.of(document.text),
            "actors": [actors[each.actor].name for each in event.participants if each.role == "actor"],
            "recipients": [actors[each.actor].name for each in event.participants if each.role == "recipient"],
            "place": actors[event.place].name if event.place else None,
            "date": event.date,
            "factuality": event.factuality,
            "told_by": speakers.get(event.asserted_by or ""),
            "disputed_by": [name for id_ in event.disputed_by if (name := speakers.get(id_))],
            "confidence": event.confidence,
            "mentions": _spans(event.mentions),
        }
        for event in reading.events
    ]
    found["relations"] += [
        here
        | dated
        | {
            "id": each.id,
            "subject": actors[each.subject].name,
            "predicate": each.predicate,
            "object": actors[each.object].name,
            "title": each.title,
            "since": each.since,
            "until": each.until,
            "told_by": speakers.get(each.asserted_by or ""),
            "confidence": each.confidence,
            "evidence": _spans(each.evidence),
        }
        for each in reading.relations
    ]
    return found


def _spans(spans: Any) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]
