"""Whoever an article names, in whatever form, is one speaker; whoever it doesn't name stays unnamed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

# House style, the article with its attributions marked, and the speaker of each.
ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))


@pytest.mark.parametrize("path", ARTICLES, ids=[path.stem for path in ARTICLES])
def test_each_statement_has_the_speaker_a_careful_reader_names(read: Any, path: Path) -> None:
    """Each file: its house style, the article with its attributions marked, the speaker of each number."""
    _, article, expected = re.split(r"(?m)^---\n", path.read_text(encoding="utf-8"))
    told = read(article)
    speakers = dict(line.split(" | ") for line in expected.splitlines())
    assert {number: told.speaker(int(number)) or "-" for number in speakers} == speakers


def test_roles_are_given_as_the_article_words_them(read: Any) -> None:
    told = read(
        """
<c1>“It leaks,”</c1> <q1>said</q1> <s1>Mark Vance, a flood analyst and part-time lecturer at the College of Isles</s1>.
<s2>Interior Minister Lorena Ruiz</s2> <q2>denied</q2> <c2>it</c2>.
<s3>Fiona Dale, who was the top adviser on pipelines until 2019</s3>, <q3>laughed</q3> <c3>at both</c3>.
<s4>Union president Iván Soto</s4> <q4>asked</q4> <c4>for pumps</c4>.
"""
    )
    roles = {actor.name: actor.role for actor in told.actors}
    assert roles == {
        "Mark Vance": "flood analyst and part-time lecturer at the College of Isles",
        "Lorena Ruiz": "Interior Minister",
        "Fiona Dale": "top adviser on pipelines until 2019",
        "Iván Soto": "Union president",
    }
    for actor in told.actors:
        assert actor.role_span is not None
        assert actor.role_span.of(told.document.text) == actor.role


def test_a_role_read_elsewhere_in_the_text_counts_too(read: Any) -> None:
    told = read(
        "The harbour master, Ann Oduya, has had enough. Rain fell on the mole.\n"
        "<s1>Oduya</s1> <q1>quit</q1>, <c1>citing the gulls</c1>."
    )
    (actor,) = told.actors
    assert (actor.name, actor.role) == ("Ann Oduya", "harbour master")


def test_who_is_named_and_who_is_not(read: Any) -> None:
    told = read(
        "<s1>Two officials in Riga</s1> <q1>said</q1> <c1>so</c1>. <s2>Police</s2> <q2>say</q2> <c2>nothing</c2>. "
        "<s3>The World Food Council</s3> <q3>knows</q3> <c3>more</c3>. "
        "<s4>Latvia’s central bank</s4> <q4>knows</q4> <c4>most</c4>. "
        "<s5>Lena Krol</s5> <q5>agrees</q5>: <c5>“Yes.”</c5>"
    )
    assert {actor.name: (actor.named, actor.kind) for actor in told.actors} == {
        "officials in Riga": (False, "group"),
        "police": (False, "group"),
        "World Food Council": (True, "organization"),
        "Latvia’s central bank": (True, "organization"),
        "Lena Krol": (True, "person"),
    }


def test_no_source_no_speaker(read: Any) -> None:
    told = read("<c1>The accord</c1> <q1>is widely seen</q1> <c1>as dead</c1>.")
    assert told[1].actor is None
    assert told.actors == ()


def test_i_outside_quotations_is_the_narrator(read: Any) -> None:
    told = read("When <s1>I</s1> <q1>asked</q1> <c1>whether she had slept</c1>, Berta Lund shook her head.")
    assert told[1].actor is None


def test_every_mention_of_an_actor_is_listed_in_order(read: Any) -> None:
    told = read(
        "Ana Mota left. <s1>Mota</s1> <q1>said</q1> <c1>little</c1>. <s2>She</s2> <q2>waved</q2>: <c2>“Later.”</c2>"
    )
    (actor,) = told.actors
    assert [span.of(told.document.text) for span in actor.mentions] == ["Ana Mota", "Mota", "She"]
