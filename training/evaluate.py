"""How well a network reads annotated articles: relation P, R, F1, and prediction files for the full scorers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from onrecord.model import Attribution, Span
from onrecord.reading.attribution import RoleTagger, Tables, Thresholds, attributions
from onrecord.reading.coreference import mentioned
from onrecord.reading.links import Linker, Links
from onrecord.reading.mentions import NAMES, names_of
from onrecord.reading.windows import Words, arrays, own_words, windows, words
from training.coreference import Tally
from training.corpora import Article
from training.entities import Tagged
from training.examples import paragraphs, word_range
from training.network import HEADS, Network


def tagger(network: Network) -> RoleTagger:
    """The role tagger's weights as numpy arrays."""
    weights = (
        network.distance.weight,
        network.between.weight,
        network.emit.weight.T,
        network.emit.bias,
        network.transition,
    )
    return RoleTagger(*(np.ascontiguousarray(w.detach().cpu().numpy()) for w in weights))


def linker(network: Network) -> Linker:
    """The pair scorer's own weights as numpy arrays."""
    return Linker(*(w.detach().cpu().numpy() for w in (network.pairs, network.far, network.gaps)))


def tables(network: Network, text: Words) -> Tables:
    """One pass over a text, as the shipped reader makes it."""
    rows: list[list[npt.NDArray[np.float32]]] = [[] for _ in HEADS]
    device = network.transition.device
    with torch.no_grad():
        for window in windows(text):
            ids, features = arrays(text, window)
            out = network(torch.from_numpy(ids).to(device), torch.from_numpy(features).to(device))
            mine = own_words(text, window)
            for kept, table in zip(rows, out, strict=True):
                kept.append(table[0, mine].cpu().numpy())
    return Tables(*(np.concatenate(r) for r in rows))


def predictions(
    network: Network, tokenizer: Tokenizer, articles: Iterable[Article], thresholds: Thresholds
) -> dict[str, tuple[Attribution, ...]]:
    """Every article's attributions."""
    found = {}
    for article in articles:
        text = words(tokenizer, article.text, paragraphs(article.text))
        found[article.name] = attributions(text, tables(network, text), tagger(network), thresholds)
    return found


def names(network: Network, tokenizer: Tokenizer, texts: Iterable[Tagged]) -> dict[str, tuple[float, float, float]]:
    """P, R, F1 of names with exactly the right words and kind: of each kind, and of "all"."""
    hit, gold, pred = Counter[str](), Counter[str](), Counter[str]()
    for tagged in texts:
        text = words(tokenizer, tagged.text, paragraphs(tagged.text))
        forms = [tagged.text[a:b] for a, b in zip(text.start.tolist(), text.end.tolist(), strict=True)]
        found = {(a, b, NAMES[kind]) for a, b, kind in names_of(tables(network, text).names, forms)}
        known = {(*word_range(text, n.start, n.end), n.kind) for n in tagged.names or ()}
        for counter, rows in ((hit, found & known), (gold, known), (pred, found)):
            counter.update(kind for *_, kind in rows)
            counter["all"] += len(rows)
    return {kind: _prf(hit[kind], pred[kind], gold[kind]) for kind in gold}


def coreference(network: Network, tokenizer: Tokenizer, texts: Iterable[Tagged]) -> Tally:
    """How well entities are told apart; mentions count where exactly the right words are found."""
    tally = Tally()
    for tagged in texts:
        text = words(tokenizer, tagged.text, paragraphs(tagged.text))
        found: dict[int, set[tuple[int, int]]] = {}
        for m in mentioned(Links(tagged.text, text, tables(network, text), linker(network))):
            found.setdefault(m.entity, set()).add((m.first, m.last + 1))
        known: dict[int, set[tuple[int, int]]] = {}
        for n in tagged.mentions or ():
            known.setdefault(n.cluster, set()).add(word_range(text, n.start, n.end))
        tally.add(known.values(), found.values())
    return tally


def _prf(hit: int, pred: int, gold: int) -> tuple[float, float, float]:
    p, r = hit / max(pred, 1), hit / max(gold, 1)
    return p, r, 2 * p * r / (p + r) if hit else 0.0


def matches(article: Article, found: Sequence[Attribution], tokenizer: Tokenizer) -> set[int]:
    """Which of the attributions found match a gold one: content and source each share half of their words (Jaccard)."""
    text = words(tokenizer, article.text, paragraphs(article.text))

    def tokens(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        ranges = [word_range(text, s, e) for s, e in spans]
        inside = (i for a, b in ranges for i in range(a, b))
        return frozenset(i for i in inside if article.text[text.start[i]].isalnum())

    gold = [(tokens(a.content), tokens(a.source)) for a in article.attributions if a.content]
    pred = [(tokens(_pairs(a.content)), tokens(_pairs(a.source))) for a in found]
    scored = sorted(
        ((_jaccard(g[0], p[0]), _jaccard(g[1], p[1]), i, j) for i, g in enumerate(gold) for j, p in enumerate(pred)),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_pred: set[int] = set()
    for content, source, i, j in scored:
        if content >= 0.5 and source >= 0.5 and i not in used_gold and j not in used_pred:
            used_gold.add(i)
            used_pred.add(j)
    return used_pred


def relation(
    articles: Sequence[Article], predicted: dict[str, tuple[Attribution, ...]], tokenizer: Tokenizer
) -> tuple[float, float, float]:
    """Precision, recall, F1 of ``matches`` over all articles."""
    hits = sum(len(matches(a, predicted[a.name], tokenizer)) for a in articles)
    found = sum(len(predicted[a.name]) for a in articles)
    gold = sum(bool(x.content) for a in articles for x in a.attributions)
    p, r = hits / max(found, 1), hits / max(gold, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def _pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in spans]


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def write(predicted: dict[str, tuple[Attribution, ...]], path: Path) -> None:
    """Predictions one JSON object a line: doc, attributions with source, cue, content as pairs of characters."""
    with path.open("w", encoding="utf-8") as file:
        for name, found in predicted.items():
            rows = [
                {role: _pairs(spans) for role, spans in (("source", a.source), ("cue", a.cue), ("content", a.content))}
                | {
                    "id": str(i),
                    "parent": None if a.parent is None else str(a.parent),
                    "confidence": a.confidence,
                }
                for i, a in enumerate(found)
            ]
            file.write(json.dumps({"doc": name, "attributions": rows}) + "\n")
