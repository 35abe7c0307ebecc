"""One event, however often an article tells of it: mentions of one type, between the same, on days that agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.model import Event, Participant
from onrecord.reading.events.drafts import Draft


@dataclass(slots=True)
class _Group:
    drafts: list[Draft] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    recipients: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)


def merged(drafts: Iterable[Draft]) -> tuple[Event, ...]:
    """Events, by their first mention."""
    groups: list[_Group] = []
    for draft in drafts:
        actors = {actor.id for actor, _ in draft.actors}
        recipients = {actor.id for actor, _ in draft.recipients}
        group = next((g for g in reversed(groups) if _same(g, draft, actors, recipients)), None)
        if group is None:
            group = _Group()
            groups.append(group)
        group.drafts.append(draft)
        group.actors |= actors
        group.recipients |= recipients
        group.dates |= {draft.date[0]} if draft.date else set()
    return tuple(_event(f"e{number}", group) for number, group in enumerate(groups, 1))


def _same(group: _Group, draft: Draft, actors: set[str], recipients: set[str]) -> bool:
    first = group.drafts[0]
    if first.type != draft.type or (first.factuality in ("happened", "ongoing")) != (draft.factuality in ("happened", "ongoing")):
        return False
    if draft.date and group.dates and draft.date[0] not in group.dates:
        return False
    if draft.trigger.entry.lemma == first.trigger.entry.lemma and not (actors or recipients):
        return True
    sides = group.actors | group.recipients
    own = actors | recipients
    if own and own == sides:
        return True
    if not own or not sides:
        return False
    return bool(
        (actors & group.actors or not actors or not group.actors)
        and (recipients & group.recipients or not recipients or not group.recipients)
        and own & sides
    )


def _event(id_: str, group: _Group) -> Event:
    best = max(group.drafts, key=lambda d: (bool(d.actors) + bool(d.recipients), d.factuality == "happened", d.trigger.verbal))
    date = best.date or next((d.date for d in group.drafts if d.date), None)
    place = best.place or next((d.place for d in group.drafts if d.place), None)
    actors = best.actors or next((d.actors for d in group.drafts if d.actors), [])
    taken = {actor.id for actor, _ in actors}
    recipients = [r for r in best.recipients or next((d.recipients for d in group.drafts if d.recipients), []) if r[0].id not in taken]
    narrated = any(d.statement is None for d in group.drafts)
    return Event(
        id=id_,
        type=best.type,
        trigger=best.trigger.span,
        mentions=tuple(d.trigger.span for d in group.drafts),
        participants=(
            *(Participant(actor.id, "actor", span) for actor, span in actors),
            *(Participant(actor.id, "recipient", span) for actor, span in recipients),
        ),
        factuality=best.factuality,
        confidence=max(d.confidence for d in group.drafts),
        place=place[0].id if place else None,
        place_span=place[1] if place else None,
        date=date[0] if date else None,
        date_span=date[1] if date else None,
        asserted_by=None if narrated or best.statement is None else best.statement.id,
    )
