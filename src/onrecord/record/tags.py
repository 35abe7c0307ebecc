"""Tags: the words of the full text index that stand for what searches filter by, so that the index does the filtering.

``w12`` is said by identity 12, ``a12`` mentions it, ``o3`` is from outlet 3, ``fd`` is direct speech, ``y2026`` and
``m202601`` are the years and months in which it may have been said, ``usenior uofficial`` are the words for a speaker
without a name, ``old`` marks a version that a later one replaced.
They stand in a column of their own, so no word of an article is taken for one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from onrecord.model import Span
from onrecord.record.dates import bounds
from onrecord.record.schema import actors, mentions, statements, versions
from onrecord.record.spans import unpacked

_MOST_MONTHS = 36
_LAST_YEAR = 2100
"""A date that is vaguer or later than this has only the tag ``vague``."""


def tags(
    *,
    form: str,
    speaker: int | None,
    described: str | None = None,
    about: Iterable[int],
    outlet: int | None,
    days: tuple[int, int] | None,
    superseded: bool,
) -> str:
    """The tags of one statement: identities by their id, ``described`` the words for an unnamed speaker, ``days`` as
    YYYYMMDD."""
    found = [f"f{form[0]}"]
    if speaker is not None:
        found.append(f"w{speaker}")
    elif described:
        found += description(described)
    found += (f"a{identity}" for identity in sorted(set(about)))
    if outlet is not None:
        found.append(f"o{outlet}")
    if days is not None:
        first, last = days
        months = list(islice(_months(first // 100, last // 100), _MOST_MONTHS + 1))
        if len(months) > _MOST_MONTHS or last // 10000 > _LAST_YEAR:
            found.append("vague")
        else:
            found += (f"y{year}" for year in range(first // 10000, last // 10000 + 1))
            found += (f"m{month}" for month in months)
    if superseded:
        found.append("old")
    return " ".join(found)


def description(words: str) -> list[str]:
    """The tags of a speaker without a name who is described by these words."""
    found = re.findall(r"[^\W_]+", words.casefold())
    return [f"u{word}" for word in dict.fromkeys(found) if word not in ("a", "an", "the")]


def between(since: int | None, until: int | None) -> list[str] | None:
    """The tags of which every statement said between two days (YYYYMMDD, inclusive) has one; None where they can't
    tell.

    The days still have to be compared: the tags are of whole months and years.
    """
    if since is None:
        return None
    if until is None:
        until = max(since // 10000, _LAST_YEAR) * 10000 + 1231
    first, last = since // 100, until // 100
    if last // 100 - first // 100 > 2:
        return ["vague", *(f"y{year}" for year in range(first // 100, last // 100 + 1))]
    return ["vague", *(f"m{month}" for month in _months(first, last))]


def months_before(day: int, months: int) -> int:
    """The first day of the month that is so many before a day's (YYYYMMDD)."""
    years, month = divmod(day // 100 % 100 - 1 - months, 12)
    return (day // 10000 + years) * 10000 + (month + 1) * 100 + 1


def since_month(day: int) -> list[str]:
    """The tags of which every statement has one that was said in that day's month or later; those of its year by month,
    so that they are few."""
    year = day // 10000
    months = _months(day // 100, year * 100 + 12)
    return ["vague", *(f"m{month}" for month in months), *(f"y{later}" for later in range(year + 1, _LAST_YEAR + 1))]


def _months(first: int, last: int) -> Iterator[int]:
    """The months from one to another, as YYYYMM."""
    while first <= last:
        yield first
        first += 1 if first % 100 < 12 else 89


_FACTS = select(versions.c.outlet, versions.c.published, versions.c.latest).where(versions.c.id == bindparam("version"))
_MENTIONED = (
    select(actors.c.id, actors.c.identity, mentions.c.start, mentions.c.end)
    .outerjoin(mentions, mentions.c.actor == actors.c.id)
    .where(actors.c.version == bindparam("version"), actors.c.identity.is_not(None))
)
_DESCRIBED = select(actors.c.id, actors.c.name).where(actors.c.version == bindparam("version"), ~actors.c.named)


class Tagger:
    """What is derived of a version's statements for searching: their tags, and the days they may have been said on."""

    def __init__(self, connection: Connection, version: int) -> None:
        row = connection.execute(_FACTS, {"version": version}).one()
        self._outlet, self._published, self._superseded = row.outlet, bounds(row.published), not row.latest
        linked = connection.execute(_MENTIONED, {"version": version}).all()
        described = connection.execute(_DESCRIBED, {"version": version})
        self._described: dict[int, str] = {row.id: row.name for row in described}
        self._identities: dict[int, int] = {actor: identity for actor, identity, _, _ in linked}
        self._mentions = sorted((start, end, identity) for _, identity, start, end in linked if start is not None)

    def derived(self, content: Sequence[Span], form: str, speaker: int | None, said_on: str | None) -> dict[str, Any]:
        """The columns ``tags``, ``earliest`` and ``latest``; ``speaker`` is a row of actors."""
        days = bounds(said_on) or self._published
        return {
            "earliest": days[0] if days else None,
            "latest": days[1] if days else None,
            "tags": tags(
                form=form,
                speaker=None if speaker is None else self._identities.get(speaker),
                described=None if speaker is None else self._described.get(speaker),
                about=self._about(content),
                outlet=self._outlet,
                days=days,
                superseded=self._superseded,
            ),
        }

    def _about(self, content: Sequence[Span]) -> Iterator[int]:
        for span in content:
            for start, end, identity in self._mentions[bisect_left(self._mentions, (span.start,)) :]:
                if start >= span.end:
                    break
                if end <= span.end:
                    yield identity


def retag(connection: Connection, version: int) -> None:
    """Derive anew what searches of a version's statements go by, after its facts or its actors' identities changed."""
    tagger = Tagger(connection, version)
    columns = (statements.c.id, statements.c.content, statements.c.form, statements.c.actor, statements.c.said_on)
    rows = connection.execute(select(*columns).where(statements.c.version == version)).all()
    derived = [
        {"row": row.id} | tagger.derived(unpacked(row.content), row.form, row.actor, row.said_on) for row in rows
    ]
    if derived:
        connection.execute(update(statements).where(statements.c.id == bindparam("row")), derived)
