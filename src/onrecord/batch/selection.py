"""What a batch has read, as readings again: all of it or a selection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.batch.parts import parts
from onrecord.export.json import reading_of
from onrecord.ingest import Unreadable
from onrecord.model import Reading
from onrecord.record.dates import bounds
from onrecord.record.names import normal

_ROWS = 64


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents: published from ``since`` to ``until`` (YYYYMMDD, inclusive), by that outlet, with those
    words."""

    since: int | None = None
    until: int | None = None
    outlet: str | None = None
    about: str | None = None


def readings(folder: Path, wanted: Selection) -> Iterator[tuple[Reading, str]]:
    """The readings of a batch, each with a digest by which a record knows where it is from. Raises Unreadable."""
    import pyarrow.parquet as pq

    for part in parts(folder, "documents"):
        for some in pq.ParquetFile(part).iter_batches(batch_size=_ROWS):
            for row in some.to_pylist():
                if _is_wanted(row, wanted):
                    try:
                        yield _reading(row), sha256(f"{row['source']}\0{row['id']}".encode()).hexdigest()
                    except ValueError as error:
                        raise Unreadable(f"{part}: {row['source']}: {error}") from None


def _is_wanted(row: dict[str, Any], wanted: Selection) -> bool:
    if wanted.outlet is not None and normal(row["outlet"] or "") != normal(wanted.outlet):
        return False
    if wanted.about is not None and wanted.about.casefold() not in row["text"].casefold():
        return False
    if wanted.since is None and wanted.until is None:
        return True
    days = bounds(row["published"])
    if days is None:
        return False
    return (wanted.since is None or days[1] >= wanted.since) and (wanted.until is None or days[0] <= wanted.until)


def _reading(row: dict[str, Any]) -> Reading:
    whole = json.loads(row["reading"])
    facts = ("id", "title", "outlet", "authors", "url", "published", "language", "text")
    whole["document"] = {name: row[name] for name in facts}
    whole["document"]["paragraphs"] = [[span["start"], span["end"]] for span in row["paragraphs"]]
    return reading_of(whole)
