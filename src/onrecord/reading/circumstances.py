"""To whom, by what way, how firmly and on whose authority something is said: the circumstances of each statement.

What the words beside a statement tell holds for those that follow it as well, as far as the same speaker goes on:
a channel over a few statements of others, an addressee where nobody else speaks between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Actor, Document, Span, Statement, TimeExpression
from onrecord.reading.channels import channel, paper
from onrecord.reading.commitment import hedges, negated, weighed
from onrecord.reading.forecasts import forecast
from onrecord.reading.marks import asks, marks, replies, speaks
from onrecord.reading.sentences import Layout
from onrecord.reading.sourcing import anonymity, sourcing

#: Over so many statements of others a speaker's channel is still his.
_CHANNEL_HOLDS = 2
_WRITTEN = ("document", "statement", "message", "leak")  # they end where another speaks


def with_circumstances(
    document: Document, actors: Sequence[Actor], statements: Sequence[Statement], times: Sequence[TimeExpression]
) -> tuple[Statement, ...]:
    """The statements with their circumstances. They come in the order of the text, parents before their children, with
    the addressees that stand beside them and the days they were said on."""
    layout = Layout(document.text, document.paragraphs)
    text, known = layout.text, {actor.id: actor for actor in actors}
    by_id = {statement.id: statement for statement in statements}
    contents = _Contents(statements)
    found: list[Statement] = []
    before: Statement | None = None
    for statement in statements:
        outer = _outer(statement, by_id)
        taken = contents.around(layout, statement)
        answers = before is not None and before.actor != statement.actor and asks(text, before.content)
        told = marks(
            text, statement.source, statement.cue, statement.content, nested=outer is not None, answers=answers
        )
        commitment, ahead = weighed(told)
        actor = known.get(statement.actor) if statement.actor is not None else None
        way = channel(layout, statement.source, statement.cue, taken, outer)
        if way is None and actor is not None and actor.kind != "document":
            way = paper(text, statement.source)
            if way is not None and actor.name.casefold() in way[0].of(text).casefold():
                way = None  # nobody is told to have issued it
        hidden = None if actor is None or actor.named else anonymity(layout, statement, taken)
        statement = replace(
            statement,
            channel=way[0].of(text) if way else None,
            channel_kind=way[1] if way else None,
            channel_span=way[0] if way else None,
            commitment=commitment,
            negated=negated(text, statement.content),
            hedges=hedges(text, statement.content),
            sourcing=sourcing(text, statement, actor),
            anonymity=hidden,
            forecast=forecast(layout, statement, times, document.published) if ahead else None,
        )
        found.append(statement)
        if outer is None:
            before = statement
    return tuple(_carried(text, found))


class _Contents:
    """The contents of all statements, to be asked for those that a sentence holds, less those around a statement."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._all = sorted((part, statement.id) for statement in statements for part in statement.content)
        self._parents = {statement.id: statement.parent for statement in statements}
        self._starts = [part.start for part, _ in self._all]
        self._reach: list[int] = []
        for part, _ in self._all:
            self._reach.append(max(part.end, self._reach[-1] if self._reach else 0))

    def around(self, layout: Layout, statement: Statement) -> list[Span]:
        """The contents in the sentences of a statement's source and cue, less those of its own ancestors."""
        beside = (*statement.source, *statement.cue)
        if not beside:
            return []
        start, end = layout.frame(min(span.start for span in beside), max(span.end for span in beside))
        above: set[str] = set()
        at = statement.parent
        while at is not None and at not in above:
            above.add(at)
            at = self._parents.get(at)
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [part for part, id_ in self._all[first:last] if id_ not in above and part.end > start]


def _outer(statement: Statement, by_id: dict[str, Statement]) -> Span | None:
    """The content of its parent that a statement lies in."""
    parent = by_id.get(statement.parent) if statement.parent is not None else None
    if parent is None or not statement.content:
        return None
    return next((part for part in parent.content if part.contains(statement.content[0])), None)


def _carried(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """Give what one statement tells to those that go on with it, and who asks and who answers to each other."""
    carried: list[Statement] = []
    latest: dict[str, tuple[int, Statement | None]] = {}
    spoken = 0
    asked: int | None = None  # the place of a question that waits for its answer
    last: Statement | None = None
    for statement in statements:
        actor = statement.actor
        if statement.parent is None and actor is None and statement.cue and _asked(text, statement):
            asked = len(carried)
        if statement.parent is None and actor is not None:
            spoken += 1
            number, own = latest.get(actor, (0, None))
            if own is not None:
                statement = _continued(text, statement, own, spoken - number - 1, last)
            if asked is not None:
                question = carried[asked]
                follows = _asked(text, question) or replies(text, statement.cue) or _next(text, question, statement)
                if question.actor != actor and follows:
                    if question.addressee is None:
                        carried[asked] = replace(question, addressee=statement.actor, addressee_span=_named(statement))
                    if statement.addressee is None and question.actor is not None:
                        statement = replace(statement, addressee=question.actor, addressee_span=_named(question))
                asked = None
            if statement.commitment == "asks":
                asked = len(carried)
            latest[actor] = spoken, statement
            last = statement
        carried.append(statement)
    return carried


def _continued(text: str, statement: Statement, own: Statement, between: int, last: Statement | None) -> Statement:
    """A statement with what its speaker's one before tells: ``between`` are those of others since then."""
    free = not statement.source and not statement.cue
    holds = 0 if own.channel_kind in _WRITTEN else _CHANNEL_HOLDS
    if statement.channel is None and own.channel is not None and (between <= holds or free):
        statement = replace(
            statement, channel=own.channel, channel_kind=own.channel_kind, channel_span=own.channel_span
        )
    goes_on = free or (last is own and speaks(text, statement.cue))
    if statement.addressee is None and own.addressee not in (None, statement.actor) and goes_on:
        statement = replace(statement, addressee=own.addressee, addressee_span=own.addressee_span)
    if statement.anonymity is None and own.anonymity is not None:
        statement = replace(statement, anonymity=own.anonymity)
    return statement


def _next(text: str, question: Statement, statement: Statement) -> bool:
    """Does a statement follow right upon a question, both in quotation marks?"""
    gap = statement.content[0].start - question.content[-1].end
    return (
        0 <= gap < 160 and question.form != "indirect" and statement.form != "indirect" and asks(text, question.content)
    )


def _asked(text: str, statement: Statement) -> bool:
    """Is it a question that somebody was asked ("Asked whether he would go, he said")?"""
    first = statement.cue[0].of(text).lower() if statement.cue else ""
    return not statement.source and first.split()[:1] in (["asked"], ["pressed"], ["questioned"], ["quizzed"])


def _named(statement: Statement) -> Span | None:
    return statement.source[0] if statement.source else None
