"""What most needs a person's word: the statements the reader is least sure of."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from onrecord.record.schema import statements, versions
from onrecord.record.search import Found, hits

MOST_COUNTED = 1000
"""Of more than so many that wait, nobody needs the number."""


def doubtful(connection: Connection, *, limit: int, offset: int) -> Found:
    """The statements of the latest versions that nobody has judged, the least confident first. ``total`` counts to
    ``MOST_COUNTED``."""
    waiting = (
        select(statements.c.id)
        .join(versions, versions.c.id == statements.c.version)
        .where(statements.c.shown, statements.c.judgement.is_(None), versions.c.latest)
    )
    page = waiting.order_by(statements.c.confidence, statements.c.id).limit(limit).offset(offset)
    total = connection.scalar(select(func.count()).select_from(waiting.limit(MOST_COUNTED).subquery())) or 0
    ids = list(connection.scalars(page))
    return Found(total, tuple(hits(connection, ids, None)))
