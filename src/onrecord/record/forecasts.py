"""Forecasts: what was said to come, by whom and by when, and what came of it.

The machine never says what came of a forecast: a person does, by a judgement of the kind "resolve" on the statement. It
holds whatever is read again, as other judgements do, and the last one counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.sql import Select

from onrecord.model import Forecast
from onrecord.record.anchors import anchor, shift
from onrecord.record.database import RecordError
from onrecord.record.dates import day
from onrecord.record.fields import decoded
from onrecord.record.judgements import added, statement_called, values_of
from onrecord.record.layers import in_force, located
from onrecord.record.schema import actors, identities, judgements, statements, texts, versions
from onrecord.record.search import Filters, Hit, hits, matching
from onrecord.record.spans import hull, unpacked
from onrecord.tabular import Tabular

Outcome = Literal["true", "false", "void"]
"""What came of a forecast; "void" where it can't be said: the condition wasn't met, or the words decide nothing."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_IN_A_QUERY = 500  # ids that one query names


@dataclass(frozen=True, slots=True)
class Resolution:
    """What somebody says came of a forecast: ``on`` is when it did (EDTF), ``judgement`` its number."""

    outcome: Outcome
    on: str | None
    author: str
    note: str | None
    judgement: int


@dataclass(frozen=True, slots=True)
class Expected:
    """A forecast in the record: the statement, its predicted ``clause``, by when (``horizon``, EDTF), on what
    ``condition``, and what came of it; None where nobody has said."""

    hit: Hit
    clause: str
    horizon: str | None
    condition: str | None
    resolution: Resolution | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many forecasts of a speaker came true, didn't, are void, and are open; ``speaker`` is None where the articles
    give no source."""

    speaker: str | None
    true: int
    false: int
    void: int
    open: int


@dataclass(frozen=True, slots=True)
class Ledger(Tabular):
    """Forecasts by speaker and day: how many there are in ``total``, some of them, and the tallies of all speakers."""

    total: int
    forecasts: tuple[Expected, ...]
    tallies: tuple[Tally, ...]

    def rows(self) -> list[dict[str, Any]]:
        """The forecasts as rows."""
        return [
            {
                "ref": each.hit.ref,
                "speaker": each.hit.speaker,
                "clause": each.clause,
                "horizon": each.horizon,
                "condition": each.condition,
                "outcome": each.resolution.outcome if each.resolution else None,
                "resolved_on": each.resolution.on if each.resolution else None,
                "date": each.hit.date,
                "outlet": each.hit.outlet,
                "url": each.hit.url,
            }
            for each in self.forecasts
        ]


def forecasts(
    connection: Connection,
    filters: Filters,
    *,
    due_before: str | None,
    open_only: bool,
    limit: int,
    offset: int = 0,
) -> Ledger:
    """The forecasts that match, by speaker, then by the day they are due (those without one last)."""
    wanted = matching(connection, filters)
    if wanted is None:
        return Ledger(0, (), ())
    resolved = _resolutions(connection)
    wanted = wanted.where(statements.c.forecast.is_not(None))
    tallies = _tallies(connection, wanted, resolved)
    if due_before is not None:
        wanted = wanted.where(statements.c.due < day(due_before, last=False))
    name = func.coalesce(identities.c.name, actors.c.name)
    page = (
        select(statements.c.id, func.count().over().label("total"))
        .outerjoin(actors, actors.c.id == statements.c.actor)
        .outerjoin(_linked, _linked.c.id == actors.c.identity)
        .outerjoin(identities, identities.c.id == func.coalesce(_linked.c.same_as, _linked.c.id))
        .where(statements.c.id.in_(wanted))
        .order_by(name.is_(None), name, statements.c.due.is_(None), statements.c.due, statements.c.id)
    )
    if open_only and resolved:
        page = page.where(statements.c.id.not_in(list(resolved)))
    rows = connection.execute(page.limit(limit).offset(offset)).all()
    total = rows[0].total if rows else 0
    if not rows and offset:
        total = connection.scalar(select(func.count()).select_from(page.subquery())) or 0
    return Ledger(total, tuple(_expected(connection, [row.id for row in rows], resolved)), tallies)


def resolve(connection: Connection, name: str, outcome: Outcome, author: str, note: str | None, on: str | None) -> int:
    """Say what came of the forecast of that ref, and when. Returns the judgement's id; raises RecordError."""
    if outcome not in OUTCOMES:
        raise RecordError(f"a forecast is resolved as {', '.join(OUTCOMES)}, not as {outcome!r}")
    if on is not None:
        day(on, last=True)
    row = statement_called(connection, name)
    if row.forecast is None:
        raise RecordError(f"the statement {name} forecasts nothing")
    text = connection.scalar(select(texts.c.text).where(texts.c.version == row.version)) or ""
    held = values_of(connection, row) | {"outcome": outcome, "on": on}
    place = hull([span for part in ("source", "cue", "content") for span in unpacked(held["first"][part])])
    return added(connection, "resolve", author, note, [anchor(row.version, text, place)], held)


_linked = identities.alias("linked")


def _resolutions(connection: Connection) -> dict[int, Resolution]:
    """The resolutions in force, by the id of the statement that is shown; in each version that has the words."""
    found: dict[int, Resolution] = {}
    by_version: dict[int, Sequence[Row[Any]]] = {}
    verdicts = in_force(connection, "resolve")
    told = {
        row.id: row
        for row in connection.execute(select(judgements).where(judgements.c.id.in_({h.judgement for h in verdicts})))
    }
    for held in verdicts:
        document = select(versions.c.document).where(versions.c.id == held.anchor.version).scalar_subquery()
        for version in connection.scalars(select(versions.c.id).where(versions.c.document == document)).all():
            moved = shift(connection, held.anchor, version)
            if moved is None:
                continue
            if version not in by_version:
                of_version = select(statements).where(statements.c.version == version)
                by_version[version] = connection.execute(of_version).all()
            rows = by_version[version]
            row = located(rows, held, moved, set())
            if row is not None and not row.shown:
                row = next((each for each in rows if each.replaces == row.id), None)
            if row is not None:
                judged = told[held.judgement]
                outcome, on = held.values["outcome"], held.values["on"]
                found[row.id] = Resolution(outcome, on, judged.author, judged.note, judged.id)
    return found


def _tallies(connection: Connection, wanted: Select[Any], resolved: dict[int, Resolution]) -> tuple[Tally, ...]:
    """Each speaker's, those with most forecasts first."""
    name = func.coalesce(identities.c.name, actors.c.name).label("speaker")
    by_speaker = (
        select(name, func.count().label("number"))
        .select_from(statements)
        .outerjoin(actors, actors.c.id == statements.c.actor)
        .outerjoin(_linked, _linked.c.id == actors.c.identity)
        .outerjoin(identities, identities.c.id == func.coalesce(_linked.c.same_as, _linked.c.id))
    )
    counts = by_speaker.where(statements.c.id.in_(wanted)).group_by("speaker")
    every = {row.speaker: row.number for row in connection.execute(counts)}
    outcomes: Counter[tuple[str | None, str]] = Counter()
    known = list(resolved)
    for start in range(0, len(known), _IN_A_QUERY):
        some = known[start : start + _IN_A_QUERY]
        rows = by_speaker.add_columns(statements.c.id).where(statements.c.id.in_(wanted), statements.c.id.in_(some))
        for row in connection.execute(rows.group_by(statements.c.id)):
            outcomes[row.speaker, resolved[row.id].outcome] += 1
    found = []
    for speaker, count in every.items():
        true, false, void = (outcomes[speaker, outcome] for outcome in OUTCOMES)
        found.append(Tally(speaker, true, false, void, count - true - false - void))
    return tuple(sorted(found, key=lambda each: (each.open - every[each.speaker], -each.open, each.speaker or "")))


def _expected(connection: Connection, ids: Sequence[int], resolved: dict[int, Resolution]) -> list[Expected]:
    if not ids:
        return []
    rows = connection.execute(
        select(statements, texts.c.text)
        .join(texts, texts.c.version == statements.c.version)
        .where(statements.c.id.in_(ids))
    )
    held = {row.id: row for row in rows}
    found = []
    for id_, hit in zip(ids, hits(connection, ids, None), strict=True):
        row = held[id_]
        forecast: Forecast = decoded(row, statements, defaultdict(str))["forecast"]
        clause = " […] ".join(span.of(row.text) for span in forecast.clause)
        condition = None if forecast.condition is None else forecast.condition.of(row.text)
        found.append(Expected(hit, clause, forecast.horizon, condition, resolved.get(id_)))
    return found
