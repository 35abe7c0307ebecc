"""Articles to training windows: numpy arrays of pieces, features, cue tags and role tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.model import Span
from onrecord.reading.attribution import between
from onrecord.reading.mentions import far, gaps, looks, pairs
from onrecord.reading.windows import Words, words
from training import links
from training.corpora import Article, Pairs
from training.entities import Tagged
from training.links import Labels
from training.network import REACH

IntArray = npt.NDArray[np.int64]
IGNORE = -100
WINDOW = 384  # pieces; the reader's own windows are shorter
_EDGE = 12  # words at a cut edge whose cues are not trained on: their arguments may lie outside
_SAME_LENGTH = str.maketrans(
    {"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"}
)


@dataclass(frozen=True)
class Example:
    """One window. ``ids`` (T,), ``features`` (T, 3) with the special pieces; ``columns`` (W,) each word's first piece;
    ``outer``, ``nested`` (W,) cue tags, IGNORE where unknown; ``anchors`` (N,) word numbers, ``tags`` (N, W) role
    tags, ``between`` (N, W) what lies between anchor and word. ``names``, ``kinds`` (W,) and ``mentions`` (M, 5) as in
    ``links.Labels``; ``looks`` (M,) and ``same`` (M, M) of the mentions' head words; ``sentence`` (W,)."""

    ids: IntArray
    features: IntArray
    columns: IntArray
    outer: IntArray
    nested: IntArray
    anchors: IntArray
    tags: IntArray
    between: IntArray
    names: IntArray
    kinds: IntArray
    mentions: IntArray
    looks: IntArray
    same: npt.NDArray[np.bool_]
    sentence: IntArray


def paragraphs(text: str) -> list[Span]:
    """The text's lines that hold something: PolNeAR and the house articles set a paragraph a line."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", text)]


def word_range(text: Words, start: int, end: int) -> tuple[int, int]:
    """The words that the characters ``start:end`` touch, end-exclusive."""
    low = int(np.searchsorted(text.end, start, side="right"))
    return low, max(low, int(np.searchsorted(text.start, end, side="left")))


def examples(article: Article, tokenizer: Tokenizer, random: Random) -> Iterator[Example]:
    """The article's windows, cut at a random offset."""
    clean = article.text.translate(_SAME_LENGTH)
    text = words(tokenizer, clean, paragraphs(clean))
    count = len(text.start)
    if not count:
        return
    outer, nested = np.zeros(count, np.int64), np.zeros(count, np.int64)
    known: list[tuple[int, IntArray]] = []

    def ranges(pairs: Pairs) -> list[tuple[int, int]]:
        found = (word_range(text, s, e) for s, e in pairs)
        return [(a, b) for a, b in found if a < b]

    if not article.complete:
        for a in article.attributions:
            for low, high in ranges(a.content):
                nested[low:high] = IGNORE
    for a in article.attributions:
        cue, content = ranges(a.cue), ranges(a.content)
        if not cue:
            continue
        target = nested if a.parent is not None else outer
        for i, (low, high) in enumerate(cue):
            target[low:high] = 2
            target[low] = 1 if i == 0 else 2
        tags = np.zeros(count, np.int64)
        for tag, spans in ((5, content), (1, ranges(a.source)), (3, cue)):
            for i, (low, high) in enumerate(spans):
                tags[low:high] = tag + 1
                tags[low] = tag if tag != 3 or i == 0 else tag + 1
        if content:
            known.append((cue[0][0], tags))
    labels = links.of_own(article, text) if article.complete else links.none(count)
    yield from _cut(clean, text, random, outer, nested, known, labels)


def tagged_examples(tagged: Tagged, tokenizer: Tokenizer, random: Random) -> Iterator[Example]:
    """The windows of a text with names or mentions, cut at a random offset."""
    clean = tagged.text.translate(_SAME_LENGTH)
    text = words(tokenizer, clean, paragraphs(clean))
    if len(text.start):
        unknown = np.full(len(text.start), IGNORE, np.int64)
        yield from _cut(clean, text, random, unknown, unknown, [], links.of_tagged(tagged, text))


def _cut(
    clean: str,
    text: Words,
    random: Random,
    outer: IntArray,
    nested: IntArray,
    known: Sequence[tuple[int, IntArray]],
    labels: Labels,
) -> Iterator[Example]:
    total, room = len(text.pieces), WINDOW - 2
    begin = -random.randrange(room) if total > room else 0
    while begin < total:
        low, high = max(begin, 0), min(begin + room, total)
        if high < total and random.random() < 0.7:
            breaks = np.flatnonzero(text.begins[low:high]) + low
            breaks = breaks[breaks > low + (high - low) // 2]
            high = int(breaks[-1]) if len(breaks) else high
        first, last = int(np.searchsorted(text.first, low)), int(np.searchsorted(text.first, high))
        if last - first >= 4:
            yield _example(clean, text, first, last, outer, nested, known, labels)
        begin = high


def _example(
    clean: str,
    text: Words,
    a: int,
    b: int,
    outer: IntArray,
    nested: IntArray,
    known: Sequence[tuple[int, IntArray]],
    labels: Labels,
) -> Example:
    low = int(text.first[a])
    high = int(text.first[b]) if b < len(text.first) else len(text.pieces)
    n = high - low
    ids, features = np.zeros(n + 2, np.int64), np.zeros((n + 2, 3), np.int64)
    features[:, 0] = 5
    ids[0], ids[1:-1], ids[-1] = 101, text.pieces[low:high], 102
    for column, feature in enumerate((text.case, text.quote, text.begins)):
        features[1:-1, column] = feature[low:high]
    own_outer, own_nested = outer[a:b].copy(), nested[a:b].copy()
    left, right = (_EDGE if a > 0 else 0), (_EDGE if b < len(text.first) else 0)
    for tags in (own_outer, own_nested):
        tags[:left] = IGNORE
        tags[len(tags) - right :] = IGNORE
    inside = [(w, tags) for w, tags in known if a + left <= w < b - right]
    anchors = np.array([w for w, _ in inside], np.intp)
    mentions = _within(labels.mentions, a, b)
    heads = [clean[text.start[w] : text.end[w]] for w in (mentions[:, 0] + a).tolist()]
    lower = np.array([head.lower() for head in heads])
    return Example(
        ids, features, text.first[a:b].astype(np.int64) - low + 1, own_outer, own_nested,
        (anchors - a).astype(np.int64),
        np.stack([tags[a:b] for _, tags in inside]) if inside else np.zeros((0, b - a), np.int64),
        between(text, anchors[:, None], np.arange(a, b)[None]).astype(np.int64),
        labels.names[a:b].copy(), labels.kinds[a:b].copy(), mentions,
        np.array([looks(head) for head in heads], np.int64), lower[:, None] == lower[None],
        text.sentence[a:b].astype(np.int64),
    )  # fmt: skip


def _within(mentions: IntArray, a: int, b: int) -> IntArray:
    """The mentions whose heads lie in the words ``a:b``, counted from there; what reaches outside has no known span,
    and what was mentioned only before is not to be learnt."""
    own = mentions[(mentions[:, 0] >= a) & (mentions[:, 0] < b)].copy()
    before = set(mentions[mentions[:, 0] < a, 3].tolist())
    inside: set[int] = set()
    for row in own:
        entity = int(row[3])
        if entity not in inside and entity in before:
            row[4] = 0
        inside.add(entity)
    whole = (own[:, 1] >= a) & (own[:, 2] < b)
    own[:, 1:3] = np.where(whole[:, None], own[:, 1:3] - a, -1)
    own[:, 0] -= a
    return own


@dataclass(frozen=True)
class Mentioned:
    """The M mentions of example ``row``: ``columns`` (W,) of its words; ``head``, ``first``, ``last`` (M,) words, -1
    where unknown; ``learn`` (M,) whether to learn what each means; ``good`` (M, M + 1) its antecedents, "none" in
    column 0; ``pairs``, ``far``, ``gaps`` (M, M) classes of the pair (``onrecord.reading.mentions``)."""

    row: int
    columns: IntArray
    head: IntArray
    first: IntArray
    last: IntArray
    learn: npt.NDArray[np.bool_]
    good: npt.NDArray[np.bool_]
    pairs: IntArray
    far: IntArray
    gaps: IntArray


def _mentioned(row: int, e: Example) -> Mentioned:
    head, entity, learn = e.mentions[:, 0], e.mentions[:, 3], e.mentions[:, 4]
    earlier = head[None] < head[:, None]
    good = np.zeros((len(head), len(head) + 1), np.bool_)
    good[:, 1:] = (entity[None] == entity[:, None]) & earlier
    good[:, 0] = ~good[:, 1:].any(1)
    sentence = e.sentence[head]
    return Mentioned(
        row, e.columns, head, e.mentions[:, 1], e.mentions[:, 2],
        (learn == 1) | ((learn == 2) & ~good[:, 0]), good,
        pairs(e.looks[:, None], e.looks[None], e.same).astype(np.int64),
        far(np.maximum(head[:, None] - head[None], 1)).astype(np.int64),
        gaps(np.maximum(sentence[:, None] - sentence[None], 0)).astype(np.int64),
    )  # fmt: skip


@dataclass(frozen=True)
class Batch:
    """Examples side by side. ``ids`` (B, T), ``features`` (B, T, 3), ``columns`` (B, W), cue tags ``outer`` and
    ``nested`` (B, W); for N anchors ``row`` (N,), ``anchor`` (N,) their columns, ``about`` (N, L) columns of the
    words about them, ``tags`` (N, L) and ``mask`` and ``between`` (N, L). ``names``, ``kinds`` (B, W) as ``outer``;
    ``mentioned`` holds the mentions of each example that has some."""

    ids: IntArray
    features: IntArray
    columns: IntArray
    outer: IntArray
    nested: IntArray
    row: IntArray
    anchor: IntArray
    about: IntArray
    tags: IntArray
    mask: npt.NDArray[np.float32]
    between: IntArray
    names: IntArray
    kinds: IntArray
    mentioned: tuple[Mentioned, ...]


def collate(group: Sequence[Example]) -> Batch:
    """Pad and stack."""
    length, count = max(len(e.ids) for e in group), max(len(e.columns) for e in group)
    ids, features = np.zeros((len(group), length), np.int64), np.zeros((len(group), length, 3), np.int64)
    columns = np.zeros((len(group), count), np.int64)
    outer, nested, names, kinds = (np.full((len(group), count), IGNORE, np.int64) for _ in range(4))
    row, anchor, about, tags, mask, gaps = [], [], [], [], [], []
    for i, e in enumerate(group):
        ids[i, : len(e.ids)], features[i, : len(e.ids)] = e.ids, e.features
        columns[i, : len(e.columns)] = e.columns
        outer[i, : len(e.columns)], nested[i, : len(e.columns)] = e.outer, e.nested
        names[i, : len(e.columns)], kinds[i, : len(e.columns)] = e.names, e.kinds
        for w, t, gap in zip(e.anchors.tolist(), e.tags, e.between, strict=True):
            places = np.arange(w - REACH, w + REACH + 1)
            inside = (places >= 0) & (places < len(e.columns))
            safe = np.clip(places, 0, len(e.columns) - 1)
            row.append(i)
            anchor.append(int(e.columns[w]))
            about.append(e.columns[safe])
            tags.append(np.where(inside, t[safe], 0))
            mask.append(inside.astype(np.float32))
            gaps.append(gap[safe])
    wide = 2 * REACH + 1
    return Batch(
        ids, features, columns, outer, nested, np.array(row, np.int64), np.array(anchor, np.int64),
        np.stack(about) if about else np.zeros((0, wide), np.int64),
        np.stack(tags) if tags else np.zeros((0, wide), np.int64),
        np.stack(mask) if mask else np.zeros((0, wide), np.float32),
        np.stack(gaps) if gaps else np.zeros((0, wide), np.int64),
        names, kinds, tuple(_mentioned(i, e) for i, e in enumerate(group) if len(e.mentions) > 1),
    )  # fmt: skip


def batches(found: Sequence[Example], pieces: int, random: Random) -> list[Batch]:
    """Random batches of examples of like length, at most ``pieces`` padded pieces each."""
    order = sorted(found, key=lambda e: len(e.ids) + random.random() * 24)
    groups: list[list[Example]] = [[]]
    for e in order:
        if groups[-1] and (len(groups[-1]) + 1) * max(len(e.ids), len(groups[-1][-1].ids)) > pieces:
            groups.append([])
        groups[-1].append(e)
    random.shuffle(groups)
    return [collate(g) for g in groups if g]
