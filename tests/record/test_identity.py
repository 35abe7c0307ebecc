"""The same actor in many articles is one actor of the record; others of that name are not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from onrecord.model import ActorKind, Reading
from onrecord.record import Record
from onrecord.record.names import compare, personal
from tests.record.conftest import article

Told = tuple[str, str | None] | tuple[str, str | None, ActorKind]


def report(*cast: Told, number: int = 0, aliases: Iterable[str] = (), **facts: str) -> Reading:
    """An article in which each of these speaks, in a role, the first also called by the aliases."""
    url = {"url": f"https://gazette.example/{number}"} if number else {}
    reading = article(*[(told[0], "said", f"It is shut, number {i}") for i, told in enumerate(cast)], **url, **facts)
    actors = []
    for actor in reading.actors:
        told = next(told for told in cast if told[0] == actor.name)
        kind = told[2] if len(told) == 3 else "person"
        actors.append(replace(actor, role=told[1], kind=kind, named=True))
    actors[0] = replace(actors[0], aliases=tuple(aliases))
    return replace(reading, actors=tuple(actors))


def groups(record: Record) -> set[frozenset[tuple[int, str]]]:
    """Which actors of which articles are one, by article and name."""
    with closing(sqlite3.connect(record.path)) as connection:
        rows = connection.execute(
            "SELECT coalesce(i.same_as, i.id), a.version, a.name FROM actors a JOIN identities i ON i.id = a.identity"
        ).fetchall()
    return {frozenset((v, name) for other, v, name in rows if other == one) for one in {row[0] for row in rows}}


def one_actor(record: Record, *told: Told | tuple[Told, dict[str, str]]) -> bool:
    """Are these, each of an article of its own, one actor?"""
    for i, each in enumerate(told, 1):
        if isinstance(each[1], dict):
            record.store(report(each[0], number=i, **each[1]))
        else:
            record.store(report(each, number=i))
    return len(groups(record)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Sen. John Smith", None), ("John Smith", "the senator")),
        (("John Smith", "senator"), ("John Smith", None)),
        (("John Q. Smith", None), ("John Smith", None)),
        (("John Quincy Smith", "senator"), ("John Q. Smith", None)),
        (("Smith, John", None), ("John Smith", None)),
        (("SMITH, JOHN", None), ("John Smith", None)),
        (("Dr. José Álvarez", None), ("Jose Alvarez", None)),
        (("Ursula von der Aue", None), ("Ursula Von Der Aue", None)),
        (("Ahmed al-Sabti", None), ("Ahmed Al Sabti", None)),
        (("Katherine O'Neil", None), ("Katherine O’Neil", None)),
        (("Olena Zelinsky", None), ("Olena Zelinskyy", None)),
        (("J.D. Hale", None), ("J. D. Hale", None)),
        (("J. Smith", "harbour master"), ("John Smith", "harbour master of Ansel")),
        (("Bob Hale", "county engineer"), ("Robert Hale", "the county engineer")),
        (("Hale", "engineer of Ansel County"), ("Nora Hale", "engineer of Ansel County")),
        (("习近平", None), ("习近平", None)),
        (("Владимир Сорин", None), ("Владимир Сорин", None)),
        (("محمد الحسن", None), ("محمد الحسن", None)),
        (("Republican Maren Holt", None), ("Maren Holt", None)),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_one_person_in_two_articles_is_one(record: Record, one: Told, other: Told, turned: bool) -> None:
    assert one_actor(record, *((other, one) if turned else (one, other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("John Smith", "senator"), ("John Smith", "baker")),
        (("John Smith", "mayor of Ansel"), ("John Smith", "mayor of Dunmore")),
        (("John Smith", "senator"), ("John Smith", "former head of a shoe shop")),
        (("John Smith", "the British minister"), ("John Smith", "the Canadian minister")),
        (("John A. Smith", None), ("John B. Smith", None)),
        (("John Smith", None), ("John Smith Jr.", None)),
        (("John Smith", None), ("Joan Smith", None)),
        (("Marty Falsh", None), ("Marty Falz", None)),
        (("Maren Holt Endorses Jon Aske For Mayor", None), ("Jon Aske", None)),
        (("Smith", None), ("Smith", None)),
        (("Mayor Smith", "mayor"), ("Mayor Smith", "mayor")),
        (("Smith", None), ("John Smith", None)),
        (("J. Smith", None), ("John Smith", None)),
        (("Sam Hale", None), ("Samuel Hale", None)),
        (("Ana Ruiz", None), ("Ana Ruiz-Toll", None)),
        (("James Martin", None), ("Martin James", None)),
        (("Mercury Hale", None, "person"), ("Mercury Hale", None, "organization")),
        (("the City Council", None, "organization"), ("the City Council", None, "organization")),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_two_people_are_two(record: Record, one: Told, other: Told, turned: bool) -> None:
    assert not one_actor(record, *((other, one) if turned else (one, other)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("U.S.", None, "country"), ("the United States", None, "country"), True),
        (("Moscow", None, "country"), ("Russia", None, "country"), True),
        (("Moscow", None, "place"), ("Russia", None, "country"), False),
        (("EU", None, "organization"), ("the European Union", None, "organization"), True),
        (("Holt & Vale Ltd", None, "organization"), ("Holt and Vale", None, "organization"), True),
        (("Ansel Ferry Company", None, "organization"), ("Ansel Ferry Museum", None, "organization"), False),
    ],
)
def test_bodies_and_countries_by_their_names(record: Record, one: Told, other: Told, same: bool) -> None:
    assert one_actor(record, one, other) == same


@pytest.mark.parametrize("turned", [False, True])
def test_initials_are_the_body_whose_an_article_says_they_are(record: Record, turned: bool) -> None:
    whole = report(("Ansel Port Authority", None, "organization"), number=1, aliases=["APA"])
    short = report(("APA", None, "organization"), number=2)
    for reading in (short, whole) if turned else (whole, short):
        record.store(reading)
    assert len(groups(record)) == 1
    assert record.search(who="APA").total == 2


def test_a_head_of_state_is_known_by_surname_office_and_day(record: Record) -> None:
    assert one_actor(
        record,
        (("Macron", "French President"), {"published": "2020-05-04"}),
        (("Emmanuel Macron", None), {"published": "2020-06-01"}),
    )
    record.store(report(("Macron", None), number=3, published="2020-05-04"))
    assert len(groups(record)) == 2


def test_whom_one_article_tells_apart_are_two_even_by_the_same_name(record: Record) -> None:
    reading = report(("John Smith", "fisherman"), ("J. Smith", "student"), number=1)
    twins = tuple(replace(actor, name="John Smith") for actor in reading.actors)
    record.store(replace(reading, actors=twins))
    assert record.stats().actors == 2
    record.store(report(("John Smith", "a student"), number=2))
    assert {frozenset({1, 2}), frozenset({1})} == {frozenset(v for v, _ in group) for group in groups(record)}


def test_whom_an_article_means_is_not_guessed_among_namesakes(record: Record) -> None:
    record.store(report(("John Smith", "senator"), number=1))
    record.store(report(("John Smith", "baker"), number=2))
    record.store(report(("John Smith", None), number=3))
    assert len(groups(record)) == 3


def test_of_namesakes_the_one_who_is_everywhere_is_meant(record: Record) -> None:
    for number in range(1, 13):
        record.store(report(("John Smith", "senator"), number=number))
    record.store(report(("John Smith", "baker"), number=20))
    record.store(report(("John Smith", None), number=21))
    assert sorted(map(len, groups(record))) == [1, 13]


def test_the_order_of_the_articles_does_not_matter(tmp_path: Path) -> None:
    cast: list[Told] = [
        ("J. Smith", "senator for Ansel"),
        ("John Smith", "senator for Ansel County"),
        ("John Smith", "the senator"),
        ("Smith", "senator for Ansel"),
        ("John Smith", "baker"),
    ]
    found = set()
    for order in list(permutations(range(5)))[::6]:
        with Record(tmp_path / f"{order}.db") as record:
            for i in order:
                record.store(report(cast[i], number=i + 1))
            numbers = dict(enumerate(order, 1))
            found.add(frozenset(frozenset(numbers[v] for v, _ in group) for group in groups(record)))
    assert found == {frozenset({frozenset({0, 1, 2, 3}), frozenset({4})})}


def test_an_actor_is_shown_and_found_by_the_name_most_articles_use(record: Record) -> None:
    record.store(report(("Maren Adela Holt", "mayor"), number=1))
    for number in (2, 3):
        record.store(report(("Maren Holt", "mayor"), number=number))
    assert {hit.speaker for hit in record.search(who="Maren Adela Holt").hits} == {"Maren Holt"}
    assert record.search(who="Maren Holt").total == 3


def test_statements_of_before_are_found_once_it_is_known_whose_they_are(record: Record) -> None:
    record.store(report(("J. Smith", "harbour master"), number=1))
    assert record.search(who="John Smith").total == 0
    record.store(report(("John Smith", "harbour master of Ansel"), number=2))
    assert record.search(who="John Smith").total == 2


def test_people_have_the_last_word_on_who_is_who(record: Record) -> None:
    for number in (1, 2):
        record.store(report(("John Smith", "senator"), number=number))
    record.store(report(("Jack Smith", None), number=3))
    record.split("John Smith", ["https://gazette.example/2"], author="Editor")
    record.merge("Jack Smith", ["Jack Smith", "John Smith"][1:], author="Editor")
    apart = groups(record)
    for number in (1, 2, 3):
        name, role = ("Jack Smith", None) if number == 3 else ("John Smith", "senator")
        assert record.store(replace(report((name, role), number=number), reader="onrecord test 2")).outcome == "reread"
    record.store(report(("J. Smith", "senator"), number=9))
    assert {frozenset(each for each in group if each[0] < 4) for group in groups(record)} - {frozenset()} == apart


def test_a_record_linked_by_an_older_version_is_linked_anew(record: Record) -> None:
    for number, name in ((1, "Maren Holt"), (2, "Maren Adela Holt")):
        record.store(report((name, "mayor"), number=number))
    with closing(sqlite3.connect(record.path)) as connection, connection:
        connection.execute("DELETE FROM identity_names")
        connection.execute(
            "INSERT INTO identities (key, name, kind) VALUES ('person:other', 'Maren A. Holt', 'person')"
        )
        connection.execute("UPDATE actors SET likeness = NULL, grounds = NULL")
        connection.execute("UPDATE actors SET identity = last_insert_rowid() WHERE version = 2")
    assert len(groups(record)) == 2
    record.store(report(("Maren Holt", None), number=3))
    assert len(groups(record)) == 1
    assert record.search(who="Maren Holt").total == 3


@pytest.mark.parametrize("name", ["", " ", ".", "Dr.", "'s", "the", "—", "Mr. Mr.", "42", "ß", "J.", "Jr.", "O'"])
def test_any_name_can_be_stored(record: Record, name: str) -> None:
    record.store(report((name or "x", None), number=1))
    record.store(report((name or "x", "mayor"), number=2))
    assert record.stats().statements == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("Nora Vale", "Nora Vale-Hart"), ("N. Vale", "Nora Vale"), ("Vale", "Nora Vale"), ("Bob Vale", "Robert Vale")],
)
def test_what_has_to_be_confirmed_is_less_than_the_same_name(one: str, other: str) -> None:
    first, second = personal(one), personal(other)
    assert first is not None
    assert second is not None
    assert compare(first, second) == compare(second, first)
    assert 0 < compare(first, second)[0] < 0.9
