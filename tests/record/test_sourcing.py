"""Before it is published: how a draft is sourced, and what the record has against it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Reading, Span
from onrecord.record import Record
from onrecord.record.sourcing import Draft, Finding, report
from tests.record.conftest import article


def kinds(findings: tuple[Finding, ...]) -> list[tuple[str, str, int | None]]:
    return [(each.kind, each.level, each.statement) for each in findings]


def alone(reading: Reading) -> list[tuple[str, str, int | None]]:
    """What is found without a record."""
    return kinds(report(Draft(reading)).findings)


def against(record: Record, *parts: tuple[str | None, str, str], **facts: str) -> list[Finding]:
    """What the record has against a draft."""
    ours = ("reworded", "other-speaker", "named-elsewhere", "opposite", "other-role")
    return [each for each in record.check(article(*parts, **facts)).findings if each.kind in ours]


# --- the draft by itself --------------------------------------------------------------------------------------------


def test_a_quotation_that_nobody_is_named_for_is_an_error() -> None:
    assert alone(article((None, "", "The pump was never tested"))) == [("no-attribution", "error", 1)]
    assert alone(article((None, "It is said that", "the pump was never tested", "indirect"))) == [
        ("no-source", "warning", 1)
    ]


def test_a_quotation_that_is_in_no_statement_is_found_too() -> None:
    draft = article("The poster read “bring back the boat before the winter comes” in red.", 'A "scare quote" is none.')
    (found,) = report(Draft(draft)).findings
    assert (found.kind, found.level, found.statement) == ("no-attribution", "warning", None)
    assert "bring back the boat" in found.message


def test_a_source_without_a_name_counts_and_weighs_less_where_a_reason_is_given() -> None:
    draft = article(
        ("a senior official", "said", "The pump at the lock was never tested"), ("Ana Ruiz", "said", "It rained")
    )
    assert alone(draft) == [("single-source", "warning", 1), ("unnamed-source", "warning", 1)]
    explained = replace(draft, statements=(replace(draft.statements[0], anonymity=Span(2, 8)), draft.statements[1]))
    found = report(Draft(explained))
    assert ("unnamed-source", "note", 1) in kinds(found.findings)
    assert found.statements[0].reason == "senior"
    assert found.shares["unnamed"] == found.shares["named"] == 0.5


def test_a_claim_of_one_source_alone_and_one_that_another_bears_out() -> None:
    one = ("Ana Ruiz", "said", "The pump at Lower Tarn was never tested")
    assert alone(article(one)) == [("single-source", "note", 1)]
    assert report(Draft(article(one))).single_source == 1
    both = report(Draft(article(one, ("Ben Oduya", "said", "nobody had ever tested the Lower Tarn pump", "indirect"))))
    assert both.single_source == 0
    assert [each.borne_out_by for each in both.statements] == [(2,), (1,)]


def test_the_same_speaker_twice_bears_nothing_out() -> None:
    said = report(
        Draft(
            article(("Ana Ruiz", "said", "The pump is broken today"), ("Ana Ruiz", "said", "The pump is broken today"))
        )
    )
    assert said.single_source == 2


def test_a_draft_without_statements_is_clean() -> None:
    found = report(Draft(article("It rained all day.")))
    assert (found.statements, found.findings, found.sources) == ((), (), 0)
    assert not found.at_least("note")


# --- against the record ---------------------------------------------------------------------------------------------

GATE = "The gate will stay shut until every bolt has been checked"


@pytest.fixture
def kept(record: Record) -> Record:
    """A record with one article of an earlier day."""
    record.store(
        article(
            ("Ana Ruiz", "said", GATE),
            ("a keeper", "said", "The keepers had asked for new bolts since spring"),
            ("Ben Oduya", "said", "The company will pay for the damage to the boats"),
            outlet="The Canal Gazette",
            published="2025-11-12",
            url="https://gazette.example/gate",
        )
    )
    return record


def test_a_quotation_that_differs_from_the_earlier_wording_is_shown_word_by_word(kept: Record) -> None:
    (found,) = against(kept, ("Ana Ruiz", "said", GATE.replace("every bolt has", "all the bolts have")))
    assert (found.kind, found.level, found.statement) == ("reworded", "warning", 1)
    assert found.earlier is not None
    assert (found.earlier.outlet, found.earlier.date) == ("The Canal Gazette", "2025-11-12")
    assert [(each.kind, each.words) for each in found.diff] == [
        ("same", "The gate will stay shut until"),
        ("gone", "every bolt has"),
        ("new", "all the bolts have"),
        ("same", "been checked"),
    ]


@pytest.mark.parametrize("words", [GATE, GATE.upper(), "The gate will stay shut", "until every bolt has been checked."])
def test_the_same_words_and_a_part_of_them_are_no_other_wording(kept: Record, words: str) -> None:
    found = kept.check(article(("Ana Ruiz", "said", words)))
    assert [each.outlet for each in found.statements[0].seen] == ["The Canal Gazette"]
    assert not [each for each in found.findings if each.kind == "reworded"]


def test_other_words_on_the_same_subject_are_no_rewording(kept: Record) -> None:
    assert against(kept, ("Ana Ruiz", "said", "The gate is what every boat in the valley has to pass")) == []


def test_words_that_the_record_gives_to_another(kept: Record) -> None:
    (found,) = against(kept, ("Ben Oduya", "said", GATE))
    assert (found.kind, found.earlier and found.earlier.speaker) == ("other-speaker", "Ana Ruiz")
    (named,) = against(kept, ("a keeper", "said", GATE))
    assert (named.kind, named.level) == ("named-elsewhere", "note")


@pytest.mark.parametrize(
    ("cue", "words"),
    [
        ("said", "the company will not pay for the damage to the boats"),
        ("said", "the company won’t pay for any damage to the boats"),
        ("said", "The company would never pay for damage to boats"),
    ],
)
def test_a_speaker_who_said_the_opposite_before(kept: Record, cue: str, words: str) -> None:
    found = [each for each in against(kept, ("Ben Oduya", cue, words)) if each.kind == "opposite"]
    assert len(found) == 1
    assert found[0].earlier is not None
    assert (found[0].earlier.date, found[0].earlier.speaker) == ("2025-11-12", "Ben Oduya")


def test_what_is_denied_now_and_was_asserted_then_is_the_opposite(kept: Record) -> None:
    draft = article(("Ben Oduya", "denied", "the company will pay for the damage to the boats", "indirect"))
    denied = replace(draft, statements=(replace(draft.statements[0], commitment="denies"),))
    assert "opposite" in {each.kind for each in kept.check(denied).findings}


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("Ben Oduya", "The company will pay for the damage"),  # says the same
        ("Ben Oduya", "The company will not pay for new bolts and gates"),  # about something else
        ("Ben Oduya", "No doubt the company will pay for the damage to the boats"),
        ("Ben Oduya", "The company will not pay for the damage to the boats if it is sued"),  # on a condition
        ("Ida Toll", "The company will not pay for the damage to the boats"),  # somebody else
    ],
)
def test_what_is_no_opposite(kept: Record, who: str, words: str) -> None:
    assert "opposite" not in {each.kind for each in against(kept, (who, "said", words))}


def with_role(role: str, **facts: str) -> Reading:
    reading = article(("Ana Ruiz", "said", f"It rained on the {role}"), **facts)
    return replace(reading, actors=(replace(reading.actors[0], role=role),))


def test_a_role_that_differs_from_those_seen_elsewhere(record: Record) -> None:
    for number in range(2):
        day = f"2026-01-0{number + 1}"
        record.store(with_role("mayor of Lower Tarn", published=day, url=f"https://gazette.example/{number}"))
    same = [*record.check(with_role("Lower Tarn mayor")).findings, *record.check(with_role("the mayor")).findings]
    assert "other-role" not in {each.kind for each in same}
    (former,) = (each for each in record.check(with_role("former mayor of Lower Tarn")).findings if each.roles)
    assert (former.kind, former.level, former.actor) == ("other-role", "warning", "Ana Ruiz")
    assert [(each.role, each.articles, each.date) for each in former.roles] == [
        ("mayor of Lower Tarn", 2, "2026-01-02")
    ]
    (other,) = (each for each in record.check(with_role("harbour engineer")).findings if each.roles)
    assert other.level == "note"


def test_a_draft_is_not_held_against_itself_nor_stored(kept: Record) -> None:
    before = kept.stats()
    url = "https://gazette.example/gate/?utm_source=desk"
    assert against(kept, ("Ana Ruiz", "said", GATE.replace("every", "each")), url=url) == []
    assert kept.stats() == before


def test_a_name_of_one_word_is_not_taken_for_a_namesake(record: Record) -> None:
    record.store(article(("Ruiz", "said", "The company will pay for the damage")))
    found = against(record, ("Ruiz", "said", "The company will not pay for the damage"))
    assert "opposite" not in {each.kind for each in found}
