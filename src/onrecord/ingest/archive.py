"""WARC files (ISO 28500), gzipped or not: where their pages are, and one page at a time.

Pages are the records of answers with status 200 that are HTML or plain text. A place is the byte offset of a record
(of its gzip member), so that any process can go straight to it. FastWARC reads 70 MB/s of members and skips what is not
asked for (Bevendorff et al. 2021); a damaged stretch is left out and the next whole record looked for.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.ingest.html import LARGEST_PAGE
from onrecord.ingest.text import Unreadable

HTML_TYPES = ("text/html", "application/xhtml+xml")
_TYPES = (*HTML_TYPES, "text/plain", "")
_MEMBER = b"\x1f\x8b\x08"
_WINDOW = 2**22
_START = re.compile(rb"WARC/[01]\.\d\r?\n")


@dataclass(frozen=True, slots=True)
class Damaged:
    """A stretch of the file that can't be read: the offset from which on, and why."""

    place: int
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it was fetched: its bytes without transfer and content encoding, its address, and what the server said
    of it (None: nothing)."""

    data: bytes
    url: str | None
    media_type: str | None
    charset: str | None


def places(path: Path) -> Iterator[int | Damaged]:
    """The offsets of the file's pages, in order, and its damaged stretches. Raises OSError where it can't be opened."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with open(path, "rb") as file:
        begin, last = 0, -1
        while True:
            file.seek(begin)
            try:
                for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
                    last = record.stream_pos
                    if _is_page(record):
                        yield last
                if begin == 0 and last < 0 and not _begins_well(file):
                    yield Damaged(0, "is no WARC file")
                elif (cut := _cut_off(file, max(last, begin))) is not None:
                    yield Damaged(cut, "is cut off")
                return
            except (OSError, ValueError) as error:
                damaged = max(begin, last + 1)
                found = _next(file, damaged)
                yield Damaged(damaged, f"is damaged or cut off ({_line(error)})")
                if found is None:
                    return
                begin, last = found, found - 1


def answer(path: Path, place: int) -> Answer:
    """The page at an offset. Raises Unreadable where it is damaged or too large."""
    from fastwarc.warc import ArchiveIterator

    with open(path, "rb") as file:
        file.seek(place)
        try:
            record = next(iter(ArchiveIterator(file, parse_http=True, auto_decode="all")))
            data = record.reader.read(LARGEST_PAGE + 1)
        except StopIteration:
            raise Unreadable("there is no record") from None
        except (OSError, ValueError) as error:
            raise Unreadable(f"its record is damaged ({_line(error)})") from None
        if len(data) > LARGEST_PAGE:
            raise Unreadable(f"it has more than {LARGEST_PAGE // 1_000_000} MB")
        encoding = (record.http_headers.get("Content-Encoding") or "").strip().lower() if record.http_headers else ""
        if encoding and encoding != "identity" and data.startswith(b"\x1f\x8b"):
            raise Unreadable(f"it is compressed twice, or not by {encoding!r}")
        media_type = (record.http_content_type or "").lower() or None
        return Answer(data, record.headers.get("WARC-Target-URI"), media_type, record.http_charset)


def _is_page(record: object) -> bool:
    headers = getattr(record, "http_headers", None)
    if headers is None or headers.status_code != 200:
        return False
    return (getattr(record, "http_content_type", None) or "").lower() in _TYPES


def _begins_well(file: BinaryIO) -> bool:
    file.seek(0)
    head = file.read(64)
    if head.startswith(_MEMBER):
        file.seek(0)
        try:
            with gzip.GzipFile(fileobj=file) as member:
                head = member.read(16)
        except (OSError, EOFError, zlib.error):
            return False
    return not head or _START.match(head) is not None


def _cut_off(file: BinaryIO, begin: int) -> int | None:
    """Where the last gzip member begins, from that offset on, if the file ends inside of it: FastWARC takes that for
    the end."""
    file.seek(begin)
    if file.read(3) != _MEMBER:
        return None
    file.seek(begin)
    member, unpack, rest = begin, zlib.decompressobj(31), b""
    while True:
        data = rest or file.read(_WINDOW)
        if not data:
            return member
        try:
            left = data
            while left and not unpack.eof:
                unpack.decompress(left, _WINDOW)
                left = unpack.unconsumed_tail
        except zlib.error:
            return None
        rest = b""
        if unpack.eof:
            rest = unpack.unused_data
            member = file.tell() - len(rest)
            if not rest and not (rest := file.read(_WINDOW)):
                return None
            unpack = zlib.decompressobj(31)


def _next(file: BinaryIO, after: int) -> int | None:
    """The offset behind that one at which a whole record begins: a gzip member that is one, or a version line."""
    begin = after + 1
    while True:
        file.seek(begin)
        block = file.read(_WINDOW)
        if not block:
            return None
        found = -1
        while (found := block.find(_MEMBER, found + 1)) >= 0:
            try:
                head = zlib.decompressobj(31).decompress(block[found : found + 4096], 64)
            except zlib.error:
                continue
            if _START.match(head):
                return begin + found
        if plain := re.search(rb"\r\n\r\n(?=WARC/[01]\.\d\r?\n)", block):
            return begin + plain.end()
        if len(block) < _WINDOW:
            return None
        begin += len(block) - 64


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
