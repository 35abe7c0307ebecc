"""What was changed in an article after it was published."""

from __future__ import annotations

import pytest

from onrecord.record import Record, RecordError
from tests.record.conftest import article

URL = "https://gazette.example/lock"


def test_statements_added_removed_reworded_and_given_to_others(record: Record) -> None:
    record.store(
        article(
            ("Ana Ruiz", "said", "The lock gate is shut until the end of spring"),
            ("Ben Oduya", "said", "Nobody told us about it"),
            ("Ida Toll", "said", "Boats are not my business"),
            ("Jon Aske", "said", "We will sue the company"),
            url=URL,
        )
    )
    record.store(
        article(
            ("Ana Ruiz", "said", "The lock gate is shut until the middle of spring"),
            ("Ida Toll", "said", "Nobody told us about it"),
            ("Ida Toll", "said", "Boats are not my business"),
            ("Ida Toll", "said", "I was in Lower Tarn that day"),
            url=URL + "/?utm_source=feed",
        )
    )
    found = {each.kind: each for each in record.changes("http://gazette.example/lock")}
    assert set(found) == {"reworded", "re-attributed", "removed", "added"}
    assert found["reworded"].words_after == '"The lock gate is shut until the middle of spring"'
    assert (found["re-attributed"].speaker_before, found["re-attributed"].speaker_after) == ("Ben Oduya", "Ida Toll")
    assert found["removed"].words_before == '"We will sue the company"'
    assert found["added"].words_after == '"I was in Lower Tarn that day"'
    assert {(each.since, each.until) for each in found.values()} == {(1, 2)}


def test_an_article_of_one_version_has_not_changed(record: Record) -> None:
    record.store(article(("Ana Ruiz", "said", "It is shut"), url=URL))
    assert record.changes(URL) == []


def test_other_quotation_marks_are_no_change(record: Record) -> None:
    record.store(article(("Ana Ruiz", "said", "It's shut"), url=URL))
    record.store(article(("Ana Ruiz", "said", "It’s shut"), "More to follow", url=URL))
    assert record.changes(URL) == []


def test_an_address_that_is_not_in_the_record(record: Record) -> None:
    with pytest.raises(RecordError, match="no document"):
        record.changes("https://gazette.example/none")


def test_a_text_that_goes_back_to_an_earlier_version_is_shown(record: Record) -> None:
    first = article(("Ana Ruiz", "said", "The gate is shut"), url=URL)
    second = article(("Ana Ruiz", "said", "The gate is shut"), ("Ben Oduya", "said", "We will sue"), url=URL)
    assert [record.store(each).outcome for each in (first, second, first, first)] == [
        "new",
        "version",
        "returned",
        "known",
    ]
    found = [(each.kind, each.since, each.until) for each in record.changes(URL)]
    assert found == [("added", 1, 2), ("removed", 2, 1)]
    assert record.search("sue").total == 0
    assert record.search("sue", superseded=True).total == 1
    assert record.search("gate").hits[0].version == 1
    assert record.store(second).outcome == "returned"
    assert [each.until for each in record.changes(URL)] == [2, 1, 2]


def test_a_file_with_an_earlier_text_is_no_return(record: Record) -> None:
    """An archive that is added again must not bring back what an article no longer says."""
    first = article(("Ana Ruiz", "said", "The gate is shut"), url=URL)
    second = article(("Ben Oduya", "said", "We will sue"), url=URL)
    record.store(first, digest="a")
    record.store(second, digest="b")
    record.store(first, digest="c")
    assert record.search("gate").total == 0
    assert {each.until for each in record.changes(URL)} == {2}
