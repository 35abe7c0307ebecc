"""The map as GraphML (Brandes et al. 2002, http://graphml.graphdrawing.org), which Gephi, yEd, Cytoscape and networkx
read."""

from __future__ import annotations

import re
from io import BytesIO

import networkx as nx

from onrecord.record.map import Map

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no characters for."""


def graphml(found: Map) -> bytes:
    """A directed graph with parallel edges, UTF-8. Lists are joined by "; ", what isn't known is left out."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(as_of=found.as_of)
    for node in found.nodes:
        graph.add_node(node.id, label=_clean(node.name), kind=node.kind)
    for edge in found.edges:
        values = {
            "predicate": edge.predicate,
            "title": edge.title,
            "since": edge.since,
            "until": edge.until,
            "reports": edge.reports,
            "first": edge.first,
            "last": edge.last,
            "told_by": "; ".join(edge.told_by),
            "disputed_by": "; ".join(edge.disputed_by),
            "basis": edge.basis,
            "evidence": "; ".join(evidence.ref for evidence in edge.evidence),
        }
        known = {name: _clean(v) if isinstance(v, str) else v for name, v in values.items() if v not in (None, "")}
        graph.add_edge(edge.subject, edge.object, **known)
    file = BytesIO()
    nx.write_graphml_xml(graph, file)
    return file.getvalue()


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
