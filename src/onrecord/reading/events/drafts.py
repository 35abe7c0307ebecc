"""Each trigger of a document as an event of its own, before the mentions of one event are brought together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import Actor, Document, EventType, Factuality, Span, Statement, TimeExpression
from onrecord.reading.events import settings
from onrecord.reading.events.factuality import disbelieved, factuality
from onrecord.reading.events.lexicon import entries
from onrecord.reading.events.offsets import offset
from onrecord.reading.events.participants import sides
from onrecord.reading.events.people import People
from onrecord.reading.events.phrases import Phrase
from onrecord.reading.events.scene import Contents, Sentence, sentences
from onrecord.reading.events.triggers import Trigger
from onrecord.reading.events.types import CLASSES, features, merged, model, ranked
from onrecord.reading.nouns import words
from onrecord.reading.sentences import Layout

_SAID = ("AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN")
_BOTH = ("CONSULT", "SUPPORT", "COOPERATE", "AGREE")  # of two on the same side, one is the other side


@dataclass(slots=True)
class Draft:
    """One mention of an event."""

    type: EventType
    trigger: Trigger
    sentence: Sentence
    actors: list[tuple[Actor, Span]]
    recipients: list[tuple[Actor, Span]]
    factuality: Factuality
    statement: Statement | None
    date: tuple[str, Span] | None
    place: tuple[Actor, Span] | None
    claim: Statement | None = None  # of a disputed one, the statement that claims it
    offset: re.Match[str] | None = None  # by which another event's day gives its own
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
    contents = Contents(document.text, statements)
    for sentence in sentences(document, actors, times, layout):
        for trigger in sentence.triggers:
            if trigger.use == "s" or (trigger.type in (*_SAID, "OTHER") and contents.cue(trigger.span)):
                continue
            draft = _draft(document.text, sentence, trigger, people, contents)
            if draft is not None:
                yield draft
        people.pass_by(sentence)


def _type(
    text: str, sentence: Sentence, t: Trigger, doers: Sequence[tuple[Actor, Span]], others: Sequence[tuple[Actor, Span]]
) -> EventType:
    """The trigger's own type; of a word listed under several ("blockade"), the one that the model of types finds
    likelier between these two sides."""
    listed = [e.type for e in entries().get(t.span.of(text).lower(), ()) if e.use == t.use and not e.rest]
    if len(set(listed)) < 2 or t.use == "o" or not doers or not others:
        return t.type
    actor, recipient = doers[0][1], others[0][1]
    scores = model().scores(features(text, [t, *ranked(sentence.triggers, actor, recipient)], actor, recipient))
    return max(dict.fromkeys(listed), key=lambda type_: scores[CLASSES.index(merged(type_))] if type_ != "OTHER" else 0)


_NEED_ANOTHER = ("ASSAULT", "COERCE", "AID", "SUPPORT", "SANCTION", "REJECT", "ACCUSE")
_FORCES = words(
    """
    cyclone storm storms hurricane typhoon tornado flood floods fire fires wildfire blaze earthquake quake
    tremor blast explosion
    crash accident collision virus disease cholera outbreak heat heatwave drought avalanche landslide mudslide
    tsunami eruption
    volcano lightning collapse epidemic pandemic famine rain rains wind winds wave waves leak
    """
)


def _disaster(sentence: Sentence, subject: Sequence[Phrase]) -> bool:
    """Does a thing that nobody did stand as the subject ("an explosion killed four")?"""
    return any(
        token.lower in _FORCES for phrase in subject for token in sentence.tokens[phrase.first : phrase.last + 1]
    )


def _draft(text: str, sentence: Sentence, t: Trigger, people: People, contents: Contents) -> Draft | None:
    statement = contents.of(t.span.start)
    told = sides(sentence, t)
    if t.type in ("ASSAULT", "COERCE") and _disaster(sentence, told.actor):
        return None
    if t.use == "v" and not (t.passive or told.recipient) and t.type in _NEED_ANOTHER:
        return None  # "the market burned down"
    others: list[tuple[Actor, Span]] = []
    targets = [people.of(sentence, phrase) for phrase in told.recipient]
    away = {actor.id for found in targets for actor, _ in found}
    doers = [pair for phrase in told.actor for pair in people.of(sentence, phrase, away)]
    known = {actor.id for actor, _ in doers}
    for target in targets:
        found = [pair for pair in target if pair[0].id not in known]
        if found:
            others = found
            break
    if not others and len(doers) > 1 and t.type in _BOTH:
        others, doers = doers[1:], doers[:1]
    where = settings.place(sentence, t, [actor.id for actor, _ in (*doers, *others)])
    if t.type != "ASSAULT":
        # "shut the Larsa crossing", "sent troops to Tarn": what is done there isn't done to it
        there = [pair for pair in others if pair[0].kind == "place"]
        others = [pair for pair in others if pair[0].kind != "place"]
        where = where or (there[0] if there else None)
    if t.use == "w" and not (doers and others):
        return None
    away_from = offset(text, sentence, t)
    when = settings.date(text, sentence, t, statement)
    if away_from is not None and when is not None and when[1].start > t.span.start:
        away_from = None
    if away_from is not None:
        when = None
    real = factuality(text, sentence, t, statement)
    claim = None
    if statement is not None and real in ("happened", "ongoing") and disbelieved(sentence, t):
        real, claim = "disputed", contents.claim(sentence.span, statement)
    return Draft(
        type=_type(text, sentence, t, doers, others),
        trigger=t,
        sentence=sentence,
        actors=doers,
        recipients=others,
        factuality=real,
        statement=statement,
        date=when,
        place=where,
        claim=claim,
        offset=away_from,
    )
