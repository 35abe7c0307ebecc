"""What the reading room asks of a record: articles, speakers, the overview, what is least sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.record import Record, RecordError
from tests.record.conftest import article


def test_articles_are_listed_the_last_added_first_with_their_versions_and_statements(record: Record) -> None:
    first = article(("Ana Ruiz", "said", "The lock is shut"), title="Lock shut", url="https://a.example/1")
    record.store(first)
    record.store(article(("Bo Lind", "said", "It rains"), ("a guard", "said", "so"), title="Rain", outlet="The Post"))
    changed = article(("Ana Ruiz", "said", "The lock is open"), title="Lock shut", url="https://a.example/1")
    record.store(changed)
    found = record.articles()
    assert [(each.title, each.versions, each.statements) for each in found.articles] == [
        ("Lock shut", 2, 1),
        ("Rain", 1, 2),
    ]
    assert [each.title for each in record.articles("lock").articles] == ["Lock shut"]
    assert record.articles("100%").total == 0
    assert [each.title for each in record.articles(outlet="Post").articles] == ["Rain"]
    assert [each.title for each in record.articles(limit=1, offset=1).articles] == ["Rain"]


def test_an_article_knows_its_statements_names_and_its_speakers_numbers(record: Record) -> None:
    version = record.store(article(("Ana Ruiz", "said", "The lock is shut"), ("a guard", "said", "so"))).version
    record.confirm(record.search("lock").hits[0].ref, author="Desk")
    found = record.article(version)
    judged = {found.refs[label]: kind for label, kind in found.judged.items()}
    assert judged == {record.search("lock").hits[0].ref: "confirm"}
    assert set(found.refs) == {each.id for each in found.reading.statements}
    (number,) = set(found.people.values())
    assert record.speaker(number).name == "Ana Ruiz"
    with pytest.raises(RecordError, match="there is no document 99"):
        record.article(99)


def test_a_speaker_has_roles_over_time_outlets_and_whom_they_speak_about(record: Record) -> None:
    for published, outlet, role in (
        ("2026-03-01", "The Post", "mayor"),
        ("2026-01-01", "The Ledger", "councillor"),
        ("2026-02-01", "The Ledger", "councillor"),
    ):
        said = ("Ana Ruiz", "said", "Bo Lind is late")
        reading = article(said, published=published, outlet=outlet, url=f"https://a.example/{published}")
        ana = replace(reading.actors[0], role=role)
        at = reading.document.text.index("Bo Lind")
        bo = replace(ana, id="a2", name="Bo Lind", role=None, mentions=(Span(at, at + 7),))
        record.store(replace(reading, actors=(ana, bo)))
    named = record.speakers("ana")[0]
    found = record.speaker(named.id)
    assert (named.name, named.articles, found.statements, found.articles) == ("Ana Ruiz", 3, 3, 3)
    assert [(role.role, role.first, role.last, role.articles) for role in found.roles] == [
        ("councillor", "2026-01-01", "2026-02-01", 2),
        ("mayor", "2026-03-01", "2026-03-01", 1),
    ]
    assert found.outlets == (("The Ledger", 2), ("The Post", 1))
    assert found.months == (("2026-01", 1), ("2026-02", 1), ("2026-03", 1))
    assert [(name, count) for _, name, count in found.about] == [("Bo Lind", 3)]
    assert found.forms == {"direct": 3, "mixed": 0, "indirect": 0}
    assert record.search(speaker=found.id, oldest_first=True).hits[0].date == "2026-01-01"


def test_merged_names_are_one_speaker(record: Record) -> None:
    record.store(article(("Ana Ruiz", "said", "The lock is shut"), published="2026-01-01"))
    record.store(article(("Ana Maria Ortega", "said", "The lock is open"), published="2026-01-02"))
    numbers = {each.name: each.id for each in record.speakers()}
    record.merge("Ana Ruiz", ["Ana Maria Ortega"], author="Desk")
    assert record.speaker(numbers["Ana Maria Ortega"]) == record.speaker(numbers["Ana Ruiz"])
    assert record.speaker(numbers["Ana Ruiz"]).statements == 2
    assert [each.name for each in record.speakers("ortega")] == ["Ana Ruiz"]
    assert record.search(speaker=numbers["Ana Maria Ortega"]).total == 2


def test_the_least_sure_come_first_and_what_is_judged_waits_no_more(record: Record) -> None:
    reading = article(("Ana Ruiz", "said", "The lock is shut"), ("Bo Lind", "said", "It rains"), (None, "said", "so"))
    sure = (0.9, 0.4, 0.6)
    said = tuple(replace(each, confidence=value) for each, value in zip(reading.statements, sure, strict=True))
    record.store(replace(reading, statements=said))
    assert [hit.confidence for hit in record.doubtful().hits] == [0.4, 0.6, 0.9]
    record.confirm(record.doubtful().hits[0].ref, author="Desk")
    record.reject(record.doubtful().hits[0].ref, author="Desk")
    assert [hit.confidence for hit in record.doubtful().hits] == [0.9]
    assert record.doubtful().total == 1


def test_only_the_last_judgements_are_listed_where_that_is_asked(record: Record) -> None:
    record.store(article(*[(f"Ana Ruiz {i}", "said", f"Lock {i} is shut") for i in range(4)]))
    for hit in record.doubtful().hits:
        record.confirm(hit.ref, author="Desk")
    assert [each.id for each in record.judgements(last=2)] == [3, 4]
    assert len(record.judgements()) == 4


@pytest.mark.parametrize("spans", [[], [(5, 5)], [(7, 3)], [(0, 10_000)], [(0, 8), (4, 12)], [(-3, 4)]])
def test_places_without_words_are_no_correction(record: Record, spans: list[tuple[int, int]]) -> None:
    record.store(article(("Ana Ruiz", "said", "The lock is shut")))
    ref = record.search("lock").hits[0].ref
    with pytest.raises(RecordError):
        record.correct(ref, author="Desk", content=tuple(Span(*span) for span in spans))


def test_a_statement_is_corrected_to_the_very_place_even_of_words_that_stand_there_twice(record: Record) -> None:
    version = record.store(article("No lock, no lock.", ("Ana Ruiz", "said", "The lock is shut"))).version
    ref = record.search("shut").hits[0].ref
    record.correct(ref, author="Desk", content=(Span(11, 16),))
    (statement,) = record.reading(version).statements
    assert statement.content == (Span(12, 16),)


FORMS = st.sampled_from(["direct", "mixed", "indirect"])
SAID = st.lists(st.tuples(st.sampled_from(["Ana Ruiz", "a guard", None]), FORMS), min_size=1, max_size=5)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=SAID, verdicts=st.lists(st.sampled_from(["confirm", "reject", "correct", "undo", "reread"]), max_size=6))
def test_the_overview_adds_up_whatever_is_judged_and_read_again(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str | None, str]], verdicts: list[str]
) -> None:
    parts = [(who, "said", f"word{i} is out", form) for i, (who, form) in enumerate(said)]
    with Record(tmp_path_factory.mktemp("tally") / "onrecord.db") as record:
        record.store(article(*parts, published="2026-01-05"))  # type: ignore[arg-type]
        for i, verdict in enumerate(verdicts):
            hits = record.doubtful().hits
            if verdict == "reread":
                record.store(article(*parts, published="2026-01-05", reader=f"reader {i}"))  # type: ignore[arg-type]
            elif verdict == "undo":
                done = [each for each in record.judgements() if each.kind != "undo" and not each.undone]
                if done:
                    record.undo(done[-1].id, author="Desk")
            elif hits:
                if verdict == "correct":
                    record.correct(hits[0].ref, author="Desk", form="mixed", speaker="Bo Lind")
                else:
                    (record.confirm if verdict == "confirm" else record.reject)(hits[0].ref, author="Desk")
        total = record.overview().total
        rows = list(record.rows("statements"))
    assert total.statements == len(rows)
    for form in ("direct", "mixed", "indirect"):
        assert getattr(total, form) == sum(row["form"] == form for row in rows)
    assert total.unnamed == sum(row["named"] is not None and not row["named"] for row in rows)
    assert total.unsourced == sum(row["speaker"] is None for row in rows)


def test_the_overview_goes_month_by_month_and_outlet_by_outlet(record: Record) -> None:
    record.store(article(("Ana Ruiz", "said", "one"), published="2026-01-05", outlet="The Post"))
    record.store(article(("a guard", "said", "two", "indirect"), published="2026-01", outlet="The Ledger"))
    record.store(article((None, "said", "three"), published="2026", outlet="The Post"))
    found = record.overview()
    assert [(month.name, month.articles, month.statements) for month in found.months] == [
        ("2026-01", 2, 2),
        (None, 1, 1),
    ]
    assert [(share.name, share.articles) for share in found.by_outlet] == [("The Post", 2), ("The Ledger", 1)]
    assert (found.documents, found.outlets, found.speakers) == (3, 2, 1)
    assert found.total.unnamed_share == 0.5


def test_of_very_many_matches_the_newest_come_first_on_every_page(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    dates = [f"20{year}-{month:02}-0{day}" for year in (23, 25) for month in (1, 2, 11, 12) for day in (1, 5)]
    for i, date in enumerate([*dates, "2025", "2024-11/2025-12", None]):
        record.store(
            article((f"Ana Ruiz {i}", "said", f"lock {i} is shut"), published=date, url=f"https://a.example/{i}")
        )
    pages = [record.search("lock", limit=3, offset=offset) for offset in range(0, 24, 3)]
    monkeypatch.setattr("onrecord.record.search.MANY", 2)
    assert [record.search("lock", limit=3, offset=offset) for offset in range(0, 24, 3)] == pages
    assert [hit.date for hit in record.search("lock", limit=2).hits] == ["2025-12-05", "2025-12-01"]
