"""The times that a document names, and the days of its statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Document, Statement, TimeExpression
from onrecord.reading.dates.anchors import about_date, reported_on, said_on
from onrecord.reading.dates.expressions import find
from onrecord.reading.dates.frames import Basis, Frames
from onrecord.reading.dates.narrative import evaluated
from onrecord.reading.dates.tokens import Tokens
from onrecord.reading.quotes import quotations
from onrecord.reading.sentences import Layout


def times(document: Document) -> tuple[TimeExpression, ...]:
    """The time expressions of a document, all counted from its day of publication."""
    return dated(document, ())[1]


def dated(
    document: Document, statements: Sequence[Statement]
) -> tuple[tuple[Statement, ...], tuple[TimeExpression, ...]]:
    """The statements with their days, and the document's time expressions.

    What stands in quotation marks counts from the day it was said on, where the text gives one.
    """
    text = document.text
    t = Tokens(text)
    found = find(t)
    if not found:
        return tuple(statements), ()
    layout = Layout(text, document.paragraphs)
    frames = Frames(t, layout, found, statements, document.published)
    quoted = _quoted(frames, layout)
    given = evaluated(
        t, found, document.published, dict.fromkeys(quoted, (0, None)) | {i: (q, None) for i, q in quoted.items()}
    )
    days = said_on(frames, given, nested=False)
    spoken = {i: (q, _day(frames, i, days)) for i, q in quoted.items()}
    if any(day for _, day in spoken.values()):
        given = evaluated(t, found, document.published, spoken)
    days |= said_on(frames, given, nested=True)
    expressions = tuple(
        TimeExpression(span, e.kind, value) for span, e, value in zip(frames.spans, found, given, strict=True)
    )
    reported, about = reported_on(frames, given, days), about_date(frames, given)
    return tuple(
        _with_days(s, days.get(n), reported.get(n), about.get(n)) for n, s in enumerate(statements)
    ), expressions


def _quoted(frames: Frames, layout: Layout) -> dict[int, int]:
    """The expressions inside quotation marks, by their index: the number of the quotation."""
    marked = [q for q in quotations(frames.t.text, layout.paragraphs) if not q.depth]
    inside: dict[int, int] = {}
    at = 0
    for index, span in enumerate(frames.spans):
        while at < len(marked) and marked[at].end <= span.start:
            at += 1
        if at < len(marked) and marked[at].start <= span.start:
            inside[index] = at
    return inside


def _day(frames: Frames, index: int, days: dict[int, Basis]) -> str | None:
    """The day on which the outermost statement that holds an expression was said."""
    n = frames.holder(frames.spans[index].start)
    while n is not None and (parent := frames.parent(n)) is not None:
        n = parent
    return days[n].value if n is not None and n in days else None


def _with_days(statement: Statement, said: Basis | None, reported: Basis | None, about: Basis | None) -> Statement:
    if said is None and reported is None and about is None:
        return statement
    return replace(
        statement,
        said_on=said.value if said else None,
        said_on_span=said.span if said else None,
        reported_on=reported.value if reported else None,
        reported_on_span=reported.span if reported else None,
        about_date=about.value if about else None,
        about_date_span=about.span if about else None,
    )
