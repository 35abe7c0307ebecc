"""How firmly a speaker stands behind what is said, what of it is negated, and where it is hedged.

The commitment, and whether a statement is a forecast, are told from its ``marks`` by two linear models (multinomial
logistic regression: Berger, Della Pietra and Della Pietra, "A maximum entropy approach to natural language
processing", 1996), fitted on this project's own articles by ``python -m training circumstances``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from onrecord import assets
from onrecord.model import Commitment, Span

CLASSES: tuple[Commitment, ...] = (
    "asserts",
    "denies",
    "doubts",
    "asks",
    "urges",
    "promises",
    "threatens",
    "predicts",
    "alleges",
)
#: A weight is stored as so many times itself, in 8 bits.
SCALE = 32
_AHEAD = frozenset(("promises", "threatens", "predicts"))  # always of what will or won't happen
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|cannot|\w+n[’']t|without|hardly)\b", re.IGNORECASE
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|perhaps|maybe|possibly|probably|presumably|apparently|allegedly|reportedly|seemingly|"
    r"supposedly|arguably|likely|unlikely|potentially|conceivably|roughly|seem(?:s|ed)?(?: to)?|appear(?:s|ed)? to|"
    r"(?:I|we) (?:think|guess|suppose|suspect|believe)|in (?:my|our) (?:view|opinion)|as far as (?:I|we) know|"
    r"(?:almost|all but) certain(?:ly)?|did(?: not|n[’']t) believe|not (?:sure|certain)|sort of|kind of|"
    r"tend(?:s|ed)? to|to some extent|in part|suggest(?:s|ed)?)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"(?:in|of|by|since|until|from|last|this|next|late|early|mid|\d) $", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:—–.!?]| -- | (?:that|because|which|who|if|when|while|unless|although|though|but) ")


@dataclass(frozen=True, slots=True)
class _Model:
    """Weights of marks: ``rows`` tells a mark's row, ``weights`` (marks, classes + 1) ends in the forecast's column;
    row 0 is always added."""

    rows: dict[str, int]
    weights: npt.NDArray[np.float32]


@cache
def _model() -> _Model:
    rows = {mark: row for row, mark in enumerate(assets.text("commitment.txt").splitlines())}
    return _Model(rows, np.load(assets.path("commitment.npy")).astype(np.float32) / np.float32(SCALE))


def weighed(marks: Iterable[str]) -> tuple[Commitment, bool]:
    """The likeliest commitment of a statement with these marks, and whether it is a forecast."""
    model = _model()
    rows = [0, *{row for mark in marks if (row := model.rows.get(mark)) is not None}]
    scores = model.weights[rows].sum(0)
    commitment = CLASSES[int(scores[:-1].argmax())]
    return commitment, bool(scores[-1] > 0) or commitment in _AHEAD


def negated(text: str, content: Sequence[Span]) -> bool:
    """Is the first clause of what is said negated ("did not believe", "no one was hurt")?"""
    if not content:
        return False
    first = content[0].of(text).lstrip("\"'“‘«„ ")
    if first[:3].lower() in ("no,", "no.", "no "):
        return True
    end = next((m.start() for m in _CLAUSE.finditer(first) if m.start() > 8), len(first))
    return _NEGATION.search(first, 0, end) is not None


def hedges(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """The words of a content that take something back from it ("may", "probably", "appears to")."""
    found = []
    for part in content:
        for m in _HEDGE.finditer(text, part.start, part.end):
            word = m[0]
            if word == "May" or (
                word.lower() == "may" and _MAY.search(text[max(0, m.start() - 8) : m.start()]) is not None
            ):
                continue  # the month
            found.append(Span(*m.span()))
    return tuple(found)
