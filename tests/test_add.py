"""``onrecord add``, run for real: articles in, once, whatever happens on the way."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main

PEOPLE = ("Ivo Brandt", "Mira Holm", "Pavel Lindqvist", "Ilse Okafor", "Jon Aske")
KILLS = int(os.environ.get("ONRECORD_KILLS", "3"))
"""Times to kill an add; 100 of them take some minutes."""


def text(number: int) -> str:
    who, other = PEOPLE[number % 5], PEOPLE[(number + 2) % 5]
    return (
        f'"Lock number {number} is stuck," said {who}, the keeper.\n\n'
        f"{other} said the company had ignored {number} calls about the lock.\n"
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def stored(path: Path) -> list[str]:
    """The texts in the record, after checking that nothing in it is broken."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO statement_index (statement_index) VALUES ('integrity-check')")
        unread = "SELECT count(*) FROM versions WHERE id NOT IN (SELECT version FROM readings)"
        assert connection.execute(unread).fetchone() == (0,)
        return [row[0] for row in connection.execute("SELECT text FROM texts ORDER BY text")]


def test_a_folder_is_read_with_its_facts_and_only_once(folder: Path) -> None:
    (folder / "lock.txt").write_text(text(1), encoding="utf-8")
    facts = {"outlet": "The Canal Gazette", "published": "2026-01-05", "url": "https://gazette.example/lock"}
    (folder / "lock.meta.json").write_text(json.dumps(facts), encoding="utf-8")
    (folder / "deeper").mkdir()
    (folder / "deeper" / "page.html").write_text(
        f"<!doctype html><title>Gate</title><article><p>{text(2).replace(chr(10) * 2, '</p><p>')}</p></article>" * 3,
        encoding="utf-8",
    )
    first = run("add", folder, "--jobs", "1")
    assert (first.exit_code, first.stdout) == (0, "2 added\n")
    assert run("add", folder, "-j", "1").stdout == "2 already in the record\n"
    (found,) = json.loads(run("search", '"number 1"', "--json").stdout)["hits"]
    assert (found["outlet"], found["date"], found["url"]) == ("The Canal Gazette", "2026-01-05", facts["url"])
    (folder / "lock.txt").write_text(text(1) + "\nMore to follow.\n", encoding="utf-8")
    assert run("add", folder, "--jobs", "1").stdout == "1 added as new versions, 1 already in the record\n"


def test_facts_that_are_written_later_are_taken_over(folder: Path) -> None:
    (folder / "lock.txt").write_text(text(1), encoding="utf-8")
    run("add", folder, "--jobs", "1")
    (folder / "lock.meta.json").write_text('{"published": "2026-01-05"}', encoding="utf-8")
    assert run("add", folder, "--jobs", "1").stdout == "1 read anew\n"
    assert run("add", folder, "--jobs", "1", "--since", "2026-02").stdout == "1 already in the record\n"


def test_older_articles_are_left_out(folder: Path) -> None:
    for number, day in enumerate(("2025-11-30", "2025-12-01", None)):
        (folder / f"{number}.txt").write_text(text(number), encoding="utf-8")
        (folder / f"{number}.meta.json").write_text(json.dumps({"published": day}), encoding="utf-8")
    assert run("add", folder, "--jobs", "1", "--since", "2025-12").stdout == "2 added, 1 left out as older\n"


def test_a_broken_article_is_reported_at_the_end_and_stops_nothing(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"\x00\x01" * 50)
    (folder / "b.txt").write_text(text(1), encoding="utf-8")
    (folder / "c.txt").write_text(text(2), encoding="utf-8")
    (folder / "c.meta.json").write_text("{", encoding="utf-8")
    result = run("add", folder, "--jobs", "1")
    assert result.exit_code == 1
    assert result.stdout == "1 added, 2 not readable\n"
    lines = result.stderr.splitlines()
    assert lines[0].endswith("NUL byte at offset 0")
    assert lines[-1] == "2 of 3 articles could not be added"
    assert len(lines) == 3


def test_two_processes_at_once_both_finish(folder: Path) -> None:
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(text(number), encoding="utf-8")
    processes = [start("add", folder, "--jobs", "1", "--db", "desk.db") for _ in range(2)]
    for process in processes:
        output, errors = process.communicate(timeout=300)
        assert process.returncode == 0, (output, errors)
    assert stored(Path("desk.db")) == sorted(text(number).rstrip() for number in range(40))


@pytest.mark.skipif(os.name == "nt", reason="kills by POSIX signals")
def test_an_add_that_is_killed_loses_nothing_and_goes_on_where_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, chance = 10 * (KILLS + 1), random.Random(4)
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(text(number), encoding="utf-8")
    # Every article in a transaction of its own: more moments at which to be killed.
    program = "import onrecord.commands.add as a; a.BATCH = 1; from onrecord.cli import main; main()"
    database, before = Path("onrecord.db"), 0
    for _ in range(KILLS):
        command = [sys.executable, "-c", program, "add", str(folder), "--jobs", "1"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        goal, deadline = before + chance.randrange(0, 10), time.monotonic() + 60
        while process.poll() is None and _versions(database) < goal and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if database.exists() and _versions(database):
            found = stored(database)
            assert len(found) == len(set(found)) >= before
            before = len(found)
    assert run("add", folder, "--jobs", "1").exit_code == 0
    assert stored(database) == sorted(text(number).rstrip() for number in range(count))


def _versions(path: Path) -> int:
    """Versions that are in the record so far."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM versions").fetchone()[0])
        except sqlite3.OperationalError:  # killed before it had tables
            return 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "no-such-file.txt"),
        ("add", "articles"),
        ("add", "article.txt", "--since", "yesterday"),
        ("add", "article.txt", "--db", "no-such-folder/onrecord.db"),
        ("add", "article.txt", "--db", "article.txt"),
        ("add", "article.txt", "--db", "other.db"),
        ("add", "article.txt", "--db", "newer.db"),
        ("search", "lock"),
        ("search", "lock", "--db", "article.txt"),
        ("stats", "--db", "."),
    ],
)
def test_every_mistake_is_one_line_and_leaves_files_as_they_were(folder: Path, arguments: tuple[str, ...]) -> None:
    Path("article.txt").write_text(text(1) * 20, encoding="utf-8")
    for name, pragma in (("other.db", "user_version = 3"), ("newer.db", "user_version = 1000")):
        with closing(sqlite3.connect(name)) as connection:
            connection.execute("CREATE TABLE things (id INTEGER)")
            connection.execute(f"PRAGMA {pragma}")
            if name == "newer.db":
                connection.execute(f"PRAGMA application_id = {0x4F6E5263}")
    before = {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert len(result.stderr.splitlines()) == 1 or "Usage" in result.stderr
    after = {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    assert {name: after.get(name) for name in before} == before
