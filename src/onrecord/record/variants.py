"""Variants: the same utterance in many articles, with how each of them worded it.

An *utterance* is what one speaker said once; its *quotings* are the wordings in which articles give it. Two statements
are the same utterance if

- they are ascribed to the same actor of the record, or one to a shorter form of the other's name, or at least one to
  nobody known ("an official");
- their words are alike (``onrecord.record.comparison``: trimmed, or likeness ``REWORDED``), or look translated;
- and the time fits: any time where ``SURE`` words of one or more are the other's, word for word; within
  ``DAYS_REWORDED`` where they are reworded; within ``DAYS_TRANSLATED``, and by the same known speaker, where they look
  translated.

Candidates come from the full text index by the rarest words and by runs of words of what is asked for, at most
``CANDIDATES`` of them, and each is compared with the fullest wording of each utterance only: nothing is compared all
with all.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from onrecord.record.comparison import (
    FEWEST,
    REWORDED,
    Edit,
    Kind,
    Wording,
    edits,
    kind,
    likeness,
    looks_translated,
    weight,
)
from onrecord.record.database import RecordError
from onrecord.record.dates import bounds
from onrecord.record.identity import normal
from onrecord.record.query import LONGEST, phrase
from onrecord.record.schema import actors, identities, outlets, statements, texts, versions
from onrecord.record.search import Filters, matching, ref
from onrecord.record.spans import unpacked
from onrecord.record.wire import stories

SURE = 8
"""Words that nobody says twice by chance."""
DAYS_REWORDED = 31
DAYS_TRANSLATED = 7
CANDIDATES = 400
"""Statements that are compared with what is asked for: those that share most with it."""

_TERMS = 16
_FREQUENT = 2000
_RUN = 4
_RUNS = 24


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where a wording stands: ``ref`` names the statement to judge it; ``published`` and ``said_on`` are EDTF."""

    ref: str
    speaker: str | None
    outlet: str | None
    published: str | None
    said_on: str | None
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Quoting:
    """One wording of an utterance in one story: an article and its wire copies.

    ``kind`` and ``diff`` are against the utterance's words; ``likeness`` is 0 to 1. ``outlets`` are those of all its
    ``appearances``, earliest first.
    """

    kind: Kind
    words: str
    form: str
    likeness: float
    story: int
    outlets: tuple[str, ...]
    appearances: tuple[Appearance, ...]
    diff: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said, in its fullest wording (a direct one where there is one), and its quotings, earliest first.

    ``said_on`` is what most articles say of when, EDTF; ``first`` the earliest publication. ``articles`` are all that
    quote it, ``stories`` those without the wire copies. ``likeness`` is to the words asked for.
    """

    speaker: str | None
    role: str | None
    words: str
    said_on: str | None
    first: Appearance
    articles: int
    stories: int
    likeness: float
    quotings: tuple[Quoting, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Who said the words asked for: the most alike first; ``total`` is how many utterances there are in all."""

    total: int
    utterances: tuple[Utterance, ...]


def quote(connection: Connection, words: str, filters: Filters, *, limit: int) -> Quoted:
    """The utterances with these words, or words much like them, in the latest versions of the articles.

    Of ``filters``, ``query`` is not looked at. Raises RecordError where there are no words, or more than a search can
    have.
    """
    if len(words) > LONGEST:
        raise RecordError(f"words to look for can have {LONGEST} characters, these have {len(words)}")
    asked = Wording(words)
    if not asked.plain:
        raise RecordError("there are no words to look for")
    found = _fitting(asked, _rows(connection, _candidates(connection, asked, filters)))
    groups = _grouped(found)
    story = _stories(connection, found)
    utterances = [_utterance(group, story) for group in groups]
    utterances.sort(key=lambda each: (-round(each.likeness, 2), -each.stories, _published(each.first)))
    return Quoted(len(utterances), tuple(utterances[:limit]))


# --- candidates -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """A candidate: its row, its words, and how alike they are to those asked for."""

    row: Any
    wording: Wording
    likeness: float


@dataclass(slots=True)
class _Group:
    """Candidates that are one utterance; the first is its fullest wording."""

    members: list[_Said] = field(default_factory=list)
    identity: int | None = None
    name: str | None = None


def _candidates(connection: Connection, asked: Wording, filters: Filters) -> list[int]:
    """The statements that share most of the rarest words and of the runs of words, the earliest of equals first."""
    total = connection.scalar(select(func.max(statements.c.id))) or 0
    spelt = {word.plain: asked.text[word.start : word.end] for word in asked.words}
    terms = [phrase(spelt[word]) for word in sorted(spelt, key=lambda each: (-weight(each), -len(each)))[:_TERMS]]
    step = max(1, math.ceil((len(asked.words) - _RUN + 1) / _RUNS))
    starts = range(0, max(1, len(asked.words) - _RUN + 1), step)
    runs = [asked.words[at : at + _RUN] for at in starts]
    said = [phrase(" ".join(asked.text[word.start : word.end] for word in run)) for run in runs]
    scores: dict[int, float] = defaultdict(float)
    hits: dict[int, int] = defaultdict(int)
    days: dict[int, int] = {}
    rare = 0
    either = f"words : ({' OR '.join(each for each in said if each)})"
    for expression in (either, *(f"words : {term}" for term in terms if term)):
        wanted = matching(connection, filters, expression)
        if wanted is None:
            return []
        wanted = wanted.add_columns(func.coalesce(statements.c.earliest, 99999999).label("day"))
        if expression is either:
            wanted = wanted.order_by("day")
        rows = connection.execute(wanted.limit(_FREQUENT)).all()
        if len(rows) == _FREQUENT and expression is not either:
            continue  # so frequent a word says nothing of where it comes from
        rare += expression is not either
        worth = 2 if expression is either else 1
        gain = worth * math.log(1 + total / max(len(rows), 1))
        for identity, day in rows:
            scores[identity] += gain
            hits[identity] += worth
            days[identity] = day
    # One rare word alone makes no likeness, unless there is but one.
    enough = [identity for identity in scores if hits[identity] >= min(2, rare)]
    return sorted(enough, key=lambda each: (-scores[each], days[each], each))[:CANDIDATES]


_linked = identities.alias("linked")


def _rows(connection: Connection, ids: Sequence[int]) -> Sequence[Any]:
    return connection.execute(
        select(
            statements,
            func.coalesce(identities.c.name, actors.c.name).label("speaker"),
            identities.c.id.label("identity"),
            actors.c.named,
            actors.c.role,
            versions.c.published,
            versions.c.title,
            versions.c.url,
            outlets.c.name.label("outlet"),
        )
        .join(versions, versions.c.id == statements.c.version)
        .outerjoin(outlets, outlets.c.id == versions.c.outlet)
        .outerjoin(actors, actors.c.id == statements.c.actor)
        .outerjoin(_linked, _linked.c.id == actors.c.identity)
        .outerjoin(identities, identities.c.id == func.coalesce(_linked.c.same_as, _linked.c.id))
        .where(statements.c.id.in_(ids))
        .order_by(statements.c.id)
    ).all()


def _fitting(asked: Wording, rows: Iterable[Any]) -> list[_Said]:
    """Those with the words asked for. Of a statement and one inside it that has them too, only the inner one."""
    found: list[_Said] = []
    for row in rows:
        wording = Wording(row.words)
        few = len(wording.plain) < FEWEST
        alike = float(wording.plain == asked.plain) if few else likeness(asked, wording)
        if few and len(wording.plain) > len(asked.plain):
            alike = likeness(asked, wording)
        if alike >= REWORDED or looks_translated(asked, wording):
            found.append(_Said(row, wording, alike))
    inner = {each.row.parent: each.likeness for each in found if each.row.parent is not None}
    return [each for each in found if inner.get(each.row.replaces or each.row.id, -1.0) < each.likeness]


# --- utterances -----------------------------------------------------------------------------------------------------


def _grouped(found: Iterable[_Said]) -> list[_Group]:
    """The candidates as utterances. The fullest come first, so that what was trimmed finds the whole."""
    forms = {"direct": 0, "mixed": 1, "indirect": 2}
    groups: list[_Group] = []
    for said in sorted(found, key=lambda each: (forms[each.row.form], -len(each.wording.plain), _day(each.row))):
        linked = [(alike, -i) for i, group in enumerate(groups) if (alike := _linkage(group, said)) > 0]
        if linked:
            group = groups[-max(linked)[1]]
        else:
            group = _Group()
            groups.append(group)
        group.members.append(said)
        if said.row.named and group.name is None:
            group.identity, group.name = said.row.identity, said.row.speaker
    return groups


def _linkage(group: _Group, said: _Said) -> float:
    """How surely a statement is a quoting of the utterance; 0 if it isn't."""
    same = _same_speaker(group, said.row)
    if same is False:
        return 0.0
    leader = group.members[0]
    alike = likeness(leader.wording, said.wording)
    words = min(len(leader.wording.plain), len(said.wording.plain))
    apart = _days_apart(leader.row, said.row)
    if alike == 1 and words >= SURE:
        return alike
    if alike >= REWORDED and apart <= DAYS_REWORDED:
        return alike
    translated = same and apart <= DAYS_TRANSLATED and looks_translated(leader.wording, said.wording)
    return alike / 2 + 0.01 if translated else 0.0


def _same_speaker(group: _Group, row: Any) -> bool | None:
    """Is it said by whom the utterance is ascribed to? None where that is not known."""
    if group.name is None or not row.named:
        return None
    if group.identity is not None and group.identity == row.identity:
        return True
    ours, theirs = normal(group.name).split(), normal(row.speaker).split()
    short = min(len(ours), len(theirs))
    return len(ours) != len(theirs) and ours[-short:] == theirs[-short:]


def _days_apart(one: Any, other: Any) -> int:
    """Days between the two at least; 0 where a date is unknown."""
    if one.earliest is None or other.earliest is None:
        return 0
    earlier, later = sorted((one, other), key=lambda each: each.earliest)
    return max(0, _ordinal(later.earliest) - _ordinal(earlier.latest))


def _ordinal(day: int) -> int:
    return date(day // 10000, day // 100 % 100, day % 100).toordinal()


def _day(row: Any) -> tuple[int, int]:
    return (row.earliest or 99999999, row.id)


def _stories(connection: Connection, found: Iterable[_Said]) -> dict[int, int]:
    """The story of each version: articles are copies of each other by what stands around the words they all quote."""
    spans: dict[int, list[Any]] = defaultdict(list)
    for said in found:
        spans[said.row.version] += unpacked(said.row.content)
    if len(spans) < 2:
        return {version: version for version in spans}
    rest = {}
    for version, text in connection.execute(select(texts.c.version, texts.c.text).where(texts.c.version.in_(spans))):
        for span in sorted(spans[version], reverse=True):
            text = f"{text[: span.start]} … {text[span.end :]}"
        rest[version] = text
    return stories(rest)


def _utterance(group: _Group, story: dict[int, int]) -> Utterance:
    leader = group.members[0]
    by_wording: dict[tuple[int, tuple[str, ...]], list[_Said]] = defaultdict(list)
    for said in sorted(group.members, key=lambda each: (_published(_appearance(each.row)), each.row.id)):
        same = by_wording[story[said.row.version], said.wording.plain]
        if all(each.row.version != said.row.version for each in same):
            same.append(said)
    quotings = tuple(_quoting(leader.wording, number, same) for (number, _), same in by_wording.items())
    everywhere = [appearance for quoting in quotings for appearance in quoting.appearances]
    days = Counter(each.said_on for each in everywhere if each.said_on)
    roles = [each.row.role for each in group.members if each.row.named and each.row.role]
    versions_of = {each.row.version for each in group.members}
    return Utterance(
        speaker=group.name or leader.row.speaker,
        role=roles[0] if roles else leader.row.role if group.name is None else None,
        words=leader.row.words,
        said_on=max(days, key=lambda each: (days[each], len(each))) if days else None,
        first=min(everywhere, key=_published),
        articles=len(versions_of),
        stories=len({story[version] for version in versions_of}),
        likeness=max(each.likeness for each in group.members),
        quotings=quotings,
    )


def _quoting(whole: Wording, story: int, same: Sequence[_Said]) -> Quoting:
    first = same[0]
    return Quoting(
        kind=kind(whole, first.wording),
        words=first.row.words,
        form=first.row.form,
        likeness=round(likeness(whole, first.wording), 4),
        story=story,
        outlets=tuple(dict.fromkeys(each.row.outlet for each in same if each.row.outlet)),
        appearances=tuple(_appearance(each.row) for each in same),
        diff=edits(whole, first.wording),
    )


def _appearance(row: Any) -> Appearance:
    return Appearance(ref(row), row.speaker, row.outlet, row.published, row.said_on, row.title, row.url)


def _published(appearance: Appearance) -> tuple[int, int]:
    """Sorts by publication; what has no date comes last."""
    return bounds(appearance.published) or (99999999, 99999999)
