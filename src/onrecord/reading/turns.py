"""Turns of a transcript: interviews, hearings, panels set as "NAME: words", told by their layout alone.

Labels must come back: two different ones at least, three labelled paragraphs, and one label used twice, or it is no
transcript but a list ("Price: ...", "Where: ..."). By the convention of this project a label is the source of its turn,
the cue is empty, and each further paragraph of an answer is a statement of its own without source and cue.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.reading.nouns import words

_LABEL = re.compile(
    r"[*_]{0,2}(?P<label>Q|A|Q\d+|A\d+|[^\W\d_a-z][\w.’'&/-]*(?: (?:[^\W\d_a-z][\w.’'&/-]*|of|the|for|and|de|van|al))"
    r"{0,5})(?: ?\((?P<role>[^()\n]{2,60})\))?[*_]{0,2}(?:[:：]|\.(?=[*_]))[*_]{0,2}\s*(?=\S)"
)
_NO_LABELS = words(
    """
    note notes update updated correction photo photos image caption source sources related read watch listen
    more editor location date time where when what who why how price rating runtime director cast tickets score
    scorers substitutes background summary analysis verdict exclusive breaking live opinion warning tip total
    result results venue kick-off advertisement reporting editing writing additional email contact phone address
    website his her their its my our answer the added asked also but and so then still yet here there this that
    these those first second third finally one two three example conclusion question pros cons step day week
    chapter part figure table
    """
)
_FIRST_PERSON = re.compile(r"\b(?:I|I[’'](?:m|ve|d|ll)|[Mm]y|[Ww]e|[Oo]ur|[Mm]e|[Uu]s)\b")
_TERMINAL = re.compile(r"[.!?…:,;]['\"”’»)\]]*$")
_FEWEST, _SHARE = 3, 0.25


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of a transcript: its label (None on a further paragraph of the same turn) and its words.

    ``speaker`` is the label of the turn it belongs to, ``role`` what stands in brackets behind it.
    """

    label: Span | None
    words: Span
    speaker: str
    role: Span | None = None


def turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The turns of a transcript, in order; none where the layout is not clearly one."""
    labelled: dict[int, re.Match[str]] = {}
    for number, paragraph in enumerate(paragraphs):
        m = _LABEL.match(text, paragraph.start, paragraph.end)
        if m is not None and m.end() < paragraph.end and _may_label(m["label"]):
            labelled[number] = m
    counts = Counter(m["label"].rstrip("0123456789") for m in labelled.values())
    kept = {number: m for number, m in labelled.items() if _counts(m["label"], counts)}
    if len(kept) < _FEWEST or len(counts) < 2 or max(counts.values()) < 2:
        return []
    first, last = min(kept), max(kept)
    if len(kept) < _SHARE * (last - first + 1):
        return []
    found: list[Turn] = []
    for number in range(first, len(paragraphs)):
        paragraph = paragraphs[number]
        m = kept.get(number)
        if m is not None:
            role = Span(*m.span("role")) if m["role"] else None
            found.append(Turn(Span(*m.span("label")), Span(m.end(), paragraph.end), m["label"], role))
        elif number < last:
            if not _aside(paragraph.of(text)):
                found.append(Turn(None, paragraph, found[-1].speaker))
        elif _FIRST_PERSON.search(paragraph.of(text)) and found[-1].words.end == paragraphs[number - 1].end:
            found.append(Turn(None, paragraph, found[-1].speaker))  # the last answer goes on
        else:
            break
    return found


def _may_label(label: str) -> bool:
    """Can it stand for a speaker ("THE CHAIR"), or does it only begin a sentence or a list ("The price")?"""
    first, _, rest = label.partition(" ")
    return first.lower() not in _NO_LABELS or (first == "THE" and rest.isupper())


def _counts(label: str, counts: Counter[str]) -> bool:
    """Does the label belong to the transcript: does it come back, or look like one who asks or answers?"""
    return counts[label.rstrip("0123456789")] > 1 or len(counts) <= 6


def _aside(words_: str) -> bool:
    """Is the paragraph a heading or a remark of the editors between two turns?"""
    words_ = words_.strip()
    if words_.startswith(("[", "(")) and words_.endswith(("]", ")")):
        return True
    return len(words_) < 70 and not _TERMINAL.search(words_)
