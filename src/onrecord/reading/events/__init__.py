"""What happened: the events that a document tells of, with who did what to whom, where, when, and who says so."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Actor, Document, Event, Statement, TimeExpression
from onrecord.reading.events.context import fill
from onrecord.reading.events.drafts import Draft, drafts
from onrecord.reading.events.merging import merged
from onrecord.reading.events.people import People
from onrecord.reading.events.salience import LEAST, weigh
from onrecord.reading.sentences import Layout

_NEAR = 12  # tokens from a verb to the noun that goes on about it


def events(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], times: Sequence[TimeExpression]
) -> tuple[tuple[Event, ...], tuple[Actor, ...]]:
    """The events of a document, in the order of their first mention, and the actors that take part in them
    without being
    among ``actors`` ("gunmen")."""
    layout = Layout(document.text, document.paragraphs)
    people = People(document.text, actors, document.published)
    told = list(drafts(document, layout, people, actors, statements, times))
    fill(document.text, layout, told, actors)
    weigh(document, layout, told)
    found = merged(
        [
            draft
            for before, draft in zip([None, *told], told, strict=False)
            if draft.confidence >= LEAST or draft.factuality == "denied" or _goes_on(before, draft)
        ]
    )
    found = tuple(event for event in found if event.confidence >= LEAST)
    needed = {p.actor for event in found for p in event.participants} | {event.place for event in found}
    return found, tuple(actor for actor in people.made if actor.id in needed)


def _goes_on(before: Draft | None, draft: Draft) -> bool:
    """Does a noun only say how the verb before it was done ("shelled the town in a dawn attack")?"""
    if before is None or before.sentence is not draft.sentence or before.type != draft.type or draft.trigger.verbal:
        return False
    near = draft.trigger.first - before.trigger.last <= _NEAR
    return before.confidence >= LEAST and near and not draft.actors and not draft.recipients
