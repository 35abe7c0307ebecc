"""Organizations, countries, places and groups across documents: the same where they go by the same name.

The gazetteer says which names are one country's or body's ("U.S.", "the United States"), an article which letters are
a body's name ("the Ansel Port Authority (APA)"). A name that many bodies have ("the City Council") is one body's within
an outlet only.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, select, update

from onrecord.record.candidates import add_names, update_links
from onrecord.record.fields import free_ids, insert_all
from onrecord.record.names import body_name, entity_key, is_acronym_of, is_generic, normal
from onrecord.record.schema import actors, identities, identity_names
from onrecord.record.tags import retag

_BODIES = frozenset(("organization", "group", "unknown"))
_MOST = 200
"""How many actors called by a body's initials are linked anew when an article says whose initials they are."""


def link_bodies(connection: Connection, rows: Sequence[Row[Any]]) -> set[int]:
    """Link these actors, none of them a person; the versions of others that were linked anew by it."""
    wanted = {row.id: body_key(row) for row in rows}
    spelled = {row.id: _initials(row) for row in rows}
    short = {key for key, _ in wanted.values()} | {key for keys in spelled.values() for key in keys}
    if not rows:
        return set()
    meant: dict[str, set[int]] = {}
    for key, identity in connection.execute(_LETTERS, {"keys": list(short)}):
        meant.setdefault(key, set()).add(identity)
    known = _known(connection, [key for key, _ in wanted.values()])
    new = {
        wanted[row.id][0]: row
        for row in reversed(rows)
        if wanted[row.id][0] not in known and len(meant.get(wanted[row.id][0], ())) != 1
    }
    if new:
        made = dict(zip(new, free_ids(connection, identities, len(new)), strict=True))
        rows_made = [
            {"id": made[key], "key": key, "name": row.name.strip(), "kind": row.kind} for key, row in new.items()
        ]
        insert_all(connection, identities, rows_made)
        known |= made
    links = []
    moved: set[int] = set()
    for row in rows:
        key, grounds = wanted[row.id]
        said = meant.get(key, set())
        identity = next(iter(said)) if len(said) == 1 else known[key]
        grounds = "initials" if len(said) == 1 and identity != known.get(key) else grounds
        links.append({"actor": row.id, "to": identity, "likely": _SURE, "why": grounds})
    if links:
        update_links(connection, links)
    linked = {link["actor"]: link["to"] for link in links}
    for row in rows:
        for key in spelled[row.id]:
            if linked[row.id] not in meant.get(key, ()):
                add_names(connection, linked[row.id], [key], row.name)
                meant.setdefault(key, set()).add(linked[row.id])
                moved |= _spelled_out(connection, key, meant[key], {each.version for each in rows})
    return moved


_SURE = 0.95


def body_key(row: Row[Any]) -> tuple[str, str]:
    """The key of the identity of an actor who is no person, and on what grounds it has it."""
    if (entity := entity_key(row.name, row.kind)) is not None:
        return f"gazetteer:{entity}", "known name"
    if row.kind in _BODIES:
        if is_generic(row.name):
            where = f"outlet {row.outlet}" if row.outlet is not None else f"document {row.document}"
            return f"body:{body_name(row.name)}@{where}", "same name in one outlet"
        return f"body:{body_name(row.name)}", "same name"
    plain = normal(row.name)
    if row.kind == "person" or (row.kind == "document" and " " not in plain):
        return f"{row.kind}:{plain}@{row.document}", "same name in one document"
    return f"{row.kind}:{plain}", "same name"


def _initials(row: Row[Any]) -> list[str]:
    """The keys of the initials that the article gives for the body."""
    if row.kind not in _BODIES or is_generic(row.name):
        return []
    return [f"body:{body_name(alias)}" for alias in json.loads(row.aliases) if is_acronym_of(alias, row.name)]


def _spelled_out(connection: Connection, key: str, meant: set[int], but: set[int]) -> set[int]:
    """Link those who go by initials to the one body they are said to be of, or away from it if there are two now."""
    (initials,) = _known(connection, [key]).values() or (None,)
    if initials is None:
        return set()
    rows = connection.execute(
        select(actors.c.id, actors.c.version).where(actors.c.identity == initials).limit(_MOST + 1)
    ).all()
    if len(meant) != 1 or not rows or len(rows) > _MOST:
        return set()
    (identity,) = meant
    connection.execute(
        update(actors)
        .where(actors.c.id.in_([row.id for row in rows]))
        .values(identity=identity, likeness=_SURE, grounds="initials")
    )
    touched = {row.version for row in rows} - but
    for version in touched:
        retag(connection, version)
    return touched


def _known(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    return {row.key: row.id for row in connection.execute(_KEYED, {"keys": list(keys)})}


_KEYED = select(identities.c.key, identities.c.id).where(identities.c.key.in_(bindparam("keys", expanding=True)))
_LETTERS = select(identity_names.c.key, identity_names.c.identity).where(
    identity_names.c.key.in_(bindparam("keys", expanding=True)),
    exists().where(actors.c.identity == identity_names.c.identity),
)
