"""Who "the Venezuelan president" is, by the gazetteer and the date: a suggestion, never the article's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Suggestion
from onrecord.reading.cast import Cast, Figure
from onrecord.reading.titles import fold

if TYPE_CHECKING:
    from onrecord.gazetteer.lookup import Gazetteer, Holder

#: Heads of the descriptions that are looked up: offices that one person of a state holds.
OFFICES = frozenset(
    ("president", "premier", "minister", "chancellor", "king", "queen", "emir", "sultan", "monarch", "pope", "leader")
)
_SURE = 0.7  # of a suggestion by which a description is taken for somebody whom the article names


def suggestions(phrase: str, published: str | None, state: str | None) -> tuple[Suggestion, ...]:
    """Who held the office that a phrase describes on the day of publication (EDTF), the likeliest first.

    ``state`` is the one that the article is about. Nobody is suggested without a date.
    """
    if not published:
        return ()
    from onrecord.gazetteer.lookup import extended  # few articles need its tables

    gazetteer = extended()
    try:
        holders = gazetteer.resolve_title(phrase, published, state)
    except ValueError:  # a date that isn't EDTF
        return ()
    return tuple(_suggestion(each, gazetteer) for each in holders)


def _suggestion(holder: Holder, gazetteer: Gazetteer) -> Suggestion:
    country = gazetteer.countries.get(holder.of)
    basis = f"{holder.title}, {country.name if country else holder.of}, {holder.since}/{holder.until}"
    return Suggestion(holder.name, holder.surname, basis, holder.confidence)


def named_among(cast: Cast, suggested: tuple[Suggestion, ...]) -> Figure | None:
    """The person of the article who bears the surname of a sure suggestion; None where it names two or nobody."""
    if not suggested or suggested[0].confidence < _SURE:
        return None
    surname = tuple(map(fold, suggested[0].surname.split()))
    bearers = [
        figure
        for figure in cast.figures
        if figure.named and figure.person is not False and figure.key[-len(surname) :] == surname
    ]
    return bearers[0] if len(bearers) == 1 else None
