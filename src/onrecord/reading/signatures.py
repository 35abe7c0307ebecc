"""Signed quotations: a paragraph that is a quotation and, after a dash, the name of who said it.

So readers' comments, testimonials and mottoes are set ("“It never stopped raining.” — Ada Moyo, farmer"), the name at
times on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Attribution, Span
from onrecord.reading.quotes import quotations

#: Probability that what is set like this is signed by its speaker: only titles of works ("“Home” — Part Two") mislead.
SIGNED = 0.95
_DASH = r"(?P<dash>―|—|–|--?)"
_PARTICLE = r"(?:de|da|do|das|dos|del|della|di|du|van|von|der|den|ter|zu|bin|ibn|ben|al|la|le|el|y|e|of|and)\b"
_NAME = rf"(?P<name>[^\W\d_a-z][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|{_PARTICLE})){{0,5}}"
_SIGNATURE = re.compile(rf"\s*{_DASH}\s*{_NAME}(?:, [^.!?]{{2,80}}?)?)\s*\.?\s*")
_MARKS = "“\"„«‘”'»`"
_FEWEST_WORDS = 4  # fewer may be a title of a work


def signed(text: str, paragraphs: Sequence[Span]) -> list[Attribution]:
    """The signed quotations, in order: source the name with what follows it, cue the dash."""
    found: list[Attribution] = []
    for number, paragraph in enumerate(paragraphs):
        quoted = quotations(text, [paragraph]) if text[paragraph.start] in _MARKS else []
        if not quoted or quoted[0].start != paragraph.start or not quoted[0].closed:
            continue
        content = Span(paragraph.start, quoted[0].end)
        if len(content.of(text).split()) < _FEWEST_WORDS:
            continue
        m = _SIGNATURE.fullmatch(text, content.end, paragraph.end)
        if m is None and content.end == paragraph.end and number + 1 < len(paragraphs):
            below = paragraphs[number + 1]
            m = _SIGNATURE.fullmatch(text, below.start, below.end)
        if m is not None:
            found.append(Attribution((Span(*m.span("name")),), (Span(*m.span("dash")),), (content,), SIGNED))
    return found


def without_signed(attributions: Sequence[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """The signed ones and those attributions that don't touch them; parents are told anew from where they stand."""
    taken = [span for a in found for span in (*a.content, *a.source)]
    kept = [
        a for a in attributions if not any(span.overlaps(other) for span in (*a.content, *a.source) for other in taken)
    ]
    return [*(Attribution(a.source, a.cue, a.content, a.confidence) for a in kept), *found]
