"""Web pages: the article and its facts come out, the rest of the page stays out, and no page does harm."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from onrecord.ingest.html import LARGEST_PAGE, Page, decode_page, extract
from onrecord.ingest.text import Unreadable, is_html

SENTENCES = (
    "Talks over the harbour stalled on Monday, the transport minister Ines Falk said, after dockers refused the offer."
    " “We have done all we could,” Falk told reporters on the steps of the ministry in Osterby."
)

ARTICLE = f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Harbour talks stall, says minister | The Quay Post</title>
<link rel="canonical" href="https://quaypost.example/harbour-talks">
<meta property="og:site_name" content="The Quay Post">
<meta property="og:title" content="Harbour talks stall, says minister">
<meta property="article:published_time" content="2026-01-05T23:30:00-05:00">
<meta property="article:modified_time" content="2026-02-07T08:00:00Z">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Harbour talks stall, says minister", "datePublished": "2026-01-05T23:30:00-05:00",
 "dateModified": "2026-02-07", "author": [{{"@type": "Person", "name": "Ada Brook"}},
 {{"@type": "Person", "name": "Tomas Lind"}}]}}</script>
</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Harbour talks stall, says minister</h1>
<figure><img src="/2019/03/04/pier.jpg" alt="A pier"><figcaption>The pier at dusk. Photo: Jo Berg</figcaption></figure>
<p>{SENTENCES}</p>
<p>The union&rsquo;s <b>offer</b>, she&nbsp;said, <a href="/x">was</a> <q>dead since <q>that</q> night</q>, and AT&amp;T
   wrote &ldquo;a &lt; b&rdquo;.</p>
<h2>What next</h2>
<p>The port opens again on 2019-10-03, or so the older timetable says, though nobody on the quay would promise that any
more, and the harbour master, Per Lund, would not be drawn on it when he was asked, twice, on Monday evening.</p>
<blockquote><p>It is over.</p></blockquote>
<ul><li>Dockers want eight percent</li><li>The port offers three</li></ul>
<p>First answer.<br>Second answer.</p>
</article>
<aside class="related"><h3>Related</h3><a href="/r">Another story about the harbour</a></aside>
<footer>Copyright 2018 The Quay Post</footer></body></html>"""


@pytest.fixture(scope="module")
def page() -> Page:
    return extract(ARTICLE.encode())


def test_the_page_says_who_published_what_and_first_when(page: Page) -> None:
    assert page.title == "Harbour talks stall, says minister"
    assert page.authors == ("Ada Brook", "Tomas Lind")
    assert page.outlet == "The Quay Post"
    assert page.url == "https://quaypost.example/harbour-talks"
    assert page.published == "2026-01-05"
    assert page.language == "en"


def test_the_text_is_the_article_in_paragraphs(page: Page) -> None:
    paragraphs = page.text.split("\n\n")
    assert paragraphs[0] == SENTENCES
    assert paragraphs[2] == "What next"
    assert paragraphs[4:] == [
        "It is over.",
        "Dockers want eight percent",
        "The port offers three",
        "First answer.\nSecond answer.",
    ]


def test_quotation_elements_get_the_marks_a_browser_shows(page: Page) -> None:
    assert "was “dead since ‘that’ night”, and AT&T wrote “a < b”." in page.text.replace("\xa0", " ")


def test_captions_related_stories_and_page_furniture_are_left_out(page: Page) -> None:
    for other in ("Photo", "Another story", "Copyright", "Home"):
        assert other not in page.text


def test_a_date_in_the_story_or_in_a_pictures_address_is_not_taken_for_the_pages() -> None:
    undated = "\n".join(line for line in ARTICLE.splitlines() if "2026" not in line)
    assert extract(undated.encode()).published is None


def test_a_page_without_facts_has_none() -> None:
    page = extract(f"<html><body><p>{SENTENCES}</p><p>{SENTENCES[::-1]}</p></body></html>".encode())
    assert page.text.startswith(SENTENCES)
    assert (page.authors, page.outlet, page.url, page.published, page.language) == ((), None, None, None, None)


# Encodings

UMLAUTS = "<html><head>{}</head><body><p>„Über die Brücke“</p></body></html>"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (UMLAUTS.encode(), None),
        (UMLAUTS.encode("utf-8-sig"), "iso-8859-1"),
        (UMLAUTS.encode("utf-16"), None),
        (UMLAUTS.encode("utf-16-le"), "utf-16le"),
        (UMLAUTS.encode("cp1252"), None),
        (UMLAUTS.encode("cp1252"), "ISO-8859-1"),
        (UMLAUTS.format('<meta charset="windows-1252">').encode("cp1252"), None),
        (UMLAUTS.encode(), "iso-8859-1"),
        (UMLAUTS.encode(), "no-such-charset"),
        (UMLAUTS.encode(), "zip"),
    ],
)
def test_pages_are_decoded_as_browsers_do(data: bytes, charset: str | None) -> None:
    assert "„Über die Brücke“" in decode_page(data, charset)


def test_the_meta_charset_counts_where_the_header_names_none() -> None:
    text = "<meta charset=windows-1251><p>«Мост», сказал он"
    assert "«Мост»" in decode_page(text.encode("cp1251"))
    japanese = '<meta http-equiv="Content-Type" content="text/html; charset=iso-2022-jp"><p>橋'
    assert "橋" in decode_page(japanese.encode("iso2022_jp"))


def test_bytes_that_cannot_be_decoded_are_marked_not_fatal() -> None:
    assert decode_page(b"<p>a\xffb", "utf-8") == "<p>a\ufffdb"


# Telling HTML from text


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><p>x",
        b"\xef\xbb\xbf\n  <html lang=en>",
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">',
        b"<!-- saved from the web -->\n<HTML>",
        "<html>".encode("utf-16"),
        b"<div class=a>",
    ],
)
def test_html_is_known_by_its_first_tag(data: bytes) -> None:
    assert is_html(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"<3 this", b"The <html> tag", b"<pause> he said", b'<?xml version="1.0"?><rss></rss>', b"<!--" * 9999],
)
def test_plain_text_is_not_taken_for_html(data: bytes) -> None:
    assert not is_html(data)


# Hostile pages

BOMBS = {
    "nested blocks": "<div>" * 100_000 + SENTENCES + "</div>" * 100_000,
    "nested inline": "<p>" + "<b><i>" * 50_000 + SENTENCES,
    "nested tables": "<table><tr><td>" * 30_000 + SENTENCES,
    "huge attribute": f"<p class='{'a' * 19_000_000}'>{SENTENCES}</p>",
    "many attributes": "<p " + " ".join(f"a{i}=x" for i in range(300_000)) + f">{SENTENCES}</p>",
    "many elements": "<div>a</div>b" * 200_000,
    "entities": "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '"
    + "&a;" * 999
    + "'>]><p>"
    + "&b;" * 999
    + SENTENCES,
    "open comments": "<!--" * 1_000_000 + SENTENCES,
    "comments in meta": "<head><meta name='a' content='" + "<!--" * 100_000 + f"'></head><p>{SENTENCES}</p>",
    "nested JSON": "<script type='application/ld+json'>" + "[" * 500_000 + f"</script><p>{SENTENCES}</p>",
    "open JSON": "<script type='application/ld+json'>" + '"person":' * 100_000 + f"</script><p>{SENTENCES}</p>",
    "character references": f"<p>&#0;&#xD800;&#x1F;&#xFFFFFFFF;{SENTENCES}\0\x0b</p>",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_hostile_page_ends_in_an_article_or_one_clear_line_in_time(bomb: str) -> None:
    started = time.monotonic()
    line, text = "", ""
    try:
        text = extract(f"<html><body>{BOMBS[bomb]}</body></html>".encode(), name="bomb.html", seconds=1).text
    except Unreadable as error:
        line = str(error)
    assert text or (line.startswith("bomb.html ") and "\n" not in line)
    assert time.monotonic() - started < 3


def test_after_a_page_that_was_given_up_the_next_one_is_read() -> None:
    with pytest.raises(Unreadable, match="too much time or memory"):
        extract(f"<html><body>{BOMBS['many attributes']}</body></html>".encode(), seconds=1)
    assert extract(ARTICLE.encode()).outlet == "The Quay Post"


def test_a_page_with_hundreds_of_unclosed_tags_is_read_whole() -> None:
    page = extract(f"<html><body><p>{SENTENCES}<p>{'<font>' * 400}{SENTENCES}<p>At the end.".encode())
    assert page.text.endswith("At the end.")


def test_too_large_a_page_is_refused_at_once() -> None:
    with pytest.raises(Unreadable, match="more than 20 MB"):
        extract(b"<p class='" + b"a" * LARGEST_PAGE + b"'>")


@pytest.mark.parametrize(
    "markup", ["<html><body></body></html>", "<html>", "<script>1</script>", "<!-- -->", "", "<html>\0</html>"]
)
def test_a_page_without_text_is_refused(markup: str) -> None:
    with pytest.raises(Unreadable, match=r"empty\.html has no article text"):
        extract(markup.encode(), name="empty.html")


def test_a_pdf_named_html_is_refused_for_what_it_is() -> None:
    with pytest.raises(Unreadable, match="is a PDF"):
        extract(b"%PDF-1.4\n%\xe2\xe3")


def test_reading_a_plain_text_does_not_import_the_web() -> None:
    check = (
        "import sys, onrecord; onrecord.document('Ada said no.');"
        "print([m for m in ('trafilatura', 'htmldate', 'lxml', 'urllib3', 'ssl') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", check], text=True).strip() == "[]"


def test_a_pull_quote_is_not_counted_twice() -> None:
    said = "Nobody will pass here before the gate of the lock is mended"
    markup = (
        f"<article><p>The lock is shut until Monday. “{said},” Ana Ruiz told the boatmen on the quay.</p>"
        f"<blockquote class='pull'><p>“{said}”</p></blockquote><p>She had the key in her hand, the boatmen said.</p>"
        "<p>The lock of Varn was built two hundred years ago, and nobody knows by whom it was.</p></article>"
    )
    text = extract(markup.encode()).text
    assert text.count(said) == 1
    assert "told the boatmen" in text
    assert "She had the key" in text
