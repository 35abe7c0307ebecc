"""The record: documents, what the reader found in them, and what people say about that, in one SQLite file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from onrecord.record.database import RecordError, explained, open_database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.model import Document, Reading
    from onrecord.record.store import Stored

__all__ = ["Record", "RecordError"]


class Record:
    """A record in a file, made if there is none (unless ``create`` is false). A context manager; ``close`` else.

    Every method raises RecordError, with one line that says what is wrong, where the file is no record, can't be
    written to, or is asked for something it doesn't have. Several processes can use one record at once.
    """

    def __init__(self, path: str | PathLike[str], *, create: bool = True) -> None:
        self.path = Path(path)
        self._engine = open_database(self.path, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # --- storing ----------------------------------------------------------------------------------------------------

    def store(self, reading: Reading, *, digest: str | None = None) -> Stored:
        """Store what the reader found in a document; an older reading of the same text is replaced, judgements stay.

        ``digest`` is a hash of the bytes that were read, by which ``has`` knows them again.
        """
        return self.store_all([(reading, digest)])[0]

    def store_all(self, readings: Iterable[tuple[Reading, str | None]]) -> list[Stored]:
        """Store several readings, each with its digest, in one transaction: all of them, or none."""
        from onrecord.record.store import put

        with self._writing() as connection:
            return [put(connection, reading, digest) for reading, digest in readings]

    def has(self, digest: str, reader: str) -> bool:
        """Have bytes with this digest been read by this version of the reader?"""
        from sqlalchemy import select

        from onrecord.record.schema import readings, sources

        with self._reading() as connection:
            found = connection.scalar(
                select(readings.c.reader)
                .join(sources, sources.c.version == readings.c.version)
                .where(sources.c.digest == digest)
            )
        return found == reader

    def holds(self, document: Document, reader: str) -> bool:
        """Is this document in the record, with these facts, read by this version of the reader?"""
        from onrecord.record.store import holds

        with self._reading() as connection:
            return holds(connection, document, reader) is not None

    def reading(self, version: int, *, judged: bool = True) -> Reading:
        """The reading of a document's version: as people judged it, or as the reader left it."""
        from onrecord.record.store import load

        with self._reading() as connection:
            return load(connection, version, judged=judged)

    # --- the file ---------------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            explained(self.path),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection
