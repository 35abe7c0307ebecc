"""Direct: all of it in quotation marks; mixed: partly; indirect: not at all; and the marks belong to the content."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("article", "form"),
    [
        ('<c1>"We lost,"</c1> <s1>Ruiz</s1> <q1>said</q1>.', "direct"),
        ("<s1>Ruiz</s1> <q1>said</q1> <c1>they had lost</c1>.", "indirect"),
        ("<s1>Ruiz</s1> <q1>called</q1> <c1>the loss “a lesson”</c1>.", "mixed"),
        ("<s1>Ruiz</s1> <q1>was</q1> <c1>“tired” and “cold”</c1>.", "direct"),
        ("<c1>‘Nobody’s boat sank,’</c1> <s1>she</s1> <q1>said</q1>.", "direct"),
        ("<s1>Ruiz</s1> <q1>said</q1> <c1>the miners’ boots weren’t paid for</c1>.", "indirect"),
        ("<c1>« Non »</c1>, <s1>Ruiz</s1> <q1>said</q1>.", "direct"),
        ('<c1>Will it "hold until spring?"</c1> <s1>Ruiz</s1> <q1>asked</q1>.', "mixed"),
    ],
)
def test_form(read: Any, article: str, form: str) -> None:
    assert read(article)[1].form == form


def test_inside_another_statement_only_its_own_marks_count(read: Any) -> None:
    told = read(
        "<c1>“<s2>My brother</s2> <q2>says</q2> <c2>it is over</c2>, and "
        "<s3>the mayor</s3> <q3>says</q3> <c3>‘not yet’</c3>,”</c1> <s1>Ruiz</s1> <q1>said</q1>."
    )
    assert (told[1].form, told[2].form, told[3].form) == ("direct", "indirect", "direct")
    assert told[2].parent == told[3].parent == told[1].id


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("“<c1>We lost</c1>,” <s1>Ruiz</s1> <q1>said</q1>.", "“We lost,”"),
        ('<s1>Ruiz</s1> <q1>said</q1>: "<c1>We lost. Again</c1>."', '"We lost. Again."'),
        ("<s1>Ruiz</s1> <q1>said</q1> <c1>they had lost, </c1>and left.", "they had lost"),
        ("<s1>Ruiz</s1> <q1>said</q1> <c1>they had lost.</c1>", "they had lost"),
        (
            "<s1>Ruiz</s1> <q1>said</q1> <c1>it was “scheduling, nothing more</c1>.”",
            "it was “scheduling, nothing more.”",
        ),
        ("<s1>Ruiz</s1> <q1>said</q1> <c1>they met at 9 p.m.</c1>", "they met at 9 p.m."),
    ],
)
def test_a_content_has_the_marks_that_are_its_own_and_no_loose_ends(read: Any, article: str, words: str) -> None:
    told = read(article)
    assert told.words(told[1]) == [words]


def test_a_nested_content_leaves_the_outer_marks_alone(read: Any) -> None:
    told = read(
        "<c1>“<s2>Ankara</s2>’s <q2>view</q2> is that <c2>nothing is signed,”</c2></c1> <s1>Ruiz</s1> <q1>said</q1>."
    )
    assert told.words(told[2]) == ["nothing is signed"]
