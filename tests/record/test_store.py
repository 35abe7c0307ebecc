"""What goes into the record comes out of it, once."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, inspect

from onrecord.model import (
    Actor,
    ActorKind,
    Affiliation,
    ChannelKind,
    Commitment,
    Document,
    Event,
    EventType,
    Factuality,
    Forecast,
    Participant,
    Predicate,
    Reading,
    Relation,
    Sourcing,
    Span,
    Statement,
    Suggestion,
    TimeExpression,
)
from onrecord.record import Record, RecordError
from onrecord.record.schema import actors, events, metadata, relations, statements
from tests.record.conftest import article

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)
IDS = st.text("abcxyz0123456789", min_size=1, max_size=4)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading: spans anywhere, nested statements, names of any script."""
    text = draw(TEXTS)
    offsets = st.integers(0, len(text))
    spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), offsets, offsets)
    some = st.lists(spans, max_size=3).map(tuple)
    facts = st.none() | TEXTS
    document = Document(
        text,
        draw(some),
        title=draw(facts),
        outlet=draw(facts),
        authors=tuple(draw(st.lists(TEXTS, max_size=2))),
        url=draw(st.none() | st.just("https://paper.example/a?utm_source=x")),
        published=draw(st.sampled_from([None, "2026", "2026-01", "2026-01-05~"])),
        language=draw(st.none() | st.just("en")),
    )
    place = st.none() | spans
    kinds: st.SearchStrategy[ActorKind] = st.sampled_from(get_args(ActorKind))
    cast = tuple(
        Actor(
            each,
            draw(TEXTS),
            draw(kinds),
            draw(st.booleans()),
            draw(facts),
            draw(st.none() | spans),
            draw(some),
            draw(st.lists(st.builds(Affiliation, TEXTS, facts, facts, facts, spans), max_size=2).map(tuple)),
            draw(st.lists(TEXTS, max_size=2).map(tuple)),
            draw(st.lists(st.builds(Suggestion, TEXTS, TEXTS, TEXTS, st.floats(0, 1)), max_size=2).map(tuple)),
            draw(st.lists(IDS, max_size=2).map(tuple)),
        )
        for each in draw(st.lists(IDS, unique=True, max_size=4))
    )
    ids = draw(st.lists(IDS, unique=True, max_size=5))
    said = tuple(
        Statement(
            each,
            draw(some),
            draw(some),
            draw(some),
            draw(st.sampled_from(["direct", "mixed", "indirect"])),
            draw(st.none() | st.sampled_from([actor.id for actor in cast])) if cast else None,
            draw(st.none() | st.sampled_from(ids[:i])) if i else None,
            draw(st.floats(0, 1)),
            draw(facts),
            draw(place),
            draw(facts),
            draw(place),
            draw(facts),
            draw(place),
            draw(facts),
            draw(st.none() | st.sampled_from(get_args(ChannelKind))),
            draw(place),
            draw(st.none() | st.sampled_from([actor.id for actor in cast])) if cast else None,
            draw(place),
            draw(st.sampled_from(get_args(Commitment))),
            draw(st.booleans()),
            draw(some),
            draw(st.none() | st.sampled_from(get_args(Sourcing))),
            draw(place),
            draw(st.none() | st.builds(Forecast, some, facts, place, place)),
        )
        for i, each in enumerate(ids)
    )
    kinds_of_time: st.SearchStrategy[Any] = st.sampled_from(["date", "time", "duration", "set"])
    times = draw(st.lists(st.builds(TimeExpression, spans, kinds_of_time, facts), max_size=2).map(tuple))
    who, whose = st.sampled_from([each.id for each in cast] or [""]), st.sampled_from([None, *ids])
    several = st.lists(st.sampled_from(ids or [""]), max_size=2).map(tuple) if ids else st.just(())
    events = tuple(
        Event(
            f"e{i}",
            draw(st.sampled_from(get_args(EventType))),
            draw(spans),
            draw(some),
            draw(st.lists(st.builds(Participant, who, _ROLES, spans), max_size=3).map(tuple)) if cast else (),
            draw(st.sampled_from(get_args(Factuality))),
            draw(st.floats(0, 1)),
            draw(st.none() | who) if cast else None,
            draw(place),
            draw(facts),
            draw(place),
            draw(whose),
            draw(several),
        )
        for i in range(draw(st.integers(0, 3)))
    )
    relations = tuple(
        Relation(
            f"r{i}",
            draw(who),
            draw(st.sampled_from(get_args(Predicate))),
            draw(who),
            draw(st.lists(spans, min_size=1, max_size=2).map(tuple)),
            draw(st.floats(0, 1)),
            draw(facts),
            draw(facts),
            draw(facts),
            draw(whose),
            draw(several),
        )
        for i in range(draw(st.integers(0, 2)) if cast else 0)
    )
    return Reading(document, draw(TEXTS), cast, said, times, events, relations)


_ROLES: st.SearchStrategy[Any] = st.sampled_from(["actor", "recipient"])


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty record, to copy."""
    path = tmp_path_factory.mktemp("empty") / "onrecord.db"
    Record(path).close()
    return path


@given(reading=readings())
@settings(max_examples=50)
def test_a_reading_comes_back_as_it_was_stored(reading: Reading, empty: Path) -> None:
    with Record(shutil.copy(empty, empty.with_name("copy.db"))) as record:
        stored = record.store(reading)
        assert record.reading(stored.version, judged=False) == reading
        assert record.reading(stored.version) == reading


def test_every_attribute_of_the_nouns_has_its_place() -> None:
    """A new attribute of the model needs a migration and a column, or it would be lost in the record."""
    assert {field.name for field in fields(Statement)} - {"id"} <= set(statements.c.keys())
    assert {field.name for field in fields(Actor)} - {"id", "mentions"} <= set(actors.c.keys())
    assert {field.name for field in fields(Event)} - {"id", "participants"} <= set(events.c.keys())
    assert {field.name for field in fields(Relation)} - {"id"} <= set(relations.c.keys())


def test_the_tables_of_the_migrations_are_those_of_the_schema(tmp_path: Path) -> None:
    Record(tmp_path / "onrecord.db").close()
    found = inspect(create_engine(f"sqlite:///{tmp_path / 'onrecord.db'}"))
    for table in metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {c.name: c.nullable or (c.primary_key and c.name == "id") for c in table.c} | {
            c.name: columns[c.name] for c in table.primary_key
        }, table.name
        keys = {(k["constrained_columns"][0], k["referred_table"]) for k in found.get_foreign_keys(table.name)}
        assert keys == {(c.name, key.column.table.name) for c in table.c for key in c.foreign_keys}, table.name


def test_the_same_article_is_stored_once(record: Record) -> None:
    reading = article(("Ana Ruiz", "said", "The lock is shut"), url="https://gazette.example/lock")
    first, again = record.store(reading), record.store(reading)
    assert (first.outcome, again.outcome) == ("new", "known")
    assert first.version == again.version


@pytest.mark.parametrize(
    "address",
    [
        "http://GAZETTE.example/lock",
        "https://gazette.example/lock/",
        "https://gazette.example:443/lock?utm_source=feed&fbclid=x#top",
    ],
)
def test_an_address_spelt_otherwise_is_the_same_document(record: Record, address: str) -> None:
    record.store(article(("Ana Ruiz", "said", "The lock is shut"), url="https://gazette.example/lock"))
    changed = article(("Ana Ruiz", "said", "The lock is open"), url=address)
    assert record.store(changed).outcome == "version"
    other = article(("Ana Ruiz", "said", "The lock is open"), url="https://gazette.example/lock?page=2")
    assert record.store(other).outcome == "new"


def test_the_same_words_in_two_outlets_are_two_documents(record: Record) -> None:
    reading = article(("Ana Ruiz", "said", "The lock is shut"))
    for outlet in ("The Gazette", "The Herald"):
        copy = replace(reading, document=replace(reading.document, outlet=outlet))
        assert record.store(copy).outcome == "new"
    assert record.store(reading).outcome == "known"


def test_facts_that_become_known_are_taken_over(record: Record) -> None:
    reading = article(("Ana Ruiz", "said", "The lock is shut"))
    first = record.store(reading)
    dated = replace(
        reading, document=replace(reading.document, published="2026-01-05", url="https://gazette.example/lock")
    )
    assert not record.holds(dated.document, reading.reader)
    assert record.store(dated) == replace(first, outcome="reread")
    assert record.reading(first.version).document == dated.document
    assert record.store(reading).outcome == "known"


def test_a_newer_reader_replaces_what_the_older_found(record: Record) -> None:
    older = article(("Ana Ruiz", "said", "The lock is shut"), ("Ben Oduya", "said", "It is not"))
    newer = replace(older, reader="onrecord test 2", statements=older.statements[1:], actors=older.actors[1:])
    record.store(older, digest="d")
    assert record.has("d", "onrecord test 1")
    assert not record.has("d", "onrecord test 2")
    stored = record.store(newer)
    assert stored.outcome == "reread"
    assert record.reading(stored.version, judged=False) == newer
    with sqlite3.connect(record.path) as connection:
        assert connection.execute("SELECT count(*) FROM statements").fetchone() == (1,)
        connection.execute("INSERT INTO statement_index (statement_index) VALUES ('integrity-check')")
        found = connection.execute("SELECT count(*) FROM statement_index WHERE statement_index MATCH 'lock'")
        assert found.fetchone() == (0,)


def test_several_readings_are_stored_together_or_not_at_all(record: Record) -> None:
    good = article(("Ana Ruiz", "said", "The lock is shut"))
    broken = replace(good, document=replace(good.document, text="\ud800"))
    with pytest.raises(UnicodeEncodeError):
        record.store_all([(good, None), (broken, None)])
    assert record.store(good).outcome == "new"


def test_what_another_reader_has_read_is_outdated_and_replaced(record: Record) -> None:
    older = article(("Ana Ruiz", "said", "The lock is shut"), url="https://gazette.example/lock")
    other = article(("Ida Toll", "said", "It rained"), reader="onrecord test 2")
    versions = [record.store(each).version for each in (older, other)]
    assert record.outdated("onrecord test 2") == versions[:1]
    assert record.outdated("onrecord test 3") == versions
    assert record.outdated("onrecord test 2", until="2100") == versions
    assert record.document(versions[0]) == older.document
    newer = replace(older, reader="onrecord test 2", statements=(), actors=())
    record.replace_all([(versions[0], newer)])
    assert record.reading(versions[0]) == newer
    assert record.outdated("onrecord test 2") == []
    with pytest.raises(RecordError, match="not of the text"):
        record.replace_all([(versions[0], other)])
