"""What happened: the events that a document tells of, with who did what to whom, where, when, and who says so."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Actor, Document, Event, Statement, TimeExpression
from onrecord.reading.events.drafts import drafts
from onrecord.reading.events.merging import merged
from onrecord.reading.events.people import People
from onrecord.reading.events.salience import LEAST, weigh
from onrecord.reading.sentences import Layout


def events(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], times: Sequence[TimeExpression]
) -> tuple[tuple[Event, ...], tuple[Actor, ...]]:
    """The events of a document, in the order of their first mention, and the actors that take part in them
    without being
    among ``actors`` ("gunmen")."""
    layout = Layout(document.text, document.paragraphs)
    people = People(document.text, actors, document.published)
    told = list(drafts(document, layout, people, actors, statements, times))
    weigh(document, layout, told)
    found = merged([draft for draft in told if draft.confidence >= LEAST or draft.factuality == "denied"])
    found = tuple(event for event in found if event.confidence >= LEAST)
    needed = {p.actor for event in found for p in event.participants} | {event.place for event in found}
    return found, tuple(actor for actor in people.made if actor.id in needed)
