"""A reading as brat standoff (brat.nlplab.org/standoff.html): the lines of an .ann file beside the text.

Content, Source and Cue are text-bound annotations (offsets in code points, discontinuous where they are), tied by the
relations said_by and told_by_cue. The form is an attribute; the speaker and the statement's name are in the notes.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.export.outline import one_line
from onrecord.ingest.marked import pieces
from onrecord.model import Reading, Span

CONFIGURATION = """\
[entities]
Content
Source
Cue
[relations]
said_by\tArg1:Content, Arg2:Source
told_by\tArg1:Content, Arg2:Cue
within\tArg1:Content, Arg2:Content
[events]
[attributes]
Form\tArg:Content, Value:direct|mixed|indirect
"""
"""The annotation.conf that brat needs for a folder of such files."""


def brat(reading: Reading, *, refs: dict[str, str] | None = None) -> str:
    """The lines of the .ann file; the .txt file beside it is the document's text."""
    text = reading.document.text
    actors = {actor.id: actor for actor in reading.actors}
    lines: list[str] = []
    bound: dict[str, str] = {}
    counts = {"T": 0, "R": 0, "A": 0, "#": 0}

    def put(kind: str, rest: str) -> str:
        counts[kind] += 1
        lines.append(f"{kind}{counts[kind]}\t{rest}")
        return f"{kind}{counts[kind]}"

    for each in reading.statements:
        if not pieces(text, each.content):
            continue
        content = put("T", f"Content {_offsets(text, each.content)}")
        bound[each.id] = content
        put("A", f"Form {content} {each.form}")
        for role, spans, relation in (("Source", each.source, "said_by"), ("Cue", each.cue, "told_by")):
            if pieces(text, spans):
                other = put("T", f"{role} {_offsets(text, spans)}")
                put("R", f"{relation} Arg1:{content} Arg2:{other}")
        actor = actors.get(each.actor or "")
        speaker = one_line(actor.name).replace("\t", " ") if actor else ""
        put("#", f"AnnotatorNotes {content}\tref={(refs or {}).get(each.id, each.id)} speaker={speaker}")
    for each in reading.statements:
        if each.parent in bound and each.id in bound:
            put("R", f"within Arg1:{bound[each.id]} Arg2:{bound[each.parent]}")
    return "".join(line + "\n" for line in lines)


def _offsets(text: str, spans: Sequence[Span]) -> str:
    parts = pieces(text, spans)
    places = ";".join(f"{span.start} {span.end}" for span in parts)
    return f"{places}\t{' '.join(span.of(text) for span in parts)}"
