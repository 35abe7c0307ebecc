"""Two wordings of what somebody said: how alike, of which kind, and what differs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.comparison import Wording, edits, kind, likeness, looks_translated

WHOLE = Wording(
    "We will not close the night ferry this winter. The boats are old, but they are ours, and we keep them."
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "we will not close the night ferry this winter — the boats are old but they are ours and we keep them",
            "exact",
        ),
        ("“We will not close the night ferry”", "trimmed"),
        ("the boats are old, but they are ours", "trimmed"),
        ("We will not close […] this winter", "trimmed"),
        ("We will not close the night ferry … they are ours", "trimmed"),
        ("We will close the night ferry this winter", "reworded"),
        ("We would never close the night ferry in winter", "reworded"),
        ("that they will not close the night ferry", "reworded"),
    ],
)
def test_a_wording_is_classed_beside_the_whole_one(words: str, expected: str) -> None:
    assert kind(WHOLE, Wording(words)) == expected


def test_whole_sentences_can_be_left_out_but_no_word_in_the_middle_of_one() -> None:
    whole = Wording("The gates stay. Nobody asked us about it. We keep them.")
    assert kind(whole, Wording("The gates stay. We keep them.")) == "trimmed"
    assert kind(whole, Wording("The gates stay. Nobody asked about it.")) == "reworded"


def test_what_differs_is_shown_word_by_word_as_it_is_spelt() -> None:
    found = edits(Wording("We will not close the Night ferry."), Wording("We will never close the night ferry!"))
    assert [(each.kind, each.words) for each in found] == [
        ("same", "We will"),
        ("gone", "not"),
        ("new", "never"),
        ("same", "close the night ferry!"),
    ]


def test_other_words_on_the_same_matter_are_another_utterance() -> None:
    assert (
        likeness(WHOLE, Wording("The night ferry has cost the town two million a year since the bridge opened")) < 0.6
    )


def test_words_look_translated_if_most_telling_words_and_all_numbers_agree() -> None:
    said = Wording("In 2027 not a single harbour worker will lose employment because of the container terminal")
    back = Wording(
        "No worker at the harbour is going to lose his employment through the terminal for containers in 2027"
    )
    assert likeness(said, back) < 0.6
    assert looks_translated(said, back)
    assert kind(said, back) == "translated-looking"
    assert not looks_translated(said, Wording(back.text.replace("2027", "2031")))


SAID = st.lists(
    st.sampled_from(
        [
            "the",
            "gate",
            "of",
            "a",
            "lock",
            "is",
            "shut",
            "until",
            "spring",
            "and",
            "nobody",
            "told",
            "us",
            "Why",
            "1,000",
            "boats",
            "Ärger",
            "won't",
            "co-op",
        ]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)
ANY = st.text(max_size=60) | SAID


@given(ANY, ANY)
@settings(max_examples=150, deadline=None)
def test_the_edits_make_the_other_wording_of_the_first(before: str, after: str) -> None:
    one, other = Wording(before), Wording(after)
    found = edits(one, other)
    gone = tuple(word for each in found if each.kind != "new" for word in Wording(each.words).plain)
    new = tuple(word for each in found if each.kind != "gone" for word in Wording(each.words).plain)
    assert (gone, new) == (one.plain, other.plain)


@given(ANY, ANY)
@settings(max_examples=150, deadline=None)
def test_likeness_is_a_share_and_whole_for_the_same_words(before: str, after: str) -> None:
    one, other = Wording(before), Wording(after)
    assert 0 <= likeness(one, other) <= 1
    if one.plain:
        assert likeness(one, Wording(before.upper())) == 1 or before.upper().casefold() != before.casefold()


@given(SAID, st.data())
@settings(max_examples=100, deadline=None)
def test_any_part_of_what_was_said_is_trimmed_or_exact(words: str, data: st.DataObject) -> None:
    parts = words.split()
    begin = data.draw(st.integers(0, len(parts) - 1))
    end = data.draw(st.integers(begin + 1, len(parts)))
    part = Wording(" ".join(parts[begin:end]))
    assert kind(Wording(words), part) in ("exact", "trimmed")
    assert likeness(Wording(words), part) == 1
