"""Quotation marks of every house style are paired; apostrophes and measures are not taken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.quotes import quotations


def quoted(text: str, depth: int = 0) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text) if q.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said: "Yes," and then "no."', ['"Yes,"', '"no."']),
        ("“We lost the pump,” he said. “Twice.”", ["“We lost the pump,”", "“Twice.”"]),
        ("''We lost it,'' she said.", ["''We lost it,''"]),
        ("``We lost it,'' she said.", ["``We lost it,''"]),
        ("„Wir gehen“, sagte sie.", ["„Wir gehen“"]),
        ("«Nous partons», dit-elle.", ["«Nous partons»"]),
        ("‘We’ll go,’ she said.", ["‘We’ll go,’"]),
        ("'We'll go,' she said.", ["'We'll go,'"]),
        ("The agency said ‘the drivers’ union is lost’.", ["‘the drivers’ union is lost’"]),
        ("The drivers’ ‘big plan’ and the bakers’ small one", ["‘big plan’"]),
    ],
)
def test_each_house_style_is_recognised(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text", ["It's the '90s again, 'twas said", "The drivers’ union", "He is 6'2\" tall", "rock ’n’ roll"]
)
def test_apostrophes_and_measures_open_nothing(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_inside_a_quotation_is_one_level_deeper() -> None:
    text = "“She told me, ‘Leave the boats,’ and hung up,” he said."
    assert quoted(text) == ["“She told me, ‘Leave the boats,’ and hung up,”"]
    assert quoted(text, depth=1) == ["‘Leave the boats,’"]


def test_a_quotation_over_several_paragraphs_opens_anew_in_each() -> None:
    text = "“First the river rose.\n“Then the bridge went.”"
    found = quotations(text)
    assert [(text[q.start : q.end], q.closed) for q in found] == [
        ("“First the river rose.", False),
        ("“Then the bridge went.”", True),
    ]


def test_a_lost_mark_spoils_one_paragraph_only() -> None:
    text = '"We lost the pump, he said.\nShe said: "Twice."'
    assert '"Twice."' in quoted(text)


@given(st.text(alphabet="ab ,.\n\"'“”‘’„«»`1", max_size=80))
def test_quotations_lie_inside_the_text_and_never_cross_a_line(text: str) -> None:
    for q in quotations(text):
        assert 0 <= q.start < q.inner.start <= q.inner.end <= q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
