"""Where judgements hold on: the spans of a document's version, their words, and the text around them.

In the very version a judgement was made on, its place is its spans. In another version of the document it is wherever
the same words stand with the same text around them, if that is one place only; else the judgement has lost its anchor
there and is not applied. It is never moved to words that only look alike. (The idea of W3C Web Annotation's text quote
selector, without its tolerance.)
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.model import Span
from onrecord.record.schema import texts

CONTEXT = 60
"""Code points before and after the words that have to be the same in another version."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """``span`` of ``version``, its ``words``, and what stands ``before`` and ``after`` it there."""

    version: int
    span: Span
    words: str
    before: str
    after: str


def anchor(version: int, text: str, span: Span) -> Anchor:
    """The anchor of a span of a version's text."""
    before = text[max(0, span.start - CONTEXT) : span.start]
    return Anchor(version, span, span.of(text), before, text[span.end : span.end + CONTEXT])


def shift(connection: Connection, held: Anchor, version: int) -> int | None:
    """How far the anchor's place in another version is from its own; 0 in its own; None where it is lost."""
    if held.version == version:
        return 0
    text = connection.scalar(select(texts.c.text).where(texts.c.version == version)) or ""
    region = held.before + held.words + held.after
    found = text.find(region)
    if found < 0 or text.find(region, found + 1) >= 0:
        return None
    return found + len(held.before) - held.span.start
