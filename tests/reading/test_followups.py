"""Quotations without attribution belong to whoever is speaking; scare quotes and titles belong to nobody."""

from __future__ import annotations

from typing import Any


def test_a_quotation_in_the_next_paragraph_is_a_statement_of_the_running_speaker(read: Any) -> None:
    told = read(
        """
<c1>“The port still owns its cranes. It has run out of customers,”</c1> <s1>Hanne Vik, an analyst</s1>, <q1>wrote</q1>.

“Those were never going to wait for a dredger.”
"""
    )
    further = told.find("Those were never")
    assert (further.source, further.cue, further.form) == ((), (), "direct")
    assert told.actor(further).name == "Hanne Vik"
    assert further.confidence < 1


def test_halves_of_a_quotation_in_one_paragraph_are_one_statement(read: Any) -> None:
    told = read('<c1>"It took a flood,"</c1> <s1>the warden</s1> <q1>said</q1>. "We lost ten years to pride."')
    (statement,) = told.statements
    assert told.words(statement) == ['"It took a flood,"', '"We lost ten years to pride."']


def test_the_second_half_in_the_same_sentence_is_part_of_it(read: Any) -> None:
    told = read('<c1>"It took a flood,"</c1> <s1>the warden</s1> <q1>said</q1>, "and then it took a year."')
    (statement,) = told.statements
    assert told.words(statement) == ['"It took a flood,"', '"and then it took a year."']


def test_a_quotation_behind_indirect_speech_is_a_statement_of_its_own(read: Any) -> None:
    told = read("<s1>Bo Lund</s1> <q1>said</q1> <c1>the bridge would stay shut</c1>. “I can’t wave a wand.”")
    assert [s.form for s in told.statements] == ["indirect", "direct"]
    assert {told.actor(s).name for s in told.statements} == {"Bo Lund"}


def test_a_quotation_behind_a_sentence_about_somebody_is_his(read: Any) -> None:
    told = read(
        "<c1>“No,”</c1> <s1>Eva Sand</s1> <q1>said</q1>.\n\n"
        "Mikkel Brandt has lived under the dam since 1988. “You sleep, or you don’t.”"
    )
    assert told.actor(told.find("You sleep")).name == "Mikkel Brandt"


def test_a_quotation_over_several_paragraphs_stays_with_its_speaker(read: Any) -> None:
    told = read(
        """
<c1>“We came at night.</c1>

“There was one lamp. I remember the lamp.

“Nobody spoke until morning,” <s1>Tarek Aziz-Said, a driver</s1>, <q1>recalled</q1>.
""".replace("“Nobody spoke until morning,”", "<c2>“Nobody spoke until morning,”</c2>")
        .replace("s1>", "s2>")
        .replace("q1>", "q2>")
    )
    assert told.speaker(2) == "Tarek Aziz-Said"
    assert [told.words(s)[0][:8] for s in told.statements] == ["“We came", "“There w", "“Nobody "]


def test_contents_that_cross_paragraphs_become_a_statement_a_paragraph(read: Any) -> None:
    told = read("<s1>Ines Rau</s1> <q1>wrote</q1>: <c1>“The first.\n\n“The second.”</c1>")
    first, second = told.statements
    assert (first.source, second.source, second.cue) != ((), (), ())
    assert told.actor(first) == told.actor(second)


def test_scare_quotes_titles_and_quoted_headings_are_nobodys_words(read: Any) -> None:
    told = read(
        """
‘What The Sea Does’

The “strategic partnership” was signed in ‘The Blue Room’. They call him ‘the Goat’.

His novel, “A Lamp for Two”, came out in May.
"""
    )
    assert told.statements == ()


def test_without_a_running_speaker_nobody_is_guessed(read: Any) -> None:
    told = read("“All is lost, and the ships are late.”\n\nThe harbour of Sella is quiet in March.")
    (statement,) = told.statements
    assert statement.actor is None


def test_a_post_set_as_a_block_is_direct_and_goes_on_in_the_first_person(read: Any) -> None:
    told = read(
        """
On Sunday Mayor Patsy Oldfield posted a message from a motel:

The post office is gone. My house is gone too, so please don't tell me how it feels.

We will have the parade. Bring a chair.

The fire had burned 9,000 acres by then.
"""
    )
    assert [told.words(s)[0][:9] for s in told.statements] == ["The post ", "We will h"]
    assert [s.form for s in told.statements] == ["direct", "direct"]
    assert {told.actor(s).name for s in told.statements} == {"Patsy Oldfield"}


def test_a_quotation_whose_attribution_was_missed_is_not_given_to_the_running_speaker(read: Any) -> None:
    told = read('<c1>"We lost,"</c1> <s1>Ruiz</s1> <q1>said</q1>.\n\n"Why?" Soto asked.\n\n"No reason," Lund said.')
    assert len(told.statements) == 1
