"""Sentences end at full stops, not at abbreviations; quotation marks stay with their sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.reading.sentences import Layout, paragraphs_of, sentence_starts


def sentences(text: str) -> list[str]:
    starts = sentence_starts(text, [Span(0, len(text))])
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He left. She stayed.", 2),
        ("Mr. Soto met Gen. J. K. Ode at 9 a.m. on Monday.", 1),
        ("He came at 9 p.m. The door was shut.", 2),
        ("“It is over.” She left.", 2),
        ("“Is it over?” she asked.", 1),
        ("The U.S. Senate met. It voted.", 2),
        ("No. 4 was last… Then came No. 5!", 2),
        ("Ruiz Inc. sells ore. It pays well.", 2),
        ("", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_the_layout_knows_sentence_and_paragraph_of_an_offset() -> None:
    text = "One. Two.\n\nThree."
    layout = Layout(text, ())
    assert [span.of(text) for span in layout.paragraphs] == ["One. Two.", "Three."]
    at = text.index("Two")
    assert (layout.sentence(at), layout.paragraph(at), layout.sentence_start(at + 1)) == (1, 0, at)
    assert layout.sentence_end(at) == text.index("\n")


@given(
    st.text(alphabet="Aa. ?\n“”", max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4)
)
def test_paragraphs_are_sound_whatever_they_are_given(text: str, ends: list[tuple[int, int]]) -> None:
    kept = paragraphs_of(text, [Span(*sorted(pair)) for pair in ends])
    assert all(0 <= p.start < p.end <= len(text) for p in kept)
    assert all(a.end <= b.start for a, b in pairwise(kept))
