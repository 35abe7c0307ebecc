"""Countries, international organizations and metonyms of governments: the gazetteer's tables, read from the package."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord import assets

Status = Literal["sovereign", "territory", "partly recognised"]


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory, by ISO 3166 codes, with its names and its people's.

    ``weak`` are those of its names that as often mean something else ("Georgia"). ``source`` is that of the names,
    people and capitals; the codes are those of datasets/country-codes, aliases were added by hand.
    """

    iso3: str
    iso2: str
    name: str
    formal: str
    aliases: tuple[str, ...]
    weak: tuple[str, ...]
    local: tuple[str, ...]
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    adjective: tuple[str, ...]
    capitals: tuple[str, ...]
    status: Status
    source: str


@dataclass(frozen=True, slots=True)
class Membership:
    """The countries (ISO 3166 alpha-3) that stand in one relation to a body: "member", "observer", "suspended"."""

    status: str
    countries: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Organization:
    """An international body; ``seat_iso3`` is the country of its seat."""

    name: str
    acronym: str
    aliases: tuple[str, ...]
    weak: tuple[str, ...]
    type: str
    seat: str
    seat_iso3: str
    memberships: tuple[Membership, ...]
    source: str

    @property
    def members(self) -> tuple[str, ...]:
        """Its members in full, as ISO 3166 alpha-3 codes."""
        return tuple(code for group in self.memberships if group.status == "member" for code in group.countries)


@dataclass(frozen=True, slots=True)
class Metonym:
    """A place or building that stands for a government or one of its bodies: "the Kremlin", Russia's presidency.

    ``of`` is the country's ISO 3166 alpha-3 code or an organization's name; ``ambiguous`` where it as often means
    something else, the city itself first of all.
    """

    surface: str
    of: str
    body: str
    ambiguous: bool
    note: str
    source: str


@cache
def countries() -> dict[str, Country]:
    """The shipped countries by ISO 3166 alpha-3 code, by name."""
    return {
        row["iso3"]: Country(
            row["iso3"],
            row["iso2"],
            row["name"],
            row["formal"],
            _listed(row["aliases"]),
            _listed(row["weak"]),
            _listed(row["local"]),
            _listed(row["singular"]),
            _listed(row["plural"]),
            _listed(row["adjective"]),
            _listed(row["capitals"]),
            _status(row["status"]),
            row["source"],
        )
        for row in _rows("countries")
    }


@cache
def organizations() -> dict[str, Organization]:
    """The shipped international bodies by name."""
    members: dict[str, list[Membership]] = {}
    for row in _rows("members"):
        group = Membership(row["status"], tuple(row["members"].split()), row["source"])
        members.setdefault(row["organization"], []).append(group)
    return {
        row["name"]: Organization(
            row["name"],
            row["acronym"],
            _listed(row["aliases"]),
            _listed(row["weak"]),
            row["type"],
            row["seat"],
            row["seat_iso3"],
            tuple(members.get(row["name"], ())),
            row["source"],
        )
        for row in _rows("organizations")
    }


@cache
def metonyms() -> tuple[Metonym, ...]:
    """The shipped metonyms."""
    return tuple(
        Metonym(row["surface"], row["of"], row["body"], row["ambiguous"] == "1", row["note"], row["source"])
        for row in _rows("metonyms")
    )


def _rows(table: str) -> Iterator[dict[str, str]]:
    rows = csv.reader(assets.text("gazetteer", f"{table}.csv").splitlines())
    header = next(rows)
    return (dict(zip(header, row, strict=True)) for row in rows)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("; ") if part)


def _status(text: str) -> Status:
    return "sovereign" if text == "sovereign" else "territory" if text == "territory" else "partly recognised"
