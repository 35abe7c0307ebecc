"""What every rendering for people shows of a reading, and in which order.

Statements are numbered from 1 as they are shown: in the order of the text, each followed by those inside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import Actor, Reading, Span, Statement

# Control characters would reach the terminal as commands (ECMA-48) and lone surrogates can't be encoded: a
# visible mark stands for each. Bidirectional embeddings, overrides and isolates would let an article reorder
# the lines we print.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement as it is shown.

    ``depth`` is 0 for a statement of its own, 1 for one inside it, and so on; ``within`` is the number of the
    statement around it. ``rank`` tells speakers apart: 0 for the first to be heard, None where the article
    names no source. ``cue`` is the cue's words, None where there is none, ``told`` the name of the addressee.
    """

    number: int
    depth: int
    within: int | None
    statement: Statement
    actor: Actor | None
    rank: int | None
    cue: str | None
    told: str | None = None


def outline(reading: Reading) -> list[Entry]:
    """The reading's statements in the order in which they are shown."""
    actors = {actor.id: actor for actor in reading.actors}
    inside: dict[str | None, list[Statement]] = defaultdict(list)
    for statement in sorted(reading.statements, key=_place):
        inside[statement.parent].append(statement)
    entries: list[Entry] = []
    ranks: dict[str, int] = {}
    waiting: list[tuple[Statement, int, int | None]] = [(each, 0, None) for each in reversed(inside[None])]
    while waiting:
        statement, depth, within = waiting.pop()
        actor = actors.get(statement.actor) if statement.actor is not None else None
        rank = None if actor is None else ranks.setdefault(actor.id, len(ranks))
        number = len(entries) + 1
        cue = one_line(reading.words(statement.cue)) or None
        told = actors.get(statement.addressee) if statement.addressee is not None else None
        addressee = None if told is None else one_line(told.name)
        entries.append(Entry(number, depth, within, statement, actor, rank, cue, addressee))
        waiting.extend((each, depth + 1, number) for each in reversed(inside[statement.id]))
    return entries


def at_least(reading: Reading, confidence: float) -> Reading:
    """The reading without the statements of a lower confidence than this probability.

    A statement inside one that is left out moves up to the nearest statement that stays.
    """
    parents = {statement.id: statement.parent for statement in reading.statements}
    # To the places that are printed: a confidence read off one output must keep its statement in the next.
    kept = [statement for statement in reading.statements if round(statement.confidence, 4) >= confidence]
    ids = {statement.id for statement in kept}

    def holder(parent: str | None) -> str | None:
        while parent is not None and parent not in ids:
            parent = parents[parent]
        return parent

    return replace(reading, statements=tuple(replace(each, parent=holder(each.parent)) for each in kept))


def printable(text: str) -> str:
    """The text with nothing in it that commands a terminal or reorders a line; tabs and line breaks stay."""
    return _UNPRINTABLE.sub("\ufffd", _REORDERING.sub("", _LINE_BREAKS.sub("\n", text)))


def one_line(text: str) -> str:
    """The printable text on a single line."""
    return " ".join(printable(text).split())


def name(entry: Entry) -> str:
    """The speaker's name, or that the article gives none."""
    return "no source given" if entry.actor is None else one_line(entry.actor.name)


def role(entry: Entry) -> str | None:
    """The speaker's role in the article's words, None where there is none or it is all that the name says."""
    actor = entry.actor
    if actor is None or not actor.role or actor.role.casefold() == actor.name.casefold():
        return None
    return one_line(actor.role)


def manner(entry: Entry) -> list[str]:
    """How it was said: the cue's words, the circumstances, the form, the confidence in per cent (never a round 100)."""
    confidence = entry.statement.confidence
    sure = ">99%" if confidence >= 0.995 else f"{confidence:.0%}"
    return [entry.cue or "no cue", *circumstances(entry), entry.statement.form, sure]


def circumstances(entry: Entry) -> list[str]:
    """To whom, by what way and when it was said, how firmly if not plainly, and by when it is to come true."""
    statement, known = entry.statement, []
    if entry.told:
        known.append(f"to {entry.told}")
    if statement.channel:
        known.append(one_line(statement.channel))
    if statement.said_on:
        known.append(statement.said_on)
    if statement.commitment != "asserts":
        known.append(statement.commitment)
    if statement.forecast is not None:
        known.append(f"forecast for {statement.forecast.horizon}" if statement.forecast.horizon else "forecast")
    return known


def words(reading: Reading, entry: Entry) -> list[str]:
    """The statement's words, a line for each paragraph that they run through, "[…]" where they are interrupted."""
    document = reading.document
    lines: list[str] = []
    for part in entry.statement.content:
        first = max(bisect_right(document.paragraphs, part.start, key=lambda paragraph: paragraph.start) - 1, 0)
        last = bisect_left(document.paragraphs, part.end, key=lambda paragraph: paragraph.start)
        around = [each for each in document.paragraphs[first:last] if each.overlaps(part)] or [part]
        run = [one_line(document.text[max(each.start, part.start) : min(each.end, part.end)]) for each in around]
        lines[-1:] = [f"{lines[-1]} […] {run[0]}", *run[1:]] if lines else run
    return lines


def facts(reading: Reading) -> list[str]:
    """What is known of the article: outlet, date and authors."""
    document = reading.document
    authors = ", ".join(document.authors)
    known = (document.outlet, document.published, f"by {authors}" if authors else None)
    return [one_line(fact) for fact in known if fact]


def tally(entries: Sequence[Entry]) -> str:
    """How many statements and speakers there are, in words."""
    if not entries:
        return "No statements found."
    speakers = {entry.actor.id: entry.actor for entry in entries if entry.actor is not None}
    unnamed = sum(not actor.named for actor in speakers.values())
    counts = _count(len(entries), "statement")
    counts += f" by {_count(len(speakers), 'speaker')}" if speakers else ", no source given"
    return f"{counts}, {unnamed} unnamed" if unnamed else counts


def spans(statement: Statement) -> tuple[Span, ...]:
    """The statement's words, else whatever there is of it: its cue or its source."""
    return statement.content or statement.cue or statement.source


def _place(statement: Statement) -> tuple[int, int]:
    """Sorts by where the words begin; of two that begin together the longer first."""
    parts = spans(statement)
    return min((part.start for part in parts), default=0), -max((part.end for part in parts), default=0)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
