"""What happened: who did what to whom, where, when, how real, and who says so."""

from __future__ import annotations

import pytest

from onrecord import read
from onrecord.export.happenings import told_as_fact
from onrecord.model import Event, Reading
from onrecord.reading.events.inflection import forms
from onrecord.reading.events.offsets import _AWAY, shifted
from onrecord.reading.events.triggers import tokens, triggers


def told(text: str, published: str = "2031-05-14") -> tuple[Reading, list[Event]]:
    reading = read(text, published=published)
    return reading, list(reading.events)


def sides(reading: Reading, event: Event) -> tuple[list[str], list[str]]:
    names = {actor.id: actor.name for actor in reading.actors}
    return (
        [names[p.actor] for p in event.participants if p.role == "actor"],
        [names[p.actor] for p in event.participants if p.role == "recipient"],
    )


def of_type(events: list[Event], type_: str) -> Event:
    found = [event for event in events if event.type == type_]
    assert found, [event.type for event in events]
    return found[0]


def test_a_signing_has_both_sides_and_its_day() -> None:
    reading, events = told("On May 12, Norway signed a fisheries agreement with Iceland.\n\nNobody else was invited.")
    event = of_type(events, "SUPPORT")
    assert sides(reading, event) == (["Norway"], ["Iceland"])
    assert (event.date, event.factuality, event.asserted_by) == ("2031-05-12", "happened", None)


def test_a_passive_turns_the_sides_round() -> None:
    reading, events = told("The journalist Marta Okoro was arrested by police in Lusaka on Tuesday.")
    event = of_type(events, "COERCE")
    assert sides(reading, event) == (["police"], ["Marta Okoro"])
    assert event.date == "2031-05-13"


def test_a_capital_acts_for_its_country() -> None:
    reading, events = told("Kenya said it was ready to talk. Nairobi expelled Uganda's ambassador on Monday.")
    assert sides(reading, of_type(events, "SANCTION"))[0] == ["Kenya"]


def test_unnamed_groups_take_part() -> None:
    reading, events = told("In Puerto Cobre, Chile, gunmen killed two customs officers on Friday.")
    assert sides(reading, of_type(events, "ASSAULT")) == (["gunmen"], ["two customs officers"])


def test_one_event_told_twice_is_one_event() -> None:
    reading, events = told(
        "Chad arrested the rebel leader Idris Kolo on May 2. Kolo's arrest surprised his own guards.\n\n"
        "He had been in the capital for a week."
    )
    arrests = [event for event in events if event.type == "COERCE"]
    assert len(arrests) == 1
    assert len(arrests[0].mentions) == 2
    assert sides(reading, arrests[0]) == (["Chad"], ["Idris Kolo"])


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Peru will withdraw its troops from Bolivia on Saturday.", "planned"),
        ("Peru could attack Bolivia if the talks fail.", "hypothetical"),
        ("Peru has not attacked Bolivia.", "denied"),
        ("Peru attacked Bolivia on Saturday.", "happened"),
    ],
)
def test_how_real_it_is(text: str, factuality: str) -> None:
    from onrecord.reading.events.drafts import drafts
    from onrecord.reading.events.people import People
    from onrecord.reading.sentences import Layout

    reading = read(text, published="2031-05-14")
    document = reading.document
    layout = Layout(document.text, document.paragraphs)
    people = People(document.text, reading.actors, document.published)
    found = list(drafts(document, layout, people, reading.actors, reading.statements, reading.times))
    assert found[0].factuality == factuality


def test_negated_and_hypothetical_deeds_are_no_facts() -> None:
    _, events = told("Peru has not attacked Bolivia. It could invade Chile if Chile bombed Lima.")
    assert not [event for event in events if event.factuality in ("happened", "ongoing")]


@pytest.mark.parametrize(
    "text",
    [
        "Northgate United attacked from the first whistle and their striker fired home a late goal in the cup final.",
        "The supermarkets' price war has hit the profits of every retailer and its investors.",
        "The city is losing its war on litter and its battle against inflation.",
    ],
)
def test_sport_and_trade_wage_no_wars(text: str) -> None:
    _, events = told(text)
    assert not [event for event in events if event.type in ("ASSAULT", "MOBILIZE", "COERCE")]


def test_nature_assaults_nobody() -> None:
    _, events = told("Cyclone Odile killed at least 30 people in northern Mozambique on Sunday.")
    assert not [event for event in events if event.type == "ASSAULT"]


def test_what_is_only_claimed_has_its_teller_and_its_denier() -> None:
    reading, events = told(
        "Villagers say the mine's guards fired on a crowd outside the gate.\n\n"
        "The company denies that any shots were fired."
    )
    event = of_type(events, "ASSAULT")
    assert event.asserted_by in {statement.id for statement in reading.statements}
    assert event.disputed_by
    assert event.factuality == "disputed"


def test_a_day_counted_from_another_event() -> None:
    match = _AWAY.search("a day after gunmen ")
    assert match is not None
    assert shifted("2031-02-25", match) == "2031-02-24"
    match = _AWAY.search("a little over a year after the ")
    assert match is not None
    assert shifted("2031-01-03", match) == "2029-12~"
    match = _AWAY.search("two weeks before the ")
    assert match is not None
    assert shifted("2031-01", match) is None  # a month is too coarse to count weeks from


def test_forms_of_verbs() -> None:
    assert forms("ban") == ("ban", "bans", "banned", "banning")
    assert forms("deny") == ("deny", "denies", "denied", "denying")
    assert forms("withdraw")[1:] == ("withdraws", "withdrew", "withdrawn", "withdrawing")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Ghana imposed new sanctions on Togo", [("SANCTION", "imposed")]),
        ("The station closed its doors", []),
        ("Soldiers shot down a drone", [("ASSAULT", "shot down")]),
        ("The heads of state held talks in Riga", [("CONSULT", "held")]),
    ],
)
def test_a_verb_is_told_by_its_object(sentence: str, found: list[tuple[str, str]]) -> None:
    words = tokens(sentence, 0, len(sentence))
    assert [(t.type, t.span.of(sentence)) for t in triggers(words) if t.type != "OTHER"] == found


def test_every_span_is_in_the_text_and_every_id_known() -> None:
    reading, events = told(
        "LIMA, May 14 (Wire) -- Peru shut its border with Chile on Monday, a day after gunmen killed two guards "
        "in Arica, and recalled its ambassador. “We will not be attacked twice,” said Foreign Minister Rosa Quispe."
    )
    ids = {actor.id for actor in reading.actors}
    statements = {statement.id for statement in reading.statements}
    assert events
    for event in events:
        for span in (event.trigger, *event.mentions, *(p.span for p in event.participants)):
            assert 0 <= span.start < span.end <= len(reading.document.text)
        assert {p.actor for p in event.participants} | ({event.place} - {None}) <= ids
        assert event.asserted_by is None or event.asserted_by in statements
        assert 0 < event.confidence < 1


def test_strikes_from_the_air_are_assaults_and_those_of_workers_protests() -> None:
    reading, events = told("Peru launched air strikes on northern Bolivia on Sunday.")
    assert sides(reading, of_type(events, "ASSAULT")) == (["Peru"], ["Bolivia"])
    _, events = told("Dockers in Varn went on strike on Monday, demanding higher pay.")
    assert [event.type for event in events] == ["PROTEST"]


def test_a_border_is_shut_to_the_neighbour() -> None:
    reading, events = told(
        "Peru reopened its border with Bolivia on 9 May.\n\n"
        "Peru had shut the Larsa crossing on 2 May, and Bolivia waited."
    )
    assert sides(reading, of_type(events, "SANCTION")) == (["Peru"], ["Bolivia"])


def test_a_day_is_counted_back_from_what_came_later() -> None:
    _, events = told("Chad expelled the ambassador of Mali. Two days later, on May 12, it signed a pact with Niger.")
    assert of_type(events, "SANCTION").date == "2031-05-10"


def test_members_of_a_pair_take_part_each_for_itself() -> None:
    reading, events = told("Norway and Iceland signed a ferry agreement in Bergen on 12 May.")
    assert sides(reading, of_type(events, "SUPPORT")) == (["Norway"], ["Iceland"])


def test_a_result_is_no_assault_and_the_fall_a_season() -> None:
    assert not any(map(told_as_fact, told("Norhaven sank Larsa 3-0 on Sunday.")[1]))
    assert told("Classes begin in Varn in the fall.")[1] == []


def test_who_is_described_and_then_named_takes_part_by_name() -> None:
    reading, events = told("The president of Peru, Ana Lupu, resigned on Friday.")
    assert sides(reading, of_type(events, "RETREAT")) == (["Ana Lupu"], [])


def test_talks_between_two_have_both() -> None:
    reading, events = told("Talks between Armenia and Azerbaijan opened in Vienna on Tuesday.")
    assert sides(reading, of_type(events, "CONSULT")) == (["Armenia"], ["Azerbaijan"])
