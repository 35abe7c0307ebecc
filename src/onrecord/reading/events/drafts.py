"""Each trigger of a document as an event of its own, before the mentions of one event are brought together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.model import Actor, Document, EventType, Factuality, Span, Statement, TimeExpression
from onrecord.reading.events import settings
from onrecord.reading.events.factuality import factuality
from onrecord.reading.events.participants import sides
from onrecord.reading.events.people import People
from onrecord.reading.events.scene import Contents, Sentence, sentences
from onrecord.reading.events.triggers import Trigger
from onrecord.reading.events.types import CLASSES, YIELD, features, merged, model, ranked
from onrecord.reading.sentences import Layout

_BOTH = ("CONSULT", "SUPPORT", "COOPERATE", "AGREE")  # of two on the same side, one is the other side


@dataclass(slots=True)
class Draft:
    """One mention of an event. ``features`` are what its salience is judged by."""

    type: EventType
    trigger: Trigger
    sentence: Sentence
    actors: list[tuple[Actor, Span]]
    recipients: list[tuple[Actor, Span]]
    factuality: Factuality
    statement: Statement | None
    date: tuple[str, Span] | None
    place: tuple[Actor, Span] | None
    features: dict[str, float] = field(default_factory=dict)
    confidence: float = 0.0


def drafts(
    document: Document,
    layout: Layout,
    people: People,
    actors: Sequence[Actor],
    statements: Sequence[Statement],
    times: Sequence[TimeExpression],
) -> Iterator[Draft]:
    """The mentions of events, in order."""
    contents = Contents(statements)
    for sentence in sentences(document, actors, times, layout):
        for trigger in sentence.triggers:
            if contents.cue(trigger.span) or trigger.use == "s":
                continue
            draft = _draft(document.text, sentence, trigger, people, contents)
            if draft is not None:
                yield draft
        people.pass_by(sentence)


def _draft(text: str, sentence: Sentence, t: Trigger, people: People, contents: Contents) -> Draft | None:
    statement = contents.of(t.span.start)
    told = sides(sentence, t)
    doers = [pair for phrase in told.actor for pair in people.of(sentence, phrase)]
    others: list[tuple[Actor, Span]] = []
    known = {actor.id for actor, _ in doers}
    for phrase in told.recipient:
        found = [pair for pair in people.of(sentence, phrase) if pair[0].id not in known]
        if found:
            others = found
            break
    if not others and len(doers) > 1 and t.type in _BOTH:
        others, doers = doers[1:], doers[:1]
    if t.use == "w" and not (doers and others):
        return None
    sides_ = [actor.id for actor, _ in (*doers, *others)]
    return Draft(
        type=_type(text, sentence, t, doers, others),
        trigger=t,
        sentence=sentence,
        actors=doers,
        recipients=others,
        factuality=factuality(text, sentence, t, statement),
        statement=statement,
        date=settings.date(sentence, t, statement),
        place=settings.place(sentence, t, sides_),
    )


def _type(
    text: str, sentence: Sentence, t: Trigger, doers: Sequence[tuple[Actor, Span]], others: Sequence[tuple[Actor, Span]]
) -> EventType:
    """The type by the trigger's entry, unless the model is surer of another that the word is also listed with."""
    return t.type
