"""A reading made by hand: what the reader would find in a short invented article."""

from __future__ import annotations

import re

import pytest

from onrecord.model import Actor, Document, Reading, Span, Statement

TEXT = """\
The reservoir is full, said Ada Brindle, the waterworks' engineer, who told the council that the mayor had \
called it "a bathtub."
"We have tested every valve," she said, "and every valve holds. Nobody disputes that.

"Ask anyone in Lower Tarn."
Residents doubt it. One of them said the siren "has never once worked <b>on time</b>" & that \
[bold]nobody came[/bold].
It is widely thought that the dam will be rebuilt."""


def at(words: str, within: str = "") -> Span:
    """The span of the words, of their first occurrence after ``within`` begins."""
    start = TEXT.index(words, TEXT.index(within) if within else 0)
    return Span(start, start + len(words))


@pytest.fixture
def document() -> Document:
    return Document(
        text=TEXT,
        paragraphs=tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", TEXT)),
        title="Is the <Tarn> dam safe?",
        outlet="The Tarn & Dale Post",
        authors=("Wilf Marrow", "Ina Pell"),
        url="https://post.example/dam?a=1&b=2",
        published="2025-10-02",
        language="en",
    )


@pytest.fixture
def reading(document: Document) -> Reading:
    """Six statements: one nested, one in parts over two paragraphs, one unnamed, one without a source."""
    engineer = Actor(
        "a1",
        "Ada Brindle",
        "person",
        True,
        "the waterworks' engineer",
        at("the waterworks' engineer"),
        (at("Ada Brindle"), at("she", "valve,")),
    )
    mayor = Actor("a2", "the mayor", "person", False, mentions=(at("the mayor"),))
    resident = Actor("a3", "One of them", "person", False, mentions=(at("One of them"),))
    source = at("Ada Brindle, the waterworks' engineer,")
    return Reading(
        document=document,
        reader="onrecord 0.1 by hand",
        actors=(engineer, mayor, resident),
        statements=(
            Statement("s1", (source,), (at("said"),), (at("The reservoir is full"),), "indirect", "a1", None, 0.98),
            Statement(
                "s2",
                (source,),
                (at("told"),),
                (at('the mayor had called it "a bathtub."'),),
                "mixed",
                "a1",
                None,
                0.91,
            ),
            Statement(
                "s3",
                (at("the mayor"),),
                (at("had called"),),
                (at('it "a bathtub."'),),
                "mixed",
                "a2",
                "s2",
                0.44,
            ),
            Statement(
                "s4",
                (at("she", "valve,"),),
                (at("said", "valve,"),),
                (
                    at('"We have tested every valve,"'),
                    at('"and every valve holds. Nobody disputes that.\n\n"Ask anyone in Lower Tarn."'),
                ),
                "direct",
                "a1",
                None,
                0.995,
            ),
            Statement(
                "s5",
                (at("One of them"),),
                (at("said", "One of them"),),
                (at('the siren "has never once worked <b>on time</b>" & that [bold]nobody came[/bold]'),),
                "mixed",
                "a3",
                None,
                0.8,
            ),
            Statement("s6", (), (at("thought"),), (at("the dam will be rebuilt"),), "indirect", None, None, 0.6),
        ),
    )
