"""Articles that are copies of one wire story."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.wire import stories

STORY = (
    "The council of Port Ansel met behind closed doors for three hours on Tuesday before the vote on the harbour "
    "budget was put off once more. Members left by the side door and spoke to nobody. Outside, some forty dockers "
    "waited in the rain with lanterns and a brass band. The budget has been late every year since the old bridge "
    "was pulled down, and the treasurer resigned in March over the missing accounts of the pilot station."
)
OTHER = (
    "A vote on money for the docks fell through again in Port Ansel. For most of the afternoon councillors argued "
    "in private; by evening there was still no majority, people who were in the room told this newspaper. It is "
    "the fourth time that the plan has failed, and the second since a new treasurer took over from the one who "
    "stepped down."
)


def test_a_copy_that_was_cut_and_has_another_beginning_is_the_same_story() -> None:
    half = STORY[: len(STORY) // 2]
    found = stories({1: STORY, 2: "From our wire services. " + half, 3: OTHER})
    assert found == {1: 1, 2: 1, 3: 3}


def test_two_reports_of_one_event_are_two_stories() -> None:
    assert stories({1: STORY, 2: OTHER}) == {1: 1, 2: 2}


def test_articles_of_nothing_are_nobodys_copies() -> None:
    assert stories({1: "", 2: "", 3: "One line."}) == {1: 1, 2: 2, 3: 3}


@given(st.permutations(range(1, 8)), st.integers(0, 6))
@settings(max_examples=30, deadline=None)
def test_the_order_of_adding_makes_no_difference(numbers: list[int], cut: int) -> None:
    words = STORY.split()
    texts = {number: " ".join(words[: len(words) - cut * place]) for place, number in enumerate(numbers)}
    assert set(stories(texts).values()) == {min(numbers) if cut == 0 else numbers[0]}
