"""Searching statements: full text and filters, answered by the full text index, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Integer, String, column, exists, func, select, table, text
from sqlalchemy.sql import Select

from onrecord.model import Form
from onrecord.record.database import RecordError
from onrecord.record.dates import bounds, day
from onrecord.record.identity import called, normal
from onrecord.record.query import expression, phrase
from onrecord.record.schema import actors, identities, judgements, outlets, statements, versions
from onrecord.record.tags import between, description, months_before, since_month
from onrecord.tabular import Tabular

MANY = 3000
"""Matches of which only the newest are put in order, if those are enough."""
MOST_IDENTITIES = 500
"""Actors that a name may mean before the search asks for a fuller one."""

_index = table("statement_index", column("rowid", Integer), column("statement_index", String))
_names = table("identity_index", column("rowid", Integer), column("identity_index", String))


@dataclass(frozen=True, slots=True)
class Filters:
    """What to search for: what is None doesn't matter.

    ``query`` is as in ``onrecord.record.query``. ``who`` is the speaker's full name, or where nobody is called just so
    words of names, or of the description of a source without one; ``about`` is words that are said or the name of an
    actor that is mentioned. ``since`` and ``until`` are dates (inclusive), compared with when it was said, or else when
    the article was published. ``superseded`` searches the versions of documents too that a later one replaced.
    ``speaker`` is the speaker's number (``Hit.actor``), by which namesakes are told apart.
    """

    query: str | None = None
    who: str | None = None
    about: str | None = None
    form: Form | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    superseded: bool = False
    speaker: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found. ``ref`` names it to judge it; ``date`` is EDTF, when it was said or else published;
    ``judged`` is "confirm" or "correct" where a person has said so; ``snippet`` is its words, shortened around what was
    searched for; ``actor`` is the number of the record's actor who speaks, where the speaker is named."""

    ref: str
    speaker: str | None
    role: str | None
    words: str
    snippet: str
    form: str
    date: str | None
    outlet: str | None
    title: str | None
    url: str | None
    confidence: float
    commitment: str | None
    judged: str | None
    version: int
    actor: int | None


@dataclass(frozen=True, slots=True)
class Found(Tabular):
    """Part of what was found, and how much there is in all."""

    total: int
    hits: tuple[Hit, ...]

    def rows(self) -> list[dict[str, Any]]:
        """The hits as rows."""
        return [asdict(hit) for hit in self.hits]


def search(
    connection: Connection, filters: Filters, *, limit: int, offset: int = 0, oldest_first: bool = False
) -> Found:
    """The statements that match, newest first (undated ones last), as people judged them."""
    wanted = matching(connection, filters)
    if wanted is None:
        return Found(0, ())
    words = expression(filters.query) if filters.query else None
    if not oldest_first and not filters.since and not filters.until:
        total = connection.scalar(select(func.count()).select_from(wanted.subquery())) or 0
        if total > MANY and (ids := _newest(connection, filters, limit, offset)):
            return Found(total, tuple(hits(connection, ids, words)))
    order = statements.c.earliest.asc() if oldest_first else statements.c.earliest.desc()
    page = (
        wanted.add_columns(func.count().over().label("total"))
        .order_by(statements.c.earliest.is_(None), order, statements.c.id)
        .limit(limit)
        .offset(offset)
    )
    rows = connection.execute(page).all()
    if not rows:
        total = 0 if not offset else connection.scalar(select(func.count()).select_from(wanted.subquery())) or 0
        return Found(total, ())
    ids = [row.id for row in rows]
    return Found(rows[0].total, tuple(hits(connection, ids, words)))


def _newest(connection: Connection, filters: Filters, limit: int, offset: int) -> list[int] | None:
    """The page's statements where many match: those of the last months, so that the others need not be put in order.
    None where these months have too few."""
    last = bounds(connection.scalar(select(func.max(versions.c.published)).where(versions.c.latest)))
    if last is None:
        return None
    for months in (2, 24):
        first = months_before(last[1], months)
        recent = matching(connection, filters, _any_tag(since_month(first)))
        if recent is None:
            return None
        page = (
            recent.where(statements.c.earliest >= first)
            .order_by(statements.c.earliest.desc(), statements.c.id)
            .limit(limit)
            .offset(offset)
        )
        ids = list(connection.scalars(page))
        if len(ids) == limit:
            return ids
    return None


def facets(connection: Connection, filters: Filters, *, most: int = 20) -> dict[str, list[tuple[str, int]]]:
    """How many of the statements that match there are of each speaker, outlet and month; the ``most`` frequent of each,
    months in order."""
    wanted = matching(connection, filters)
    if wanted is None:
        return {"speakers": [], "outlets": [], "months": []}
    found = wanted.add_columns(statements.c.actor, statements.c.version, statements.c.earliest, statements.c.latest)
    hits = found.subquery()
    speaker = func.coalesce(identities.c.same_as, identities.c.id)
    speakers = (
        select(speaker.label("identity"), func.count().label("count"))
        .select_from(hits)
        .join(actors, actors.c.id == hits.c.actor)
        .join(identities, identities.c.id == actors.c.identity)
        .group_by("identity")
        .order_by(func.count().desc(), "identity")
        .limit(most)
        .subquery()
    )
    by_speaker = (
        select(identities.c.name, speakers.c.count)
        .join(speakers, speakers.c.identity == identities.c.id)
        .order_by(speakers.c.count.desc(), identities.c.name)
    )
    by_outlet = (
        select(outlets.c.name, func.count())
        .select_from(hits)
        .join(versions, versions.c.id == hits.c.version)
        .join(outlets, outlets.c.id == versions.c.outlet)
        .group_by(outlets.c.id)
        .order_by(func.count().desc(), outlets.c.name)
        .limit(most)
    )
    by_month = (
        select(hits.c.earliest.op("/")(100).label("month"), func.count())
        .where(hits.c.earliest.op("/")(100) == hits.c.latest.op("/")(100))
        .group_by("month")
        .order_by("month")
    )
    return {
        "speakers": [(row[0], row[1]) for row in connection.execute(by_speaker)],
        "outlets": [(row[0], row[1]) for row in connection.execute(by_outlet)],
        "months": [(f"{row[0] // 100:04}-{row[0] % 100:02}", row[1]) for row in connection.execute(by_month)],
    }


def identities_called(connection: Connection, name: str) -> list[int]:
    """The identities of that full name, else those whose names have its words; and all that are merged with one of
    them."""
    if found := named_just(connection, name):
        return found
    found = [row.id for row in _called(connection, name)]
    if len(found) > MOST_IDENTITIES:
        raise RecordError(f"{len(found)} actors are called {name!r}; give a fuller name")
    return merged_with(connection, found)


def named_just(connection: Connection, name: str) -> list[int]:
    """The identities of just that full name, and all that are merged with one of them; a surname is none."""
    found = {row.id for row in _called(connection, name) if normal(row.name) == normal(name)}
    found |= called(connection, name)
    known = select(identities.c.id).where(identities.c.id.in_(found), ~identities.c.key.like("person:%@%"))
    return merged_with(connection, list(connection.scalars(known)))


def merged_with(connection: Connection, found: Sequence[int]) -> list[int]:
    """These identities and all that are merged with one of them."""
    roots = select(func.coalesce(identities.c.same_as, identities.c.id)).where(identities.c.id.in_(found))
    merged = select(identities.c.id).where(
        identities.c.id.in_(found) | identities.c.same_as.in_(roots) | identities.c.id.in_(roots)
    )
    return list(connection.scalars(merged)) if found else []


def matches(match: str, *, limit: int) -> Select[Any]:
    """The ids of the statements that match an expression of the full text index best."""
    best = select(_index.c.rowid).where(_index.c.statement_index.op("MATCH")(match)).order_by(text("rank"))
    return best.limit(limit)


def _called(connection: Connection, name: str) -> Sequence[Any]:
    words = [found for word in normal(name).split() if (found := phrase(word))]
    if not words:
        return ()
    return connection.execute(
        select(identities.c.id, identities.c.name)
        .join(_names, _names.c.rowid == identities.c.id)
        .where(_names.c.identity_index.op("MATCH")(" AND ".join(words)))
        .where(exists().where(actors.c.identity == identities.c.id) | identities.c.same_as.is_not(None))
    ).all()


def matching(connection: Connection, filters: Filters, *more: str) -> Select[Any] | None:
    """The ids of the statements that match the filters and more expressions of the full text index; None where there
    can be none."""
    parts, days = [*more], []
    if filters.query is not None and (words := expression(filters.query)):
        parts.append(f"words : {words}")
    if filters.who is not None:
        just = named_just(connection, filters.who)
        said_by = [f"w{identity}" for identity in just or identities_called(connection, filters.who)]
        if not just and (described := description(filters.who)):
            said_by.append(f"({' AND '.join(described)})")
        if not said_by:
            return None
        parts.append(_any_tag(said_by))
    if filters.speaker is not None:
        # A number that is nobody's is looked for too, and not found.
        same = merged_with(connection, [filters.speaker]) or [filters.speaker]
        parts.append(_any_tag(f'"w{identity}"' for identity in same))
    if filters.about is not None:
        said = phrase(filters.about)
        mentioned = identities_called(connection, filters.about)
        either = [f"words : {said}"] if said else []
        either += [_any_tag(f"a{identity}" for identity in mentioned)] if mentioned else []
        if not either:
            return None
        parts.append(f"({' OR '.join(either)})")
    if filters.form is not None:
        parts.append(_any_tag([f"f{filters.form[0]}"]))
    if filters.outlet is not None:
        known = connection.scalar(select(outlets.c.id).where(outlets.c.key == normal(filters.outlet)))
        if known is None:
            return None
        parts.append(_any_tag([f"o{known}"]))
    since = day(filters.since, last=False) if filters.since else None
    until = day(filters.until, last=True) if filters.until else None
    if since is not None:
        days.append(statements.c.latest >= since)
        if until is not None and until < since:
            return None
    if until is not None:
        days.append(statements.c.earliest <= until)
    if parts and (months := between(since, until)):
        parts.append(_any_tag(months))
    wanted = select(statements.c.id)
    if not parts:
        wanted = wanted.where(statements.c.shown, *days)
        if not filters.superseded:
            wanted = wanted.join(versions, versions.c.id == statements.c.version).where(versions.c.latest)
        return wanted
    match = " AND ".join(parts) + ("" if filters.superseded else " NOT tags : old")
    # An outer join, since SQLite leaves it out where only the number of matches is asked for.
    return (
        select(_index.c.rowid.label("id"))
        .select_from(_index.outerjoin(statements, statements.c.id == _index.c.rowid))
        .where(_index.c.statement_index.op("MATCH")(match))
        .where(*days)
    )


def _any_tag(found: Iterable[str]) -> str:
    return f"tags : ({' OR '.join(found)})"


def hits(connection: Connection, ids: Sequence[int], words: str | None) -> list[Hit]:
    rows = connection.execute(
        select(
            statements,
            func.coalesce(identities.c.name, actors.c.name).label("speaker"),
            identities.c.id.label("identity"),
            actors.c.role,
            versions.c.published,
            versions.c.title,
            versions.c.url,
            outlets.c.name.label("outlet"),
            judgements.c.kind.label("judged"),
        )
        .join(versions, versions.c.id == statements.c.version)
        .outerjoin(outlets, outlets.c.id == versions.c.outlet)
        .outerjoin(actors, actors.c.id == statements.c.actor)
        .outerjoin(_linked, _linked.c.id == actors.c.identity)
        .outerjoin(identities, identities.c.id == func.coalesce(_linked.c.same_as, _linked.c.id))
        .outerjoin(judgements, judgements.c.id == statements.c.judgement)
        .where(statements.c.id.in_(ids))
    ).all()
    snippets = _snippets(connection, [row.id for row in rows if _is_long(row.words)], words)
    found = {row.id: _hit(row, snippets.get(row.id)) for row in rows}
    return [found[each] for each in ids]


_linked = identities.alias("linked")


def _snippets(connection: Connection, ids: Sequence[int], words: str | None) -> dict[int, str]:
    """The words around what was searched for, at most 40 of them."""
    if words is None:
        return {}
    found = text(
        "SELECT rowid, snippet(statement_index, 0, '', '', '…', 40) FROM statement_index "
        "WHERE statement_index MATCH :words AND rowid = :id"
    )
    return {
        row[0]: row[1] for each in ids for row in connection.execute(found, {"words": f"words : {words}", "id": each})
    }


def _hit(row: Any, snippet: str | None) -> Hit:
    return Hit(
        ref=ref(row),
        speaker=row.speaker,
        role=row.role,
        words=row.words,
        snippet=snippet or _shortened(row.words),
        form=row.form,
        date=row.said_on or row.published,
        outlet=row.outlet,
        title=row.title,
        url=row.url,
        confidence=row.confidence,
        commitment=row.commitment,
        judged=row.judged,
        version=row.version,
        actor=row.identity,
    )


def _is_long(words: str) -> bool:
    return len(words.split()) > 40


def _shortened(words: str) -> str:
    return " ".join(words.split()[:40]) + "…" if _is_long(words) else words


def ref(row: Any) -> str:
    """How people name a statement: its version, and where in it its words stand; of twins, the second is "~2"."""
    return f"{row.version}:{row.start}-{row.end}" + (f"~{row.twin}" if row.twin > 1 else "")
