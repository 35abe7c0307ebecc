"""The nouns' attributes as columns: what has a column of its name is stored and loaded by its type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select

from onrecord.model import Actor, Statement
from onrecord.record.schema import actors
from onrecord.record.spans import packed, unpacked

_NOUNS = {"actors": Actor, "statements": Statement}
_ELSEWHERE = {"id", "parent"}
"""Attributes whose columns hold a row's id."""


def encoded(item: Actor | Statement, table: Table, cast: Mapping[str, int]) -> dict[str, Any]:
    """The item's columns; ``cast`` gives the row of an actor's id."""
    values: dict[str, Any] = {}
    for name, kind in _stored(table).items():
        value = getattr(item, name)
        if kind == "spans":
            value = packed(value)
        elif kind == "span":
            value = None if value is None else packed([value])
        elif kind == "actor":
            value = None if value is None else cast[value]
        values[name] = value
    return values


def decoded(row: Row[Any], table: Table, labels: Mapping[int, str]) -> dict[str, Any]:
    """The attributes of a row's item; ``labels`` gives the id of an actor's row."""
    values: dict[str, Any] = {}
    for name, kind in _stored(table).items():
        value = getattr(row, name)
        if kind == "spans":
            value = unpacked(value)
        elif kind == "span":
            value = None if value is None else unpacked(value)[0]
        elif kind == "actor":
            value = None if value is None else labels[value]
        values[name] = value
    return values


@cache
def _stored(table: Table) -> dict[str, str]:
    """The attributes of the table's noun that have a column, each with how it is held."""
    kinds = {}
    for field in fields(_NOUNS[table.name]):
        column = table.c.get(field.name)
        if column is None or field.name in _ELSEWHERE:
            continue
        if column.references(actors.c.id):
            kinds[field.name] = "actor"
        else:
            kinds[field.name] = {"tuple[Span, ...]": "spans", "Span | None": "span"}.get(str(field.type), "plain")
    return kinds


def free_ids(connection: Connection, table: Table, count: int) -> range:
    """Ids for new rows. Nobody else can take them: SQLite has one writer at a time, and the caller's transaction is
    it."""
    first = (connection.scalar(select(func.max(table.c.id))) or 0) + 1
    return range(first, first + count)
