"""The linear model of event types: made from labelled sentences, measured on folds of them.

The sentences are those of Hu et al. 2024 (Zero-Shot PLOVER, train part): a source, a target and what the one
does to the
other, fifteen classes. Only words of small letters that three sentences or more use become features, so no name does.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.model import Span
from onrecord.reading.events.triggers import tokens, triggers
from onrecord.reading.events.types import CLASSES, features, ranked

_MARK = re.compile(r"(</?[st]>)")
_LEAST = 3


@dataclass(frozen=True)
class Labelled:
    """A sentence with its source, its target and its class."""

    text: str
    actor: Span
    recipient: Span
    label: str


def labelled(path: Path) -> list[Labelled]:
    """The sentences of a PLV file (tab-separated, ``marked_sentence`` and ``gold_root``)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_sentence(row["marked_sentence"], row["gold_root"]) for row in csv.DictReader(file, delimiter="\t")]


def _sentence(marked: str, label: str) -> Labelled:
    text, spans = "", {}
    for part in _MARK.split(marked):
        if part in ("<s>", "<t>"):
            spans[part[1]] = Span(len(text), len(text))
        elif part in ("</s>", "</t>"):
            spans[part[2]] = Span(spans[part[2]].start, len(text))
        else:
            text += part
    return Labelled(text, spans.get("s", Span(0, 0)), spans.get("t", Span(len(text), len(text))), label)


def described(sentence: Labelled) -> dict[str, float]:
    """The features of a sentence."""
    found = triggers(tokens(sentence.text, 0, len(sentence.text)))
    best = ranked(found, sentence.actor, sentence.recipient)
    return features(sentence.text, best, sentence.actor, sentence.recipient)


def fitted(rows: Sequence[dict[str, float]], labels: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """Names of the features and weights (1 + F, C), the first row the bias: logistic regression with an L2 prior,
    classes weighed alike."""
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)), np.float32)
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in index:
                x[i, index[name]] = value
    made = LogisticRegression(C=3, max_iter=1000, class_weight="balanced").fit(x, labels)
    order = [list(made.classes_).index(label) for label in CLASSES]
    return names, np.concatenate((made.intercept_[None, order], made.coef_[order].T)).astype(np.float32)


def measured(path: Path, folds: int = 5) -> tuple[float, float]:
    """Macro-averaged F1 and accuracy over folds, each sentence classified by a model that has not seen it.

    The lexicon was written without these sentences but looked at some of their errors; the folds hold out the
    weights."""
    from sklearn.metrics import accuracy_score, f1_score
    from sklearn.model_selection import StratifiedKFold

    from onrecord.reading.events.types import Model

    sentences = labelled(path)
    rows, labels = [described(s) for s in sentences], [s.label for s in sentences]
    told = [""] * len(labels)
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=0).split(rows, labels):
        names, table = fitted([rows[i] for i in train], [labels[i] for i in train])
        made = Model({name: i for i, name in enumerate(names)}, table[1:], table[0])
        for i in test:
            told[i] = CLASSES[int(made.scores(rows[i]).argmax())]
    return float(f1_score(labels, told, average="macro")), float(accuracy_score(labels, told))


def write(path: Path, out: Path) -> None:
    """Make the model of all sentences: OUT/events.npy (half precision) and OUT/events.txt."""
    sentences = labelled(path)
    names, table = fitted([described(s) for s in sentences], [s.label for s in sentences])
    np.save(out / "events.npy", table.astype(np.float16))
    (out / "events.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
