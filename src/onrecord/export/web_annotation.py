"""A reading as W3C Web Annotations (JSON-LD, Recommendation of 2017-02-23): a collection of one page.

Each statement is an annotation: its target selects the content by position and by quotation (with what stands around
it), its bodies say who speaks, by what cue, in which form. Positions are Unicode code points of the text, as everywhere
in Onrecord; the standard leaves the unit open and browsers count UTF-16 code units, so there is a variant in those,
and either says which it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from onrecord.model import Actor, Reading, Span, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS = "https://onrecord.example/ns#"
AROUND = 32
"""Code points of the text before and behind a quotation."""

Unit = Literal["code points", "UTF-16 code units"]


def web_annotation(reading: Reading, *, unit: Unit = "code points", refs: dict[str, str] | None = None) -> str:
    """The JSON-LD text, indented. ``refs`` are the record's names of the statements, by their ids."""
    document = reading.document
    actors = {actor.id: actor for actor in reading.actors}
    source = document.url or f"urn:sha256:{document.id}"
    place = _Places(document.text, unit)
    items = [
        _annotation(each, actors.get(each.actor or ""), source, place, (refs or {}).get(each.id, each.id), reading)
        for each in reading.statements
    ]
    collection = {
        "@context": [CONTEXT, {"onrecord": TERMS, "unit": "onrecord:unit"}],
        "id": f"{source}#onrecord",
        "type": "AnnotationCollection",
        "label": document.title or "Who said what",
        "unit": unit,
        "total": len(items),
        "generator": {"id": "urn:onrecord:reader", "type": "Software", "name": f"Onrecord {reading.reader}"},
        "first": {"id": f"{source}#onrecord-1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


class _Places:
    """Offsets in the unit that is asked for, and what stands around a span."""

    def __init__(self, text: str, unit: Unit) -> None:
        self.text = text
        self._wide = [i for i, c in enumerate(text) if ord(c) > 0xFFFF] if unit != "code points" else []

    def offset(self, at: int) -> int:
        """An offset in code points in that unit."""
        from bisect import bisect_left

        return at + bisect_left(self._wide, at)

    def selectors(self, spans: Sequence[Span]) -> list[dict[str, Any]]:
        """A position and a quotation selector for each span."""
        found: list[dict[str, Any]] = []
        for span in spans:
            found.append(
                {"type": "TextPositionSelector", "start": self.offset(span.start), "end": self.offset(span.end)}
            )
            found.append(
                {
                    "type": "TextQuoteSelector",
                    "exact": span.of(self.text),
                    "prefix": self.text[max(0, span.start - AROUND) : span.start],
                    "suffix": self.text[span.end : span.end + AROUND],
                }
            )
        return found


def _annotation(
    said: Statement, actor: Actor | None, source: str, place: _Places, ref: str, reading: Reading
) -> dict[str, Any]:
    def target(spans: Sequence[Span], role: str) -> list[dict[str, Any]]:
        return [
            {"type": "SpecificResource", "source": source, "onrecord:role": role, "selector": place.selectors([span])}
            for span in spans
        ]

    body: list[dict[str, Any]] = [_tag("form", said.form)]
    if actor is not None:
        body.append(_tag("speaker", actor.name))
    if said.said_on:
        body.append(_tag("said on", said.said_on))
    return {
        "id": f"urn:onrecord:{ref}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": [*target(said.content, "content"), *target(said.source, "source"), *target(said.cue, "cue")],
        "onrecord:confidence": round(said.confidence, 4),
    } | ({"onrecord:within": f"urn:onrecord:{said.parent}"} if said.parent else {})


def _tag(purpose: str, value: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "purpose": "tagging",
        "format": "text/plain",
        "onrecord:key": purpose,
        "value": value,
    }
