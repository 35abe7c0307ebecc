"""A document as the reading of events walks it: sentences of tokens, with the names, times and triggers in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import Actor, Document, Span, Statement, TimeExpression
from onrecord.reading.events.triggers import Token, Trigger, tokens, triggers
from onrecord.reading.sentences import Layout


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor's name, description or pronoun at its place."""

    span: Span
    actor: Actor


@dataclass(frozen=True, slots=True)
class Sentence:
    """``names[i]`` is the number, among ``mentions``, of the one that token i is in; ``busy`` are the tokens of times
    and triggers, which no noun phrase runs over."""

    number: int
    span: Span
    tokens: list[Token]
    mentions: list[Mention]
    names: list[int | None]
    times: list[TimeExpression]
    triggers: list[Trigger]
    busy: frozenset[int]


def sentences(
    document: Document, actors: Sequence[Actor], times: Sequence[TimeExpression], layout: Layout
) -> Iterator[Sentence]:
    """The sentences that hold a trigger, in order."""
    mentions = sorted((Mention(span, actor) for actor in actors for span in actor.mentions), key=_by_place)
    starts = [m.span.start for m in mentions]
    moments = sorted((t for t in times if t.kind != "set"), key=lambda t: t.span.start)
    begins = [t.span.start for t in moments]
    text = document.text
    for number, start in enumerate(layout.sentences):
        end = layout.sentence_end(start)
        dateline = DATELINE.match(text, start, end)
        if dateline is not None:
            start = dateline.end()
        words = tokens(text, start, end)
        found = triggers(words)
        if not found:
            continue
        inside = _outermost(mentions[bisect_left(starts, start) : bisect_left(starts, end)])
        when = moments[bisect_left(begins, start) : bisect_right(begins, end)]
        names: list[int | None] = [None] * len(words)
        for i, mention in enumerate(inside):
            for at in _covered(words, mention.span):
                names[at] = i
        free = [t for t in found if all(names[at] is None for at in range(t.first, t.last + 1))]
        busy = frozenset(
            [at for t in when if t.kind != "duration" for at in _covered(words, t.span)]
            + [at for t in free if t.verbal for at in range(t.first, t.last + 1)]
        )
        yield Sentence(number, Span(start, end), words, inside, names, when, free, busy)


def _by_place(mention: Mention) -> tuple[int, int]:
    return mention.span.start, -mention.span.end


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Those that are not inside of another; of "the two ministers" by their names the names."""
    kept: list[Mention] = []
    for i, mention in enumerate(mentions):
        if mention.actor.members and any(
            other.actor.id in mention.actor.members and mention.span.contains(other.span)
            for other in mentions[i + 1 : i + 9]
        ):
            continue
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def _covered(words: Sequence[Token], span: Span) -> range:
    first = bisect_left(words, span.start, key=lambda token: token.start)
    if first and words[first - 1].end > span.start:
        first -= 1
    return range(first, bisect_left(words, span.end, key=lambda token: token.start))


DATELINE = re.compile(
    r"[^\W\d_a-z][^\W\d_a-z .'’-]+(?:, [^\n()—–]{1,40}?)?(?: ?\([^)\n]{1,40}\))? ?(?:--|[—–]| - )[ \t]*", re.UNICODE
)
_CLAIMS = ("the claim", "a claim", "claims", "the allegation", "the accusation", "the assertion", "an allegation")


class Contents:
    """Which statement's content holds a place, the innermost."""

    def __init__(self, text: str, statements: Sequence[Statement]) -> None:
        self._text = text
        self._parts = sorted(
            ((part, statement) for statement in statements for part in statement.content),
            key=lambda pair: (pair[0].start, -pair[0].end),
        )
        self._starts = [part.start for part, _ in self._parts]
        self._cues = sorted(span for statement in statements for span in statement.cue)

    def of(self, at: int) -> Statement | None:
        """The innermost statement that tells what stands at an offset."""
        index = bisect_right(self._starts, at) - 1
        for part, statement in reversed(self._parts[max(0, index - 40) : index + 1]):
            if part.start <= at < part.end:
                return statement
        return None

    def claim(self, span: Span, against: Statement) -> Statement | None:
        """Of the statements told in a sentence, besides one that disputes something, that which a claim is told in."""
        index = bisect_left(self._starts, span.start)
        for part, statement in self._parts[index : index + 8]:
            if part.start >= span.end:
                break
            if statement is not against and self._text[part.start : part.end].lower().startswith(_CLAIMS):
                return statement
        return None

    def cue(self, span: Span) -> bool:
        """Does a cue share a character with the span?"""
        index = bisect_right(self._cues, span.start, key=lambda cue: cue.start)
        return any(cue.overlaps(span) for cue in self._cues[max(0, index - 2) : index + 2])
