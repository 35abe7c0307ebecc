"""One event, however often an article tells of it: mentions of one type, between the same, on days that agree; and who
disputes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.model import Event, Participant
from onrecord.reading.events.drafts import Draft
from onrecord.reading.events.offsets import covered, shifted

_REAL = ("happened", "ongoing", "disputed")


@dataclass(slots=True)
class _Group:
    drafts: list[Draft] = field(default_factory=list)
    denials: list[Draft] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    recipients: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)

    def take(self, draft: Draft) -> None:
        """Add a mention."""
        self.drafts.append(draft)
        self.actors |= {actor.id for actor, _ in draft.actors}
        self.recipients |= {actor.id for actor, _ in draft.recipients}
        self.dates |= {draft.date[0]} if draft.date else set()


def merged(drafts: Sequence[Draft]) -> tuple[Event, ...]:
    """Events, by their first mention. What is denied in the words of a statement disputes the event that it denies."""
    groups: list[_Group] = []
    for draft in drafts:
        if draft.factuality == "denied" and draft.statement is not None:
            continue
        group = next((g for g in reversed(groups) if _same(g, draft)), None)
        if group is None:
            group = _Group()
            groups.append(group)
        group.take(draft)
    for draft in drafts:
        if draft.factuality == "denied" and draft.statement is not None:
            denied = next((g for g in groups if _denies(g, draft)), None)
            if denied is None:
                denied = _Group()
                groups.append(denied)
                denied.take(draft)
            else:
                denied.denials.append(draft)
    _date_by_others(groups)
    groups.sort(key=lambda g: g.drafts[0].trigger.span.start)
    return tuple(_event(f"e{number}", group) for number, group in enumerate(groups, 1))


def _date_by_others(groups: Sequence[_Group]) -> None:
    """Give a day to what is dated by an event in front of it in its sentence, or by that event's day told elsewhere."""
    for group in groups:
        for draft in group.drafts:
            if draft.offset is None or group.dates:
                continue
            at = draft.offset.start()
            near = [m for m in draft.sentence.times if m.span.end <= at and m.value and m.kind in ("date", "time")]
            anchor = near[-1].value[:10] if near and near[-1].value else None
            if anchor is None:
                earlier = [
                    (d.trigger.span.start, g)
                    for g in groups
                    for d in g.drafts
                    if g is not group and d.sentence is draft.sentence and d.trigger.span.end <= at
                ]
                days = [day for _, g in sorted(earlier, key=lambda pair: -pair[0]) for day in sorted(g.dates)]
                anchor = days[0] if days else None
            day = shifted(anchor, draft.offset) if anchor else None
            if day is not None:
                draft.date = (day, covered(draft.offset))
                group.dates.add(day)


def _same(group: _Group, draft: Draft) -> bool:
    first = group.drafts[0]
    actors = {actor.id for actor, _ in draft.actors}
    recipients = {actor.id for actor, _ in draft.recipients}
    if first.type != draft.type or (first.factuality in _REAL) != (draft.factuality in _REAL):
        return False
    if draft.date and group.dates and not _agree(draft.date[0], group.dates):
        return False
    own, sides = actors | recipients, group.actors | group.recipients
    if not own:
        return draft.trigger.entry.lemma == first.trigger.entry.lemma or not draft.trigger.verbal
    if actors & group.recipients and not actors & group.actors:
        return False
    if own == sides:
        return True
    if recipients and recipients == group.recipients and _leader(group, draft):
        return True
    return bool(
        (actors & group.actors or not actors or not group.actors)
        and (recipients & group.recipients or not recipients or not group.recipients)
        and own & sides
    )


def _leader(group: _Group, draft: Draft) -> bool:
    """Does one tell of a person what the other tells of a country ("Putin launched", "Russia launched")?"""
    kinds = {actor.kind for d in group.drafts for actor, _ in d.actors}, {actor.kind for actor, _ in draft.actors}
    return kinds in (({"person"}, {"country"}), ({"country"}, {"person"}))


def _denies(group: _Group, draft: Draft) -> bool:
    if group.drafts[0].statement is draft.statement or group.drafts[0].factuality not in _REAL:
        return False
    return any(d.trigger.entry.lemma == draft.trigger.entry.lemma and d.type == draft.type for d in group.drafts) or (
        _same_sides(group, draft) and group.drafts[0].type == draft.type
    )


def _same_sides(group: _Group, draft: Draft) -> bool:
    own = {actor.id for actor, _ in (*draft.actors, *draft.recipients)}
    return len(own) > 1 and own <= group.actors | group.recipients


def _agree(date: str, dates: Iterable[str]) -> bool:
    """Does a date lie within one of the others, or one of them in it?"""
    own = date.rstrip("~?%")
    return any(own.startswith(other) or other.startswith(own) for other in (d.rstrip("~?%") for d in dates))


def _event(id_: str, group: _Group) -> Event:
    best = max(group.drafts, key=_worth)
    date = best.date or next((d.date for d in group.drafts if d.date), None)
    exact = [d.date for d in group.drafts if d.date and date and len(d.date[0]) > len(date[0]) and "/" not in d.date[0]]
    date = exact[0] if exact else date
    place = best.place or next((d.place for d in group.drafts if d.place), None)
    actors = best.actors or next((d.actors for d in group.drafts if d.actors), [])
    if all(actor.kind == "person" for actor, _ in actors):
        actors = [*actors, *next((d.actors for d in group.drafts if any(a.kind == "country" for a, _ in d.actors)), [])]
    taken = {actor.id for actor, _ in actors}
    recipients = best.recipients or next((d.recipients for d in group.drafts if d.recipients), [])
    narrated = next((d for d in group.drafts if d.statement is None), None)
    told = best.statement if narrated is None else None
    disputes = dict.fromkeys(
        [d.statement.id for d in group.denials if d.statement is not None]
        + [d.statement.id for d in group.drafts if d.factuality == "disputed" and d.statement is not None]
    )
    disputed = bool(disputes) and narrated is None
    if told is not None and told.id in disputes:
        told = None
    claim = next((d.claim for d in group.drafts if d.claim is not None), None)
    return Event(
        id=id_,
        type=best.type,
        trigger=best.trigger.span,
        mentions=tuple(d.trigger.span for d in group.drafts),
        participants=(
            *(Participant(actor.id, "actor", span) for actor, span in actors),
            *(Participant(actor.id, "recipient", span) for actor, span in recipients if actor.id not in taken),
        ),
        factuality="disputed" if disputed else best.factuality,
        confidence=round(min(0.99, max(d.confidence for d in group.drafts) + 0.05 * (len(group.drafts) - 1)), 4),
        place=place[0].id if place else None,
        place_span=place[1] if place else None,
        date=date[0] if date else None,
        date_span=date[1] if date else None,
        asserted_by=told.id if told is not None else claim.id if claim is not None and narrated is None else None,
        disputed_by=tuple(disputes),
    )


def _worth(draft: Draft) -> tuple[int, bool, float]:
    return bool(draft.actors) + bool(draft.recipients), draft.factuality == "happened", draft.confidence
