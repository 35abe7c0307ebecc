"""The HTML page: the whole article, statements marked right, nothing in it that could run or be fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import assets
from onrecord.export.marking import COLOURS
from onrecord.export.page import render
from onrecord.model import Actor, Document, Reading, Span, Statement

VOID = {"meta", "br"}


@dataclass
class Page(HTMLParser):
    """A parsed page. ``paragraphs`` are the article's; ``marked`` is the text under each tooltip."""

    html: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    meta: dict[str, str] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)
    marked: dict[str, str] = field(default_factory=lambda: defaultdict(str))
    open: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= set(given)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag == "meta":
            self.meta[given.get("http-equiv", given.get("name", ""))] = given.get("content", "")
        if self.inside("main") and tag == "p":
            self.paragraphs.append("")
        if tag not in VOID:
            self.open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self.open.pop()
        assert opened == tag, f"<{opened}> closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        if not (self.inside("main") and self.inside("p")) or self.inside("a"):
            return
        self.paragraphs[-1] += data
        for tip in {attributes["title"] for tag, attributes in self.open if tag == "mark"}:
            self.marked[tip.split(" · ")[0]] += data

    def inside(self, tag: str) -> bool:
        return any(opened == tag for opened, _ in self.open)


def test_the_page_holds_the_whole_article_unchanged(reading: Reading) -> None:
    document = reading.document
    assert Page(render(reading)).paragraphs == [part.of(document.text) for part in document.paragraphs]


def test_each_statement_is_marked_from_its_first_character_to_its_last(reading: Reading) -> None:
    marked = Page(render(reading)).marked
    assert marked["the mayor"] == 'it "a bathtub."'
    assert marked["no source given"] == "the dam will be rebuilt"
    assert marked["Ada Brindle"] == (
        'The reservoir is fullthe mayor had called it "a bathtub.""We have tested every valve,"'
        '"and every valve holds. Nobody disputes that."Ask anyone in Lower Tarn."'
    )


def test_every_link_within_the_page_leads_somewhere_both_ways(reading: Reading) -> None:
    page = Page(render(reading))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} == set(page.ids)
    for number in range(1, 7):
        assert {f"#s-{number}", f"#t-{number}"} <= set(page.links) | {"#s-"}
    assert "#t-4-2" in page.links


def test_the_legend_names_speakers_roles_and_the_unnamed(reading: Reading) -> None:
    legend = render(reading).split('class="legend"')[1].split("</ul>")[0]
    text = " ".join(re.sub("<[^>]+>", " ", legend).split())
    assert "Ada Brindle the waterworks&#x27; engineer 1 2 4" in text
    assert "the mayor unnamed 3" in text
    assert "no source given 6" in text


def test_the_page_forbids_scripts_and_fetches_and_allows_only_its_own_style(reading: Reading) -> None:
    html = render(reading)
    page = Page(html)
    style = html.split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = page.meta["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert f"style-src 'sha256-{digest}'" in policy
    assert not page.tags & {"script", "img", "iframe", "object", "link", "base", "form", "svg"}
    assert not [name for name in page.attributes if name.startswith("on") or name in ("src", "style")]
    assert "url(" not in style
    assert "@import" not in style


HOSTILE = '</mark></p></title></style><script>alert(1)</script><img src=x onerror="alert(1)">&lt;b&amp;'


def test_markup_anywhere_in_an_article_stays_text(reading: Reading) -> None:
    text = HOSTILE + " " + reading.document.text
    document = Document(text, (Span(0, len(text)),), HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, HOSTILE, HOSTILE)
    actors = tuple(replace(actor, name=HOSTILE, role=HOSTILE) for actor in reading.actors)
    whole = tuple(replace(each, cue=(Span(0, len(HOSTILE)),)) for each in reading.statements)
    page = Page(render(Reading(document, HOSTILE, actors, whole)))
    assert page.paragraphs == [text]
    assert not page.tags & {"script", "img"}
    assert not [name for name in page.attributes if name.startswith("on")]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//x.example/",
        "https:x",
        "https://[",
        "file:///etc/passwd",
        "https://x.example/a b",
        "",
    ],
)
def test_only_http_addresses_become_links(reading: Reading, url: str) -> None:
    page = Page(render(replace(reading, document=replace(reading.document, url=url))))
    assert all(link.startswith("#") for link in page.links)


def test_an_http_address_is_a_link(reading: Reading) -> None:
    assert "https://post.example/dam?a=1&b=2" in Page(render(reading)).links


def test_control_characters_do_not_reach_the_page(reading: Reading) -> None:
    text = "\x00\x1b[31mThe \u202ereservoir " + reading.document.text
    html = render(replace(reading, document=replace(reading.document, text=text)))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", html)


WORDS = "one two three\nfour five six seven\n\neight nine"
PARAGRAPHS = tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", WORDS))
spans = (
    st.tuples(st.integers(0, len(WORDS)), st.integers(0, len(WORDS)))
    .map(sorted)
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: Span(*pair))
)


def parts_apart(parts: list[Span]) -> tuple[Span, ...]:
    """The parts in order, those that touch an earlier one left out."""
    apart: list[Span] = []
    for part in sorted(parts):
        if not apart or apart[-1].end <= part.start:
            apart.append(part)
    return tuple(apart)


@given(st.lists(st.tuples(st.lists(spans, min_size=1, max_size=3), st.lists(spans, max_size=1)), max_size=5))
def test_however_statements_cross_or_nest_each_is_marked_exactly(
    found: list[tuple[list[Span], list[Span]]],
) -> None:
    actors = tuple(Actor(str(i), f"speaker {i}", "person", True) for i in range(len(found)))
    statements = tuple(
        Statement(str(i), tuple(source), tuple(source), parts_apart(content), "mixed", str(i), None, 0.5)
        for i, (content, source) in enumerate(found)
    )
    page = Page(render(Reading(Document(WORDS, PARAGRAPHS), "by hand", actors, statements)))
    assert page.paragraphs == [part.of(WORDS) for part in PARAGRAPHS]
    assert len(page.ids) == len(set(page.ids))
    for i, statement in enumerate(statements):
        words = "".join(part.of(WORDS) for part in statement.content)
        assert page.marked.get(f"speaker {i}", "") == words.replace("\n", "")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_is_readable_on_every_ground(mode: str) -> None:
    style = assets.text("marks.css")
    blocks = re.findall(r":root \{(.*?)\}", style, re.S)
    assert len(blocks) == 2
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[mode == "dark"]))
    tints = [value for name, value in colours.items() if name.startswith("tint")]
    inks = [value for name, value in colours.items() if name.startswith("ink")]
    assert len(tints) == len(inks) == COLOURS + 1
    texts = [*inks, colours["text"], colours["soft"], colours["link"]]
    grounds = [colours["page"], *tints]
    # WCAG 2.2, level AA
    assert min(contrast(text, ground) for text in texts for ground in grounds) >= 4.5
