"""What a trigger's type is, where its words leave it open: a linear model of what stands around it.

Multinomial logistic regression on words and signs (``training/events.py`` makes it from the labelled sentences
of Hu et al.
2024, types as in PLOVER: Halterman et al. 2023). CONCEDE and RETREAT are one class there; the trigger's own entry tells
which. The weights are in assets/events.npy, the names of their rows in assets/events.txt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from onrecord import assets
from onrecord.model import EventType, Span
from onrecord.reading.events.triggers import Trigger

YIELD = "YIELD"
CLASSES = (
    *("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE"),
    *("PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", YIELD),
)
_SIGNS = {
    "not": re.compile(
        r"\b(?:not|never|no longer|refus\w+|reject\w+|declin\w+|den(?:y|ies|ied)|fail\w*|without|cancel\w*|"
        r"rul\w+ out)\b|n[’']t",
        re.IGNORECASE,
    ),
    "will": re.compile(
        r"\b(?:will|would|to|shall|plan(?:s|ned)?|agree[ds]?|willing|ready|pledg\w+|promis\w+|vow\w*|going|intend\w*|may|could"
        r"|hopes?|wants?|seeks?|expected|set)\b|[’']ll\b",
        re.IGNORECASE,
    ),
    "ask": re.compile(
        r"\b(?:call\w* (?:for|on)|urg\w+|demand\w*|ask\w*|should|must|need\w*|appeal\w*|request\w*|seek\w*|"
        r"sought|order\w*"
        r"|press\w*)\b",
        re.IGNORECASE,
    ),
    "threat": re.compile(r"\b(?:threat\w*|warn\w*|if|unless|would|could)\b", re.IGNORECASE),
}
_BEFORE = 35  # characters in front of a trigger in which its signs stand
_BEHIND = 200
_RANKED = 5
_WORD = re.compile(r"[a-z]+(?:n[’']t)?")


@dataclass(frozen=True, slots=True)
class Model:
    """``weights`` (F, C) of the features ``rows``, ``bias`` (C,)."""

    rows: Mapping[str, int]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def scores(self, features: Mapping[str, float]) -> npt.NDArray[np.float32]:
        """(C,) probabilities of ``CLASSES``."""
        known = [(self.rows[name], value) for name, value in features.items() if name in self.rows]
        scores = self.bias.copy()
        if known:
            at, values = zip(*known, strict=True)
            scores += np.array(values, np.float32) @ self.weights[list(at)]
        scores = np.exp(scores - scores.max())
        return np.asarray(scores / scores.sum(), np.float32)


@cache
def model() -> Model:
    """The shipped model."""
    table = np.load(assets.path("events.npy")).astype(np.float32)
    names = assets.text("events.txt").split("\n")
    return Model({name: i for i, name in enumerate(names) if name}, table[1:], table[0])


def merged(type_: EventType) -> str:
    """The class of a type."""
    return YIELD if type_ in ("CONCEDE", "RETREAT") else type_


def ranked(triggers: Sequence[Trigger], actor: Span, recipient: Span) -> list[Trigger]:
    """The triggers of a sentence, by how well they stand to tell what ``actor`` does to ``recipient``."""
    low, high = between(actor, recipient)

    def cost(t: Trigger) -> float:
        at = t.span.start
        inside = actor.start <= at < actor.end or recipient.start <= at < recipient.end
        away = at - actor.end if at >= actor.end else 60 + actor.start - at
        return (
            200 * inside
            + 40 * (not low <= at < high)
            + 0.5 * max(away, 0)
            + 20 * (not t.verbal)
            - 15 * (t.use == "o")
            + 10 * (t.use == "w")
        )

    return sorted((t for t in triggers if t.type != "OTHER"), key=cost)


def between(actor: Span, recipient: Span) -> tuple[int, int]:
    """From the end of the first of two spans to the start of the second."""
    return min(actor.end, recipient.end), max(actor.start, recipient.start)


def signs(text: str, start: int, end: int) -> list[str]:
    """The signs of what is not done (not, will, ask, threat) in ``text[start:end]``."""
    return [name for name, sign in _SIGNS.items() if sign.search(text, max(start, 0), end)]


def features(text: str, triggers: Sequence[Trigger], actor: Span, recipient: Span) -> dict[str, float]:
    """What tells the type of an event between two spans of a sentence, the best trigger first."""
    found: dict[str, float] = {}
    low, high = between(actor, recipient)
    for rank, t in enumerate(triggers[:_RANKED]):
        kind, at = merged(t.type), t.span.start
        place = _place(at, low, high, actor, recipient)
        if rank == 0:
            told = signs(text, at - _BEFORE, at)
            found |= dict.fromkeys((f"1:{kind}", f"1at:{place}", f"1use:{t.use}", f"1passive:{kind}{t.passive}"), 1.0)
            found |= dict.fromkeys((f"1sign:{sign}" for sign in told), 1.0)
            found |= dict.fromkeys((f"1both:{kind}{sign}" for sign in told), 1.0)
            found[f"lemma:{t.entry.lemma}"] = 1.0
            found[f"sense:{t.entry.lemma}/{kind}"] = 0.5
        found |= dict.fromkeys((f"any:{kind}", f"at:{kind}{place}", f"rank:{min(rank, 2)}{kind}"), 1.0)
        if rank == 1:
            found[f"pair:{merged(triggers[0].type)}{kind}"] = 1.0
    if not triggers:
        found["none"] = 1.0
    found |= dict.fromkeys((f"between:{sign}" for sign in signs(text, low, high)), 1.0)
    found |= dict.fromkeys((f"w:{word}" for word in _WORD.findall(text[low:high].lower())), 0.7)
    behind = max(high, actor.end, recipient.end) if high <= low else high
    found |= dict.fromkeys((f"x:{word}" for word in _WORD.findall(text[behind : behind + _BEHIND].lower())), 0.3)
    return found


def _place(at: int, low: int, high: int, actor: Span, recipient: Span) -> str:
    if low <= at < high:
        return "between"
    if actor.start <= at < actor.end:
        return "actor"
    if recipient.start <= at < recipient.end:
        return "recipient"
    return "behind" if at >= high else "before"
