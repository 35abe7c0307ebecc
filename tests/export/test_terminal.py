"""The terminal rendering: readable at any width, plain when piped, never a carrier of commands or markup."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from onrecord.export.terminal import _wrapped, coloured, columns, paint, plain, show
from onrecord.model import Document, Reading, Span, Statement


def shown(reading: Reading, width: int = 80) -> str:
    out = io.StringIO()
    paint(reading, Console(file=out, width=width, force_terminal=False, color_system=None))
    assert out.getvalue() == plain(reading, width)
    return out.getvalue()


def test_a_reader_sees_the_article_and_each_statement(reading: Reading) -> None:
    assert (
        shown(reading)
        == """\
Is the <Tarn> dam safe?
The Tarn & Dale Post · 2025-10-02 · by Wilf Marrow, Ina Pell
https://post.example/dam?a=1&b=2
6 statements by 3 speakers, 2 unnamed

Ada Brindle, the waterworks' engineer
said · indirect · 98% · ¶ 1
│ The reservoir is full

Ada Brindle, the waterworks' engineer
told · mixed · 91% · ¶ 1
│ the mayor had called it "a bathtub."

    the mayor (unnamed)
    had called · mixed · 44% · ¶ 1
    │ it "a bathtub."

Ada Brindle, the waterworks' engineer
said · direct · >99% · ¶ 2
│ "We have tested every valve," […] "and every valve holds. Nobody disputes
│ that.
│ "Ask anyone in Lower Tarn."

One of them (unnamed)
said · mixed · 80% · ¶ 4
│ the siren "has never once worked <b>on time</b>" & that [bold]nobody
│ came[/bold]

no source given
thought · indirect · 60% · ¶ 5
│ the dam will be rebuilt
"""
    )


@pytest.mark.parametrize("width", [1, 7, 20, 40, 300])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(reading: Reading, width: int) -> None:
    text = shown(reading, width)
    assert max(map(cell_len, text.splitlines())) <= max(width, 3)
    assert "rebuilt" in "".join(text.replace("│", "").split())


def test_each_speaker_has_a_colour_of_their_own(reading: Reading) -> None:
    out = io.StringIO()
    paint(reading, Console(file=out, width=80, force_terminal=True, color_system="256"))
    text = out.getvalue()
    codes = {name: text.split(name)[0].rsplit("\x1b[", 1)[1] for name in ("Ada Brindle", "the mayor (", "One of them")}
    codes["the mayor ("] = text.split("the mayor\x1b")[0].rsplit("\x1b[", 1)[1]
    assert len(set(codes.values())) == 3


def test_commands_to_the_terminal_in_an_article_do_not_reach_it(reading: Reading) -> None:
    hostile = "\x1b]0;gotcha\x07\x1b[2J\x9b31m"
    document = replace(
        reading.document,
        text=reading.document.text.replace("The reservoir is full", hostile + "voir is full"),
        title=hostile,
        outlet=hostile,
        authors=(hostile,),
        url=hostile,
    )
    actors = tuple(replace(actor, name=hostile, role=hostile) for actor in reading.actors)
    text = shown(replace(reading, document=document, actors=actors))
    assert not set(text) & set("\x1b\x07\x9b")


def test_lines_broken_at_a_width_in_the_article_are_joined() -> None:
    text = "The weir will\nhold, said Ada.\n"
    document = Document(text, (Span(0, 29),))
    held = Statement("s1", (), (Span(20, 24),), (Span(0, 18),), "indirect", None, None, 0.9)
    assert "│ The weir will hold\n" in shown(Reading(document, "by hand", (), (held,)))


@given(
    st.lists(
        st.sampled_from(["boat", "“yes,”", "漢字", "é", "👩\u200d💻", "x" * 31, "a-b", "e\u0301t", "\u200b", "—"])
    ),
    st.integers(2, 40),
)
def test_lines_are_broken_where_rich_breaks_them(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = Text(text).wrap(Console(width=width), width, overflow="fold")
    ours = ["".join(part for part, _ in line) for line in _wrapped([(text, "")], width)]
    assert ours == [line.plain.rstrip() for line in lines]


def test_a_file_is_written_without_colours_at_the_width_asked_for(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("TTY_COMPATIBLE", raising=False)
    monkeypatch.setenv("COLUMNS", "30")
    with (tmp_path / "reading.txt").open("w+", encoding="utf-8") as file:
        assert not coloured(file)
        show(reading, file)
        file.seek(0)
        assert file.read() == shown(reading, columns()) == shown(reading, 30)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    out = io.StringIO()
    show(reading, out)
    assert "\x1b[" in out.getvalue()


def test_an_article_without_statements_says_so(reading: Reading) -> None:
    assert "No statements found." in shown(replace(reading, statements=()))
