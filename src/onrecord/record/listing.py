"""The whole record as rows: its statements, actors and documents as people judged them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from sqlalchemy import Connection, case, func, select

from onrecord.record.schema import actors, documents, identities, judgements, outlets, readings, statements, versions
from onrecord.record.search import ref

Table = Literal["statements", "actors", "documents"]

COLUMNS: dict[Table, dict[str, type]] = {
    "statements": {
        "ref": str,
        "document": int,
        "version": int,
        "speaker": str,
        "actor": int,
        "role": str,
        "named": bool,
        "words": str,
        "form": str,
        "said_on": str,
        "published": str,
        "outlet": str,
        "url": str,
        "channel": str,
        "channel_kind": str,
        "addressee": str,
        "commitment": str,
        "negated": bool,
        "sourcing": str,
        "forecast": bool,
        "horizon": str,
        "confidence": float,
        "judged": str,
        "start": int,
        "end": int,
        "inside": str,
    },
    "actors": {"actor": int, "name": str, "kind": str, "statements": int, "documents": int},
    "documents": {
        "document": int,
        "version": int,
        "number": int,
        "latest": bool,
        "title": str,
        "outlet": str,
        "authors": str,
        "published": str,
        "url": str,
        "language": str,
        "hash": str,
        "added_at": str,
        "reader": str,
        "read_at": str,
    },
}
"""The columns of each table, in order, with their types."""


def rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table, each with its ``COLUMNS``; unknown values are None."""
    return {"statements": _statements, "actors": _actors, "documents": _documents}[table](connection)


def _statements(connection: Connection) -> Iterator[dict[str, Any]]:
    linked, around, told = identities.alias("linked"), statements.alias("around"), actors.alias("told")
    wanted = (
        select(
            statements,
            versions.c.document,
            versions.c.published,
            versions.c.url,
            outlets.c.name.label("outlet"),
            func.coalesce(identities.c.name, actors.c.name).label("speaker"),
            identities.c.id.label("identity"),
            actors.c.role,
            actors.c.named,
            told.c.name.label("told"),
            judgements.c.kind.label("judged"),
            around.c.version.label("around_version"),
            around.c.start.label("around_start"),
            around.c.end.label("around_end"),
            around.c.twin.label("around_twin"),
        )
        .join(versions, versions.c.id == statements.c.version)
        .outerjoin(outlets, outlets.c.id == versions.c.outlet)
        .outerjoin(actors, actors.c.id == statements.c.actor)
        .outerjoin(linked, linked.c.id == actors.c.identity)
        .outerjoin(identities, identities.c.id == func.coalesce(linked.c.same_as, linked.c.id))
        .outerjoin(judgements, judgements.c.id == statements.c.judgement)
        .outerjoin(around, around.c.id == statements.c.parent)
        .outerjoin(told, told.c.id == statements.c.addressee)
        .where(statements.c.shown, versions.c.latest)
        .order_by(statements.c.id)
        .execution_options(yield_per=1000)
    )
    for row in connection.execute(wanted):
        values = dict(row._mapping)
        inside = None
        if row.around_version is not None:
            inside = f"{row.around_version}:{row.around_start}-{row.around_end}"
            inside += f"~{row.around_twin}" if row.around_twin > 1 else ""
        values |= {"ref": ref(row), "actor": row.identity, "inside": inside, "addressee": row.told}
        horizon = None if row.forecast is None else json.loads(row.forecast)["horizon"]
        values |= {"forecast": row.forecast is not None, "horizon": horizon}
        yield {name: values[name] for name in COLUMNS["statements"]}


def _actors(connection: Connection) -> Iterator[dict[str, Any]]:
    linked = identities.alias("linked")
    said = (
        select(statements.c.actor, func.count().label("count"))
        .join(versions, versions.c.id == statements.c.version)
        .where(statements.c.shown, versions.c.latest)
        .group_by(statements.c.actor)
        .subquery()
    )
    count = func.coalesce(func.sum(said.c.count), 0)
    wanted = (
        select(
            identities.c.id.label("actor"),
            identities.c.name,
            identities.c.kind,
            count.label("statements"),
            func.count(versions.c.document.distinct()).label("documents"),
        )
        .join(linked, func.coalesce(linked.c.same_as, linked.c.id) == identities.c.id)
        .join(actors, actors.c.identity == linked.c.id)
        .join(versions, versions.c.id == actors.c.version)
        .outerjoin(said, said.c.actor == actors.c.id)
        .group_by(identities.c.id)
        .order_by(case((count > 0, 0), else_=1), count.desc(), identities.c.id)
        .execution_options(yield_per=1000)
    )
    for row in connection.execute(wanted):
        yield dict(row._mapping)


def _documents(connection: Connection) -> Iterator[dict[str, Any]]:
    wanted = (
        select(versions, outlets.c.name.label("outlet_name"), readings.c.reader, readings.c.read_at)
        .join(documents, documents.c.id == versions.c.document)
        .outerjoin(outlets, outlets.c.id == versions.c.outlet)
        .outerjoin(readings, readings.c.version == versions.c.id)
        .order_by(versions.c.id)
        .execution_options(yield_per=1000)
    )
    for row in connection.execute(wanted):
        values = dict(row._mapping)
        values |= {"version": row.id, "outlet": row.outlet_name, "authors": "; ".join(json.loads(row.authors))}
        yield {name: values[name] for name in COLUMNS["documents"]}
