"""The mentions of a text, and which of them mean the same: every noun phrase, name and pronoun, whoever speaks.

Each word is asked whether it heads a mention; a mention's ends are the likeliest words about its head; each mention
means what its best antecedent means, or something new.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reading.links import Links
from onrecord.reading.mentions import KINDS, REACH

FloatArray = npt.NDArray[np.float32]

_BEFORE = 160  # mentions among which an antecedent is looked for, the nearest first


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention: words ``first`` to ``last`` (inclusive) headed by ``head``, its kind (``KINDS``), and the entity it
    means: the number of the first mention of it."""

    head: int
    first: int
    last: int
    kind: str
    entity: int


def mentioned(links: Links) -> list[Mentioned]:
    """All mentions in the order of their heads. Linear in the text's length."""
    tables = links.tables
    kinds = tables.kinds.argmax(1)
    heads = np.flatnonzero(kinds)
    firsts, lasts = _ends(tables.span_query, tables.span_key, heads)
    entities: list[int] = []
    for i, head in enumerate(heads.tolist()):
        low = max(0, i - _BEFORE)
        entities.append(i)
        if low < i:
            scores = links.between(head, heads[low:i])
            best = int(scores.argmax())
            if scores[best] > 0:
                entities[i] = entities[low + best]
    rows = zip(heads.tolist(), firsts.tolist(), lasts.tolist(), kinds[heads].tolist(), entities, strict=True)
    return [Mentioned(head, first, last, KINDS[kind], entity) for head, first, last, kind, entity in rows]


def _ends(
    query: FloatArray, key: FloatArray, heads: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The likeliest first and last words of the mentions with these heads."""
    half = query.shape[1] // 2
    away = np.arange(REACH + 1)
    found = []
    for part, step in ((slice(0, half), -1), (slice(half, None), 1)):
        places = heads[:, None] + step * away
        inside = (places >= 0) & (places < len(key))
        safe = np.clip(places, 0, len(key) - 1)
        scores = np.einsum("hk,hwk->hw", query[heads, part], key[safe, part])
        found.append(heads + step * np.where(inside, scores, -np.inf).argmax(1))
    return found[0], found[1]
