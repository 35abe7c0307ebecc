"""What people say about the machine's reading: it holds, whatever is read again, and never moves to other words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Reading, Span
from onrecord.record import Record, RecordError
from onrecord.record.search import Filters, Hit
from tests.record.conftest import article

URL = "https://gazette.example/lock"
ME = "Editor"


def lock(*, last: str = "The end of it", reader: str = "onrecord test 1") -> Reading:
    return article(
        "The canal was drained on Monday, the third time in as many years, and boats lay in the mud.",
        ("Ana Ruiz", "said", "The lock gate is shut until spring"),
        ("Ben Oduya", "added", "Nobody told us about the closure"),
        "The company did not answer its telephone when it was called on Tuesday and on Wednesday.",
        last,
        reader=reader,
        url=URL,
        published="2025-12-14",
    )


def hit(record: Record, query: str) -> Hit:
    found = record.search(query)
    assert found.total == 1, query
    return found.hits[0]


@pytest.fixture
def full(record: Record) -> Record:
    record.store(lock())
    return record


def test_a_rejected_statement_is_shown_nowhere(full: Record) -> None:
    full.reject(hit(full, "shut").ref, author=ME)
    assert full.search("shut").total == 0
    assert full.stats().statements == 1
    assert [full.reading(1).words(s.content) for s in full.reading(1).statements] == [
        '"Nobody told us about the closure"'
    ]
    assert len(full.reading(1, judged=False).statements) == 2


def test_a_corrected_statement_is_shown_as_corrected(full: Record) -> None:
    full.correct(
        hit(full, "shut").ref, author=ME, speaker="Anna Ruiz-Lopez", words="The lock gate is shut", form="mixed"
    )
    found = hit(full, "shut")
    assert (found.speaker, found.words, found.form) == ("Anna Ruiz-Lopez", "The lock gate is shut", "mixed")
    assert (found.judged, found.confidence) == ("correct", 1.0)
    assert full.search("spring").total == 0
    assert full.search(who="Anna Ruiz-Lopez").total == 1
    assert full.search(who="Ana Ruiz").total == 0


def test_a_statement_can_be_given_to_another_speaker_of_the_article_or_to_nobody(full: Record) -> None:
    full.correct(hit(full, "shut").ref, author=ME, speaker="ben oduya")
    assert full.search(who="Ben Oduya").total == 2
    full.correct(hit(full, "shut").ref, author=ME, speaker="")
    assert hit(full, "shut").speaker is None


def test_corrected_words_have_to_be_the_documents_own(full: Record) -> None:
    with pytest.raises(RecordError, match="doesn't have the words"):
        full.correct(hit(full, "shut").ref, author=ME, words="The lock is open")
    assert full.judgements() == []


def test_a_later_judgement_counts_more_and_can_be_taken_back(full: Record) -> None:
    ref = hit(full, "shut").ref
    full.confirm(ref, author=ME)
    assert hit(full, "shut").judged == "confirm"
    rejected = full.reject(hit(full, "shut").ref, author="Second Editor", note="not said on the record")
    assert full.search("shut").total == 0
    full.undo(rejected, author=ME)
    assert hit(full, "shut").judged == "confirm"
    kinds = [(each.kind, each.author, each.undone) for each in full.judgements()]
    assert kinds == [("confirm", ME, False), ("reject", "Second Editor", True), ("undo", ME, False)]
    with pytest.raises(RecordError, match="already"):
        full.undo(rejected, author=ME)


def test_judgements_outlive_another_reading(full: Record) -> None:
    full.reject(hit(full, "closure").ref, author=ME)
    full.correct(hit(full, "shut").ref, author=ME, speaker="The keeper")
    again = lock(reader="onrecord test 2")
    # The newer reader cuts the words a little otherwise, and gives them to somebody else.
    shorter = tuple(
        replace(s, content=(Span(s.content[0].start + 1, s.content[0].end - 2),), actor=again.actors[1].id)
        for s in again.statements
    )
    assert full.store(replace(again, statements=shorter)).outcome == "reread"
    assert full.search("closure").total == 0
    found = hit(full, "shut")
    assert (found.speaker, found.words) == ("The keeper", '"The lock gate is shut until spring"')
    assert full.reading(1, judged=False).statements == shorter


def test_a_confirmed_statement_that_the_reader_no_longer_finds_is_still_shown(full: Record) -> None:
    full.confirm(hit(full, "shut").ref, author=ME)
    again = lock(reader="onrecord test 2")
    full.store(replace(again, statements=again.statements[1:], actors=again.actors[1:]))
    assert hit(full, "shut").speaker == "Ana Ruiz"


def test_a_judgement_follows_the_same_words_into_a_new_version(full: Record) -> None:
    full.reject(hit(full, "shut").ref, author=ME)
    assert full.store(lock(last="This article was changed at its end.")).outcome == "version"
    assert full.search("shut").total == 0
    assert not full.judgements()[0].orphaned
    assert full.search("closure").total == 1
    assert full.search("closure", superseded=True).total == 2


def test_a_judgement_whose_words_are_gone_is_orphaned_not_moved(full: Record) -> None:
    full.reject(hit(full, "shut").ref, author=ME)
    changed = article(
        "Water is back in the canal.",
        ("Ben Oduya", "said", "The lock gate is shut until spring"),
        url=URL,
    )
    full.store(changed)
    assert full.judgements()[0].orphaned
    assert hit(full, "shut").speaker == "Ben Oduya"
    full.store(lock(last="Back again."))
    assert not full.judgements()[0].orphaned
    assert full.search("shut").total == 0


def test_a_judgement_is_not_moved_to_one_of_two_places_with_the_same_words(record: Record) -> None:
    record.store(article(("Ana Ruiz", "said", "No comment"), url=URL))
    record.confirm(hit(record, "comment").ref, author=ME)
    record.store(article(*[("Ana Ruiz", "said", "No comment")] * 2, url=URL))
    assert record.judgements()[0].orphaned
    assert {each.judged for each in record.search("comment").hits} == {None}


def test_people_who_are_the_same_are_one_actor(record: Record) -> None:
    record.store(article(("Sam Greene", "said", "The gate is shut"), published="2025"))
    record.store(article(("Samuel A. Greene", "said", "The gate is open"), published="2026"))
    merged = record.merge("Sam Greene", ["Samuel A. Greene"], author=ME)
    assert record.search(who="Samuel A. Greene").total == 2
    assert {each.speaker for each in record.search(who="Sam Greene").hits} == {"Sam Greene"}
    assert record.stats().actors == 1
    record.store(article(("Samuel A. Greene", "said", "The gate is gone")))
    assert record.search(who="Sam Greene").total == 3
    record.undo(merged, author=ME)
    assert record.search(who="Sam Greene").total == 1
    assert record.stats().actors == 2


def test_namesakes_can_be_told_apart(record: Record) -> None:
    for number in range(3):
        record.store(article(("Jon Aske", "said", f"Gate number {number}"), url=f"https://gazette.example/{number}"))
    divided = record.split("Jon Aske", ["https://gazette.example/2"], author=ME)
    assert record.stats().actors == 2
    again = article(("Jon Aske", "said", "Gate number 2"), url="https://gazette.example/2", reader="onrecord test 2")
    record.store(again)
    assert record.facets(Filters(query="gate"))["speakers"] == [("Jon Aske", 2), ("Jon Aske", 1)]
    with pytest.raises(RecordError, match="2 actors"):
        record.merge("Jon Aske", ["Jon Aske"], author=ME)
    record.undo(divided, author=ME)
    assert record.stats().actors == 1


@pytest.mark.parametrize("ref", ["", "12", "1:2", "9:1-2", "1:0-0", "x:y-z", "1:1-2~3", "1" * 40 + ":1-2"])
def test_a_statement_that_is_not_there_cannot_be_judged(full: Record, ref: str) -> None:
    with pytest.raises(RecordError):
        full.confirm(ref, author=ME)


def test_a_judgement_needs_somebody_who_judges(full: Record) -> None:
    with pytest.raises(RecordError, match="whose"):
        full.confirm(hit(full, "shut").ref, author=" ")
