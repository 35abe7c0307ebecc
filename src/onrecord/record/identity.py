"""Who is who across documents: the record's actors, to which the actors of the single readings are linked.

The database finds, by indexed keys of their names, the few identities that an actor may be one of; each is compared by
names and roles, and the actor is linked to the likeliest if that is likely enough. How likely, and on what grounds,
stands beside the link (``actors.likeness``, ``actors.grounds``). What people say is kept apart from it, as a judgement,
and never weighed against a score: their merges and splits lie on top (``onrecord.record.layers``). Nomenklatura, of
OpenSanctions, divides scores from judgements in this way.

Nobody is linked by a surname alone. Who has no more than that, or initials, or a name that several bear, has an
identity of that one document, until more is known: they are looked at again when somebody of their surname comes in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, func, select, update

from onrecord.record.bodies import link_bodies
from onrecord.record.candidates import (
    LIKELY,
    Candidates,
    Known,
    Person,
    added,
    likeness,
    person_in,
    waiting_key,
    waiting_keys,
)
from onrecord.record.names import body_name, entity_key, normal, person_keys, personal
from onrecord.record.schema import actors, identities, identity_names, versions
from onrecord.record.tags import retag

__all__ = ["added", "called", "has_no_keys", "link", "named", "normal"]

_FEW = 40
"""Of how many actors the commonest name is shown for all."""
_MOST = 32
"""How many actors are looked at again when somebody of their surname comes in, at most, for each version."""


def has_no_keys(connection: Connection) -> bool:
    """Was the record linked before names had keys?"""
    return connection.scalar(_A_KEY) is None and connection.scalar(_LINKED_WITHOUT) is not None


_A_KEY = select(identity_names.c.key).limit(1)
_LINKED_WITHOUT = select(actors.c.id).where(actors.c.identity.is_not(None), actors.c.likeness.is_(None)).limit(1)


def link(connection: Connection, wanted: Sequence[int]) -> bool:
    """Give each named actor in these versions' readings its identity, version by version; unnamed sources ("a senior
    official") get none.

    Actors of other versions who are clear now are linked anew; True where there are any.
    """
    rows = connection.execute(_OF_VERSIONS, {"versions": list(wanted)}).all()
    people = [person for row in rows if row.kind == "person" and (person := person_in(row)) is not None]
    seen = {person.row.id for person in people}
    touched = link_bodies(connection, [row for row in rows if row.id not in seen])
    # Of each version those with a full name and with roles first: they may tell who the others are.
    turn = {version: i for i, version in enumerate(wanted)}
    people.sort(key=lambda each: (turn[each.row.version], each.full is None, not each.roles, each.row.id))
    candidates = Candidates(connection, people)
    news: dict[str, list[Known]] = {}
    bearers: dict[tuple[int, str], set[int]] = {}
    for person in people:
        # Whom one article tells apart by nothing but the name are different people all the same.
        others = bearers.setdefault((person.row.version, person.row.name), set())
        choice = candidates.choose(person, but=others)
        identity = choice.identity
        if identity is None:
            identity = candidates.add(person, contested=choice.contested)
        else:
            candidates.learn(person, identity)
        if choice.identity is None or person.roles:
            for key in waiting_keys(person):
                news.setdefault(key, []).append(candidates.known[identity])
        candidates.link(person, identity, choice)
        others.add(identity)
    candidates.write()
    _rename(connection, candidates.otherwise_called())
    return bool(touched | _looked_at_again(connection, news, wanted))


def _looked_at_again(
    connection: Connection, news: Mapping[str, Sequence[Known]], versions_now: Sequence[int]
) -> set[int]:
    """Link those anew who waited, under these keys, for one of these to be known, and are clear now. The versions they
    are in.

    Of one version alone nobody is looked at again who is in it: all that is known was known when it was linked.
    """
    most = {"keys": list(news), "most": _MOST * len(versions_now)}
    waiting = list(connection.scalars(_WAITING, most)) if news else []
    if not waiting:
        return set()
    but = versions_now[0] if len(versions_now) == 1 else 0
    rows = connection.execute(_OF_IDENTITIES, {"identities": waiting, "but": but}).all()
    everybody = [person for row in rows if (person := person_in(row)) is not None]
    people = [person for person in everybody if _concerned(person, news)]
    if not people:
        return set()
    candidates = Candidates(connection, people)
    touched = set()
    namesakes: dict[tuple[int, str], set[int]] = {}
    among = {"versions": list({person.row.version for person in people}), "names": [each.row.name for each in people]}
    for where, name, identity in connection.execute(_NAMESAKES, among):
        namesakes.setdefault((where, name), set()).add(identity)
    for person in people:
        others = namesakes.get((person.row.version, person.row.name), set())
        choice = candidates.choose(person, but={person.row.identity, *others, *waiting})
        if choice.identity is not None:
            candidates.link(person, choice.identity, choice)
            touched.add(person.row.version)
    candidates.write()
    for each in touched:
        retag(connection, each)
    if touched:
        empty = identity_names.c.identity.in_(waiting) & ~exists().where(actors.c.identity == identity_names.c.identity)
        connection.execute(delete(identity_names).where(empty))
    return touched


def _concerned(person: Person, news: Mapping[str, Sequence[Known]]) -> bool:
    """May somebody who waits be one of these?"""
    keys = {waiting_key(name) for name in person.names}
    return any(likeness(person.names, person.roles, known)[0] >= LIKELY for key in keys for known in news.get(key, ()))


def _rename(connection: Connection, found: Iterable[int]) -> None:
    """Show each of these identities by the full name that most of its actors, of the first few, have."""
    for identity in found:
        first = select(actors.c.name).where(actors.c.identity == identity, actors.c.kind == "person").limit(_FEW)
        names = [name for each in connection.scalars(first) if (name := personal(each)) and name.given]
        if names:
            counts = Counter(name.plain for name in names)
            best = max(names, key=lambda name: (counts[name.plain], not name.initials, -len(name.shown), name.shown))
            connection.execute(update(identities).where(identities.c.id == identity).values(name=best.shown))


def _rows(*which: ColumnElement[bool]) -> Any:
    return (
        select(
            actors.c.id,
            actors.c.name,
            actors.c.kind,
            actors.c.role,
            actors.c.roles,
            actors.c.aliases,
            actors.c.identity,
            actors.c.version,
            versions.c.document,
            versions.c.outlet,
            versions.c.published,
        )
        .join(versions, versions.c.id == actors.c.version)
        .where(*which, actors.c.named, actors.c.judgement.is_(None))
        .order_by(actors.c.id)
    )


_OF_VERSIONS = _rows(actors.c.version.in_(bindparam("versions", expanding=True)))
_OF_IDENTITIES = _rows(
    actors.c.identity.in_(bindparam("identities", expanding=True)), actors.c.version != bindparam("but")
)
_WAITING = (
    select(identity_names.c.identity)
    .where(identity_names.c.key.in_(bindparam("keys", expanding=True)))
    .limit(bindparam("most"))
)
_NAMESAKES = select(actors.c.version, actors.c.name, actors.c.identity).where(
    actors.c.version.in_(bindparam("versions", expanding=True)),
    actors.c.name.in_(bindparam("names", expanding=True)),
    actors.c.identity.is_not(None),
)


def called(connection: Connection, name: str) -> set[int]:
    """The identities that go by just this name, whatever else they are called."""
    parts, plain, body = personal(name), normal(name), f"body:{body_name(name)}"
    keys = [body, *(person_keys(parts) if parts is not None else ())]
    rows = connection.execute(select(identity_names).where(identity_names.c.key.in_(keys)))
    found = {row.identity for row in rows if row.key == body or normal(row.name) == plain}
    other = [body, *(f"{kind}:{plain}" for kind in ("person", "country", "place", "document"))]
    other += [f"gazetteer:{entity}" for kind in ("country", "organization") if (entity := entity_key(name, kind))]
    return found | set(connection.scalars(select(identities.c.id).where(identities.c.key.in_(other))))


def named(connection: Connection, name: str, key: str) -> int:
    """The identity that a person means by a full name: the one so called that is linked to most; else a new one, with
    that key."""
    most = connection.scalar(
        select(identities.c.id)
        .outerjoin(actors, actors.c.identity == identities.c.id)
        .where(identities.c.id.in_(called(connection, name)))
        .group_by(identities.c.id)
        .order_by(func.count().desc(), identities.c.id)
        .limit(1)
    )
    return int(most) if most is not None else added(connection, name, "unknown", key)
