"""What the expressions of a text come to, read in order, each from its day of writing or saying and the story's day.

The story is at the date last named in it that lies not ahead: "two days later" counts from there. Inside a quotation
the words count from the day they were said on, and the quotation has a story of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.edtf import bounds
from onrecord.reading.dates.calendar import written
from onrecord.reading.dates.meanings import Expression, Setting
from onrecord.reading.dates.tense import ahead
from onrecord.reading.dates.tokens import Tokens
from onrecord.reading.nouns import words

#: How many earlier dates of the story "that month" or "two days later" is tried against.
_BACK = 3
#: Words from a year to a month that is still of that year.
_SAME_YEAR = 30
_EVENTS = 30  # expressions counted from an event that are followed up in one text
_AROUND = 15
_EMPTY = words(
    """
    the a an of in on at to for and or by from with his her its their our this that first last new end start day
    """
)
_SENTENCE_END = frozenset(".!?\n")


def evaluated(
    t: Tokens, found: Sequence[Expression], published: str | None, said: Mapping[int, tuple[int, str | None]]
) -> list[str | None]:
    """The EDTF value (or duration) of each expression, None where it can't be known.

    ``said`` gives those inside quotations by their index: the quotation's number, and the day it was said on (EDTF);
    where that is None, not known, its words count from the day of publication.
    """
    results: list[str | None] = []
    stories: dict[int | None, list[str]] = {}
    years: dict[int | None, tuple[int, str]] = {}
    later: list[int] = []
    for index, e in enumerate(found):
        quotation, day = said.get(index, (None, None))
        anchor = day or published
        story = stories.setdefault(quotation, [])
        direction = ahead(t, e.first, e.last)
        value: str | None = None
        if e.event is not None and len(later) < _EVENTS:
            later.append(index)
        elif e.story:
            value = next((v for s in reversed(story[-_BACK:]) if (v := worth(e, anchor, s, direction))), None)
            if value is None and e.kind == "time":
                value = worth(e, anchor, None, direction)
        else:
            value = worth(e, anchor, story[-1] if story else None, direction)
            value = _of_same_year(e, value, direction, years.get(quotation)) or value
        results.append(value)
        if value is None or e.kind not in ("date", "time"):
            continue
        if direction <= 0 or e.year is not None:
            story.append(value[:10] if e.kind == "time" else value)
        years.pop(quotation, None)
        if e.year is not None and value[:4].isdigit() and anchor is not None and value[:4] < anchor[:4]:
            years[quotation] = (e.last, value)
    for index in later:
        results[index] = _from_event(t, found, results, index)
    return results


def worth(e: Expression, anchor: str | None, story: str | None, direction: int) -> str | None:
    """The value of one expression. A day of writing that is known only by its month or year may give a value still."""
    if anchor is None:
        return e.meaning(Setting(None, story, direction))
    try:
        first, last = bounds(anchor)
    except ValueError:
        return e.meaning(Setting(None, story, direction))
    value = e.meaning(Setting(first, story, direction))
    return value if first == last or value == e.meaning(Setting(last, story, direction)) else None


def _of_same_year(e: Expression, value: str | None, direction: int, year: tuple[int, str] | None) -> str | None:
    """A month without year soon behind a date of an earlier year is of that year ("In June 2019 ... in August")."""
    if year is None or value is None or e.month is None or e.year is not None or direction > 0:
        return None
    last, before = year
    if e.first - last > _SAME_YEAR or len(before) < 7 or before[4] != "-":
        return None
    return written(int(before[:4]), e.month, e.day) if before[5:7] <= f"{e.month:02}" else None


def _from_event(t: Tokens, found: Sequence[Expression], results: Sequence[str | None], index: int) -> str | None:
    """ "Two days after the fall of Aleppo": from the date that the text gives that event."""
    e = found[index]
    assert e.event is not None
    first, last = e.event
    day = next((results[n] for n in range(index + 1, len(found)) if found[n].first <= last and results[n]), None)
    if day is None:
        named = {t.word(n) for n in range(first, last + 1)} - _EMPTY
        best = 1
        for n, other in enumerate(found):
            value = results[n]
            if n == index or value is None or other.kind != "date" or other.event is not None or len(value) < 7:
                continue
            shared = len(named & _near(t, other))
            if shared > best:
                best, day = shared, value
    return None if day is None else e.meaning(Setting(None, day, -1))


def _near(t: Tokens, e: Expression) -> set[str]:
    """The words of the sentence around an expression."""
    near: set[str] = set()
    for at in range(e.first - 1, max(-1, e.first - _AROUND), -1):
        if not _SENTENCE_END.isdisjoint(t.gap(at)):
            break
        near.add(t.word(at))
    for at in range(e.last + 1, min(len(t), e.last + _AROUND)):
        if not _SENTENCE_END.isdisjoint(t.gap(at - 1)):
            break
        near.add(t.word(at))
    return near
