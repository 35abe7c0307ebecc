"""Web pages: decoding them, and having the article in them extracted."""

from __future__ import annotations

import atexit
import codecs
import json
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from onrecord.ingest.text import Unreadable, refuse_binary

LARGEST_PAGE = 20_000_000
"""Bytes of markup above which a page is refused; articles have well under one million."""
EXTRACTION_SECONDS = 6.0
"""Time after which a page is given up; ordinary ones take a tenth of a second."""
FILE_SECONDS = 60.0
"""Time after which a PDF or a Word file is given up: reports have hundreds of pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """The article in a page and what the page says about it: None or empty where it says nothing.

    ``text`` has its paragraphs parted by blank lines, ``url`` is the canonical address, ``published`` the date of the
    first publication (YYYY-MM-DD), ``language`` an ISO 639 code.
    """

    text: str
    title: str | None
    authors: tuple[str, ...]
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None


_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_META_CHARSET = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
# Python's codecs for the encodings of the WHATWG Encoding Standard, by the codecs of their labels: several labels
# mean a superset there ("latin-1" is Windows-1252). Others are not safe or not text ("utf-7", "punycode", "zip").
_ENCODINGS = {
    **{name: name for name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "cp866", "gb18030")},
    **{name: name for name in ("mac-roman", "mac-cyrillic", "euc_jp", "iso2022_jp", "cp874", "cp932", "cp949")},
    **{f"cp125{n}": f"cp125{n}" for n in range(9)},
    **{f"iso8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Decode a page: by its byte order mark, else as UTF-8 where it is valid UTF-8 with any non-ASCII character (text
    in another encoding never is), else by the charset of the HTTP header, else by that of its <meta>, else as
    Windows-1252, as browsers do. Bytes that are not valid become U+FFFD.
    """
    for mark, codec in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    declared = _encoding(charset)
    if declared is None and (match := _META_CHARSET.search(data, 0, 4096)):
        declared = _encoding(match[1].decode("ascii", "replace"))
    if not data.isascii() or declared is None:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return data.decode(declared or "cp1252", "replace")


def _encoding(label: str | None) -> str | None:
    try:
        return _ENCODINGS.get(codecs.lookup(label.strip()).name) if label else None
    except (LookupError, ValueError):
        return None


class _Extractor:
    """The extracting process: started when first asked, ended with this one, replaced when it had to be killed."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Leave the process to whom it belongs (after a fork, the parent)."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: bytes, seconds: float) -> dict[str, Any] | None:
        """Its answer; None if there is none in time, or the process died of the request."""
        with self._lock:
            process = self._running()
            expired = threading.Event()

            def expire() -> None:
                expired.set()
                process.kill()

            timer = threading.Timer(seconds, expire)
            timer.start()
            line = b""
            try:
                process.stdin.write(request)  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
                line = process.stdout.readline()  # type: ignore[union-attr]
            except BrokenPipeError:
                pass
            finally:
                timer.cancel()
                timer.join()
                if expired.is_set() or not line.endswith(b"\n"):
                    self._stop()
            return json.loads(line) if line.endswith(b"\n") else None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            # -P: this folder, which has an html.py, must not hide the standard library's.
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(Path(__file__).with_name("extraction.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
            atexit.register(self._stop)
        return self._process

    def _stop(self) -> None:
        atexit.unregister(self._stop)
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


_extractor = _Extractor()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_extractor.forget)


_NOT_IN_MARKUP = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def extract(
    data: bytes,
    *,
    charset: str | None = None,
    url: str | None = None,
    name: str = "the page",
    seconds: float = EXTRACTION_SECONDS,
) -> Page:
    """The article in a page. ``charset`` and ``url`` are what is known from its fetching.

    The work is done in a process of its own (``extraction.py``), started with the first page and kept for the next
    ones. Raises Unreadable where there is no article text, the page is too large, or it takes more than
    ``seconds``.
    """
    refuse_binary(data, name)
    if len(data) > LARGEST_PAGE:
        raise Unreadable(f"{name} has more than {LARGEST_PAGE // 1_000_000} MB of HTML")
    markup = _NOT_IN_MARKUP.sub(" ", decode_page(data, charset)).encode("utf-8", "replace")
    return _extracted(markup, url, "page", name, seconds)


def extract_file(data: bytes, kind: Literal["pdf", "docx"], name: str, *, seconds: float = FILE_SECONDS) -> Page:
    """The text of a PDF or a Word document, in the same process and by the same rules; needs the extra "files"."""
    return _extracted(data, None, kind, name, seconds)


def _extracted(data: bytes, url: str | None, kind: str, name: str, seconds: float) -> Page:
    request = json.dumps({"size": len(data), "url": url, "kind": kind}).encode() + b"\n" + data
    answer = _extractor.ask(request, seconds)
    if answer is None:
        raise Unreadable(f"{name} is no ordinary page: extracting its text takes too much time or memory")
    if "error" in answer:
        raise Unreadable(f"{name} {answer['error']}")
    page = answer["page"]
    return Page(**(page | {"authors": tuple(page["authors"])}))
