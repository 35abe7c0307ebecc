"""A reading for the eye, in a terminal or a plain text file."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len, chop_cells

from onrecord.export.happenings import happenings, standings
from onrecord.export.outline import Entry, facts, manner, name, one_line, outline, role, spans, tally, words
from onrecord.model import Reading

if TYPE_CHECKING:
    from rich.console import Console

Piece = tuple[str, str]
"""Words on one line and their style, as ``rich.style`` writes it."""

# Colours of the 256 that keep a contrast of at least 4 to 1 on black and on white alike.
_COLOURS = (
    "color(31)",
    "color(130)",
    "color(163)",
    "color(28)",
    "color(99)",
    "color(161)",
    "color(64)",
    "color(30)",
)
_NOBODY = "bright_black"
_WIDEST = 100  # columns; longer lines are hard to read
_STEP = 4  # columns of indentation for each level of nesting


_WORD = re.compile(r"\S+ *")


def show(reading: Reading, file: TextIO) -> None:
    """Write the article's facts, then each statement: who, in what role, how, how sure, and the words.

    A statement inside another is indented under it. The article's text is never taken for markup or for terminal
    commands. Where the file is a terminal, its colours and width are used.
    """
    if coloured(file):
        from rich.console import Console

        paint(reading, Console(file=file))
    else:
        file.write(plain(reading, columns()))


def paint(reading: Reading, console: Console) -> None:
    """``show`` in colours."""
    from rich.text import Text

    lines = (Text.assemble(*line) for line in _lines(reading, console.width))
    console.print(Text("\n").join(lines), soft_wrap=True, highlight=False)


def plain(reading: Reading, width: int) -> str:
    """``show`` without colours."""
    return "".join("".join(part for part, _ in line) + "\n" for line in _lines(reading, width))


def coloured(file: TextIO) -> bool:
    """May the file want colours? ``rich`` has the last word; where it may not, there is no need to load it."""
    return file.isatty() or "FORCE_COLOR" in os.environ or "TTY_COMPATIBLE" in os.environ


def columns() -> int:
    """The width of the terminal that a standard stream is at, else 80; COLUMNS overrides, as it does in ``rich``."""
    given = os.environ.get("COLUMNS", "")
    if given.isdigit():
        return int(given) or 80
    for stream in (0, 1, 2):
        try:
            return os.get_terminal_size(stream).columns or 80
        except (ValueError, OSError):
            continue
    return 80


def _lines(reading: Reading, width: int) -> Iterator[list[Piece]]:
    document, entries = reading.document, outline(reading)
    starts = [paragraph.start for paragraph in document.paragraphs]
    width = min(width, _WIDEST)
    if document.title:
        yield from _wrapped([(one_line(document.title), "bold")], width)
    if known := facts(reading):
        yield from _wrapped([(" · ".join(known), "")], width)
    if document.url:
        yield from _wrapped([(one_line(document.url), "dim")], width)
    yield from _wrapped([(tally(entries), "dim")], width)
    for entry in entries:
        yield []
        yield from _statement(reading, entry, starts, width)
    if happened := list(happenings(reading, entries)):
        yield []
        yield [("What happened", "bold")]
        for day, told in happened:
            yield from _wrapped([(f"{day}  ", "bold"), (told, "")], width)
    if standing := list(standings(reading)):
        yield []
        yield [("How they stand", "bold")]
        for line in standing:
            yield from _wrapped([(line, "")], width)


def _statement(reading: Reading, entry: Entry, starts: list[int], width: int) -> Iterator[list[Piece]]:
    colour = _NOBODY if entry.rank is None else _COLOURS[entry.rank % len(_COLOURS)]
    margin = (" " * min(entry.depth * _STEP, width // 3), "")
    who = [(name(entry), f"bold {colour}")]
    if entry.actor is not None:
        if not entry.actor.named:
            who.append((" (unnamed)", f"italic {colour}"))
        if given := role(entry):
            who.append((f", {given}", ""))
    how = manner(entry)
    if starts and (parts := spans(entry.statement)):
        how.append(f"¶ {bisect_right(starts, parts[0].start)}")
    yield from _wrapped(who, width, [margin])
    yield from _wrapped([(" · ".join(how), "dim")], width, [margin])
    for line in words(reading, entry):
        yield from _wrapped([(line, "")], width, [margin, ("│ ", colour)])


def _wrapped(pieces: Sequence[Piece], width: int, before: Sequence[Piece] = ()) -> Iterator[list[Piece]]:
    """The pieces in lines of that width, each with ``before`` at its head; words wider than a line are cut."""
    room = max(width - sum(len(part) for part, _ in before), 1)
    text = "".join(part for part, _ in pieces)
    breaks = [0, *_breaks(text, room), len(text)]
    for start, end in pairwise(breaks):
        end = start + len(text[start:end].rstrip())
        line, at = list(before), 0
        for part, style in pieces:
            if inside := part[max(start - at, 0) : max(end - at, 0)]:
                line.append((inside, style))
            at += len(part)
        yield line


def _breaks(text: str, room: int) -> Iterator[int]:
    """Where new lines begin."""
    used = 0
    for match in _WORD.finditer(text):
        start, word = match.start(), match[0]
        needed = cell_len(word.rstrip())
        if needed > room:
            *full, last = chop_cells(word, room)
            for part in full:
                if start:
                    yield start
                start += len(part)
            if start:
                yield start
            used = cell_len(last)
            continue
        if needed > room - used and start:
            yield start
            used = 0
        used += cell_len(word)
