"""The day on which a statement was said, the day it was reported, and the date it talks about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Document, Span, Statement
from onrecord.reading.dates import dated
from onrecord.reading.dates.values import horizon

from .conftest import Told


@dataclass(frozen=True)
class Dated:
    """The statements of a marked article, by the marks of their contents."""

    text: str
    by_mark: dict[int, Statement]
    times: dict[str, str | None]

    def said(self) -> dict[int, str | None]:
        return {number: statement.said_on for number, statement in self.by_mark.items()}


@pytest.fixture
def days(read: Callable[..., Told]) -> Callable[..., Dated]:
    """Read a marked article published on 2026-01-07, a Wednesday."""

    def reader(marked: str, published: str | None = "2026-01-07") -> Dated:
        told = read(marked)
        document = replace(told.document, published=published)
        statements, times = dated(document, told.statements)
        by_id = {s.id: s for s in statements}
        by_mark = {number: by_id[told[number].id] for number in told.marked}
        return Dated(document.text, by_mark, {e.span.of(document.text): e.value for e in times})

    return reader


@pytest.mark.parametrize(
    ("marked", "day"),
    [
        ("<s1>Nora Vale</s1> <q1>said</q1> on Tuesday that <c1>the mill would close</c1>.", "2026-01-06"),
        ("<s1>Nora Vale</s1> <q1>told</q1> a hearing on January 5 that <c1>the mill would close</c1>.", "2026-01-05"),
        ("<c1>The mill would close</c1>, <s1>Nora Vale</s1> <q1>said</q1> in a letter on Monday.", "2026-01-05"),
        ("On Monday <s1>Nora Vale</s1> <q1>warned</q1> that <c1>the mill would close</c1>.", "2026-01-05"),
        ("<s1>Nora Vale</s1> on Monday <q1>denied</q1> <c1>that the mill would close</c1>.", "2026-01-05"),
        ("<s1>A December survey</s1> <q1>found</q1> that <c1>most want the mill closed</c1>.", "2025-12"),
        ("<s1>A report published in October 2024</s1> <q1>said</q1> <c1>the mill was unsafe</c1>.", "2024-10"),
        ("<s1>Nora Vale</s1> <q1>asked</q1> <c1>a court on Friday to close the mill</c1>.", "2026-01-02"),
        ("In 1979, when <s1>an officer</s1> <q1>accused</q1> her of <c1>theft</c1>, she left.", "1979"),
    ],
)
def test_the_words_around_the_cue_tell_the_day(days: Callable[..., Dated], marked: str, day: str) -> None:
    found = days(marked)
    statement = found.by_mark[1]
    assert statement.said_on == day
    assert statement.said_on_span is not None
    assert found.times[statement.said_on_span.of(found.text)] == day


@pytest.mark.parametrize(
    "marked",
    [
        "<s1>Nora Vale</s1> <q1>said</q1> that <c1>the mill had closed on Tuesday</c1>.",
        "<s1>Nora Vale</s1> <q1>says</q1> <c1>the mill will close</c1>.",
        "<s1>Nora Vale, who resigned in October,</s1> <q1>says</q1> <c1>the mill will close</c1>.",
        "Since 2019 <s1>Nora Vale</s1> has <q1>demanded</q1> that <c1>the mill close</c1>.",
        "<c1>The mill will close</c1>, <s1>Nora Vale</s1> <q1>said</q1>. It burned on Monday.",
    ],
)
def test_without_a_basis_there_is_no_day(days: Callable[..., Dated], marked: str) -> None:
    assert days(marked).said() == {1: None}


def test_one_subject_says_both_on_one_day(days: Callable[..., Dated]) -> None:
    marked = "<s1>Vale</s1> <q1>denied</q1> on Monday <c1>any haste</c1> and <q2>called</q2> <c2>the mill a ruin</c2>."
    assert days(marked).by_mark[1].said_on == "2026-01-05"


def test_the_day_goes_to_the_speaker_it_stands_with(days: Callable[..., Dated]) -> None:
    marked = (
        "<s1>Nora Vale</s1> <q1>blames</q1> <c1>the board</c1>, and <s2>Otto Prinz</s2> on Friday <q2>vowed</q2>"
        " <c2>to sue</c2>."
    )
    assert days(marked).said() == {1: None, 2: "2026-01-02"}


def test_a_free_standing_quotation_carries_the_day_of_the_words_before(days: Callable[..., Dated]) -> None:
    marked = (
        "<c1>“The mill is done for,”</c1> <s1>Nora Vale</s1> <q1>told</q1> reporters on Monday.\n"
        "<c2>“Nobody will miss the smell of it.”</c2>\n"
        "<c3>“I will not,”</c3> <s3>she</s3> <q3>added</q3>."
    )
    assert days(marked).said() == {1: "2026-01-05", 2: "2026-01-05", 3: "2026-01-05"}


def test_what_a_court_was_told_is_of_the_day_it_sat(days: Callable[..., Dated]) -> None:
    marked = (
        "The trial of the miller opened at Ansel Crown Court on Monday.\n"
        "<s1>Nora Vale</s1> <q1>told</q1> the court that <c1>the wheel was rotten</c1>."
    )
    assert days(marked).said() == {1: "2026-01-05"}


def test_an_interview_is_of_the_day_it_was_held(days: Callable[..., Dated]) -> None:
    marked = (
        "Nora Vale spoke to the Ledger on January 2.\n"
        "<s1>Ledger</s1>: <c1>Is the mill lost?</c1>\n"
        "<s2>Vale</s2>: <c2>It was lost years ago.</c2>\n"
        "<s3>Ledger</s3>: <c3>By whom?</c3>\n"
        "<s4>Vale</s4>: <c4>By all of us.</c4>"
    )
    assert set(days(marked).said().values()) == {"2026-01-02"}


def test_the_day_of_the_report_is_not_the_day_of_the_words(days: Callable[..., Dated]) -> None:
    marked = (
        "<s1>The Ansel Ledger</s1> <q1>reported</q1> on Monday that <c1><s2>Nora Vale</s2> had <q2>said</q2> <c2>the"
        " mill would close</c2></c1>."
    )
    found = days(marked)
    assert found.by_mark[1].said_on == "2026-01-05"
    assert (found.by_mark[2].said_on, found.by_mark[2].reported_on) == (None, "2026-01-05")


def test_what_the_words_talk_about_has_its_own_date(days: Callable[..., Dated]) -> None:
    marked = "<s1>Nora Vale</s1> <q1>said</q1> on Tuesday that <c1>the mill had closed in October 2019</c1>."
    statement = days(marked).by_mark[1]
    assert (statement.said_on, statement.about_date) == ("2026-01-06", "2019-10")


def test_dates_in_a_quotation_count_from_the_day_it_was_said_on(days: Callable[..., Dated]) -> None:
    marked = "<c1>“They cut the power yesterday,”</c1> <s1>Nora Vale</s1> <q1>said</q1> on December 3."
    found = days(marked)
    assert found.times["yesterday"] == "2025-12-02"
    assert found.by_mark[1].about_date == "2025-12-02"


def test_without_a_day_of_publication_only_what_is_absolute_counts(days: Callable[..., Dated]) -> None:
    marked = (
        "<s1>Nora Vale</s1> <q1>said</q1> on Tuesday that <c1>it would close</c1>. <s2>Otto Prinz</s2> <q2>said</q2> on"
        " October 4, 2024, that <c2>it would stay</c2>."
    )
    assert days(marked, None).said() == {1: None, 2: "2024-10-04"}


@pytest.mark.parametrize(
    ("words", "value", "evidence"),
    [
        ("the mill will close by the end of next year", "2026-12", "end of next year"),
        ("the price will not change before 2027", "2026-12", "2027"),
        ("it will come, but not before 2032", "2032", "2032"),
        ("it will reopen in March", "2026-03", "March"),
        ("they will vote on Friday", "2025-06-20", "Friday"),
        ("a deal could be signed next week", "2025-06-23/2025-06-29", "next week"),
        ("they will reply within 30 days", "2025-07-18", "30 days"),
        ("the next 48 hours will decide", "2025-06-20", "next 48 hours"),
        ("profits will fall in the third quarter", "2025-09", "third quarter"),
        ("there will be snow by Christmas", "2025-12-25", "Christmas"),
        ("the court told them on Monday to redraw it by August 9", "2025-08-09", "August 9"),
    ],
)
def test_a_deadline_lies_ahead_of_the_day_of_speaking(words: str, value: str, evidence: str) -> None:
    text = f"She said in March that {words}."
    found = horizon(text, Span(24, 24 + len(words)), "2025-06-18")
    assert found is not None
    assert (found[0], found[1].of(text)) == (value, evidence)


@pytest.mark.parametrize("words", ["nobody will come", "it took years", "every day will be worse", "by February 30"])
def test_no_deadline_is_none(words: str) -> None:
    assert horizon(words, Span(0, len(words)), "2025-06-18") is None


def test_a_deadline_without_a_day_of_speaking_must_be_absolute() -> None:
    assert horizon("by Friday", Span(0, 9), None) is None
    found = horizon("by May 2030", Span(0, 11), None)
    assert found == ("2030-05", Span(3, 11))


@given(st.text(alphabet=" MayTuesdlast24.,“”\n", max_size=120), st.data())
def test_any_statements_are_dated(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    spans = st.lists(st.tuples(place, place).filter(lambda p: p[0] < p[1]).map(lambda p: Span(*p)), max_size=2).map(
        tuple
    )
    statements = [
        Statement(
            f"s{n}",
            data.draw(spans),
            data.draw(spans),
            content,
            "indirect",
            data.draw(st.sampled_from(["a1", None])),
            parent,
            0.5,
        )
        for n, parent in enumerate((None, "s0", None, "s1"))
        if (content := data.draw(spans))
    ]
    statements_, _ = dated(Document(text, (), published="2026-01-07"), statements)
    assert [s.id for s in statements_] == [s.id for s in statements]
    for s in statements_:
        for value, span in ((s.said_on, s.said_on_span), (s.about_date, s.about_date_span)):
            assert (value is None) == (span is None)
            assert span is None or 0 <= span.start < span.end <= len(text)
