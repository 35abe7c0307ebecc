"""What became of an article's statements from one version to the next."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from sqlalchemy import Connection, select

from onrecord.model import Reading, Statement
from onrecord.record.identity import normal
from onrecord.record.schema import returns, versions
from onrecord.record.store import load, version_of

Kind = Literal["added", "removed", "reworded", "re-attributed"]

REWORDED = 0.6
"""How alike the words of a reworded statement are to the earlier ones (Ratcliff and Obershelp, on words)."""


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that is not as it was: what it was before (None where it is added), what it is after (None where it
    is removed), from the version of one number to that of the next, which is an earlier one where a text came back.
    ``added_at`` is when the record saw the change, UTC."""

    kind: Kind
    since: int
    until: int
    added_at: str
    speaker_before: str | None
    speaker_after: str | None
    words_before: str | None
    words_after: str | None


def changes(connection: Connection, source: str) -> list[Change]:
    """The changes of a document's statements, version by version; ``source`` as for ``version_of``."""
    version = version_of(connection, source)
    document = select(versions.c.document).where(versions.c.id == version).scalar_subquery()
    came = select(versions.c.id, versions.c.number, versions.c.added_at, versions.c.number.label("after"))
    again = select(versions.c.id, versions.c.number, returns.c.returned_at.label("added_at"), returns.c.after)
    rows = [
        *connection.execute(came.where(versions.c.document == document)),
        *connection.execute(
            again.join(returns, returns.c.version == versions.c.id)
            .where(versions.c.document == document)
            .order_by(returns.c.id)
        ),
    ]
    rows.sort(key=lambda row: row.after)  # what came back stands behind what was new then
    readings = {row.id: load(connection, row.id, judged=True) for row in rows}
    return [
        change
        for old, new in pairwise(rows)
        for change in _between(readings[old.id], readings[new.id], old.number, new.number, new.added_at)
    ]


def _between(before: Reading, after: Reading, since: int, until: int, added_at: str) -> list[Change]:
    earlier, later = list(before.statements), list(after.statements)
    pairs: list[tuple[Statement, Statement]] = []

    def pair(alike: float, *, speakers: bool) -> None:
        """Pair what is left, the most alike first."""
        scored = []
        for i, old in enumerate(earlier):
            for j, new in enumerate(later):
                if speakers and _who(before, old) != _who(after, new):
                    continue
                score = _likeness(before.words(old.content), after.words(new.content), alike)
                if score >= alike:
                    scored.append((-score, abs(i - j), i, j))
        used_old: set[int] = set()
        used_new: set[int] = set()
        for _, _, i, j in sorted(scored):
            if i not in used_old and j not in used_new:
                used_old.add(i)
                used_new.add(j)
                pairs.append((earlier[i], later[j]))
        earlier[:] = [each for i, each in enumerate(earlier) if i not in used_old]
        later[:] = [each for j, each in enumerate(later) if j not in used_new]

    pair(1.0, speakers=True)
    pair(1.0, speakers=False)
    pair(REWORDED, speakers=True)
    found = []

    def change(kind: Kind, old: Statement | None, new: Statement | None) -> None:
        found.append(
            Change(
                kind,
                since,
                until,
                added_at,
                _name(before, old),
                _name(after, new),
                before.words(old.content) if old else None,
                after.words(new.content) if new else None,
            )
        )

    for old, new in pairs:
        if _who(before, old) != _who(after, new):
            change("re-attributed", old, new)
        elif _plain(before.words(old.content)) != _plain(after.words(new.content)):
            change("reworded", old, new)
    for old in earlier:
        change("removed", old, None)
    for new in later:
        change("added", None, new)
    return found


def _likeness(some: str, other: str, least: float) -> float:
    ours, theirs = _plain(some), _plain(other)
    if ours == theirs:
        return 1.0
    if least == 1.0:
        return 0.0
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    # The cheap upper bounds first: most pairs of statements have nothing in common.
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def _plain(words: str) -> list[str]:
    """The words without quotation marks and spaces, which are no change of what was said."""
    return words.translate(_MARKS).replace("[…]", " ").split()


_MARKS = {ord(mark): None for mark in "\"'“”‘’«»„"} | {ord(mark): " " for mark in "\n\t"}


def _name(reading: Reading, statement: Statement | None) -> str | None:
    actor = reading.actor(statement) if statement else None
    return actor.name if actor else None


def _who(reading: Reading, statement: Statement) -> str | None:
    name = _name(reading, statement)
    return normal(name) if name else None
