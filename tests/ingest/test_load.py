"""Loading: a file, a page, standard input or a text becomes a Document, or one clear line says why not."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Unreadable, document, load
from onrecord.ingest.text import normalise

PAGE = """<html lang="en"><head><title>Ferry back</title><meta name="author" content="Ada Brook">
<meta property="og:site_name" content="The Quay Post"><meta property="article:published_time" content="2026-01-05">
<link rel="canonical" href="https://quaypost.example/ferry"></head><body><article><h1>Ferry back</h1>
<p>The ferry to Osterby is back after two years, and the first car off it on Monday was the mayor's own, she said.</p>
<p>“I was never worried,” Ines Falk told the crowd on the quay, which laughed. “Well, perhaps on the Tuesdays.”</p>
</article></body></html>"""


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The folder on the web."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=tmp_path))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def refusal(source: str | Path) -> str:
    with pytest.raises(Unreadable) as caught:
        load(source)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_text_file(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes("\ufeffShe said “no”.\r\n\r\nHe did not.\r\n".encode())
    found = load(file, published="2026-01-05", outlet="The Quay Post", url="https://q.example/1", title=" The\nno ")
    assert found.text == "She said “no”.\n\nHe did not."
    assert [span.of(found.text) for span in found.paragraphs] == ["She said “no”.", "He did not."]
    assert (found.published, found.outlet, found.url) == ("2026-01-05", "The Quay Post", "https://q.example/1")
    assert (found.title, found.authors, found.language) == ("The no", (), None)


@pytest.mark.parametrize("name", ["ferry.html", "ferry.HTM", "ferry.xhtml", "ferry.txt", "ferry"])
def test_a_web_page_is_known_by_its_name_or_its_content(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(PAGE, encoding="utf-8")
    found = load(str(file))
    assert found.text.startswith("The ferry to Osterby"), "the title is not repeated in the text"
    assert len(found.paragraphs) == 2
    assert (found.title, found.authors, found.outlet) == ("Ferry back", ("Ada Brook",), "The Quay Post")
    assert (found.url, found.published, found.language) == ("https://quaypost.example/ferry", "2026-01-05", "en")


def test_what_the_caller_knows_counts_more_than_what_the_page_says(tmp_path: Path) -> None:
    file = tmp_path / "ferry.html"
    file.write_text(PAGE, encoding="utf-8")
    found = load(file, published="2026-01~", outlet="Quay", url="https://q.example/2", title="Back")
    assert (found.published, found.outlet, found.url, found.title) == (
        "2026-01~",
        "Quay",
        "https://q.example/2",
        "Back",
    )


@pytest.mark.parametrize("content", [PAGE, "She said “no”."])
def test_standard_input(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode()), encoding="ascii"))
    assert "said" in load("-").text


def test_a_page_on_the_web(site: str, tmp_path: Path) -> None:
    (tmp_path / "ferry.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "ferry.txt").write_text("<p> said Ada, of the tag.", encoding="utf-8")
    assert load(f"{site}/ferry.html", allow_private=True).url == "https://quaypost.example/ferry"
    plain = load(f"{site}/ferry.txt", allow_private=True)
    assert plain.text == "<p> said Ada, of the tag.", "what is served as plain text is plain text"
    assert plain.url == f"{site}/ferry.txt"


def test_private_addresses_are_opened_only_when_asked(site: str) -> None:
    assert "private network" in refusal(f"{site}/ferry.html")


def test_what_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n\u200b\n")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "page.html").write_text("<html></html>")
    assert refusal(tmp_path / "empty.txt") == f"{tmp_path}/empty.txt has no text"
    assert "latin.txt is not UTF-8: byte 0xE9 at offset 3" in refusal(tmp_path / "latin.txt")
    assert "scan.txt is a PDF" in refusal(tmp_path / "scan.txt")
    assert "page.html has no article text" in refusal(tmp_path / "page.html")
    assert refusal(tmp_path / "none.txt").endswith("none.txt cannot be read: No such file or directory")
    assert refusal(tmp_path).endswith("cannot be read: Is a directory")
    assert refusal("no\nsuch\0file").startswith("'no\\nsuch\\x00file' cannot be read")
    assert refusal("gopher://old.example/").endswith("is not an http or https address")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_a_file_without_an_end_is_given_up() -> None:
    assert refusal("/dev/zero") == "/dev/zero is larger than 100 MB"


# A text at hand


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "\0\0", "\u200b"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="has no text"):
        document(text)


def test_the_facts_given_with_a_text() -> None:
    found = document("No.", title="T", authors=["Ada  Brook", " "], language="en", published="2026-01-05")
    assert (found.title, found.authors, found.language, found.published) == ("T", ("Ada Brook",), "en", "2026-01-05")


@pytest.mark.parametrize(
    ("given_date", "kept"),
    [
        ("2026", "2026"),
        ("2026-01", "2026-01"),
        ("2026-01-05", "2026-01-05"),
        (" 2026-01-05~ ", "2026-01-05~"),
        ("2026?", "2026?"),
        ("2026-01%", "2026-01%"),
        ("2026-01-05T23:30:00-05:00", "2026-01-05"),
        ("2026-01-05 07:30", "2026-01-05"),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_edtf(given_date: str | None, kept: str | None) -> None:
    assert document("No.", published=given_date).published == kept


@pytest.mark.parametrize(
    "date",
    ["yesterday", "5 January 2026", "2026-13", "2026-02-30", "26-01-05", "2026-1-5", "20260105", "2026-01-05Z\n9"],
)
def test_other_dates_are_refused(date: str) -> None:
    with pytest.raises(Unreadable, match="is not a date such as 2026-01-05") as caught:
        document("No.", published=date)
    assert "\n" not in str(caught.value)


@given(st.text(st.characters() | st.sampled_from("\ud800\0\r\n\u2028\xad")))
def test_any_text_becomes_a_document_or_has_none(text: str) -> None:
    try:
        found = document(text)
    except Unreadable:
        assert not normalise(text).text.strip()
        return
    assert all(0 <= span.start < span.end <= len(found.text) for span in found.paragraphs)
    assert document(found.text) == found
    assert document(text + "\n\n") == found
    assert len(found.id) == 32
