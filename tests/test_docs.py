"""The documentation: every example can be pasted, every option is there, pasted output is real."""

from __future__ import annotations

import re
import shlex
from importlib.resources import files
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from onrecord.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def called(name: str) -> click.Command:
    """The command of that name."""
    command = main.get_command(click.Context(main), name)
    assert command, f"there is no command {name}"
    return command


def blocks(language: str) -> list[tuple[str, str]]:
    """The fenced blocks of a language in all pages, each with the page's name."""
    fence = re.compile(rf"^```{language}\n(.*?)^```$", re.S | re.M)
    return [(page.name, block) for page in PAGES for block in fence.findall(page.read_text(encoding="utf-8"))]


def examples() -> list[list[str]]:
    """The arguments of every ``onrecord`` command in the shell examples, pipes and redirections taken off."""
    found = []
    for _, block in blocks("sh"):
        for line in block.splitlines():
            for part in re.split(r"&&|\||>", line):
                words = shlex.split(part)
                if words and words[0].endswith("onrecord"):
                    found.append(words[1:])
    return found


@pytest.mark.parametrize("arguments", examples(), ids=" ".join)
def test_every_example_command_is_accepted(arguments: list[str]) -> None:
    name, *rest = arguments
    command = called(name)
    context = command.make_context(name, rest)  # parses, checks types, and raises on what it doesn't know
    assert context.command is command


def test_there_are_examples_of_every_command() -> None:
    assert {arguments[0] for arguments in examples()} == set(COMMANDS)


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (name, option)
        for name in COMMANDS
        for parameter in called(name).params
        if isinstance(parameter, click.Option)
        for option in (*parameter.opts, *parameter.secondary_opts)
    ],
)
def test_every_option_is_in_the_guide(command: str, option: str) -> None:
    assert f"onrecord {command}" in GUIDE
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", GUIDE)


@pytest.mark.parametrize(("page", "code"), blocks("python"))
def test_every_python_example_runs(
    page: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(code, page, "exec"), {"__name__": "__main__"})
    assert ("print(" in code) == bool(capsys.readouterr().out)


def test_every_key_of_the_json_format_is_explained() -> None:
    explained = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "json.md").read_text(encoding="utf-8")))
    schema = (files("onrecord") / "assets" / "reading.schema.json").read_text(encoding="utf-8")
    keys = {key for required in re.findall(r'"required": \[([^]]*)\]', schema) for key in re.findall(r"\w+", required)}
    assert keys - {"span", "text"} <= explained
    assert len(keys) > 25


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_readme_has_two_commands_to_set_up() -> None:
    lines = [line for name, block in blocks("sh") if name == "README.md" for line in block.splitlines()]
    setups = [line for line in lines if "-m venv" in line]
    assert len(setups) == 2
    assert setups[0].endswith("onrecord read --sample")
    assert setups[1].endswith("pytest")


def test_the_output_in_the_readme_is_what_the_sample_gives() -> None:
    """But for the confidences: the same model rounds differently on another processor."""
    shown = re.search(r"^```text\n\$ onrecord read --sample\n(.*?)^```$", README, re.S | re.M)
    assert shown, "the README shows no output"
    printed = CliRunner().invoke(main, ["read", "--sample"]).output
    pasted, *rest = shown[1].split("\n[...]\n")
    assert not "".join(rest).strip()
    assert re.sub(r">?\d+%", "%", printed).startswith(re.sub(r">?\d+%", "%", pasted.rstrip("\n")))


def test_the_columns_of_a_batch_are_documented() -> None:
    pytest.importorskip("pyarrow", reason="needs pip install 'onrecord[batch]'")
    from onrecord.batch.tables import SCHEMAS

    page = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.M))
    for name, schema in SCHEMAS.items():
        assert re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", rows[name])) == schema.names, name
