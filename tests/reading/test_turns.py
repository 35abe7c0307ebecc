"""Transcripts are read by their layout: a label is the source, the cue is empty, the words are direct."""

from __future__ import annotations

from typing import Any

INTERVIEW = """
Marta Lindqvist has run the Arctic Cable Fund since 2021. She spoke to Harbour Radio on Tuesday.

Harbour Radio: Who cut the line?

Marta Lindqvist: An anchor, I am told. <s1>The navy</s1> <q1>says</q1> <c1>it was an accident</c1>.

I have seen the photographs. I say nothing.

Harbour Radio: <s2>You</s2> once <q2>wrote</q2> that <c2>accidents have owners</c2>.

Lindqvist: I did. The owner is still at sea.

The fund has repaired the cable at a cost of two million crowns.
"""


def test_questions_and_answers_belong_to_their_labels(read: Any) -> None:
    told = read(INTERVIEW, outlet="Harbour Radio")
    spoken = [(told.words(s)[0][:12], told.actor(s).name) for s in told.statements if s.parent is None]
    assert spoken == [
        ("Who cut the ", "Harbour Radio"),
        ("An anchor, I", "Marta Lindqvist"),
        ("I have seen ", "Marta Lindqvist"),
        ("You once wro", "Harbour Radio"),
        ("I did. The o", "Marta Lindqvist"),
    ]


def test_turns_are_direct_with_the_label_as_source_and_no_cue(read: Any) -> None:
    told = read(INTERVIEW, outlet="Harbour Radio")
    first, second, further = told.statements[0], told.statements[1], told.find("I have seen")
    assert [span.of(told.document.text) for span in first.source] == ["Harbour Radio"]
    assert (first.cue, first.form, second.form) == ((), "direct", "direct")
    assert (further.source, further.cue, further.form) == ((), (), "direct")


def test_what_is_said_inside_a_turn_is_its_child(read: Any) -> None:
    told = read(INTERVIEW, outlet="Harbour Radio")
    assert told.speaker(1) == "navy"
    assert told[1].parent == told.find("An anchor").id
    assert told[1].form == "indirect"
    assert (told.speaker(2), told[2].parent) == ("Marta Lindqvist", told.find("You once").id)


def test_q_is_the_outlet_and_a_whom_the_introduction_is_about(read: Any) -> None:
    told = read(
        """
In June a glacier fell on the village of Tsoldo. Pemba Dorje, a surveyor, had warned of it. He talked to Ridge FM.

Q: Did you see it fall?

A: I heard it.

Q: And then?

A: Then nothing, for a minute.
""",
        outlet="Ridge FM",
    )
    assert [told.actor(s).name for s in told.statements] == ["Ridge FM", "Pemba Dorje"] * 2


def test_an_unknown_interviewer_is_nobody(read: Any) -> None:
    told = read("Ada Krol sat down.\n\nQ: Why?\n\nA: Because.\n\nQ: And?\n\nA: That is all.")
    assert [s.actor is None for s in told.statements] == [True, False, True, False]


def test_a_hearing_in_capitals_with_roles_in_brackets(read: Any) -> None:
    told = read(
        """
The committee heard Professor Ngozi Adeyemi on Wednesday.

THE CHAIR: Please begin.

ADEYEMI: There were four valves. Two were painted shut.

MR DOYLE (Labour): Who painted them?

ADEYEMI: I would rather not guess.

THE CHAIR: Thank you.
"""
    )
    names = [told.actor(s).name for s in told.statements]
    assert names == ["chair", "Ngozi Adeyemi", "Mr Doyle", "Ngozi Adeyemi", "chair"]
    doyle = next(actor for actor in told.actors if "Doyle" in actor.name)
    assert doyle.role == "Labour"


def test_lists_with_colons_are_no_transcript(read: Any) -> None:
    told = read(
        """
Where: The old mill, Port Sella.

When: Saturday at eight.

Price: Twelve euros.

Tickets: At the door.

Price: Children go free.
"""
    )
    assert told.statements == ()


def test_an_attribution_that_only_repeats_a_turn_gives_way_to_it(read: Any) -> None:
    told = read(
        "Intro by Jo Tan.\n\n<s1>Tan</s1>: <c1>It rained all week.</c1>\n\nHost: Really?\n\n"
        "Tan: <c2>Really and truly.</c2>\n\nHost: Fine."
    )
    assert [told.actor(s).name for s in told.statements] == ["Jo Tan", "host", "Jo Tan", "host"]
