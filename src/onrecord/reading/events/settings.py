"""Where and when: the place and the date of an event, from the words beside its trigger."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Actor, Span, Statement, TimeExpression
from onrecord.reading.events.scene import Sentence
from onrecord.reading.events.triggers import Trigger
from onrecord.reading.nouns import words

_IN = words("in at near outside inside off around across over from into throughout")
_STOPS = frozenset(";:—–()")
_REACH = 15  # tokens
_NO_MOMENT = frozenset(("duration", "set"))


def date(text: str, sentence: Sentence, t: Trigger, statement: Statement | None) -> tuple[str, Span] | None:
    """The date (EDTF) of the time expression that stands closest, in the trigger's own clause rather than another's.

    The day something was said on is the saying's, unless nothing but it is told."""
    said = statement.said_on_span if statement is not None else None
    best: tuple[float, TimeExpression] | None = None
    rivals = [
        other for other in sentence.triggers if other is not t and other.use != "s" and not _depends(sentence, other, t)
    ]
    for moment in sentence.times:
        if (
            moment.kind in _NO_MOMENT
            or moment.value is None
            or ("/" in moment.value and moment.value.startswith("../"))
        ):
            continue
        if said is not None and moment.span.overlaps(said) and not _inside(statement, moment.span):
            continue
        if _of_another(text, moment.span):
            continue  # "a day after ..." counts from another event
        if _owning(sentence, moment.span):
            continue  # "next month's drill" is not of the deed
        cost = _distance(sentence, t, moment.span)
        if cost > 8 and any(2 * _distance(sentence, other, moment.span) < cost for other in rivals):
            continue  # it is the day of another event
        if best is None or cost < best[0]:
            best = cost, moment
    if best is None or best[0] > 60 or best[1].value is None:
        return None
    return best[1].value[:10] if "T" in best[1].value else best[1].value, best[1].span


def _depends(sentence: Sentence, other: Trigger, t: Trigger) -> bool:
    """Does another trigger only go on about this one ("the blast that killed four")?"""
    return 0 < other.first - t.last <= 3 and sentence.tokens[other.first - 1].lower in ("that", "which")


def _of_another(text: str, span: Span) -> bool:
    return span.of(text).endswith(("after", "before")) and text[span.end : span.end + 1] == " "


def _owning(sentence: Sentence, span: Span) -> bool:
    after = next((token for token in sentence.tokens if token.start >= span.end - 2), None)
    return after is not None and after.lower in ("'s", "’") and after.start <= span.end


def _inside(statement: Statement | None, span: Span) -> bool:
    return statement is not None and any(part.contains(span) for part in statement.content)


def _distance(sentence: Sentence, t: Trigger, span: Span) -> float:
    """In tokens; other verbs and marks between count as more."""
    tokens = sentence.tokens
    at = next((i for i, token in enumerate(tokens) if token.start >= span.start), len(tokens))
    low, high = (t.last, at) if at > t.last else (at, t.first)
    cost = float(high - low)
    for i in range(low + 1, high):
        word = tokens[i].lower
        if word in _STOPS:
            cost += 15
        elif word == ",":
            cost += 3
        elif word in ("who", "which", "that", "while", "after", "before", "when", "and", "but", "because", "said"):
            cost += 6
    cost += 8 * sum(1 for other in sentence.triggers if other is not t and other.verbal and low < other.first < high)
    return cost


def place(sentence: Sentence, t: Trigger, sides: Sequence[str]) -> tuple[Actor, Span] | None:
    """The place that a preposition of place puts an event in; the closest behind the trigger, then before it."""
    best: tuple[float, Actor, Span] | None = None
    for number, mention in enumerate(sentence.mentions):
        if mention.actor.kind not in ("place", "country") or mention.actor.id in sides:
            continue
        at = sentence.names.index(number) if number in sentence.names else -1
        if at < 1:
            continue
        before = at - 1
        while before > 0 and sentence.tokens[before].lower in (
            "the",
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
        ):
            before -= 1
        if sentence.tokens[before].lower not in _IN:
            continue
        away = _distance(sentence, t, mention.span) + (0 if at > t.last else 6)
        if away <= _REACH and (best is None or away < best[0]):
            best = away, mention.actor, mention.span
    return (best[1], best[2]) if best is not None else None
