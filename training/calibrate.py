"""Thresholds and confidences fitted on held-out articles, once the weights are fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from tokenizers import Tokenizer

from onrecord.model import Attribution
from onrecord.reading.attribution import RoleTagger, Tables, Thresholds, attributions
from onrecord.reading.windows import Words, words
from training.corpora import Article
from training.evaluate import matches, relation, tables, tagger
from training.examples import paragraphs
from training.network import Network

GRID = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
LEAST = (0.0, 0.1, 0.2, 0.3)  # who wants fewer and surer ones asks for them: readers would miss more below
SLACK = 0.003


class Held:
    """Held-out articles with their score tables, so that thresholds can be tried without reading again."""

    def __init__(self, network: Network, tokenizer: Tokenizer, articles: Sequence[Article]) -> None:
        self.articles, self.tokenizer = articles, tokenizer
        self.tagger: RoleTagger = tagger(network)
        self.tables: list[tuple[Words, Tables]] = []
        for article in articles:
            text = words(tokenizer, article.text, paragraphs(article.text))
            self.tables.append((text, tables(network, text)))

    def predictions(self, thresholds: Thresholds) -> dict[str, tuple[Attribution, ...]]:
        """Every article's attributions under these thresholds."""
        found = (attributions(text, scores, self.tagger, thresholds) for text, scores in self.tables)
        return {a.name: f for a, f in zip(self.articles, found, strict=True)}

    def f1(self, thresholds: Thresholds) -> tuple[float, float, float]:
        """Relation precision, recall, F1."""
        return relation(self.articles, self.predictions(thresholds), self.tokenizer)


def outer_threshold(held: Sequence[Held], start: Thresholds) -> Thresholds:
    """The threshold for cues in the narrator's text with the best relation F1, the mean of the held-out sets."""

    def mean(value: float) -> float:
        return sum(part.f1(replace(start, outer=value))[2] for part in held)

    return replace(start, outer=max(GRID, key=mean))


def nested_threshold(held: Held, start: Thresholds) -> Thresholds:
    """The highest threshold for cues inside contents that costs no more than SLACK of the best relation F1.

    Higher is better where it costs nothing: readers miss a nested statement less than they mind a wrong one.
    """
    f1 = {value: held.f1(replace(start, nested=value))[2] for value in GRID}
    return replace(start, nested=max(value for value in GRID if f1[value] >= max(f1.values()) - SLACK))


def least_confidence(held: Sequence[Held], start: Thresholds) -> Thresholds:
    """The highest confidence below which attributions can be left out at no cost in relation F1 (the sets' mean)."""
    f1 = {value: sum(part.f1(replace(start, least=value))[2] for part in held) for value in LEAST}
    return replace(start, least=max(value for value in LEAST if f1[value] >= f1[0.0]))


def calibrated(held: Sequence[Held], thresholds: Thresholds) -> Thresholds:
    """Slope and offset of the confidence: a logistic regression on which attributions are right (Platt 1999)."""
    plain = replace(thresholds, slope=1.0, offset=0.0)
    scores: list[float] = []
    right: list[bool] = []
    for part in held:
        found = part.predictions(plain)
        for article in part.articles:
            hits = matches(article, found[article.name], part.tokenizer)
            for i, a in enumerate(found[article.name]):
                p = min(max(a.confidence, 1e-6), 1 - 1e-6)
                scores.append(float(np.log(p / (1 - p))))
                right.append(i in hits)
    x = np.stack([np.asarray(scores), np.ones(len(scores))], 1)
    y = np.asarray(right, float)

    def loss(weights: npt.NDArray[np.float64]) -> float:
        z = x @ weights
        return float((np.logaddexp(0, z) - y * z).sum() + 1e-3 * (weights @ weights))

    weights = minimize(loss, np.array([0.5, 0.0])).x
    return replace(thresholds, slope=round(float(weights[0]), 4), offset=round(float(weights[1]), 4))
