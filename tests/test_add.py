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
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.record import Record

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
    assert lines[-1] == "2 of 3 articles could not be read"
    assert len(lines) == 3


def test_two_processes_at_once_both_finish(folder: Path) -> None:
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(text(number), encoding="utf-8")
    processes = [start("add", folder, "--jobs", "1", "--db", "desk.db") for _ in range(2)]
    for process in processes:
        output, errors = process.communicate(timeout=300)
        assert process.returncode == 0, (output, errors)
    assert stored(Path("desk.db")) == sorted(text(number).rstrip() for number in range(40))


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_full_disk_is_one_line_and_the_run_goes_on_when_there_is_room(folder: Path) -> None:
    import resource

    for number in range(10):
        (folder / f"{number:02}.txt").write_text(text(number) * 20, encoding="utf-8")
    Record("onrecord.db").close()
    room = Path("onrecord.db").stat().st_size + 50_000
    command = [sys.executable, "-m", "onrecord", "add", str(folder), "--jobs", "1"]
    found = subprocess.run(
        command,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert (found.returncode, found.stdout) == (2, "")
    assert len(found.stderr.splitlines()) == 1
    assert "what was stored before is safe" in found.stderr
    before = len(stored(Path("onrecord.db")))
    assert before < 10
    rest = run("add", folder, "--jobs", "1").stdout
    assert f"{10 - before} added" in rest
    assert len(stored(Path("onrecord.db"))) == 10


@pytest.mark.skipif(os.name == "nt", reason="kills by POSIX signals")
def test_an_add_that_is_killed_loses_nothing_and_goes_on_where_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, chance = 10 * (KILLS + 1), random.Random(4)
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(text(number), encoding="utf-8")
    # Every article in a transaction of its own: more moments at which to be killed.
    program = "import onrecord.commands.storing as s; s.BATCH = 1; from onrecord.cli import main; main()"
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


def test_several_processes_read_what_one_would(folder: Path) -> None:
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(text(number), encoding="utf-8")
    (folder / "12.txt").write_bytes(b"\x00" * 50)
    for jobs in ("1", "2"):
        process = start("add", folder, "--jobs", jobs, "--db", f"{jobs}.db")
        output, errors = process.communicate(timeout=120)
        assert (process.returncode, output) == (1, b"12 added, 1 not readable\n"), errors
        assert errors.decode().splitlines()[-1] == "1 of 13 articles could not be read"
    assert stored(Path("1.db")) == stored(Path("2.db"))
    with Record("1.db") as one, Record("2.db") as two:
        for version in range(1, 13):
            assert one.reading(version) == two.reading(version)


@pytest.mark.skipif(os.name == "nt", reason="kills by POSIX signals")
def test_a_process_that_dies_costs_only_the_article_it_was_at(folder: Path) -> None:
    for number in range(6):
        (folder / f"{number}.txt").write_text(text(number), encoding="utf-8")
    # Whoever opens this one is killed, as for lack of memory.
    prelude = (
        "import os, signal, onrecord.commands.intake as intake\nreal = intake._digest\n"
        "def dying(path):\n    if path.name == '3.txt':\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(path)\nintake._digest = dying\n"
    )
    program = prelude + "if __name__ == '__main__':\n    from onrecord.cli import main\n    main()\n"
    Path("program.py").write_text(program, encoding="utf-8")
    command = [sys.executable, "program.py", "add", str(folder), "--jobs", "2"]
    found = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (found.returncode, found.stdout) == (1, "5 added, 1 not readable\n"), found.stderr
    assert "killed the process" in found.stderr
    assert stored(Path("onrecord.db")) == [text(number).rstrip() for number in range(6) if number != 3]


class Site:
    """Pages on a server of this machine, and when they were asked for."""

    def __init__(self, pages: dict[str, str]) -> None:
        site, self.pages, self.asked = self, pages, list[tuple[float, str]]()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((time.monotonic(), self.path))
                page = site.pages.get(self.path)
                body = (page or "").encode()
                self.send_response(200 if page is not None else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site({f"/{number}": page(number) for number in range(4)})
    yield site
    site.close()


def page(number: int, more: str = "") -> str:
    words = (text(number) * 3 + more).strip().replace("\n\n", "</p><p>")
    return f"<!doctype html><title>Lock {number}</title><body><article><p>{words}</p></article></body>"


def test_pages_are_fetched_at_the_rate_that_is_asked_for_and_their_addresses_kept(folder: Path, site: Site) -> None:
    addresses = [site.url(f"/{number}") for number in range(4)]
    refused = run("add", addresses[0], "--jobs", "1")
    assert (refused.exit_code, site.asked) == (1, [])  # an address of one's own network has to be allowed
    result = run("add", *addresses, site.url("/gone"), "--jobs", "1", "--rate", "20", "--allow-private")
    assert (result.exit_code, result.stdout) == (1, "4 added, 1 not readable\n"), result.stderr
    assert "404" in result.stderr
    assert [path for _, path in site.asked] == ["/robots.txt", "/0", "/1", "/2", "/3", "/gone"]
    # Requests reach the server late by chance, so that two may be nearer than they were sent.
    assert site.asked[-1][0] - site.asked[1][0] >= 4 * 0.05 - 0.02
    with Record("onrecord.db") as record:
        found = {hit.url for hit in record.search("stuck").hits}
    assert found == set(addresses)
    again = run("add", *addresses, "--jobs", "1", "--allow-private")
    assert again.stdout == "4 already in the record\n"


def test_a_page_that_changes_and_goes_back_is_followed(folder: Path, site: Site) -> None:
    address, told = site.url("/0"), []
    for more in ("", "\n\nMira Holm said the lock would be mended by the summer.", "", ""):
        site.pages["/0"] = page(0, more)
        told.append(run("add", address, "--jobs", "1", "--allow-private").stdout)
    assert told == [
        "1 added\n",
        "1 added as new versions\n",
        "1 returned to an earlier version\n",
        "1 already in the record\n",
    ]
    shown = run("changes", address).stdout
    assert "added · version 1 to 2" in shown
    assert "removed · version 2 to 1" in shown


def test_what_another_reader_has_read_is_read_again_and_judgements_stay(folder: Path) -> None:
    for number in range(5):
        (folder / f"{number}.txt").write_text(text(number), encoding="utf-8")
    run("add", folder, "--jobs", "1")
    assert run("reread", "--jobs", "1").stdout == "nothing to read anew\n"
    ref = json.loads(run("search", "stuck", "--limit", "1", "--json").stdout)["hits"][0]["ref"]
    assert run("reject", ref, "--author", "Desk").exit_code == 0
    with closing(sqlite3.connect("onrecord.db")) as connection, connection:
        connection.execute(
            "UPDATE readings SET reader = 'onrecord 0', read_at = '2025-01-01T00:00:00Z' WHERE version < 4"
        )
        connection.execute("DELETE FROM statements WHERE version = 1")
    process = start("reread", "--jobs", "2")
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, output) == (0, b"3 read anew\n"), errors
    assert len(stored(Path("onrecord.db"))) == 5
    hits = json.loads(run("search", "stuck", "--json").stdout)["hits"]
    assert len(hits) == 4
    assert ref not in {hit["ref"] for hit in hits}
    assert run("reread").stdout == "nothing to read anew\n"
    everything = run("reread", "--all", "--jobs", "1")
    assert everything.stdout == "5 read anew\n"
    assert everything.stderr.startswith("Reading what was read before 20")
    assert run("reread", "--before", "2026-01-01", "-j", "1").stdout == "nothing to read anew\n"
    assert run("reread", "--before", "yesterday").exit_code == 2
    assert json.loads(run("judgements", "--json").stdout)[0]["orphaned"] is False


@pytest.mark.skipif(os.name == "nt", reason="kills by POSIX signals")
def test_a_reread_that_is_killed_goes_on_where_it_was(folder: Path) -> None:
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(text(number), encoding="utf-8")
    run("add", folder, "--jobs", "1")
    with closing(sqlite3.connect("onrecord.db")) as connection, connection:
        connection.execute("UPDATE readings SET reader = 'onrecord 0'")
    program = "import onrecord.commands.storing as s; s.BATCH = 1; from onrecord.cli import main; main()"
    process = subprocess.Popen([sys.executable, "-c", program, "reread", "-j", "1"], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while process.poll() is None and _outdated() > 8 and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = _outdated()
    assert 0 < left <= 8
    assert len(stored(Path("onrecord.db"))) == 12
    assert run("reread", "-j", "1").stdout == f"{left} read anew\n"
    assert len(stored(Path("onrecord.db"))) == 12


def _outdated() -> int:
    with closing(sqlite3.connect("onrecord.db", timeout=30)) as connection:
        return int(connection.execute("SELECT count(*) FROM readings WHERE reader = 'onrecord 0'").fetchone()[0])


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


def test_what_robots_txt_forbids_is_not_fetched(folder: Path, site: Site) -> None:
    site.pages["/robots.txt"] = "User-agent: onrecord\nDisallow: /1\n"
    result = run("add", site.url("/0"), site.url("/1"), "--jobs", "1", "--rate", "50", "--allow-private")
    assert result.stdout == "1 added, 1 not readable\n"
    assert "robots.txt asks not to fetch it" in result.stderr
    assert "/1" not in [path for _, path in site.asked]
