"""Decoding: the best tag sequence is found, and tables become anchored attributions."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.reading.attribution import BETWEEN, RoleTagger, Tables, Thresholds, _viterbi, attributions
from onrecord.reading.windows import Words


def score(scores: np.ndarray, transition: np.ndarray, tags: tuple[int, ...]) -> float:
    total = float(scores[0, tags[0]]) if tags[0] % 2 or not tags[0] else -np.inf
    for i in range(1, len(tags)):
        if tags[i] in (2, 4, 6) and tags[i - 1] not in (tags[i] - 1, tags[i]):
            return -np.inf
        total += float(transition[tags[i - 1], tags[i]] + scores[i, tags[i]])
    return total


@given(st.integers(0, 10_000))
@settings(max_examples=20)
def test_no_other_tag_sequence_scores_higher(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(2, 4, 7)).astype(np.float32)
    transition = random.normal(size=(7, 7)).astype(np.float32)
    for row, tags in zip(scores, _viterbi(scores, transition), strict=True):
        best = max(score(row, transition, candidate) for candidate in product(range(7), repeat=4))
        assert abs(score(row, transition, tuple(tags.tolist())) - best) < 1e-3


def words_of(text: str) -> Words:
    bounds = []
    at = 0
    for word in text.split(" "):
        bounds.append((at, at + len(word)))
        at += len(word) + 1
    count = len(bounds)
    zero = np.zeros(count, np.int32)
    start, end = np.array(bounds, np.int32).T
    return Words(zero, np.arange(count, dtype=np.int32), start, end, zero, zero, zero, zero, zero)


def plain_tagger() -> RoleTagger:
    """Weights that leave the word's own scores as they are."""
    shapes = ((9, 3), (BETWEEN, 3), (3, 7), (7,), (7, 7))
    return RoleTagger(*(np.zeros(shape, np.float32) for shape in shapes))


def test_a_cue_found_with_source_and_split_content_becomes_one_attribution() -> None:
    text = "Boats sink Ana Ruiz said often"
    unary = np.full((6, 7), -5, np.float32)
    for word, tag in enumerate((5, 6, 1, 2, 3, 5)):
        unary[word, tag] = 5
    cue = np.full((6, 6), -9, np.float32)
    cue[:, (0, 3)] = 9
    cue[4, :2] = (-9, 9)
    none = np.zeros((6, 3), np.float32)
    tagger = plain_tagger()
    (found,) = attributions(words_of(text), Tables(cue, unary, *([none] * 11)), tagger, Thresholds())
    assert [s.of(text) for s in found.source] == ["Ana Ruiz"]
    assert [s.of(text) for s in found.cue] == ["said"]
    assert [s.of(text) for s in found.content] == ["Boats sink", "often"]
    assert found.content[1] == Span(25, 30)
    assert 0.5 < found.confidence < 1


def test_a_text_without_words_has_no_attributions() -> None:
    empty = np.zeros(0, np.int32)
    none = np.zeros((0, 6), np.float32)
    tagger = plain_tagger()
    assert attributions(Words(*([empty] * 9)), Tables(*([none] * 13)), tagger, Thresholds()) == ()


def test_what_is_hardly_sure_is_left_out_and_what_it_holds_with_it() -> None:
    text = "Ana Ruiz said Tom Ota denied blame"
    unary = np.full((7, 7), -5, np.float32)
    for word, tag in enumerate((1, 2, 3, 5, 6, 6, 6)):
        unary[word, tag] = 5
    cue = np.full((7, 6), -9, np.float32)
    cue[:, (0, 3)] = 9
    cue[2, :2] = (0, 0)
    cue[5, 3:5] = (-9, 9)
    tables = Tables(cue, unary, *([np.zeros((7, 3), np.float32)] * 11))
    both = attributions(words_of(text), tables, plain_tagger(), Thresholds(outer=0.4))
    assert len(both) == 2
    least = min(both, key=lambda a: a.cue).confidence + 0.01
    assert attributions(words_of(text), tables, plain_tagger(), Thresholds(outer=0.4, least=least)) == ()
