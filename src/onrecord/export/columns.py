"""A reading in columns: CoNLL-U Plus (universaldependencies.org/ext-format.html), a token a line.

Sentences are parted by blank lines. SOURCE, CUE and CONTENT have, for each statement that a token is in, its number in
BIO notation ("B-3", "I-3", several joined by "|"); SPEAKER the name at the first token of a content. MISC has the
token's offsets in code points (TokenRange) and SpaceAfter=No, so that the text can be had back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.export.outline import one_line
from onrecord.model import Reading, Span
from onrecord.reading.sentences import paragraphs_of, sentence_starts

COLUMNS = ("ID", "FORM", "ONRECORD:SOURCE", "ONRECORD:CUE", "ONRECORD:CONTENT", "ONRECORD:SPEAKER", "MISC")
_TOKEN = re.compile(r"\w+(?:[’'.-]\w+)*|[^\w\s]")


def columns(reading: Reading) -> str:
    """The text of the file."""
    text = reading.document.text
    actors = {actor.id: actor for actor in reading.actors}
    starts = sentence_starts(text, paragraphs_of(text, reading.document.paragraphs))
    tokens = tokens_of(text)
    labels = {role: _labels(tokens, [getattr(each, role) for each in reading.statements]) for role in _ROLES}
    speakers = ["_"] * len(tokens)
    for each in reading.statements:
        first = next((i for i, token in enumerate(tokens) for span in each.content if span.contains(token)), None)
        if first is not None and each.actor is not None:
            speakers[first] = one_line(actors[each.actor].name)
    lines = [f"# global.columns = {' '.join(COLUMNS)}", f"# newdoc id = {reading.document.id}"]
    ends = [*starts[1:], len(text)]
    sentence, number = -1, 0
    for i, token in enumerate(tokens):
        at = bisect_right(starts, token.start) - 1
        if at != sentence:
            if sentence >= 0:
                lines.append("")
            sentence, number = at, 0
            lines += [f"# sent_id = {at + 1}", f"# text = {' '.join(text[starts[at] : ends[at]].split())}"]
        number += 1
        close = i + 1 < len(tokens) and tokens[i + 1].start == token.end
        misc = f"TokenRange={token.start}:{token.end}" + ("|SpaceAfter=No" if close else "")
        cells = [labels[role][i] for role in _ROLES]
        lines.append("\t".join((str(number), token.of(text), *cells, speakers[i].replace("\t", " "), misc)))
    return "\n".join((*lines, "", ""))


def tokens_of(text: str) -> list[Span]:
    """The words and marks of a text, by their shape."""
    return [Span(*match.span()) for match in _TOKEN.finditer(text)]


_ROLES = ("source", "cue", "content")


def _labels(tokens: Sequence[Span], marked: Sequence[Sequence[Span]]) -> list[str]:
    found: list[list[str]] = [[] for _ in tokens]
    for number, spans in enumerate(marked, 1):
        begun = False
        for i, token in enumerate(tokens):
            if any(span.contains(token) for span in spans):
                found[i].append(f"{'I' if begun else 'B'}-{number}")
                begun = True
    return ["|".join(each) or "_" for each in found]
