"""Where articles were found, whatever address they give themselves: what is watched is fetched once."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from onrecord.record.addresses import canonical
from onrecord.record.schema import documents, sources


def is_seen(connection: Connection, url: str) -> bool:
    """Is a document of that address in the record, or one that was found there?"""
    known = select(documents.c.id).where(documents.c.key == canonical(url))
    noted = select(sources.c.version).where(sources.c.digest == f"at {canonical(url)}")
    return connection.scalar(known) is not None or connection.scalar(noted) is not None


def note(connection: Connection, url: str, version: int) -> None:
    """Note that a version was found at that address."""
    row = insert(sources).values(digest=f"at {canonical(url)}", version=version)
    connection.execute(row.on_conflict_do_update(index_elements=["digest"], set_={"version": version}))
