"""Articles with their attributions marked inline, and what becomes of them.

``<s1>source</s1>``, ``<q1>cue</q1>``, ``<c1>content</c1>``: the number is the attribution's, a role may come twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from onrecord.model import Actor, Attribution, Document, Span, Statement
from onrecord.reading.statements import assemble

_TAG = re.compile(r"<(/?)([sqc])(\d+)>")


@dataclass(frozen=True)
class Told:
    """What ``assemble`` made of a marked article."""

    document: Document
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    marked: dict[int, tuple[Span, ...]]

    def __getitem__(self, number: int) -> Statement:
        """The statement that holds most of the content marked with this number."""
        first = self.marked[number][0]
        near = [s for s in self.statements if any(span.overlaps(first) for span in s.content)]
        return min(near, key=lambda s: sum(abs(a.start - first.start) + abs(a.end - first.end) for a in s.content[:1]))

    def actor(self, statement: Statement) -> Actor | None:
        return next((actor for actor in self.actors if actor.id == statement.actor), None)

    def speaker(self, number: int) -> str | None:
        actor = self.actor(self[number])
        return actor.name if actor else None

    def speakers(self) -> dict[int, str | None]:
        return {number: self.speaker(number) for number in sorted(self.marked)}

    def words(self, statement: Statement) -> list[str]:
        return [span.of(self.document.text) for span in statement.content]

    def find(self, words: str) -> Statement:
        """The one statement whose content begins with these words (marks left out)."""
        found = [s for s in self.statements if self.words(s)[0].lstrip("“‘\"'").startswith(words)]
        assert len(found) == 1, [self.words(s) for s in self.statements]
        return found[0]


def _read(marked: str, *, outlet: str | None = None) -> Told:
    text, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[int, dict[str, list[Span]]] = {}
    for m in _TAG.finditer(marked := marked.strip("\n")):
        text += marked[at : m.start()]
        at = m.end()
        if m[1]:
            spans.setdefault(int(m[3]), {}).setdefault(m[2], []).append(Span(opened.pop(m[2] + m[3]), len(text)))
        else:
            opened[m[2] + m[3]] = len(text)
    text += marked[at:]
    document = Document(text, tuple(Span(*m.span()) for m in re.finditer(r"[^\n]+", text)), outlet=outlet)
    numbers = sorted(spans)
    roles = [[tuple(spans[n].get(role, ())) for role in "sqc"] for n in numbers]
    attributions = [Attribution(source, cue, content, 0.9) for source, cue, content in roles]
    actors, statements = assemble(document, attributions)
    return Told(document, actors, statements, {n: tuple(spans[n]["c"]) for n in numbers})


@pytest.fixture
def read() -> Callable[..., Told]:
    """Read a marked article: ``read(text, outlet=...)[1]`` is the statement marked with 1."""
    return _read
