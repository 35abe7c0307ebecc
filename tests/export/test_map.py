"""The map as a picture and as GraphML: whole, well-formed, and with nothing in it that an article could smuggle in."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from onrecord import read
from onrecord.cli import main
from onrecord.export.graphml import graphml
from onrecord.export.picture import MOST, svg
from onrecord.record import Record
from onrecord.record.map import Edge, Map, Node

_SVG = "{http://www.w3.org/2000/svg}"


def made(names: list[str]) -> Map:
    """A map on which each stands to the next."""
    nodes = tuple(Node(str(i), name, "person" if i % 2 else "country") for i, name in enumerate(names))
    edges = tuple(
        Edge(
            str(i),
            "sanctions",
            str(i + 1),
            None,
            "2026-01",
            None,
            1,
            "2026-01-05",
            "2026-01-05",
            ("A",),
            (),
            "reading",
            (),
        )
        for i in range(len(names) - 1)
    )
    return Map("2026-01-05", None, nodes, edges)


@given(st.lists(st.text(min_size=1, max_size=12), min_size=2, max_size=5))
def test_any_names_make_a_well_formed_picture_and_graph(names: list[str]) -> None:
    found = made(names)
    root = ET.fromstring(svg(found).encode("utf-8", "xmlcharrefreplace"))
    assert len(root.findall(f".//{_SVG}circle")) == len(names)
    graph = nx.read_graphml(BytesIO(graphml(found)), force_multigraph=True)
    assert len(graph) == len(names)
    assert graph.number_of_edges() == len(names) - 1


def test_graphml_is_read_by_others_with_all_it_holds() -> None:
    graph = nx.read_graphml(BytesIO(graphml(made(["Norway", "Nordkyst"]))))
    assert graph.nodes["0"] == {"label": "Norway", "kind": "country"}
    (edge,) = (data for *_, data in graph.edges(data=True))
    assert edge["predicate"] == "sanctions"
    assert (edge["since"], edge["reports"], edge["told_by"]) == ("2026-01", 1, "A")
    assert "until" not in edge


def test_markup_in_a_name_stays_text() -> None:
    picture = svg(made(["<script>alert(1)</script>", 'x" onload="y']))
    root = ET.fromstring(picture)
    assert not root.findall(f".//{_SVG}script")
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]


def test_a_picture_of_many_shows_the_most_reported_and_says_so() -> None:
    root = ET.fromstring(svg(made([f"Actor {i}" for i in range(MOST + 30)])))
    assert len(root.findall(f".//{_SVG}circle")) == MOST
    title = root.find(f"{_SVG}title")
    assert title is not None
    assert "the 30 least reported actors are left out" in (title.text or "")


def test_an_empty_map_is_a_picture_too() -> None:
    assert ET.fromstring(svg(Map("2026-01-05", None, (), ()))) is not None


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "onrecord.db"
    with Record(path) as record:
        text = "Norway and Chile signed a fisheries agreement in Santiago in March 2026.\n"
        record.store(read(text, published="2026-03-30", outlet="The Fjord Post"))
    return str(path)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_the_commands_tell_it_in_words(database: str) -> None:
    line = run("timeline", "--events", "--db", database)
    assert "2026-03     SUPPORT “signed” · Norway → Chile · in Santiago" in line
    assert "The Fjord Post · 2026-03-30 · 1:e1" in line
    assert "1 event\n" in line
    told = run("map", "--as-of", "2026-04", "--around", "Chile", "--db", database)
    assert "Norway has an agreement with Chile, since 2026-03" in told
    assert "Gabriel Boric, President: Chile" in told
    assert "by the gazetteer" in told
    changed = run("map", "--compare", "2026-02", "--as-of", "2026-04", "--db", database)
    assert "Norway has an agreement with Chile, since 2026-03\n" in changed


def test_the_commands_write_files_for_others(database: str) -> None:
    assert '"moments"' in run("timeline", "--json", "--db", database)
    assert '"edges"' in run("map", "--json", "--db", database)
    assert '"changes"' in run("map", "--compare", "2026-02", "--json", "--db", database)
    assert run("map", "--svg", "--db", database).startswith("<svg")
    assert len(nx.read_graphml(BytesIO(run("map", "--graphml", "--db", database).encode()))) >= 2
    result = CliRunner().invoke(main, ["map", "--compare", "2026-02", "--svg", "--db", database])
    assert result.exit_code == 2
    assert "A comparison is written as text or --json" in result.output
