"""Fits the weights of ``onrecord.reading.marks`` for commitment and forecast on the project's own tagged articles.

Multinomial logistic regression, by AdaGrad (Duchi, Hazan and Singer 2011) over single statements with an L2 penalty
that each mark shares among the statements that bear it; the weights of the second half of the passes are averaged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.model import Span
from onrecord.reading.commitment import CLASSES, SCALE
from onrecord.reading.marks import asks, marks
from training.corpora import Article, Labelled

FloatArray = npt.NDArray[np.float64]
FEWEST = 3  # statements that must bear a mark
PENALTY, RATE, PASSES = 4.0, 0.3, 12
FORECAST = 0.4  # added to the log-odds of a forecast: what is missed costs as much as what is too much
FAINT = 1.5 / SCALE


@dataclass(frozen=True)
class Example:
    """One statement: its marks, the class of its commitment, whether it is a forecast; ``article`` for the folds."""

    article: int
    marks: tuple[str, ...]
    commitment: int
    forecast: bool


def examples(articles: Sequence[Article]) -> list[Example]:
    """The statements of annotated articles, each with its marks."""
    found: list[Example] = []
    for number, article in enumerate(articles):
        before: Labelled | None = None
        for each in sorted(article.attributions, key=_start):
            source, cue, content = ([Span(*pair) for pair in part] for part in (each.source, each.cue, each.content))
            answers = before is not None and before.speaker != each.speaker
            answers = answers and before is not None and asks(article.text, [Span(*pair) for pair in before.content])
            marked = marks(article.text, source, cue, content, nested=each.parent is not None, answers=answers)
            commitment = CLASSES.index(each.commitment)
            found.append(Example(number, tuple(marked), commitment, each.forecast is not None))
            if each.parent is None:
                before = each
    return found


def fit(found: Sequence[Example]) -> tuple[list[str], FloatArray]:
    """The marks and their weights (marks, classes + 1); the first mark, "", is borne by every statement."""
    counts = Counter(mark for example in found for mark in set(example.marks))
    names = ["", *sorted(mark for mark, count in counts.items() if count >= FEWEST)]
    rows = {name: row for row, name in enumerate(names)}
    bearing = [_rows(example.marks, rows) for example in found]
    commitment = _regression(bearing, [example.commitment for example in found], len(names), len(CLASSES))
    forecast = _regression(bearing, [int(example.forecast) for example in found], len(names), 2)
    weights = np.column_stack([commitment, forecast[:, 1] - forecast[:, 0]])
    weights[0, -1] += FORECAST
    return names, weights


def validated(found: Sequence[Example], folds: int) -> dict[str, float]:
    """Accuracy of the commitment and precision, recall, F1 of the forecast on articles left out of the fit."""
    order = np.random.default_rng(0).permutation(1 + max(example.article for example in found)) % folds
    right = hit = told = true = 0
    for fold in range(folds):
        names, weights = fit([e for e in found if order[e.article] != fold])
        rows = {name: row for row, name in enumerate(names)}
        for example in found:
            if order[example.article] == fold:
                scores = weights[_rows(example.marks, rows)].sum(0)
                best = int(scores[:-1].argmax())
                right += best == example.commitment
                forecast = scores[-1] > 0 or CLASSES[best] in ("promises", "threatens", "predicts")
                told += forecast
                true += example.forecast
                hit += forecast and example.forecast
    p, r = hit / told, hit / true
    return {"commitment": right / len(found), "forecast P": p, "forecast R": r, "forecast F1": 2 * p * r / (p + r)}


def write(names: Sequence[str], weights: FloatArray, out: Path) -> int:
    """OUT/commitment.txt and OUT/commitment.npy, without the marks that hardly weigh; returns how many are left."""
    kept = [row for row, name in enumerate(names) if not name or np.abs(weights[row]).max() > FAINT]
    (out / "commitment.txt").write_text("".join(names[row] + "\n" for row in kept), encoding="utf-8")
    scaled = np.clip(np.rint(weights[kept] * SCALE), -127, 127).astype(np.int8)
    np.save(out / "commitment.npy", scaled)
    return len(kept)


def _start(each: Labelled) -> int:
    return min(pair[0] for pair in (*each.source, *each.cue, *each.content))


def _rows(marked: Sequence[str], rows: dict[str, int]) -> npt.NDArray[np.intp]:
    return np.array(sorted({0, *(rows[mark] for mark in marked if mark in rows)}), np.intp)


def _regression(bearing: Sequence[npt.NDArray[np.intp]], classes: Sequence[int], marks_: int, count: int) -> FloatArray:
    rng = np.random.default_rng(0)
    weights, steps, total = np.zeros((marks_, count)), np.full((marks_, count), 1e-2), np.zeros((marks_, count))
    borne = np.bincount(np.concatenate(bearing), minlength=marks_).clip(1)
    penalty = (PENALTY / borne)[:, None]
    for number in range(PASSES):
        for i in rng.permutation(len(bearing)):
            rows = bearing[i]
            own = weights[rows]
            scores = own.sum(0)
            share = np.exp(scores - scores.max())
            share /= share.sum()
            share[classes[i]] -= 1
            gradient = share[None, :] + penalty[rows] * own
            steps[rows] += gradient * gradient
            weights[rows] = own - RATE * gradient / np.sqrt(steps[rows])
        if number >= PASSES // 2:
            total += weights
    return np.asarray(total / (PASSES - PASSES // 2))
