"""One chunk: its articles found, read and written, in whatever process it is given to."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from onrecord.batch.parts import Done, write
from onrecord.batch.tables import SCHEMAS, Rows, rows_of
from onrecord.ingest.inputs import Chunk, Found, found, mark
from onrecord.ingest.rows import Columns

THREADS = 1
"""Of each process: several processes use the cores better than several threads of one do."""


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk and what to do with it: the folder of the batch ("": nothing is written), the columns of tables.

    ``rejects`` are articles that killed the process they were read in, by their ids, which are not tried again; of
    pages that say they are in another ``language`` (ISO 639) nothing is read."""

    chunk: Chunk
    folder: str
    columns: Columns
    rejects: tuple[str, ...] = ()
    language: str | None = None


KILLED = "reading it killed the process, perhaps for lack of memory"


def work(task: Task) -> Done:
    """Read the chunk's articles and write its parts. Whatever is wrong with an article goes to ``rejected``; raises
    OSError where the parts can't be written."""
    from onrecord.reading.encoder import encoder

    begun = time.monotonic()
    reader = encoder(THREADS).version
    tables: Rows = {name: [] for name in SCHEMAS}
    for each in found(task.chunk, task.columns):
        if each.id in task.rejects:
            each = Found(each.id, None, KILLED)
        elif each.document is not None and task.language and (each.document.language or task.language) != task.language:
            each = Found(each.id, None, f"is in the language {each.document.language}")
        _read(each, tables)
    if task.folder:
        write(Path(task.folder), task.chunk.key, tables)
    marks = tuple(mark(path) for path in task.chunk.paths) if task.chunk.kind == "files" else ()
    return Done(
        task.chunk.key,
        len(tables["documents"]),
        len(tables["statements"]),
        len(tables["rejected"]),
        round(time.monotonic() - begun, 3),
        reader,
        marks,
    )


def _read(each: Found, tables: Rows) -> None:
    from onrecord.reading import read_document

    reason = each.reason
    if each.document is not None:
        try:
            for name, rows in rows_of(each.id, read_document(each.document, threads=THREADS)).items():
                tables[name] += rows
            return
        except Exception as error:  # one article that trips the reader must not cost the others
            reason = f"the reader failed: {type(error).__name__}: {error}"
    tables["rejected"].append({"source": each.id, "reason": reason or "not known"})
