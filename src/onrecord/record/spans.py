"""Spans as the tables hold them: "12-20 45-47", in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model import Span


def packed(spans: Iterable[Span]) -> str:
    """The spans as text."""
    return " ".join(f"{span.start}-{span.end}" for span in spans)


def unpacked(text: str) -> tuple[Span, ...]:
    """The spans of such a text."""
    pairs = (pair.split("-") for pair in text.split())
    return tuple(Span(int(start), int(end)) for start, end in pairs)


def hull(spans: Sequence[Span]) -> Span:
    """From where the first begins to where the last ends; nothing at 0 if there are none."""
    if not spans:
        return Span(0, 0)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def likeness(some: Sequence[Span], others: Sequence[Span]) -> float:
    """Characters that both cover, of those that either covers: 0 to 1 (Jaccard's index)."""
    ours = {offset for span in some for offset in range(span.start, span.end)}
    theirs = {offset for span in others for offset in range(span.start, span.end)}
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else float(some == others)
