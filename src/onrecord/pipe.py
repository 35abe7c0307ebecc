"""Onrecord in spaCy: ``nlp.add_pipe("onrecord")`` sets ``doc._.statements`` on any pipeline.

The reader reads ``doc.text`` as it is; its offsets are characters of the Doc, and spans are those of the Doc's tokens,
widened to whole ones. Statements are kept in ``doc.user_data`` as plain values, so that they survive a DocBin with
``store_user_data=True``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.model import Document
from onrecord.model import Span as Place

if TYPE_CHECKING:
    from onrecord.model import Reading

KEY = "onrecord"


def make(nlp: Language, name: str, min_confidence: float) -> Component:
    """The pipeline's component; statements less sure than ``min_confidence`` are left out."""
    return Component(min_confidence)


Language.factory("onrecord", assigns=["doc._.statements"], default_config={"min_confidence": 0.0}, func=make)


class Component:
    """Reads a Doc's text and keeps its statements."""

    def __init__(self, min_confidence: float = 0.0) -> None:
        self.min_confidence = min_confidence
        if not Doc.has_extension("statements"):
            Doc.set_extension("statements", getter=statements)

    def __call__(self, doc: Doc) -> Doc:
        """Read it."""
        from onrecord.reading import read_document

        kept: list[dict[str, Any]] = []
        if doc.text.strip():
            reading = read_document(Document(doc.text, _paragraphs(doc.text)))
            kept = [value for value in _values(reading) if value["confidence"] >= self.min_confidence]
        doc.user_data[KEY] = kept
        return doc


def statements(doc: Doc) -> list[dict[str, Any]]:
    """The statements of a Doc: ``content``, ``source``, ``cue`` and ``speaker_mentions`` are lists of its spans,
    ``speaker``, ``role``, ``form``, ``said_on``, ``commitment``, ``negated``, ``confidence`` values, ``within`` the
    place in this list of the statement around it."""
    return [
        value | {name: _spans(doc, value[name]) for name in ("content", "source", "cue", "speaker_mentions")}
        for value in doc.user_data.get(KEY, ())
    ]


def _values(reading: Reading) -> list[dict[str, Any]]:
    actors = {actor.id: actor for actor in reading.actors}
    order = {each.id: i for i, each in enumerate(reading.statements)}
    found = []
    for each in reading.statements:
        actor = actors.get(each.actor or "")
        found.append(
            {
                "content": _pairs(each.content),
                "source": _pairs(each.source),
                "cue": _pairs(each.cue),
                "speaker_mentions": _pairs(actor.mentions if actor else ()),
                "speaker": actor.name if actor else None,
                "named": actor.named if actor else None,
                "role": actor.role if actor else None,
                "form": each.form,
                "said_on": each.said_on,
                "commitment": each.commitment,
                "negated": each.negated,
                "confidence": each.confidence,
                "within": order.get(each.parent or ""),
            }
        )
    return found


def _pairs(spans: tuple[Place, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(doc: Doc, pairs: list[list[int]]) -> list[Span]:
    found = (doc.char_span(start, end, alignment_mode="expand") for start, end in pairs)
    return [span for span in found if span is not None]


def _paragraphs(text: str) -> tuple[Place, ...]:
    from onrecord.ingest.text import paragraphs

    return tuple(paragraphs(text))
