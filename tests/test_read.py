"""Reading whole articles: what any text is owed, and what a reporter expects of articles in several house styles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import Reading

SEED = Path(__file__).parents[2] / "shared" / "seed" / "article.txt"
WORDS = (
    *(
        "said",
        "Ana",
        "Ruiz",
        '"',
        "“",
        "”",
        "'",
        "‘",
        "’",
        "—",
        "\n\n",
        "\n",
        "told",
        "that",
        "according to",
        "it",
        ".",
        ",",
    ),
    *("Q:", "A:", "Москва", "習近平", "🛳️", "e\u0301", "\u200b", "\x00", "\ud800", "12", "the harbour board", "denied"),
)


def said(reading: Reading) -> list[tuple[str | None, str]]:
    """Speaker and words of every statement."""
    found = []
    for statement in reading.statements:
        actor = reading.actor(statement)
        found.append((actor.name if actor else None, reading.words(statement.content)))
    return found


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)))
@settings(max_examples=120)
def test_any_text_is_read_or_refused_and_its_spans_lie_inside(text: str) -> None:
    try:
        reading = onrecord.read(text)
    except onrecord.Unreadable:
        return
    length = len(reading.document.text)
    ids = [s.id for s in reading.statements]
    assert len(set(ids)) == len(ids)
    for s in reading.statements:
        assert s.content
        assert 0 <= s.confidence <= 1
        assert s.parent is None or s.parent in ids
        for span in (*s.source, *s.cue, *s.content):
            assert 0 <= span.start < span.end <= length
    assert onrecord.read(text) == reading


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join))
@settings(max_examples=40)
def test_a_blank_line_at_the_end_changes_nothing(text: str) -> None:
    text = "The ferry sailed. " + text
    assert onrecord.read(text + "\n\n") == onrecord.read(text)


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ('"We lost the pump," said Ana Ruiz, the harbour engineer, on Monday.', "Ana Ruiz", "We lost the pump"),
        ("“We lost the pump,” Ana Ruiz, the harbour engineer, told reporters.", "Ana Ruiz", "We lost the pump"),
        ("‘We lost the pump,’ said Ana Ruiz, the harbour engineer, on Monday.", "Ana Ruiz", "We lost the pump"),
        ("''We lost the pump,'' said Ana Ruiz, the harbour engineer.", "Ana Ruiz", "We lost the pump"),
        ('Ana Ruiz, the harbour engineer, said: "We lost the pump."', "Ana Ruiz", "We lost the pump"),
        (
            "Ana Ruiz, the harbour engineer, said that the town had lost its pump.",
            "Ana Ruiz",
            "the town had lost its pump",
        ),
        (
            "The town had lost its pump, according to Ana Ruiz, the harbour engineer.",
            "Ana Ruiz",
            "The town had lost its pump",
        ),
    ],
)
def test_a_statement_is_found_in_each_house_style(text: str, speaker: str, words: str) -> None:
    reading = onrecord.read(text)
    assert any(name == speaker and words in content for name, content in said(reading)), said(reading)


def test_a_pronoun_is_traced_to_the_person_it_stands_for() -> None:
    reading = onrecord.read(
        "Ana Ruiz, the harbour engineer, inspected the pump on Monday.\n\n"
        '"It will not last the winter," she said. "We need a new one."'
    )
    ((speaker, words),) = said(reading)
    assert speaker == "Ana Ruiz"
    assert words == '"It will not last the winter," […] "We need a new one."'


def test_a_quotation_without_attribution_in_the_next_paragraph_belongs_to_the_running_speaker() -> None:
    reading = onrecord.read(
        '"The pump is gone," said Ana Ruiz, the harbour engineer.\n\n"The street was under water by noon."'
    )
    assert [name for name, _ in said(reading)] == ["Ana Ruiz", "Ana Ruiz"]
    assert reading.statements[1].cue == ()


def test_an_unnamed_source_stays_unnamed() -> None:
    reading = onrecord.read("A senior official said on Tuesday that the pump had been sold.")
    (statement,) = reading.statements
    actor = reading.actor(statement)
    assert actor is not None
    assert not actor.named
    assert "senior official" in actor.name


def test_a_scare_quote_is_no_statement() -> None:
    assert onrecord.read('The town signed a "strategic partnership" with its neighbour in May.').statements == ()


def test_what_one_says_that_another_said_lies_inside_the_first_statement() -> None:
    reading = onrecord.read("Ana Ruiz said on Monday that the mayor had told her that the pump would be sold.")
    outer, inner = reading.statements
    assert inner.parent == outer.id
    assert reading.words(inner.content) == "the pump would be sold"


def test_an_interview_is_read_as_questions_and_answers() -> None:
    reading = onrecord.read(
        "Q: What happened to the pump?\n\nANA RUIZ: It broke in the first week.\n\n"
        "Q: Who sold it?\n\nANA RUIZ: The mayor did. I have the letter."
    )
    answers = [words for name, words in said(reading) if name and name.lower() == "ana ruiz"]
    assert answers == ["It broke in the first week.", "The mayor did. I have the letter."]
    assert all(s.form == "direct" for s in reading.statements if s.parent is None)


def test_a_hundred_kilobytes_on_one_line_are_read() -> None:
    reading = onrecord.read('The tide is late, said Ana Ruiz. "It is," he said. ' * 2000)
    assert len(reading.statements) > 1000


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside this checkout")
def test_the_article_this_product_was_conceived_from_is_read() -> None:
    reading = onrecord.read(SEED.read_text(encoding="utf-8"), published="2026-01-06")
    names = {name for name, _ in said(reading)}
    expected = {"Alexandra Sitenko", "Mark Galeotti", "Sam Greene", "Fiona Hill", "Hanna Notte", "Donald Trump"}
    assert expected <= names
    assert not any(words.strip('"') == "strategic partnership" for _, words in said(reading))
    assert len(reading.statements) >= 20
