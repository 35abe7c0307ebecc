"""Who held an office on a date, and whom a phrase such as "the Venezuelan president" means."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.edtf import bounds
from onrecord.gazetteer.lookup import Holder, extended

PIECES = ("the", "of", "'s", "former", "Peru", "president", "'", "’s", "ex-", "ex-king", "s", "Peru's")


def names(holders: tuple[Holder, ...]) -> list[str]:
    """The surnames of office holders."""
    return [holder.surname for holder in holders]


@pytest.mark.parametrize(
    ("phrase", "published", "surname"),
    [
        ("the Venezuelan president", "2025-03-01", "Maduro"),
        ("Venezuela's president", "2005", "Chavez"),
        ("president of Venezuela", "2025-03", "Maduro"),
        ("the president of the Bolivarian Republic of Venezuela", "2025-03", "Maduro"),
        ("the German chancellor", "2015-09-05", "Merkel"),
        ("Britain’s prime minister", "2023-01-01", "Sunak"),
        ("UK PM", "2023-01-01", "Sunak"),
        ("the Italian premier", "2015-06", "Renzi"),
        ("Spain's prime minister", "2007-02-02", "Zapatero"),
        ("the Taoiseach", "2019-10", "Varadkar"),
        ("the emir of Qatar", "2010-10-10", "Hamad"),
        ("the Saudi king", "2012", "Abdallah"),
        ("Jordanian King", "2012", "Abdallah II"),
        ("Japan's emperor", "2010", "Akihito"),
        ("Iran's supreme leader", "2015", "Khamenei"),
        ("the Netherlands' prime minister", "2015", "Rutte"),
        ("the South Korean president", "2014-02-01", "Park"),
        ("Congo-Brazzaville's president", "2010", "Sassou-Nguesso"),
        ("the Georgian prime minister", "2022", "Garibashvili"),
        ("the incumbent Kenyan president", "2016", "Kenyatta"),
        ("the pontiff", "2008", "Benedict XVI"),
        ("head of state of Germany", "2010-01-01", "Koehler"),
        ("Dutch prime minister", "2015", "Rutte"),
    ],
)
def test_an_office_means_its_holder_on_the_article_s_date(phrase: str, published: str, surname: str) -> None:
    holders = extended().resolve_title(phrase, published)
    assert surname in holders[0].surname
    assert holders[0].confidence > 0.7
    assert holders[0].source == "factbook"


def test_no_date_no_suggestion() -> None:
    assert extended().resolve_title("the Venezuelan president", None) == ()
    assert extended().resolve_title("the Venezuelan president", "") == ()


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "the president",
        "the Venezuelan president's spokesman",
        "the Venezuelan vice president",
        "the deputy prime minister of Italy",
        "the Venezuelan opposition president",
        "the president of Ford",
        "the British chancellor",
        "the president-elect of Peru",
        "the then Peruvian president",
        "Peru's next president",
        "the Peruvian",
        "Peru",
        "prime minister of Atlantis",
        "president of the president of the president",
        "Washington's president",
        "the Danes president",
    ],
)
def test_other_phrases_suggest_nobody(phrase: str) -> None:
    assert extended().resolve_title(phrase, "2019-05-05") == ()


def test_an_office_without_a_place_takes_the_one_it_is_told() -> None:
    gazetteer = extended()
    assert names(gazetteer.resolve_title("the president", "2010", "FRA")) == ["Sarkozy"]
    assert names(gazetteer.resolve_title("the president", "2010", "France")) == ["Sarkozy"]
    assert names(gazetteer.resolve_title("the Brazilian president", "2010", "FRA")) != ["Sarkozy"]


def test_former_holders_are_several_and_unlikely_or_none() -> None:
    gazetteer = extended()
    for phrase in ("the former US president", "America's ex-president", "a former president of the United States"):
        holders = gazetteer.resolve_title(phrase, "2015-03-03")
        assert set(names(holders)) == {"Bush", "Clinton"}
        assert all(holder.confidence <= 0.3 for holder in holders)
    # Of the supreme leaders the source knows one, who is in office.
    assert gazetteer.resolve_title("the former Iranian supreme leader", "2015") == ()


def test_on_the_day_of_a_handover_both_are_candidates() -> None:
    holders = extended().resolve_title("the US president", "2009-01-20")
    assert sorted(names(holders)) == ["Bush", "Obama"]
    assert all(holder.confidence < 0.6 for holder in holders)


def test_a_date_of_less_precision_shares_between_its_holders() -> None:
    holders = extended().resolve_title("the British prime minister", "2007")
    assert sorted(names(holders)) == ["Blair", "Brown"]
    assert all(0.2 < holder.confidence < 0.7 for holder in holders)


def test_two_koreas_share_a_korean_president() -> None:
    assert all(holder.confidence < 0.6 for holder in extended().resolve_title("the Korean president", "2015"))


def test_an_acting_head_is_found_as_such() -> None:
    (acting,) = extended().resolve_title("South Korea's acting president", "2017-02-02")
    assert (acting.surname, acting.acting) == ("Hwang", True)
    assert names(extended().resolve_title("the South Korean president", "2017-02-02")) == ["Hwang"]
    assert extended().resolve_title("the acting German chancellor", "2015") == ()


def test_an_uncertain_end_is_marked_and_costs_confidence() -> None:
    gazetteer = extended()
    sure = gazetteer.holders("ITA", "prime minister", "1999-06-01")[0]
    (doubtful,) = gazetteer.holders("ITA", "prime minister", "2001-05-01")
    assert sure.name == doubtful.name
    assert doubtful.until.startswith("[")  # one of several days
    assert doubtful.confidence < 0.5 < sure.confidence


def test_long_after_the_data_ends_nobody_is_certain() -> None:
    now, later = (extended().holders("NOR", "king", on)[0].confidence for on in ("2025-06-01", "2031-06-01"))
    assert later < now / 2


def test_holders_by_code_or_name_and_by_office_or_title() -> None:
    gazetteer = extended()
    for country in ("FRA", "France", "french republic"):
        assert names(gazetteer.holders(country, "head of government", "2013")) == ["Ayrault"]
        assert names(gazetteer.holders(country, "President", "2013")) == ["Hollande"]
    assert gazetteer.holders("Atlantis", "president", "2013") == ()
    assert gazetteer.holders("FRA", "chancellor", "2013") == ()


@pytest.mark.parametrize("on", ["", "soon", "2019-02-30", "13"])
def test_what_is_no_date_is_refused(on: str) -> None:
    with pytest.raises(ValueError, match="date"):
        extended().holders("FRA", "president", on)
    if on:
        with pytest.raises(ValueError, match="date"):
            extended().resolve_title("the French president", on)


@settings(max_examples=100)
@given(st.data())
def test_nobody_holds_an_office_outside_the_term(data: st.DataObject) -> None:
    gazetteer = extended()
    country = data.draw(st.sampled_from(sorted(gazetteer.terms)))
    office = data.draw(st.sampled_from(["president", "prime minister", "head of state", "leader", "acting president"]))
    day = data.draw(st.dates(date(1999, 1, 1), date(2028, 1, 1))).isoformat()
    on = day[: data.draw(st.sampled_from([4, 7, 10]))]
    first, last = bounds(on)
    holders = gazetteer.holders(country, office, on)
    assert sum(holder.confidence for holder in holders) < 1.0001
    for holder in holders:
        assert bounds(holder.since)[0] <= last
        assert holder.until in ("..", "") or bounds(holder.until)[1] >= first


@settings(max_examples=100)
@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_phrase_can_be_asked(phrase: str) -> None:
    assert all(holder.confidence <= 1 for holder in extended().resolve_title(phrase, "2010-10"))
