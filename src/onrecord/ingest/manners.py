"""Manners towards servers: robots.txt (RFC 9309, by Protego) and a pause between the pages of one host."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from onrecord.ingest.fetch import READABLE_TYPES, Answer, StatusError, fetch, is_public
from onrecord.ingest.text import Unreadable

AGENT = "onrecord"
"""The name under which robots.txt may speak of us."""
PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between two pages of a host, unless its robots.txt asks for more, and the most that it may ask for."""
_MOST_BYTES = 512_000
_TYPES = frozenset(("text/plain", "text/html", "application/octet-stream", ""))


class Manners:
    """Fetches pages politely; remembers each host's rules and when it was last asked."""

    def __init__(self, *, allow_private: bool = False, pause: float = PAUSE) -> None:
        self._allowed: Callable[[str], bool] = (lambda _: True) if allow_private else is_public
        self._pause = pause
        self._rules: dict[str, object] = {}
        self._next: dict[str, float] = {}

    def get(self, url: str, types: frozenset[str] = READABLE_TYPES) -> Answer:
        """Fetch a page when its host may be asked again. Raises Unreadable, also where robots.txt forbids it."""
        self.wait(url)
        return fetch(url, allowed=self._allowed, types=types)

    def wait(self, url: str) -> None:
        """Wait until the page's host may be asked. Raises Unreadable where its robots.txt forbids the page."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        rules = self._rules_of(host)
        if not rules.can_fetch(url, AGENT):  # type: ignore[attr-defined]
            raise Unreadable(f"{url}: the site's robots.txt asks not to fetch it")
        pause = max(self._pause, float(rules.crawl_delay(AGENT) or 0))  # type: ignore[attr-defined]
        time.sleep(max(0.0, self._next.get(host, 0.0) - time.monotonic()))
        self._next[host] = time.monotonic() + min(pause, LONGEST_PAUSE)

    def _rules_of(self, host: str) -> object:
        from protego import Protego

        if host not in self._rules:
            try:
                answer = fetch(f"{host}/robots.txt", allowed=self._allowed, most_bytes=_MOST_BYTES, types=_TYPES)
                text = answer.data.decode("utf-8", "replace")
            except StatusError as error:
                # 4xx: there are no rules; 5xx: all is forbidden for now (RFC 9309, 2.3.1.3 and 2.3.1.4).
                text = "" if error.status < 500 else "User-agent: *\nDisallow: /"
            except Unreadable as error:
                # Not a text file: no rules. Not reachable: neither are the pages, which will say so better.
                del error
                text = ""
            self._rules[host] = Protego.parse(text)
        return self._rules[host]
