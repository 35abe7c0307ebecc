"""Whom an article names though they say nothing: persons, organizations, countries, places, peoples.

The encoder's tags tell which words are a name and of what; the cast tells which names are one figure's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from onrecord.model import ActorKind, Span
from onrecord.reading.cast import Cast, Figure
from onrecord.reading.links import Links
from onrecord.reading.mentions import NAMES, names_of
from onrecord.reading.states import folded, states

_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
_KINDS: dict[str, ActorKind] = {"person": "person", "organization": "organization", "place": "place"}


def bystanders(cast: Cast, links: Links, speaking: Collection[int]) -> list[Figure]:
    """The figures that are named but are not among those ``speaking`` (by ``id``), by first mention.

    Those of no known kind are given the one that most of their names are taken for. Linear in the text's length.
    """
    alone: dict[str, Figure] = {}
    votes: dict[Figure, list[str]] = {}
    for span, kind in _names(links):
        index = _standing(cast, span)
        figure = cast.linked[index] if index is not None else None
        if kind not in _KINDS and (figure is None or figure.named):
            continue  # "Soviet" tells of what, not who
        if figure is None:
            figure = _figure(cast, " ".join(span.of(links.text).split()), alone)
            figure.mentions.append(span)
        figure = figure.itself()
        if id(figure) not in speaking and figure.mentions:
            votes.setdefault(figure, []).append(kind)
    for figure in (*cast.states, *cast.seats):
        if id(figure) not in speaking and figure.mentions:
            votes.setdefault(figure, [])
    for figure, kinds in votes.items():
        if figure.kind == "unknown":
            figure.kind = _KINDS.get(max(kinds, key=kinds.count), "group")
    return sorted(votes, key=lambda figure: min(figure.mentions))


def _names(links: Links) -> Iterator[tuple[Span, str]]:
    """The spans that the encoder takes for names of actors, with their classes."""
    words = links.words
    forms = [links.text[a:b] for a, b in zip(words.start.tolist(), words.end.tolist(), strict=True)]
    for first, end, kind in names_of(links.tables.names, forms):
        if NAMES[kind] in ("person", "organization", "place", "people"):
            span = Span(int(words.start[first]), int(words.end[end - 1]))
            name = _POSSESSIVE.sub("", span.of(links.text))
            if (name != name.lower() and len(name) > 1) or not name.isascii():
                yield Span(span.start, span.start + len(name)), NAMES[kind]


def _figure(cast: Cast, name: str, alone: dict[str, Figure]) -> Figure:
    """The figure of a name that stands by itself for none of the cast."""
    state = states().by_name.get(folded(name))
    if state is not None:
        return cast.state(state.name)
    known = cast.named(name.split())
    if known is not None and len(known.key) == len(name.split()):
        return known
    return alone.setdefault(folded(name), Figure(name, (name,), "unknown"))


def _standing(cast: Cast, span: Span) -> int | None:
    """The name of the cast that a name of the encoder is, or is a part of; None where it holds more than one.

    A title or an article may stand before either.
    """
    index = bisect_left(cast.starts, span.end) - 1
    if index < 0:
        return None
    name = cast.names[index]
    if name.end < span.end or (index > 0 and cast.names[index - 1].end > span.start):
        return None
    return index
