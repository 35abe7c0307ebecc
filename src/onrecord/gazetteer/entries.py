"""A user's own names: people with their roles and dates, organizations, other names of what is known, from one file.

TOML with tables ``[[person]]``, ``[[organization]]`` and ``[[alias]]``, or CSV whose column ``kind`` says which a row
is. docs/guide.md ("Your own names") explains the fields.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path

from onrecord.edtf import bounds
from onrecord.gazetteer.spelling import key
from onrecord.ingest.text import Unreadable, decode

LARGEST = 10_000_000
"""Bytes; some hundred thousand entries."""

_FIELDS = {
    "person": ("name", "surname", "aliases", "role", "organization", "country", "since", "until", "acting"),
    "organization": ("name", "acronym", "aliases", "type", "seat", "country", "members"),
    "alias": ("name", "of"),
}
_LISTS = ("aliases", "members")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its ``kind``, its fields, and ``at``, where it stands, for an error's line.

    ``fields`` holds texts (stripped, none empty) under the names of ``_FIELDS``, ``lists`` the aliases and members.
    """

    kind: str
    fields: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    at: str

    def __getitem__(self, name: str) -> str:
        """A field's text, "" where it isn't given."""
        return self.fields.get(name, "")


def entries(path: str | PathLike[str]) -> tuple[Entry, ...]:
    """The entries of a file, in order.

    Raises Unreadable, with one line that names the file, the line or entry, and the reason, for a file that cannot be
    read, is neither TOML nor CSV, or has an entry without a name, with an unknown field or an impossible date.
    """
    name = fspath(path)
    name = name if name.isprintable() else ascii(name)
    if not name.lower().endswith((".toml", ".csv")):
        raise Unreadable(f"{name} is neither a .toml nor a .csv file")
    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable(f"{name} cannot be read: {reason}") from None
    if len(data) > LARGEST:
        raise Unreadable(f"{name} is larger than {LARGEST // 1_000_000} MB")
    text = decode(data, name).removeprefix("\ufeff")
    return tuple(_csv(text, name) if name.lower().endswith(".csv") else _toml(text, name))


def _toml(text: str, name: str) -> Iterator[Entry]:
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split()) if isinstance(error, tomllib.TOMLDecodeError) else "nested too deep"
        raise Unreadable(f"{name} is not TOML: {reason}") from None
    for kind, group in tables.items():
        if kind not in _FIELDS:
            raise Unreadable(f"{name}: there is no kind {kind!r}; there are: {', '.join(_FIELDS)}")
        if not isinstance(group, list) or not all(isinstance(fields, dict) for fields in group):
            raise Unreadable(f"{name}: {kind} is written as [[{kind}]], once for each")
        for number, fields in enumerate(group, 1):
            yield _entry(kind, fields, f"{name}, {kind} {number}")


def _csv(text: str, name: str) -> Iterator[Entry]:
    try:
        reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
        if "kind" not in (reader.fieldnames or ()):
            raise Unreadable(f"{name}, line 1: there is no column 'kind'")
        for row in reader:
            at = f"{name}, line {reader.line_num}"
            if None in row or None in row.values():
                raise Unreadable(f"{at}: not as many cells as there are columns")
            cells = {column: cell.strip() for column, cell in row.items() if cell.strip()}
            kind = cells.pop("kind", "")
            if not kind and not cells:
                continue
            if kind not in _FIELDS:
                raise Unreadable(f"{at}: there is no kind {kind!r}; there are: {', '.join(_FIELDS)}")
            lists = {column: cells[column].split(";") for column in _LISTS if column in cells}
            yield _entry(kind, {**cells, **lists}, at)
    except csv.Error as error:
        raise Unreadable(f"{name} is not CSV: {error}") from None


def _entry(kind: str, given: Mapping[str, object], at: str) -> Entry:
    fields: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for field, value in given.items():
        if field not in _FIELDS[kind]:
            raise Unreadable(f"{at}: there is no field {field!r}; there are: {', '.join(_FIELDS[kind])}")
        if field in _LISTS:
            lists[field] = _texts(value, f"{at}: {field}")
        elif field == "acting":
            fields[field] = _acting(value, at)
        elif field in ("since", "until") or isinstance(value, str):
            fields[field] = " ".join(str(value).split())
        else:
            raise Unreadable(f"{at}: {field} is not a text in quotation marks")
    fields = {field: text for field, text in fields.items() if text}
    if not key(fields.get("name", "")):
        raise Unreadable(f"{at}: there is no name")
    entry = Entry(kind, fields, lists, f"{at} ({fields['name']})")
    _check(entry, lambda reason: Unreadable(f"{entry.at}: {reason}"))
    return entry


def _check(entry: Entry, error: Callable[[str], Unreadable]) -> None:
    """Raises what ``error`` makes of the reason where an entry contradicts itself."""
    days = []
    for field in ("since", "until"):
        if entry[field]:
            try:
                days.append(bounds(entry[field]))
            except ValueError as reason:
                raise error(f"{field}: {reason}") from None
    if len(days) == 2 and days[1][1] < days[0][0]:
        raise error(f"it ends ({entry['until']}) before it begins ({entry['since']})")
    if days and not entry["role"]:
        raise error("since and until are those of a role, and there is none")
    if entry.kind == "person" and entry["role"] and not (entry["country"] or entry["organization"]):
        raise error("a role needs a country or an organization")
    if entry["country"] and entry["organization"] and entry.kind == "person":
        raise error("a role is that of a country or of an organization, not of both")
    if entry.kind == "alias" and not entry["of"]:
        raise error("an alias needs 'of', the name of what it stands for")


def _texts(value: object, what: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Unreadable(f"{what} is not a list of texts")
    return tuple(text for item in value if (text := " ".join(item.split())))


def _acting(value: object, at: str) -> str:
    said = str(value).strip().lower()
    if said not in ("true", "false", "yes", "no", "1", "0", ""):
        raise Unreadable(f"{at}: acting is neither true nor false")
    return "1" if said in ("true", "yes", "1") else ""
