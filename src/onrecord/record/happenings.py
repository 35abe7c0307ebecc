"""What happened, over all articles: the reports that tell of one event are linked, each with a score.

Two reports are of one event where they have the same type and their participants, places and days agree; how much
they do is the score, 0 to 1 (``likeness``). Nothing of this is stored: it follows from the readings and from who is
who, and changes with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from onrecord.model import EventType, Factuality

LINKED = 0.6
"""Reports that are this like are taken to be of one event."""
_SYMMETRIC = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE"))
_RECENT = 14  # days before the publication within which an undated event is likely to have happened
_MOST_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part in an event: the number in this record (None where the article gives no name), the name, and
    whether it is the one who does it (``actor``), to whom it is done (``recipient``), or where (``place``)."""

    actor: int | None
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of an event. ``ref`` names it to judge it; ``words`` is the sentence; ``told_by`` is the
    speaker it is ascribed to, None where the article tells it in its own voice; ``disputed_by`` are those who deny or
    doubt it there; ``score`` is how surely it tells of the same event as the others, 0 to 1."""

    ref: str
    version: int
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    words: str
    trigger: str
    date: str | None
    factuality: Factuality
    told_by: str | None
    disputed_by: tuple[str, ...]
    confidence: float
    judged: str | None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Happening:
    """One event with all its reports, the earliest published first. ``date`` is EDTF, the most precise that they
    give, None where none does; ``first`` and ``last`` are the days (YYYYMMDD) between which it happened, as far as
    known.

    ``told_by`` are the speakers without whom nobody tells it: empty where an article does in its own voice."""

    type: EventType
    trigger: str
    date: str | None
    first: int | None
    last: int | None
    factuality: Factuality
    parties: tuple[Party, ...]
    told_by: tuple[str, ...]
    disputed_by: tuple[str, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A report with what it is compared by: ``days`` as ordinals (``date.toordinal``), where it is dated, and
    ``published`` likewise."""

    type: EventType
    report: Report
    parties: tuple[Party, ...]
    days: tuple[int, int] | None
    published: int | None
    numbers: tuple[int | None, int | None] = (None, None)


@dataclass(slots=True)
class _Cluster:
    """The reports so far taken to be of one event, and what they agree in."""

    tellings: list[Telling]
    scores: list[float]
    seen: Telling = field(init=False)

    def __post_init__(self) -> None:
        self.seen = self.tellings[0]

    def take(self, telling: Telling, score: float) -> None:
        """One more report of it."""
        self.tellings.append(telling)
        self.scores.append(score)
        known = {(party.role, _key(party)) for party in self.seen.parties}
        more = tuple(party for party in telling.parties if (party.role, _key(party)) not in known)
        days, numbers = self.seen.days, self.seen.numbers
        if telling.days is not None and (days is None or _width(telling.days) < _width(days)):
            days, numbers = telling.days, telling.numbers
        self.seen = replace(self.seen, parties=self.seen.parties + more, days=days, numbers=numbers)


def linked(tellings: Sequence[Telling]) -> list[Happening]:
    """The events that these reports tell of, each once, in order of their days; those that are only denied are left
    out."""
    clusters: list[_Cluster] = []
    by_party: dict[tuple[str, object], list[_Cluster]] = {}
    # The most precise first, so that the vaguer ones can find their place.
    order = sorted(tellings, key=lambda t: (t.days is None, _width(t.days), t.published or 0, t.report.ref))
    for telling in order:
        keys = [(telling.type, key) for party in telling.parties for key in _keys(party)]
        near = {id(each): each for key in keys for each in by_party.get(key, [])[-_MOST_COMPARED:]}
        best = max(((likeness(telling, each.seen), each) for each in near.values()), default=None, key=lambda b: b[0])
        if best is not None and best[0] >= LINKED:
            cluster = best[1]
            cluster.take(telling, best[0])
        else:
            cluster = _Cluster([telling], [1.0])
            clusters.append(cluster)
        for key in keys:
            group = by_party.setdefault(key, [])
            if cluster not in group[-1:]:
                group.append(cluster)
    found = [happening for cluster in clusters if (happening := _happening(cluster)) is not None]
    return sorted(found, key=place_in_time)


def place_in_time(event: Happening) -> tuple[int, int, str]:
    """What events are put in order by: the first day on which it can have happened, or else that of its first
    report."""
    published = next((_number(report.published) for report in event.reports if report.published), 99991231)
    first = event.first if event.first else published
    return first, event.last or published, event.reports[0].ref


def likeness(one: Telling, other: Telling) -> float:
    """How likely it is, 0 to 1, that the two tell of one event; by weights that were set by hand."""
    if one.type != other.type:
        return 0.0
    score = _days_agree(one, other) * _parties_agree(one, other)
    if score and one.report.trigger.casefold()[:5] != other.report.trigger.casefold()[:5]:
        score *= 0.92
    return round(score, 3)


def _days_agree(one: Telling, other: Telling) -> float:
    if one.days is not None and other.days is not None:
        if one.days[0] > other.days[1] + 1 or other.days[0] > one.days[1] + 1:
            return 0.0
        if one.days[0] > other.days[1] or other.days[0] > one.days[1]:
            return 0.75  # the next day: midnight, or another time zone
        width = max(_width(one.days), _width(other.days))
        return 1.0 if width <= 2 else 0.95 if width <= 8 else 0.88 if width <= 31 else 0.75 if width <= 366 else 0.6
    if one.days is None and other.days is None:
        if one.published is None or other.published is None:
            return 0.7
        return 0.9 if abs(one.published - other.published) <= 3 else 0.5
    dated, undated = (one, other) if one.days is not None else (other, one)
    assert dated.days is not None
    if undated.published is None:
        return 0.6
    first, last = undated.published - _RECENT, undated.published
    return 0.85 if dated.days[0] <= last and dated.days[1] >= first else 0.35


def _parties_agree(one: Telling, other: Telling) -> float:
    if one.type in _SYMMETRIC:
        sides = [_shared(_of(one, "actor", "recipient"), _of(other, "actor", "recipient"))]
        several = sum(
            any(_same(a, b) for b in _of(other, "actor", "recipient")) for a in _of(one, "actor", "recipient")
        )
        if several == 1 and sides[0] and sides[0] < 1:
            sides = [0.8]
    else:
        sides = [_shared(_of(one, role), _of(other, role)) for role in ("actor", "recipient")]
    known = [side for side in sides if side is not None]
    places = _of(one, "place"), _of(other, "place")
    at = _shared(*places)
    score = 1.0
    for side in known:
        score *= side
    score *= 0.9 ** (len(sides) - len(known))
    if not known:
        return 0.85 if at == 1.0 else 0.0
    return score * (0.97 if at is None else 1.0 if at == 1.0 else 0.7)


def _shared(ones: Sequence[Party], others: Sequence[Party]) -> float | None:
    """How far two sides are the same: None where one of them isn't told."""
    if not ones or not others:
        return None
    few, many = sorted((ones, others), key=len)
    same = sum(any(_same(each, other) for other in many) for each in few)
    if same:
        return 1.0 if same == len(few) else 0.85
    # Who has no name may be anybody: "the guards" of the one may be "the forces" of the other.
    return 0.3 if all(party.actor is not None for party in chain(ones, others)) else 0.7


def _of(telling: Telling, *roles: str) -> list[Party]:
    return [party for party in telling.parties if party.role in roles]


def _same(one: Party, other: Party) -> bool:
    return bool(_keys(one) & _keys(other))


def _keys(party: Party) -> set[object]:
    """By what a party is known again: its number, its name; who has only a surname also goes by it."""
    return {_key(party), party.name.casefold()}


def _key(party: Party) -> object:
    return party.actor if party.actor is not None else party.name.casefold()


def _width(days: tuple[int, int] | None) -> int:
    return days[1] - days[0] + 1 if days is not None else 10**7


def _happening(cluster: _Cluster) -> Happening | None:
    told = sorted(
        zip(cluster.tellings, cluster.scores, strict=True), key=lambda t: (t[0].published or 0, t[0].report.ref)
    )
    reports = tuple(replace(telling.report, score=score) for telling, score in told)
    factuality = _factuality([report.factuality for report in reports])
    if factuality is None:
        return None
    dated = [t for t, _ in told if t.days is not None]
    best = min(dated, key=lambda t: _width(t.days)) if dated else None
    own_voice = any(r.told_by is None and r.factuality not in ("denied", "planned") for r in reports)
    return Happening(
        cluster.seen.type,
        cluster.seen.report.trigger,
        best.report.date if best else None,
        *(best.numbers if best else (None, None)),
        factuality,
        tuple(_once(cluster.seen.parties)),
        () if own_voice else tuple(dict.fromkeys(r.told_by for r in reports if r.told_by)),
        tuple(dict.fromkeys(name for r in reports for name in r.disputed_by)),
        reports,
    )


def _factuality(told: Sequence[Factuality]) -> Factuality | None:
    """What the reports make of it together; None where nobody holds it to be so."""
    if "disputed" in told or ("denied" in told and {"happened", "ongoing"} & set(told)):
        return "disputed"
    order: tuple[Factuality, ...] = ("happened", "ongoing", "planned")
    return next((each for each in order if each in told), None)


def _once(parties: Sequence[Party]) -> Iterator[Party]:
    """Each party once on its side; those without a name only where nobody named stands there."""
    seen: set[tuple[str, object]] = set()
    named = {party.role for party in parties if party.actor is not None}
    for party in parties:
        if (party.role, _key(party)) in seen or (party.actor is None and party.role in named):
            continue
        seen.add((party.role, _key(party)))
        yield party


def _number(published: str | None) -> int:
    digits = (published or "9999").replace("-", "")[:8]
    return int(digits.ljust(8, "0")) if digits.isdecimal() else 99991231
