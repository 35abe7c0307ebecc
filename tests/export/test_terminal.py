"""The terminal rendering: readable at any width, plain when piped, never a carrier of commands or markup."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from onrecord.export.terminal import show
from onrecord.model import Document, Reading, Span, Statement


def shown(reading: Reading, width: int = 80, colour: bool = False) -> str:
    out = io.StringIO()
    system = "256" if colour else None
    show(reading, Console(file=out, width=width, force_terminal=colour, color_system=system))  # type: ignore[arg-type]
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
    text = shown(reading, colour=True)
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


def test_an_article_without_statements_says_so(reading: Reading) -> None:
    assert "No statements found." in shown(replace(reading, statements=()))
