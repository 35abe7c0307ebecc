"""From made-up lists of countries and leaders to the gazetteer's tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from training.__main__ import main
from training.gazetteer import build

COUNTRIES = """\
iso2,iso3,fips,name,formal_name,aliases,local_name,noun_singular,noun_plural,adjective,capitals,metonyms,status
QA,QAA,QA,Ostmark,Free Ostmark,the Ostland; OL,Ostia (Ost)/ Ouest or Ostland,Oster,Osters,Ostish,Quay; Mole,,sovereign
QB,QAB,,Westmark,Westmark,,,Wester,Westers,Westish,Pier,,territory
"""
METONYMS = """\
surface,stands_for,body,ambiguous,note
the Crane,QAA,presidency,0,
Quay,QAA,government,1,from 2001 to 2004city
Pier,LH,headquarters,1,
"""
ORGANIZATIONS = """\
name,acronym,aliases,type,seat_city,seat_iso3,factbook_code,metonyms
League of Harbours,LH,the League,regional,Pier,QAB,LoH,Pier
Society of Locks,QAA,,regional,,,,
"""
MEMBERSHIPS = """\
country_iso3,organization,status,source
QAB,LoH,member,factbook
QAA,LoH,member,factbook
QAA,LoH,"observer, has not signed",own
QAA,Unnamed,member,factbook
"""
HEADER = "country_iso3,country,office,title,name,name_source,since,until,acting,source,note\n"


def built(tmp_path: Path, *leaders: str) -> dict[str, list[dict[str, str]]]:
    """The rows of the tables made from the lists above and these leaders."""
    for name, text in (
        ("countries.csv", COUNTRIES),
        ("metonyms.csv", METONYMS),
        ("organizations.csv", ORGANIZATIONS),
        ("memberships.csv", MEMBERSHIPS),
        ("leaders.csv", HEADER + "".join(f"QAA,Ostmark,{row}\n" for row in leaders)),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "additions_own.csv").write_text("not,to,be,read\n", encoding="utf-8")
    build(tmp_path, tmp_path, tmp_path)
    return {
        path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for path in (tmp_path / "gazetteer").iterdir()
    }


def terms(tmp_path: Path, *leaders: str) -> dict[str, tuple[str, str, str]]:
    """Since, until and last seen of each name."""
    return {row["name"]: (row["since"], row["until"], row["seen"]) for row in built(tmp_path, *leaders)["terms"]}


ANA = "head_of_state,President,Ana Mota,Ana MOTA,2001-02-03,{},0,factbook,{}"
UNSEEN = "end uncertain: not observed"
CORRECTED = "source says 2001-02-03; year corrected"
BEA = "head_of_state,President,Bea Reed,Bea REED,2004-05-06,,0,factbook,"


def test_countries_bodies_and_metonyms_are_cleaned_and_state_their_source(tmp_path: Path) -> None:
    tables = built(tmp_path, ANA.format("", ""))
    ostmark, westmark = tables["countries"]
    assert (ostmark["aliases"], ostmark["local"]) == ("Ostland; OL", "Ostia; Ouest; Ostland")
    assert (ostmark["source"], westmark["source"], westmark["formal"]) == ("factbook", "own", "")
    assert [(row["surface"], row["of"]) for row in tables["metonyms"]] == [
        ("the Crane", "QAA"),
        ("Quay", "QAA"),
        ("Pier", "League of Harbours"),
    ]
    assert tables["metonyms"][1]["note"] == "from 2001 to 2004; city"
    assert [tuple(row.values()) for row in tables["members"]] == [
        ("League of Harbours", "member", "QAA QAB", "factbook"),
        ("League of Harbours", "observer", "QAA", "own"),
    ]


def test_rows_of_other_sources_are_never_shipped(tmp_path: Path) -> None:
    reign = "head_of_state,President,Secret,Secret,2003-01-01,2004-05-06,0,reign,REIGN: office inferred"
    own = "head_of_state,President,Ownley,Ownley,2003-01-01,2004-05-06,0,own,"
    assert set(terms(tmp_path, ANA.format("2004-05-06", ""), BEA, reign, own)) == {"Ana Mota", "Bea Reed"}
    assert "Secret" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "gazetteer").iterdir())


def test_an_end_taken_from_reign_is_replaced_by_what_the_factbook_tells(tmp_path: Path) -> None:
    stated = terms(tmp_path, ANA.format("2004-01-17", "end from REIGN"), BEA)
    assert stated["Ana Mota"][1] == "[2003-05-07..2004-05-06]"  # within a year before the next one it names
    assert terms(tmp_path, ANA.format("2004-01-17", "end from REIGN"))["Ana Mota"][1] == ""  # unknown
    unsaid = terms(tmp_path, ANA.format("2004-01-17", ""), BEA)  # an end that no row of the factbook begins on
    assert unsaid == stated
    for path in (tmp_path / "gazetteer").iterdir():
        assert "2004-01-17" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("since", "until", "note", "stated"),
    [
        ("2001-02-03", "", "", ("2001-02-03", "..", "")),
        ("2001-02-03", "2004-05-06", "", ("2001-02-03", "2004-05-06", "")),
        ("2001-02-03", "2004-05-06", f"{UNSEEN} 2003-11 to 2004-05", ("2001-02-03", "2004-05-06?", "2003-11")),
        ("2001-02-03", "2003-11", "office vacant after", ("2001-02-03", "2003-11?", "2002-11-01")),
        ("2001-02-03", "2004-05-06", "source also says 2001-02-01", ("[2001-02-01,2001-02-03]", "2004-05-06", "")),
        ("2001-02", "2004-05-06", "start not stated; month first seen", ("[2000-02-02..2001-02]", "2004-05-06", "")),
        ("2003-02-03", "2004-05-06", CORRECTED, ("[2001-02-03,2003-02-03]", "2004-05-06", "")),
        ("2001-02-01", "2004-05-06", CORRECTED, ("2001-02-01", "2004-05-06", "")),
    ],
)
def test_uncertainty_is_carried_over(
    tmp_path: Path, since: str, until: str, note: str, stated: tuple[str, str, str]
) -> None:
    ana = f"head_of_state,President,Ana Mota,Ana MOTA,{since},{until},0,factbook,{note}"
    assert terms(tmp_path, ana, BEA)["Ana Mota"] == stated


@pytest.mark.parametrize(
    ("name", "source", "written"),
    [
        ("Ana Mota", "Ana MOTA", ("Ana Mota", "Mota", "")),
        ("Kim Ono", "KIM Ono", ("Kim Ono", "Kim", "")),
        ("Ana de la Mota Vale", "Ana DE LA MOTA Vale", ("Ana de la Mota Vale", "de la Mota", "")),
        ("Omar al-Reed", "Omar al-REED", ("Omar al-Reed", "al-Reed", "")),
        ('Ana ""Nan"" Mota', 'Ana ""Nan"" MOTA', ("Ana Mota", "Mota", "Nan")),
        ("Otto III", "OTTO III", ("Otto III", "Otto III", "")),
        ("Ana j. Mota", "Ana J. MOTA", ("Ana J. Mota", "Mota", "")),
        ("Somebody", "Somebody", ("Somebody", "", "")),
    ],
)
def test_names_are_written_naturally_and_their_surname_is_known(
    tmp_path: Path, name: str, source: str, written: tuple[str, str, str]
) -> None:
    row = f'head_of_state,President,"{name}","{source}",2001-02-03,,0,factbook,'
    (found,) = built(tmp_path, row)["terms"]
    assert (found["name"], found["surname"], found["also"]) == written


def test_spellings_of_one_person_go_by_the_last(tmp_path: Path) -> None:
    rows = built(
        tmp_path,
        "head_of_state,President,Sergei Motin,Sergei MOTIN,2001-02-03,2004-05-06,0,factbook,",
        "head_of_state,President,Bea Motin,Bea MOTIN,2004-05-06,2006-05-06,0,factbook,",
        "head_of_state,President,Sergey Motin,Sergey MOTIN,2006-05-06,,0,factbook,",
    )["terms"]
    assert [row["person"] for row in rows] == ["Sergey Motin", "", ""]


def test_a_king_s_title_is_not_his_prime_minister_s(tmp_path: Path) -> None:
    rows = built(
        tmp_path,
        "head_of_state,King and Prime Minister,Otto,OTTO,2001-02-03,,0,factbook,",
        "head_of_government,King and Prime Minister,Bea Reed,Bea REED,2001-02-03,,0,factbook,",
    )["terms"]
    assert {(row["name"], row["title"], row["since"]) for row in rows} == {
        ("Otto", "King and Prime Minister", "2001-02-03"),
        ("Bea Reed", "Prime Minister", "[2001-02-03..]"),
    }


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    built(tmp_path, ANA.format("", ""))
    folder = str(tmp_path)
    done = CliRunner().invoke(main, ["gazetteer", "--countries", folder, "--leaders", folder, "--out", folder])
    assert done.exit_code == 0, done.output
    assert "terms: 1 rows" in done.output
