"""From any older shape of the record to this one: the numbered SQL files of this folder, each applied once, in
order."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

APPLICATION = 0x4F6E5263
"""SQLite's ``application_id`` of a record ("OnRc"), by which a file of another program is told."""

_NAME = re.compile(r"(\d{4})\.sql")


@cache
def migrations() -> dict[int, str]:
    """The SQL of each migration by its number, 1 first."""
    found = {}
    for file in files(__package__).iterdir():
        if match := _NAME.fullmatch(file.name):
            found[int(match[1])] = file.read_text(encoding="utf-8")
    return dict(sorted(found.items()))


def newest() -> int:
    """The number of the last migration: the shape that this version of Onrecord works with."""
    return max(migrations())


def migrate(connection: sqlite3.Connection, upto: int | None = None) -> None:
    """Apply what is still to be applied, up to that number, inside the caller's transaction."""
    (current,) = connection.execute("PRAGMA user_version").fetchone()
    for number, sql in migrations().items():
        if current < number <= (upto or newest()):
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")
    connection.execute(f"PRAGMA application_id = {APPLICATION:d}")


def _statements(sql: str) -> Iterator[str]:
    """The single statements: sqlite3's ``executescript`` would end the transaction."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
