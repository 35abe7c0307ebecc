"""``onrecord map``: how the actors stand to each other on a day, and what changed between two."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.opening import of_a_record, opened

if TYPE_CHECKING:
    from onrecord.record.map import Comparison, Map


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--as-of", metavar="DATE", help="The day (of a month its last); that of the newest article if not given.")
@click.option("--around", metavar="NAME", help="Only this actor, those it stands in a relation to, and theirs.")
@click.option("--compare", metavar="DATE", help="Show what changed from that day to --as-of instead.")
@click.option("--json", "as_what", flag_value="json", help="Write one JSON object, with all the evidence.")
@click.option("--graphml", "as_what", flag_value="graphml", help="Write GraphML, for Gephi, yEd, Cytoscape, networkx.")
@click.option("--svg", "as_what", flag_value="svg", help="Write a picture.")
@of_a_record
def map(as_of: str | None, around: str | None, compare: str | None, as_what: str | None, db: Path) -> None:
    """List who stands how to whom on a day: offices, alliances, wars, agreements, sanctions, support, control.

    Each relation has the number of articles that tell it, the first and the last of them, who says so
    where no article does itself, and who disputes it. Who led a country is added from the gazetteer and marked so.

    \b
    Examples:
      onrecord map --as-of 2026-01-05 --around Norway
      onrecord map --compare 2025-01 --as-of 2026-01
      onrecord map --as-of 2026 --svg > map.svg
    """
    if compare is not None and as_what in ("graphml", "svg"):
        raise click.UsageError("A comparison is written as text or --json.")
    with opened(db) as record:
        found: Map | Comparison
        if compare is None:
            found = record.map(as_of, around=around)
        else:
            found = record.map_changes(compare, as_of or record.map().as_of, around=around)
    if as_what is None:
        _show(found)
    else:
        sys.stdout.buffer.write(_written(found, as_what))


def _written(found: Map | Comparison, as_what: str) -> bytes:
    from onrecord.record.map import Comparison

    if as_what == "json" or isinstance(found, Comparison):
        from onrecord.export.tables import as_json

        return as_json(found).encode("utf-8", "backslashreplace")
    if as_what == "graphml":
        from onrecord.export.graphml import graphml

        return graphml(found)
    from onrecord.export.picture import svg

    return svg(found).encode("utf-8", "xmlcharrefreplace")


def _show(found: Map | Comparison) -> None:
    from rich.console import Console
    from rich.text import Text

    from onrecord.export.outline import one_line
    from onrecord.export.standings import change, manner, relation
    from onrecord.record.map import Comparison

    console = Console(highlight=False, soft_wrap=True)
    if isinstance(found, Comparison):
        for each in found.changes:
            console.print(Text(one_line(change(each))))
        count = f"{len(found.changes):,} change" + ("" if len(found.changes) == 1 else "s")
        console.print(Text(f"{count} from {found.before} to {found.after}", "dim"))
        return
    for edge in found.edges:
        console.print(Text(one_line(relation(found.name(edge.subject), edge, found.name(edge.object))), "bold"))
        console.print(Text(f"    {one_line(manner(edge))}", "dim"))
        for evidence in edge.evidence[:1]:
            console.print(Text(f"    “{one_line(evidence.words)}” {evidence.ref}", "dim"))
    count = f"{len(found.edges):,} relation" + ("" if len(found.edges) == 1 else "s")
    console.print(Text(f"{count} between {len(found.nodes):,} actors as of {found.as_of}", "dim"))
