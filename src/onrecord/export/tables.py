"""Tables: CSV and Parquet files of a record, and what commands find as CSV or JSON. docs/tables.md lists the
columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, is_dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.listing import Table

ROWS_AT_ONCE = 10_000
"""Rows of a Parquet row group."""


def write(record: Record, folder: Path, kind: Literal["csv", "parquet"]) -> Iterator[tuple[Path, int]]:
    """Write statements, actors and documents to files in the folder, which is made if it isn't there.

    Gives each file with the number of its rows when it is written. Raises OSError where it can't be, and Unreadable
    where Parquet is asked for without pyarrow.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables: tuple[Table, ...] = ("statements", "actors", "documents")
    for table in tables:
        path = folder / f"{table}.{kind}"
        # Written beside and then renamed, so that a file of that name is always a whole one.
        beside = path.with_name(f"{path.name}.part")
        count = (_write_csv if kind == "csv" else _write_parquet)(record, table, beside)
        beside.replace(path)
        yield path, count


def as_csv(items: Sequence[Any]) -> str:
    """Dataclasses as a CSV table (RFC 4180) with a line of names."""
    file = io.StringIO(newline="")
    rows = [asdict(item) for item in items]
    if rows:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return file.getvalue()


def as_json(value: object) -> str:
    """Dataclasses, lists and dicts as indented JSON, ending in a line break."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _write_csv(record: Record, table: Table, path: Path) -> int:
    from onrecord.record.listing import COLUMNS

    count = 0
    with open(path, "w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS[table].keys())
        writer.writeheader()
        for row in record.rows(table):
            writer.writerow(row)
            count += 1
    return count


def _write_parquet(record: Record, table: Table, path: Path) -> int:
    from onrecord.ingest import Unreadable
    from onrecord.record.listing import COLUMNS

    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise Unreadable("Parquet needs pyarrow: pip install 'onrecord[parquet]'") from None
    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in COLUMNS[table].items()])
    rows, count = iter(record.rows(table)), 0
    with ParquetWriter(path, schema) as writer:
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count
