"""One's own names beside the shipped ones: people with their roles, organizations, aliases."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.gazetteer.lookup import Gazetteer, extended
from onrecord.ingest import Unreadable

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
    assert [h.surname for h in own.resolve_title("the German chancellor", "2015")] == ["Merkel"]


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


@settings(max_examples=30)
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


@settings(max_examples=30)
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
