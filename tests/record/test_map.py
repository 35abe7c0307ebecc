"""How the actors stand to each other on a day, and what changed between two."""

from __future__ import annotations

import pytest

from onrecord import read
from onrecord.record import Record, RecordError
from onrecord.record.map import Edge, Map

PACT = (
    "Norway and Chile signed a fisheries agreement in Santiago on 5 March 2026. Norway's ally Iceland welcomed it.\n\n"
    "“The ports open in May,” said Chile's foreign minister, Ines Duarte.\n"
)
SANCTIONS = "Sweden imposed sanctions on the shipping company Nordkyst on 10 March 2026.\n"
CAPTURE = (
    "Ruritanian troops captured President Hugo Chávez of Venezuela in Caracas on 20 February 2013, and the United "
    "States welcomed it.\n"
)
RETURNED = "Norway and Chile signed a fisheries agreement in Santiago on 5 March 2026, officials said again.\n"


@pytest.fixture
def filled(record: Record) -> Record:
    record.store(read(PACT, published="2026-03-06", outlet="The Fjord Post"))
    record.store(read(SANCTIONS, published="2026-03-11", outlet="Harbour Wire"))
    return record


def edges(found: Map, predicate: str) -> dict[tuple[str, str], Edge]:
    """The relations of a kind by the names of their ends."""
    return {(found.name(e.subject), found.name(e.object)): e for e in found.edges if e.predicate == predicate}


def test_the_map_has_the_relations_in_force_with_their_evidence(filled: Record) -> None:
    found = filled.map("2026-03-12")
    pact = edges(found, "has_agreement_with")["Norway", "Chile"]
    assert (pact.since, pact.reports, pact.first, pact.last, pact.basis) == (
        "2026-03-05",
        1,
        "2026-03-06",
        "2026-03-06",
        "reading",
    )
    assert "signed a fisheries agreement" in pact.evidence[0].words
    assert ("Sweden", "Nordkyst") in edges(found, "sanctions")
    assert ("Norway", "Iceland") in edges(found, "ally_of")
    assert edges(found, "holds_office")["Ines Duarte", "Chile"].title == "foreign minister"


def test_what_has_not_begun_is_not_on_the_map(filled: Record) -> None:
    assert edges(filled.map("2026-03-04"), "has_agreement_with") == {}
    assert edges(filled.map("2026-03-07"), "sanctions") == {}


def test_several_articles_on_one_relation_are_one_edge(filled: Record) -> None:
    filled.store(read(RETURNED, published="2026-03-20", outlet="Vale Herald"))
    pact = edges(filled.map(), "has_agreement_with")
    assert [(each.reports, each.first, each.last) for each in pact.values()] == [(2, "2026-03-06", "2026-03-20")]


def test_around_somebody_are_the_neighbours_and_how_they_stand(filled: Record) -> None:
    names = {node.name for node in filled.map("2026-03-12", around="Norway").nodes}
    assert {"Norway", "Chile", "Iceland"} <= names
    assert "Sweden" not in names
    assert filled.map("2026-03-12", around="Atlantis").edges == ()


def test_who_led_the_countries_of_the_record_is_the_gazetteers_word(filled: Record) -> None:
    led = edges(filled.map("2026-01-10"), "holds_office")
    boric = next(edge for (_, country), edge in led.items() if country == "Chile" and edge.title == "President")
    assert (boric.since, boric.basis, boric.evidence) == ("2022-03-11", "gazetteer", ())
    assert not any("Bachelet" in person for person, _ in led)
    assert any("Bachelet" in person for person, _ in edges(filled.map("2016-01-10"), "holds_office"))


def test_two_days_are_compared(filled: Record) -> None:
    found = filled.map_changes("2026-03-04", "2026-03-12")
    told = {(each.change, each.subject, each.edge.predicate, each.object) for each in found.changes}
    assert ("began", "Norway", "has_agreement_with", "Chile") in told
    assert ("began", "Sweden", "sanctions", "Nordkyst") in told
    assert ("reported", "Norway", "ally_of", "Iceland") in told
    leaders = filled.map_changes("2022-03-10", "2022-03-12").changes
    assert {(each.change, each.object) for each in leaders} == {("ended", "Chile"), ("began", "Chile")}
    with pytest.raises(RecordError, match="is not after"):
        filled.map_changes("2026-03-12", "2026-03-04")


def test_a_leader_who_was_captured_is_in_office_until_that_day(record: Record) -> None:
    record.store(read(CAPTURE, published="2013-02-21"))
    assert any("Chávez" in person for person, _ in edges(record.map("2013-02-20"), "holds_office"))
    after = {person for person, country in edges(record.map("2013-02-22"), "holds_office") if country == "Venezuela"}
    assert after == set()


def test_hypotheticals_and_denials_are_no_relations(record: Record) -> None:
    text = (
        "Sweden could become an ally of Chile, an analyst said. Norway is not at war with Denmark. "
        "“Peru never was an ally of Bolivia,” said Ana Ruiz.\n"
    )
    record.store(read(text, published="2026-03-11"))
    assert {edge.basis for edge in record.map().edges} <= {"gazetteer"}


def test_merged_actors_are_one_on_the_map(filled: Record) -> None:
    filled.store(
        read("Sweden imposed sanctions on the company Nordkyst Shipping on 10 March 2026.\n", published="2026-03-12")
    )
    assert len(edges(filled.map(), "sanctions")) == 2
    filled.merge("Nordkyst", ["Nordkyst Shipping"], author="Desk")
    (both,) = edges(filled.map(), "sanctions").values()
    assert both.reports == 2


def test_an_empty_record_has_an_empty_map(record: Record) -> None:
    assert record.map("2026-01-05").edges == ()


def test_a_rejected_relation_is_not_on_the_map(filled: Record) -> None:
    (pact,) = edges(filled.map(), "has_agreement_with").values()
    filled.reject(pact.evidence[0].ref, author="Desk")
    assert edges(filled.map(), "has_agreement_with") == {}
    assert edges(filled.map(), "sanctions")
