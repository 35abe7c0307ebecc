"""The nouns' attributes as columns: what has a column of its name is stored and loaded by its type."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, insert, select
from sqlalchemy.dialects import registry

from onrecord.model import Actor, Affiliation, Event, Forecast, Relation, Span, Statement, Suggestion, TimeExpression
from onrecord.record.schema import actors
from onrecord.record.spans import packed, unpacked

_NOUNS = {"actors": Actor, "statements": Statement, "events": Event, "relations": Relation}
_ELSEWHERE = {"id", "parent"}
"""Attributes whose columns hold a row's id."""


def encoded(item: Actor | Statement | Event | Relation, table: Table, cast: Mapping[str, int]) -> dict[str, Any]:
    """The item's columns; ``cast`` gives the row of an actor's id."""
    values: dict[str, Any] = {}
    for name, kind in _stored(table).items():
        value = getattr(item, name)
        if value is not None and kind is not None:
            value = cast[value] if kind == "actor" else _CODECS[kind][0](value)
        values[name] = value
    return values


def decoded(row: Row[Any], table: Table, labels: Mapping[int, str]) -> dict[str, Any]:
    """The attributes of a row's item; ``labels`` gives the id of an actor's row."""
    values: dict[str, Any] = {}
    for name, kind in _stored(table).items():
        value = getattr(row, name)
        if value is not None and kind is not None:
            value = labels[value] if kind == "actor" else _CODECS[kind][1](value)
        values[name] = value
    return values


def _affiliations_text(roles: Sequence[Affiliation]) -> str:
    held = [{name: getattr(role, name) for name in _PARTS} | {"span": packed([role.span])} for role in roles]
    return _json(held) if roles else "[]"


_PARTS = [field.name for field in fields(Affiliation) if field.name != "span"]


def _affiliations(text: str) -> tuple[Affiliation, ...]:
    return tuple(Affiliation(**role | {"span": unpacked(role["span"])[0]}) for role in json.loads(text))


def _suggestions_text(suggestions: Sequence[Suggestion]) -> str:
    return _json([asdict(each) for each in suggestions]) if suggestions else "[]"


def _suggestions(text: str) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(**each) for each in json.loads(text))


def _forecast_text(forecast: Forecast) -> str:
    return _json(
        {
            "clause": packed(forecast.clause),
            "horizon": forecast.horizon,
            "horizon_span": _span_text(forecast.horizon_span),
            "condition": _span_text(forecast.condition),
        }
    )


def _forecast(text: str) -> Forecast:
    held = json.loads(text)
    return Forecast(unpacked(held["clause"]), held["horizon"], _span(held["horizon_span"]), _span(held["condition"]))


def times_text(times: Sequence[TimeExpression]) -> str:
    """An article's time expressions as text: a JSON list of spans, kinds and values."""
    return _json([[packed([each.span]), each.kind, each.value] for each in times])


def times_of(text: str) -> tuple[TimeExpression, ...]:
    """The time expressions of such a text."""
    return tuple(TimeExpression(unpacked(span)[0], kind, value) for span, kind, value in json.loads(text))


def _span_text(span: Span | None) -> str | None:
    return None if span is None else packed([span])


def _span(text: str | None) -> Span | None:
    return None if text is None else unpacked(text)[0]


def _json(value: object) -> str:
    return _encoder.encode(value) if value else json.dumps(value)


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


_CODECS: dict[str, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    "tuple[Span, ...]": (packed, unpacked),
    "Span": (lambda span: packed([span]), lambda text: unpacked(text)[0]),
    "Span | None": (lambda span: packed([span]), lambda text: unpacked(text)[0]),
    "tuple[str, ...]": (_json, lambda text: tuple(json.loads(text))),
    "Forecast | None": (_forecast_text, _forecast),
    "tuple[Suggestion, ...]": (_suggestions_text, _suggestions),
    "tuple[Affiliation, ...]": (_affiliations_text, _affiliations),
}
"""How attributes of these types become text, and come back; those of other types are held as they are."""


@cache
def _stored(table: Table) -> dict[str, str | None]:
    """The attributes of the table's noun that have a column, each with how it is held; None where it is as it is."""
    kinds: dict[str, str | None] = {}
    for field in fields(_NOUNS[table.name]):
        column = table.c.get(field.name)
        if column is None or field.name in _ELSEWHERE:
            continue
        kind = "actor" if column.references(actors.c.id) else str(field.type)
        kinds[field.name] = kind if kind == "actor" or kind in _CODECS else None
    return kinds


def free_ids(connection: Connection, table: Table, count: int) -> range:
    """Ids for new rows. Nobody else can take them: SQLite has one writer at a time, and the caller's transaction is
    it."""
    first = (connection.scalar(_last(table)) or 0) + 1
    return range(first, first + count)


@cache
def _last(table: Table) -> Select[Any]:
    return select(func.max(table.c.id))


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns.

    Storing is mostly Python, and a good part of it was SQLAlchemy's work on every value: here the database's driver is
    given them as they are, with the statement that SQLAlchemy made once.
    """
    if rows:
        sql, order = _insertion(table, tuple(rows[0]), connection.dialect.name)
        connection.exec_driver_sql(sql, [order(row) for row in rows])


def inserted(connection: Connection, table: Table, **values: object) -> int:
    """Insert a row and give its id."""
    (row,) = free_ids(connection, table, 1)
    insert_all(connection, table, [{"id": row, **values}])
    return row


@cache
def _insertion(table: Table, names: tuple[str, ...], dialect: str) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
    """The SQL of an insertion, and what takes a row's values in the order in which it has them."""
    compiled = insert(table).compile(dialect=registry.load(dialect)(), column_keys=list(names))
    return str(compiled), itemgetter(*(compiled.positiontup or ()))
