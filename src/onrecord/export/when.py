"""Events and their dates in words, for the timeline."""

from __future__ import annotations

from onrecord.record.happenings import Happening
from onrecord.record.timeline import Moment

_EDGES = (None, 10101, 99991231)


def when(moment: Moment) -> str:
    """A moment's date as it is told, with the days that it can mean where that isn't plain: "2025-12~ (2025-12-01 to
    2025-12-31)", or "no date"."""
    if moment.date is None:
        return "no date   "
    plain = all(character.isdigit() or character == "-" for character in moment.date)
    if plain or moment.first == moment.last:
        return moment.date.ljust(10)
    return f"{moment.date} ({span_of_days(moment.first, moment.last)})"


def span_of_days(first: int | None, last: int | None) -> str:
    """Two days (YYYYMMDD) as "2025-12-01 to 2025-12-31"; a bound that isn't known as "…"."""
    shown = ["…" if day in _EDGES else _iso(day or 0) for day in (first, last)]
    return " to ".join(dict.fromkeys(shown))


def happening(event: Happening) -> str:
    """An event in a line: its type, its word, and who did it to whom where."""
    sides = [
        " and ".join(party.name for party in event.parties if party.role == role)
        for role in ("actor", "recipient", "place")
    ]
    actor, recipient, place = sides
    told = f"{event.type} “{event.trigger}”"
    if actor or recipient:
        told += f" · {actor or '…'}" + (f" → {recipient}" if recipient else "")
    return told + (f" · in {place}" if place else "")


def _iso(day: int) -> str:
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"
