"""Coreference metrics as the CoNLL-2012 shared task defines them (Pradhan et al. 2012): MUC (Vilain et al. 1995),
B-cubed (Bagga and Baldwin 1998) and CEAF-e (Luo 2005), their mean, and mention F1. Singletons don't count."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

Cluster = frozenset[Hashable]


@dataclass
class Tally:
    """Sums over documents: for each metric the numerators and denominators of precision and recall."""

    sums: dict[str, list[float]] = field(default_factory=dict)

    def add(self, gold: Iterable[Iterable[Hashable]], pred: Iterable[Iterable[Hashable]]) -> None:
        """One document's entities, each a group of mentions."""
        g, p = _several(gold), _several(pred)
        known, found = frozenset[Hashable]().union(*g), frozenset[Hashable]().union(*p)
        common = float(len(known & found))
        self._count("mention", common, len(found), common, len(known))
        self._count("muc", *_muc(p, g), *_muc(g, p))
        self._count("b3", *_b_cubed(p, g), *_b_cubed(g, p))
        similarity = _ceaf(g, p)
        self._count("ceafe", similarity, len(p), similarity, len(g))

    def _count(self, metric: str, *values: float) -> None:
        own = self.sums.setdefault(metric, [0.0] * 4)
        for i, value in enumerate(values):
            own[i] += value

    def prf(self, metric: str) -> tuple[float, float, float]:
        """Precision, recall, F1 of "mention", "muc", "b3" or "ceafe"."""
        a, b, c, d = self.sums[metric]
        p, r = a / max(b, 1e-9), c / max(d, 1e-9)
        return p, r, 2 * p * r / max(p + r, 1e-9)

    def conll(self) -> float:
        """The mean of the three F1."""
        return sum(self.prf(metric)[2] for metric in ("muc", "b3", "ceafe")) / 3


def _several(clusters: Iterable[Iterable[Hashable]]) -> list[Cluster]:
    return [c for c in map(frozenset, clusters) if len(c) > 1]


def _muc(of: Sequence[Cluster], by: Sequence[Cluster]) -> tuple[float, float]:
    """Links of the one side that the other has too, and all of them."""
    where = {mention: i for i, cluster in enumerate(by) for mention in cluster}
    common = total = 0
    for cluster in of:
        parts = {where.get(mention, ("alone", mention)) for mention in cluster}
        common += len(cluster) - len(parts)
        total += len(cluster) - 1
    return float(common), float(total)


def _b_cubed(of: Sequence[Cluster], by: Sequence[Cluster]) -> tuple[float, float]:
    where = {mention: cluster for cluster in by for mention in cluster}
    empty: Cluster = frozenset()
    common = sum(len(cluster & where.get(mention, empty)) / len(cluster) for cluster in of for mention in cluster)
    return float(common), float(sum(map(len, of)))


def _ceaf(gold: Sequence[Cluster], pred: Sequence[Cluster]) -> float:
    if not gold or not pred:
        return 0.0
    fit = np.array([[2 * len(g & p) / (len(g) + len(p)) for p in pred] for g in gold])
    rows, columns = linear_sum_assignment(-fit)
    return float(fit[rows, columns].sum())
