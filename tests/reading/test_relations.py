"""How the actors stand to each other, by the article's words."""

from __future__ import annotations

import pytest

from onrecord import read


def told(text: str) -> set[tuple[str, str, str]]:
    reading = read(text, published="2031-05-14")
    names = {actor.id: actor.name for actor in reading.actors}
    return {(names[r.subject], r.predicate, names[r.object]) for r in reading.relations}


def test_who_holds_which_office_and_when() -> None:
    reading = read(
        "“It was a mistake,” said Lena Forsberg, who was Sweden's ambassador to Kenya from 2019 to 2023.",
        published="2031-05-14",
    )
    (relation,) = [r for r in reading.relations if r.predicate == "holds_office"]
    assert (relation.since, relation.until) == ("2019", "2023")
    assert relation.title is not None
    assert "ambassador" in relation.title


def test_who_belongs_to_what() -> None:
    found = told("“Prices will fall,” said Ana Petrov, an economist at the Danube Policy Institute.")
    assert ("Ana Petrov", "affiliated_with", "Danube Policy Institute") in found


def test_a_minister_is_of_the_country_that_acts() -> None:
    found = told("Ecuador will reopen the bridge on Saturday, Interior Minister Paula Andrade told reporters.")
    assert ("Paula Andrade", "holds_office", "Ecuador") in found


def test_a_signed_pact_is_an_agreement_since_its_day() -> None:
    reading = read("On May 12, Norway signed a defence pact with Iceland.", published="2031-05-14")
    (relation,) = [r for r in reading.relations if r.predicate == "has_agreement_with"]
    assert relation.since == "2031-05-12"
    assert relation.evidence


def test_an_invasion_is_a_war() -> None:
    assert ("Freedonia", "at_war_with", "Sylvania") not in told("Freedonia could invade Sylvania.")
    assert ("Peru", "at_war_with", "Chile") in told("Peru launched an invasion of Chile in March.")


@pytest.mark.parametrize(
    "text",
    [
        "Norway plans to sign a pact with Iceland.",
        "Norway never signed a pact with Iceland.",
        "If Cuba were an ally of Norway, things would differ.",
        "“Norway is no ally of Cuba,” she said.",
    ],
)
def test_what_is_planned_or_denied_is_no_relation(text: str) -> None:
    assert not {r for r in told(text) if r[1] in ("has_agreement_with", "ally_of")}


def test_a_former_office_without_dates_is_left_out() -> None:
    assert not {r for r in told("“No,” said Jon Bell, a former mayor of Dover.") if r[1] == "holds_office"}


def test_a_mayor_is_of_a_place() -> None:
    found = told(
        "“We were promised a review,” said Maren Holt, the mayor of Port Ansel.\n\nShe left Port Ansel on Friday."
    )
    assert ("Maren Holt", "holds_office", "Port Ansel") in found


def test_a_title_is_told_without_its_body() -> None:
    reading = read("“We were promised a review,” said Maren Holt, the mayor of Port Ansel.\n\nShe left Port Ansel.")
    assert [r.title for r in reading.relations if r.predicate == "holds_office"] == ["mayor"]


def stands(text: str) -> set[tuple[str, str, str]]:
    reading = read(text, published="2031-05-14")
    names = {actor.id: actor.name for actor in reading.actors}
    return {(names[each.subject], each.predicate, names[each.object]) for each in reading.relations}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Norway's ally Iceland welcomed the deal.", ("Norway", "ally_of", "Iceland")),
        ("Iceland, an ally of Norway, welcomed the deal.", ("Iceland", "ally_of", "Norway")),
        ("Peru's rival Bolivia was not invited.", ("Peru", "opposes", "Bolivia")),
        (
            "“The nets will come back empty,” said Ana Ruiz, who studies herring at Varn Marine Institute.",
            ("Ana Ruiz", "affiliated_with", "Varn Marine Institute"),
        ),
    ],
)
def test_set_phrases_tell_how_actors_stand(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in stands(text)


def test_a_minister_is_of_the_datelines_country_and_a_bare_president_of_none() -> None:
    text = (
        "TIRANA, Albania (VP) -- The European Union praised the reform, and Albania was glad.\n\n"
        "Prime Minister Ledi Marku said that the work went on."
    )
    assert ("Ledi Marku", "holds_office", "Albania") in stands(text)
    assert (
        stands("Workers left the plant. President Stan Przybyl called Mexico cheap, and wages in Mexico low.") == set()
    )
