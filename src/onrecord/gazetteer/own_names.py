"""The gazetteer with a user's own names added: what stands in their file joins what is known, and goes before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from os import PathLike, fspath
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from onrecord.gazetteer.entries import Entry, entries
from onrecord.gazetteer.people import Person, people_of
from onrecord.gazetteer.places import Country, Membership, Organization
from onrecord.gazetteer.spelling import key
from onrecord.gazetteer.terms import OPEN, Term, terms
from onrecord.ingest.text import Unreadable

if TYPE_CHECKING:
    from onrecord.gazetteer.lookup import Gazetteer

T = TypeVar("T", Country, Organization)


def added(known: Gazetteer, path: str | PathLike[str]) -> Gazetteer:
    """The gazetteer with the names of a file (see ``entries``).

    Raises Unreadable, with one line, for a file that can't be read and for entries that name what is not known.
    """
    listed = entries(path)
    join = _Join(known, PurePath(fspath(path)).name)
    for kind, add in (("organization", join.organization), ("person", join.person), ("alias", join.alias)):
        for entry in listed:
            if entry.kind == kind:
                add(entry)
    return replace(
        known,
        own_countries=tuple(join.countries.values()),
        own_organizations=tuple(join.organizations.values()),
        own_people=tuple(join.people.values()),
    )


class _Join:
    """Takes the entries one by one; what it has gathered replaces or joins what the gazetteer has."""

    def __init__(self, known: Gazetteer, source: str) -> None:
        self.known = known
        self.source = source
        self.countries: dict[str, Country] = {}
        self.organizations: dict[str, Organization] = {}
        self.people: dict[str, Person] = {}
        self._states = _by_name(known.countries.values(), lambda c: (c.iso3, c.iso2, c.name, c.formal, *c.aliases))
        self._bodies = _by_name(known.organizations.values(), lambda o: (o.name, o.acronym, *o.aliases))

    def organization(self, entry: Entry) -> None:
        seat = self._state(entry, entry["country"]).iso3 if entry["country"] else ""
        members = tuple(self._state(entry, name).iso3 for name in entry.lists.get("members", ()))
        body = Organization(
            entry["name"],
            entry["acronym"],
            entry.lists.get("aliases", ()),
            (),
            entry["type"],
            entry["seat"],
            seat,
            (Membership("member", members, self.source),) if members else (),
            self.source,
        )
        self.organizations[body.name] = body
        for name in filter(None, (body.name, body.acronym, *body.aliases)):
            self._bodies[key(name)] = body

    def person(self, entry: Entry) -> None:
        state = self._state(entry, entry["country"]) if entry["country"] else None
        of = state.iso3 if state else self._body(entry["organization"]).name if entry["organization"] else ""
        known = self.people.get(key(entry["name"])) or self._leader(entry["name"], state)
        name = known.name if known else entry["name"]
        term = Term(
            of,
            "other",
            entry["role"],
            name,
            entry["surname"],
            name,
            "",
            entry["since"],
            entry["until"] or OPEN,
            "",
            bool(entry["acting"]),
            self.source,
        )
        self.people[key(entry["name"])] = Person(
            name,
            entry["surname"] or (known.surname if known else ""),
            tuple(dict.fromkeys((*(known.aliases if known else ()), *entry.lists.get("aliases", ())))),
            tuple(dict.fromkeys((*(known.countries if known else ()), *((of,) if state else ())))),
            (*(known.terms if known else ()), *((term,) if entry["role"] else ())),
            known.source if known else self.source,
        )

    def alias(self, entry: Entry) -> None:
        name, of = entry["name"], key(entry["of"])
        if state := self._states.get(of):
            state = self.countries.get(state.iso3, state)
            self.countries[state.iso3] = replace(state, aliases=(*state.aliases, name))
        elif body := self._bodies.get(of):
            body = self.organizations.get(body.name, body)
            self.organizations[body.name] = replace(body, aliases=(*body.aliases, name))
        elif person := self.people.get(of) or self._leader(entry["of"], None):
            self.people[of] = replace(person, aliases=(*person.aliases, name))
        else:
            raise Unreadable(f"{entry.at}: nothing by the name of {entry['of']!r} is known")

    def _state(self, entry: Entry, name: str) -> Country:
        found = self._states.get(key(name))
        if found is None:
            raise Unreadable(f"{entry.at}: no country by the name of {name!r} is known")
        return found

    def _body(self, name: str) -> Organization:
        found = self._bodies.get(key(name))
        if found is None:
            found = Organization(name, "", (), (), "", "", "", (), self.source)
            self.organizations[name] = self._bodies[key(name)] = found
        return found

    def _leader(self, name: str, state: Country | None) -> Person | None:
        """The one known person of exactly this name (and country, where one is given)."""
        found = [p for p in _leaders().get(key(name), []) if state is None or state.iso3 in p.countries]
        return found[0] if len(found) == 1 else None


@cache
def _leaders() -> dict[str, list[Person]]:
    """The shipped office holders by each of their names, as keys."""
    found: dict[str, list[Person]] = {}
    for person in people_of(term for group in terms().values() for term in group):
        for spelling in {key(person.name), *map(key, person.aliases)}:
            found.setdefault(spelling, []).append(person)
    return found


def _by_name(entities: Iterable[T], names: Callable[[T], Iterable[str]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for entity in entities:
        for name in filter(None, names(entity)):
            found.setdefault(key(name), entity)
    return found
