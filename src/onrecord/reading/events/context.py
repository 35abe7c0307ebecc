"""What a mention of an event leaves to its surroundings: the other side of a border, the day of the incident that
everybody gives an account of, the day that "two days later" counts from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.model import Actor, Span
from onrecord.reading.events.drafts import Draft
from onrecord.reading.events.offsets import NUMBERS
from onrecord.reading.nouns import words
from onrecord.reading.sentences import Layout

_BORDER = words("border borders crossing crossings frontier frontiers checkpoint checkpoints")
_BORDER_TYPES = ("SANCTION", "CONCEDE", "RETREAT")
_INCIDENT = ("ASSAULT", "PROTEST", "OTHER")
_REACH = 7  # tokens about a trigger among which a border is its object
_APART = words("after before since following later earlier until ahead while amid despite")
_LATER = re.compile(
    r"\b(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) (?P<unit>day|week)s? "
    r"later\b,? ?(?:on )?$",
    re.IGNORECASE,
)


def fill(text: str, layout: Layout, told: Sequence[Draft], actors: Sequence[Actor]) -> None:
    """Complete the drafts of one document, in place."""
    _borders(told, actors)
    _later(text, layout, told)
    _incident(layout, told)


def _borders(told: Sequence[Draft], actors: Sequence[Actor]) -> None:
    """Who shuts or opens a crossing does it to the neighbour: the one that the article names beside another mention, or
    the only other country that it names more than once."""
    crossing = [d for d in told if d.type in _BORDER_TYPES and d.actors and _at_border(d)]
    counts = Counter({a.id: len(a.mentions) for a in actors if a.kind == "country" and len(a.mentions) > 1})
    by_id = {a.id: a for a in actors}
    for draft in crossing:
        doers = {actor.id for actor, _ in draft.actors}
        if draft.recipients or not all(actor.kind == "country" for actor, _ in draft.actors):
            continue
        known = [
            pair
            for other in crossing
            for pair in other.recipients
            if pair[0].kind == "country" and {actor.id for actor, _ in other.actors} & doers and pair[0].id not in doers
        ]
        others = [id_ for id_ in counts if id_ not in doers]
        if known:
            draft.recipients = known[:1]
        elif len(others) == 1 and counts.keys() & doers:
            neighbour = by_id[others[0]]
            draft.recipients = [(neighbour, min(neighbour.mentions))]


def _at_border(draft: Draft) -> bool:
    tokens = draft.sentence.tokens
    return any(
        token.lower in _BORDER
        for token in tokens[max(0, draft.trigger.first - _REACH) : draft.trigger.last + _REACH + 1]
    )


def _later(text: str, layout: Layout, told: Sequence[Draft]) -> None:
    """ "He quit ... Two days later, on 12 March, they signed": he quit on the 10th."""
    for draft in told:
        if draft.date is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", draft.date[0]):
            continue
        start = draft.date[1].start
        found = _LATER.search(text, max(0, start - 30), start)
        if found is None:
            continue
        before = [
            d
            for d in told
            if d.trigger.span.end <= found.start()
            and d.date is None
            and d.factuality != "denied"
            and layout.paragraph(d.trigger.span.start) == layout.paragraph(start)
        ]
        if before:
            days = (NUMBERS.get(found["n"].lower()) or int(found["n"])) * (7 if found["unit"].lower() == "week" else 1)
            day = date.fromisoformat(draft.date[0]) - timedelta(days=days)
            before[-1].date = (day.isoformat(), Span(found.start(), draft.date[1].end))


def _incident(layout: Layout, told: Sequence[Draft]) -> None:
    """Accounts of one incident, in the words of those who tell them, are of its day: where an article dates only one
    deed or disaster, and a paragraph goes on about it without another time."""
    dated = [d for d in told if d.date is not None and d.type in _INCIDENT and d.factuality in ("happened", "ongoing")]
    if len({d.date[0] for d in dated if d.date}) != 1 or dated[0].date is None:
        return
    about = {layout.paragraph(d.trigger.span.start) for d in told if d.type in _INCIDENT}
    first = dated[0].trigger.span.start
    for draft in told:
        paragraph = layout.paragraph(draft.trigger.span.start)
        near = [
            d
            for d in told
            if d.type in _INCIDENT and d is not draft and layout.paragraph(d.trigger.span.start) == paragraph
        ]
        if (
            draft.date is None
            and draft.offset is None
            and draft.type in _INCIDENT
            and draft.statement is not None
            and draft.factuality in ("happened", "disputed")
            and draft.trigger.span.start > first
            and paragraph in about
            and (near or draft.type == "ASSAULT")
            and not draft.sentence.times
            and not any(token.lower in _APART for token in draft.sentence.tokens)
        ):
            draft.date = dated[0].date
