"""Ingest: a file, a web page or a text becomes a Document."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import date
from os import PathLike, fspath
from typing import BinaryIO, Literal

from onrecord.ingest.text import Unreadable, decode, is_html, normalise, paragraphs
from onrecord.model import Document

__all__ = ["Unreadable", "document", "load", "received"]

LARGEST_FILE = 100_000_000
"""Bytes; a hundred million characters are some 15 million words."""

_ADDRESS = r"[a-z][a-z0-9+.-]+://"
_HTML_NAMES = (".html", ".htm", ".xhtml", ".xhtm")


def load(
    source: str | PathLike[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
    allow_private: bool = False,
) -> Document:
    """Read an article from a file, a web address (http or https) or, as "-", standard input: plain text or HTML.

    Facts given here are taken rather than the page's own. ``allow_private`` lets addresses of the user's own network
    be opened. Raises Unreadable, with one line that says why.
    """
    source = fspath(source)
    name = source if source.isprintable() else ascii(source)
    published = _edtf(published)
    charset = address = None
    if "://" in source and re.match(_ADDRESS, source, re.IGNORECASE):
        from onrecord.ingest.fetch import HTML_TYPES, fetch, is_public

        answer = fetch(source, allowed=(lambda _: True) if allow_private else is_public)
        data, charset, address = answer.data, answer.charset, answer.url
        html = answer.media_type in HTML_TYPES or (answer.media_type is None and is_html(data))
    else:
        name = "standard input" if source == "-" else name
        data = _contents(source, name)
        html = source.lower().endswith(_HTML_NAMES) or is_html(data)
    return _article(data, name, html, charset, address, title, outlet, url, published)


def received(
    data: bytes,
    name: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
    charset: str | None = None,
    address: str | None = None,
    html: bool | None = None,
) -> Document:
    """The document of a file's bytes, plain text or HTML; ``name`` is the file's, and tells which unless ``html`` does.
    ``address`` and ``charset`` are those it was fetched from and with. As ``load`` else."""
    if html is None:
        html = name.lower().endswith(_HTML_NAMES) or is_html(data)
    shown = name if name.isprintable() else ascii(name)
    return _article(data, shown, html, charset, address, title, outlet, url, _edtf(published))


def _article(
    data: bytes,
    name: str,
    html: bool,
    charset: str | None,
    address: str | None,
    title: str | None,
    outlet: str | None,
    url: str | None,
    published: str | None,
) -> Document:
    """``address`` is where it was fetched from; the other facts are the user's."""
    if not html and (kind := _office_kind(data, name)) is not None:
        from onrecord.ingest.html import extract_file

        page = extract_file(data, kind, name)
        return _document(
            name,
            page.text,
            title or page.title,
            outlet,
            page.authors,
            url or address,
            published or page.published,
            None,
        )
    if not html:
        text = decode(data, name)
        return _document(name, text, title, outlet, (), url or address, published, None)
    from onrecord.ingest.html import extract  # not needed for plain text, and slow to import

    page = extract(data, charset=charset, url=url or address, name=name)
    return _document(
        name,
        page.text,
        title or page.title,
        outlet or page.outlet,
        page.authors,
        url or page.url or address,
        published or page.published,
        page.language,
    )


def _office_kind(data: bytes, name: str) -> Literal["pdf", "docx"] | None:
    if data.startswith(b"%PDF-"):
        return "pdf"
    return "docx" if data.startswith(b"PK\x03\x04") and name.lower().endswith(".docx") else None


def document(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    authors: Iterable[str] = (),
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Document:
    """The document of a plain text, with what is known about it.

    The text is normalised (see ``onrecord.ingest.text``); ``published`` is a date in EDTF: "2026", "2026-01" or
    "2026-01-05", with "~", "?" or "%" after it where it is approximate, uncertain or both; a time of day is left out.
    Raises Unreadable for an empty text or another date.
    """
    return _document("the text", text, title, outlet, authors, url, _edtf(published), language)


def _document(
    name: str,
    text: str,
    title: str | None,
    outlet: str | None,
    authors: Iterable[str],
    url: str | None,
    published: str | None,
    language: str | None,
) -> Document:
    normalised = normalise(text).text
    parts = paragraphs(normalised)
    if not parts:
        raise Unreadable(f"{name} has no text")
    return Document(
        text=normalised,
        paragraphs=parts,
        title=_line(title),
        outlet=_line(outlet),
        authors=tuple(author for author in map(_line, authors) if author),
        url=_line(url),
        published=published,
        language=_line(language),
    )


def _contents(path: str, name: str) -> bytes:
    try:
        if path == "-":
            data = _read(sys.stdin.buffer)
        else:
            with open(path, "rb") as file:
                data = _read(file)
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL in it.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable(f"{name} cannot be read: {reason}") from None
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"{name} is larger than {LARGEST_FILE // 1_000_000} MB")
    return data


def _read(file: BinaryIO) -> bytes:
    """At most one byte more than the limit, since some files (a device, a pipe) have no end."""
    return file.read(LARGEST_FILE + 1)


def _line(value: str | None) -> str | None:
    """A fact on one line; None if nothing is left of it."""
    return " ".join(normalise(value).text.split()) or None if value else None


_EDTF = (
    r"(?P<date>(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?)(?P<qualifier>[~?%]?)"
    r"|(?P<instant>\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*"
)


def _edtf(published: str | None) -> str | None:
    """A date in EDTF (ISO 8601-2) as far as articles are dated with; the day of an instant."""
    if published is None or not published.strip():
        return None
    match = re.fullmatch(_EDTF, published.strip(), re.ASCII)
    try:
        if match is None:
            raise ValueError
        if match["instant"]:
            return date.fromisoformat(match["instant"]).isoformat()
        date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        raise Unreadable(f"{published!r} is not a date such as 2026-01-05, 2026-01, 2026 or 2026-01-05~") from None
    return match[0]
