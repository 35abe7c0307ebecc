"""Names are found whole and told apart from words that only begin a sentence; a light finder, not a recogniser."""

from __future__ import annotations

import pytest

from onrecord.reading.names import names
from onrecord.reading.profiles import profile
from onrecord.reading.states import states


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("But Ulla von der Heide met Gen. Said al-Burhan.", ["Ulla von der Heide", "Gen. Said al-Burhan"]),
        ("Yesterday J.K. Oduya’s boat sank.", ["J.K. Oduya"]),
        ("They called [former President Ann] Lee.", ["President Ann Lee"]),
        ("Secretary of State Ben Ode left.", ["Secretary of State Ben Ode"]),
        ("the Ministry of Health and Social Affairs", ["Ministry of Health and Social Affairs"]),
        ("Will Putin go? Will Tanner said so.", ["Putin", "Will Tanner"]),
        ("In May Berlin-based Ada Krol left; it was 9 May.", ["Ada Krol"]),
        ("Lindgren & Poole hired Robert “Bob” Stone.", ["Lindgren & Poole", "Robert “Bob” Stone"]),
        ("Trump Monday said no.", ["Trump"]),
        ("nothing here, 李明 said", []),
    ],
)  # fmt: skip
def test_names_are_found_whole(text: str, found: list[str]) -> None:
    assert [" ".join(name.words) for name in names(text)] == found


@pytest.mark.parametrize(
    ("name", "sort", "proper"),
    [
        ("Interior Minister Lorena Ruiz", "person", ("lorena", "ruiz")),
        ("Interior Ministry", "organization", ("interior", "ministry")),
        ("Mr. Xi", "person", ("xi",)),
        ("Prime Minister", "office", ()),
        ("General Motors", "organization", ("general", "motors")),
        ("Bank of England Governor Amy Bell", "person", ("amy", "bell")),
        ("Lima", "state", ("lima",)),
        ("Kremlin", "state", ("kremlin",)),
        ("Kenyans", "people", ("kenyans",)),
        ("Analysts", "noun", ("analysts",)),
        ("New York", "place", ("new", "york")),
        ("Ana Mota", "unknown", ("ana", "mota")),
    ],
)
def test_what_a_name_names(name: str, sort: str, proper: tuple[str, ...]) -> None:
    told = profile(tuple(name.split()))
    assert (told.sort, told.key) == (sort, proper)


def test_seats_act_for_their_states() -> None:
    table = states()
    acting = {seat: state.name for seat in ("beijing", "kremlin", "lima", "brussels") if (state := table.acting(seat))}
    assert acting == {"beijing": "China", "kremlin": "Russia", "lima": "Peru", "brussels": "European Union"}
