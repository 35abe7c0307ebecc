"""Who is in the record: the actors by how much they say, and one actor's page, with what links the articles' names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import Connection, exists, func, select, text

from onrecord.model import ActorKind
from onrecord.record.candidates import Known, likeness, roles_of
from onrecord.record.database import RecordError
from onrecord.record.names import body_name, personal, surname_key
from onrecord.record.occupations import Profile
from onrecord.record.query import phrase
from onrecord.record.schema import actors, identities, identity_names, statements, versions
from onrecord.record.search import Filters, Hit, identities_called, merged_with, search
from onrecord.record.speakers import Speaker, speaker

MOST_ALIKE = 10
_ALIKE = 0.3
_MOST_BEARERS = 300
"""How many bearers of a surname are compared, at most."""
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Ranked:
    """An actor in the list: the number in this record, and how many statements it makes."""

    actor: int
    name: str
    kind: str
    statements: int


@dataclass(frozen=True, slots=True)
class Linked:
    """Why articles' actors are taken for this one: the name they give it, the grounds on which it was linked (None: the
    first of the name), how many of them, and how likely the least likely is (0 to 1)."""

    name: str
    grounds: str | None
    articles: int
    likeness: float | None


@dataclass(frozen=True, slots=True)
class Near:
    """Another actor of the record that could be the same: how likely, 0 to 1, and on what grounds."""

    actor: int
    name: str
    kind: str
    likeness: float
    grounds: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that the record has of one actor; ``latest`` are the newest statements."""

    speaker: Speaker
    linked: tuple[Linked, ...]
    near: tuple[Near, ...]
    latest: tuple[Hit, ...]


def ranked(connection: Connection, *, kind: ActorKind | None, limit: int, offset: int = 0) -> list[Ranked]:
    """The named actors who make statements, most first; those of the latest versions are counted, as people judged
    them."""
    counts = _statements(connection)
    for merged in connection.execute(
        select(identities.c.id, identities.c.same_as).where(identities.c.same_as.is_not(None))
    ):
        counts[merged.same_as] += counts.pop(merged.id, 0)
    if kind is not None:
        of_kind = set(connection.scalars(select(identities.c.id).where(identities.c.kind == kind)))
        counts = Counter({identity: count for identity, count in counts.items() if identity in of_kind})
    first = sorted(((-count, identity) for identity, count in counts.items() if count > 0))[offset : offset + limit]
    rows = connection.execute(select(identities).where(identities.c.id.in_([identity for _, identity in first])))
    named = {row.id: row for row in rows}
    return [Ranked(each, named[each].name, named[each].kind, -count) for count, each in first if each in named]


def _statements(connection: Connection) -> Counter[int]:
    """How many statements each identity makes: the full text index knows how many have a speaker's tag. Those of
    versions that were replaced are counted by themselves, and taken off."""
    connection.execute(
        text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.statement_terms USING fts5vocab(main, statement_index, 'col')")
    )
    terms = text("SELECT term, doc FROM temp.statement_terms WHERE term >= 'w0' AND term < 'w:' AND col = 'tags'")
    counts: Counter[int] = Counter()
    for term, count in connection.execute(terms):
        if term[1:].isdecimal():
            counts[int(term[1:])] = count
    replaced = (
        select(actors.c.identity, func.count())
        .select_from(versions)
        .join(statements, statements.c.version == versions.c.id)
        .join(actors, actors.c.id == statements.c.actor)
        .where(~versions.c.latest, statements.c.shown, actors.c.identity.is_not(None))
        .group_by(actors.c.identity)
    )
    for identity, count in connection.execute(replaced):
        counts[identity] -= count
    return counts


def page(connection: Connection, name: str, *, limit: int) -> Page:
    """The page of the actor of that name, or of that number. Raises RecordError for nobody, and for several."""
    number = _one(connection, name)
    held = speaker(connection, number)
    ids = merged_with(connection, [held.id])
    latest = search(connection, Filters(speaker=held.id), limit=limit)
    return Page(held, _linked(connection, ids), _near(connection, held, ids), latest.hits)


def _one(connection: Connection, name: str) -> int:
    if name.strip().isdecimal() and len(name.strip()) < 16:
        return int(name)
    found = identities_called(connection, name)
    if not found:
        raise RecordError(f"nobody in the record is called {name!r}")
    root = func.coalesce(identities.c.same_as, identities.c.id)
    roots = list(connection.scalars(select(root).where(identities.c.id.in_(found)).distinct()))
    if len(roots) == 1:
        return int(roots[0])
    articles = func.count(actors.c.id)
    rows = connection.execute(
        select(identities.c.id, identities.c.name, func.max(actors.c.role).label("role"), articles.label("articles"))
        .join(actors, actors.c.identity == identities.c.id)
        .where(identities.c.id.in_(roots))
        .group_by(identities.c.id)
        .order_by(articles.desc(), identities.c.id)
        .limit(_MOST_NAMED)
    ).all()
    told = "; ".join(f"{row.id} {row.name}" + (f", {row.role}" if row.role else "") for row in rows)
    more = f"; and {len(roots) - len(rows)} more" if len(roots) > len(rows) else ""
    raise RecordError(f"{len(roots)} actors are called {name!r}; give the number of one: {told}{more}")


def _linked(connection: Connection, ids: Sequence[int]) -> tuple[Linked, ...]:
    rows = connection.execute(
        select(actors.c.name, actors.c.grounds, func.count().label("articles"), func.min(actors.c.likeness))
        .where(actors.c.identity.in_(ids), actors.c.judgement.is_(None))
        .group_by(actors.c.name, actors.c.grounds)
        .order_by(func.count().desc(), actors.c.name, actors.c.grounds)
        .limit(30)
    )
    return tuple(Linked(*row) for row in rows)


def _near(connection: Connection, held: Speaker, ids: Sequence[int]) -> tuple[Near, ...]:
    """Whom the actor could be confused with, the likeliest first."""
    scored = _near_people(connection, held, ids) if held.kind == "person" else _near_bodies(connection, held, ids)
    best: dict[int, Near] = {}
    for each in scored:
        if each.likeness >= _ALIKE and (each.actor not in best or best[each.actor].likeness < each.likeness):
            best[each.actor] = each
    return tuple(sorted(best.values(), key=lambda each: (-each.likeness, each.name, each.actor))[:MOST_ALIKE])


def _near_people(connection: Connection, held: Speaker, ids: Sequence[int]) -> Iterable[Near]:
    names = [name for each in (held.name, *held.names) if (name := personal(each)) is not None]
    full = [name for name in names if name.given] or names[:1]
    keys = {key for name in full for key in (surname_key(name), f"w {surname_key(name)}")}
    bearers = (
        select(identity_names.c.identity)
        .where(identity_names.c.key.in_(keys), identity_names.c.identity.not_in(ids))
        .where(exists().where(actors.c.identity == identity_names.c.identity))
        .distinct()
        .limit(_MOST_BEARERS)
    )
    rows = connection.execute(select(identities).where(identities.c.id.in_(bearers))).all()
    roles = roles_of(connection, [row.id for row in rows] + list(ids))
    for row in rows:
        other = personal(row.name)
        if other is None:
            continue
        known = Known(row.id, row.same_as or row.id, row.name, names=[other], roles=roles.get(row.id, Profile()))
        for own in ids:
            alike, grounds = likeness(full, roles.get(own, Profile()), known)
            yield Near(known.root, row.name, row.kind, round(alike, 3), grounds)


def _near_bodies(connection: Connection, held: Speaker, ids: Sequence[int]) -> Iterable[Near]:
    words = [found for word in body_name(held.name).split() if (found := phrase(word))]
    if not words:
        return
    rows = connection.execute(
        text(
            "SELECT rowid AS id FROM identity_index WHERE identity_index MATCH :words ORDER BY rank LIMIT 50"
        ).bindparams(words=" OR ".join(words))
    )
    like = [row.id for row in rows if row.id not in ids]
    others = select(identities).where(
        identities.c.id.in_(like), exists().where(actors.c.identity == identities.c.id), identities.c.kind != "person"
    )
    for row in connection.execute(others):
        alike = fuzz.token_sort_ratio(body_name(row.name), body_name(held.name)) / 100
        if alike > 0.6:
            yield Near(row.same_as or row.id, row.name, row.kind, round(0.8 * alike, 3), "like name")
