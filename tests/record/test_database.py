"""The file itself: what can be wrong with it, and what never happens to it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.model import Span
from onrecord.record import Record, RecordError, migrations
from onrecord.record.migrations import APPLICATION, migrate, newest
from tests.record.conftest import article

LOCK = article(("Ana Ruiz", "said", "The lock is shut"))


def made(path: Path) -> Path:
    with Record(path) as record:
        record.store(LOCK)
    return path


def attempt(
    path: Path, program: str, prelude: str = "", before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a few lines of Python with ``record`` open in a process of its own."""
    code = (
        "import sys\nfrom onrecord.record import Record, RecordError\n"
        "from tests.record.conftest import article\n"
        f"{prelude}"
        f"try:\n    with Record(sys.argv[1]) as record:\n        {program}\n"
        "except RecordError as error:\n    print('refused:', error)\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        preexec_fn=before,
    )


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="POSIX permissions")
def test_a_record_that_cannot_be_written_to_can_still_be_searched(tmp_path: Path) -> None:
    path = made(tmp_path / "onrecord.db")
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    for folder in tmp_path.parents[:3]:
        if folder.stat().st_uid == os.getuid() and os.getuid() == 0:
            folder.chmod(folder.stat().st_mode | 0o055)
    # Root may write to anything; then as somebody else, once everything is imported.
    prelude = (
        f"with Record({str(tmp_path.parent / 'warm.db')!r}) as warm:\n"
        "    warm.store(article(('Ana Ruiz', 'said', 'It is shut')))\n    warm.search('shut')\n"
        "import os\nif os.getuid() == 0:\n    os.setgroups([])\n    os.setgid(65534)\n    os.setuid(65534)\n"
    )
    try:
        found = attempt(path, "print(record.search('lock').total)", prelude)
        assert found.stdout == "1\n", found.stderr
        refused = attempt(path, "record.store(article(('Ben Oduya', 'said', 'It is open')))", prelude)
        assert refused.stdout == f"refused: {path} can't be written to\n", refused.stderr
    finally:
        tmp_path.chmod(0o755)
        path.chmod(0o644)


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_full_disk_is_one_line_and_what_was_stored_is_safe(tmp_path: Path) -> None:
    import resource

    path = made(tmp_path / "onrecord.db")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    program = (
        "[(record.store(article(('Ana Ruiz', 'said', f'The lock {i} is shut ' * 100))), print('stored')) "
        "for i in range(1000)]"
    )
    found = attempt(path, program, before=limit)
    *stored, refused = found.stdout.splitlines()
    assert refused.startswith("refused: ")
    assert "was stored before is safe" in refused
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM versions").fetchone() == (1 + len(stored),)


@pytest.mark.parametrize("content", [b"Dear diary, " * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "onrecord.db"
    path.write_bytes(content)
    with pytest.raises(RecordError):
        Record(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    (tmp_path / "onrecord.db").touch()
    made(tmp_path / "onrecord.db")


def test_an_older_record_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step of the way, from each shape that a record ever had."""
    path = made(tmp_path / "onrecord.db")
    numbered = migrations.migrations()
    more = numbered | {
        newest() + 1: "ALTER TABLE statements ADD COLUMN mood TEXT;\nCREATE INDEX moods ON statements (mood);\n"
    }
    monkeypatch.setattr(migrations, "migrations", lambda: more)
    with Record(path) as record:
        assert record.search("lock").total == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT mood FROM statements").fetchall() == [(None,)]
        assert connection.execute("PRAGMA user_version").fetchone() == (max(more),)


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "onrecord.db")
    broken = {newest() + 1: "ALTER TABLE statements ADD COLUMN mood TEXT;\nALTER TABLE nothing ADD COLUMN mood TEXT;\n"}
    numbered = migrations.migrations()
    monkeypatch.setattr(migrations, "migrations", lambda: numbered | broken)
    with pytest.raises(RecordError):
        Record(path)
    monkeypatch.undo()
    with Record(path) as record:
        assert record.search("lock").total == 1


STORED = """
INSERT INTO documents VALUES (1, 'https://gazette.example/gate', '2026-01-05T10:00:00Z');
INSERT INTO versions (id, document, number, latest, hash, added_at, authors)
VALUES (1, 1, 1, 1, 'h', '2026-01-05T10:00:00Z', '[]');
INSERT INTO texts VALUES (1, 'Ana Ruiz said the gate is shut.', '0-31');
INSERT INTO readings (version, reader, read_at) VALUES (1, 'onrecord test 0', '2026-01-05T10:00:00Z');
INSERT INTO identities (id, key, name, kind) VALUES (1, 'person:ana ruiz', 'Ana Ruiz', 'person');
INSERT INTO actors (id, version, identity, label, name, kind, named) VALUES (1, 1, 1, 'a1', 'Ana Ruiz', 'person', 1);
INSERT INTO mentions VALUES (1, 0, 0, 8);
INSERT INTO statements (id, version, actor, shown, start, "end", twin, form, confidence, label, source, cue, content,
    words, tags)
VALUES (1, 1, 1, 1, 14, 30, 1, 'indirect', 0.9, 's1', '0-8', '9-13', '14-30', 'the gate is shut', 'fi w1');
INSERT INTO judgements (id, kind, author, judged_at, held) VALUES (1, 'confirm', 'Desk', '2026-01-05T10:00:00Z', NULL);
"""


@pytest.mark.parametrize("number", range(1, newest()))
def test_each_older_shape_is_brought_up_to_date_with_all_that_is_in_it(tmp_path: Path, number: int) -> None:
    path = tmp_path / "onrecord.db"
    with closing(sqlite3.connect(path)) as connection:
        migrate(connection, number)
        connection.commit()
        connection.executescript(STORED)
        if number >= 3:  # from then on every statement has one
            connection.execute("UPDATE statements SET commitment = 'asserts'")
            connection.commit()
    made(path)
    with Record(path) as record:
        (found,) = record.search("gate", who="Ana Ruiz").hits
        assert (found.speaker, found.words, found.commitment) == ("Ana Ruiz", "the gate is shut", "asserts")
        reading = record.reading(1)
        assert reading.statements[0].content == (Span(14, 30),)
        assert record.stats().statements == 2
        assert record.stats().judgements == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (newest(),)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_newer_record_is_left_as_it_is(tmp_path: Path) -> None:
    path = made(tmp_path / "onrecord.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {newest() + 1}")
    before = path.read_bytes()
    with pytest.raises(RecordError, match="newer version"):
        Record(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE statements (id INTEGER)")
        connection.execute(f"PRAGMA user_version = {newest()}")
    before = path.read_bytes()
    with pytest.raises(RecordError, match="another program"):
        Record(path)
    assert path.read_bytes() == before
    assert APPLICATION


def test_records_are_searched_while_one_is_written_to(tmp_path: Path) -> None:
    path = made(tmp_path / "onrecord.db")
    totals: list[int] = []
    done = threading.Event()

    def searching() -> None:
        with Record(path) as record:
            while not done.is_set():
                totals.append(record.search("lock", limit=1).total)

    reader = threading.Thread(target=searching)
    reader.start()
    try:
        with Record(path) as record:
            for number in range(20):
                record.store(article(("Ana Ruiz", "said", f"Lock {number} is shut")))
    finally:
        done.set()
        reader.join()
    assert totals == sorted(totals)
    assert totals[0] >= 1


def test_any_file_name_will_do(tmp_path: Path) -> None:
    for name in ("a?b.db", "a#b.db", "50% ä.db", "file:x.db"):
        made(tmp_path / name)
        assert (tmp_path / name).exists()
