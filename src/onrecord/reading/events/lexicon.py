"""The words that tell of events: verbs and nouns with the PLOVER type of the deed they name (Halterman et al. 2023).

The list (assets/triggers.txt) is the project's own. A type's lines say how its words are used, see ``Use``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from onrecord import assets
from onrecord.model import EventType
from onrecord.reading.events.inflection import forms, plural_of

Use = Literal["v", "i", "s", "n", "p", "o", "w"]
"""v: a verb with an object. i: a verb whose other side stands behind a preposition. s: a verb of saying. n: a noun, who
does it before it. p: a noun, whom it is done to before it. o: a verb with one of some objects. w: a verb that only
counts between two actors."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase that tells of an event. ``rest`` are the words that follow the first as they stand (a
    particle, a fixed object); ``objects`` are the nouns one of which has to be its object."""

    type: EventType
    use: Use
    lemma: str
    rest: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """The entries by the forms of their first word, in small letters; longer phrases first."""
    found: dict[str, list[Entry]] = {}
    for entry in _listed():
        verb = entry.use not in "np"
        first = forms(entry.lemma) if verb else (entry.lemma, plural_of(entry.lemma))
        if not verb and entry.rest:  # the last word is the one that changes
            found.setdefault(entry.lemma, []).append(entry)
            plural = (*entry.rest[:-1], plural_of(entry.rest[-1]))
            found[entry.lemma].append(Entry(entry.type, entry.use, entry.lemma, plural))
            continue
        for form in dict.fromkeys(first):
            found.setdefault(form, []).append(entry)
    return {form: tuple(sorted(known, key=_precedence)) for form, known in found.items()}


def _precedence(entry: Entry) -> tuple[int, int]:
    return -len(entry.rest), "ovispnw".index(entry.use)


def _listed() -> Iterator[Entry]:
    type_: EventType = "OTHER"
    for line in assets.text("triggers.txt").splitlines():
        if line in get_args(EventType):
            type_ = cast(EventType, line)
        elif line and not line.startswith("#"):
            use, _, rest = line.partition(" ")
            yield from _of_line(type_, cast(Use, use), rest)


def _of_line(type_: EventType, use: Use, line: str) -> Iterator[Entry]:
    if use == "o":
        verbs, _, nouns = line.partition(" : ")
        objects = frozenset(form for noun in nouns.split("|") for form in (noun, plural_of(noun)))
        for verb in verbs.split():
            yield Entry(type_, use, verb, objects=objects)
        return
    for phrase in line.split("|"):
        lemma, *rest = phrase.split()
        yield Entry(type_, use, lemma, tuple(rest))
