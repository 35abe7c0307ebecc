"""The order in which statements are shown, and what is left out."""

from __future__ import annotations

import pytest

from onrecord.export.outline import at_least, outline, printable, tally
from onrecord.model import Reading


def test_statements_come_in_the_order_of_the_text_with_nested_ones_after_their_parent(
    reading: Reading,
) -> None:
    shown = [(entry.number, entry.statement.id, entry.depth, entry.within) for entry in outline(reading)]
    assert shown == [
        (1, "s1", 0, None),
        (2, "s2", 0, None),
        (3, "s3", 1, 2),
        (4, "s4", 0, None),
        (5, "s5", 0, None),
        (6, "s6", 0, None),
    ]


def test_a_speaker_keeps_one_rank_and_no_source_has_none(reading: Reading) -> None:
    assert [entry.rank for entry in outline(reading)] == [0, 0, 1, 0, 2, None]


def test_the_counts_name_the_unnamed(reading: Reading) -> None:
    assert tally(outline(reading)) == "6 statements by 3 speakers, 2 unnamed"
    assert tally([]) == "No statements found."


def test_unsure_statements_can_be_left_out(reading: Reading) -> None:
    assert [each.id for each in at_least(reading, 0.8).statements] == ["s1", "s2", "s4", "s5"]


def test_a_statement_whose_parent_is_left_out_stands_alone(reading: Reading) -> None:
    from dataclasses import replace

    unsure_parent = tuple(
        replace(each, confidence={"s2": 0.1, "s3": 0.9}.get(each.id, each.confidence)) for each in reading.statements
    )
    kept = at_least(replace(reading, statements=unsure_parent), 0.5)
    assert {each.id: each.parent for each in kept.statements}["s3"] is None


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\x9b2Jb\x07", "a\ufffd2Jb\ufffd"),
        ("a\x00b\x7f", "a\ufffdb\ufffd"),
        ("pay \u202etxt.exe\u2066", "pay txt.exe"),
        ("one\u2028two\r\nthree", "one\ntwo\nthree"),
        ("\ud800", "\ufffd"),
        ("tab\tkept, emoji 👩‍🚒 kept, مرحبا kept", "tab\tkept, emoji 👩‍🚒 kept, مرحبا kept"),
    ],
)
def test_nothing_printed_can_command_a_terminal(raw: str, shown: str) -> None:
    assert printable(raw) == shown
