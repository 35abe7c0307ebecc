"""Who led which country on a day: the gazetteer's terms of office, joined with the people of the record.

The terms are those of ``onrecord.gazetteer.terms``. They are the gazetteer's word, not an article's, and are marked so
wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, exists, select

from onrecord.gazetteer.lookup import extended
from onrecord.gazetteer.people import Person
from onrecord.gazetteer.terms import OPEN, Term, terms
from onrecord.record.names import personal, surname_key
from onrecord.record.schema import actors, identities, identity_names

_LIKELY = 0.5
_MOST = 5000  # bearers of leaders' surnames who are looked at


@dataclass(frozen=True, slots=True)
class Leader:
    """Who held an office on a day: ``person`` and ``country`` are numbers in this record (``person`` None where the
    record doesn't have the person) with the names that they have there; ``name`` and ``title`` are the gazetteer's,
    ``since`` and ``until`` EDTF."""

    country: int
    country_name: str
    person: int | None
    person_name: str | None
    name: str
    title: str
    since: str | None
    until: str | None


def leaders(connection: Connection, on: date) -> list[Leader]:
    """The heads of state and government on a day, of the countries that the record has."""
    rows = connection.execute(
        select(identities).where(
            identities.c.key.startswith("gazetteer:country ", autoescape=True),
            exists().where(actors.c.identity == identities.c.id),
        )
    ).all()
    known = {row.key.removeprefix("gazetteer:country "): (row.same_as or row.id, row.name) for row in rows}
    held = [term for code in known for term in terms().get(code, ()) if term.chance(on, on) >= _LIKELY]
    people = _people(connection, held, on)
    found = []
    for term in held:
        until = None if term.until in ("", OPEN) else term.until
        person = people.get(term, (None, None))
        name, title, since = term.name, term.title, term.since or None
        found.append(Leader(known[term.of][0], known[term.of][1], person[0], person[1], name, title, since, until))
    return found


def _people(connection: Connection, held: Sequence[Term], on: date) -> dict[Term, tuple[int, str]]:
    """Whom of the record the terms are of: those of the surname whom the gazetteer takes for the holder."""
    wanted: dict[str, set[Term]] = {}
    for term in held:
        for name in filter(None, (personal(term.name), personal(term.surname))):
            wanted.setdefault(surname_key(name), set()).add(term)
    bearers = connection.execute(
        select(identities.c.id, identities.c.name, identities.c.same_as, identity_names.c.key)
        .join(identity_names, identity_names.c.identity == identities.c.id)
        .where(identity_names.c.key.in_(wanted), identities.c.kind == "person")
        .where(exists().where(actors.c.identity == identities.c.id))
        .limit(_MOST)
    ).all()
    found: dict[Term, tuple[int, str]] = {}
    for row in bearers:
        meant = {
            term
            for match in extended().lookup(row.name, on.isoformat())
            if isinstance(match.entity, Person) and match.confidence >= _LIKELY
            for term in match.entity.terms
        }
        for term in wanted[row.key] & meant:
            found.setdefault(term, (row.same_as or row.id, row.name))
    return found
