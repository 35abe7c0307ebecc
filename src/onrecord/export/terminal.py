"""A reading for the eye, in a terminal or a plain text file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from onrecord.export.outline import Entry, facts, manner, name, one_line, outline, role, spans, tally, words
from onrecord.model import Reading

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


def show(reading: Reading, console: Console) -> None:
    """Print the article's facts, then each statement: who, in what role, how, how sure, and the words.

    A statement inside another is indented under it. The article's text is never taken for markup or for
    terminal commands; colours and width are the console's.
    """
    document, entries = reading.document, outline(reading)
    starts = [paragraph.start for paragraph in document.paragraphs]
    width = min(console.width, _WIDEST)
    head = [Text(one_line(document.title), "bold")] if document.title else []
    if known := facts(reading):
        head.append(Text(" · ".join(known)))
    if document.url:
        head.append(Text(one_line(document.url), "dim"))
    head.append(Text(tally(entries), "dim"))
    lines = [line for each in head for line in _wrapped(each, console, width)]
    for entry in entries:
        lines += [Text(), *_lines(reading, entry, starts, console, width)]
    console.print(Text("\n").join(lines), soft_wrap=True, highlight=False)


def _lines(reading: Reading, entry: Entry, starts: list[int], console: Console, width: int) -> Iterator[Text]:
    colour = _NOBODY if entry.rank is None else _COLOURS[entry.rank % len(_COLOURS)]
    margin = Text(" " * min(entry.depth * _STEP, width // 3))
    who = Text(name(entry), f"bold {colour}")
    if entry.actor is not None:
        if not entry.actor.named:
            who.append(" (unnamed)", "not bold italic")
        if given := role(entry):
            who.append(f", {given}", "not bold default")
    how = manner(entry)
    if starts and (parts := spans(entry.statement)):
        how.append(f"¶ {bisect_right(starts, parts[0].start)}")
    yield from _wrapped(who, console, width, margin)
    yield from _wrapped(Text(" · ".join(how), "dim"), console, width, margin)
    bar = Text.assemble(margin, ("│ ", colour))
    for line in words(reading, entry):
        yield from _wrapped(Text(line), console, width, bar)


def _wrapped(text: Text, console: Console, width: int, before: Text | None = None) -> Iterator[Text]:
    """The text in lines of that width, each with ``before`` at its head."""
    before = before or Text()
    for line in text.wrap(console, max(width - len(before), 1), overflow="fold"):
        line.rstrip()
        yield before + line
