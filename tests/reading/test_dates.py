"""Times that an article names, as exact as its words and its day of publication allow."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.edtf import bounds
from onrecord.model import Document, TimeExpression
from onrecord.reading.dates import times

DURATION = re.compile(r"P(?:\d+[YMWD]|T\d+[HMS])")


def read(text: str, published: str | None = "2026-01-07") -> dict[str, str | None]:
    """The expressions of a text, by their words, with their values. 2026-01-07 is a Wednesday."""
    return {e.span.of(text): e.value for e in times(Document(text, (), published=published))}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The mayor resigned on January 3.", "January 3", "2026-01-03"),
        ("The dam was opened in October 2019.", "October 2019", "2019-10"),
        ("The mayor resigned late last month.", "late last month", "2025-12~"),
        ("The mayor resigned on Tuesday.", "Tuesday", "2026-01-06"),
        ("The council will vote on Tuesday.", "Tuesday", "2026-01-13"),
        ("The council met Wednesday.", "Wednesday", "2026-01-07"),
        ("She left last Friday.", "last Friday", "2026-01-02"),
        ("She will leave next Monday.", "next Monday", "2026-01-12"),
        ("He fell ill on Tuesday of last week.", "Tuesday of last week", "2025-12-30"),
        ("The plant ran from April 2017 to July 2019.", "April 2017 to July 2019", "2017-04/2019-07"),
        ("It ran from June to August 2019.", "June to August 2019", "2019-06/2019-08"),
        ("As of January 5, nobody had paid.", "January 5", "2026-01-05"),
        ("Work begins next week.", "next week", "2026-01-12/2026-01-18"),
        ("It was finished three weeks ago.", "three weeks ago", "2025-12-15/2025-12-21"),
        ("They married two years ago.", "two years ago", "2024"),
        ("It was sold in the spring of 2019.", "spring of 2019", "2019-21"),
        ("The lake froze last winter.", "last winter", "2024-24"),
        ("Sales fell in the third quarter of 2024.", "third quarter of 2024", "2024-35"),
        ("Sales fell in the first half of 2024.", "first half of 2024", "2024-40"),
        ("Rents rose in the early 2000s.", "early 2000s", "200X~"),
        ("The mill dates from the 19th century.", "19th century", "18XX"),
        ("Punks of the ’80s remember him.", "80s", "198X"),
        ("The law passed after 9/11.", "9/11", "2001-09-11"),
        ("The Sept. 11 attacks changed that.", "Sept. 11", "2001-09-11"),
        ("He lost the 2016 election.", "2016", "2016"),
        ("The budget for fiscal year 2024 is gone.", "fiscal year 2024", "2024~"),
        ("Money ran out in the last fiscal year.", "last fiscal year", "2025~"),
        ("The train left at 9:40 p.m. on Tuesday.", "9:40 p.m. on Tuesday", "2026-01-06T21:40:00"),
        ("The quake struck at 0412 GMT on January 3.", "0412 GMT on January 3", "2026-01-03T04:12:00Z"),
        ("It closed at noon EST on January 3.", "noon EST on January 3", "2026-01-03T12:00:00-05:00"),
        ("Filed 2025-11-30 by hand.", "2025-11-30", "2025-11-30"),
        ("Filed 30.11.2025 by hand.", "30.11.2025", "2025-11-30"),
        ("Filed 30/11/2025 by hand.", "30/11/2025", "2025-11-30"),
        ("Filed 5/1/2026 by hand.", "5/1/2026", "[2026-01-05,2026-05-01]"),
        ("The fair on 3 January was full.", "3 January", "2026-01-03"),
        ("The fair ran 3-5 January 2025.", "3-5 January 2025", "2025-01-03/2025-01-05"),
        ("They met on Christmas Eve.", "Christmas Eve", "2025-12-24"),
        ("They will meet before Easter.", "Easter", "2026-04-05"),
        ("They met on Labor Day.", "Labor Day", "2025-09-01"),
        ("The strike lasted three weeks.", "three weeks", "P3W"),
        ("The strike lasted two and a half years.", "two and a half years", "P30M"),
        ("She swims every day.", "every day", "P1D"),
        ("It earns 4 million a year.", "a year", "P1Y"),
        ("It must close by the end of next year.", "end of next year", "2027-12"),
        ("On June 17 last year he fell.", "June 17 last year", "2025-06-17"),
    ],
)
def test_a_time_is_found_and_read(text: str, words: str, value: str) -> None:
    assert read(text) == {words: value}


def test_the_story_has_a_day_of_its_own() -> None:
    text = (
        "The bridge fell on March 9, 2019. Two days later the engineer resigned. The following week the town sued him,"
        " and a year later it lost."
    )
    assert read(text) == {
        "March 9, 2019": "2019-03-09",
        "Two days later": "2019-03-11",
        "following week": "2019-03-18/2019-03-24",
        "a year later": "2020",
    }


def test_what_counts_from_an_event_has_the_date_that_the_text_gives_it() -> None:
    text = (
        "A little over a year after the fall of Marrowgate, the port is open again. Hours after the raid in Tollan, the"
        " power failed. The fall of Marrowgate on 8 December 2024 surprised the garrison. The raid in Tollan took place"
        " on January 3."
    )
    found = read(text)
    assert found["A little over a year after"] == "2025~"
    assert found["Hours after"] == "2026-01-03"


def test_what_counts_from_an_event_without_a_date_has_none() -> None:
    assert read("Two days after the flood in Ansel the school reopened.") == {"Two days after": None}


def test_a_month_behind_an_earlier_year_is_of_that_year() -> None:
    assert read("In June 2019 she bought the mill, and in August it burned.")["August"] == "2019-08"


@pytest.mark.parametrize(
    "text",
    [
        "They met on February 30.",
        "They met on February 29, 2025.",
        "They met on 31 April 2024.",
        "On 2025-13-41 it shut.",
    ],
)
def test_an_impossible_date_has_no_value(text: str) -> None:
    assert [value for value in read(text).values() if value is not None] == []


def test_without_a_day_of_publication_relative_dates_have_no_value() -> None:
    found = read(
        "He said on Tuesday that the mill, sold in 2019, had closed last month. Two days later it burned.", None
    )
    assert found == {"Tuesday": None, "2019": "2019", "last month": None, "Two days later": None}


def test_a_day_of_publication_known_by_its_month_gives_what_it_can() -> None:
    assert read("It closed last month. It was sold last year. He left on Tuesday.", "2026-03") == {
        "last month": "2026-02",
        "last year": "2025",
        "Tuesday": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May may march on.",
        "He sold 2000 tonnes for $1999.",
        "In his 80s he swam.",
        "The second man, April Ashe, will fall.",
        "Call 555-2019-22 or read page 12:60.",
        "The Sun said so.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert read(text) == {}


def test_dates_in_quotation_marks_count_from_the_day_of_publication_where_nothing_is_known_of_the_speaking() -> None:
    assert read("“We were told yesterday,” she said.") == {"yesterday": "2026-01-06"}


WORDS = """
    the last next this that of in on at by before after until from to end early late two 3 30 31 2019 99999 0 century
    year month week days ago later quarter third 19th Tuesday May March January February 30, 2024 9/11 5/13/2026
    2026-02-30 noon 9:99 25:00 p.m. GMT +9 fiscal FY24 Q3 Q9 half 2019-20 1990s 's Easter Christmas Eve tomorrow
    yesterday winter spring million “ ” ; - – a an couple several decades hours following previous same every once
    twice said will was 1000 9999
"""
_WORDS = st.sampled_from(WORDS.split())
_PUBLISHED = st.sampled_from(
    [None, "2026-01-07", "2026-02", "2026", "0001-01-01", "9999-12-31", "2024-02-29", "2026?", "199X"]
)


def _sound(text: str, found: tuple[TimeExpression, ...]) -> None:
    end = 0
    for e in found:
        assert end <= e.span.start < e.span.end <= len(text)
        end = e.span.end
        if e.value is None:
            continue
        if e.kind in ("duration", "set"):
            assert DURATION.fullmatch(e.value), e.value
        else:
            first, last = bounds(e.value)
            assert first <= last


@given(st.text(max_size=200), _PUBLISHED)
def test_any_text_is_read(text: str, published: str | None) -> None:
    _sound(text, times(Document(text, (), published=published)))


@given(st.lists(_WORDS, max_size=25), _PUBLISHED)
def test_any_words_of_time_are_read(listed: list[str], published: str | None) -> None:
    text = " ".join(listed)
    _sound(text, times(Document(text, (), published=published)))


def test_a_long_text_takes_time_in_proportion() -> None:
    text = (
        "On Tuesday, two days after the fall of Ansel, 3,000 left by May 5. “We go tomorrow,” he said last week. " * 400
    )
    start = time.perf_counter()
    assert len(times(Document(text, (), published="2026-01-07"))) > 1000
    assert time.perf_counter() - start < 10
