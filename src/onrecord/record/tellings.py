"""The reports of events as the tables have them: found by whom they are about and when it was, ready to be linked."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from onrecord.gazetteer.places import countries
from onrecord.model import Span
from onrecord.reading.sentences import paragraphs_of, sentence_starts
from onrecord.record.database import RecordError
from onrecord.record.dates import bounds
from onrecord.record.happenings import Happening, Party, Report, Telling
from onrecord.record.schema import (
    actors,
    events,
    identities,
    judgements,
    outlets,
    participants,
    statements,
    texts,
    versions,
)
from onrecord.record.search import identities_called
from onrecord.record.spans import unpacked

SURE = 0.5
"""The least confidence of an event or a relation that is shown."""
MOST = 20_000
"""Reports that are linked at once."""
_FACTUAL = ("happened", "ongoing", "planned", "denied", "disputed")
_IN_A_QUERY = 5000
_LONGEST = 400


def tellings(
    connection: Connection, about: str | None = None, since: int | None = None, until: int | None = None
) -> list[Telling]:
    """The reports of events in the latest versions, between two days (YYYYMMDD) and about an actor or a place. Raises
    RecordError where they are too many to be linked.

    What an article doesn't date counts by its day of publication. A country is where its capital is.
    """
    wanted = [events.c.shown, versions.c.latest, events.c.confidence >= SURE, events.c.factuality.in_(_FACTUAL)]
    wanted += [or_(events.c.factuality != "planned", events.c.date.is_not(None))]
    if about is not None:
        meant = identities_called(connection, about)
        if not meant:
            return []
        wanted.append(_concern(meant, _capitals(connection, meant)))
    day = func.replace(func.substr(versions.c.published, 1, 10), "-", "")
    if since is not None:
        wanted.append(or_(events.c.latest >= since, and_(events.c.latest.is_(None), day >= str(since))))
    if until is not None:
        wanted.append(or_(events.c.earliest <= until, and_(events.c.earliest.is_(None), day <= str(until))))
    found = select(events.c.id).join(versions, versions.c.id == events.c.version).where(*wanted)
    ids = list(connection.scalars(found.limit(MOST + 1)))
    if len(ids) > MOST:
        raise RecordError(f"more than {MOST:,} reports of events match; say about whom, or between which days")
    return [
        telling
        for start in range(0, len(ids), _IN_A_QUERY)
        for telling in _of(connection, ids[start : start + _IN_A_QUERY])
    ]


def _concern(meant: Sequence[int], seats: Sequence[int]) -> ColumnElement[bool]:
    taking_part = (
        select(participants.c.event)
        .join(actors, actors.c.id == participants.c.actor)
        .where(actors.c.identity.in_(meant))
    )
    there = select(actors.c.id).where(actors.c.identity.in_([*meant, *seats]))
    return or_(events.c.id.in_(taking_part), events.c.place.in_(there))


def _capitals(connection: Connection, meant: Sequence[int]) -> list[int]:
    """The identities of the capitals of those that are countries."""
    keys = connection.scalars(
        select(identities.c.key).where(identities.c.id.in_(meant), identities.c.kind == "country")
    )
    codes = [key.removeprefix("gazetteer:country ") for key in keys if key.startswith("gazetteer:country ")]
    names = [f"place:{city.casefold()}" for code in codes if code in countries() for city in countries()[code].capitals]
    return list(connection.scalars(select(identities.c.id).where(identities.c.key.in_(names)))) if names else []


def _of(connection: Connection, ids: Sequence[int]) -> Iterator[Telling]:
    rows = connection.execute(
        select(
            events,
            versions.c.title,
            versions.c.url,
            versions.c.published,
            outlets.c.name.label("outlet"),
            judgements.c.kind.label("judged"),
        )
        .join(versions, versions.c.id == events.c.version)
        .outerjoin(outlets, outlets.c.id == versions.c.outlet)
        .outerjoin(judgements, judgements.c.id == events.c.judgement)
        .where(events.c.id.in_(ids))
    ).all()
    told = voices(connection, [row.version for row in rows if row.asserted_by or row.disputed_by != "[]"])
    parties = _parties(connection, ids)
    for row in rows:
        heard = told.get(row.version, {})
        if row.asserted_by is not None and row.asserted_by not in heard:
            continue  # a person has rejected the statement that tells of it
        days, published = bounds(row.date), bounds(row.published)
        yield Telling(
            row.type,
            Report(
                f"{row.version}:{row.label}",
                row.version,
                row.title,
                row.outlet,
                row.url,
                row.published,
                "",
                row.word,
                row.date,
                row.factuality,
                heard.get(row.asserted_by) if row.asserted_by else None,
                tuple(dict.fromkeys(name for label in json.loads(row.disputed_by) if (name := heard.get(label)))),
                row.confidence,
                row.judged,
            ),
            tuple(parties.get(row.id, ())),
            None if days is None else (_ordinal(days[0]), _ordinal(days[1])),
            None if published is None else _ordinal(published[0]),
            days or (None, None),
        )


def worded(connection: Connection, found: Sequence[Happening]) -> list[Happening]:
    """The events with the sentences of their reports."""
    names = {report.ref: report.version for event in found for report in event.reports}
    rows = connection.execute(
        select(events.c.version, events.c.label, events.c.trigger, texts.c.text, texts.c.paragraphs)
        .join(texts, texts.c.version == events.c.version)
        .where(events.c.version.in_(set(names.values())))
    )
    words = {}
    for row in rows:
        ref = f"{row.version}:{row.label}"
        if ref in names:
            words[ref] = sentence(row.text, row.paragraphs, unpacked(row.trigger)[0])
    return [
        replace(event, reports=tuple(replace(report, words=words[report.ref]) for report in event.reports))
        for event in found
    ]


def _parties(connection: Connection, ids: Sequence[int]) -> dict[int, list[Party]]:
    """Who takes part in these events, and where they are, by the event's id."""
    taking_part = (
        select(participants.c.event, participants.c.role, participants.c.actor, participants.c.position)
        .where(participants.c.event.in_(ids))
        .union_all(
            select(events.c.id, func.coalesce(None, "place"), events.c.place, func.coalesce(None, 99)).where(
                events.c.id.in_(ids), events.c.place.is_not(None)
            )
        )
        .subquery()
    )
    linked = identities.alias("linked")
    rows = connection.execute(
        select(
            taking_part.c.event,
            taking_part.c.role,
            identities.c.id,
            func.coalesce(identities.c.name, actors.c.name).label("name"),
        )
        .join(actors, actors.c.id == taking_part.c.actor)
        .outerjoin(linked, linked.c.id == actors.c.identity)
        .outerjoin(identities, identities.c.id == func.coalesce(linked.c.same_as, linked.c.id))
        .order_by(taking_part.c.event, taking_part.c.position)
    )
    found: dict[int, list[Party]] = {}
    for row in rows:
        found.setdefault(row.event, []).append(Party(row.id, row.name, row.role))
    return found


def voices(connection: Connection, wanted: Sequence[int]) -> dict[int, dict[str, str]]:
    """Who makes each of the reader's statements in these versions, by version and label; those that people rejected
    are left out."""
    linked, stand_in = identities.alias("linked"), statements.alias("stand_in")
    rows = connection.execute(
        select(
            statements.c.version, statements.c.label, func.coalesce(identities.c.name, actors.c.name).label("speaker")
        )
        .outerjoin(stand_in, and_(stand_in.c.replaces == statements.c.id, stand_in.c.version == statements.c.version))
        .outerjoin(actors, actors.c.id == func.coalesce(stand_in.c.actor, statements.c.actor))
        .outerjoin(linked, linked.c.id == actors.c.identity)
        .outerjoin(identities, identities.c.id == func.coalesce(linked.c.same_as, linked.c.id))
        .where(statements.c.version.in_(set(wanted)), or_(statements.c.shown, stand_in.c.id.is_not(None)))
    )
    found: dict[int, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.version, {})[row.label] = row.speaker or "a source that isn't told"
    return found


def sentence(text: str, paragraphs: str, span: Span) -> str:
    """The sentence that a span is in, shortened around it where it is very long."""
    starts = _sentences(text, paragraphs)
    at = bisect_right(starts, span.start)
    start = starts[at - 1] if at else 0
    end = starts[at] if at < len(starts) else len(text)
    held = next((p.end for p in unpacked(paragraphs) if p.start <= span.start < p.end), end)
    end = max(min(end, held), span.end)
    if end - start <= _LONGEST:
        return text[start:end].strip()
    first, last = max(start, span.start - _LONGEST // 2), min(end, span.end + _LONGEST // 2)
    return ("…" if first > start else "") + text[first:last].strip() + ("…" if last < end else "")


@lru_cache(maxsize=64)
def _sentences(text: str, paragraphs: str) -> list[int]:
    return sentence_starts(text, paragraphs_of(text, unpacked(paragraphs)))


def _ordinal(day: int) -> int:
    return date(max(day // 10000, 1), day // 100 % 100, day % 100).toordinal()
