"""The times that a document names, and the days of its statements."""

from __future__ import annotations

from onrecord.model import Document, Span, TimeExpression
from onrecord.reading.dates.expressions import find
from onrecord.reading.dates.narrative import values
from onrecord.reading.dates.tokens import Tokens


def times(document: Document) -> tuple[TimeExpression, ...]:
    """The time expressions of a document, all counted from its day of publication."""
    t = Tokens(document.text)
    found = find(t)
    spans = [Span(t.starts[e.first], t.ends[e.last]) for e in found]
    given = values(t, found, document.published, {})
    return tuple(TimeExpression(span, e.kind, value) for span, e, value in zip(spans, found, given, strict=True))
