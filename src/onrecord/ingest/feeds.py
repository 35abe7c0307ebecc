"""Feeds (RSS, Atom, by feedparser) and sitemaps (sitemaps.org, with Google's news dates): what they point to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.ingest.text import Unreadable

FEED_TYPES = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "application/x-rss+xml",
        "application/octet-stream",
        "text/html",
        "text/plain",
        "application/gzip",
        "application/x-gzip",
    )
)
"""Media types that servers send feeds and sitemaps as."""
_MOST = 50_000  # addresses that a sitemap may have, by its protocol


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed or a sitemap points to; ``published`` is a day (YYYY-MM-DD), None where it gives none or
    one of the future."""

    url: str
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed or sitemap has: its name, its articles, each address once, and further sitemaps of an index."""

    title: str | None
    entries: tuple[Entry, ...]
    further: tuple[str, ...] = ()


def feed(data: bytes, address: str) -> Feed:
    """The feed or sitemap in these bytes, fetched from that address. XML that isn't well-formed is read as far as it
    goes. Raises Unreadable for what is neither."""
    if b"<urlset" in data[:5000] or b"<sitemapindex" in data[:5000]:
        return _sitemap(data, address)
    import feedparser

    try:
        parsed: Any = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=True)
    except Exception as error:  # whatever a hostile feed makes of the library, it is the feed's fault
        raise Unreadable(f"{address} could not be taken apart ({type(error).__name__})") from None
    if not parsed.entries and (parsed.get("bozo") or not parsed.get("version")):
        raise Unreadable(f"{address} is no feed or sitemap")
    made = (
        Entry(urljoin(address, entry.get("link") or ""), _text(entry.get("title")), _day(entry))
        for entry in parsed.entries
        if entry.get("link")
    )
    return Feed(_text(parsed.feed.get("title")), tuple(_once(made)))


def _sitemap(data: bytes, address: str) -> Feed:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise Unreadable(f"{address} is no feed or sitemap")
    entries, further = [], []
    for element in list(root)[:_MOST]:
        if not isinstance(element.tag, str):
            continue
        told = {child.tag.rpartition("}")[2]: child.text for child in element.iter() if isinstance(child.tag, str)}
        place = (told.get("loc") or "").strip()
        if not place:
            continue
        if element.tag.rpartition("}")[2] == "sitemap":
            further.append(urljoin(address, place))
        else:
            entries.append(
                Entry(
                    urljoin(address, place), _text(told.get("title")), _past((told.get("publication_date") or "")[:10])
                )
            )
    return Feed(None, tuple(_once(entries)), tuple(dict.fromkeys(further)))


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        if entry.url not in seen and urlsplit(entry.url).scheme in ("http", "https"):
            seen.add(entry.url)
            yield entry


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _day(entry: Any) -> str | None:
    told = entry.get("published_parsed")
    if not told:
        return None
    try:
        return _past(date(*told[:3]).isoformat())
    except (TypeError, ValueError):
        return None


def _past(text: str) -> str | None:
    """The day, unless it is none or still to come; a day ahead is let pass, since it is later elsewhere."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return text if day <= (datetime.now(UTC) + timedelta(days=1)).date() else None
