"""Onrecord reads news reporting and keeps the record of it: who said what, anchored to the exact words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ingest import Unreadable, document, load
from onrecord.model import Actor, Attribution, Document, Reading, Span, Statement

if TYPE_CHECKING:
    from onrecord.record import Record, RecordError

__all__ = [
    "Actor",
    "Attribution",
    "Document",
    "Reading",
    "Record",
    "RecordError",
    "Span",
    "Statement",
    "Unreadable",
    "document",
    "load",
    "read",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # The database's libraries are imported when they are asked for: reading one article needs none of them.
    if name in ("Record", "RecordError"):
        from onrecord import record

        return getattr(record, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def read(
    text: str | Document,
    *,
    published: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    threads: int | None = None,
) -> Reading:
    """Read one article: who said what.

    ``text`` is the article's plain text, or a Document (from ``load`` or ``document``), whose own facts then count.
    ``published`` is EDTF, e.g. "2026-01-05". Raises Unreadable (a ValueError) where there is no text to read.
    """
    from onrecord.reading import read_document

    if isinstance(text, str):
        text = document(text, title=title, outlet=outlet, url=url, published=published)
    return read_document(text, threads=threads)
