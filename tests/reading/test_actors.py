"""Whom a reading tells of: everybody the article names, who may be meant by an office, and who speaks together."""

from __future__ import annotations

import re

import onrecord
from onrecord import Actor, Reading

FLEET = """Fishing boats stayed in port at Puerto Cabello on Friday while the Brindle Institute counted the losses.

The Venezuelan president said the fleet would be seized. “We will take them all,” he said.

In Lima, Renata Oyola of the Brindle Institute said nobody had been asked."""


def named(reading: Reading, name: str) -> Actor:
    return next(actor for actor in reading.actors if actor.name == name)


def test_those_who_are_only_named_are_actors_too() -> None:
    reading = onrecord.read(FLEET)
    institute = named(reading, "Brindle Institute")
    assert institute.kind == "organization"
    assert {span.of(FLEET).removeprefix("the ") for span in institute.mentions} == {"Brindle Institute"}
    assert {span.end for span in institute.mentions} == {m.end() for m in re.finditer("Brindle Institute", FLEET)}
    assert named(reading, "Puerto Cabello").kind == "place"
    speaking = [actor.id for actor in reading.actors if any(s.actor == actor.id for s in reading.statements)]
    assert [actor.id for actor in reading.actors][: len(speaking)] == speaking


def test_a_capital_where_something_is_said_is_the_place_and_not_the_government() -> None:
    assert named(onrecord.read(FLEET), "Lima").kind == "place"


def test_an_office_without_a_name_is_suggested_by_the_date_of_the_article() -> None:
    def suggested(published: str | None) -> list[str]:
        reading = onrecord.read(FLEET, published=published)
        (speaker,) = [actor for actor in reading.actors if actor.name == "Venezuelan president"]
        assert not speaker.named
        return [suggestion.surname for suggestion in speaker.suggestions]

    assert suggested("2025-11-02") == ["Maduro"]
    assert suggested("2009-05-14") == ["Chavez"]
    assert suggested(None) == []


def test_an_office_is_whom_the_article_names_without_saying_so() -> None:
    text = FLEET.replace("while the", "after Maduro's visit while the")
    reading = onrecord.read(text, published="2025-11-02")
    said = next(s for s in reading.statements if "the fleet would be seized" in reading.words(s.content))
    speaker = reading.actor(said)
    assert speaker is not None
    assert (speaker.name, speaker.named, speaker.suggestions) == ("Maduro", True, ())


def test_the_two_ministers_are_both_of_them() -> None:
    reading = onrecord.read(
        "Interior Minister Lorena Ruiz met Transport Minister Pavel Dale in Odrin on Monday.\n\n"
        "The two ministers said the bridge would open in May.\n\n"
        "“It is safe,” Ruiz and Dale said in a letter."
    )
    speakers = [reading.actor(s) for s in reading.statements]
    people = {named(reading, "Lorena Ruiz").id, named(reading, "Pavel Dale").id}
    assert len(speakers) == 2
    for speaker in speakers:
        assert speaker is not None
        assert speaker.named
        assert set(speaker.members) == people


def test_who_is_asked_and_answers_is_who_spoke() -> None:
    reading = onrecord.read(
        "Harbour master Anton Brill met the crews on Friday. The deputy, Pieter Lund, said two lamps were out. "
        "Asked why, he replied: “Nobody paid for the oil.”"
    )
    answer = next(s for s in reading.statements if "oil" in reading.words(s.content))
    speaker = reading.actor(answer)
    assert speaker is not None
    assert speaker.name == "Pieter Lund"


def test_two_sets_of_initials_with_a_stroke_are_one_name() -> None:
    reading = onrecord.read("“It floats,” Ada Lorn told KBE/NR on Monday, said the ferry line.")
    assert "KBE/NR" in {actor.name for actor in reading.actors}
