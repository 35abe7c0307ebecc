"""Dates as exact as they are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.edtf import bounds


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02~", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-29?", date(2024, 2, 29), date(2024, 2, 29)),
        ("[2023-12..2024-02]", date(2023, 12, 1), date(2024, 2, 29)),
        ("[2023-12-03,2023-12-01]", date(2023, 12, 1), date(2023, 12, 3)),
        ("[2023..]", date(2023, 1, 1), date.max),
        ("[..2023]", date.min, date(2023, 12, 31)),
        ("2024-02-26/2024-03-03", date(2024, 2, 26), date(2024, 3, 3)),
        ("2019~/..", date(2019, 1, 1), date.max),
        ("../2019", date.min, date(2019, 12, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("18XX~", date(1800, 1, 1), date(1899, 12, 31)),
        ("2024-23", date(2024, 9, 1), date(2024, 11, 30)),
        ("2024-24", date(2024, 12, 1), date(2025, 2, 28)),
        ("2024-33", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-41", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-02-29T23:59:00", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02-29T00:00:00-05:00", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_the_days_that_a_date_can_mean(text: str, first: date, last: date) -> None:
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "today", "2023-02-29", "2024-13", "24-01-01", "[..]", "[2024..2023]", "2024-1-1", "0000", "[", "٢٠٢٤"),
        *("2024/2023", "/", "../..", "2024-37", "199X-05", "2024-01T10:00:00", "2024-01-01T24:00:00", "2024-01-01T10"),
    ],
)
def test_what_is_no_date_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        bounds(text)


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        first, last = bounds(text)
    except ValueError:
        return
    assert first <= last


@settings(deadline=None)
@given(st.dates())
def test_a_day_means_itself_and_lies_in_its_month_and_year(day: date) -> None:
    assert bounds(day.isoformat()) == (day, day)
    for shorter in (day.isoformat()[:7], day.isoformat()[:4]):
        first, last = bounds(shorter)
        assert first <= day <= last
