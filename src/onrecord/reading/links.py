"""Whom a pronoun or a description means: the encoder's pair scorer over mentions of a text.

A mention is compared with each one before it by its head word: a product of the two words' vectors, how surely the
later one means something known, and small tables for the looks of the two, their distance in words and in sentences.
(Lee et al., "End-to-end Neural Coreference Resolution", 2017; by head words: Dobrovolskii 2021.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reading.attribution import Tables
from onrecord.reading.mentions import NAMES, far, gaps, looks, pairs
from onrecord.reading.windows import Words

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linker:
    """The pair scorer's small tables: ``pairs`` (PAIRS,), ``far`` (LOOKS, FAR), ``gaps`` (LOOKS, GAPS)."""

    pairs: FloatArray
    far: FloatArray
    gaps: FloatArray


@dataclass(frozen=True, slots=True)
class Links:
    """One text's words with their scores. Offsets asked for are code points of ``text``."""

    text: str
    words: Words
    tables: Tables
    linker: Linker

    def word(self, offset: int) -> int:
        """The word at an offset, or the next one."""
        return min(int(np.searchsorted(self.words.end, offset, side="right")), len(self.words.end) - 1)

    def scores(self, at: int, heads: Sequence[int]) -> FloatArray:
        """Of candidates by the offsets of their head words, all before ``at``: the log-odds (N,) that the mention whose
        head is at ``at`` means each of them and not something new."""
        return self.between(self.word(at), np.array([self.word(offset) for offset in heads], np.intp))

    def between(self, head: int, before: npt.NDArray[np.intp]) -> FloatArray:
        """The same of words: ``head`` and those ``before`` it (N,)."""
        t, w = self.tables, self.words
        own, others = self._head(head), [self._head(i) for i in before.tolist()]
        look = looks(own)
        kind = pairs(
            np.full(len(before), look, np.intp),
            np.array([looks(other) for other in others], np.intp),
            np.array([other.lower() == own.lower() for other in others], np.bool_),
        )
        fit = t.key[before] @ t.query[head] / np.float32(np.sqrt(t.query.shape[1]))
        fit += t.known[head, 0] + self.linker.pairs[kind]
        fit += self.linker.far[look, far(np.maximum(head - before, 1))]
        fit += self.linker.gaps[look, gaps(np.maximum(w.sentence[head] - w.sentence[before], 0))]
        return np.asarray(fit, np.float32)

    def names(self, start: int, end: int) -> dict[str, float]:
        """How likely the words ``start:end`` name something of each class of NAMES: mean probabilities."""
        return dict(zip(NAMES, self.shares([start], [end])[0].tolist(), strict=True))

    def shares(self, starts: Sequence[int], ends: Sequence[int]) -> FloatArray:
        """The same of several spans at once (N, NAMES)."""
        low = np.searchsorted(self.words.end, np.array(starts), side="right")
        high = np.maximum(low + 1, np.searchsorted(self.words.start, np.array(ends), side="left"))
        high = np.minimum(high, len(self.words.end))
        scores = self.tables.names
        e = np.exp(scores - scores.max(1, keepdims=True, initial=0))
        share = (e[:, 1::2] + e[:, 2::2]) / e.sum(1, keepdims=True)
        total = np.concatenate((np.zeros((1, len(NAMES))), np.cumsum(share, 0)))
        return np.asarray((total[high] - total[np.minimum(low, high)]) / np.maximum(high - low, 1)[:, None], np.float32)

    def _head(self, word: int) -> str:
        return self.text[self.words.start[word] : self.words.end[word]]
