"""Years and what is longer or a fixed part of one: "2019-20", "the early 2000s", "the 19th century", "last winter".

Dates in figures alone ("2026-01-05", "5/1/2026", "9/11") are read here too.
"""

from __future__ import annotations

from onrecord.edtf import bounds
from onrecord.reading.dates import meanings as m
from onrecord.reading.dates.calendar import written
from onrecord.reading.dates.days import shaded, which_before
from onrecord.reading.dates.lexicon import BEFORE_YEAR, COUNTED, DECADES, ORDINALS, SEASONS
from onrecord.reading.dates.meanings import Expression, Meaning
from onrecord.reading.dates.tokens import Tokens

_DASH = frozenset(("-", "–", "—", "‑"))
_HIS = frozenset(("his", "her", "their", "my", "our", "your", "its"))
_FISCAL = frozenset(("fiscal", "financial"))
_OFFS = {"last": -1, "this": 0, "next": 1}


def figure(t: Tokens, i: int, low: int) -> Expression | None:
    """A year, a span of years, a decade in figures, or a date in figures alone."""
    word, number = t.word(i), t.figure(i)
    if number is None or (i > 0 and t.gap(i - 1) in ("/", ".", ",", ":", "$", "£", "€")):
        return None
    if i > 0 and t.gap(i - 1) in _DASH and t.figure(i - 1) is not None:
        return None  # a number of another kind
    mark = t.gap(i)
    if mark in ("/", ".", "-") and (found := _in_figures(t, i)) is not None:
        return found
    if t.word(i + 1) == "s" and mark in ("", "'", "’"):
        return _decade(t, i, low)
    if len(word) != 4 or not 1000 <= number < 2200:
        return None
    if mark in _DASH or mark == "/":
        later = _later_year(t, i, number)
        if later is not None:
            first = i - 1 if t.word(i - 1) in _FISCAL and t.near(i - 1) and i - 1 >= low else i
            return Expression(first, i + 1, "date", m.fixed(f"{number:04}/{later:04}"))
    if not _is_year(t, i, number):
        return None
    first = i
    meaning: Meaning = m.fixed(written(number))
    before = t.word(i - 1)
    if before == "year" and t.word(i - 2) in _FISCAL and i - 2 >= low:
        return Expression(i - 2, i, "date", m.about(meaning))
    if before in ("fy", *_FISCAL) and i - 1 >= low:
        return Expression(i - 1, i, "date", m.about(meaning))
    meaning, first = shaded(t, meaning, first, low)
    return Expression(first, i, "date", meaning, number if first == i else None)


def _is_year(t: Tokens, i: int, number: int) -> bool:
    """Is a figure like 2000 a year, not a count?"""
    before, after = t.word(i - 1), t.word(i + 1)
    text = t.text
    start, end = t.starts[i], t.ends[i]
    if text[max(0, start - 1) : start] in ("$", "£", "€", "#", "№", "@", "+") or text[end : end + 1] in ("%", "°"):
        return False
    if (after in COUNTED and t.near(i)) or (t.gap(i) in (",", ".") and t.figure(i + 1) is not None):
        return False
    if (
        before in ("than", "about", "around", "some", "over", "nearly", "almost", "only", "for")
        and not 1900 <= number < 2040
    ):
        return False
    if before in BEFORE_YEAR and t.gap(i - 1) != "\n" and "$" not in t.gap(i - 1):
        return 1400 <= number < 2200
    if t.gap(i - 1) in _DASH:
        return before in ("mid", "pre", "post", "early", "late")
    return 1900 <= number < 2040


def _later_year(t: Tokens, i: int, number: int) -> int | None:
    """The second year of "2019-20" or "2019–2021"."""
    later, word = t.figure(i + 1), t.word(i + 1)
    if later is None or t.gap(i + 1) in _DASH or t.gap(i + 1) in ("/", ":"):
        return None
    if len(word) == 2:
        later += number // 100 * 100
    elif len(word) != 4:
        return None
    return later if number < later < number + 100 and later < 2200 else None


def _in_figures(t: Tokens, i: int) -> Expression | None:
    mark = t.gap(i)
    one, two, three = t.figure(i), t.figure(i + 1), t.figure(i + 2)
    if one is None or two is None:
        return None
    if mark == "/" and (one, two) == (9, 11) and t.gap(i + 1) != "/":
        return Expression(i, i + 1, "date", m.fixed("2001-09-11"), 2001, 9, 11)
    sizes = tuple(len(t.word(i + n)) for n in range(3))
    if three is not None and t.gap(i + 1) == mark:
        if sizes == (4, 2, 2) and mark in "-/.":
            return Expression(i, i + 2, "date", m.fixed(written(one, two, three)), one, two, three)
        if sizes[0] <= 2 and sizes[1] <= 2 and sizes[2] in ((4,) if mark != "/" else (2, 4)):
            year = three if sizes[2] == 4 else 2000 + three
            return Expression(i, i + 2, "date", m.fixed(_either_way(year, one, two, mark)), year)
    if mark == "-" and sizes[:2] == (4, 2) and 1 <= two <= 12 and two != one % 100 + 1 and 1900 <= one < 2100:
        return None if two > one % 100 else Expression(i, i + 1, "date", m.fixed(written(one, two)), one, two)
    return None


def _either_way(year: int, one: int, two: int, mark: str) -> str | None:
    """A date of two figures and a year: full stops put the day first; strokes leave it open where both can be."""
    day_first, month_first = written(year, two, one), written(year, one, two)
    if mark == "." or month_first is None or day_first is None or day_first == month_first:
        return day_first if mark == "." else day_first or month_first
    return f"[{min(day_first, month_first)},{max(day_first, month_first)}]"


def _decade(t: Tokens, i: int, low: int) -> Expression | None:
    number, word = t.figure(i), t.word(i)
    assert number is not None
    if t.word(i - 1) in _HIS or t.word(i - 2) in _HIS or number % 10:
        return None
    if len(word) == 4 and 1000 <= number < 2100:
        value = f"{word[:2]}XX" if number % 100 == 0 and number < 2000 else f"{word[:3]}X"
    elif len(word) == 2 and (
        t.text[t.starts[i] - 1 : t.starts[i]] in ("'", "’", "‘") or t.word(i - 1) in ("the", "early", "late")
    ):
        value = f"{'19' if number >= 30 else '20'}{word[0]}X"
    else:
        return None
    meaning, first = shaded(t, m.fixed(value), i, low)
    return Expression(first, i + 1, "date", meaning)


def decade_name(t: Tokens, i: int, low: int) -> Expression | None:
    """ "The nineties", "the early eighties"."""
    before = t.word(i - 1)
    if t.word(i - 2) in _HIS or before not in ("the", "early", "late", "mid", "nineteen"):
        return None
    meaning, first = shaded(t, m.fixed(f"19{DECADES[t.word(i)] // 10}X"), i, low)
    return Expression(first, i, "date", meaning)


def ordinal_before(t: Tokens, i: int) -> tuple[int, int] | None:
    """The ordinal in front of a word ("third", "19th", "twenty-first") and where it begins."""
    before = t.word(i - 1)
    if not t.near(i - 1):
        return None
    if before in ("st", "nd", "rd", "th") and t.gap(i - 2) == "":
        number = t.figure(i - 2)
        return None if number is None else (number, i - 2)
    if before in ORDINALS:
        if t.word(i - 2) == "twenty" and ORDINALS[before] < 10 and t.near(i - 2):
            return 20 + ORDINALS[before], i - 2
        return ORDINALS[before], i - 1
    return None


def century(t: Tokens, i: int, low: int) -> Expression | None:
    """ "The 19th century", "the late twentieth century"; before Christ is left out."""
    counted = ordinal_before(t, i)
    if counted is None or not 1 <= counted[0] <= 22 or counted[1] < low or t.word(i + 1) in ("bc", "bce"):
        return None
    meaning, first = shaded(t, m.fixed(f"{counted[0] - 1:02}XX"), counted[1], low)
    return Expression(first, i, "date", meaning)


def part_of_year(t: Tokens, i: int, low: int, number: int, first: int) -> Expression | None:
    """A quarter (33 to 36) or half (40, 41) that ends in word ``i``, with the year it says it belongs to."""
    year, last = _its_year(t, i)
    if year is None and number >= 40:
        return None  # the first half of what?
    meaning = m.part_of_year(year, number) if year is not None else m.nearest_part(number)
    return Expression(first, last, "date", meaning)


def _its_year(t: Tokens, i: int) -> tuple[Meaning | None, int]:
    """The year behind a season, quarter or half: "2024", "of 2024", "of this year", "of the year", "of fiscal 2024"."""
    at = i + 1
    if not t.near(i) and t.gap(i) != ", ":
        return None, i
    of = t.word(at) == "of"
    at += of
    if t.word(at) == "the" and of:
        at += 1
        if t.word(at) == "year" and not t.possessive(at):
            return m.unit_off("Y", 0), at
    if t.word(at) in _FISCAL:
        at += 1
        at += t.word(at) == "year"
    year = t.figure(at)
    if year is not None and len(t.word(at)) == 4 and 1400 <= year < 2200:
        later = _later_year(t, at, year) if t.gap(at) in _DASH or t.gap(at) == "/" else None
        return m.fixed(written(year)), at + (later is not None)
    if t.word(at) in _OFFS and t.after(at, "year"):
        return m.unit_off("Y", _OFFS[t.word(at)]), at + 1
    if of and t.word(at) in ("that", "same") and t.after(at, "year"):
        return m.story_unit("Y", 0), at + 1
    return None, i


def quarter_sign(t: Tokens, i: int, low: int) -> Expression | None:
    """ "Q3 2025", "FY24"."""
    number, gap = t.figure(i + 1), t.gap(i)
    if number is None or not t.capital(i):
        return None
    if t.word(i) == "q":
        return part_of_year(t, i + 1, low, 32 + number, i) if gap == "" and 1 <= number <= 4 else None
    if gap == "" and len(t.word(i + 1)) == 2:
        return Expression(i, i + 1, "date", m.about(m.fixed(f"20{number:02}")))
    if gap in ("", " ") and len(t.word(i + 1)) == 4 and 1900 <= number < 2200:
        return Expression(i, i + 1, "date", m.about(m.fixed(written(number))))
    return None


def half(t: Tokens, i: int, low: int) -> Expression | None:
    """ "The first half of 2024"."""
    counted = ordinal_before(t, i)
    if counted is None or counted[0] > 2 or counted[1] < low:
        return None
    return part_of_year(t, i, low, 39 + counted[0], counted[1])


def season(t: Tokens, i: int, low: int) -> Expression | None:
    """A season: "last winter", "the spring of 2019", "by autumn", "summer 2024"."""
    name = t.word(i)
    number = SEASONS[name]
    before = t.word(i - 1)
    year, last = _its_year(t, i)
    if year is not None:
        meaning: Meaning = m.part_of_year(year, number)
        if number == 24 and last > i and t.figure(last) is not None and t.gap(last - 1) in _DASH:
            last = last  # "the winter of 2028-29" begins in 2028
        meaning, first = shaded(t, meaning, i, low)
        return Expression(first, last, "date", meaning)
    if t.word(i + 1) == "of" or (t.capital(i) and t.capital(i - 1) and t.gap(i - 1) == " "):
        return None
    which, first, _ = which_before(t, i, low)
    if (
        name in ("fall", "spring")
        and first == i
        and not (
            before in ("the", "in", "by", "until", "since", "before", "after", "early", "late", "mid", "every", "each")
            and (before == "the" or name == "spring" or before in ("by", "since", "early", "late", "mid"))
            and (
                before != "the"
                or t.word(i - 2) in ("in", "by", "until", "since", "before", "after", "during", "of", "over")
            )
        )
    ):
        return None
    if before in ("every", "each"):
        return Expression(i - 1, i, "set", m.fixed("P1Y"))
    if first == i and before not in (
        "the",
        "in",
        "by",
        "until",
        "since",
        "before",
        "after",
        "during",
        "early",
        "late",
        "mid",
        "over",
    ):
        return None
    meaning, first = shaded(t, m.season(number, which), first, low)
    return Expression(first, i, "date", meaning)


def is_day(value: str) -> bool:
    """Does an EDTF value mean one day?"""
    try:
        first, last = bounds(value)
    except ValueError:
        return False
    return first == last
