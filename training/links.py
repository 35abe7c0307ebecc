"""What training needs of names and mentions, word by word: tags, and each mention with the entity it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.model import Span
from onrecord.reading.cast import Cast
from onrecord.reading.mentions import KINDS, NAMES
from onrecord.reading.quotes import quotations
from onrecord.reading.sentences import Layout
from onrecord.reading.sources import describe
from onrecord.reading.windows import Words
from training.corpora import Article
from training.entities import Tagged

IntArray = npt.NDArray[np.int64]
IGNORE = -100


@dataclass(frozen=True)
class Labels:
    """Of a text's W words: ``names`` (W,) BIO tags and ``kinds`` (W,) of head words, IGNORE where unknown; ``mentions``
    (M, 5), by head: head, first and last word (-1 where unknown), entity, and whether to learn what it means: 1 yes,
    0 no, 2 only where it was mentioned before."""

    names: IntArray
    kinds: IntArray
    mentions: IntArray


def none(count: int) -> Labels:
    """Labels that tell nothing."""
    return Labels(np.full(count, IGNORE, np.int64), np.full(count, IGNORE, np.int64), np.zeros((0, 5), np.int64))


def of_tagged(tagged: Tagged, text: Words) -> Labels:
    """Of a text with names or mentions."""
    count = len(text.start)
    labels = none(count)
    if tagged.names is not None:
        labels.names[:] = 0
        for name in tagged.names:
            low, high = _range(text, name.start, name.end)
            tag = 1 + 2 * NAMES.index(name.kind)
            labels.names[low:high] = tag + 1
            labels.names[low : low + 1] = tag
    rows: dict[int, tuple[int, int, int, int, int]] = {}
    if tagged.mentions is not None:
        labels.kinds[:] = 0
        for mention in tagged.mentions:
            low, high = _range(text, mention.start, mention.end)
            head = _range(text, *mention.head)[0]
            if low <= head < high and head not in rows:  # of two with one head the longer, which comes first
                rows[head] = (head, low, high - 1, mention.cluster, 1)
                labels.kinds[head] = KINDS.index(mention.kind)
    return Labels(labels.names, labels.kinds, _sorted(list(rows.values())))


def of_own(article: Article, text: Words) -> Labels:
    """Of a house article: its sources mean their speakers, and names mean whom they name.

    What is learnt: which earlier name or source a pronoun or a description means.
    """
    labels = none(len(text.start))
    paragraphs = tuple(Span(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", article.text))
    layout = Layout(article.text, paragraphs)
    cast = Cast(layout, [Span(q.start, q.end) for q in quotations(article.text, paragraphs) if not q.depth])
    entities: dict[str, int] = {}
    speakers = {a.speaker for a in article.attributions if a.speaker and a.speaker != "-"}
    rows: dict[int, tuple[int, int, int, int, int]] = {}
    for name, figure in zip(cast.names, cast.linked, strict=True):
        head = _range(text, name.start, name.end)[1] - 1
        if head < 0:
            continue
        own = " ".join(name.words)
        known = next(iter(sorted((s for s in speakers if _same(s, own)), key=len)), None)
        if known is None and figure is not None:
            known = next((s for s in sorted(speakers) if _same(s, figure.name)), figure.name)
        rows[head] = (head, -1, -1, entities.setdefault(known or own, len(entities)), 0)
    for head, speaker, plain in _sources(article, cast, text):
        if head not in rows or not plain:
            rows[head] = (head, -1, -1, entities.setdefault(speaker, len(entities)), 2 if plain else 0)
    return Labels(labels.names, labels.kinds, _sorted(list(rows.values())))


def _sources(article: Article, cast: Cast, text: Words) -> Iterator[tuple[int, str, bool]]:
    """Each source's head word, its speaker, and whether it is a pronoun or a description."""
    for a in article.attributions:
        if not a.source or not a.speaker or a.speaker == "-":
            continue
        told = describe(cast, Span(*a.source[0]))
        if told.named is not None:
            name = cast.names[told.named]
            yield _range(text, name.start, name.end)[1] - 1, a.speaker, False
        elif told.owner is None:
            low, high = _range(text, *a.source[0])
            head = (
                low
                if told.pronoun
                else low + _head([article.text[text.start[i] : text.end[i]] for i in range(low, high)])
            )
            yield head, a.speaker, True


def _head(words: list[str]) -> int:
    """The index of the noun that heads a phrase: the last before a preposition, a relative pronoun or a comma."""
    ends = (
        "of",
        "for",
        "at",
        "in",
        "on",
        "with",
        "from",
        "to",
        "by",
        "about",
        "who",
        "which",
        "that",
        ",",
        "whose",
        "and",
    )
    end = next((i for i, word in enumerate(words) if i and word.lower() in ends), len(words))
    return max(end - 1, 0)


def _same(full: str, short: str) -> bool:
    """Does a name in full have the other's words, the last among them?"""
    a, b = re.findall(r"\w+", full.lower()), re.findall(r"\w+", short.lower())
    return bool(a and b) and a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))


def _range(text: Words, start: int, end: int) -> tuple[int, int]:
    low = int(np.searchsorted(text.end, start, side="right"))
    return low, max(low, int(np.searchsorted(text.start, end, side="left")))


def _sorted(rows: list[tuple[int, int, int, int, int]]) -> IntArray:
    return np.array(sorted(rows), np.int64).reshape(-1, 5)
