"""The record as tables: what people judged, with the columns that docs/tables.md names."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.record import Record
from onrecord.record.listing import COLUMNS
from tests.record.conftest import article


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "onrecord.db"
    with Record(path) as record:
        facts = {"outlet": "The Gazette", "published": "2026-01-05", "url": "https://gazette.example/lock"}
        record.store(
            article(
                ("Ana Ruiz", "said", 'The lock, "Big Ben", is shut'),
                ("Ben Oduya", "said", "It is not"),
                (None, "thought", "it is", "indirect"),
                **facts,
            )
        )
        record.store(article(("Ana Ruiz", "said", "=1+1 is two"), published="2026"))
        record.reject(record.search("not").hits[0].ref, author="Editor")
        record.correct(record.search("two").hits[0].ref, author="Editor", speaker="Ida Toll")
    return path


def tables(database: Path, *options: str) -> Path:
    folder = database.parent / "tables"
    result = CliRunner().invoke(main, ["export", "--db", str(database), "--out", str(folder), *options])
    assert result.exit_code == 0, result.output
    return folder


def test_csv_files_hold_what_people_judged(database: Path) -> None:
    folder = tables(database)
    found = {}
    for name in COLUMNS:
        with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
            found[name] = list(csv.DictReader(file))
    said = [(row["speaker"], row["words"], row["judged"]) for row in found["statements"]]
    assert said == [
        ("Ana Ruiz", '"The lock, "Big Ben", is shut"', ""),
        ("", "it is", ""),
        ("Ida Toll", '"=1+1 is two"', "correct"),
    ]
    assert {(row["name"], row["statements"]) for row in found["actors"]} == {
        ("Ana Ruiz", "1"),
        ("Ben Oduya", "0"),
        ("Ida Toll", "1"),
    }
    assert [row["outlet"] for row in found["documents"]] == ["The Gazette", ""]


def test_parquet_files_hold_the_same(database: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    folder = tables(database, "--format", "parquet")
    with Record(database) as record:
        for name in COLUMNS:
            assert parquet.read_table(folder / f"{name}.parquet").to_pylist() == list(record.rows(name))


def test_every_column_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    for name, columns in COLUMNS.items():
        section = page.split(f"## `{name}`")[1].split("\n## ")[0]
        explained = {
            each for line in re.findall(r"^\| (`.*?) \|", section, re.M) for each in re.findall(r"`(\w+)`", line)
        }
        assert explained == set(columns), name


def test_commands_show_the_judged_record(database: Path) -> None:
    def shown(*arguments: str) -> str:
        result = CliRunner().invoke(main, [*arguments, "--db", str(database)])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "Ida Toll\ndirect · corrected · 2026 · 2:" in shown("search", "two")
    assert shown("search", "not").strip() == "0 statements"
    assert shown("search", "--who", "Ana Ruiz", "--csv").count("\n") == 2
    assert "No changes." in shown("changes", "https://gazette.example/lock")
    assert "· reject · Editor ·" in shown("judgements")
    assert shown("judgements", "--orphaned") == ""
    assert '"statements": 3' in shown("stats", "--json")
    assert "Ana Ruiz" in shown("positions", "Ana Ruiz", "--about", "lock")
