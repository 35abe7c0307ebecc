"""Inputs of many articles: folders, WARC files, tables, newsletters; cut into chunks that any process can read.

A chunk only says where its articles are. Finding them is quick and done once, in one process; reading them, with all
that can go wrong, is done where the chunk is worked on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from onrecord.ingest import Unreadable, archive, load, received, rows
from onrecord.ingest.rows import Columns
from onrecord.model import Document

SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".eml", ".pdf", ".docx")
"""The files of a folder that are an article each."""
AT_ONCE = 64
"""Articles of a chunk."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article of an input: ``id`` says where it is; without a document, ``reason`` is why there is none."""

    id: str
    document: Document | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some articles: of files each a name, of a WARC file or a table its name and places. ``key`` names the chunk, the
    same whenever the same input is cut; ``damage`` are ids and reasons of what can't be read at all."""

    key: str
    kind: Literal["files", "warc", "jsonl", "csv", "parquet"]
    paths: tuple[str, ...]
    places: tuple[int, ...] = ()
    damage: tuple[tuple[str, str], ...] = ()


def chunks(given: Iterable[str], *, done: Collection[str] = (), size: int = AT_ONCE) -> Iterator[Chunk]:
    """Cut inputs into chunks. ``done`` are marks (``mark``) of files that need not be read again.

    Raises Unreadable for what is no file or folder, and for a folder without articles.
    """
    single: list[str] = []
    for path in _files(given):
        kind = "warc" if path.name.lower().endswith((".warc", ".warc.gz")) else rows.kind_of(path.name)
        if kind is not None:
            yield from _of_container(path, kind, size)
        elif mark(str(path)) not in done:
            single.append(str(path))
            if len(single) == size:
                yield _of_files(single)
                single = []
    if single:
        yield _of_files(single)


def found(chunk: Chunk, columns: Columns) -> Iterator[Found]:
    """The articles of a chunk, in order; whatever is wrong with one is told, not raised."""
    for id_, reason in chunk.damage:
        yield Found(id_, None, reason)
    if chunk.kind == "files":
        for name in chunk.paths:
            yield _told(name, partial(of_file, Path(name)))
        return
    path = Path(chunk.paths[0])
    if chunk.kind == "warc":
        for place in chunk.places:
            yield _told(f"{path}#{place}", partial(_of_answer, path, place))
        return
    try:
        read = rows.rows(path, chunk.kind, chunk.places)
        for place, row in zip(chunk.places, read, strict=True):
            name = f"{path}#{place}"
            if isinstance(row, str):
                yield Found(name, None, row)
            else:
                yield _told(name, partial(rows.document_of, row, columns, "the row"))
    except (Unreadable, OSError) as error:
        yield Found(str(path), None, str(error))


def of_file(path: Path) -> Document:
    """The document of one file, with the facts of NAME.meta.json beside it. Raises Unreadable."""
    from onrecord.export.prediction import facts_beside

    facts: dict[str, Any] = {**facts_beside(path)}
    if path.suffix.lower() != ".eml":
        return load(path, **facts)
    from onrecord.ingest.mail import mail

    try:
        document = mail(path.read_bytes(), path.name)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from None
    return replace(document, **facts)


def mark(path: str) -> str:
    """What a file is known by when it comes again: its name, size and time of change, hashed."""
    try:
        told = Path(path).stat()
    except OSError:
        return _hashed(path)
    return _hashed(path, told.st_size, told.st_mtime_ns)


def _files(given: Iterable[str]) -> Iterator[Path]:
    seen: set[str] = set()
    for source in given:
        path = Path(source)
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if _is_input(each) and each.is_file())
            if not inside:
                raise Unreadable(f"there is nothing to read in {source}: no {', '.join(SUFFIXES)}, WARC or table")
        elif path.exists():
            inside = [path]
        else:
            raise Unreadable(f"{source} is no file or folder")
        for each in inside:
            if str(each) not in seen:
                seen.add(str(each))
                yield each


def _is_input(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith((*SUFFIXES, ".warc", ".warc.gz")) or rows.kind_of(name) is not None


def _of_files(paths: list[str]) -> Chunk:
    return Chunk(_hashed(*(mark(path) for path in paths)), "files", tuple(paths))


def _of_container(path: Path, kind: Literal["warc", "jsonl", "csv", "parquet"], size: int) -> Iterator[Chunk]:
    own = mark(str(path))
    places: list[int] = []
    damage: list[tuple[str, str]] = []

    def cut() -> Chunk:
        first = places[0] if places else damage[0][0]
        return Chunk(_hashed(own, kind, first, len(places)), kind, (str(path),), tuple(places), tuple(damage))

    try:
        for place in archive.places(path) if kind == "warc" else rows.places(path, kind):
            if isinstance(place, archive.Damaged):
                damage.append((f"{path}#{place.place}", place.reason))
                continue
            places.append(place)
            if len(places) == size:
                yield cut()
                places, damage = [], []
    except (Unreadable, OSError) as error:
        damage.append((str(path), str(error)))
    if places or damage:
        yield cut()


def _of_answer(path: Path, place: int) -> Document:
    answer = archive.answer(path, place)
    html = None if answer.media_type is None else answer.media_type in archive.HTML_TYPES
    return received(answer.data, "the page", charset=answer.charset, address=answer.url, html=html)


def _told(id_: str, make: Callable[[], Document]) -> Found:
    try:
        return Found(id_, make())
    except (Unreadable, OSError) as error:
        return Found(id_, None, str(error))
    except Exception as error:  # one article must not cost the others
        return Found(id_, None, f"could not be taken apart ({type(error).__name__})")


def _hashed(*parts: object) -> str:
    return sha256("\0".join(map(str, parts)).encode("utf-8", "surrogateescape")).hexdigest()[:20]
