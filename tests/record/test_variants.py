"""The same utterance in many articles: who said it, first where, and how each outlet worded it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.cli import main
from onrecord.record import Record, RecordError
from onrecord.record.variants import Utterance
from tests.record.conftest import article
from tests.record.test_wire import OTHER, STORY

WHOLE = "We will not close the night ferry this winter, and whoever says so has not read the budget"
PAPERS = ("Gazette", "Herald", "Courier", "Post")


def said(words: str, outlet: str, day: str, *, who: str | None = "Maren Holt", around: str = "", **facts: Any) -> Any:
    form = facts.pop("form", "direct")
    url = f"https://{outlet.lower()}.example/{day}/{len(words)}"
    return article(
        (who, "said", words, form),
        *([around] if around else []),
        outlet=f"The {outlet}",
        published=day,
        url=url,
        **facts,
    )


@pytest.fixture
def full(record: Record) -> Record:
    record.store(said("We will not close the night ferry", "Herald", "2026-01-06", around=OTHER))
    record.store(said(WHOLE, "Gazette", "2026-01-05", around=STORY, title="No closure"))
    record.store(
        said("that they would not close the night ferry this winter", "Courier", "2026-01-07", form="indirect")
    )
    record.store(said("The bridge costs two million a year", "Gazette", "2026-01-05"))
    record.store(said("The night ferry is a scandal in every way", "Post", "2026-01-08", who="Ivo Brandt"))
    return record


def only(record: Record, words: str, **filters: Any) -> Utterance:
    found = record.quote(words, **filters)
    assert found.total == 1, [each.words for each in found.utterances]
    return found.utterances[0]


def test_one_utterance_has_a_quoting_for_each_wording_earliest_first(full: Record) -> None:
    found = only(full, "we will not close the night ferry")
    assert found.speaker == "Maren Holt"
    assert found.words == f'"{WHOLE}"'
    assert (found.first.outlet, found.first.published, found.first.title) == ("The Gazette", "2026-01-05", "No closure")
    assert [(each.kind, each.outlets[0]) for each in found.quotings] == [
        ("exact", "The Gazette"),
        ("trimmed", "The Herald"),
        ("reworded", "The Courier"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "we will not close the night ferries",
        "We shall not close the night ferry this winter",
        "not close the nite ferry this winter",
        "whoever says so hasn't read the budget",
        "WE WILL NOT CLOSE THE NIGHT FERRY THIS WINTER!",
        "He said: we will not close the night ferry this winter",
    ],
)
def test_words_that_are_nearly_right_still_find_it(full: Record, words: str) -> None:
    assert full.quote(words).utterances[0].words == f'"{WHOLE}"'


def test_words_that_nobody_said_are_not_in_the_record(full: Record) -> None:
    assert full.quote("the lighthouse will be sold to the highest bidder").total == 0
    assert full.quote("the night ferry is a blessing for the bridge").total == 0


def test_a_short_question_wants_the_very_words(full: Record) -> None:
    assert full.quote("night ferry").total == 2
    assert full.quote("night boat").total == 0


def test_ten_copies_of_a_wire_story_are_one_quoting_with_ten_outlets(record: Record) -> None:
    for i in range(10):
        cut = STORY if i % 2 else STORY[: len(STORY) * 2 // 3]
        record.store(
            said(WHOLE, f"Paper{i}", "2026-01-05", around=cut + f" Paper{i} gives the tide tables on page {i}.")
        )
    record.store(said(WHOLE, "Herald", "2026-01-06", around=OTHER))
    found = only(record, WHOLE)
    assert [len(each.outlets) for each in found.quotings] == [10, 1]
    assert (found.articles, found.stories) == (11, 2)


def test_an_outlet_that_changed_the_words_of_a_wire_story_has_a_quoting_of_its_own(record: Record) -> None:
    record.store(said(WHOLE, "Gazette", "2026-01-05", around=STORY))
    record.store(said(WHOLE, "Herald", "2026-01-05", around=STORY))
    record.store(said(WHOLE.replace("not close", "close"), "Post", "2026-01-05", around=STORY))
    found = only(record, WHOLE)
    assert [each.kind for each in found.quotings] == ["exact", "reworded"]
    assert [edit.words for edit in found.quotings[1].diff if edit.kind == "gone"] == ["not"]
    assert found.stories == 1


def test_the_same_words_of_two_speakers_are_two_utterances(record: Record) -> None:
    record.store(said(WHOLE, "Gazette", "2026-01-05"))
    record.store(said(WHOLE, "Herald", "2026-01-05", who="Ivo Brandt"))
    assert {each.speaker for each in record.quote(WHOLE).utterances} == {"Maren Holt", "Ivo Brandt"}


def test_an_unnamed_source_or_a_surname_may_be_the_speaker(record: Record) -> None:
    record.store(said(WHOLE, "Gazette", "2026-01-05", who="a council member"))
    record.store(said(WHOLE, "Herald", "2026-01-06"))
    record.store(said(WHOLE, "Post", "2026-01-07", who="Holt"))
    record.store(said(WHOLE, "Courier", "2026-01-07", who=None))
    found = only(record, WHOLE)
    assert (found.speaker, found.articles, found.first.speaker) == ("Maren Holt", 4, "a council member")


def test_merged_actors_are_one_speaker(record: Record) -> None:
    record.store(said(WHOLE, "Gazette", "2026-01-05"))
    record.store(said(WHOLE, "Herald", "2026-01-06", who="Maren Lund"))
    record.merge("Maren Holt", ["Maren Lund"], author="Desk")
    assert only(record, WHOLE).articles == 2


def test_what_a_person_rejected_is_no_quoting(full: Record) -> None:
    first = only(full, WHOLE).first
    full.reject(first.ref, author="Desk")
    assert only(full, "we will not close the night ferry").first.outlet == "The Herald"


def test_much_the_same_said_again_months_later_is_another_utterance(record: Record) -> None:
    record.store(said(WHOLE, "Gazette", "2026-01-05"))
    record.store(said("We will never close the night ferry, and whoever says so hates boats", "Herald", "2026-06-05"))
    record.store(said(WHOLE, "Post", "2027-01-05"))
    found = record.quote(WHOLE)
    assert [[each.first.published, each.articles] for each in found.utterances] == [
        ["2026-01-05", 2],
        ["2026-06-05", 1],
    ]


def test_speaker_days_and_outlet_narrow_it(full: Record) -> None:
    assert only(full, WHOLE, outlet="The Herald").first.outlet == "The Herald"
    assert only(full, WHOLE, since="2026-01-07").first.outlet == "The Courier"
    assert only(full, WHOLE, until="2026-01-05").articles == 1
    assert full.quote(WHOLE, who="Ivo Brandt").total == 0
    assert full.quote(WHOLE, outlet="The Moon").total == 0


@pytest.mark.parametrize("words", ["", "…", '"', "x" * 3000])
def test_no_words_or_too_many_are_refused_in_one_line(full: Record, words: str) -> None:
    with pytest.raises(RecordError) as error:
        full.quote(words)
    assert "\n" not in str(error.value)


@given(words=st.text(max_size=80), cut=st.integers(0, 12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_are_answered_and_any_part_of_what_was_said_is_found(full: Record, words: str, cut: int) -> None:
    parts = WHOLE.split()[cut:]
    assert any(each.words == f'"{WHOLE}"' for each in full.quote(" ".join(parts)).utterances)
    full.quote(f"{words} lighthouse")


# --- on the command line ----------------------------------------------------------------------------------------------


def run(record: Record, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["quote", *arguments, "--db", str(record.path)])


def test_the_command_shows_who_first_where_and_what_each_outlet_changed(full: Record) -> None:
    shown = run(full, "we will not close the night ferry").output
    assert shown.startswith("Maren Holt\n")
    assert "first in The Gazette 2026-01-05 · 3 articles" in shown
    assert "trimmed · direct · 2026-01-06 · The Herald" in shown
    assert "{+that they would+}" in shown


def test_the_command_says_that_it_is_not_in_the_record_with_exit_code_1(full: Record) -> None:
    result = run(full, "the lighthouse will be sold")
    assert (result.output, result.exit_code) == ("not in the record\n", 1)
    result = run(full, "the lighthouse will be sold", "--json")
    assert (json.loads(result.output), result.exit_code) == ({"total": 0, "utterances": []}, 1)


def test_the_command_writes_json_with_the_word_diff_and_csv_with_a_line_for_each_article(full: Record) -> None:
    found = json.loads(run(full, WHOLE, "--json").output)["utterances"][0]
    assert {edit["kind"] for edit in found["quotings"][1]["diff"]} == {"same", "gone"}
    lines = run(full, WHOLE, "--csv").output.splitlines()
    assert lines[0].startswith("utterance,quoting,story,kind,")
    assert len(lines) == 4


def test_words_of_articles_never_command_the_terminal(record: Record) -> None:
    record.store(said("We will\x1b[31m not [bold]close[/bold] the ferry", "Gaz\x1bette", "2026-01-05"))
    record.store(said("We will\x1b[2J never close the ferry", "Post", "2026-01-05"))
    shown = run(record, "not close the ferry").output
    assert "\x1b" not in shown
    assert "[bold]" in shown
