"""The folder of a batch: a Parquet file of each table for every chunk, and the manifest of the chunks that are done.

A part is written beside, made durable and renamed; then the chunk's line is appended to the manifest, and only then is
the chunk done. Whatever is there of a chunk without a line is from a run that was killed, and is taken away when the
next one begins: so each input is in the tables once, and none is lost.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from onrecord.ingest import Unreadable

MANIFEST = "manifest.jsonl"
FORMAT = "onrecord.batch/1"


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk that is done: how many documents and statements were written and articles rejected, in how many seconds
    of one process; ``marks`` are those of its files."""

    key: str
    documents: int
    statements: int
    rejected: int
    seconds: float
    reader: str
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class Folder:
    """The folder, opened: ``chunks`` and ``marks`` are what is done."""

    path: Path
    chunks: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    documents: int = 0

    def add(self, done: Done) -> None:
        """Note that a chunk is done, durably."""
        with open(self.path / MANIFEST, "ab") as file:
            file.write(json.dumps(asdict(done), ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self.chunks.add(done.key)
        self.marks.update(done.marks)
        self.documents += done.documents


def opened(path: Path, reader: str) -> Folder:
    """The folder of a batch, made if there is none, without what a killed run left half done.

    Raises Unreadable where the folder has something else, or was read by another version of the reader.
    """
    manifest = path / MANIFEST
    if not manifest.exists() and path.is_dir() and any(path.iterdir()):
        raise Unreadable(f"{path} has other files in it; a batch needs a folder of its own")
    path.mkdir(parents=True, exist_ok=True)
    folder = Folder(path)
    if not manifest.exists():
        with open(manifest, "wb") as file:
            file.write(json.dumps({"format": FORMAT, "reader": reader}).encode() + b"\n")
    first, *told = lines(manifest)
    if first.get("format") != FORMAT:
        raise Unreadable(f"{manifest} is not the manifest of a batch")
    if first.get("reader") != reader:
        raise Unreadable(
            f"{path} was read by {first.get('reader')}, this is {reader}: give another folder, so that no table "
            "mixes the two"
        )
    for line in told:
        folder.chunks.add(line["key"])
        folder.marks.update(line["marks"])
        folder.documents += line["documents"]
    for part in path.glob("*/part-*"):
        if part.suffix != ".parquet" or part.stem.removeprefix("part-") not in folder.chunks:
            part.unlink()
    return folder


def lines(manifest: Path) -> list[dict[str, Any]]:
    """The manifest's lines; a last one that is not whole (the run was killed while it wrote it) is cut off."""
    data = manifest.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if len(whole) < len(data):
        with open(manifest, "r+b") as file:
            file.truncate(len(whole))
    try:
        return [json.loads(line) for line in whole.splitlines()] or [{}]
    except ValueError as error:
        raise Unreadable(f"{manifest} is damaged: {error}") from None


def write(folder: Path, key: str, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Write a chunk's parts, those of a table without rows left out. Raises OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from onrecord.batch.tables import SCHEMAS

    for name, schema in SCHEMAS.items():
        if not tables[name]:
            continue
        place = folder / name
        place.mkdir(exist_ok=True)
        part = place / f"part-{key}.parquet"
        beside = place / f"part-{key}.{os.getpid()}.tmp"
        table = pa.Table.from_pylist(tables[name], schema=schema)
        with open(beside, "wb") as file:
            pq.write_table(table, file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(part)


def parts(folder: Path, table: str) -> Iterator[Path]:
    """The files of a table that are done, by name. Raises Unreadable where the folder is no batch."""
    if not (folder / MANIFEST).exists():
        raise Unreadable(f"{folder} is no batch: it has no {MANIFEST}")
    keys = {line["key"] for line in lines(folder / MANIFEST)[1:]}
    for part in sorted((folder / table).glob("part-*.parquet")):
        if part.stem.removeprefix("part-") in keys:
            yield part
