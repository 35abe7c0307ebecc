"""Feeds and sitemaps: what they point to, politely fetched, each article once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Unreadable
from onrecord.cli import main
from onrecord.record import Record

pytest.importorskip("feedparser", reason="needs pip install 'onrecord[watch]'")

from onrecord.ingest.feeds import feed
from onrecord.ingest.manners import Manners

ADDRESS = "https://varn.example/rss.xml"
ITEM = "<item><title>{title}</title><link>{link}</link><guid>{guid}</guid><pubDate>{day}</pubDate></item>"


def rss(*items: str) -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Varn</title>{"".join(items)}</channel></rss>'.encode()
    )


def item(link: str, title: str = "Lock shut", guid: str = "1", day: str = "Mon, 05 Jan 2026 08:00:00 GMT") -> str:
    return ITEM.format(link=link, title=title, guid=guid, day=day)


def test_a_feeds_articles_come_with_address_title_and_day() -> None:
    found = feed(rss(item("/lock"), item("https://other.example/a", "A &amp; B")), ADDRESS)
    assert found.title == "Varn"
    assert [(each.url, each.title, each.published) for each in found.entries] == [
        ("https://varn.example/lock", "Lock shut", "2026-01-05"),
        ("https://other.example/a", "A & B", "2026-01-05"),
    ]


def test_an_atom_feed_too() -> None:
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Varn</title><entry><title>Lock</title>'
        b'<link href="https://varn.example/lock"/><id>x</id><published>2026-01-05T08:00:00Z</published></entry></feed>'
    )
    assert [each.published for each in feed(atom, ADDRESS).entries] == ["2026-01-05"]


def test_an_address_counts_once_and_a_day_to_come_is_none() -> None:
    ahead = (datetime.now(UTC) + timedelta(days=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    found = feed(rss(item("/a"), item("/a", guid="1"), item("/b", day=ahead), item("javascript:alert(1)")), ADDRESS)
    assert [(each.url[-2:], each.published) for each in found.entries] == [("/a", "2026-01-05"), ("/b", None)]


def test_broken_xml_is_read_as_far_as_it_goes_and_what_is_no_feed_refused() -> None:
    broken = rss(item("/a"), "<item><title>x & y</title><link>/b</link>")[:-20]
    assert [each.url[-2:] for each in feed(broken, ADDRESS).entries][:1] == ["/a"]
    for junk in (b"", b"<html><body>no</body></html>", b"\x00\x01"):
        with pytest.raises(Unreadable, match="is no feed or sitemap"):
            feed(junk, ADDRESS)


def test_sitemaps_their_news_and_their_index() -> None:
    news = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        b' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://varn.example/a</loc><news:news>'
        b"<news:publication_date>2026-01-05T08:00:00Z</news:publication_date><news:title>Lock &e;</news:title>"
        b"</news:news></url><url><loc>https://varn.example/b</loc></url></urlset>"
    )
    found = feed(news, ADDRESS)
    assert [(each.url, each.published) for each in found.entries] == [
        ("https://varn.example/a", "2026-01-05"),
        ("https://varn.example/b", None),
    ]
    assert found.entries[0].title == "Lock"
    index = b"<sitemapindex><sitemap><loc>https://varn.example/s.xml</loc></sitemap></sitemapindex>"
    assert feed(index, ADDRESS).further == ("https://varn.example/s.xml",)


@given(st.binary(max_size=300))
def test_no_bytes_trip_the_reading_of_a_feed(data: bytes) -> None:
    for given_ in (data, b"<urlset>" + data, rss("<item>") + data):
        try:
            entries = feed(given_, ADDRESS).entries
        except Unreadable:
            entries = ()
        assert all(each.url.startswith("http") for each in entries)


# --- a site ---------------------------------------------------------------------------------------------------------

PAGE = (
    "<html><head><title>Lock {0}</title></head><body><article><p>The lock of Varn is shut until Monday, said Ana Ruiz, "
    "its keeper, on her way to quay {0}.</p><p>“Nobody will pass here before the gate is mended,” she told the boatmen "
    "on the quay.</p></article></body></html>"
)


class Site:
    """A web site that remembers what it was asked for, and when."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, str, bytes]] = {}
        self.asked: list[tuple[str, float]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, time.monotonic()))
                status, kind, body = site.pages.get(self.path, (404, "text/plain", b"no"))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def put(self, path: str, body: str | bytes, kind: str = "text/html", status: int = 200) -> None:
        self.pages[path] = (status, kind, body.encode() if isinstance(body, str) else body)

    def count(self, path: str) -> int:
        return sum(each == path for each, _ in self.asked)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def watch(site: Site, tmp_path: Path, feeds: str | None = None, *options: str) -> Result:
    file = tmp_path / "feeds.toml"
    file.write_text(feeds or f'[[feed]]\nurl = "{site.address}/rss.xml"\noutlet = "The Varn Post"\n', encoding="utf-8")
    arguments = ["watch", str(file), "--once", "--allow-private", "--pause", "0", "--db", str(tmp_path / "w.db")]
    return CliRunner().invoke(main, [*arguments, *options])


def test_what_a_feed_newly_points_to_is_read_once(site: Site, tmp_path: Path) -> None:
    site.put("/1", PAGE.format(1))
    site.put("/2", PAGE.format(2))
    site.put("/rss.xml", rss(item("/1").replace("/1<", f"{site.address}/1<")), "application/rss+xml")
    first = watch(site, tmp_path)
    assert first.exit_code == 0, first.output
    assert "1 added" in first.output
    site.put("/rss.xml", rss(*(item(f"{site.address}/{i}") for i in (1, 2))), "application/rss+xml")
    assert "1 added" in watch(site, tmp_path).output
    assert site.count("/1") == site.count("/2") == 1
    with Record(tmp_path / "w.db") as record:
        hit = record.search(who="Ana Ruiz").hits[0]
        assert (hit.outlet, hit.date) == ("The Varn Post", "2026-01-05")
        assert record.stats().documents == 2


def test_what_cannot_be_read_is_told_and_the_others_are_read(site: Site, tmp_path: Path) -> None:
    site.put("/1", PAGE.format(1))
    site.put("/rss.xml", rss(*(item(f"{site.address}/{i}") for i in ("none", 1))), "text/xml")
    result = watch(site, tmp_path)
    assert result.exit_code == 0
    assert "answered 404" in result.output
    assert "1 added" in result.output


def test_robots_txt_is_kept_to(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /2\n", "text/plain")
    for i in (1, 2):
        site.put(f"/{i}", PAGE.format(i))
    site.put("/rss.xml", rss(*(item(f"{site.address}/{i}") for i in (1, 2))), "text/xml")
    result = watch(site, tmp_path)
    assert "robots.txt asks not to fetch it" in result.output
    assert (site.count("/1"), site.count("/2"), site.count("/robots.txt")) == (1, 0, 1)


def test_a_host_that_fails_to_give_its_rules_is_left_alone(site: Site) -> None:
    site.put("/robots.txt", "down", "text/plain", 503)
    with pytest.raises(Unreadable, match="asks not to fetch it"):
        Manners(allow_private=True).wait(f"{site.address}/1")


def test_between_two_pages_of_a_host_is_a_pause(site: Site) -> None:
    manners = Manners(allow_private=True, pause=0.2)
    for i in (1, 2, 3):
        site.put(f"/{i}", PAGE.format(i))
        manners.get(f"{site.address}/{i}")
    times = [at for path, at in site.asked if path != "/robots.txt"]
    assert all(later - earlier >= 0.18 for earlier, later in pairwise(times))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("feed = 1", "names no feed"),
        ("[[feed]]\noutlet = 'x'", "feed 1 needs url"),
        ("[[feed]]\nurl = 3", "feed 1 needs url"),
        ("[[feed]", "is not TOML"),
    ],
)
def test_a_file_that_asks_for_nothing_is_refused(site: Site, tmp_path: Path, text: str, told: str) -> None:
    result = watch(site, tmp_path, text)
    assert result.exit_code == 2
    assert told in result.output


def test_private_addresses_are_not_watched_unless_allowed(site: Site, tmp_path: Path) -> None:
    site.put("/rss.xml", rss(item(f"{site.address}/1")), "text/xml")
    file = tmp_path / "feeds.toml"
    file.write_text(f'[[feed]]\nurl = "{site.address}/rss.xml"\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["watch", str(file), "--once", "--db", str(tmp_path / "w.db")])
    assert "0 added" not in result.output
    assert site.asked == []
