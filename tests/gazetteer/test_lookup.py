"""What a name may stand for, leaders by name and date, and the shipped tables."""

from __future__ import annotations

import csv
import re
import time
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.edtf import bounds
from onrecord.gazetteer import places, terms
from onrecord.gazetteer.lookup import Gazetteer, extended
from onrecord.gazetteer.places import Metonym

TABLES = files("onrecord") / "assets" / "gazetteer"
LEADERS = Path(__file__).parents[3] / "shared" / "corpora" / "leaders" / "leaders.csv"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a shipped table."""
    return list(csv.DictReader((TABLES / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


@cache
def known_names() -> list[str]:
    """Every name of a country or body, and every office holder's."""
    gazetteer = extended()
    found = [name for c in gazetteer.countries.values() for name in (c.name, *c.aliases, *c.adjective, *c.capitals)]
    found += [name for body in gazetteer.organizations.values() for name in (body.name, body.acronym, *body.aliases)]
    return sorted({name for name in (*found, *(row["name"] for row in table("terms"))) if name})


def found(surface: str, on: str | None = None) -> list[tuple[str, str]]:
    """The matches of a name: each kind with the country or body it is of."""
    gazetteer = extended()
    return [
        (match.kind, match.entity.of if isinstance(match.entity, Metonym) else match.entity.name)
        for match in gazetteer.lookup(surface, on)
    ]


# --- what a name may stand for --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("surface", "kind", "of"),
    [
        ("Venezuela", "country", "Venezuela"),
        ("Bolivarian Republic of Venezuela", "country", "Venezuela"),
        ("the United Kingdom", "country", "United Kingdom"),
        ("U.K.", "country", "United Kingdom"),
        ("Ivory Coast", "country", "Côte d'Ivoire"),
        ("Deutschland", "country", "Germany"),
        ("Venezuelan", "demonym", "Venezuela"),
        ("Danes", "demonym", "Denmark"),
        ("Frenchwoman", "demonym", "France"),
        ("Ouagadougou", "capital", "Burkina Faso"),
        ("the Kremlin", "metonym", "RUS"),
        ("Downing Street", "metonym", "GBR"),
        ("Quai d’Orsay", "metonym", "FRA"),
        ("Élysée", "metonym", "FRA"),
        ("Berlaymont", "metonym", "European Union"),
        ("NATO", "organization", "North Atlantic Treaty Organization"),
        ("African Union", "organization", "African Union"),
        ("Médecins Sans Frontières", "organization", "Doctors Without Borders"),
        ("Angela Merkel", "leader", "Angela Merkel"),
        ("Pope Francis", "leader", "Francis"),
        ("President Nicolás Maduro", "leader", "Nicolas Maduro Moros"),
    ],
)
def test_the_likeliest_thing_that_a_name_stands_for(surface: str, kind: str, of: str) -> None:
    first = extended().lookup(surface, "2020-06")[0]
    assert found(surface, "2020-06")[0] == (kind, of)
    assert first.confidence > 0.5


def test_a_city_is_told_from_the_government_that_sits_there() -> None:
    place, government = extended().lookup("Washington")
    assert (place.kind, government.kind) == ("capital", "metonym")
    assert isinstance(government.entity, Metonym)
    assert (government.entity.of, government.entity.body) == ("USA", "government")


@pytest.mark.parametrize("surface", ["Georgia", "Congo", "Korean", "Dominican", "Washington", "Congolese", "The Hague"])
def test_ambiguous_names_are_no_certainties(surface: str) -> None:
    clear = extended().lookup("Mongolia")[0].confidence
    assert 0.2 < extended().lookup(surface)[0].confidence < clear - 0.2


def test_both_congos_are_candidates_alike() -> None:
    one, other = extended().lookup("Congo")
    assert one.confidence == other.confidence
    assert found("Congo") == [("country", "Democratic Republic of the Congo"), ("country", "Republic of the Congo")]


@pytest.mark.parametrize(
    ("surface", "other"), [("us", "US"), ("who", "WHO"), ("polish", "Polish"), ("turkey", "Turkey")]
)
def test_words_in_lower_case_are_hardly_names(surface: str, other: str) -> None:
    lower, proper = extended().lookup(surface)[0], extended().lookup(other)[0]
    assert lower.entity is proper.entity
    assert lower.confidence <= proper.confidence / 1.9


@pytest.mark.parametrize(
    "surface", ["", " ", "the", "'", "Zzyzx Road", "quotation", "Jane Q. Nobody", "…", "\x00", "🇩🇪"]
)
def test_what_is_no_name_of_the_gazetteer_is_not_found(surface: str) -> None:
    assert extended().lookup(surface) == ()


def test_members_of_a_body_are_listed_by_code() -> None:
    gazetteer = extended()
    body = gazetteer.organizations["Association of Southeast Asian Nations"]
    assert {"IDN", "VNM", "PHL"} <= set(body.members) <= set(gazetteer.countries)
    assert "CHN" not in body.members


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=60), st.text("'’. ABCabc-ıİßéñ\t\n", max_size=30)))
def test_any_text_can_be_looked_up(surface: str) -> None:
    matches = extended().lookup(surface, "2021")
    assert sum(match.confidence for match in matches) < 1.0001
    assert all(0 < match.confidence <= 1 for match in matches)


@settings(max_examples=100)
@given(st.data())
def test_a_known_name_is_found_however_it_is_spelled(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(known_names()))
    apostrophe = data.draw(st.sampled_from(["'", "’", "‘", "ʼ", ""]))
    respelled = re.sub("['’]", apostrophe, name)
    respelled = data.draw(st.sampled_from([respelled, respelled.upper(), respelled.title(), respelled.swapcase()]))
    if data.draw(st.booleans()):
        respelled = re.sub("[aeiou]", lambda m: m[0] + "\u0301", respelled, count=2)
    entities = [match.entity for match in extended().lookup(name)]
    assert any(match.entity in entities for match in extended().lookup(respelled))


# --- leaders by name and date ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("surface", "leader"),
    [
        ("Benjamin Netanyahu", "Benyamin Netanyahu"),
        ("Bashar al-Assad", "Bashar al-Asad"),
        ("Muammar Gaddafi", "Muammar Abu Minyar al-Qadhafi"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Tony Blair", "Anthony Blair"),
        ("Luiz Inácio Lula da Silva", "Luiz Inácio Lula da Silva"),
        ("KIM Jong Un", "Kim Jong Un"),
    ],
)
def test_leaders_are_found_in_the_press_s_spelling(surface: str, leader: str) -> None:
    match = extended().lookup(surface)[0]
    assert (match.kind, match.entity.name, match.confidence > 0.8) == ("leader", leader, True)  # type: ignore[union-attr]


@pytest.mark.parametrize("surface", ["Hillary Clinton", "Donald Trump Jr.", "Michelle Obama", "Néstor Merkel"])
def test_relatives_are_not_taken_for_the_leader(surface: str) -> None:
    assert found(surface, "2016") == []


def test_a_surname_alone_is_a_weak_sign_and_weaker_out_of_office() -> None:
    in_office, later = extended().lookup("Merkel", "2015")[0], extended().lookup("Merkel", "2024")[0]
    assert later.confidence < in_office.confidence < 0.5


def test_one_monarch_of_several_countries_is_one_person() -> None:
    (match,) = extended().lookup("Queen Elizabeth II", "2010")
    assert {"GBR", "CAN", "AUS", "NZL"} <= set(match.entity.countries)  # type: ignore[union-attr]


# --- the shipped data -----------------------------------------------------------------------------------------------


def test_only_public_domain_rows_are_shipped() -> None:
    assert {row["source"] for row in table("terms")} == {"factbook"}
    for name in ("countries", "metonyms", "organizations", "members"):
        assert {row["source"] for row in table(name)} <= {"factbook", "own"}


@pytest.mark.skipif(not LEADERS.exists(), reason="the corpora are not here")
def test_every_term_is_one_of_the_factbook_s() -> None:
    rows = list(csv.DictReader(LEADERS.read_text(encoding="utf-8").splitlines()))
    stated = {(row["country_iso3"], row["since"]) for row in rows if row["source"] == "factbook"}
    ends = {
        (row["country_iso3"], date)
        for row in rows
        for date in (row["since"], row["until"])
        if row["source"] == "reign" or "end from REIGN" in row["note"]
    } - stated
    for row in table("terms"):
        told = re.findall(r"[\d-]+", row["since"])
        assert any((row["iso3"], day) in stated for day in told), row
        # A computed bound may fall on such a day by chance, never an exact date.
        assert (row["iso3"], row["until"]) not in ends, row
        assert (row["iso3"], row["since"]) not in ends, row


def test_every_date_and_code_of_the_shipped_tables_can_be_read() -> None:
    codes = {row["iso3"] for row in table("countries")}
    bodies = {row["name"] for row in table("organizations")}
    for row in table("terms"):
        since, until = bounds(row["since"]), row["until"]
        assert row["iso3"] in codes
        assert until in ("..", "") or since[0] <= bounds(until)[1], row
        assert until.endswith("?") == bool(row["seen"]) or until.startswith("["), row
        assert row["surname"] in row["name"]
        assert not re.search(r"[A-Z]{4,}|[\"(]", row["name"].replace("XVIII", "")), row
    for row in table("members"):
        assert row["organization"] in bodies
        assert set(row["members"].split()) <= codes
    for row in table("metonyms"):
        assert row["of"] in codes | bodies


def test_the_tables_are_small_and_quick_to_load() -> None:
    assert (
        sum(len((TABLES / f"{name}.csv").read_bytes()) for name in ("countries", "metonyms", "organizations")) < 100_000
    )
    assert sum(len((TABLES / f"{name}.csv").read_bytes()) for name in ("members", "terms")) < 300_000
    for read in (places.countries, places.organizations, places.metonyms, terms.terms):
        read.cache_clear()
    start = time.process_time()
    assert Gazetteer().lookup("Downing Street")
    assert time.process_time() - start < 1.0  # some 0.05 s on an idle machine
