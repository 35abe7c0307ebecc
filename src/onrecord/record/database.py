"""The file of a record: opening it, its transactions, and what can be wrong with it."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from onrecord.record.migrations import APPLICATION, migrate, newest

SECONDS_TO_WAIT = 60.0
"""How long one process waits for another's transaction, which is short."""


class RecordError(Exception):
    """What is wrong with the record or with what is asked of it; the message is one line for its user."""


def open_database(path: Path, *, create: bool) -> Engine:
    """The database of a record, in this version's shape: made if there is none and ``create``, migrated if older.

    A file that can't be written to is opened for reading. Raises RecordError for a file of another program or of a
    newer version, which are left as they are.
    """
    if not path.exists() and not create:
        raise RecordError(f"there is no record at {path}; onrecord add makes one")
    writable = os.access(path if path.exists() else path.parent, os.W_OK)
    with explained(path):
        if writable:
            with closing(_connect(path, "mode=rwc" if create else "mode=rw")) as connection:
                _prepare(connection, path)
            access = "mode=rw"
        else:
            access = _reading_access(path)
    # The name of the database is the creator's matter: the file may have any character in its name.
    engine = create_engine("sqlite://", creator=lambda: _connect(path, access), poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path, access: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?{access}",
        uri=True,
        timeout=SECONDS_TO_WAIT,
        isolation_level=None,  # transactions are begun by _begin
        check_same_thread=False,  # the pool gives a connection to one thread at a time
    )
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "cache_size = -65536", "mmap_size = 4294967296"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _begin(connection: Connection) -> None:
    # A transaction that begins by reading and then writes could find that another has written in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """See that the file is a record of this version's shape, or make it one."""
    if _is_current(connection, path):
        return
    # Not inside a transaction. SQLite doesn't wait by itself for another process that does the same.
    for attempt in range(100):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError:
            if attempt == 99:
                raise
            time.sleep(0.05)
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _is_current(connection, path):  # another process may have been faster
            migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _is_current(connection: sqlite3.Connection, path: Path) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (tables or application or version):
        raise RecordError(f"{path} is a database of another program, not a record; it was left as it is")
    if version > newest():
        raise RecordError(
            f"{path} was made by a newer version of Onrecord (its tables are number {version}, this version knows "
            f"them up to {newest()}); it was left as it is"
        )
    return bool(version == newest())


def _reading_access(path: Path) -> str:
    """How to open a record that can't be written to. Where its folder can't be either, SQLite has to be told that
    nobody else writes."""
    for access in ("mode=ro", "immutable=1"):
        try:
            with closing(_connect(path, access)) as connection:
                if not _is_current(connection, path):
                    raise RecordError(f"{path} was made by an older version of Onrecord, and can't be written to")
            return access
        except sqlite3.OperationalError:
            if access == "immutable=1":
                raise
    raise AssertionError


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into a RecordError: one line that says what the user can do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise RecordError(_explanation(path, cause)) from error


def _explanation(path: Path, error: BaseException | None) -> str:
    reason = str(error)
    known = {
        "locked": f"{path} is in use by another process that doesn't finish; try again when it has",
        "readonly": f"{path} can't be written to",
        "full": f"the disk is full: {path} can't grow; what was stored before is safe",
        "not a database": f"{path} is not a record, nor any other database; it was left as it is",
        "malformed": f"{path} is damaged: {reason}",
        "unable to open": f"{path} can't be opened; is its folder there, and may you write to it?",
        "I/O": f"{path} can't be written to or read: {reason}; what was stored before is safe",
    }
    return next((line for sign, line in known.items() if sign in reason), f"{path}: {reason}")
