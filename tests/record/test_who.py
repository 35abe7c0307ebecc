"""Who says most, and what the record has of one actor."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.model import Reading, Span
from onrecord.record import Record, RecordError
from tests.record.conftest import article
from tests.record.test_identity import report


def called(reading: Reading, **roles: str) -> Reading:
    """The reading with roles for the speakers of these surnames."""
    return replace(reading, actors=tuple(replace(a, role=roles.get(a.name.split()[-1])) for a in reading.actors))


FIRST = called(
    article(
        ("Maren Holt", "said", "The ferry is safe"),
        ("Maren Holt", "added", "that Jon Aske knew it", "indirect"),
        ("Jon Aske", "said", "I did not"),
        ("a clerk", "said", "Nobody did"),
        outlet="The Gazette",
        published="2025-11-12",
        url="https://gazette.example/1",
    ),
    Holt="mayor of Ansel",
)
SECOND = called(
    article(
        ("Maren Adela Holt", "said", "The ferry was never safe"),
        outlet="The Herald",
        published="2026-01-03",
        url="https://herald.example/2",
    ),
    Holt="former mayor of Ansel",
)


@pytest.fixture
def full(record: Record) -> Record:
    text = FIRST.document.text
    at = Span(text.index("Jon Aske knew"), text.index("Jon Aske knew") + len("Jon Aske"))
    cast = tuple(replace(a, mentions=(*a.mentions, at)) if a.name == "Jon Aske" else a for a in FIRST.actors)
    record.store(replace(FIRST, actors=cast))
    record.store(SECOND)
    return record


def run(record: Record, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["who", "--db", str(record.path), *arguments])


def test_actors_come_by_number_of_statements(full: Record) -> None:
    assert [(each.name, each.statements) for each in full.who()] == [("Maren Holt", 3), ("Jon Aske", 1)]
    assert [each.name for each in full.who(limit=1)] == ["Maren Holt"]
    assert full.who(kind="organization") == []
    assert run(full).output.splitlines()[0].split() == ["3", "Maren", "Holt", "·", "person", "·", "1"]


def test_only_what_is_shown_of_the_latest_versions_counts(full: Record) -> None:
    changed = article(("Jon Aske", "said", "I did"), url="https://gazette.example/1", outlet="The Gazette")
    full.store(changed)
    assert {(each.name, each.statements) for each in full.who()} == {("Jon Aske", 1), ("Maren Holt", 1)}
    full.reject(full.search("never safe").hits[0].ref, author="Editor")
    assert [(each.name, each.statements) for each in full.who()] == [("Jon Aske", 1)]


def test_merged_actors_are_counted_as_one(full: Record) -> None:
    full.merge("Jon Aske", ["Maren Holt"], author="Editor")
    assert [(each.name, each.statements) for each in full.who()] == [("Jon Aske", 4)]


def test_an_actors_page(full: Record) -> None:
    page = full.who("maren adela holt")
    about = page.speaker
    assert (about.name, about.statements, about.forms) == ("Maren Holt", 3, {"direct": 2, "mixed": 0, "indirect": 1})
    assert about.months == (("2025-11", 2), ("2026-01", 1))
    assert [(held.role, held.first, held.outlets) for held in about.roles] == [
        ("mayor of Ansel", "2025-11-12", ("The Gazette",)),
        ("former mayor of Ansel", "2026-01-03", ("The Herald",)),
    ]
    assert about.outlets == (("The Gazette", 2), ("The Herald", 1))
    assert [(name, count) for _, name, count in about.about] == [("Jon Aske", 1)]
    assert [hit.date for hit in page.latest] == ["2026-01-03", "2025-11-12", "2025-11-12"]
    grounds = {each.name: each.grounds for each in page.linked}
    assert grounds == {"Maren Holt": None, "Maren Adela Holt": "middle name left out; both ansel mayor"}


def test_a_page_names_those_one_could_be_confused_with(record: Record) -> None:
    cast = [("Ana Ruiz", "mayor"), ("Ana Ruiz-Toll", None), ("A. Ruiz", None), ("Ruiz", "mayor"), ("Ana Hale", None)]
    for number, told in enumerate(cast, 1):
        record.store(report(told, number=number))
    near = record.who("Ana Ruiz").near
    assert {each.name for each in near} == {"A. Ruiz", "Ruiz"}
    assert all(0.3 <= each.likeness < 0.7 and each.grounds for each in near)


def test_of_several_of_a_name_one_is_asked_for_by_number(record: Record) -> None:
    record.store(report(("John Smith", "senator"), number=1))
    record.store(report(("John Smith", "baker"), number=2))
    with pytest.raises(
        RecordError, match=r"2 actors are called 'John Smith'.*1 John Smith, senator; 2 John Smith, baker"
    ):
        record.who("John Smith")
    page = record.who("2")
    assert [held.role for held in page.speaker.roles] == ["baker"]
    assert all(each.actor == 1 for each in page.near)
    refused = run(record, "John Smith")
    assert refused.exit_code == 2
    assert refused.output.count("\n") == 1


def test_the_page_is_printed(full: Record) -> None:
    printed = run(full, "Maren Holt").output
    for part in (
        "Maren Holt\nperson · 3 statements: 2 direct, 1 indirect · named in 2 articles · number 1",
        "mayor of Ansel · 2025-11-12 · 1 article · The Gazette",
        "2025-11      2  ▇▇",
        "     1  Jon Aske · 2",
        '│ "The ferry was never safe"',
        "middle name left out",
    ):
        assert part in printed


def test_json_and_csv(full: Record) -> None:
    listed = json.loads(run(full, "--json").stdout)
    assert listed[0] == {"actor": 1, "name": "Maren Holt", "kind": "person", "statements": 3}
    table = list(csv.DictReader(io.StringIO(run(full, "--csv").stdout)))
    assert [row["name"] for row in table] == ["Maren Holt", "Jon Aske"]
    page = json.loads(run(full, "Maren Holt", "--json").stdout)
    assert set(page) == {"speaker", "linked", "near", "latest"}
    assert run(full, "Maren Holt", "--csv").exit_code == 2
    assert run(full, "--csv", "--json").exit_code == 2


@pytest.mark.parametrize("name", ["Nobody At All", "99", "", '"', "9" * 30, "-"])
def test_nobody_of_that_name(full: Record, name: str) -> None:
    refused = run(full, "--", name)
    assert refused.exit_code == 2
    assert refused.output.count("\n") == 1


def test_an_empty_record_has_nobody(tmp_path: Path) -> None:
    with Record(tmp_path / "onrecord.db") as record:
        assert record.who() == []
