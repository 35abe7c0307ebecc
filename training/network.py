"""The network: a BERT encoder (Devlin et al. 2019) in the shape of MiniLM-L6 (Wang et al. 2020), with visible-feature
embeddings, a cue tagger, and a role tagger that reads the text anew for every cue.

The role tagger treats a cue as semantic role labelling treats a predicate (He et al. 2017; Shi and Lin 2019): for an
anchor (the first word of a cue) each word within REACH gets scores for source, cue and content, decoded by a linear
chain (Lafferty et al. 2001). So split contents, shared sources and statements inside statements need no extra rule.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from onrecord.reading.attribution import BETWEEN
from onrecord.reading.mentions import FAR, GAPS, KINDS, LOOKS, NAMES, PAIRS, SAME
from onrecord.reading.mentions import REACH as SPAN_REACH
from onrecord.reading.windows import BEGINS, CASES, QUOTE_STATES

REACH = 112  # words on each side of a cue in which its source and content are sought
ROLE_TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
CUE_TAGS = 3  # O, B, I
HEADS = (
    *("cue", "unary", "anchor", "word", "match_anchor", "match_word"),
    *("names", "kinds", "query", "key", "known", "span_query", "span_key"),
)


@dataclass(frozen=True)
class Shape:
    """Sizes of the network: ``roles`` of the role tagger's hidden layer, ``match`` of its bilinear scores, ``link`` of
    those between mentions, ``span`` of those between a mention's head and its ends."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    roles: int = 192
    match: int = 48
    link: int = 64
    span: int = 32


class Dropout(nn.Module):
    """Dropout (Srivastava et al. 2014) from a pool of masks drawn once: on a CPU drawing costs more than the layer."""

    def __init__(self, rate: float, size: int = 1 << 23) -> None:
        super().__init__()
        self.rate, self.size = rate, size
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate or x.numel() >= self.size:
            return x
        if self.pool is None:
            self.pool = torch.empty(self.size, device=x.device).bernoulli_(1 - self.rate).div_(1 - self.rate)
        at = int(torch.randint(self.size - x.numel(), ()).item())
        return x * self.pool[at : at + x.numel()].view(x.shape)


class Layer(nn.Module):
    """One encoder layer, (B, T, D) to (B, T, D). No dropout inside attention, so that the fused one is used."""

    def __init__(self, shape: Shape, dropout: Dropout) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.attention_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        y = self.out(y.transpose(1, 2).reshape(b, t, d))
        x = self.attention_norm(x + self.dropout(y))
        y = self.down(F.gelu(self.up(x)))
        return self.norm(x + self.dropout(y))


class Network(nn.Module):
    """Encoder and heads. ``forward`` is what is exported: ids (B, T), features (B, T, 3) to the tables of ``heads``."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape, self.rate = shape, dropout
        self.dropout = Dropout(dropout)
        self.token = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.features = nn.ModuleList(nn.Embedding(n, shape.width) for n in (CASES, QUOTE_STATES, BEGINS))
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, self.dropout) for _ in range(shape.layers))
        self.cue = nn.Linear(shape.width, 2 * CUE_TAGS)  # outer cues, then cues inside a content
        self.unary = nn.Linear(shape.width, len(ROLE_TAGS))
        self.anchor = nn.Linear(shape.width, shape.roles)
        self.word = nn.Linear(shape.width, shape.roles)
        self.distance = nn.Embedding(2 * REACH + 1, shape.roles)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.between = nn.Embedding(BETWEEN, shape.roles)
        nn.init.zeros_(self.between.weight)
        self.match_anchor = nn.Linear(shape.width, 3 * shape.match)
        self.match_word = nn.Linear(shape.width, 3 * shape.match)
        nn.init.zeros_(self.match_anchor.weight)
        nn.init.zeros_(self.match_anchor.bias)
        self.emit = nn.Linear(shape.roles, len(ROLE_TAGS))
        self.transition = nn.Parameter(torch.zeros(len(ROLE_TAGS), len(ROLE_TAGS)))
        self.names = nn.Linear(shape.width, 2 * len(NAMES) + 1)
        self.kinds = nn.Linear(shape.width, len(KINDS))
        self.query = nn.Linear(shape.width, shape.link)
        self.key = nn.Linear(shape.width, shape.link)
        self.known = nn.Linear(shape.width, 1)  # how surely a mention means something mentioned before
        self.pairs = nn.Parameter(torch.zeros(PAIRS))
        self.far = nn.Parameter(torch.zeros(LOOKS, FAR))
        self.gaps = nn.Parameter(torch.zeros(LOOKS, GAPS))
        self.span_query = nn.Linear(shape.width, 2 * shape.span)
        self.span_key = nn.Linear(shape.width, 2 * shape.span)

    def encode(self, ids: Tensor, features: Tensor) -> Tensor:
        """(B, T) and (B, T, 3) to (B, T, D). Padding has id 0."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.token(ids) + self.position(positions)
        for i, table in enumerate(self.features):
            x = x + table(features[..., i])
        x = self.dropout(self.norm(x))
        mask = torch.where(ids[:, None, None, :] == 0, -1e4, 0.0).to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def heads(self, x: Tensor) -> tuple[Tensor, ...]:
        """Of (..., D): cue scores (..., 6), role scores without a cue (..., 7), the role tagger's halves (..., R)
        and its bilinear ones (..., 3 M); name tags (..., 13), kinds of head words (..., 5), the halves of the pair
        scorer (..., 64) with a score of each mention alone (..., 1), and those of its spans (..., 64)."""
        return tuple(getattr(self, name)(x) for name in HEADS)

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        return self.heads(self.encode(ids, features))

    def role_scores(self, x: Tensor, row: Tensor, anchor: Tensor, about: Tensor, between: Tensor) -> Tensor:
        """Tag scores (N, L, 7) for N anchors (pieces ``anchor`` of the texts ``row``) of the L words about each, whose
        pieces are ``about`` (N, L), what lies between them ``between`` (N, L)."""
        rows, at = row[:, None], x[row, anchor]
        hidden = self.anchor(at)[:, None] + self.word(x)[rows, about] + self.distance.weight + self.between(between)
        scores = self.emit(self.dropout(F.relu(hidden))) + self.unary(x)[rows, about]
        words = self.match_word(x)[rows, about].unflatten(2, (3, -1))
        match = torch.einsum("nkm,nlkm->nlk", self.match_anchor(at).unflatten(1, (3, -1)), words)
        return scores + F.pad(match.repeat_interleave(2, 2), (1, 0))

    def link_scores(self, x: Tensor, pairs: Tensor, far: Tensor, gaps: Tensor) -> Tensor:
        """Scores (M, M + 1) of what each of M mentions, with vectors x (M, D) of their heads, means: nothing before it
        (column 0), or the mention of a column; only those before it are to be looked at."""
        looks = pairs // (LOOKS * SAME)
        fit = self.query(x) @ self.key(x).T / self.shape.link**0.5
        scores = fit + self.known(x) + self.pairs[pairs] + self.far[looks, far] + self.gaps[looks, gaps]
        return F.pad(scores, (1, 0))

    def span_scores(self, x: Tensor, heads: Tensor) -> Tensor:
        """Scores (2, H, W) of the W words with vectors x (W, D) as first and last word of the mentions of ``heads``."""
        query = self.span_query(x[heads]).unflatten(1, (2, -1))
        key = self.span_key(x).unflatten(1, (2, -1))
        scores = torch.einsum("hks,wks->khw", query, key) / self.shape.span**0.5
        away = torch.arange(len(x), device=x.device)[None] - heads[:, None]
        outside = torch.stack(((away > 0) | (away < -SPAN_REACH), (away < 0) | (away > SPAN_REACH)))
        return scores.masked_fill(outside, -1e4)


def chain_loss(scores: Tensor, tags: Tensor, mask: Tensor, transition: Tensor) -> Tensor:
    """Negative log-likelihood (N,) of tag sequences under a linear chain. scores (N, L, K), tags and mask (N, L).

    Masked places (outside the window) lie at the two ends of a sequence only.
    """
    length = scores.shape[1]
    gold = (scores.gather(2, tags[..., None])[..., 0] * mask).sum(1)
    both = mask[:, 1:] * mask[:, :-1]
    gold = gold + (transition[tags[:, :-1], tags[:, 1:]] * both).sum(1)
    alpha = torch.where(mask[:, 0, None] > 0, scores[:, 0], torch.zeros_like(scores[:, 0]))
    for i in range(1, length):
        step = torch.logsumexp(alpha[:, :, None] + transition, dim=1) + scores[:, i]
        begin = (mask[:, i - 1] == 0)[:, None]
        alpha = torch.where((mask[:, i] > 0)[:, None], torch.where(begin, scores[:, i], step), alpha)
    return torch.logsumexp(alpha, dim=1) - gold


def load_minilm(network: Network, weights: dict[str, Tensor]) -> None:
    """Fill the encoder with the published weights of all-MiniLM-L6-v2 (Hugging Face names)."""
    own = network.state_dict()
    with torch.no_grad():
        own["token.weight"].copy_(weights["embeddings.word_embeddings.weight"])
        own["position.weight"].copy_(weights["embeddings.position_embeddings.weight"])
        own["position.weight"].add_(weights["embeddings.token_type_embeddings.weight"][0])
        for part in ("weight", "bias"):
            own[f"norm.{part}"].copy_(weights[f"embeddings.LayerNorm.{part}"])
            for i in range(network.shape.layers):
                theirs = f"encoder.layer.{i}"
                qkv = [weights[f"{theirs}.attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                own[f"layers.{i}.qkv.{part}"].copy_(torch.cat(qkv))
                for mine, name in (
                    ("out", "attention.output.dense"),
                    ("attention_norm", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm", "output.LayerNorm"),
                ):
                    own[f"layers.{i}.{mine}.{part}"].copy_(weights[f"{theirs}.{name}.{part}"])
