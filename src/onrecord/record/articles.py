"""An article as it is shown: its reading, with the record's names for what is in it, and the list of all articles."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from onrecord.model import Reading
from onrecord.record.database import RecordError
from onrecord.record.identity import normal
from onrecord.record.schema import (
    actors,
    identities,
    judgements,
    outlets,
    statements,
    tallies,
    texts,
    versions,
)
from onrecord.record.search import ref
from onrecord.record.store import load


@dataclass(frozen=True, slots=True)
class Listed:
    """One article in a list: the latest version of a document, and how many statements it has."""

    version: int
    title: str | None
    outlet: str | None
    published: str | None
    added_at: str
    versions: int
    statements: int
    opening: str


@dataclass(frozen=True, slots=True)
class Articles:
    """Part of the list of articles, and how many there are in all."""

    total: int
    articles: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A version of a document as people judged it. By the ids of the reading: ``refs`` name its statements, ``judged``
    tells which a person has confirmed or corrected, ``people`` are its actors' numbers in the record. ``versions`` are
    the document's, by number."""

    version: int
    latest: bool
    reading: Reading
    refs: dict[str, str]
    judged: dict[str, str]
    people: dict[str, int]
    versions: dict[int, int]


def article(connection: Connection, version: int) -> Article:
    """The article of that version. Raises RecordError where there is none."""
    held = connection.execute(select(versions).where(versions.c.id == version)).first()
    if held is None:
        raise RecordError(f"there is no document {version} in the record")
    said = connection.execute(
        select(
            statements.c.label,
            statements.c.version,
            statements.c.start,
            statements.c.end,
            statements.c.twin,
            judgements.c.kind,
        )
        .outerjoin(judgements, judgements.c.id == statements.c.judgement)
        .where(statements.c.version == version, statements.c.shown)
    ).all()
    people = connection.execute(
        select(actors.c.label, func.coalesce(identities.c.same_as, identities.c.id))
        .join(identities, identities.c.id == actors.c.identity)
        .where(actors.c.version == version)
    ).all()
    of_document = select(versions.c.number, versions.c.id).where(versions.c.document == held.document)
    return Article(
        version=version,
        latest=bool(held.latest),
        reading=load(connection, version, judged=True),
        refs={row.label: ref(row) for row in said},
        judged={row.label: row.kind for row in said if row.kind},
        people={row[0]: row[1] for row in people},
        versions={row.number: row.id for row in connection.execute(of_document.order_by(versions.c.number))},
    )


def articles(connection: Connection, *, query: str | None, outlet: str | None, limit: int, offset: int) -> Articles:
    """The articles added last, those whose title has the words of ``query``, or of one outlet."""
    wanted = select(versions.c.id).where(versions.c.latest)
    for word in (query or "").split():
        plain = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        wanted = wanted.where(versions.c.title.ilike(f"%{plain}%", escape="\\"))
    if outlet:
        wanted = wanted.join(outlets, outlets.c.id == versions.c.outlet).where(outlets.c.key == normal(outlet))
    total = connection.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page = list(connection.scalars(wanted.order_by(versions.c.id.desc()).limit(limit).offset(offset)))
    count = tallies.c.direct + tallies.c.mixed + tallies.c.indirect
    others = versions.alias("others")
    of_document = select(func.count()).where(others.c.document == versions.c.document).scalar_subquery()
    rows = connection.execute(
        select(
            versions,
            outlets.c.name.label("outlet_name"),
            func.coalesce(count, 0).label("statements"),
            of_document.label("versions"),
            func.substr(texts.c.text, 1, 120).label("opening"),
        )
        .join(texts, texts.c.version == versions.c.id)
        .outerjoin(outlets, outlets.c.id == versions.c.outlet)
        .outerjoin(tallies, tallies.c.version == versions.c.id)
        .where(versions.c.id.in_(page))
        .order_by(versions.c.id.desc())
    ).all()
    return Articles(
        total,
        tuple(
            Listed(
                row.id,
                row.title,
                row.outlet_name,
                row.published,
                row.added_at,
                row.versions,
                row.statements,
                " ".join(row.opening.split()),
            )
            for row in rows
        ),
    )
