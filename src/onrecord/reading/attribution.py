"""The encoder's tables to attributions: cues are found, and each cue's source and contents decoded.

The role tagger and its linear chain are described in training/network.py; the best tag sequence is found by the Viterbi
algorithm (Forney 1973), all cues of a text at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.model import Attribution, Span
from onrecord.reading.windows import Words

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

_O, _B_SOURCE, _B_CUE, _B_CONTENT = 0, 1, 3, 5
_ROLE_OF = np.array([0, 1, 1, 2, 2, 3, 3])
BETWEEN = 35
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Tables:
    """What one pass of the encoder says of a text's W words.

    ``cue`` (W, 6): scores of O, B, I for a cue of the narrator's own text, then for a cue inside a content.
    ``unary`` (W, 7): role tag scores of a word whatever the cue; ``anchor``, ``word`` (W, R): the role
    tagger's halves; ``match_anchor``, ``match_word`` (W, 3 M): how well a cue and a word fit as source, cue, content.
    ``names`` (W, 13) BIO scores of names, ``kinds`` (W, 5) of what a word heads; ``query``, ``key`` (W, K) and
    ``known`` (W, 1): what a mention means, ``span_query``, ``span_key`` (W, 2 S): where it begins and ends, all by
    head word (``mentions``, ``links``).
    """

    cue: FloatArray
    unary: FloatArray
    anchor: FloatArray
    word: FloatArray
    match_anchor: FloatArray
    match_word: FloatArray
    names: FloatArray
    kinds: FloatArray
    query: FloatArray
    key: FloatArray
    known: FloatArray
    span_query: FloatArray
    span_key: FloatArray


@dataclass(frozen=True, slots=True)
class RoleTagger:
    """The role tagger's own weights: ``distance`` (2 reach + 1, R), ``between`` (BETWEEN, R), ``emit`` (R, 7), ``bias``
    (7,), ``transition`` (7, 7)."""

    distance: FloatArray
    between: FloatArray
    emit: FloatArray
    bias: FloatArray
    transition: FloatArray

    @property
    def reach(self) -> int:
        """Words on each side of a cue that are looked at."""
        return len(self.distance) // 2


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on a word is taken to begin a cue, in the narrator's text and inside a content; and the
    two parameters of the calibration (Platt 1999): confidence = sigmoid(slope * score + offset). What is less sure than
    ``least`` is left out."""

    outer: float = 0.5
    nested: float = 0.5
    slope: float = 1.0
    offset: float = 0.0
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """One cue with its decoded roles: word ranges, end-exclusive. ``score`` says, like log-odds, how sound it is."""

    anchor: int
    nested: bool
    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    score: float


def attributions(words: Words, tables: Tables, tagger: RoleTagger, thresholds: Thresholds) -> tuple[Attribution, ...]:
    """The attributions of a text, in order of their contents, each one's parent found."""
    found = decode(tables, words, tagger, thresholds)
    found.sort(key=lambda f: (f.content[0], -f.content[-1][1]))
    parents = _parents(found)
    sure = [1.0 / (1.0 + float(np.exp(-(thresholds.slope * f.score + thresholds.offset)))) for f in found]
    kept = [
        i
        for i, f in enumerate(found)
        if sure[i] >= thresholds.least and (not f.nested or _held(parents[i], parents, sure, thresholds.least))
    ]
    number = {i: n for n, i in enumerate(kept)}

    def spans(ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span(int(words.start[a]), int(words.end[b - 1])) for a, b in ranges)

    result = []
    for i in kept:
        f, parent = found[i], parents[i]
        confidence = sure[i]
        result.append(
            Attribution(
                spans(f.source),
                spans(f.cue),
                spans(f.content),
                confidence,
                number.get(parent) if parent is not None else None,
            )
        )
    return tuple(result)


def _held(parent: int | None, parents: Sequence[int | None], sure: Sequence[float], least: float) -> bool:
    """Is there a parent, and are it and all around it sure enough to stay?"""
    if parent is None:
        return False
    while parent is not None:
        if sure[parent] < least:
            return False
        parent = parents[parent]
    return True


def decode(tables: Tables, words: Words, tagger: RoleTagger, thresholds: Thresholds) -> list[Found]:
    """Every cue with a content, unsorted; of cues that overlap the likelier one."""
    if not len(tables.cue):
        return []
    outer, nested = _begins(tables.cue[:, :3]), _begins(tables.cue[:, 3:])
    anchors = np.flatnonzero((outer > thresholds.outer) | (nested > thresholds.nested))
    if not len(anchors):
        return []
    found: list[Found] = []
    tags, certainty, columns = _roles(tables, words, anchors, tagger)
    for row, anchor in enumerate(anchors.tolist()):
        is_nested = bool(outer[anchor] <= thresholds.outer)
        roles = _ranges(tags[row], columns[row])
        if not roles[3]:
            continue
        probability = float(nested[anchor] if is_nested else outer[anchor])
        score = _log_odds(probability) + 4.0 * float(certainty[row])
        cue = roles[2] or ((anchor, anchor + 1),)
        found.append(Found(anchor, is_nested, roles[1], cue, roles[3], score))
    return _unrivalled(found)


def _begins(scores: FloatArray) -> FloatArray:
    e = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(e[:, 1] / e.sum(1), np.float32)


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


def _roles(
    tables: Tables, words: Words, anchors: IntArray, tagger: RoleTagger
) -> tuple[IntArray, FloatArray, IntArray]:
    """Of N anchors: best tags (N, L) of the words about them, mean log-probability of the tagged ones (N,), the words'
    indices (N, L)."""
    reach, total = tagger.reach, len(tables.word)
    scores = np.full((len(anchors), 2 * reach + 1, len(tagger.bias)), _NEVER, np.float32)
    scores[:, :, _O] = 0
    for row, anchor in enumerate(anchors.tolist()):
        low, high = max(0, anchor - reach), min(total, anchor + reach + 1)
        begin = low - anchor + reach
        scores[row, begin : begin + high - low] = _scores(tables, words, anchor, low, high, tagger)
    # A cue begins at its anchor and nowhere else.
    scores[:, :, _B_CUE] = _NEVER
    scores[:, reach] = _NEVER
    scores[:, reach, _B_CUE] = 0
    tags = _viterbi(scores, tagger.transition)
    rows, places = np.nonzero(tags)
    tagged = scores[rows, places]
    top = tagged.max(1)
    log = tagged[np.arange(len(rows)), tags[rows, places]] - top - np.log(np.exp(tagged - top[:, None]).sum(1))
    certainty = np.bincount(rows, log, len(anchors)) / np.maximum(np.bincount(rows, minlength=len(anchors)), 1)
    return tags, certainty.astype(np.float32), anchors[:, None] + np.arange(-reach, reach + 1)


def _scores(tables: Tables, words: Words, anchor: int, low: int, high: int, tagger: RoleTagger) -> FloatArray:
    """Tag scores (high - low, 7) of the words ``low:high`` for one anchor. One at a time: it all stays in the cache."""
    first = low - anchor + tagger.reach
    hidden = tables.word[low:high] + tables.anchor[anchor]
    hidden += tagger.distance[first : first + high - low]
    hidden += tagger.between[between(words, anchor, slice(low, high))]
    np.maximum(hidden, 0, out=hidden)
    scores: FloatArray = hidden @ tagger.emit
    scores += tagger.bias
    scores += tables.unary[low:high]
    fit = tables.match_word[low:high] * tables.match_anchor[anchor]
    scores[:, 1:] += np.repeat(fit.reshape(high - low, 3, -1).sum(2), 2, axis=1)
    return scores


def between(words: Words, anchor: int | IntArray, word: slice | IntArray) -> IntArray:
    """What lies between a cue's first word and another word, as a class below BETWEEN: paragraphs (-2 to 2) and
    sentences (-3 to 3) from the one to the other."""
    paragraphs = words.paragraph[word] - words.paragraph[anchor]
    sentences = words.sentence[word] - words.sentence[anchor]
    gap = np.minimum(np.maximum(paragraphs, -2), 2) * 7 + np.minimum(np.maximum(sentences, -3), 3)
    return np.asarray(gap + BETWEEN // 2, np.intp)


def _viterbi(scores: FloatArray, transition: FloatArray) -> IntArray:
    """Best tags (N, L) under scores (N, L, K), transitions (K, K) from row to column; I only after its B or I."""
    count, length, kinds = scores.shape
    allowed = transition.copy()
    for tag in (2, 4, 6):
        for before in range(kinds):
            if before not in (tag - 1, tag):
                allowed[before, tag] = _NEVER
    # Tags come first and sequences last, so that each step is a few operations on long rows.
    best = np.ascontiguousarray(scores.transpose(1, 2, 0))
    best[0, 2::2] = _NEVER
    steps = allowed[:, :, None]
    for i in range(1, length):
        best[i] += (best[i - 1][:, None] + steps).max(0)
    tags = np.zeros((length, count), np.intp)
    tags[-1] = best[-1].argmax(0)
    for i in range(length - 1, 0, -1):
        tags[i - 1] = (best[i - 1] + allowed[:, tags[i]]).argmax(0)
    return np.ascontiguousarray(tags.T)


def _ranges(tags: IntArray, columns: IntArray) -> dict[int, tuple[tuple[int, int], ...]]:
    """Word ranges of each role (1 source, 2 cue, 3 content)."""
    roles: dict[int, list[tuple[int, int]]] = {1: [], 2: [], 3: []}
    marked = np.flatnonzero(tags)
    for i in marked.tolist():
        role, word = int(_ROLE_OF[tags[i]]), int(columns[i])
        ranges = roles[role]
        if ranges and ranges[-1][1] == word and tags[i] % 2 == 0:
            ranges[-1] = (ranges[-1][0], word + 1)
        else:
            ranges.append((word, word + 1))
    return {role: tuple(ranges) for role, ranges in roles.items()}


def _unrivalled(found: list[Found]) -> list[Found]:
    """Of cues that share a word only the soundest."""
    taken: set[int] = set()
    kept = []
    for f in sorted(found, key=lambda f: -f.score):
        own = {i for a, b in f.cue for i in range(a, b)}
        if not own & taken:
            taken |= own
            kept.append(f)
    return kept


def _parents(found: Sequence[Found]) -> list[int | None]:
    """For each attribution the index of the smallest one whose content holds its cue and all its contents, if any."""
    order = sorted(((a, b, i) for i, f in enumerate(found) for a, b in f.content), key=lambda r: (r[0], -r[1]))
    parents: list[int | None] = []
    for i, f in enumerate(found):
        first, last = min(f.cue[0][0], f.content[0][0]), max(f.cue[-1][1], f.content[-1][1])
        best: tuple[int, int] | None = None
        for a, b, j in _around(order, first):
            if j != i and a <= first and last <= b and (best is None or b - a < best[0]):
                best = (b - a, j)
        parents.append(best[1] if best else None)
    return parents


def _around(order: Sequence[tuple[int, int, int]], word: int, most: int = 512) -> Sequence[tuple[int, int, int]]:
    """The contents that may hold a word: those beginning within ``most`` words before it."""
    low = bisect_left(order, (word - most,))
    high = bisect_left(order, (word + 1,))
    return order[low:high]
