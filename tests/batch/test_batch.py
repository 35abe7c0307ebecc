"""A batch writes each article once, whatever happens to it on the way, and a record can be made of what it wrote."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.ingest import Unreadable
from onrecord.record import Record

pytest.importorskip("fastwarc", reason="needs pip install 'onrecord[batch]'")
pq = pytest.importorskip("pyarrow.parquet", reason="needs pip install 'onrecord[batch]'")

from onrecord.batch.parts import MANIFEST, Done, lines, opened, parts  # noqa: E402  after the check
from onrecord.batch.tables import SCHEMAS  # noqa: E402


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    rows = [
        {
            "text": f"“Lock {i} is shut,” said Ana Ruiz, the keeper. Norway and Chile signed a pact on 5 March 2026.",
            "published": "2026-03-06",
            "outlet": "The Varn Post",
            "url": f"https://varn.example/{i}",
        }
        for i in range(150)
    ]
    rows.insert(3, {"text": ""})
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "b.txt").write_text("The lock is open, Tor Helvik said.", encoding="utf-8")
    return folder


def batch(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["batch", *map(str, arguments)])


def column(out: Path, table: str, name: str) -> list[object]:
    return [value for part in parts(out, table) for value in pq.read_table(part)[name].to_pylist()]


def test_every_article_is_in_the_tables_once(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    result = batch(articles, "--out", out, "--workers", "1")
    assert result.exit_code == 0, result.output
    assert "151 documents read, 1 rejected; 151 documents" in result.output
    sources = column(out, "documents", "source")
    assert len(sources) == len(set(sources)) == 151
    assert set(column(out, "statements", "speaker")) == {"Ana Ruiz", "Tor Helvik"}
    assert set(column(out, "events", "type")) == {"SUPPORT"}
    assert set(column(out, "relations", "predicate")) >= {"has_agreement_with"}
    assert "has no text" in str(column(out, "rejected", "reason")[0])
    for name, schema in SCHEMAS.items():
        assert all(pq.read_schema(part).equals(schema) for part in parts(out, name)), name


def test_other_programs_read_a_table_as_it_is(articles: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs pip install -e '.[test]'")
    out = tmp_path / "tables"
    assert batch(articles, "--out", out, "--workers", "1").exit_code == 0
    query = f"SELECT speaker, count(*) FROM '{out}/statements/*.parquet' GROUP BY 1 ORDER BY 2 DESC"
    assert duckdb.sql(query).fetchall()[0] == ("Ana Ruiz", 150)


def test_a_second_run_reads_nothing_again_and_new_files_are_added(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    batch(articles, "--out", out, "--workers", "1")
    assert "0 documents read, 0 rejected; 151 documents" in batch(articles, "--out", out, "--workers", "1").output
    (articles / "c.txt").write_text("The lock is shut again, Tor Helvik said.", encoding="utf-8")
    assert "1 documents read, 0 rejected; 152 documents" in batch(articles, "--out", out, "--workers", "1").output


def test_a_run_that_is_killed_goes_on_without_losing_or_doubling_anything(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    command = [sys.executable, "-m", "onrecord", "batch", str(articles), "--out", str(out), "--workers", "2"]
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        if (out / MANIFEST).exists() and len(lines(out / MANIFEST)) > 1:
            break
        time.sleep(0.02)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    # What a kill can leave: a part without its line, a part half written, half a line.
    (out / "documents").mkdir(exist_ok=True)
    (out / "documents" / "part-0123.parquet").write_bytes(b"half")
    (out / "documents" / "part-4567.99.tmp").write_bytes(b"half")
    with open(out / MANIFEST, "ab") as file:
        file.write(b'{"key": "01')
    result = batch(articles, "--out", out, "--workers", "2")
    assert result.exit_code == 0, result.output
    sources = column(out, "documents", "source")
    assert len(sources) == len(set(sources)) == 151
    assert not list(out.glob("*/*.tmp"))
    assert not (out / "documents" / "part-0123.parquet").exists()


def workers_of(pid: int) -> list[int]:
    """The processes that a batch reads in."""
    found = []
    for each in Path("/proc").iterdir():
        if each.name.isdecimal():
            try:
                parent = int((each / "stat").read_text().rpartition(")")[2].split()[1])
                command = (each / "cmdline").read_bytes()
            except OSError:
                continue
            if parent == pid and b"spawn_main" in command:
                found.append(int(each.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
def test_a_process_that_is_killed_costs_no_article(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    command = [sys.executable, "-m", "onrecord", "batch", str(articles), "--out", str(out), "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (found := workers_of(process.pid)) and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.05)
    time.sleep(1)
    for worker in found[:1]:
        os.kill(worker, signal.SIGKILL)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert "151 documents read, 1 rejected" in told
    sources = column(out, "documents", "source")
    assert len(sources) == len(set(sources)) == 151


def test_a_record_is_made_of_what_was_read_without_reading_again(articles: Path, tmp_path: Path) -> None:
    out, db = tmp_path / "tables", tmp_path / "onrecord.db"
    batch(articles, "--out", out, "--workers", "1")
    result = CliRunner().invoke(main, ["import", str(out), "--db", str(db)])
    assert result.exit_code == 0, result.output
    assert "151 added" in result.output
    again = CliRunner().invoke(main, ["import", str(out), "--db", str(db)])
    assert "0 added, 0 added as new versions, 151 in the record already" in again.output
    with Record(db) as record:
        assert record.search(who="Ana Ruiz").total == 150
        (signed,) = [each.event for each in record.timeline("Chile", statements=False).moments if each.event]
        assert len(signed.reports) == 150


def test_a_selection_is_imported(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    batch(articles, "--out", out, "--workers", "1")

    def imported(*options: str) -> str:
        db = tmp_path / f"{len(list(tmp_path.iterdir()))}.db"
        return CliRunner().invoke(main, ["import", str(out), "--db", str(db), *options]).output

    assert imported("--about", "lock 7 IS shut").startswith("1 added")
    assert imported("--outlet", "the varn post", "--since", "2026-03").startswith("150 added")
    assert imported("--until", "2026-02").startswith("0 added")


def test_a_folder_of_something_else_is_refused(articles: Path, tmp_path: Path) -> None:
    result = batch(articles, "--out", articles)
    assert result.exit_code == 2
    assert "has other files in it" in result.output
    result = CliRunner().invoke(main, ["import", str(articles), "--db", str(tmp_path / "x.db")])
    assert result.exit_code == 2
    assert "is no batch" in result.output


def test_readings_of_two_versions_of_the_reader_are_not_mixed(tmp_path: Path) -> None:
    opened(tmp_path / "out", "1").add(Done("a", 1, 0, 0, 0.1, "1"))
    assert opened(tmp_path / "out", "1").documents == 1
    with pytest.raises(Unreadable, match="was read by 1, this is 2"):
        opened(tmp_path / "out", "2")


def test_pages_in_another_language_are_left_out_where_that_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    rows = [{"text": "The lock is shut, said Ana Ruiz.", "language": code} for code in ("en", "de", "")]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    out = tmp_path / "out"
    assert "2 documents read, 1 rejected" in batch(file, "--out", out, "--workers", "1", "--language", "en").output
    assert column(out, "rejected", "reason") == ["is in the language de"]


def test_ray_does_the_same(articles: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="needs pip install 'onrecord[ray]'")
    result = batch(articles, "--out", tmp_path / "ray", "--engine", "ray", "--workers", "2")
    assert result.exit_code == 0, result.output
    assert "151 documents read, 1 rejected" in result.output
    sources = column(tmp_path / "ray", "documents", "source")
    assert len(sources) == len(set(sources)) == 151
