"""One person's name in its many spellings, and the names of different people."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.gazetteer.spelling import SURNAME, key, likeness, name_words, person_name


@pytest.mark.parametrize(
    ("written", "known", "surname"),
    [
        ("Benjamin Netanyahu", "Benyamin Netanyahu", "Netanyahu"),
        ("Bashar al-Assad", "Bashar al-Asad", "al-Asad"),
        ("Abdelfattah el-Sissi", "Abd al-Fattah al-Sisi", "al-Sisi"),
        ("Moammar Gadhafi", "Muammar Abu Minyar al-Qadhafi", "al-Qadhafi"),
        ("Hassan Rouhani", "Hasan Fereidun Rohani", "Rohani"),
        ("Mahmoud Ahmadinejad", "Mahmud Ahmadi-Nejad", "Ahmadi-Nejad"),
        ("Yulia Tymoshenko", "Yuliya Tymoshenko", "Tymoshenko"),
        ("Gerhard Schröder", "Gerhard Schroeder", "Schroeder"),
        ("Nicolás Maduro", "Nicolas Maduro Moros", "Maduro"),
        ("Joe Biden", "Joseph R. Biden, Jr.", "Biden"),
        ("Kim Jong-un", "Kim Jong Un", "Kim"),
        ("Mohammed bin Zayed Al Nahyan", "Muhammad bin Zayid Al Nuhayyan", "Muhammad bin Zayid"),
        ("López Obrador", "Andrés Manuel López Obrador", "López Obrador"),
        ("Boris Yeltsin", "Boris Nikolayevich Yel'tsin", "Yel'tsin"),
    ],
)
def test_transliterations_and_shorter_forms_are_the_same_person(written: str, known: str, surname: str) -> None:
    assert likeness(name_words(written), person_name(known, surname)) > 0.8


@pytest.mark.parametrize(
    ("written", "known", "surname"),
    [
        ("Hillary Clinton", "William Jefferson Clinton", "Clinton"),
        ("Donald Trump Jr.", "Donald J. Trump", "Trump"),
        ("Kim Jong-il", "Kim Jong Un", "Kim"),
        ("Laurent Kabila", "Joseph Kabila", "Kabila"),
        ("Vladimir", "Vladimir Vladimirovich Putin", "Putin"),
        ("Henry Cheng", "Hilda C. Heine", "Heine"),
        ("Peter John Smith", "John Peter Smith", "Smith"),
        ("Mohamed bin Zayed", "Muhammad bin Salman bin Abd al-Aziz Al Saud", "Muhammad bin Salman"),
        ("Jr.", "Joseph R. Biden, Jr.", "Biden"),
        ("", "Angela Merkel", "Merkel"),
    ],
)
def test_another_given_name_is_another_person(written: str, known: str, surname: str) -> None:
    assert likeness(name_words(written), person_name(known, surname)) == 0


def test_a_surname_alone_is_worth_half_and_must_be_spelled_right() -> None:
    merkel = person_name("Angela Merkel", "Merkel")
    assert likeness(("merkel",), merkel) == SURNAME
    assert likeness(("merkle",), merkel) == 0


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
def test_any_two_texts_can_be_compared(written: str, known: str, surname: str) -> None:
    assert 0 <= likeness(name_words(written), person_name(known, surname)) <= 1


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_key_is_a_key_of_itself(text: str) -> None:
    assert key(key(text).upper()) == key(key(text)) or not text.isascii()
    assert key(text) == key(f"  {text} ")
