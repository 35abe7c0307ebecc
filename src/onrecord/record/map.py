"""The map: how the actors stand to each other on a day, according to whom, and what changed between two days.

A relation is in force from when the articles say it began, or else from the day of its first report, until the day
they say it ended. The gazetteer adds who led the countries of the record (``onrecord.record.leaders``); what it alone
tells is marked so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from onrecord import edtf
from onrecord.model import Predicate
from onrecord.record.database import RecordError
from onrecord.record.dates import day
from onrecord.record.leaders import Leader, leaders
from onrecord.record.names import personal, surname_key
from onrecord.record.schema import versions
from onrecord.record.search import identities_called
from onrecord.record.standings import Evidence, Standing, evidence_of, falls, standings
from onrecord.tabular import Tabular

Basis = Literal["reading", "gazetteer", "both"]
_MOST_EVIDENCE = 20
_FALL = 31  # days between a leader's fall and the day the gazetteer has for the end of the term


@dataclass(frozen=True, slots=True)
class Node:
    """An actor on the map. ``id`` is the number in this record, or "gazetteer:" and the name of somebody whom only the
    gazetteer knows."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes (their ids), with its ``title`` where it is an office, from ``since`` until
    ``until`` (EDTF; None: not known, or still in force).

    ``reports`` is how many articles tell it, ``first`` and ``last`` when the first and the last was published;
    ``told_by`` are the speakers it is ascribed to, empty where an article says so itself, ``disputed_by`` those who
    deny or doubt it. ``basis`` is where it is from; a gazetteer's relation has no evidence."""

    subject: str
    predicate: Predicate
    object: str
    title: str | None
    since: str | None
    until: str | None
    reports: int
    first: str | None
    last: str | None
    told_by: tuple[str, ...]
    disputed_by: tuple[str, ...]
    basis: Basis
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Map(Tabular):
    """The actors and the relations in force on a day (``as_of``, YYYY-MM-DD)."""

    as_of: str
    around: str | None
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def name(self, id_: str) -> str:
        """What a node is called."""
        return next(node.name for node in self.nodes if node.id == id_)

    def rows(self) -> list[dict[str, Any]]:
        """The relations as rows."""
        names = {node.id: node.name for node in self.nodes}
        return [
            {
                "subject": names[edge.subject],
                "predicate": edge.predicate,
                "object": names[edge.object],
                "title": edge.title,
                "since": edge.since,
                "until": edge.until,
                "reports": edge.reports,
                "first": edge.first,
                "last": edge.last,
                "according_to": list(edge.told_by),
                "disputed_by": list(edge.disputed_by),
                "basis": edge.basis,
            }
            for edge in self.edges
        ]


@dataclass(frozen=True, slots=True)
class Change:
    """A relation that is in force on one of two days only: it ``began`` or ``ended`` between them, or was first
    ``reported`` then, where nobody says since when it has been so."""

    change: Literal["began", "ended", "reported"]
    subject: str
    object: str
    edge: Edge


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two days, the most reported first."""

    before: str
    after: str
    changes: tuple[Change, ...]


def map_of(connection: Connection, *, as_of: str | None, around: str | None) -> Map:
    """The map of a day: the last day of what is given ("2026-01" is 2026-01-31), or that of the newest article. With
    ``around`` only an actor, those it stands in a relation to, and theirs among each other. Raises RecordError."""
    on = _day(connection, as_of)
    told = standings(connection)
    led = leaders(connection, on)
    fallen = falls(connection)
    edges, rows = {}, {}
    for each in told:
        if in_force(each, on):
            edge = _edge(each)
            edges[_key(edge)], rows[_key(edge)] = edge, each.rows[:_MOST_EVIDENCE]
    heads = {(key[0], key[2]) for key in edges if key[1] == "holds_office"}
    # Who heads a body belongs to it.
    edges = {key: e for key, e in edges.items() if key[1] != "affiliated_with" or (key[0], key[2]) not in heads}
    nodes = {str(end.number): Node(str(end.number), end.name, end.kind) for each in told for end in each.ends}
    for leader in led:
        _lead(leader, edges, nodes, fallen, on)
    centre = None
    kept = list(edges.values())
    if around is not None:
        meant = {str(each) for each in identities_called(connection, around)} & nodes.keys()
        if not meant:
            return Map(on.isoformat(), around, (), ())
        kept = list(_around(kept, meant))
        centre = nodes[min(meant)].name
    ends = {end for edge in kept for end in (edge.subject, edge.object)}
    kept.sort(key=lambda edge: (-edge.reports, edge.predicate, nodes[edge.subject].name, nodes[edge.object].name))
    found = evidence_of(connection, [row for edge in kept for row in rows.get(_key(edge), ())])
    kept = [replace(edge, evidence=tuple(found[row] for row in rows.get(_key(edge), ()))) for edge in kept]
    shown = sorted((nodes[end] for end in ends), key=lambda node: (node.name, node.id))
    return Map(on.isoformat(), centre or around, tuple(shown), tuple(kept))


def compared(connection: Connection, *, before: str, after: str, around: str | None) -> Comparison:
    """What began and what ended between two days. Raises RecordError where the second isn't after the first."""
    one = map_of(connection, as_of=before, around=around)
    two = map_of(connection, as_of=after, around=around)
    if one.as_of >= two.as_of:
        raise RecordError(f"{two.as_of} is not after {one.as_of}; the earlier day comes first")
    earlier, later = ({_key(edge): edge for edge in each.edges} for each in (one, two))
    found = [Change("ended", one.name(e.subject), one.name(e.object), e) for k, e in earlier.items() if k not in later]
    for key, edge in later.items():
        if key not in earlier:
            change: Literal["began", "reported"] = "began" if edge.since else "reported"
            found.append(Change(change, two.name(edge.subject), two.name(edge.object), edge))
    found.sort(key=lambda c: (c.object, c.edge.predicate, c.change != "ended", c.subject))
    return Comparison(one.as_of, two.as_of, tuple(found))


def in_force(each: Standing, on: date) -> bool:
    """Is a relation in force on a day, as far as the articles tell?"""
    began = each.since or each.first
    if began is not None and edtf.bounds(began)[0] > on:
        return False
    return each.until is None or edtf.bounds(each.until)[1] >= on


def _day(connection: Connection, as_of: str | None) -> date:
    if as_of is None:
        newest = connection.scalar(select(func.max(func.substr(versions.c.published, 1, 10))).where(versions.c.latest))
        as_of = newest or date.today().isoformat()
    number = day(as_of, last=True)
    return date(number // 10000, number // 100 % 100, number % 100)


def _edge(each: Standing) -> Edge:
    subject, object_ = each.ends
    return Edge(
        str(subject.number),
        each.predicate,
        str(object_.number),
        each.title,
        each.since,
        each.until,
        each.articles,
        each.first,
        each.last,
        each.told_by,
        each.disputed_by,
        "reading",
        (),
    )


def _key(edge: Edge) -> tuple[str, str, str, str]:
    return edge.subject, edge.predicate, edge.object, (edge.title or "").casefold()


def _lead(
    leader: Leader,
    edges: dict[tuple[str, str, str, str], Edge],
    nodes: dict[str, Node],
    fallen: dict[int, list[date]],
    on: date,
) -> None:
    """Put the gazetteer's leader of a country on the map: dates to the articles' own relation where there is one."""
    until = leader.until
    end = None if until is None else edtf.bounds(until)[1]
    # The gazetteer knows the end of a term by the successor's beginning; the record may know of the fall before.
    fall = [d for d in fallen.get(leader.person or -1, ()) if end is not None and 0 <= (end - d).days <= _FALL]
    if fall:
        until = min(fall).isoformat()
    country = str(leader.country)
    if country not in nodes:
        nodes[country] = Node(country, leader.country_name, "country")
    surname = surname_key(name) if (name := personal(leader.name)) is not None else leader.name
    for key, edge in edges.items():
        if edge.basis != "reading" or edge.predicate != "holds_office" or edge.object != country:
            continue
        named = personal(nodes[edge.subject].name)
        same = edge.subject == str(leader.person) or (named is not None and surname_key(named) == surname)
        if same and _fits(edge.title, leader.title):
            dated = replace(edge, since=edge.since or leader.since, until=edge.until or until, basis="both")
            edges[key] = dated
            if dated.until is not None and edtf.bounds(dated.until)[1] < on:
                del edges[key]
            return
    if until is not None and edtf.bounds(until)[1] < on:
        return
    person = str(leader.person) if leader.person is not None else f"gazetteer:{leader.name}"
    nodes.setdefault(person, Node(person, leader.person_name or leader.name, "person"))
    edge = Edge(
        person, "holds_office", country, leader.title, leader.since, until, 0, None, None, (), (), "gazetteer", ()
    )
    edges[_key(edge)] = edge


def _fits(title: str | None, office: str) -> bool:
    """Are they one office? By a word that both have ("Russian president", "President"), or no title is given."""
    return title is None or bool({*title.casefold().split()} & {*office.casefold().split()})


def _around(edges: Sequence[Edge], centre: set[str]) -> Iterable[Edge]:
    near = set(centre)
    for edge in edges:
        if edge.subject in centre or edge.object in centre:
            near |= {edge.subject, edge.object}
    return (edge for edge in edges if edge.subject in near and edge.object in near)
