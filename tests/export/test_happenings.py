"""What happened and how the actors stand, as `onrecord read` prints it."""

from __future__ import annotations

from onrecord import read
from onrecord.export.terminal import plain

TEXT = (
    "OSLO -- On May 12, Norway signed a fisheries pact with Iceland.\n\n"
    "Villagers say the port's guards fired on a crowd outside the gate. "
    "The company denies that any shots were fired.\n\n"
    "“It will last,” said Ana Petrov, an economist at the Danube Policy Institute."
)


def test_events_come_by_their_day_with_both_sides() -> None:
    shown = plain(read(TEXT, published="2031-05-14"), 100)
    assert "What happened" in shown
    assert "2031-05-12  SUPPORT “signed” · Norway → Iceland" in shown


def test_what_is_disputed_says_by_which_statements() -> None:
    shown = plain(read(TEXT, published="2031-05-14"), 100)
    line = next(line for line in shown.splitlines() if "“fired”" in line)
    assert "disputed · says 1 · disputed by 2" in line


def test_relations_are_sentences() -> None:
    shown = plain(read(TEXT, published="2031-05-14"), 100)
    assert "Norway has an agreement with Iceland, since 2031-05-12" in shown
    assert "Ana Petrov belongs to Danube Policy Institute" in shown


def test_an_article_in_which_nothing_happens_has_no_such_section() -> None:
    assert "What happened" not in plain(read("“We shall see,” said Ana Petrov."), 80)
