"""States and their seats: "Lima" acts for Peru, "the Kremlin" for Russia, "Kenyans" are of Kenya.

A view of the gazetteer (``places``) for reading one article, where a state's name, its government's seat and the word
for its people each need one answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from onrecord.gazetteer.places import Country, Metonym, Organization, countries, metonyms, organizations
from onrecord.reading.titles import fold

# What a metonym stands for that acts for the whole state; a legislature or a ministry does not.
_GOVERNING = (
    "presidency",
    "leadership",
    "head of government's office",
    "prime minister's office",
    "prime minister's residence",
)


@dataclass(frozen=True, slots=True)
class State:
    """A state, territory or union of states. ``own`` are the names it goes by itself, in folded form."""

    name: str
    own: frozenset[str]


@dataclass(frozen=True, slots=True)
class States:
    """Look-up by folded name: a state's own names, its seats (capital, palace), the words for its people."""

    by_name: dict[str, State]
    by_seat: dict[str, State]
    by_demonym: dict[str, State]

    def acting(self, name: str) -> State | None:
        """The state that acts under this (folded) name, be it its own or its seat's."""
        return self.by_name.get(name) or self.by_seat.get(name)


def folded(name: str) -> str:
    """A name of several words in folded form."""
    return " ".join(filter(None, map(fold, name.split())))


@cache
def states() -> States:
    """The table, made once; of two states of one name, seat or people the first by name."""
    table = States({}, {}, {})
    seats: dict[str, list[str]] = {}
    for metonym in metonyms():
        if _governs(metonym):
            seats.setdefault(metonym.of, []).append(metonym.surface.removeprefix("the "))
    unions = [body for body in organizations().values() if body.type == "union of states"]
    entities: list[Country | Organization] = [*unions, *countries().values()]
    for entity in entities:
        own = [folded(name) for name in _names(entity)]
        state = State(entity.name, frozenset(own))
        acting = seats.get(entity.name, [])
        people: tuple[str, ...] = ()
        if isinstance(entity, Country):
            capitals = entity.capitals if entity.status != "territory" else ()
            acting = [*capitals, *seats.get(entity.iso3, [])]
            people = (*entity.adjective, *entity.singular, *entity.plural)
        _enter(table.by_name, own, state)
        _enter(table.by_seat, (seat for seat in map(folded, acting) if seat not in state.own), state)
        _enter(table.by_demonym, map(folded, people), state)
    return table


def _enter(table: dict[str, State], names: Iterable[str], state: State) -> None:
    for name in names:
        table.setdefault(name, state)


def _names(entity: Country | Organization) -> list[str]:
    """What it goes by: names that as often mean something else are left to the gazetteer, but for the first."""
    further = (entity.formal,) if isinstance(entity, Country) else (entity.acronym,)
    return [entity.name, *(name for name in (*further, *entity.aliases) if name and name not in entity.weak)]


def _governs(metonym: Metonym) -> bool:
    if metonym.body.startswith("government"):
        return metonym.body != "government and legislature"
    return metonym.body == "institutions" or (metonym.body in _GOVERNING and not metonym.ambiguous)
