"""Two wordings of what somebody said beside each other: how alike they are, of which kind the one is, and what differs.

Words are compared without case, accents, punctuation and quotation marks; "[…]" and "…" mark where something was left
out. No word list and no model is used, so that what holds for English holds for other languages that part their words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

Kind = Literal["exact", "trimmed", "reworded", "translated-looking"]

REWORDED = 0.6
"""Likeness from which on two wordings are taken for the same words of the same speaker, more or less changed."""
TRANSLATED = 0.55
"""Share of the telling words from which on two wordings that differ more may still be the same words, translated."""
FEWEST = 4
"""Words that a wording must have to be known again, changed, in a longer one."""
FEWEST_TELLING = 4
"""Telling words that two wordings must share to look like translations of the same."""

_MOST_CHANGED = 0.99
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
_GAP = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.")
_STOP = re.compile(r"[.!?;]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared and where it stands in its text, in code points. ``gap``: after it something was left
    out; ``stop``: after it a sentence ends."""

    plain: str
    start: int
    end: int
    gap: bool
    stop: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that are the ``same`` in both wordings, ``gone`` from the second, or ``new`` in it."""

    kind: Literal["same", "gone", "new"]
    words: str


@dataclass(frozen=True)
class Wording:
    """A text as the words it is made of."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in their order."""
        found = list(_WORD.finditer(self.text))
        ends = [*(match.start() for match in found[1:]), len(self.text)][: len(found)]
        words = []
        for match, end in zip(found, ends, strict=True):
            after = self.text[match.end() : end]
            gap = _GAP.search(after) is not None
            words.append(
                Word(_plain(match[0]), match.start(), match.end(), gap, bool(_STOP.search(_GAP.sub("", after))))
            )
        return tuple(words)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return tuple(word.plain for word in self.words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in it."""
        return frozenset(word for word in self.plain if word[0].isdecimal())


def likeness(one: Wording, other: Wording) -> float:
    """How alike two wordings are, 0 to 1: 1 only if the shorter is the longer or a trimmed form of it.

    The mean of two shares of the shorter's words that the stretch of the longer has which is most like it (found by
    RapidFuzz's partial_ratio_alignment, on words): of those in the same order (the longest common subsequence), and of
    those in any order, weighted by their length (Zipf's law of abbreviation: the longer a word, the rarer and the more
    telling it is).
    """
    shorter, longer = sorted((one, other), key=lambda each: len(each.plain))
    if not shorter.plain:
        return 0.0
    if pieces(shorter, longer) is not None:
        return 1.0
    if len(shorter.plain) < FEWEST:
        return 0.0
    found = fuzz.partial_ratio_alignment(shorter.plain, longer.plain)
    if found is None:
        return 0.0
    margin = len(shorter.plain) // 2
    stretch = longer.plain[max(0, found.dest_start - margin) : found.dest_end + margin]
    in_order = LCSseq.similarity(shorter.plain, stretch) / len(shorter.plain)
    return min(_MOST_CHANGED, (in_order + _coverage(shorter.plain, stretch)) / 2)


def pieces(part: Wording, whole: Wording) -> list[tuple[int, int]] | None:
    """Where the parts of a trimmed wording stand among the words of the whole one (first word, after the last), None
    if it is none.

    Trimmed is what leaves words out at the beginning, at the end, where it says so by "[…]" or "…", or whole
    sentences; not what drops a word in the middle of a sentence, which may change what is said.
    """
    found: list[tuple[int, int]] = []
    begin = 0
    for run in _runs(part):
        hard = True
        for piece in [run] if _place(run, whole, begin) is not None else _sentences(run):
            place = _place(piece, whole, begin)
            if place is None or not (hard or _between_sentences(whole, begin, place)):
                return None
            begin, hard = place + len(piece), False
            found.append((place, begin))
    return found or None


def kind(whole: Wording, other: Wording) -> Kind:
    """What the other wording is beside the fullest one, given that the same words are meant."""
    if whole.plain == other.plain:
        return "exact"
    if pieces(other, whole) is not None:
        return "trimmed"
    return "reworded" if likeness(whole, other) >= REWORDED else "translated-looking"


def looks_translated(one: Wording, other: Wording) -> bool:
    """May the two be the same words, once or twice translated? Most of the telling words of the shorter are in the
    other one, if only in another inflection, there are enough of them, and no number contradicts.

    That is all it is based on: nothing is known here of what words mean.
    """
    shorter, longer = sorted((one, other), key=lambda each: len(each.plain))
    if longer.numbers and not shorter.numbers <= longer.numbers:
        return False
    ours, theirs = _telling(shorter.plain), _telling(longer.plain)
    shared = len(ours & theirs)
    return shared >= FEWEST_TELLING and shared >= TRANSLATED * len(ours) and len(theirs) <= 2 * len(ours)


def edits(whole: Wording, other: Wording) -> tuple[Edit, ...]:
    """What makes the other wording of the first one (Ratcliff and Obershelp's matching, on words, as in difflib)."""
    found: list[Edit] = []
    matcher = SequenceMatcher(None, whole.plain, other.plain, autojunk=False)
    for op, begin, end, start, stop in matcher.get_opcodes():
        if op in ("delete", "replace"):
            found.append(Edit("gone", _said(whole, begin, end)))
        if op in ("insert", "replace"):
            found.append(Edit("new", _said(other, start, stop)))
        if op == "equal":
            found.append(Edit("same", _said(other, start, stop)))
    return tuple(found)


def stem(word: str) -> str:
    """A plain word without most of its inflection: its first letters."""
    return word if word[0].isdecimal() else word[: max(5, len(word) - 3)]


def weight(word: str) -> float:
    """How telling a plain word is, by its length; a number always is."""
    if word[0].isdecimal():
        return 1.0
    return 0.2 if len(word) < 4 else 0.5 if len(word) == 4 else 1.0


@lru_cache(10_000)
def _plain(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return re.sub(r"['’,]", "", plain) or word


def _runs(wording: Wording) -> list[list[Word]]:
    """The words between one gap and the next."""
    runs: list[list[Word]] = [[]]
    for word in wording.words:
        runs[-1].append(word)
        if word.gap:
            runs.append([])
    return [run for run in runs if run]


def _sentences(run: Sequence[Word]) -> list[list[Word]]:
    found: list[list[Word]] = [[]]
    for word in run:
        found[-1].append(word)
        if word.stop:
            found.append([])
    return [each for each in found if each]


def _place(piece: Sequence[Word], whole: Wording, begin: int) -> int | None:
    """Where the words of the piece stand one after the other in the whole, from a word on."""
    wanted = tuple(word.plain for word in piece)
    for at in range(begin, len(whole.plain) - len(wanted) + 1):
        if whole.plain[at] == wanted[0] and whole.plain[at : at + len(wanted)] == wanted:
            return at
    return None


def _between_sentences(whole: Wording, begin: int, end: int) -> bool:
    """Are the words from one place to another whole sentences, or none?"""
    return begin == end or (whole.words[begin - 1].stop and whole.words[end - 1].stop)


def _coverage(shorter: Sequence[str], stretch: Sequence[str]) -> float:
    """Share of the words, by weight, that the stretch has too."""
    ours, theirs = Counter(map(stem, shorter)), Counter(map(stem, stretch))
    weights = {stem(word): weight(word) for word in shorter}
    total = sum(weights[each] * count for each, count in ours.items())
    return sum(weights[each] * count for each, count in (ours & theirs).items()) / total


def _telling(words: Sequence[str]) -> set[str]:
    """Words of some length, and numbers."""
    return {stem(word) for word in words if len(word) > 4 or word[0].isdecimal()}


def _said(wording: Wording, begin: int, end: int) -> str:
    """The words from one to before another as they are written, with the punctuation between and after them."""
    words = wording.words
    start = words[begin].start if begin else 0
    stop = words[end].start if end < len(words) else len(wording.text)
    return wording.text[start:stop].strip()
