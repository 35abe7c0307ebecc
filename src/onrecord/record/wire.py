"""Wire copies: articles that are, but for what an outlet cut or put in, the same article.

Two articles are compared by their shingles, here all runs of five words: how many of those of the shorter the longer
one has too (the containment of A. Broder, "On the resemblance and containment of documents", 1997). A copy that was cut
to a third is still contained in the whole, while its resemblance (Jaccard's index) is only a third.

The shingles are counted, not estimated: only those articles are compared that carry the same words of the same
speaker, which the full text index has found. MinHash sketches (datasketch, rensa) estimate resemblance, which is not
what is wanted here (by it most copies that were cut to a half are lost), and gain time only where all articles of a
record are compared with all others. datasketch would bring SciPy too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

SHINGLE = 5
"""Words in a run."""
CONTAINED = 0.6
"""Share of the shorter article's shingles in the longer from which on one is the other's copy."""
FEWEST = 12
"""Shingles that the two have to share."""

_WORD = re.compile(r"\w+")


def stories(texts: Mapping[int, str]) -> dict[int, int]:
    """The story of each article: the number of the longest article that it is a copy of, its own if it is nobody's.

    Articles are compared with those stories only with which they share shingles, so the time grows with the words.
    """
    shingled = {number: shingles(text) for number, text in texts.items()}
    holders: dict[tuple[str, ...], list[int]] = {}
    found: dict[int, int] = {}
    for number in sorted(texts, key=lambda each: (-len(shingled[each]), each)):
        ours = shingled[number]
        shared = Counter(story for shingle in ours for story in holders.get(shingle, ()))
        story, count = max(shared.items(), key=lambda item: (item[1], -item[0]), default=(number, 0))
        if count >= FEWEST and count >= CONTAINED * len(ours):
            found[number] = story
            continue
        found[number] = number
        for shingle in ours:
            holders.setdefault(shingle, []).append(number)
    return found


def shingles(text: str) -> set[tuple[str, ...]]:
    """All runs of ``SHINGLE`` words of a text."""
    words = _WORD.findall(text.casefold())
    return set(zip(*(words[i:] for i in range(SHINGLE)), strict=False))
