"""How much there is in a record."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from onrecord.record.schema import actors, documents, identities, judgements, outlets, statements, versions


@dataclass(frozen=True, slots=True)
class Counts:
    """``statements`` are those of the latest versions, as people judged them; ``actors`` are named and counted once,
    however many documents name them; ``bytes`` is the size of the database."""

    documents: int
    versions: int
    statements: int
    actors: int
    outlets: int
    judgements: int
    bytes: int


def counts(connection: Connection) -> Counts:
    """Count what is there."""
    shown = select(statements.c.id).join(versions).where(statements.c.shown, versions.c.latest)
    linked = select(actors.c.identity).where(actors.c.identity.is_not(None))
    named = select(func.coalesce(identities.c.same_as, identities.c.id)).where(identities.c.id.in_(linked)).distinct()

    def count(selection: object) -> int:
        return connection.scalar(select(func.count()).select_from(selection)) or 0  # type: ignore[arg-type]

    pages = connection.scalar(text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"))
    return Counts(
        documents=count(documents),
        versions=count(versions),
        statements=count(shown.subquery()),
        actors=count(named.subquery()),
        outlets=count(outlets),
        judgements=count(judgements),
        bytes=int(pages or 0),
    )
