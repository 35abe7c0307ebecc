"""What a name may stand for, who held an office when, and one's own names."""

from __future__ import annotations

import csv
import re
import time
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.edtf import bounds
from onrecord.ingest import Unreadable
from onrecord.reading import places, terms
from onrecord.reading.gazetteer import Gazetteer, Holder, extended
from onrecord.reading.places import Metonym

TABLES = files("onrecord") / "assets" / "gazetteer"
LEADERS = Path(__file__).parents[3] / "shared" / "corpora" / "leaders" / "leaders.csv"


PIECES = ("the", "of", "'s", "former", "Peru", "president", "'", "’s", "ex-", "ex-king", "s", "Peru's")


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


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text("'’. ABCabc-ıİßéñ\t\n", max_size=30)))
def test_any_text_can_be_looked_up(surface: str) -> None:
    matches = extended().lookup(surface, "2021")
    assert sum(match.confidence for match in matches) < 1.0001
    assert all(0 < match.confidence <= 1 for match in matches)


@settings(max_examples=100, deadline=None)
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


# --- who held an office when ----------------------------------------------------------------------------------------


def names(holders: tuple[Holder, ...]) -> list[str]:
    """The surnames of office holders."""
    return [holder.surname for holder in holders]


@pytest.mark.parametrize(
    ("phrase", "published", "surname"),
    [
        ("the Venezuelan president", "2025-03-01", "Maduro"),
        ("Venezuela's president", "2005", "Chavez"),
        ("president of Venezuela", "2025-03", "Maduro"),
        ("the president of the Bolivarian Republic of Venezuela", "2025-03", "Maduro"),
        ("the German chancellor", "2015-09-05", "Merkel"),
        ("Britain’s prime minister", "2023-01-01", "Sunak"),
        ("UK PM", "2023-01-01", "Sunak"),
        ("the Italian premier", "2015-06", "Renzi"),
        ("Spain's prime minister", "2007-02-02", "Zapatero"),
        ("the Taoiseach", "2019-10", "Varadkar"),
        ("the emir of Qatar", "2010-10-10", "Hamad"),
        ("the Saudi king", "2012", "Abdallah"),
        ("Jordanian King", "2012", "Abdallah II"),
        ("Japan's emperor", "2010", "Akihito"),
        ("Iran's supreme leader", "2015", "Khamenei"),
        ("the Netherlands' prime minister", "2015", "Rutte"),
        ("the South Korean president", "2014-02-01", "Park"),
        ("Congo-Brazzaville's president", "2010", "Sassou-Nguesso"),
        ("the Georgian prime minister", "2022", "Garibashvili"),
        ("the incumbent Kenyan president", "2016", "Kenyatta"),
        ("the pontiff", "2008", "Benedict XVI"),
        ("head of state of Germany", "2010-01-01", "Koehler"),
        ("Dutch prime minister", "2015", "Rutte"),
    ],
)
def test_an_office_means_its_holder_on_the_article_s_date(phrase: str, published: str, surname: str) -> None:
    holders = extended().resolve_title(phrase, published)
    assert surname in holders[0].surname
    assert holders[0].confidence > 0.7
    assert holders[0].source == "factbook"


def test_no_date_no_suggestion() -> None:
    assert extended().resolve_title("the Venezuelan president", None) == ()
    assert extended().resolve_title("the Venezuelan president", "") == ()


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "the president",
        "the Venezuelan president's spokesman",
        "the Venezuelan vice president",
        "the deputy prime minister of Italy",
        "the Venezuelan opposition president",
        "the president of Ford",
        "the British chancellor",
        "the president-elect of Peru",
        "the then Peruvian president",
        "Peru's next president",
        "the Peruvian",
        "Peru",
        "prime minister of Atlantis",
        "president of the president of the president",
        "Washington's president",
        "the Danes president",
    ],
)
def test_other_phrases_suggest_nobody(phrase: str) -> None:
    assert extended().resolve_title(phrase, "2019-05-05") == ()


def test_an_office_without_a_place_takes_the_one_it_is_told() -> None:
    gazetteer = extended()
    assert names(gazetteer.resolve_title("the president", "2010", "FRA")) == ["Sarkozy"]
    assert names(gazetteer.resolve_title("the president", "2010", "France")) == ["Sarkozy"]
    assert names(gazetteer.resolve_title("the Brazilian president", "2010", "FRA")) != ["Sarkozy"]


def test_former_holders_are_several_and_unlikely_or_none() -> None:
    gazetteer = extended()
    for phrase in ("the former US president", "America's ex-president", "a former president of the United States"):
        holders = gazetteer.resolve_title(phrase, "2015-03-03")
        assert set(names(holders)) == {"Bush", "Clinton"}
        assert all(holder.confidence <= 0.3 for holder in holders)
    # Of the supreme leaders the source knows one, who is in office.
    assert gazetteer.resolve_title("the former Iranian supreme leader", "2015") == ()


def test_on_the_day_of_a_handover_both_are_candidates() -> None:
    holders = extended().resolve_title("the US president", "2009-01-20")
    assert sorted(names(holders)) == ["Bush", "Obama"]
    assert all(holder.confidence < 0.6 for holder in holders)


def test_a_date_of_less_precision_shares_between_its_holders() -> None:
    holders = extended().resolve_title("the British prime minister", "2007")
    assert sorted(names(holders)) == ["Blair", "Brown"]
    assert all(0.2 < holder.confidence < 0.7 for holder in holders)


def test_two_koreas_share_a_korean_president() -> None:
    assert all(holder.confidence < 0.6 for holder in extended().resolve_title("the Korean president", "2015"))


def test_an_acting_head_is_found_as_such() -> None:
    (acting,) = extended().resolve_title("South Korea's acting president", "2017-02-02")
    assert (acting.surname, acting.acting) == ("Hwang", True)
    assert names(extended().resolve_title("the South Korean president", "2017-02-02")) == ["Hwang"]
    assert extended().resolve_title("the acting German chancellor", "2015") == ()


def test_an_uncertain_end_is_marked_and_costs_confidence() -> None:
    gazetteer = extended()
    sure = gazetteer.holders("ITA", "prime minister", "1999-06-01")[0]
    (doubtful,) = gazetteer.holders("ITA", "prime minister", "2001-05-01")
    assert sure.name == doubtful.name
    assert doubtful.until.startswith("[")  # one of several days
    assert doubtful.confidence < 0.5 < sure.confidence


def test_long_after_the_data_ends_nobody_is_certain() -> None:
    now, later = (extended().holders("NOR", "king", on)[0].confidence for on in ("2025-06-01", "2031-06-01"))
    assert later < now / 2


def test_holders_by_code_or_name_and_by_office_or_title() -> None:
    gazetteer = extended()
    for country in ("FRA", "France", "french republic"):
        assert names(gazetteer.holders(country, "head of government", "2013")) == ["Ayrault"]
        assert names(gazetteer.holders(country, "President", "2013")) == ["Hollande"]
    assert gazetteer.holders("Atlantis", "president", "2013") == ()
    assert gazetteer.holders("FRA", "chancellor", "2013") == ()


@pytest.mark.parametrize("on", ["", "soon", "2019-02-30", "13"])
def test_what_is_no_date_is_refused(on: str) -> None:
    with pytest.raises(ValueError, match="date"):
        extended().holders("FRA", "president", on)
    if on:
        with pytest.raises(ValueError, match="date"):
            extended().resolve_title("the French president", on)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_nobody_holds_an_office_outside_the_term(data: st.DataObject) -> None:
    gazetteer = extended()
    country = data.draw(st.sampled_from(sorted(gazetteer.terms)))
    office = data.draw(st.sampled_from(["president", "prime minister", "head of state", "leader", "acting president"]))
    day = data.draw(st.dates(date(1999, 1, 1), date(2028, 1, 1))).isoformat()
    on = day[: data.draw(st.sampled_from([4, 7, 10]))]
    first, last = bounds(on)
    holders = gazetteer.holders(country, office, on)
    assert sum(holder.confidence for holder in holders) < 1.0001
    for holder in holders:
        assert bounds(holder.since)[0] <= last
        assert holder.until in ("..", "") or bounds(holder.until)[1] >= first


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_phrase_can_be_asked(phrase: str) -> None:
    assert all(holder.confidence <= 1 for holder in extended().resolve_title(phrase, "2010-10"))


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


# --- one's own names ------------------------------------------------------------------------------------------------

OWN = """
[[person]]
name = "Nora Vale"
aliases = ["Nonie Vale"]
role = "Mayor"
organization = "Port Ansel"
since = 2021-05-01
until = "2024"

[[person]]
name = "Tam Okoro"
role = "Prime Minister"
country = "Norway"
since = "2024-08"

[[person]]
name = "Angela Merkel"
role = "Honorary President"
organization = "HBPA"

[[organization]]
name = "Harbour Board of Port Ansel"
acronym = "HBPA"
aliases = ["Harbour Board"]
country = "Romania"
members = ["ROU", "Bulgaria"]

[[alias]]
name = "the Fjordland"
of = "Norway"
"""


@pytest.fixture
def own(tmp_path: Path) -> Gazetteer:
    """The gazetteer with the names above."""
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return extended(path)


def test_own_names_are_found_beside_the_shipped_ones(own: Gazetteer) -> None:
    assert [(m.kind, m.entity.name) for m in own.lookup("Nora Vale")] == [("person", "Nora Vale")]  # type: ignore[union-attr]
    assert own.lookup("Nonie Vale")[0].entity.source == "own.toml"
    assert own.lookup("the Harbour Board")[0].kind == "organization"
    assert own.lookup("HBPA")[0].entity.members == ("ROU", "BGR")  # type: ignore[union-attr]
    assert own.lookup("Fjordland")[0].entity.name == "Norway"  # type: ignore[union-attr]
    assert own.lookup("Norway")
    assert own.lookup("Deutschland")
    assert extended().lookup("Nora Vale") == ()


def test_own_people_hold_their_offices(own: Gazetteer) -> None:
    (mayor,) = own.resolve_title("the mayor of Port Ansel", "2023-06-06")
    assert (mayor.name, mayor.of, mayor.source) == ("Nora Vale", "Port Ansel", "own.toml")
    assert own.resolve_title("Port Ansel's mayor", "2020") == own.resolve_title("Port Ansel's mayor", "2025") == ()


def test_the_user_s_word_goes_before_the_source_s(own: Gazetteer) -> None:
    assert [h.name for h in own.resolve_title("the Norwegian prime minister", "2025")] == ["Tam Okoro"]
    assert [h.surname for h in own.resolve_title("the Norwegian prime minister", "2010")] == ["Stoltenberg"]


def test_a_role_added_to_a_known_leader_makes_no_second_person(own: Gazetteer) -> None:
    (merkel,) = own.lookup("Angela Merkel")
    assert [term.title for term in merkel.entity.terms] == ["Chancellor", "Honorary President"]  # type: ignore[union-attr]
    assert names(own.resolve_title("the German chancellor", "2015")) == ["Merkel"]


def test_a_table_serves_as_well(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    rows = ["kind,name,role,country,since,aliases", "person,Ivo Brandt,Premier,Malta,2020,Ivo B. Brandt; Ivić", ",,,,,"]
    path.write_text("\ufeff" + "\r\n".join(rows), encoding="utf-8")
    gazetteer = extended(path)
    assert gazetteer.lookup("Ivić")[0].entity.name == "Ivo Brandt"  # type: ignore[union-attr]
    assert [h.name for h in gazetteer.resolve_title("Malta's premier", "2021")] == ["Ivo Brandt"]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("own.txt", "", "neither a .toml nor a .csv"),
        ("own.toml", "[[person]]\nname = Nora", "line 2"),
        ("own.toml", "[[place]]\nname = 'X'", "no kind 'place'"),
        ("own.toml", "[person]\nname = 'X'", "written as [[person]]"),
        ("own.toml", "[[person]]\nname = 'A'\n[[person]]\nrole = 'Mayor'", "person 2: there is no name"),
        ("own.toml", "[[person]]\nname = 7", "name is not a text"),
        ("own.toml", "[[person]]\nname = '...'", "there is no name"),
        ("own.toml", "[[person]]\nname = 'A'\nborn = '1970'", "no field 'born'"),
        ("own.toml", "[[person]]\nname = 'A'\naliases = 'B'", "aliases is not a list"),
        ("own.toml", "[[person]]\nname = 'A'\nrole = 'King'\ncountry = 'Freedonia'", "no country by the name of 'Fr"),
        ("own.toml", "[[person]]\nname = 'A'\nrole = 'King'", "needs a country or an organization"),
        ("own.toml", "[[person]]\nname = 'A'\nrole = 'K'\ncountry = 'Peru'\nsince = '2020-13'", "since: '2020-13'"),
        ("own.toml", "[[person]]\nname='A'\nrole='K'\ncountry='Peru'\nsince=2020\nuntil=2019", "ends (2019) before"),
        ("own.toml", "[[alias]]\nname = 'A'", "needs 'of'"),
        ("own.toml", "[[alias]]\nname = 'A'\nof = 'Freedonia'", "by the name of 'Freedonia'"),
        ("own.toml", "[[organization]]\nname = 'A'\nmembers = ['Freedonia']", "no country by the name"),
        ("own.csv", "name,role\nA,B", "line 1: there is no column 'kind'"),
        ("own.csv", "kind,name\nperson,A\nplace,B", "line 3: there is no kind 'place'"),
        ("own.csv", "kind,name\nperson,A,B,C", "line 2: not as many cells"),
        ("own.csv", 'kind,name\nperson,"A', "not CSV"),
        ("own.csv", "kind,name\nperson,A\x00B", "NUL"),
        ("gone.toml", None, "No such file"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_that_says_where_and_why(
    tmp_path: Path, name: str, text: str | None, reason: str
) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        extended(path)
    assert reason in str(refused.value)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([".toml", ".csv"]))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(data)
    reason = ""
    try:
        extended(path)
    except Unreadable as refused:
        reason = str(refused)
    assert "\n" not in reason


@settings(max_examples=30, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2024, 1, 1)), st.integers(0, 4000), st.dates(date(1990, 1, 1), date(2036, 1, 1)))
def test_own_terms_hold_from_their_first_to_their_last_day(
    tmp_path_factory: pytest.TempPathFactory, since: date, days: int, on: date
) -> None:
    path = tmp_path_factory.getbasetemp() / "term.toml"
    until = since + timedelta(days=days)
    path.write_text(
        f"[[person]]\nname = 'Ana Mota'\nrole = 'Mayor'\norganization = 'Quay'\nsince = {since}\nuntil = {until}\n",
        encoding="utf-8",
    )
    assert bool(extended(path).holders("Quay", "mayor", on.isoformat())) == (since <= on <= until)
