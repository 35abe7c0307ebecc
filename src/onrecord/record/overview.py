"""The record at a glance: how much there is, who is quoted how, month by month and outlet by outlet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, select

from onrecord.record.schema import actors, documents, identities, judgements, outlets, tallies, versions

_MONTH = re.compile(r"\d{4}-\d\d(?=$|[-?~%])")


@dataclass(frozen=True, slots=True)
class Share:
    """The articles of a month or an outlet (``name``), their statements by form, and those whose source is ``unnamed``
    or who have none (``unsourced``)."""

    name: str | None
    articles: int
    direct: int
    mixed: int
    indirect: int
    unnamed: int
    unsourced: int

    @property
    def statements(self) -> int:
        """All of them."""
        return self.direct + self.mixed + self.indirect

    @property
    def unnamed_share(self) -> float | None:
        """Of the statements that have a source, how many have one without a name: 0 to 1; None where there are none."""
        sourced = self.statements - self.unsourced
        return self.unnamed / sourced if sourced else None


@dataclass(frozen=True, slots=True)
class Overview:
    """Of the latest versions, as people judged them: ``total``, by month of publication (undated ones last, without a
    name), and by outlet, the most articles first. ``speakers`` are the named actors."""

    documents: int
    outlets: int
    speakers: int
    judgements: int
    total: Share
    months: tuple[Share, ...]
    by_outlet: tuple[Share, ...]


def overview(connection: Connection) -> Overview:
    """Add up what the versions' tallies say."""
    names: dict[int | None, str] = {row.id: row.name for row in connection.execute(select(outlets))}
    by_month: dict[str | None, list[_Figures]] = defaultdict(list)
    by_outlet: dict[str | None, list[_Figures]] = defaultdict(list)
    for published, outlet, figures in _grouped(connection):
        match = _MONTH.match(published or "")
        by_month[match[0] if match else None].append(figures)
        by_outlet[names.get(outlet)].append(figures)
    months = [_share(name, by_month[name]) for name in sorted(by_month, key=lambda name: name or "9999")]
    shares = [_share(name, by_outlet[name]) for name in by_outlet]
    return Overview(
        documents=connection.scalar(select(func.count()).select_from(documents)) or 0,
        outlets=len(names),
        speakers=_speakers(connection),
        judgements=connection.scalar(select(func.count()).select_from(judgements)) or 0,
        total=_share(None, (figures for group in by_month.values() for figures in group)),
        months=tuple(months),
        by_outlet=tuple(sorted(shares, key=lambda share: (-share.articles, share.name or ""))),
    )


_Figures = tuple[int, int, int, int, int, int]


def _grouped(connection: Connection) -> list[tuple[str | None, int | None, _Figures]]:
    """The articles and what their tallies add up to, by month and outlet: once through all, for both."""
    kinds = ("direct", "mixed", "indirect", "unnamed", "unsourced")
    sums = (func.coalesce(func.sum(tallies.c[kind]), 0) for kind in kinds)
    by = (func.substr(versions.c.published, 1, 8), versions.c.outlet)
    rows = connection.execute(
        select(*by, func.count(), *sums)
        .select_from(versions.outerjoin(tallies, tallies.c.version == versions.c.id))
        .where(versions.c.latest)
        .group_by(*by)
    ).all()
    return [(row[0], row[1], tuple(row[2:])) for row in rows]


def _share(name: str | None, figures: Iterable[_Figures]) -> Share:
    articles, *counts = (sum(column) for column in zip((0,) * 6, *figures, strict=True))
    return Share(name, articles, *counts)


def _speakers(connection: Connection) -> int:
    """The named actors, merged ones counted once."""
    merged = identities.alias("merged")
    there = exists().where(actors.c.identity == identities.c.id)
    through = exists().where(merged.c.same_as == identities.c.id, merged.c.same_as.is_not(None))
    counted = select(func.count()).where(identities.c.same_as.is_(None), there | through)
    return connection.scalar(counted.select_from(identities)) or 0
