"""``onrecord watch``: a record kept current from feeds and sitemaps."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.commands.opening import of_a_record, opened
from onrecord.commands.refusal import Refused, refusing

if TYPE_CHECKING:
    from onrecord.ingest.feeds import Entry
    from onrecord.ingest.manners import Manners
    from onrecord.record import Record

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_MOST_SITEMAPS = 50


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed or sitemap to watch: the outlet's name for its articles, and from which day on (YYYY-MM-DD) they are
    wanted; None: as the pages say, and all."""

    url: str
    outlet: str | None = None
    since: str | None = None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("feeds", type=click.Path(path_type=Path), metavar="FEEDS.toml")
@click.option("--once", is_flag=True, help="Look at every feed once and end.")
@click.option("--every", metavar="TIME", help="Look again after that time: 15m, 2h (as the file says, or 30m).")
@click.option(
    "--pause", type=click.FloatRange(min=0), default=1.0, metavar="S", help="Seconds between a host's pages (1)."
)
@click.option("--allow-private", is_flag=True, help="Fetch from private and local addresses too.")
@of_a_record
def watch(feeds: Path, once: bool, every: str | None, pause: float, allow_private: bool, db: Path) -> None:
    """Keep a record current: read what feeds (RSS, Atom) and sitemaps newly point to, again and again.

    FEEDS.toml names them, with the outlet where the pages don't say it. Each article is fetched once; what robots.txt
    forbids isn't, and a host is asked for a page a second at most. What can't be read is told and passed over.

    \b
    FEEDS.toml:
      every = "20m"
      [[feed]]
      url = "https://ledger.example/rss.xml"
      outlet = "The Ansel Ledger"
      [[feed]]
      url = "https://post.example/sitemap-news.xml"
      since = "2026-01-01"

    \b
    Examples:
      onrecord watch feeds.toml --db desk.db
      onrecord watch feeds.toml --once
    """
    from onrecord.ingest.manners import Manners

    with refusing():
        wanted, told = _configured(feeds)
    seconds = _seconds(every or told or "30m")
    manners = Manners(allow_private=allow_private, pause=pause)
    failed: set[str] = set()
    with opened(db, create=True) as record:
        while True:
            for each in wanted:
                _look(record, each, manners, failed)
            if once:
                return
            time.sleep(seconds)


def _look(record: Record, each: Watched, manners: Manners, failed: set[str]) -> None:
    """Read what a feed newly points to."""
    from onrecord.ingest import Unreadable

    added = 0
    try:
        for entry in _entries(each.url, manners):
            old = each.since and entry.published and entry.published < each.since
            if old or entry.url in failed or record.seen(entry.url):
                continue
            try:
                added += _add(record, each, entry, manners)
            except Unreadable as error:
                failed.add(entry.url)
                click.echo(_line(str(error)), err=True)
    except Unreadable as error:
        click.echo(_line(str(error)), err=True)
        return
    click.echo(_line(f"{each.url}: {added} added"))


def _entries(url: str, manners: Manners) -> Iterator[Entry]:
    """The articles of a feed, of a sitemap, and of the sitemaps that an index names."""
    from onrecord.ingest.feeds import FEED_TYPES, feed

    waiting, seen = [url], {url}
    while waiting:
        address = waiting.pop(0)
        found = feed(manners.get(address, FEED_TYPES).data, address)
        yield from found.entries
        for further in found.further:
            if further not in seen and len(seen) < _MOST_SITEMAPS:
                seen.add(further)
                waiting.append(further)


def _add(record: Record, each: Watched, entry: Entry, manners: Manners) -> bool:
    from onrecord.ingest import received
    from onrecord.ingest.fetch import HTML_TYPES
    from onrecord.reading import read_document

    answer = manners.get(entry.url)
    html = None if answer.media_type is None else answer.media_type in HTML_TYPES
    document = received(
        answer.data, entry.url, outlet=each.outlet, charset=answer.charset, address=answer.url, html=html
    )
    # The page's own date is that of the article; a feed may tell when it was changed.
    document = replace(document, published=document.published or entry.published, title=document.title or entry.title)
    if each.since and document.published and document.published < each.since:
        return False
    stored = record.store(read_document(document))
    record.seen(entry.url, version=stored.version)
    return stored.outcome in ("new", "version")


def _configured(path: Path) -> tuple[list[Watched], str | None]:
    """What the file asks for. Raises Refused, with what is wrong."""
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} is not TOML: {error}") from None
    feeds = told.get("feed")
    if not isinstance(feeds, list) or not feeds:
        raise Refused(f"{path} names no feed: it needs a [[feed]] with its url")
    found = []
    for number, each in enumerate(feeds, 1):
        unknown = set(each) - {"url", "outlet", "since"} if isinstance(each, dict) else {"?"}
        if unknown or not isinstance(each.get("url"), str) or not all(isinstance(v, str) for v in each.values()):
            raise Refused(f"{path}: feed {number} needs url, and may have outlet and since, each a text in quotes")
        found.append(Watched(**each))
    return found, told.get("every")


def _seconds(text: str) -> int:
    match = re.fullmatch(r"(\d{1,5}) ?([smhd])", str(text).strip())
    if match is None:
        raise Refused(f"{text!r} is no time such as 30s, 15m, 2h or 1d")
    return max(int(match[1]) * _UNITS[match[2]], 1)


def _line(text: str) -> str:
    from onrecord.export.outline import one_line

    return f"{time.strftime('%Y-%m-%d %H:%M')}  {one_line(text)}"
