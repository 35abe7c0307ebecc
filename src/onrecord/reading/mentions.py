"""What kind of mention a word heads, and how two mentions look beside each other: what the pair
scorer sees of the text.

A mention is scored by its head word (Dobrovolskii, "Word-Level Coreference Resolution", 2021): a name's last word, a
description's noun, a pronoun itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.intp]

#: Classes of names that the encoder tags (B, I of each, O first).
NAMES = ("person", "organization", "place", "people", "other", "date")
#: What a head word's mention is; the first is no mention at all.
KINDS = ("none", "person", "organization", "place", "other")
SAME = 2  # have two mentions one head word?
LOOKS = 3  # pronoun, name, description
PAIRS = LOOKS * LOOKS * SAME
FAR = 12  # classes of distance in words
GAPS = 6  # classes of distance in sentences
_EVERYWHERE = 2.0  # how much a name's other places count beside its own
_SURE = 0.3  # the least probability of a tag for a word in small letters
_POINTS = frozenset(",;:-–—(")
REACH = 24  # words from a head to the first or last word of its mention

_PRONOUNS = frozenset(
    (
        *(
            "i",
            "me",
            "my",
            "mine",
            "myself",
            "we",
            "us",
            "our",
            "ours",
            "ourselves",
            "you",
            "your",
            "yours",
            "yourself",
        ),
        *("he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them"),
        *("their", "theirs", "themselves", "who", "whom", "whose", "which", "that", "this", "these", "those", "one"),
    )
)

Looks = Literal[0, 1, 2]


def looks(word: str) -> Looks:
    """Is a head word a pronoun (0), a name (1), or a description's noun (2)?"""
    if word.lower() in _PRONOUNS:
        return 0
    return 1 if word[:1].isupper() else 2


def far(words: IntArray) -> IntArray:
    """Classes below FAR of distances in words (at least 1): 1, 2, 3, 4, then by powers of two."""
    fine = np.minimum(words, 4)
    coarse = np.floor(np.log2(np.maximum(words, 4))).astype(np.intp) + 2
    return np.where(words <= 4, fine - 1, np.minimum(coarse, FAR - 1))


def gaps(sentences: IntArray) -> IntArray:
    """Classes below GAPS of distances in sentences: 0, 1, 2, 3 to 4, 5 to 8, more."""
    return np.searchsorted(np.array((0, 1, 2, 4, 8)), sentences).astype(np.intp)


def pairs(anaphor: IntArray, candidate: IntArray, same: npt.NDArray[np.bool_]) -> IntArray:
    """Classes below PAIRS of the looks of two mentions and whether their head words are the same."""
    return np.asarray((anaphor * LOOKS + candidate) * SAME + same, np.intp)


def names_of(scores: npt.NDArray[np.float32], forms: Sequence[str]) -> list[tuple[int, int, int]]:
    """The names of a text, of whose W words these are the BIO scores (W, 13) and the ``forms``: first word, end
    (exclusive), class among NAMES.

    A word belongs to a name where one of the tags is likelier than "none", and one in small letters where that tag is
    rather sure: the verb after a name can have a little of every tag. A word begins a name where the B tags together
    outweigh the I tags. Punctuation at either end is no part of it. A name's class is the one its words have most of,
    here and wherever the text has the same name, so that they seldom disagree.
    """
    if not len(scores):
        return []
    capital = np.fromiter((not form[:1].islower() for form in forms), np.bool_, len(scores))
    e = np.exp(scores - scores.max(1, keepdims=True))
    share = e / e.sum(1, keepdims=True)
    inside = (scores[:, 1:].max(1) > scores[:, 0]) & ((share[:, 1:].max(1) > _SURE) | capital)
    begins = inside & (share[:, 1::2].sum(1) > share[:, 2::2].sum(1))
    begins |= inside & ~np.concatenate(((False,), inside[:-1]))
    starts = np.flatnonzero(begins)
    stops = np.flatnonzero(inside & ~np.concatenate((inside[1:] & ~begins[1:], (False,)))) + 1
    spans = list(filter(None, (_trimmed(*span, forms) for span in zip(starts.tolist(), stops.tolist(), strict=True))))
    if not spans:
        return []
    low, high = np.array(spans).T
    kinds = share[:, 1::2] + share[:, 2::2]
    total = np.concatenate((np.zeros((1, kinds.shape[1])), np.cumsum(kinds, 0)))
    own = (total[high] - total[low]) / (high - low)[:, None]
    same: dict[str, int] = {}
    group = np.array([same.setdefault(" ".join(forms[a:b]).casefold(), len(same)) for a, b in spans])
    sums = np.zeros((len(same), kinds.shape[1]))
    np.add.at(sums, group, own)
    best = (own + _EVERYWHERE * (sums / np.bincount(group)[:, None])[group]).argmax(1)
    return [(a, b, kind) for (a, b), kind in zip(spans, best.tolist(), strict=True)]


def _trimmed(start: int, end: int, forms: Sequence[str]) -> tuple[int, int] | None:
    while start < end and forms[end - 1] in _POINTS:
        end -= 1
    while start < end and forms[start] in _POINTS:
        start += 1
    return (start, end) if start < end else None
