"""To whom, by what way, how firmly and on whose authority something is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Actor, Document, Reading, Span, Statement
from onrecord.reading.circumstances import with_circumstances
from onrecord.reading.dates import dated
from tests.reading.conftest import Told

Read = Callable[..., Told]


def told(article: Told, published: str | None = None) -> Reading:
    """The whole of an article: what was assembled, with its circumstances."""
    document = replace(article.document, published=published)
    statements, times = dated(document, article.statements)
    found = with_circumstances(document, article.actors, statements, times)
    return Reading(document, "test", article.actors, found, times)


def first(article: Told, number: int = 1, published: str | None = None) -> Statement:
    reading = told(article, published)
    return next(s for s in reading.statements if s.id == article[number].id)


def addressee(article: Told, number: int = 1) -> str | None:
    statement = first(article, number)
    return next((actor.name for actor in article.actors if actor.id == statement.addressee), None)


@pytest.mark.parametrize(
    ("article", "channel", "kind"),
    [
        ("<s1>Ivo Brandt</s1> <q1>said</q1> on his podcast that <c1>the lock leaks</c1>.", "his podcast", "broadcast"),
        ("<c1>“The lock leaks,”</c1> <s1>Ivo Brandt</s1> <q1>wrote</q1> on X.", "X", "social media"),
        ("<c1>“It leaks,”</c1> <s1>Ivo Brandt</s1> <q1>told</q1> the board by telephone.", "telephone", "call"),
        (
            "At a news conference in Sele, <s1>Ivo Brandt</s1> <q1>said</q1> <c1>the lock leaked</c1>.",
            "a news conference",
            "press conference",
        ),
        ("In a statement, <s1>the board</s1> <q1>denied</q1> <c1>the leak</c1>.", "a statement", "statement"),
        (
            "<c1>“It leaks,”</c1> <s1>Ivo Brandt</s1> <q1>said</q1> in an interview on Monday.",
            "an interview",
            "interview",
        ),
        (
            "In a post on Facebook <s1>the mayor</s1> <q1>said</q1> <c1>the lock was shut</c1>.",
            "a post on Facebook",
            "social media",
        ),
        ("<s1>Ivo Brandt</s1> <q1>said</q1> <c1>the lock leaks</c1>.", None, None),
        ("<s1>Ivo Brandt</s1>, who lives on a boat, <q1>said</q1> <c1>the radio is broken</c1>.", None, None),
        ("<s1>Ivo Brandt</s1> <q1>said</q1> <c1>he wrote it in a letter</c1>.", None, None),
    ],
)
def test_the_way_something_is_said_is_read_beside_it(
    read: Read, article: str, channel: str | None, kind: str | None
) -> None:
    statement = first(read(article))
    assert (statement.channel, statement.channel_kind) == (channel, kind)


def test_a_document_is_the_way_of_whoever_issued_it(read: Read) -> None:
    article = read("<s1>A report by the Harbour Institute</s1> <q1>says</q1> <c1>the lock leaks</c1>.")
    statement = first(article)
    assert (article.speaker(1), statement.channel) == ("Harbour Institute", "A report")
    assert statement.sourcing == "document"


def test_the_way_holds_while_the_same_speaker_goes_on(read: Read) -> None:
    article = read(
        "<c1>“The lock leaks,”</c1> <s1>Ivo Brandt</s1> <q1>told</q1> reporters at a news conference.\n"
        "<c2>“We knew it,”</c2> <s2>he</s2> <q2>said</q2>.\n"
        "<c3>“Everybody did.”</c3>\n"
        "<s4>Ana Ruiz</s4> <q4>said</q4> <c4>nobody had asked her</c4>."
    )
    assert [first(article, n).channel for n in (1, 2, 3, 4)] == ["a news conference"] * 3 + [None]
    assert [addressee(article, n) for n in (1, 2, 3, 4)] == ["reporters"] * 3 + [None]


@pytest.mark.parametrize(
    ("article", "who"),
    [
        ("<s1>Ivo Brandt</s1> <q1>told</q1> Radio Sele <c1>the lock leaked</c1>.", "Radio Sele"),
        ("<s1>Ivo Brandt</s1> <q1>told</q1> reporters on Monday that <c1>the lock leaked</c1>.", "reporters"),
        ("Ana Ruiz was there. <s1>The board</s1> <q1>urged</q1> <c1>Ruiz to wait</c1>.", "Ana Ruiz"),
        ("<s1>Ivo Brandt</s1> <q1>assured</q1> the county <c1>the lock was safe</c1>.", "county"),
        ("In a letter to the ministry <s1>Ivo Brandt</s1> <q1>said</q1> <c1>the lock leaked</c1>.", "ministry"),
        ("<c1>Fishing crews had been <q2>warned</q2> <c2>to stay ashore</c2></c1>, <s1>he</s1> <q1>said</q1>.", None),
        ("<s1>Ivo Brandt</s1> <q1>said</q1> <c1>the lock leaked</c1>.", None),
        ("<s1>Ivo Brandt</s1> <q1>promised</q1> <c1>changes at the lock</c1>.", None),
        ("<s1>Traders</s1> <q1>warned</q1> of <c1>a long winter</c1>.", None),
        (
            "<q1>Asked</q1> whether <c1>the lock leaked</c1>, <s2>Ivo Brandt</s2> <q2>said</q2> <c2>no</c2>.",
            "Ivo Brandt",
        ),
    ],
)
def test_who_is_told_is_an_actor(read: Read, article: str, who: str | None) -> None:
    assert addressee(read(article)) == who


def test_who_are_warned_are_told(read: Read) -> None:
    article = read("<c1>Crews had been <q2>warned</q2> <c2>to stay ashore</c2></c1>, <s1>Ana Ruiz</s1> <q1>said</q1>.")
    assert addressee(article, 2) == "Crews"


def test_she_who_is_told_is_traced(read: Read) -> None:
    article = read(
        "Ilse Okafor runs the clinic. <s1>She</s1> <q1>said</q1> <c1><s2>the county</s2> had <q2>assured</q2> her "
        "<c2>a boat would come</c2></c1>."
    )
    assert addressee(article, 2) == "Ilse Okafor"


def test_those_who_ask_and_answer_tell_each_other(read: Read) -> None:
    article = read(
        "Ivo Brandt met Ana Ruiz on the quay.\n"
        "<c1>“Does it leak?”</c1> <s1>Ruiz</s1> <q1>asked</q1>.\n"
        "<c2>“Like a sieve,”</c2> <s2>Brandt</s2> <q2>replied</q2>."
    )
    assert [addressee(article, n) for n in (1, 2)] == ["Ivo Brandt", "Ana Ruiz"]


@pytest.mark.parametrize(
    ("article", "commitment"),
    [
        ("<s1>Ivo Brandt</s1> <q1>said</q1> <c1>the lock leaks</c1>.", "asserts"),
        ("<s1>The board</s1> <q1>denied</q1> that <c1>the lock leaks</c1>.", "denies"),
        ("<s1>Analysts</s1> <q1>doubt</q1> that <c1>the lock will last</c1>.", "doubts"),
        ("<c1>“Who will pay for it?”</c1> <s1>Ana Ruiz</s1> <q1>asked</q1>.", "asks"),
        ("<s1>Ana Ruiz</s1> <q1>urged</q1> the board <c1>to repair the lock</c1>.", "urges"),
        ("<s1>The board</s1> <q1>promised</q1> <c1>to repair the lock</c1>.", "promises"),
        ("<s1>The crews</s1> <q1>threatened</q1> <c1>to block the harbour</c1>.", "threatens"),
        ("<s1>Analysts</s1> <q1>expect</q1> <c1>the lock to fail within a year</c1>.", "predicts"),
        ("<s1>The crews</s1> <q1>accused</q1> <c1>the board of hiding the leak</c1>.", "alleges"),
    ],
)
def test_how_firmly_a_speaker_stands_to_it(read: Read, article: str, commitment: str) -> None:
    assert first(read(article)).commitment == commitment


def test_what_is_negated_and_hedged_is_marked(read: Read) -> None:
    article = read("<s1>Ana Ruiz</s1> <q1>said</q1> <c1>nobody was hurt and the lock may reopen in May</c1>.")
    statement = first(article)
    assert statement.negated
    assert [span.of(article.document.text) for span in statement.hedges] == ["may"]
    plain = first(read("<s1>Ana Ruiz</s1> <q1>said</q1> <c1>the lock opened in May, but nobody came</c1>."))
    assert (plain.negated, plain.hedges) == (False, ())


@pytest.mark.parametrize(
    ("words", "horizon", "condition"),
    [
        ("the lock will reopen by the end of next year", "2026-12", None),
        ("the lock will be gone before 2027", "2026-12", None),
        ("the lock will reopen before March", "2026-02", None),
        ("the lock will reopen within two weeks", "2025-11-26", None),
        ("the lock will never reopen", None, None),
        ("the lock will close unless the county pays", None, "unless the county pays"),
        ("the lock will fail if it freezes, whatever is done", None, "if it freezes"),
    ],
)
def test_a_forecast_has_its_horizon_and_its_condition(
    read: Read, words: str, horizon: str | None, condition: str | None
) -> None:
    article = read(f"<s1>Ivo Brandt</s1> <q1>predicted</q1> <c1>{words}</c1>.")
    forecast = first(article, published="2025-11-12").forecast
    assert forecast is not None
    text = article.document.text
    assert (forecast.horizon, forecast.condition and forecast.condition.of(text)) == (horizon, condition)
    assert [span.of(text) for span in forecast.clause] == [words]
    assert (forecast.horizon_span is None) == (horizon is None)


def test_what_has_happened_is_no_forecast(read: Read) -> None:
    assert first(read("<s1>Ivo Brandt</s1> <q1>said</q1> <c1>the lock leaked in 2019</c1>.")).forecast is None


@pytest.mark.parametrize(
    ("article", "sourcing", "anonymity"),
    [
        ("<s1>Ivo Brandt</s1> <q1>said</q1> <c1>it leaks</c1>.", "named", None),
        ("<s1>The Harbour Board of Sele</s1> <q1>said</q1> <c1>it leaks</c1>.", "institution", None),
        (
            "<c1>It leaks</c1>, <q1>said</q1> <s1>a clerk who spoke on condition of anonymity because she feared "
            "for her job</s1>.",
            "unnamed",
            "on condition of anonymity because she feared for her job",
        ),
        (
            "<s1>An official</s1>, who asked not to be named, <q1>said</q1> <c1>it leaks</c1>.",
            "unnamed",
            "asked not to be named",
        ),
        ("It is <q1>said</q1> that <c1>it leaks</c1>.", None, None),
    ],
)
def test_what_stands_behind_it_and_why_a_name_is_kept_back(
    read: Read, article: str, sourcing: str | None, anonymity: str | None
) -> None:
    made = read(article)
    statement = first(made)
    assert statement.sourcing == sourcing
    assert (statement.anonymity and statement.anonymity.of(made.document.text)) == anonymity


def test_hearsay_is_told_by_its_depth(read: Read) -> None:
    reading = told(
        read(
            "<s1>Ana Ruiz</s1> <q1>said</q1> <c1><s2>Ivo Brandt</s2> had <q2>told</q2> her <c2><s3>the board</s3> "
            "<q3>knew</q3> <c3>it leaked</c3></c2></c1>."
        )
    )
    assert [reading.depth(statement) for statement in reading.statements] == [0, 1, 2]


WORDS = re.findall(
    r"\S+",
    "Ana Ruiz said told asked the board in a letter to on X that it will if not leak may by 2027 “ ” ’ , . ? ! : ; \\n "
    "because anonymity condition of was being warned May before within weeks",
)


@settings(max_examples=60)
@given(st.data())
def test_every_evidence_lies_in_the_text_whatever_it_is(data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), min_size=3, max_size=40)))
    spot = st.integers(0, len(text))
    span = st.tuples(spot, spot).map(lambda pair: Span(min(pair), max(pair)))
    spans = st.lists(span, max_size=2).map(tuple)
    document = Document(text, (Span(0, len(text)),), published=data.draw(st.sampled_from([None, "2025-11", "junk"])))
    actors = (Actor("a1", "Ana Ruiz", "person", True), Actor("a2", "an aide", "unknown", False))
    statements: list[Statement] = []
    for number in range(data.draw(st.integers(0, 4))):
        parent = data.draw(st.sampled_from([None, *(s.id for s in statements)]))
        actor = data.draw(st.sampled_from([None, "a1", "a2"]))
        content = data.draw(st.lists(span, min_size=1, max_size=2).map(tuple))
        source, cue = data.draw(spans), data.draw(spans)
        statements.append(Statement(f"s{number}", source, cue, content, "mixed", actor, parent, 0.5))
    found = with_circumstances(document, actors, statements, dated(document, ())[1])
    assert [replace(new, **_plain(old)) for new, old in zip(found, statements, strict=True)] == statements
    for each in found:
        evidence = [each.channel_span, each.addressee_span, each.anonymity, *each.hedges]
        if each.forecast is not None:
            evidence += [*each.forecast.clause, each.forecast.condition, each.forecast.horizon_span]
        assert all(part is None or 0 <= part.start <= part.end <= len(text) for part in evidence)
        assert (each.channel is None) == (each.channel_span is None)
        assert each.channel_span is None or each.channel == each.channel_span.of(text)


def _plain(statement: Statement) -> dict[str, Any]:
    """The fields that circumstances fill, as they were."""
    names = "channel channel_kind channel_span addressee addressee_span commitment negated hedges sourcing anonymity"
    return {name: getattr(statement, name) for name in (*names.split(), "forecast")}
