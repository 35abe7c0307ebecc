"""The speakers of a transcript's turns, told from their labels: "NOTTE", "Dr Krol", "Q" and "A", an outlet's name."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.cast import Cast, Figure
from onrecord.reading.profiles import Profile, profile
from onrecord.reading.roles import Role, heads_of
from onrecord.reading.states import folded
from onrecord.reading.titles import fold
from onrecord.reading.turns import Turn

_ASKS = frozenset(("Q", "Question", "Interviewer"))
_ANSWERS = frozenset(("A", "Answer"))
_SHORT = 4  # capitals of fewer letters are initials


def speakers_of(cast: Cast, found: Sequence[Turn], outlet: str | None) -> dict[str, Figure | None]:
    """The figures that labels name: "Q" is the outlet, "A" whom the introduction is about; else None."""
    figures: dict[str, Figure | None] = {}
    for turn in found:
        if turn.label is None:
            continue
        if turn.speaker not in figures:
            figures[turn.speaker] = _figure(cast, turn.speaker, found[0].words.start, outlet)
        figure = figures[turn.speaker]
        if figure is not None:
            figure.mentions.append(turn.label)
            if turn.role is not None and figure.role is None:
                cast.give_role(figure, Role(turn.role, heads_of(turn.role.of(cast.layout.text))))
    return figures


def _figure(cast: Cast, label: str, start: int, outlet: str | None) -> Figure | None:
    plain = label.rstrip("0123456789")
    if plain in _ASKS:
        return _outlet(cast, outlet) if outlet else None
    if plain in _ANSWERS:
        return _interviewee(cast, start)
    if outlet and folded(plain) == folded(outlet):
        return _outlet(cast, outlet)
    words = plain.split()
    told = profile(tuple(words))
    known = cast.named(told.key or words) or (cast.bearer(words[-1]) if len(words) == 1 else None)
    if known is None and plain.isupper() and plain.isalpha() and len(plain) < _SHORT:
        if outlet and _initials(outlet.split()).removeprefix("t") == plain.lower().removeprefix("t"):
            return _outlet(cast, outlet)
        known = next((f for f in cast.figures if f.person is not False and _initials(f.key) == plain.lower()), None)
    if known is None:
        known = _new(cast, plain, told)
    if known.kind == "unknown":
        known.kind, known.person = "person", True
    return known


def _new(cast: Cast, label: str, told: Profile) -> Figure:
    """A speaker whom only the label names, or describes ("Reporter")."""
    described = told.sort in ("noun", "office")
    name = (
        label.lower().removeprefix("the ")
        if described
        else label.title()
        if label.isupper() and len(label) > _SHORT
        else label
    )
    figure = Figure(name, told.key or (folded(label),), "person", named=not described, person=True, gender=told.gender)
    cast.figures.append(figure)
    return figure


def _outlet(cast: Cast, name: str) -> Figure:
    """The figure of the outlet that asks."""
    known = cast.named(name.split())
    if known is None or known.person:
        known = Figure(name, tuple(map(fold, name.split())), "organization", person=False)
        cast.figures.append(known)
    if known.kind == "unknown":
        known.kind, known.person = "organization", False
    return known


def _interviewee(cast: Cast, start: int) -> Figure | None:
    """The person whom the words before a transcript name most; one known for a person before one who only may be."""
    best: Figure | None = None
    rank = (False, 0)
    for figure in cast.figures:
        if not figure.places or figure.places[0] >= start or len(figure.key) < 2 or figure.person is False:
            continue
        count = sum(place < start for place in figure.places) + abs(figure.votes)
        new = (bool(figure.person or figure.hint), count)
        if figure.named and figure.kind in ("person", "unknown") and new > rank:
            best, rank = figure, new
    return best


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word).lower()
