"""Relations of the map in words."""

from __future__ import annotations

from onrecord.export.happenings import PREDICATES
from onrecord.record.map import Change, Edge

_BEGAN = {"ended": "until", "began": "since", "reported": "first reported"}


def relation(subject: str, edge: Edge, object_: str) -> str:
    """A relation in a line: "Ana Petrov, minister of Norway, since 2024-05"."""
    return f"{_stands(subject, edge, object_)}{term(edge)}"


def term(edge: Edge) -> str:
    """From when until when, as far as known."""
    since = f", since {edge.since}" if edge.since else ""
    return since + (f", until {edge.until}" if edge.until else "")


def manner(edge: Edge) -> str:
    """Where a relation is from: how many articles, when, who says so, who disputes it."""
    parts = []
    if edge.reports:
        days = " to ".join(dict.fromkeys(day for day in (edge.first, edge.last) if day))
        parts.append(f"{edge.reports:,} article" + ("" if edge.reports == 1 else "s") + (f", {days}" if days else ""))
    if edge.told_by:
        parts.append(f"says {', '.join(edge.told_by)}")
    if edge.disputed_by:
        parts.append(f"disputed by {', '.join(edge.disputed_by)}")
    if edge.basis != "reading":
        parts.append("by the gazetteer" if edge.basis == "gazetteer" else "dates by the gazetteer")
    return " · ".join(parts)


def change(each: Change) -> str:
    """What changed: "Norway: Ana Petrov, minister, until 2026-01-03"."""
    edge = each.edge
    day = edge.until if each.change == "ended" else edge.since if each.change == "began" else edge.first
    when = f"{_BEGAN[each.change]} {day}" if day else each.change
    if edge.predicate == "holds_office" and edge.title:
        told = f"{each.object}: {each.subject}, {edge.title}, {when}"
    else:
        told = f"{_stands(each.subject, edge, each.object)}, {when}"
    return told + (" (by the gazetteer)" if edge.basis == "gazetteer" else "")


def _stands(subject: str, edge: Edge, object_: str) -> str:
    if edge.predicate == "holds_office" and edge.title:
        return f"{subject}, {edge.title}: {object_}"
    return f"{subject} {PREDICATES[edge.predicate]} {object_}"
