"""Readings and results in notebooks: as escaped HTML, and as data frames."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import read
from onrecord.record import Record
from onrecord.tabular import html_table

TEXT = "“<b>The lock</b> will open in May,” said Ana Ruiz. Norway and Chile signed a pact on 5 March 2026.\n"


def test_a_reading_is_shown_as_a_table_of_its_statements() -> None:
    shown = read(TEXT)._repr_html_()
    assert shown.startswith("<table>")
    assert "Ana Ruiz" in shown
    assert "The lock&lt;/b&gt; will open" in shown
    assert "</b>" not in shown


def test_results_are_shown_too(tmp_path: Path) -> None:
    with Record(tmp_path / "a.db") as record:
        record.store(read(TEXT, published="2026-03-06"))
        for found in (record.search("lock"), record.timeline(), record.map(), record.forecasts()):
            assert "<td" in found._repr_html_()
            assert "<b>" not in found._repr_html_()
            assert found.rows()
        assert record.search("zebra")._repr_html_().startswith("<table>")


def test_long_tables_and_texts_are_cut_short() -> None:
    shown = html_table([{"a": "x" * 1000, "b": None}] * 60)
    assert "and 10 more rows" in shown
    assert "x" * 301 not in shown
    assert "<th>b</th>" not in shown


def test_they_are_data_frames_where_that_is_installed(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars", reason="needs pip install polars")
    reading = read(TEXT)
    frame = reading.to_polars()
    assert isinstance(frame, polars.DataFrame)
    assert frame["speaker"].to_list() == ["Ana Ruiz"]
    pandas = pytest.importorskip("pandas", reason="needs pip install pandas")
    assert isinstance(reading.to_pandas(), pandas.DataFrame)
    with Record(tmp_path / "a.db") as record:
        record.store(read(TEXT, published="2026-03-06"))
        assert record.timeline().to_polars().height == len(record.timeline().moments)
