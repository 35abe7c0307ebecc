"""Whom of the record a person in an article may be: found by keys of the names, compared by names and roles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from onrecord.edtf import bounds
from onrecord.gazetteer.lookup import extended
from onrecord.gazetteer.offices import asked, fit
from onrecord.gazetteer.people import Person as Leader
from onrecord.reading.nouns import words
from onrecord.record.fields import free_ids, insert_all
from onrecord.record.names import SAME, PersonalName, compare, person_keys, personal, surname_key
from onrecord.record.occupations import Profile, profile, support
from onrecord.record.schema import actors, identities, identity_names

LIKELY = 0.7
"""Actors that are this likely to be one are linked."""
OUTWEIGHS = 5
"""How many times as often as a namesake somebody has to be in the record to be meant where nothing tells them apart."""
_FREQUENT = 10
_MOST_BEARERS = 60
"""Of a surname that more bear, nobody is known by it and a role."""
_LONGEST = 4
"""Words of a name, particles left out."""
_SAMPLE = 24
"""Of how many actors of an identity the roles are compared."""
_sampled = actors.alias("sampled")
_waits = identities.c.key.contains("@")
_HEADS = words("president minister premier chancellor king queen")


@dataclass(slots=True)
class Person:
    """An actor of a reading who is a person: its row, the names the article calls it by, its roles; ``head`` is the
    full name of the head of state or government who goes by its surname and office on the day, one of the names."""

    row: Row[Any]
    names: list[PersonalName]
    roles: Profile
    head: PersonalName | None = None

    @property
    def full(self) -> PersonalName | None:
        """The first of its names that is more than a surname and initials."""
        return next((name for name in self.names if name.given and not name.initials), None)

    def looked_for(self) -> list[str]:
        """The keys by which identities that it may be are found; of a surname alone, only where roles may tell."""
        found = [key for name in self.names for key in person_keys(name)]
        if not found and self.roles:
            found = [surname_key(self.names[0])]
        return list(dict.fromkeys(found))


@dataclass(slots=True)
class Known:
    """An identity: the root of those that people merged it with, the name it is shown by, those it goes by, a sample of
    its roles; ``waiting`` where its name is not enough to know it again by."""

    id: int
    root: int
    name: str
    waiting: bool = False
    names: list[PersonalName] = field(default_factory=list)
    roles: Profile = field(default_factory=Profile)


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest identity (None: none is likely enough), its likeness and the grounds; ``contested`` where several
    are as likely."""

    identity: int | None
    likeness: float = 1.0
    grounds: str = ""
    contested: bool = False


def person_in(row: Row[Any]) -> Person | None:
    """The person in a row of actors (``role``, ``roles``, ``aliases`` and ``published`` among its columns); None where
    the name has no word to compare."""
    first = personal(row.name)
    if first is None:
        return None
    names = [first]
    for alias in json.loads(row.aliases):
        # What is longer than a name is a headline: it is about the one it begins with.
        name = personal(alias) if first.length <= _LONGEST or row.name.startswith(alias) else None
        if name is not None and name.given and not name.initials and name.plain not in {each.plain for each in names}:
            names.append(name)
    roles = profile([(row.role, row.roles)])
    for title in first.titles:
        roles.add(title)
    head = None
    if not first.given and len(names) == 1 and roles.words & _HEADS:
        head = _head(first, row.role, row.published)
    return Person(row, names + ([head] if head else []), roles, head)


def _head(name: PersonalName, role: str | None, published: str | None) -> PersonalName | None:
    """The full name of the one head of state or government of that surname who then held the office that the role
    says ("President Vale"); None where there are several, or none."""
    try:
        day = bounds(published) if published else None
    except ValueError:
        day = None
    if day is None or not role:
        return None
    found = set()
    for match in extended().lookup(" ".join(name.surname), published):
        if isinstance(match.entity, Leader) and match.confidence >= 0.3:
            held = [term for term in match.entity.terms if term.chance(*day) >= 0.5]
            if any(fit(ask.office, term) for ask in asked(role) for term in held):
                found.add(match.entity.name)
    return personal(found.pop()) if len(found) == 1 else None


def likeness(names: Sequence[PersonalName], roles: Profile, known: Known) -> tuple[float, str]:
    """How likely somebody of these names and roles is to be one of the record, 0 to 1, and on what grounds.

    The names are weighed first; what roles say raises or lowers that. A name that is not the same needs roles that
    support it, a surname alone roles that say something only few can say.
    """
    alike, how = max((compare(one, other) for one in names for other in known.names), default=(0.0, ""))
    if alike < 0.4:
        return alike, how
    said, why = support(roles, known.roles)
    grounds = "; ".join(filter(None, (how, why)))
    if said == "against":
        return 0.3 * alike, grounds
    if alike >= SAME:
        if said == "none" and roles and known.roles and any(name.common for name in names if name.given):
            near = bool(roles.fields & known.roles.fields)
            return (0.93 if near else 0.6) * alike, f"{grounds}; a frequent name"
        return {"strong": 0.99, "weak": 0.97, "none": 0.93}[said] * alike, grounds
    if alike >= 0.5:
        return {"strong": 0.7 + 0.25 * alike, "weak": 0.35 + 0.5 * alike, "none": 0.6 * alike}[said], grounds
    return {"strong": 0.75, "weak": 0.4, "none": 0.3}[said], grounds


class Candidates:
    """The identities of the record that some people may be, as far as the keys of their names tell."""

    def __init__(self, connection: Connection, people: Sequence[Person]) -> None:
        self._connection = connection
        self._by_key: dict[str, set[int]] = {}
        self.known: dict[int, Known] = {}
        self._links: list[dict[str, Any]] = []
        self._new: list[dict[str, Any]] = []
        self._names: list[dict[str, Any]] = []
        self._renamed: set[int] = set()
        self._next = 0
        self._keyed: dict[str, tuple[int, bool]] = {}
        self._look_up({_key(person, contested=each) for person in people for each in (False, True)})
        wanted = {key for person in people for key in person.looked_for()}
        alone = {surname_key(person.names[0]) for person in people if person.full is None} & wanted
        found = list(connection.execute(_GOING_BY, {"keys": list(wanted - alone), "most": -1}))
        for key in alone:
            bearers = connection.execute(_GOING_BY, {"keys": [key], "most": _MOST_BEARERS + 1}).all()
            found += bearers if len(bearers) <= _MOST_BEARERS else []
        for row in found:
            known = self.known.setdefault(row.id, Known(row.id, row.same_as or row.id, row.shown, row.waits))
            name = personal(row.name)
            if name is not None and name.plain not in {each.plain for each in known.names}:
                known.names.append(name)
            self._by_key.setdefault(row.key, set()).add(row.id)
        asking = {identity for person in people if person.roles for identity in self._found(person)}
        for identity, roles in roles_of(connection, asking).items():
            self.known[identity].roles = roles

    def _found(self, person: Person) -> set[int]:
        return {identity for key in person.looked_for() for identity in self._by_key.get(key, ())}

    def choose(self, person: Person, but: Iterable[int] = ()) -> Choice:
        """The identity that the person is, other than those."""
        found = []
        for identity in self._found(person) - set(but):
            known = self.known[identity]
            alike, grounds = likeness(person.names, person.roles, known)
            if person.head is not None:
                grounds = f"surname and office on that day; {grounds}"
            if alike >= LIKELY and not (known.waiting and person.full):
                found.append((alike, grounds, known))
        if not found:
            return Choice(None)
        found.sort(key=lambda each: (-each[0], each[2].id))
        alike, grounds, best = found[0]
        rivals = {each.root: each for near, _, each in found if near > alike - 0.03 and each.root != best.root}
        if rivals and person.full is None:
            return Choice(None, contested=True)
        if rivals:
            outstanding = self._outstanding([best, *rivals.values()])
            if outstanding is None:
                return Choice(None, contested=True)
            best, grounds = outstanding, f"{grounds}; by far the most frequent"
        return Choice(best.id, alike, grounds)

    def _outstanding(self, among: Sequence[Known]) -> Known | None:
        """The one who is in the record far more often than the others."""
        counts = []
        for known in among:
            some = select(actors.c.id).where(actors.c.identity == known.id).limit(200).subquery()
            counts.append((self._connection.scalar(select(func.count()).select_from(some)) or 0, -known.id, known))
        (most, _, first), (next_most, _, _) = sorted(counts, key=lambda each: each[:2], reverse=True)[:2]
        return first if most >= max(_FREQUENT, OUTWEIGHS * next_most) else None

    def add(self, person: Person, *, contested: bool) -> int:
        """A new identity for the person: one of its document only, where the name is not enough to know it again."""
        name = person.full or person.names[0]
        identity = self._made(name.shown, _key(person, contested=contested))
        alone = _alone(name, contested=contested)
        self.known[identity] = Known(identity, identity, name.shown, alone)
        if alone and (name.given or person.roles):
            self._go_by(identity, [waiting_key(name)], name.shown)
        if not contested:
            self.learn(person, identity, new=True)
        return identity

    def _made(self, name: str, key: str) -> int:
        """An identity with that key, or if one that has actors has it, with a number behind it."""
        if self._used(key):
            numbered = [f"{key}#{number}" for number in range(2, 100)]
            self._look_up(numbered)
            key = next((each for each in numbered if not self._used(each)), f"{key}#{self._next}")
        identity, _ = self._keyed.get(key, (None, False))
        if identity is None:
            identity = self._next = self._next or free_ids(self._connection, identities, 1)[0]
            self._next += 1
            self._new.append({"id": identity, "key": key, "name": name, "kind": "person"})
        else:  # nobody's now
            self._connection.execute(delete(identity_names).where(identity_names.c.identity == identity))
            self._connection.execute(update(identities).where(identities.c.id == identity).values(name=name))
        self._keyed[key] = identity, True
        return identity

    def _used(self, key: str) -> bool:
        return self._keyed.get(key, (0, False))[1]

    def _look_up(self, keys: Iterable[str]) -> None:
        """Which identities have these keys, and whether they have actors."""
        rows = self._connection.execute(_KEYED, {"keys": list(keys)})
        self._keyed |= {key: (identity, bool(used)) for key, identity, used in rows}

    def _go_by(self, identity: int, keys: Iterable[str], name: str) -> None:
        for key in keys:
            self._names.append({"key": key, "identity": identity, "name": name})
            self._by_key.setdefault(key, set()).add(identity)

    def learn(self, person: Person, identity: int, *, new: bool = False) -> bool:
        """Have the identity go by the person's names, too. Was any of them new?"""
        known = self.known[identity]
        fresh = False
        for name in person.names:
            if not name.given or name.plain in {each.plain for each in known.names}:
                continue
            if not new and max((compare(name, each)[0] for each in known.names), default=0.0) < LIKELY:
                continue
            known.names.append(name)
            fresh = True
            self._go_by(identity, [*person_keys(name), surname_key(name)], name.shown)
        known.roles.merge(person.roles)
        return fresh

    def link(self, person: Person, identity: int, choice: Choice) -> None:
        """Link the person to the identity; written by ``write``."""
        likely, why = round(choice.likeness, 3), choice.grounds or None
        if person.names[0].given and person.names[0].shown != self.known[identity].name:
            self._renamed.add(identity)
        self._links.append({"actor": person.row.id, "to": identity, "likely": likely, "why": why})

    def otherwise_called(self) -> list[int]:
        """The identities that have an actor now whose name is not the one they are shown by."""
        return sorted(self._renamed)

    def write(self) -> None:
        """Write the new identities, what identities go by, and the links."""
        insert_all(self._connection, identities, self._new)
        if self._names:
            self._connection.execute(_GO_BY, self._names)
        if self._links:
            update_links(self._connection, self._links)
        self._new, self._names, self._links = [], [], []


def update_links(connection: Connection, links: Sequence[dict[str, Any]]) -> None:
    """Link each ``actor`` ``to`` an identity, with how ``likely`` and ``why``."""
    connection.execute(_LINK, links)


_HAS_ACTORS = exists().where(actors.c.identity == identities.c.id)
_KEYED = select(identities.c.key, identities.c.id, _HAS_ACTORS.label("used")).where(
    identities.c.key.in_(bindparam("keys", expanding=True))
)
_GOING_BY = (
    select(
        identity_names,
        identities.c.id,
        identities.c.same_as,
        identities.c.name.label("shown"),
        _waits.label("waits"),
    )
    .join(identities, identities.c.id == identity_names.c.identity)
    .where(identity_names.c.key.in_(bindparam("keys", expanding=True)), _HAS_ACTORS)
    .limit(bindparam("most"))
)
_GO_BY = upsert(identity_names).on_conflict_do_nothing()
_LINK = (
    update(actors)
    .where(actors.c.id == bindparam("actor"))
    .values(identity=bindparam("to"), likeness=bindparam("likely"), grounds=bindparam("why"))
)


def _alone(name: PersonalName, *, contested: bool) -> bool:
    """Is that name not enough to know somebody again by?"""
    return contested or not name.given or name.initials


def _key(person: Person, *, contested: bool) -> str:
    """The key of a person's identity; of its document only where the name says too little."""
    name = person.full or person.names[0]
    return f"person:{name.plain}" + (f"@{person.row.document}" if _alone(name, contested=contested) else "")


def waiting_key(name: PersonalName) -> str:
    """The key under which those wait whose name says too little."""
    return f"w {surname_key(name)}"


def waiting_keys(person: Person) -> set[str]:
    """The keys of those who are to be looked at again when more is known of this person."""
    return {waiting_key(name) for name in person.names if name.given and not name.initials}


def roles_of(connection: Connection, wanted: Iterable[int]) -> dict[int, Profile]:
    """The roles of a few actors of each of these identities."""
    ids = list(wanted)
    if not ids:
        return {}
    found: dict[int, list[tuple[str | None, str]]] = {}
    for identity, role, roles in connection.execute(_ROLES, {"identities": ids}):
        found.setdefault(identity, []).append((role, roles))
    return {identity: profile(roles) for identity, roles in found.items()}


_ROLES_OF_SOME = (
    select(_sampled.c.id)
    .where(_sampled.c.identity == identities.c.id, _sampled.c.role.is_not(None))
    .order_by(_sampled.c.id)
    .limit(_SAMPLE)
    .correlate(identities)
)
_ROLES = (
    select(identities.c.id, actors.c.role, actors.c.roles)
    .select_from(identities)
    .join(actors, actors.c.id.in_(_ROLES_OF_SOME))
    .where(identities.c.id.in_(bindparam("identities", expanding=True)))
)


def added(connection: Connection, name: str, kind: str, key: str) -> int:
    """The identity with that key, made if there is none."""
    known = connection.scalar(select(identities.c.id).where(identities.c.key == key))
    if known is None:
        made = connection.execute(insert(identities).values(key=key, name=name, kind=kind)).inserted_primary_key
        assert made is not None
        known = made[0]
    return int(known)


def add_names(connection: Connection, identity: int, keys: Iterable[str], name: str) -> None:
    """Have an identity found by these keys, under that name."""
    rows = [{"key": key, "identity": identity, "name": name} for key in dict.fromkeys(keys)]
    if rows:
        connection.execute(upsert(identity_names).on_conflict_do_nothing(), rows)
