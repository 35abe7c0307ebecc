"""Tables of articles: JSON Lines, CSV, TSV and Parquet, an article a row, by the names of their columns.

A place is the byte offset of a line or row, in Parquet the number of a row: any process can go straight to it. Files
whose names end in .gz are unpacked on the way, which makes going to a place slower.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from onrecord.ingest.text import Unreadable
from onrecord.model import Document

Kind = Literal["jsonl", "csv", "parquet"]
LONGEST_ROW = 100_000_000
"""Bytes of a line."""


@dataclass(frozen=True, slots=True)
class Columns:
    """In which column the text is, and the facts; a column of that name that isn't there gives nothing."""

    text: str = "text"
    title: str = "title"
    published: str = "published"
    outlet: str = "outlet"
    url: str = "url"
    authors: str = "authors"
    language: str = "language"


def kind_of(name: str) -> Kind | None:
    """What kind of table a file of that name is; None for none."""
    plain = name.lower().removesuffix(".gz")
    if plain.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    if plain.endswith((".csv", ".tsv")):
        return "csv"
    return "parquet" if plain.endswith(".parquet") else None


def places(path: Path, kind: Kind) -> Iterator[int]:
    """The places of the file's rows, in order. Raises Unreadable, OSError."""
    if kind == "parquet":
        yield from range(_parquet(path).metadata.num_rows)
        return
    with _opened(path) as file:
        if kind == "jsonl":
            at = 0
            for line in _lines(file, path):
                if line.strip():
                    yield at
                at += len(line)
            return
        yield from (at for at, _ in _csv_rows(file, path, 0, _header(path)))


def rows(path: Path, kind: Kind, wanted: Sequence[int]) -> Iterator[dict[str, Any] | str]:
    """The rows at these places, which are in order: each as a mapping of its columns, or why it can't be read."""
    if kind == "parquet":
        yield from _parquet_rows(path, wanted)
        return
    with _opened(path) as file:
        header = _header(path) if kind == "csv" else []
        for at in wanted:
            file.seek(at)
            if kind == "csv":
                yield next((row for _, row in _csv_rows(file, path, at, header)), "has no row there")
                continue
            try:
                row = json.loads(next(_lines(file, path)))
                yield row if isinstance(row, dict) else "is no JSON object"
            except (ValueError, StopIteration, RecursionError) as error:
                yield f"is no JSON object ({' '.join(str(error).split())})"


def document_of(row: dict[str, Any], columns: Columns, name: str) -> Document:
    """The document of a row. Raises Unreadable where it has no text or a date that is none."""
    from onrecord.ingest import document

    text = row.get(columns.text)
    if not isinstance(text, str) or not text.strip():
        known = ", ".join(sorted(map(str, row))[:12])
        raise Unreadable(f"{name} has no text in {columns.text!r} (it has {known})")
    authors = row.get(columns.authors) or ()
    return document(
        text,
        title=_text(row.get(columns.title)),
        outlet=_text(row.get(columns.outlet)),
        authors=[authors] if isinstance(authors, str) else [str(each) for each in authors],
        url=_text(row.get(columns.url)),
        published=_text(row.get(columns.published)),
        language=_text(row.get(columns.language)),
    )


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else open(path, "rb")  # type: ignore[return-value]


def _lines(file: IO[bytes], path: Path) -> Iterator[bytes]:
    while line := file.readline(LONGEST_ROW + 1):
        if len(line) > LONGEST_ROW:
            raise Unreadable(f"{path} has a line of more than {LONGEST_ROW // 1_000_000} MB")
        yield line


def _separator(path: Path) -> str:
    return "\t" if path.name.lower().removesuffix(".gz").endswith(".tsv") else ","


def _header(path: Path) -> list[str]:
    with _opened(path) as file:
        first = next(csv.reader(_decoded(_lines(file, path)), delimiter=_separator(path)), [])
    return [name.lstrip("\ufeff").strip() for name in first]


def _decoded(lines: Iterator[bytes]) -> Iterator[str]:
    return (line.decode("utf-8", "replace") for line in lines)


def _csv_rows(file: IO[bytes], path: Path, at: int, header: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows from a place on (0: behind the header), each with its place."""
    csv.field_size_limit(LONGEST_ROW)
    read = at

    def counted() -> Iterator[str]:
        nonlocal read
        for line in _lines(file, path):
            read += len(line)
            yield line.decode("utf-8", "replace")

    reader = csv.reader(counted(), delimiter=_separator(path))
    if at == 0:
        next(reader, None)
    try:
        while True:
            begin = read
            row = next(reader)
            if row:
                yield begin, dict(zip(header, row, strict=False))
    except StopIteration:
        return
    except csv.Error as error:
        raise Unreadable(f"{path} is no CSV table behind byte {read}: {error}") from None


def _parquet(path: Path) -> Any:
    try:
        import pyarrow.parquet as pq
        from pyarrow import ArrowException
    except ImportError:
        raise Unreadable(f"{path} needs pyarrow: pip install 'onrecord[parquet]'") from None
    try:
        return pq.ParquetFile(path)
    except (ArrowException, OSError) as error:
        raise Unreadable(f"{path} is no Parquet file: {' '.join(str(error).split())}") from None


def _parquet_rows(path: Path, wanted: Sequence[int]) -> Iterator[dict[str, Any]]:
    file = _parquet(path)
    groups = [file.metadata.row_group(i).num_rows for i in range(file.metadata.num_row_groups)]
    first = 0
    left = list(wanted)
    for number, count in enumerate(groups):
        inside = [at - first for at in left if first <= at < first + count]
        if inside:
            yield from file.read_row_group(number).take(inside).to_pylist()
            left = left[len(inside) :]
        first += count
