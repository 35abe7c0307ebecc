"""Noun phrases that stand for somebody without naming him: "the health secretary", "two officials", "her lawyer"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from onrecord.model import ActorKind
from onrecord.reading.nouns import kind_of, plural, singular, words
from onrecord.reading.roles import FUNCTION
from onrecord.reading.titles import fold

# A character class in front lets the search skip; the blank behind stays for the next determiner ("the two").
_DETERMINER = re.compile(
    r"[ \n\t\u00a0“”‘’\"'(\[—–]([Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|[Oo]ne|[Aa]nother|[Tt]his"
    r"|[Tt]hat|[Tt]hese|[Tt]hose|[Tt]wo|[Tt]hree|[Ff]our|[Ss]ome|[Mm]any|[Ss]everal|[Mm]ost|[Bb]oth)(?= )"
)
_WORDS = re.compile(r"(?:[\w’'‑&.-]*[\w’'] ?){1,6}")
_DEFINITE = words("the this that these those")


class Nominal(NamedTuple):
    """A noun phrase without a name, ``text[start:end]``, from determiner to head (``head``: folded, singular)."""

    start: int
    end: int
    head: str
    kind: ActorKind
    plural: bool
    definite: bool


def nominals(text: str) -> list[Nominal]:
    """The noun phrases with a determiner whose head is a known noun, by position. Linear in the text's length."""
    found: list[Nominal] = []
    for m in _DETERMINER.finditer("\n" + text):
        start, after = m.start(), m.end()  # the line break in front makes up for the one before the determiner
        words = _WORDS.match(text, after)
        if words is not None:
            head, end = _head(words[0])
            if end:
                found.append(Nominal(start, after + end, *_told(head), m[1].lower() in _DEFINITE))
    return found


def _head(phrase: str) -> tuple[str, int]:
    """The head of a noun phrase and where it ends in it; 0 where the phrase has no known noun.

    Names are passed over ("the Trump spokesman"); possessors too ("the minister's lawyer").
    """
    head, length, at = "", 0, 0
    for word in phrase.split(" "):
        at += len(word) + 1
        kind = _part(word)
        if kind == "function" or not word or (head and kind == "unknown"):
            break
        if kind == "owner":
            head, length = "", 0
        elif kind == "noun":
            head, length = word, at - 1
    return head, length


@lru_cache(maxsize=16384)
def _part(word: str) -> str:
    word = word.lower()
    if word in FUNCTION:
        return "function"
    if word.endswith(("'s", "’s")):
        return "owner"
    return "unknown" if kind_of(word) == "unknown" else "noun"


@lru_cache(maxsize=4096)
def _told(head: str) -> tuple[str, ActorKind, bool]:
    return singular(fold(head)), kind_of(head), plural(head)
