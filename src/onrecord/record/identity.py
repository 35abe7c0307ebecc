"""Who is who across documents: the record's actors, to which the actors of the single readings are linked.

For now by a simple rule: the same full name and kind are the same actor, and a person called by one name only is nobody
else's namesake outside that document. People merge and split on top of it (``onrecord.record.layers``).
"""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Connection, bindparam, func, insert, select, update

from onrecord.record.schema import actors, identities, versions


def link(connection: Connection, version: int) -> None:
    """Give each named actor in a version's reading its identity; unnamed sources ("a senior official") get none.

    The one place to replace for a better rule: it may set ``actors.identity`` of the version's actors as it likes,
    adding identities where it needs them.
    """
    rows = connection.execute(
        select(actors.c.id, actors.c.name, actors.c.kind, versions.c.document)
        .join(versions, versions.c.id == actors.c.version)
        .where(actors.c.version == version, actors.c.named, actors.c.judgement.is_(None))
    ).all()
    wanted = {row.id: (_key(row.name, row.kind, row.document), row.name, row.kind) for row in rows}
    known = _known(connection, [key for key, _, _ in wanted.values()])
    new = {key: {"key": key, "name": name, "kind": kind} for key, name, kind in wanted.values() if key not in known}
    if new:
        connection.execute(insert(identities), list(new.values()))
        known |= _known(connection, list(new))
    if wanted:
        of_actor = update(actors).where(actors.c.id == bindparam("actor"))
        links = [{"actor": actor, "identity": known[key]} for actor, (key, _, _) in wanted.items()]
        connection.execute(of_actor, links)


def named(connection: Connection, name: str, key: str) -> int:
    """The identity that a person means by a full name: the one so called that is linked to most; else a new one, with
    that key."""
    found = connection.scalar(
        select(identities.c.id)
        .outerjoin(actors, actors.c.identity == identities.c.id)
        .where(identities.c.key.in_([f"{kind}:{normal(name)}" for kind in _KINDS]))
        .group_by(identities.c.id)
        .order_by(func.count().desc(), identities.c.id)
        .limit(1)
    )
    if found is None:
        found = _known(connection, [key]).get(key)
    return int(found) if found is not None else added(connection, name, "unknown", key)


def added(connection: Connection, name: str, kind: str, key: str) -> int:
    """The identity with that key, made if there is none."""
    known = _known(connection, [key])
    if key in known:
        return known[key]
    connection.execute(insert(identities).values(key=key, name=name, kind=kind))
    return _known(connection, [key])[key]


_KINDS = ("person", "organization", "country", "place", "group", "document", "unknown")


def normal(name: str) -> str:
    """A name without what spelling varies in: case, accents, punctuation, the article, "'s"."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", plain))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words) or name.strip()


def _key(name: str, kind: str, document: int) -> str:
    plain = normal(name)
    return f"{kind}:{plain}" if kind != "person" or " " in plain else f"{kind}:{plain}@{document}"


def _known(connection: Connection, keys: list[str]) -> dict[str, int]:
    rows = connection.execute(select(identities.c.key, identities.c.id).where(identities.c.key.in_(keys)))
    return {row.key: row.id for row in rows}
