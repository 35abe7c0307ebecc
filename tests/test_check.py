"""``onrecord check`` in an editor's pipeline: what it prints, and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main

SAID = '"{}," said Mira Holm, the harbour engineer.\n'
FIRST = "Not one of the bolts in the lock gate had been tightened since the spring"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def draft(words: str) -> None:
    Path("draft.txt").write_text(SAID.format(words), encoding="utf-8")


def test_the_exit_code_tells_what_was_found() -> None:
    draft(FIRST)
    assert run("check", "draft.txt").exit_code == 0
    assert run("check", "draft.txt", "--fail-on", "note").exit_code == 1  # one source alone
    assert run("check", "draft.txt", "--fail-on", "never").exit_code == 0
    for wrong in (("no-such-file.txt",), ("draft.txt", "--db", "no-such.db"), ("draft.txt", "--db", "draft.txt")):
        result = run("check", *wrong)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert sorted(path.name for path in Path().iterdir()) == ["draft.txt"]


def test_a_draft_is_held_against_the_record_if_there_is_one() -> None:
    Path("earlier.txt").write_text(SAID.format(FIRST), encoding="utf-8")
    Path("earlier.meta.json").write_text('{"published": "2026-01-05", "outlet": "The Ansel Ledger"}', encoding="utf-8")
    draft(FIRST.replace("tightened since", "touched before"))
    assert "not held against a record" in run("check", "draft.txt").stdout
    assert run("add", "earlier.txt", "--jobs", "1").exit_code == 0
    result = run("check", "draft.txt")
    assert result.exit_code == 1
    assert "[-tightened since-] {+touched before+}" in result.stdout
    assert "Mira Holm · 2026-01-05 · The Ansel Ledger · 1:" in result.stdout
    found = json.loads(run("check", "draft.txt", "--json").stdout)
    assert found["record"] is True
    (reworded,) = (each for each in found["findings"] if each["kind"] == "reworded")
    assert reworded["earlier"]["date"] == "2026-01-05"
    assert {piece["kind"] for piece in reworded["diff"]} == {"same", "gone", "new"}


def test_nothing_of_a_draft_commands_the_terminal() -> None:
    Path("draft.txt").write_text(
        '"The lock \x1b[31m[bold]gate[/bold] is shut tonight," said Mira Holm.', encoding="utf-8"
    )
    shown = run("check", "draft.txt").stdout
    assert "\x1b[31m" not in shown
    assert "[bold]gate[/bold]" in shown
