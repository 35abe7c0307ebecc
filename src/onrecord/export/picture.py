"""The map as a picture: an SVG without scripts or style sheets, for pages, files and print.

Nodes are placed by ForceAtlas2 (Jacomy et al. 2014), always in the same way for the same map.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import hypot

import networkx as nx

from onrecord.export.outline import one_line
from onrecord.export.standings import manner, relation
from onrecord.model import Predicate
from onrecord.record.map import Edge, Map, Node

WIDTH, HEIGHT, MARGIN = 1000, 640, 70
MOST = 80
"""Nodes that are drawn: those with most reports. More can't be told apart."""
COLOURS: dict[Predicate, str] = {
    "holds_office": "#7a6a2f",
    "affiliated_with": "#8a8f98",
    "ally_of": "#1f7a4d",
    "at_war_with": "#b3261e",
    "has_agreement_with": "#2f6fb0",
    "sanctions": "#a4488f",
    "supports": "#3a8f8f",
    "opposes": "#c05a1c",
    "controls": "#5b4bb3",
}
_SHORTENED = 26
_BOTH_WAYS = ("ally_of", "at_war_with", "has_agreement_with")


@dataclass(frozen=True, slots=True)
class _Placed:
    node: Node
    x: float
    y: float
    size: float


def svg(found: Map, *, linked: bool = False) -> str:
    """The picture, 1000 by 640 units; ``linked`` where nodes lead to the reading room's page of the actor."""
    placed, edges = _placed(found)
    drawn = [_line(edge, placed[edge.subject], placed[edge.object], found) for edge in edges]
    drawn += [_dot(each, linked=linked) for each in placed.values()]
    left_out = len(found.nodes) - len(placed)
    told = f"Relations as of {found.as_of}: {len(found.nodes)} actors, {len(found.edges)} relations"
    told += f"; the {left_out} least reported actors are left out" if left_out else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 44}" role="group" '
        f'font-family="system-ui, sans-serif" font-size="13"><title>{escape(told)}</title>'
        f"<defs>{''.join(_arrow(predicate) for predicate in dict.fromkeys(edge.predicate for edge in edges))}</defs>"
        f"{''.join(drawn)}{_legend(edges)}</svg>\n"
    )


def _placed(found: Map) -> tuple[dict[str, _Placed], list[Edge]]:
    weight: dict[str, float] = {}
    for edge in found.edges:
        for end in (edge.subject, edge.object):
            weight[end] = weight.get(end, 0) + 1 + edge.reports
    kept = set(sorted(weight, key=lambda id_: (-weight[id_], id_))[:MOST])
    edges = [edge for edge in found.edges if {edge.subject, edge.object} <= kept and edge.subject != edge.object]
    nodes = [node for node in found.nodes if node.id in kept]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in nodes)
    graph.add_edges_from((edge.subject, edge.object) for edge in edges)
    places = nx.forceatlas2_layout(graph, seed=1, strong_gravity=True, max_iter=200) if nodes else {}
    xs, ys = ([float(place[axis]) for place in places.values()] for axis in (0, 1))
    found_places = {}
    for node in nodes:
        x, y = (float(value) for value in places[node.id])
        size = 5 + min(9.0, 1.5 * weight[node.id] ** 0.5)
        found_places[node.id] = _Placed(node, _scaled(x, xs, WIDTH), _scaled(y, ys, HEIGHT), size)
    return found_places, edges


def _scaled(value: float, values: list[float], length: int) -> float:
    low, high = min(values), max(values)
    share = 0.5 if high - low < 1e-9 else (value - low) / (high - low)
    return round(MARGIN + share * (length - 2 * MARGIN), 1)


def _line(edge: Edge, one: _Placed, other: _Placed, found: Map) -> str:
    length = hypot(other.x - one.x, other.y - one.y) or 1.0
    dx, dy = (other.x - one.x) / length, (other.y - one.y) / length
    x1, y1 = one.x + dx * one.size, one.y + dy * one.size
    x2, y2 = other.x - dx * (other.size + 5), other.y - dy * (other.size + 5)
    told = f"{relation(found.name(edge.subject), edge, found.name(edge.object))}\n{manner(edge)}"
    dashes = ' stroke-dasharray="5 4"' if edge.disputed_by or edge.told_by else ""
    dashes = ' stroke-dasharray="1 4"' if edge.basis == "gazetteer" else dashes
    head = "" if edge.predicate in _BOTH_WAYS else f' marker-end="url(#to-{edge.predicate})"'
    width = 1.4 + min(2.6, 0.5 * edge.reports)
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{COLOURS[edge.predicate]}" '
        f'stroke-width="{width:.1f}" stroke-linecap="round"{dashes}{head}><title>{_text(told)}</title></line>'
    )


def _dot(each: _Placed, *, linked: bool) -> str:
    person = each.node.kind == "person"
    name = one_line(each.node.name)
    shown = name if len(name) <= _SHORTENED else f"{name[: _SHORTENED - 1]}…"
    anchor = "start" if each.x < WIDTH * 0.8 else "end"
    at = each.x + (each.size + 3) * (1 if anchor == "start" else -1)
    drawn = (
        f'<circle cx="{each.x}" cy="{each.y}" r="{each.size:.1f}" fill="{"#fff" if person else "#24507a"}" '
        f'stroke="#24507a" stroke-width="2"><title>{_text(f"{name} ({each.node.kind})")}</title></circle>'
        f'<text x="{at:.1f}" y="{each.y + 4}" text-anchor="{anchor}" fill="#1c1c1c" stroke="#fff" stroke-width="3" '
        f'paint-order="stroke">{_text(shown)}</text>'
    )
    if linked and each.node.id.isdecimal():
        return f'<a href="/speakers/{each.node.id}">{drawn}</a>'
    return f"<g>{drawn}</g>"


def _arrow(predicate: str) -> str:
    colour = COLOURS[predicate]  # type: ignore[index]
    return (
        f'<marker id="to-{predicate}" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="{colour}"/></marker>'
    )


def _legend(edges: list[Edge]) -> str:
    drawn, x = [], float(MARGIN) / 2
    for predicate in dict.fromkeys(edge.predicate for edge in edges):
        name = predicate.replace("_", " ")
        drawn.append(
            f'<line x1="{x}" y1="{HEIGHT + 20}" x2="{x + 22}" y2="{HEIGHT + 20}" stroke="{COLOURS[predicate]}" '
            f'stroke-width="3"/><text x="{x + 27}" y="{HEIGHT + 24}" fill="#333">{name}</text>'
        )
        x += 40 + 7.2 * len(name)
    return "".join(drawn)


def _text(text: str) -> str:
    return escape("\n".join(one_line(line) for line in text.split("\n")))
