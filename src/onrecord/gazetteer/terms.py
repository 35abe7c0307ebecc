"""Terms of office: who held which office from when to when, and how likely on a given day.

The shipped terms (``assets/gazetteer/terms.csv``, made by ``python -m training gazetteer``) are the heads of state and
government of the CIA World Factbook's editions of 1999 to 2026, public domain. It states when a term began; that it
ended is known from the next one's beginning. Where an edition is missing, a date is stated as uncertain.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import exp
from typing import Literal

from onrecord import assets
from onrecord.edtf import bounds

Office = Literal["state", "government", "both", "other"]

LAST_SEEN = date(2026, 1, 22)
"""The day of the last edition; a term without an end was running on it."""

OPEN = ".."
_TENURE = 5 * 365.25  # days; of the heads in these terms 84 % are still in office after a year, 55 % after three
_UNSEEN = 0.85  # that nobody came between, where an edition is missing before a stated handover
_SAMPLES = 12


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office.

    ``of`` is the country (ISO 3166 alpha-3) or the body. ``office`` tells whether it is that of head of state, of
    government or both. ``person`` is the one name that the person goes by here, ``name`` that of this entry and
    ``also`` a by-name or another form. ``since`` and ``until`` are EDTF; ``until`` is ".." in office, "" where unknown;
    where it ends in "?", the holder was certainly in office up to ``seen`` only.
    """

    of: str
    office: Office
    title: str
    name: str
    surname: str
    person: str
    also: str
    since: str
    until: str
    seen: str
    acting: bool
    source: str

    def chance(self, first: date, last: date) -> float:
        """How likely it is, 0 to 1, that the person was in office on a day from the first to the last one.

        On the day of a handover it is even between the two. A term that ran when the source was last seen loses
        likelihood with time, as fast as heads of state and government did leave office in the years before.
        """
        earliest, latest = self.limits()
        if last < earliest or first > latest:
            return 0.0
        days = (last - first).days
        steps = min(days, _SAMPLES) or 1
        sample = (first + timedelta(days=days * i // steps) for i in range(steps + 1 if days else 1))
        chances = [self._begun(day) * self._going_on(day) for day in sample]
        return sum(chances) / len(chances)

    def limits(self) -> tuple[date, date]:
        """The first and the last day on which the person can have been in office."""
        first = bounds(self.since)[0] if self.since else date.min
        return first, date.max if self.until in (OPEN, "") else bounds(self.until)[1]

    def _begun(self, day: date) -> float:
        if not self.since:
            return 0.5
        first, last = bounds(self.since)
        return _passed(day, first, last if last != date.max else LAST_SEEN)

    def _going_on(self, day: date) -> float:
        if self.until == OPEN:
            beyond = (day - LAST_SEEN).days if self.source == "factbook" else 0
            return exp(-beyond / _TENURE) if beyond > 0 else 1.0
        if not self.until:
            return 1 - _passed(day, bounds(self.since)[1] if self.since else date.min, LAST_SEEN)
        doubt = _UNSEEN if self.seen and day > bounds(self.seen)[1] else 1.0
        return doubt * (1 - _passed(day, *bounds(self.until)))


def _passed(day: date, first: date, last: date) -> float:
    """How likely an event somewhere from the first to the last day has happened on a day."""
    if day < first:
        return 0.0
    if day > last:
        return 1.0
    return ((day - first).days + 0.5) / ((last - first).days + 1)


@cache
def terms() -> dict[str, tuple[Term, ...]]:
    """The shipped terms by country, each country's in order of their beginning; read once."""
    found: dict[str, list[Term]] = {}
    for term in _read():
        found.setdefault(term.of, []).append(term)
    return {of: tuple(group) for of, group in found.items()}


def _read() -> Iterator[Term]:
    text = assets.text("gazetteer", "terms.csv")
    rows = csv.reader(text.splitlines())
    next(rows)
    for of, office, title, name, surname, person, also, since, until, seen, acting, source in rows:
        held: Office = "state" if office == "state" else "government" if office == "government" else "both"
        yield Term(of, held, title, name, surname, person or name, also, since, until, seen, acting == "1", source)
