"""Who speaks in the record: a speaker's names, roles, and how, where, when and about whom he or she is quoted."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, String, column, func, select, table, text

from onrecord.record.database import RecordError
from onrecord.record.dates import bounds
from onrecord.record.identity import normal
from onrecord.record.query import phrase
from onrecord.record.schema import actors, identities, outlets, statements, versions
from onrecord.record.search import Filters, matching, merged_with

_names = table("identity_index", column("rowid", Integer), column("identity_index", String))
MOST_COUNTED = 3000
"""Statements of one speaker that are counted by form, outlet, month and subject."""
_FORMS = ("direct", "mixed", "indirect")
_MOST_ABOUT = 30
_root = func.coalesce(identities.c.same_as, identities.c.id)


@dataclass(frozen=True, slots=True)
class Named:
    """A named actor in a list: the number, and in how many articles (their versions counted) the name is used."""

    id: int
    name: str
    kind: str
    articles: int


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role as articles word it, the first and the last date (EDTF) of their publication, how many there are, and
    their outlets, most first."""

    role: str
    first: str | None
    last: str | None
    articles: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """An actor of the record: ``names`` are the others that articles use, roles the earliest first. ``counted`` of the
    statements, those added last, are told apart by form, by outlet and by month, and ``about`` whom they speak (the
    actors named in them), most first."""

    id: int
    name: str
    kind: str
    names: tuple[str, ...]
    roles: tuple[RoleHeld, ...]
    statements: int
    counted: int
    articles: int
    forms: dict[str, int]
    outlets: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]
    about: tuple[tuple[int, str, int], ...]


def speakers(connection: Connection, query: str | None, *, limit: int, offset: int = 0) -> list[Named]:
    """Those whose names have these words or beginnings of words, the most named first; everybody without a query."""
    root = _root.label("root")
    wanted = select(root, func.count().label("articles")).join(actors, actors.c.identity == identities.c.id)
    if query and query.strip():
        words = [term for word in normal(query).split() if (term := phrase(word, prefix=True))]
        if not words:
            return []
        wanted = wanted.join(_names, _names.c.rowid == identities.c.id)
        wanted = wanted.where(_names.c.identity_index.op("MATCH")(" AND ".join(words)))
        most = wanted.group_by(root)
    else:
        by_identity = select(actors.c.identity, func.count().label("articles")).group_by(actors.c.identity).subquery()
        most = select(root, func.sum(by_identity.c.articles).label("articles"))
        most = most.join(by_identity, by_identity.c.identity == identities.c.id).group_by(root)
    page = most.order_by(column("articles").desc(), root)
    found = page.limit(limit).offset(offset).subquery()
    rows = connection.execute(
        select(identities.c.id, identities.c.name, identities.c.kind, found.c.articles)
        .join(found, found.c.root == identities.c.id)
        .order_by(found.c.articles.desc(), identities.c.id)
    )
    return [Named(row.id, row.name, row.kind, row.articles) for row in rows]


def speaker(connection: Connection, number: int) -> Speaker:
    """The actor of that number. Raises RecordError where there is none."""
    held = connection.execute(select(identities).where(identities.c.id == number)).first()
    if held is not None and held.same_as is not None:
        held = connection.execute(select(identities).where(identities.c.id == held.same_as)).first()
    if held is None:
        raise RecordError(f"there is no actor {number} in the record")
    ids = merged_with(connection, [held.id])
    named = connection.execute(
        select(
            actors.c.name,
            actors.c.aliases,
            actors.c.role,
            versions.c.published,
            versions.c.document,
            outlets.c.name.label("outlet"),
        )
        .join(versions, versions.c.id == actors.c.version)
        .outerjoin(outlets, outlets.c.id == versions.c.outlet)
        .where(actors.c.identity.in_(ids), versions.c.latest)
    ).all()
    names = Counter(row.name for row in named)
    for aliases in {row.aliases for row in named}:
        names.update(json.loads(aliases))
    held_in: dict[str, list[tuple[str, str | None, str | None]]] = defaultdict(list)
    for row in named:
        if row.role:
            held_in[row.role.casefold()].append((row.role, row.published, row.outlet))
    total, tags = _tags(connection, held.id)
    return Speaker(
        id=held.id,
        name=held.name,
        kind=held.kind,
        names=tuple(name for name, _ in names.most_common(20) if name != held.name),
        roles=tuple(sorted(map(_role, held_in.values()), key=_since)),
        statements=total,
        counted=sum(tags[f"f{form[0]}"] for form in _FORMS),
        articles=len({row.document for row in named}),
        forms={form: tags[f"f{form[0]}"] for form in _FORMS},
        outlets=_outlets(connection, tags),
        months=tuple(sorted((f"{t[1:5]}-{t[5:]}", n) for t, n in tags.items() if t[0] == "m" and t[1:].isdecimal())),
        about=_about(connection, tags, ids),
    )


def _tags(connection: Connection, number: int) -> tuple[int, Counter[str]]:
    """How many statements an actor makes, and how often each tag (``onrecord.record.tags``) stands at those that
    were added last."""
    said = matching(connection, Filters(speaker=number))
    if said is None:
        return 0, Counter()
    count = connection.scalar(select(func.count()).select_from(said.subquery())) or 0
    last = said.order_by(text("statement_index.rowid DESC")).limit(MOST_COUNTED).subquery()
    rows = connection.scalars(select(statements.c.tags).join(last, last.c.id == statements.c.id))
    return count, Counter(tag for tags in rows for tag in tags.split())


def _outlets(connection: Connection, tags: Counter[str]) -> tuple[tuple[str, int], ...]:
    counts = {int(tag[1:]): n for tag, n in tags.items() if tag[0] == "o" and tag[1:].isdecimal()}
    rows = connection.execute(select(outlets.c.id, outlets.c.name).where(outlets.c.id.in_(counts)))
    return tuple(sorted(((row.name, counts[row.id]) for row in rows), key=lambda pair: (-pair[1], pair[0])))


def _about(connection: Connection, tags: Counter[str], ids: Sequence[int]) -> tuple[tuple[int, str, int], ...]:
    counts = Counter({int(tag[1:]): n for tag, n in tags.items() if tag[0] == "a" and int(tag[1:]) not in ids})
    most = dict(counts.most_common(_MOST_ABOUT))
    rows = connection.execute(select(_root.label("root"), identities.c.id).where(identities.c.id.in_(most)))
    by_root: Counter[int] = Counter()
    for row in rows:
        by_root[row.root] += most[row.id]
    names = connection.execute(select(identities.c.id, identities.c.name).where(identities.c.id.in_(by_root)))
    found = [(row.id, row.name, by_root[row.id]) for row in names]
    return tuple(sorted(found, key=lambda each: (-each[2], each[1])))


def _role(articles: Sequence[tuple[str, str | None, str | None]]) -> RoleHeld:
    """A role from those who give it (as worded, published, outlet), worded as most do."""
    if len(articles) == 1:  # most roles are given once, and there can be thousands
        role, date, outlet = articles[0]
        known = date if bounds(date) else None
        return RoleHeld(role, known, known, 1, (outlet,) if outlet else ())
    wording = Counter(role for role, _, _ in articles)
    dates = sorted((date for _, date, _ in articles if bounds(date)), key=lambda date: bounds(date) or (0, 0))
    where = Counter(outlet for *_, outlet in articles if outlet)
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    outlets_by_use = tuple(outlet for outlet, _ in where.most_common())
    return RoleHeld(wording.most_common(1)[0][0], first, last, len(articles), outlets_by_use)


def _since(held: RoleHeld) -> tuple[int, str]:
    first = bounds(held.first)
    return (first[0] if first else 99999999, held.role)
