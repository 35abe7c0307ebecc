"""Relative clauses in which somebody speaks ("a plan that residents say will cost them their homes").

The encoder takes the noun in front for the speaker; he stands behind the relative pronoun, and the noun is part of what
he says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Attribution, Span
from onrecord.reading.nouns import plural
from onrecord.reading.roles import DETERMINERS, FUNCTION

_PRONOUN = re.compile(r",? (?:that|which) (?=\S)")
_LONGEST = 10
_VERBS = frozenset(
    ("is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "can", "could", "should", "won")
)
_SUBJECT = frozenset(("he", "she", "it", "they", "we", "i", "you", "some", "many", "most", "few", "several", "no"))


def with_speakers(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those of relative clauses given their own speakers."""
    return [_own_speaker(text, attribution) for attribution in attributions]


def _own_speaker(text: str, attribution: Attribution) -> Attribution:
    if len(attribution.source) != 1 or not attribution.cue:
        return attribution
    source, cue = attribution.source[0], attribution.cue[0]
    if not 0 <= cue.start - source.end <= 1:
        return attribution  # something stands between the speaker and the verb
    last = None
    for m in _PRONOUN.finditer(text, source.start, source.end):
        last = m
    if last is None or last.start() == source.start or not _is_subject(text[last.end() : source.end]):
        return attribution
    thing = Span(source.start, last.start())
    content = sorted((thing, *attribution.content))
    return replace(attribution, source=(Span(last.end(), source.end),), content=tuple(content))


def _is_subject(words: str) -> bool:
    """Are these the words of a subject, and not of a verb with its object ("tracks attacks")?"""
    parts = words.lower().split()
    if len(parts) > _LONGEST or "," in words or any(part in _VERBS or part.endswith("ed") for part in parts):
        return False
    if parts[0] in DETERMINERS or parts[0] in _SUBJECT or (words[0].isupper() and parts[0] not in FUNCTION):
        return True
    head = 0
    while head < len(parts) and parts[head] not in FUNCTION:
        head += 1
    if head < len(parts) and parts[head] in DETERMINERS:
        return False
    return head > 0 and plural(parts[head - 1]) and not any(part.endswith("s") for part in parts[: head - 1])
