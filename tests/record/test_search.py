"""Finding statements by their words, who said them, of whom, where and when."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.record import Record, RecordError
from onrecord.record.dates import bounds
from onrecord.record.search import Filters, Found
from onrecord.record.tags import between, tags
from tests.record.conftest import article

LOCK = article(
    ("Ana Ruiz", "said", "The lock gate is shut until spring"),
    ("Ben Oduya", "said", "that the canal company had closed the gates", "indirect"),
    ("a boat owner", "said", "Nobody told us about the closure"),
    outlet="The Gazette",
    published="2025-12-14",
    url="https://gazette.example/lock",
    title="Lock shut",
)
BRIDGE = article(
    ("Ana Ruiz", "said", "The bridge will open in March"),
    ("Ana Ruiz-Toll", "replied", "The gate of the lock was never the problem"),
    (None, "thought", "the bridge is safe", "indirect"),
    outlet="The Herald",
    published="2026-01-20",
)


@pytest.fixture
def full(record: Record) -> Record:
    record.store(LOCK)
    record.store(BRIDGE)
    return record


def words(found: Found) -> list[str]:
    return [hit.words.strip('"') for hit in found.hits]


def test_words_find_statements_newest_first(full: Record) -> None:
    found = full.search("lock gate")
    assert words(found) == ["The gate of the lock was never the problem", "The lock gate is shut until spring"]
    hit = found.hits[1]
    assert (hit.speaker, hit.outlet, hit.date, hit.title) == ("Ana Ruiz", "The Gazette", "2025-12-14", "Lock shut")
    assert hit.url == "https://gazette.example/lock"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ('"lock gate"', 1),
        ("“lock gate”", 1),
        ("gat*", 3),
        ("bridge OR closure", 3),
        ("gate NOT problem", 1),
        ("gate -problem", 1),
        ("(bridge OR closure) AND nobody", 1),
        ("LOCK", 2),
        ("gatehouse", 0),
        ("words", 0),
        ("fd", 0),
    ],
)
def test_phrases_prefixes_and_operators(full: Record, query: str, count: int) -> None:
    assert full.search(query).total == count


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"who": "Ana Ruiz"}, 2),
        ({"who": "ana ruiz"}, 2),
        ({"who": "Ruiz"}, 3),
        ({"who": "Nobody At All"}, 0),
        ({"form": "indirect"}, 2),
        ({"outlet": "the gazette"}, 3),
        ({"outlet": "The Post"}, 0),
        ({"since": "2026"}, 3),
        ({"until": "2025-12"}, 3),
        ({"since": "2025-12-15", "until": "2026-01-19"}, 0),
        ({"since": "2025-12-14", "until": "2025-12-14"}, 3),
        ({"since": "2026", "until": "2025"}, 0),
        ({"about": "bridge"}, 2),
        ({"query": "gate", "who": "Ana Ruiz", "form": "direct"}, 1),
        ({"query": "gate", "outlet": "The Herald", "since": "2026-01"}, 1),
        ({}, 6),
    ],
)
def test_filters_combine(full: Record, filters: dict[str, str], count: int) -> None:
    assert full.search(**filters).total == count  # type: ignore[arg-type]


def test_what_mentions_an_actor_by_another_word_is_about_it(record: Record) -> None:
    reading = article(("Ana Ruiz", "said", "He never came"), ("Ben Oduya", "said", "I was there"))
    text = reading.document.text
    he = Span(text.index("He"), text.index("He") + 2)
    ben = next(actor for actor in reading.actors if actor.name == "Ben Oduya")
    cast = tuple(replace(a, mentions=(*a.mentions, he)) if a is ben else a for a in reading.actors)
    record.store(replace(reading, actors=cast))
    assert words(record.search(about="Ben Oduya")) == ["He never came"]


def test_a_page_of_results_and_how_many_there_are(full: Record) -> None:
    first, second = full.search("the", limit=2), full.search("the", limit=2, offset=2)
    assert first.total == second.total == 6
    assert not set(words(first)) & set(words(second))


def test_counts_by_speaker_outlet_and_month(full: Record) -> None:
    counts = full.facets(Filters(query="gate OR bridge"))
    assert counts["speakers"] == [("Ana Ruiz", 2), ("Ana Ruiz-Toll", 1)]
    assert counts["outlets"] == [("The Herald", 3), ("The Gazette", 1)]
    assert counts["months"] == [("2025-12", 1), ("2026-01", 3)]


def test_a_speakers_positions_come_in_the_order_of_time(full: Record) -> None:
    full.store(article(("Ana Ruiz", "said", "The bridge will never open"), published="2025-01-02"))
    found = full.positions("Ana Ruiz", about="bridge")
    assert words(found) == ["The bridge will never open", "The bridge will open in March"]


def test_people_with_only_a_surname_stay_apart(record: Record) -> None:
    for outlet in ("The Gazette", "The Herald"):
        record.store(article(("Ruiz", "said", "It is shut"), ("Ana Toll", "said", "It is not"), outlet=outlet))
    assert record.stats().actors == 3
    assert record.search(who="Ruiz").total == 2


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "“”",
        "—",
        '"',
        '"unclosed phrase',
        "*",
        "a*b*",
        "words:gate",
        "{words tags}: gate",
        "NEAR(a b)",
        "^gate",
    ],
)
def test_punctuation_is_no_operator(full: Record, query: str) -> None:
    full.search(query)


@pytest.mark.parametrize("query", ["(gate", "gate)", "NOT gate", "-gate", "gate NOT", "OR", "gate OR", "(" * 100])
def test_a_query_that_means_nothing_is_refused_in_one_line(full: Record, query: str) -> None:
    with pytest.raises(RecordError) as error:
        full.search(query)
    assert "\n" not in str(error.value)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = Record(tmp_path_factory.mktemp("search") / "onrecord.db")
    record.store(LOCK)
    return record


QUERIES = st.text(max_size=40) | st.lists(
    st.sampled_from(
        ["gate", "AND", "OR", "NOT", "(", ")", '"', "*", "-", "NEAR", ":", "^", "+", "{", "tags", "\0", "'"]
    ),
    max_size=12,
).map(" ".join)


@given(query=QUERIES, who=st.none() | QUERIES, about=st.none() | QUERIES)
@settings(max_examples=150)
def test_any_query_is_answered_or_refused_in_one_line(
    shared: Record, query: str, who: str | None, about: str | None
) -> None:
    try:
        shared.search(query, who=who, about=about)
    except RecordError as error:
        message = str(error)
    else:
        message = ""
    assert "fts5" not in message
    assert "syntax" not in message


@given(actor=st.sampled_from(["Ana Ruiz", "Łukasz Żak", "Chloé d'Arc", "李 明", "O'Neil 3rd"]))
@settings(max_examples=5)
def test_names_of_any_script_are_found(tmp_path_factory: pytest.TempPathFactory, actor: str) -> None:
    with Record(tmp_path_factory.mktemp("names") / "onrecord.db") as record:
        record.store(article((actor, "said", "It is shut")))
        assert record.search(who=actor).total == 1


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2026", (20260101, 20261231)),
        ("2024-02", (20240201, 20240229)),
        ("2026-01-05~", (20260105, 20260105)),
        ("[2017-04..2019-07]", (20170401, 20190731)),
        ("[2025-05..]", (20250501, 99991231)),
        ("2025-02-30", None),
        ("2025-13", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_dates_are_as_wide_as_they_are_vague(edtf: str | None, days: tuple[int, int] | None) -> None:
    assert bounds(edtf) == days


DAYS = st.dates().map(lambda each: each.year * 10000 + each.month * 100 + each.day)


@given(DAYS, DAYS, DAYS, st.none() | DAYS)
@settings(deadline=None)
def test_tags_never_hide_a_statement_that_is_within_the_dates(a: int, b: int, since: int, until: int | None) -> None:
    first, last = min(a, b), max(a, b)
    if since > (until or 99991231) or last < since or first > (until or 99991231):
        return
    wanted = between(since, until)
    given_tags = tags(form="direct", speaker=None, about=(), outlet=None, days=(first, last), superseded=False)
    assert wanted is None or set(given_tags.split()) & set(wanted)


def test_actors_of_different_kinds_are_not_the_same(record: Record) -> None:
    record.store(article(("Mercury Hale", "said", "It is shut")))
    reading = article(("Mercury Hale", "said", "It is open"))
    company = tuple(replace(actor, kind="organization") for actor in reading.actors)
    record.store(replace(reading, actors=company))
    assert record.stats().actors == 2


def test_a_source_without_a_name_is_found_by_its_description(record: Record) -> None:
    record.store(
        article(("a senior board official", "said", "The gate was never tested"), ("Ana Ruiz", "said", "It was"))
    )
    record.store(article(("the former officials", "said", "It rained all year")))
    for who in ("senior official", "a Senior board official", "official senior"):
        assert [hit.speaker for hit in record.search(who=who).hits] == ["a senior board official"]
    assert record.search(who="senior officials").total == 0
    assert record.search(who="officials", about="rained").total == 1
    assert record.search("gate", who="Ana Ruiz").total == 0
    assert record.positions("senior official", about="gate").total == 1


def test_somebody_is_found_by_the_other_names_that_articles_use(record: Record) -> None:
    reading = article(("Ana Ruiz", "said", "It rained"), ("Ida Toll", "said", "It did not"))
    ana = replace(reading.actors[0], aliases=("the Iron Duchess", "Annie Ruiz"))
    record.store(replace(reading, actors=(ana, reading.actors[1])))
    for who in ("Iron Duchess", "the iron duchess", "Annie Ruiz"):
        assert [hit.speaker for hit in record.search(who=who).hits] == ["Ana Ruiz"]


def test_a_speakers_number_that_is_nobodys_finds_nothing(full: Record) -> None:
    for number in (-1, 0, 2**63 - 1):
        assert full.search(speaker=number).hits == ()
