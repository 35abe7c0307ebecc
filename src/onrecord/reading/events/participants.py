"""Who does it, and to whom: the actors of an event, by their place about its trigger.

A verb's subject does it and its object (or what a preposition behind it governs) has it done to them; a passive turns
that round. Before a noun stands who does it ("Peru's withdrawal"), with nouns of suffering to whom it is done ("his
arrest"); "by" tells the doer, "of", "on", "against", "with" the other side.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Span
from onrecord.reading.events import phrases
from onrecord.reading.events.factuality import governs
from onrecord.reading.events.phrases import PREPOSITIONS, Phrase
from onrecord.reading.events.scene import Sentence
from onrecord.reading.events.triggers import Trigger
from onrecord.reading.nouns import words

_STOPS = words(
    "that which who whom whose because after before when while if although though but since until whether as"
)
_STRONG = frozenset(".;:?!—–")
_FAR = 16  # tokens behind a trigger in which the other side is sought
_TO_WHOM = words("with against on to from at into toward towards upon of between")


@dataclass(frozen=True, slots=True)
class Sides:
    """The noun phrases of the two sides, in the order of their closeness."""

    actor: tuple[Phrase, ...]
    recipient: tuple[Phrase, ...]


def sides(sentence: Sentence, trigger: Trigger) -> Sides:
    """The two sides of an event; empty where the sentence does not tell."""
    return _of_verb(sentence, trigger) if trigger.verbal else _of_noun(sentence, trigger)


def _of_verb(sentence: Sentence, t: Trigger) -> Sides:
    tokens, names = sentence.tokens, sentence.names
    busy = sentence.busy - frozenset(range(t.first, t.last + 1))
    infinitive = t.first > 0 and tokens[t.first - 1].lower == "to"
    at = t.first
    if infinitive and at > 2 and governs(tokens[at - 2].lower):
        at, infinitive = at - 2, False
    subject = phrases.before(tokens, at, busy, names, nearest=infinitive) or _shared_subject(sentence, t)
    if t.object is not None and t.object < t.first:
        # "a deal was signed with Peru by Chile": the noun in front is the thing
        owner = _possessor(sentence, t.object)
        by, others = _governed(sentence, t.last + 1)
        return Sides(
            tuple(by) or ((owner,) if owner else ()), tuple(others) + tuple(_about(sentence, t.object + 1, t.first))
        )
    start = (t.object if t.object is not None else t.last) + 1
    by, others = _governed(sentence, start)
    if t.passive:
        return Sides(tuple(by), (subject,) if subject else ())
    targets: list[Phrase] = []
    if t.object is None:
        direct = phrases.behind(tokens, t.last + 1, busy, names)
        if direct is not None:
            targets.append(direct)
    else:
        owner = _possessor(sentence, t.object)
        if owner is not None and owner.first > t.last:
            targets.append(owner)
        elif t.object - t.last > 1:
            inner = phrases.behind(tokens, t.last + 1, busy, names)
            if inner is not None and inner.last < t.object - 1:
                targets.append(inner)  # "gave Peru aid"
    return Sides((subject,) if subject else (), tuple(targets + others))


def _of_noun(sentence: Sentence, t: Trigger) -> Sides:
    owner = _possessor(sentence, t.first)
    by, others = _governed(sentence, t.last + 1)
    if any(token.lower.startswith("blam") for token in sentence.tokens[max(0, t.first - 4) : t.first]):
        return Sides(tuple(others[:1]), (owner,) if owner else ())  # "blamed the attack on smugglers"
    of = _governed_by(sentence, t.last + 1, "of")
    if t.use == "p" or (
        t.first
        and _suffers(t)
        and owner is not None
        and of is None
        and not by
        and not others
        and sentence.tokens[t.first - 1].lower in ("'s", "his", "her", "their", "its")
        and t.entry.lemma in _EITHER
    ):
        if owner is not None and of is not None:
            return Sides((owner,), (of,))
        return Sides(tuple(by), (owner,) if owner else (of,) if of else ())
    if owner is not None:
        return Sides((owner,), tuple(others))
    if by:
        return Sides(tuple(by), tuple(others))
    pair = _governed_by(sentence, t.last + 1, "between") or _governed_by(sentence, t.last + 1, "involving")
    if pair is not None:
        other = _governed_by(sentence, pair.last + 1, "and")
        return Sides((pair,), (other,) if other is not None else (pair,))
    subject = (
        _shared_subject(sentence, t)
        if sentence.tokens[t.first - 1 if t.first else 0].lower in ("the", "a", "an")
        else None
    )
    return Sides((subject,) if subject and _light(sentence, t) else (), tuple(others))


_EITHER = words(
    "arrest detention seizure raid killing assassination murder abduction kidnapping execution release expulsion "
    "deportation"
)


def _suffers(t: Trigger) -> bool:
    return t.entry.lemma in _EITHER


_LIGHT = words(
    "carried launched staged made held joined led conducted waged suffered began ended mounted organised organized "
    "called started faced underwent"
)


def _light(sentence: Sentence, t: Trigger) -> bool:
    return any(token.lower in _LIGHT for token in sentence.tokens[max(0, t.first - 5) : t.first])


def _possessor(sentence: Sentence, noun: int) -> Phrase | None:
    """Whose the noun is: the name or pronoun before it ("Peru's", "Peruvian", "his"), adjectives between them."""
    for at in range(noun - 1, max(noun - 6, -1), -1):
        token = sentence.tokens[at]
        if sentence.names[at] is not None:
            first = at
            while first and sentence.names[first - 1] == sentence.names[at]:
                first -= 1
            return Phrase(first, at, at)
        if token.lower in ("his", "her", "their", "its"):
            return Phrase(at, at, at)
        if token.lower == "'s" or token.lower in ("’", "'"):
            found = phrases.before(sentence.tokens, at, sentence.busy, sentence.names)
            return Phrase(found.first, at - 1, at - 1) if found is not None else None
        if token.text[0].isupper():
            return Phrase(at, at, at)  # an adjective of a people
        if (
            (not token.lower.isalpha() and "-" not in token.lower)
            or token.lower in PREPOSITIONS | _STOPS
            or token.lower in ("and", "the", "a", "an")
        ):
            return None
    return None


def _governed(sentence: Sentence, start: int) -> tuple[list[Phrase], list[Phrase]]:
    """What "by" governs behind a trigger, and what the prepositions of the other side do, in order."""
    by: list[Phrase] = []
    others: list[Phrase] = []
    tokens = sentence.tokens
    at = start
    while at < min(start + _FAR, len(tokens)):
        word = tokens[at].lower
        if word in _STRONG or (word in _STOPS and sentence.names[at] is None):
            break
        if word == "," or (word == "to" and not _noun_next(sentence, at + 1)):
            break
        if word == "by" or word in _TO_WHOM:
            found = phrases.behind(tokens, at + 1, sentence.busy, sentence.names)
            if found is not None:
                (by if word == "by" else others).append(found)
                at = found.last
        at += 1
    return by, others


def _noun_next(sentence: Sentence, at: int) -> bool:
    """Does a noun follow "to" rather than a verb?"""
    if at >= len(sentence.tokens):
        return False
    token = sentence.tokens[at]
    determined = token.lower in phrases.DETERMINERS or token.lower in phrases.PRONOUNS
    return sentence.names[at] is not None or determined or token.text[0].isupper() or token.lower.endswith("s")


def _governed_by(sentence: Sentence, start: int, preposition: str) -> Phrase | None:
    if start < len(sentence.tokens) and sentence.tokens[start].lower == preposition:
        return phrases.behind(sentence.tokens, start + 1, sentence.busy, sentence.names)
    return None


def _about(sentence: Sentence, start: int, end: int) -> list[Phrase]:
    found = []
    for at in range(start, end):
        if sentence.tokens[at].lower in _TO_WHOM:
            phrase = phrases.behind(sentence.tokens, at + 1, sentence.busy, sentence.names)
            if phrase is not None and phrase.last < end:
                found.append(phrase)
    return found


def _shared_subject(sentence: Sentence, t: Trigger) -> Phrase | None:
    """The subject that a second verb shares with the one before it ("Peru signed and expelled"), a participle with its
    sentence ("..., killing five"), an infinitive with what governs it."""
    tokens = sentence.tokens
    earlier = [other for other in sentence.triggers if other.verbal and other.first < t.first and not other.passive]
    for other in reversed(earlier):
        if any(token.lower in _STRONG for token in tokens[other.last : t.first]):
            break
        found = phrases.before(tokens, other.first, sentence.busy - {other.first}, sentence.names)
        if found is not None:
            return found
    for at in range(t.first - 1, -1, -1):
        if tokens[at].lower in _STRONG:
            break
        if tokens[at].lower in _FINITE or (
            tokens[at].lower.endswith("ed") and at and sentence.names[at - 1] is not None
        ):
            found = phrases.before(tokens, at, sentence.busy, sentence.names)
            if found is not None:
                return found
    if sentence.mentions and sentence.names and sentence.names[0] == 0:
        last = max(i for i, name in enumerate(sentence.names) if name == 0)
        if last < t.first:
            return Phrase(0, last, last)
    return None


_FINITE = words(
    "is are was were has have had will would did does could can may might must said says told plans wants "
    "decided agreed tried began"
)


def span_of(sentence: Sentence, phrase: Phrase) -> Span:
    """A phrase's characters."""
    return phrase.span(sentence.tokens)
