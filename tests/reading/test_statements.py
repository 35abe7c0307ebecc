"""Whatever the encoder hands over, sound statements come out: anchored, nested, ordered, the same every time."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Attribution, Document, Span
from onrecord.reading.statements import assemble

PIECES = """Ana Mota said “We lost,” he ‘no’ the minister's lawyer, who told her: "Q: A: Ruiz: . ? ! 'em O’Dea
al-Masri Lima she they it I you report by Interior Minister and --
— ( ) [S]he U.S. Mr Dr 9 p.m. it’s “ ” « » ' " ’ é 李明 🙂 x"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\n\n", "\u00a0", "\x00", "\ud800"])
TEXTS = st.lists(WORDS, max_size=60).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, list[Attribution]]:
    text = draw(TEXTS)
    place = st.integers(0, len(text))
    span = st.tuples(place, place).map(lambda ends: Span(min(ends), max(ends)))
    spans = st.lists(span, max_size=3).map(tuple)
    parent = st.none() | st.integers(-1, 6)
    attribution = st.builds(Attribution, spans, spans, spans, st.floats(0, 1), parent)
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Document(text, tuple(lines), outlet=draw(st.sampled_from([None, "Lima"]))), draw(
        st.lists(attribution, max_size=6)
    )


@given(documents())
@settings(max_examples=200)
def test_every_span_lies_in_the_text_and_every_reference_is_known(case: tuple[Document, list[Attribution]]) -> None:
    document, attributions = case
    actors, statements = assemble(document, attributions)
    ids = {actor.id for actor in actors}
    seen: set[str] = set()
    for statement in statements:
        assert statement.content
        assert statement.actor is None or statement.actor in ids
        assert statement.parent is None or statement.parent in seen
        for span in (*statement.source, *statement.cue, *statement.content):
            assert 0 <= span.start < span.end <= len(document.text)
        seen.add(statement.id)
    assert len(seen) == len(statements)
    heard = {actor for statement in statements for actor in (statement.actor, statement.addressee)} - {None}
    assert heard | {member for actor in actors if actor.id in heard for member in actor.members} == ids
    for actor in actors:
        assert actor.name
        for span in (*actor.mentions, *([actor.role_span] if actor.role_span else [])):
            assert 0 <= span.start < span.end <= len(document.text)


@given(documents())
@settings(max_examples=60)
def test_the_same_reading_every_time_and_a_blank_line_at_the_end_changes_nothing(
    case: tuple[Document, list[Attribution]],
) -> None:
    document, attributions = case
    first = assemble(document, attributions)
    assert assemble(document, attributions) == first
    longer = Document(document.text + "\n", document.paragraphs, outlet=document.outlet)
    assert assemble(longer, attributions) == first


def test_a_statement_inside_a_content_is_its_child_without_being_told_so(read: Any) -> None:
    told = read("<s1>Ruiz</s1> <q1>said</q1> <c1><s2>Lima</s2> <q2>wants</q2> <c2>peace</c2></c1>.")
    assert told[2].parent == told[1].id
    assert told.speaker(2) == "Peru"


def test_who_is_cited_for_a_report_stands_inside_it(read: Any) -> None:
    told = read("<c1>The pass is shut</c1>, <s1>agency Andorra Press</s1> <q1>reported</q1>, citing the police.")
    text = told.document.text
    at = text.index("citing")
    cited = Attribution((Span(at + 7, len(text) - 1),), (Span(at, at + 6),), (Span(0, 16),), 0.8)
    reported = Attribution((Span(18, 38),), (Span(39, 47),), (Span(0, 16),), 0.9)
    _, statements = assemble(told.document, [cited, reported])
    children = [s for s in statements if s.parent]
    assert [span.of(text) for s in children for span in s.cue] == ["citing"]


def test_statements_stand_in_the_order_of_the_text(read: Any) -> None:
    told = read("<c2>“B,”</c2> <s2>Ruiz</s2> <q2>said</q2>. <s1>Soto</s1> <q1>said</q1> <c1>c</c1>.")
    assert [told.words(s)[0] for s in told.statements] == ["“B,”", "c"]
    assert [s.id for s in told.statements] == ["s1", "s2"]


def test_attributions_without_content_are_left_out() -> None:
    document = Document("Ruiz said.", (Span(0, 10),))
    assert assemble(document, [Attribution((Span(0, 4),), (Span(5, 9),), (), 0.9)]) == ((), ())


def test_time_grows_with_the_length_of_the_text(read: Any) -> None:
    article = "<s1>Minister Ana Mota</s1> <q1>said</q1> <c1>the dam held</c1>. “It did,” she said. He saw it.\n"
    short, long = _seconds(read, article * 40), _seconds(read, article * 400)
    assert long < 30 * short + 0.5


def _seconds(read: Any, article: str) -> float:
    told = read(article.replace("<s1>", "<s1>"))
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        assemble(told.document, [])
        best = min(best, time.perf_counter() - start)
    return best


def test_a_few_words_in_quotation_marks_that_hardly_anybody_says_are_a_scare_quote() -> None:
    text = "The fleet’s ally, who concluded a “grand bargain” pact with the port, left."
    document = Document(text, (Span(0, len(text)),))

    def found(confidence: float, content: str) -> int:
        start = text.index(content)
        spans = [(Span(text.index(w), text.index(w) + len(w)),) for w in ("who", "concluded")]
        given = Attribution(spans[0], spans[1], (Span(start, start + len(content)),), confidence)
        return len(assemble(document, [given])[1])

    assert found(0.35, "a “grand bargain” pact with the port") == 0
    assert found(0.8, "a “grand bargain” pact with the port") == 1
    assert found(0.35, "pact with the port") == 1
