"""Readings made by hand, and records in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Actor, Document, Form, Reading, Span, Statement
from onrecord.record import Record


def article(
    *parts: tuple[str | None, str, str] | tuple[str | None, str, str, Form] | str,
    reader: str = "onrecord test 1",
    **facts: Any,
) -> Reading:
    """A reading of paragraphs such as ``("Ana Ruiz", "said", "The lock is shut")``, a string being narration.

    The words stand as ``Ana Ruiz said "The lock is shut".``; ``None`` is a statement without a source.
    """
    text, paragraphs, statements = "", [], []
    actors: dict[str, list[Span]] = {}
    for part in parts:
        start = len(text)
        if isinstance(part, str):
            text += part
        else:
            who, cue, words = part[:3]
            form: Form = part[3] if len(part) == 4 else "direct"
            source = []
            if who:
                source = [Span(len(text), len(text) + len(who))]
                actors.setdefault(who, []).extend(source)
                text += f"{who} "
            cues = (Span(len(text), len(text) + len(cue)),)
            text += f"{cue} "
            words = f'"{words}"' if form == "direct" else words
            content = (Span(len(text), len(text) + len(words)),)
            text += f"{words}."
            statements.append((tuple(source), cues, content, form, who))
        paragraphs.append(Span(start, len(text)))
        text += "\n\n"
    cast = {
        name: Actor(f"a{i}", name, "person", not name.startswith(("a ", "the ")), mentions=tuple(spans))
        for i, (name, spans) in enumerate(actors.items(), 1)
    }
    return Reading(
        Document(text.rstrip(), tuple(paragraphs), **facts),
        reader,
        tuple(cast.values()),
        tuple(
            Statement(f"s{i}", source, cues, content, form, cast[who].id if who else None, None, 0.9)
            for i, (source, cues, content, form, who) in enumerate(statements, 1)
        ),
    )


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "onrecord.db") as record:
        yield record
