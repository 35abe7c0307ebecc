"""Days, weeks, years counted or pointed at: "last week", "three years ago", "two days later", "every month"."""

from __future__ import annotations

from onrecord.reading.dates import meanings as m
from onrecord.reading.dates.calendar import unit_at
from onrecord.reading.dates.days import shaded
from onrecord.reading.dates.lexicon import EDGES, LAST, NARRATIVE, NEXT, NUMBERS, PLURALS, SOME, UNITS
from onrecord.reading.dates.meanings import Expression, Meaning
from onrecord.reading.dates.tense import ahead
from onrecord.reading.dates.tokens import Tokens
from onrecord.reading.dates.years import century, ordinal_before, part_of_year
from onrecord.reading.nouns import words

_FUZZY = words(
    "about around almost nearly roughly some over just barely under approximately well least most exactly only"
)
_SCALES = words("million billion trillion bn thousand m percent dollars euros pounds once twice times")
_FOR = words("for over in after within during throughout of past last next coming few several many")
_NOT_COUNTED = words("old")
_PAST_NEXT = words("last this next")
_LONG = 60  # words looked at for what "two days after ..." counts from


def unit(t: Tokens, i: int, low: int) -> Expression | None:
    """What a unit of time with the words around it says; None where it says nothing ("the year")."""
    word = t.word(i)
    plural = word in PLURALS
    name = PLURALS.get(word, word)
    if name == "second" and not plural:
        return None  # the ordinal, far more often
    if not plural:
        if name == "century" and (found := century(t, i, low)) is not None:
            return found
        if name == "quarter" and (counted := ordinal_before(t, i)) is not None:
            return (
                part_of_year(t, i, low, 32 + counted[0], counted[1]) if counted[0] <= 4 and counted[1] >= low else None
            )
        if (pointed := _pointed(t, i, low, name)) is not None:
            return pointed
    return _counted(t, i, low, name, plural=plural)


def _pointed(t: Tokens, i: int, low: int, name: str) -> Expression | None:
    """ "This week", "the past year", "the following day", "the end of the month", "every day", "year-end"."""
    letter, before = UNITS[name], t.word(i - 1)
    ending = t.word(i + 1) == "end" and (t.gap(i) == "-" or (t.gap(i) == " " and t.possessive(i)))
    if ending and name in ("year", "month") and before not in _PAST_NEXT:
        return Expression(i, i + 1, "date", m.edge(m.unit_off(letter, 0), 1))
    if i - 1 < low or not t.near(i - 1):
        return None
    if before in ("fiscal", "financial") and t.word(i - 2) in ("last", "this", "next", "current", "previous"):
        off = {"last": -1, "previous": -1, "next": 1}.get(t.word(i - 2), 0)
        return Expression(i - 2, i, "date", m.about(m.unit_off(letter, off)))
    if before in ("every", "each", "per"):
        return Expression(i - 1, i, "set", m.fixed(duration(1, letter)))
    first, last, story = i - 1, i, False
    meaning: Meaning
    if before == "this":
        meaning = m.unit_off(letter, 0)
    elif before in ("that", "same"):
        if before == "that" and name in ("day", "night", "weekend") and t.word(i - 2) in ("said", "says", "told"):
            return None
        meaning, story = m.story_unit(letter, 0), True
    elif before in ("past",) and t.word(i - 2) in ("the", "this"):
        return Expression(i - 1, i, "duration", m.fixed(duration(1, letter)))
    elif before in LAST or before in NEXT:
        off = -1 if before in LAST else 1
        story = before in NARRATIVE or (before == "next" and letter == "D")
        meaning = m.story_unit(letter, off) if story else m.unit_off(letter, off)
        if name == "night" and before == "last":
            meaning = m.days_off(-1)
    elif before == "the" and name == "weekend":
        meaning = _weekend
    elif before == "the" and t.word(i - 2) == "of" and t.word(i - 3) in EDGES:
        meaning, first = m.unit_off(letter, 0), i - 1
        if letter not in ("D", "W", "M", "Y", "10Y", "100Y", "3M"):
            return None
    elif before in ("mid", "early", "late") and t.word(i - 2) == "the":
        return None
    elif before == "the" and name in ("day", "week", "month", "year", "night") and t.word(i + 1) in ("before", "after"):
        return _next_to(t, i, low, letter)
    else:
        return None
    if letter.startswith("T"):
        return None
    if t.possessive(i) and t.word(i + 1) == "end":
        return Expression(first, i + 1, "date", m.edge(meaning, 1))
    meaning, first = shaded(t, meaning, first, low)
    if before == "the" and first == i - 1 and name == "weekend":
        first = i
    return Expression(first, last, "date", meaning, story=story)


def _weekend(setting: m.Setting) -> str | None:
    """The one that is coming or, looking back, the last one begun."""
    day = setting.day
    if day is None:
        return None
    off = 0 if setting.ahead > 0 or day.weekday() >= 5 else -1
    return unit_at(day, "WE", off)


def _next_to(t: Tokens, i: int, low: int, letter: str) -> Expression | None:
    """ "The day before", "the week after": from the day the story is at, or from what is named behind it."""
    sign = -1 if t.word(i + 1) == "before" else 1
    event = _event(t, i + 2) if t.gap(i + 1) == " " else None
    meaning = m.story_away(1, letter, sign) if event is not None or letter == "D" else m.story_unit(letter, sign)
    return Expression(i, i + 1, "date", meaning, story=event is None, event=event)


def _counted(t: Tokens, i: int, low: int, name: str, *, plural: bool) -> Expression | None:
    letter = UNITS[name]
    first, count = count_before(t, i, low)
    if first < low or (first == i and not plural):
        return None
    first = _with_fuzz(t, first, low)
    after, gap = t.word(i + 1), t.gap(i)
    if after in _NOT_COUNTED and gap in (" ", "-"):
        return None
    if count == 1 and t.word(i - 1) in ("a", "an") and _per(t, i):
        return Expression(i - 1, i, "set", m.fixed(duration(1, letter)))
    if letter == "WE" or name == "night":
        letter = "D"
    value = duration(count, letter) if count is not None else None
    if t.word(i + 1) == "and" and t.word(i + 2) == "a" and t.word(i + 3) == "half" and count is not None:
        return Expression(first, i + 3, "duration", m.fixed(duration(count + 0.5, letter)))
    if gap in (" ", "-") and after in ("ago",):
        meaning = m.away(count, letter, -1) if count is not None else _vague(letter)
        return Expression(first, i + 1, "date", meaning)
    if gap == " " and (after == "hence" or (after == "from" and t.word(i + 2) in ("now", "today"))):
        last = i + 1 if after == "hence" else i + 2
        return Expression(first, last, "date", m.away(count, letter, 1) if count is not None else m.fixed(None))
    if gap == " " and after in ("later", "earlier", "afterwards", "afterward", "previously", "before", "after"):
        sign = 1 if after in ("later", "afterwards", "afterward", "after") else -1
        event = _event(t, i + 2) if after in ("before", "after", "earlier") and t.gap(i + 1) == " " else None
        if event is not None or after not in ("after", "before") or t.gap(i + 1) != " ":
            meaning = m.story_away(count if count is not None else 0, letter, sign)
            if count is None and letter not in ("TH", "TM", "TS"):
                meaning = m.fixed(None)
            elif t.word(first) in _FUZZY or (
                event is not None and t.word(first) == "a" and t.word(first + 1) == "little"
            ):
                meaning = m.about(meaning)
            return Expression(first, i + 1, "date", meaning, story=event is None, event=event)
    before = t.word(first - 1)
    still = before == "in" and first - 1 >= low and count is not None and gap != "-" and not letter.startswith("T")
    if still and count is not None and ahead(t, first - 1, i) > 0:
        return Expression(first, i, "date", m.away(count, letter, 1))
    if first == i and before not in _FOR and gap != "-":
        return None  # "years", "the days"
    if before in ("past", "last", "next", "coming", "following", "previous", "first") and first - 1 >= low:
        first -= 1
    if gap == "-" and after == "long":
        return Expression(first, i + 1, "duration", m.fixed(value))
    return Expression(first, i, "duration", m.fixed(value))


def _vague(letter: str) -> Meaning:
    """ "Hours ago" is today; "years ago" is no date."""
    return m.days_off(0) if letter.startswith("T") else m.fixed(None)


def _per(t: Tokens, i: int) -> bool:
    """Is "a year" a rate ("$9bn a year", "twice a week")?"""
    before = t.word(i - 2)
    if t.gap(i - 2) != " " or t.word(i + 1) in ("ago", "later", "earlier", "before", "after", "from", "and", "old"):
        return False
    if t.figure(i - 2) is not None or before in _SCALES or before in NUMBERS:
        return True
    return before.endswith("s") and t.figure(i - 3) is not None and before not in ("was", "is", "has")


def count_before(t: Tokens, i: int, low: int) -> tuple[int, float | None]:
    """The number in front of a unit and where it begins; the unit's own place where there is none."""
    at = i - 1
    if at < low or not t.near(at):
        return i, None
    word = t.word(at)
    if word == "half" and t.word(at - 1) == "a" and t.near(at - 1) and at - 1 >= low:
        if t.word(at - 2) == "and" and (n := _number(t, at - 3)) is not None:
            return n[0], n[1] + 0.5
        return at - 1, 0.5
    if word in ("a", "an"):
        if t.word(at - 1) == "half" and at - 1 >= low:
            return at - 1, 0.5
        return at, 1
    if word == "of" and t.word(at - 1) in ("couple", "dozens", "hundreds", "thousands", "number", "matter"):
        start = at - 2 if t.word(at - 2) == "a" else at - 1
        return start, None
    if word == "couple" or word in SOME:
        start = at - 1 if t.word(at - 1) == "a" and t.near(at - 1) else at
        return max(start, low), None
    if word == "dozen":
        return at, 12
    if (n := _number(t, at)) is not None and n[0] >= low:
        start = n[0]
        if t.word(start - 1) in ("to", "or") and t.near(start - 1) and (earlier := _number(t, start - 2)) is not None:
            return earlier[0], None
        if t.gap(start - 1) in ("-", "–") and (earlier := _number(t, start - 1)) is not None:
            return earlier[0], None
        return n
    return i, None


def _number(t: Tokens, at: int) -> tuple[int, float] | None:
    """The number that ends in word ``at``, and where it begins."""
    word = t.word(at)
    if (number := t.figure(at)) is not None:
        if t.gap(at - 1) == "." and (whole := t.figure(at - 1)) is not None and len(word) <= 3:
            return at - 1, whole + number / 10 ** len(word)
        if t.gap(at - 1) == "," and len(word) == 3 and (thousands := t.figure(at - 1)) is not None:
            return at - 1, thousands * 1000 + number
        return at, number
    if word in NUMBERS:
        count = NUMBERS[word]
        before = t.word(at - 1)
        if t.near(at - 1) and before in NUMBERS and 20 <= NUMBERS[before] < 100 and count < 10:
            return at - 1, NUMBERS[before] + count
        if word == "hundred" and t.near(at - 1):
            if before == "a":
                return at - 1, 100
            if before in NUMBERS and NUMBERS[before] < 10:
                return at - 1, NUMBERS[before] * 100
        return at, count
    return None


def _with_fuzz(t: Tokens, first: int, low: int) -> int:
    """Take in "nearly", "more than", "a little over", "at least" in front of a number."""
    at = first
    while at - 1 >= low and t.near(at - 1):
        word, before = t.word(at - 1), t.word(at - 2)
        if word in _FUZZY and not (word in ("least", "most") and before != "at") and word not in ("some", "over"):
            at -= 1 + (word in ("least", "most"))
        elif word in ("than",) and before in ("more", "less", "fewer", "longer", "later", "earlier"):
            at -= 2
        elif word in ("over", "under") and before in ("little", "just", "well"):
            at -= 2 + (before == "little" and t.word(at - 3) == "a")
        else:
            break
    return max(at, low)


def _event(t: Tokens, at: int) -> tuple[int, int] | None:
    """The noun phrase at word ``at`` that something is counted from: "the fall of Aleppo", "the June 17 launch"."""
    last = at - 1
    for n in range(at, min(len(t), at + _LONG)):
        word = t.word(n)
        if n > at and word in (
            "that",
            "which",
            "who",
            "when",
            "said",
            "was",
            "were",
            "is",
            "had",
            "and",
            "but",
            "he",
            "she",
        ):
            break
        if n == at and word in ("he", "she", "they", "it", "we", "i", "you", "that", "which", "all"):
            return None
        last = n
        if n - at > 8 or t.gap(n) not in (" ", "-", "’ ", "' "):
            break
    return (at, last) if last >= at else None


def duration(count: float, unit: str) -> str:
    """ISO 8601 duration of so many units as ``UNITS`` writes them; halves go over into the next smaller unit."""
    letter = unit.lstrip("0123456789")
    number = count * int(unit[: len(unit) - len(letter)] or 1)
    if letter == "WE":
        letter = "D"
        number *= 2
    smaller = {"Y": ("M", 12), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}
    if number % 1 and letter in smaller:
        letter, factor = smaller[letter]
        number *= factor
    time, letter = ("T", letter[1:]) if letter.startswith("T") else ("", letter)
    return f"P{time}{round(number)}{letter}"
