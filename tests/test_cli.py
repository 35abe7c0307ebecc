"""The command line, run for real: what a person at a terminal, a script and a pipe get."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from onrecord.cli import main
from onrecord.commands.read import SAMPLE

ARTICLE = """\
"The lock is stuck," said Ivo Brandt, the canal's keeper. "It has been stuck since Sunday."

Mira Holm, a barge owner, said the canal company had ignored her calls.
"""


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], input=stdin)


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """The command in a process of its own, in a group of its own, with a terminal's environment but no terminal."""
    return subprocess.Popen(
        [sys.executable, "-c", "from onrecord.cli import main; main()", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "lock.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_the_sample_shows_the_article_and_who_said_what() -> None:
    result = run("read", "--sample")
    assert result.exit_code == 0
    assert "Harbour board votes to end Port Ansel's night ferry\nThe Ansel Ledger · 2025-11-12\n" in result.output
    for speaker in ("Maren Holt", "Tobias Renn", "Ilse Okafor", "Pavel Lindqvist", "Jon Aske"):
        assert f"\n{speaker}" in result.output
    assert "mayor of Port Ansel" in result.output
    assert "(unnamed)" in result.output
    assert "We were promised a review, and what we got was a bill" in result.output


def test_options_give_the_facts_that_a_text_lacks(article: Path) -> None:
    facts = ("--title", "A stuck lock", "--outlet", "The Canal Gazette", "--published", "2026-01-05")
    result = run("read", article, *facts, "--url", "https://gazette.example/lock")
    head = "A stuck lock\nThe Canal Gazette · 2026-01-05\nhttps://gazette.example/lock\n"
    assert result.output.startswith(head)


def test_options_override_the_facts_of_the_sample() -> None:
    assert "The Ansel Ledger · 2026-01" in run("read", "--sample", "--published", "2026-01").output


def test_json_from_standard_input_fits_the_schema_and_its_own_text() -> None:
    result = run("read", "-", "--json", stdin=ARTICLE)
    assert result.exit_code == 0
    value = json.loads(result.stdout_bytes.decode("utf-8"))
    schema = json.loads((files("onrecord") / "assets" / "reading.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(value)
    assert {each["speaker"] for each in value["statements"]} >= {"Ivo Brandt", "Mira Holm"}
    for statement in value["statements"]:
        for part in (*statement["source"], *statement["cue"], *statement["content"]):
            assert value["document"]["text"][slice(*part["span"])] == part["text"]


def test_html_goes_to_the_named_file(article: Path, tmp_path: Path) -> None:
    result = run("read", article, "--html", "-o", tmp_path / "page.html")
    assert (result.exit_code, result.output) == (0, "")
    assert "<mark" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_text_file_of_the_rendering_is_plain(article: Path, tmp_path: Path) -> None:
    assert run("read", article, "--output", tmp_path / "list.txt").exit_code == 0
    text = (tmp_path / "list.txt").read_text(encoding="utf-8")
    assert "Ivo Brandt" in text
    assert "\x1b" not in text


def test_statements_less_sure_than_asked_are_left_out(article: Path) -> None:
    everything = json.loads(run("read", article, "--json").output)["statements"]
    middle = sorted(each["confidence"] for each in everything)[len(everything) // 2]
    sure = json.loads(run("read", article, "--json", "--min-confidence", str(middle)).output)["statements"]
    assert 0 < len(sure) < len(everything)
    assert all(each["confidence"] >= middle for each in sure)


UNREADABLE = {
    "empty": b"",
    "blank": b"  \n\n",
    "binary": b"\x00\x01\x02\x03" * 50,
    "Latin-1": b"caf\xe9 owners said no",
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_ends_in_one_line_and_exit_code_2(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    result = run("read", path)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("read", "no-such-file.txt"),
        ("read", "."),
        ("read", "http://127.0.0.1:9/"),
        ("read", "ftp://example.org/a"),
        ("read", "--sample", "-o", "no-such-folder/page.html"),
        ("read", "--sample", "--published", "yesterday"),
        ("read", "bell\x07\x1b[2J.txt"),
        ("predict", "no-such-folder"),
    ],
)
def test_every_mistake_is_one_line_on_standard_error(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert not set(result.stderr) & set("\x07\x1b")


@pytest.mark.parametrize(
    "arguments", [("read",), ("read", "--sample", "x.txt"), ("read", "--sample", "--json", "--html")]
)
def test_a_call_that_makes_no_sense_says_what_to_do(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Give " in result.stderr


def test_the_help_shows_examples() -> None:
    for arguments in (("--help",), ("read", "-h"), ("predict", "--help")):
        result = run(*arguments)
        assert result.exit_code == 0
        assert "Examples:\n    onrecord " in result.output


def test_asking_for_help_loads_nothing_heavy() -> None:
    heavy = {"rich", "numpy", "onnxruntime", "tokenizers", "trafilatura", "htmldate", "urllib3", "lxml"}
    code = f"import sys, onrecord.cli; sys.stderr.write(' '.join({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def test_reading_a_text_loads_no_html_parser_and_json_no_terminal(article: Path) -> None:
    code = (
        "import sys\nfrom onrecord.cli import main\n"
        "main(['read', sys.argv[1], '--json'], standalone_mode=False)\n"
        "sys.stderr.write(' '.join({'rich', 'trafilatura', 'htmldate', 'urllib3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(article)], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_a_pipe_gets_plain_text_and_may_close_early() -> None:
    process = start("read", "--sample")
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"Harbour board votes to end Port Ansel's night ferry\n"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(20)


def test_an_article_cannot_send_commands_to_the_terminal() -> None:
    hostile = ARTICLE.replace("stuck since Sunday", "stuck\x1b]0;gotcha\x07\x1b[2J since Sunday")
    result = run("read", "-", "--title", "x\x1b[31m", stdin=hostile)
    assert result.exit_code in (0, 2)
    assert not set(result.output) & set("\x1b\x07")


# Predictions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five articles as they come: Windows line ends, decomposed letters, a byte order mark, soft hyphens."""
    texts = {
        "a-plain": ARTICLE,
        "b-windows": ARTICLE.replace("\n", "\r\n"),
        "c-decomposed": unicodedata.normalize("NFD", ARTICLE.replace("Mira Holm", "Míra Hölm")),
        "d-mark": "\ufeff" + ARTICLE.replace("stuck", "st\u00aduck"),
        "e-sample": Path(SAMPLE).read_text(encoding="utf-8"),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_bytes(text.encode("utf-8"))
    (tmp_path / "a-plain.meta.json").write_text('{"published": "2026-01-05", "url": null}', encoding="utf-8")
    return tmp_path


def test_predictions_refer_to_the_files_as_they_are_on_disk(folder: Path) -> None:
    result = run("predict", folder)
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["doc"] for row in rows] == ["a-plain", "b-windows", "c-decomposed", "d-mark", "e-sample"]
    for row in rows:
        raw = (folder / f"{row['doc']}.txt").read_bytes().decode("utf-8")
        assert len(row["attributions"]) >= 2, row["doc"]
        words = [raw[slice(*part)] for each in row["attributions"] for part in each["content"]]
        assert all(each == each.strip() for each in words), words
        if row["doc"] in "a-plain b-windows c-decomposed":
            assert any("It has been stuck since Sunday." in each for each in words), words
        if row["doc"] == "d-mark":
            assert any("The lock is st\u00aduck," in each for each in words), words


def test_several_processes_find_the_same(folder: Path) -> None:
    assert run("predict", folder, "--jobs", "2").stdout == run("predict", folder).stdout


def test_one_broken_article_does_not_stop_the_others(folder: Path) -> None:
    (folder / "b-windows.txt").write_bytes(b"\xff\x00\xff")
    (folder / "c-decomposed.meta.json").write_text("{", encoding="utf-8")
    result = run("predict", folder)
    assert result.exit_code == 1
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == [
        "a-plain",
        "d-mark",
        "e-sample",
    ]
    lines = result.stderr.splitlines()
    assert [line.split(":")[0] for line in lines[:2]] == ["b-windows.txt", "c-decomposed.txt"]
    assert lines[2] == "2 of 5 articles could not be read"


def test_a_folder_without_articles_is_a_mistake(tmp_path: Path) -> None:
    result = run("predict", tmp_path)
    assert result.exit_code == 2
    assert "no .txt file" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent as POSIX signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_a_long_run_quietly(tmp_path: Path, jobs: str) -> None:
    for i in range(400):
        (tmp_path / f"{i:03}.txt").write_text(ARTICLE, encoding="utf-8")
    process = start("predict", tmp_path, "--jobs", jobs)
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["doc"] == "000"
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert b"Traceback" not in errors
