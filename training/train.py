"""Training: seeded, resumable, on the CPU or one accelerator."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F  # noqa: N812
from tokenizers import Tokenizer
from torch import Tensor
from tqdm import tqdm

from onrecord.reading.mentions import REACH as SPAN_REACH
from training.augment import augmented
from training.corpora import Article
from training.entities import Tagged, pool, swapped
from training.examples import IGNORE, Batch, Example, batches, examples, tagged_examples
from training.network import Network, Shape, chain_loss

_MASK = 103
_NAMES = 4.0  # a name's loss beside an attribution's: with equal weight names are learnt too slowly


@dataclass(frozen=True)
class Settings:
    """How to train. Rates are AdamW's (Loshchilov and Hutter 2019) at their peak, after ``warmup`` of all steps.
    ``frozen`` lower layers, and the embeddings with them, stay as they are; ``tagged`` is the share of the
    texts with names that is read in each epoch, and in half of these ``swapped`` is the share of names replaced."""

    epochs: int = 7
    pieces: int = 4096
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warmup: float = 0.06
    dropout: float = 0.1
    masked: float = 0.06
    augment: float = 0.6
    house: int = 3
    tagged: float = 0.7
    swapped: float = 0.5
    frozen: int = 0
    average: float = 0.998
    seed: int = 1


def loss(network: Network, batch: Batch, masked: float, generator: torch.Generator) -> Tensor:
    """Cue tagging and role tagging, each per cue."""
    device = network.transition.device
    t = {name: torch.from_numpy(v).to(device) for name, v in vars(batch).items() if name != "mentioned"}
    ids = t["ids"]
    if masked:
        drawn = torch.rand(ids.shape, generator=generator).to(device)
        ids = torch.where((drawn < masked) & (ids > 103), _MASK, ids)
    x = network.encode(ids, t["features"])
    at_words = x.gather(1, t["columns"][..., None].expand(-1, -1, x.shape[-1]))
    cue = network.cue(at_words)
    anchors = max(len(batch.row), 1)
    total = F.cross_entropy(cue[..., :3].flatten(0, 1), t["outer"].flatten(), ignore_index=IGNORE, reduction="sum")
    total = total + F.cross_entropy(
        cue[..., 3:].flatten(0, 1), t["nested"].flatten(), ignore_index=IGNORE, reduction="sum"
    )
    total = total / anchors
    if len(batch.row):
        scores = network.role_scores(x, t["row"], t["anchor"], t["about"], t["between"])
        total = total + chain_loss(scores, t["tags"], t["mask"], network.transition).mean()
    return total + entity_loss(network, x, at_words, t["names"], t["kinds"], batch)


def entity_loss(network: Network, x: Tensor, at_words: Tensor, names: Tensor, kinds: Tensor, batch: Batch) -> Tensor:
    """Name tagging per name, kinds, spans and antecedents (marginal likelihood, Lee et al. 2017) per mention."""
    total = x.new_zeros(())
    if (count := int((names > 0).sum())) > 0:
        losses = F.cross_entropy(
            network.names(at_words).flatten(0, 1), names.flatten(), ignore_index=IGNORE, reduction="sum"
        )
        total = total + _NAMES * losses / count
    if (count := int((kinds > 0).sum())) > 0:
        losses = F.cross_entropy(
            network.kinds(at_words).flatten(0, 1), kinds.flatten(), ignore_index=IGNORE, reduction="sum"
        )
        total = total + losses / count
    losses, learnt = x.new_zeros(()), 0
    for m in batch.mentioned:
        own = x[m.row, torch.from_numpy(m.columns)]
        head = torch.from_numpy(m.head)
        if m.learn.any():
            scores = network.link_scores(own[head], *(torch.from_numpy(v) for v in (m.pairs, m.far, m.gaps)))
            later = torch.ones_like(scores, dtype=torch.bool).triu(1)
            scores = scores.masked_fill(later, -1e4)
            good = scores.masked_fill(~torch.from_numpy(m.good), -1e4)
            each = torch.logsumexp(scores, 1) - torch.logsumexp(good, 1)
            losses, learnt = losses + each[torch.from_numpy(m.learn)].sum(), learnt + int(m.learn.sum())
        spans = torch.from_numpy(m.first >= 0)
        if spans.any():
            ends = torch.stack((torch.from_numpy(m.first), torch.from_numpy(m.last)))[:, spans]
            near = ((ends - head[spans]).abs() <= SPAN_REACH).all(0)
            scores = network.span_scores(own, head[spans][near])
            total = total + F.cross_entropy(scores.flatten(0, 1), ends[:, near].flatten()) / len(batch.mentioned)
    return total + losses / max(learnt, 1)


def epoch_examples(
    articles: Sequence[Article],
    tagged: Sequence[Tagged],
    tokenizer: Tokenizer,
    settings: Settings,
    names: Sequence[str],
    epoch: int,
) -> list[Example]:
    """The windows of one epoch, augmented anew; of the texts with names, which are many, a part."""
    random = Random(f"{settings.seed}/{epoch}")
    found: list[Example] = []
    for article in articles:
        for _ in range(settings.house if article.complete else 1):
            variant = augmented(article, random, names) if random.random() < settings.augment else article
            found += examples(variant, tokenizer, random)
    others = pool(tagged)
    for text in tagged:
        if text.mentions is not None or random.random() < settings.tagged:
            if text.names is not None and random.random() < 0.5:
                text = swapped(text, others, settings.swapped, random)
            found += tagged_examples(text, tokenizer, random)
    return found


def train(
    articles: Sequence[Article],
    tagged: Sequence[Tagged],
    tokenizer: Tokenizer,
    network: Network,
    settings: Settings,
    names: Sequence[str],
    checkpoint: Path,
    evaluate: Callable[[Network], str] | None = None,
) -> Network:
    """Train, going on from ``checkpoint`` where it is; returns the network with the running average of its weights."""
    torch.manual_seed(settings.seed)
    torch.set_flush_denormal(True)  # the optimiser's averages of rare pieces decay to denormals, which are slow
    generator = torch.Generator().manual_seed(settings.seed)
    lower = ("token", "position", "norm", *(f"layers.{i}" for i in range(settings.frozen))) if settings.frozen else ()
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(not name.startswith(tuple(f"{part}." for part in lower)))
    trained = [(n.split(".")[0], p) for n, p in network.named_parameters() if p.requires_grad]
    body = [p for part, p in trained if part in ("token", "position", "norm", "layers")]
    heads = [p for part, p in trained if part not in ("token", "position", "norm", "layers")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.head_rate}],
        weight_decay=settings.decay,
        fused=True,
    )
    per_epoch = len(
        batches(epoch_examples(articles, tagged, tokenizer, settings, names, 0), settings.pieces, Random(0))
    )
    steps = per_epoch * settings.epochs

    def factor(step: int) -> float:
        rise = max(1, int(settings.warmup * steps))
        return step / rise if step < rise else max(0.02, (steps - step) / max(1, steps - rise))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    average = {k: v.detach().clone() for k, v in network.state_dict().items()}
    begun = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        average, begun = state["average"], state["epoch"]
    for epoch in range(begun, settings.epochs):
        found = batches(
            epoch_examples(articles, tagged, tokenizer, settings, names, epoch), settings.pieces, Random(epoch)
        )
        network.train()
        running, clock = 0.0, time.monotonic()
        for number, batch in enumerate(bar := tqdm(found, desc=f"epoch {epoch + 1}/{settings.epochs}", mininterval=10)):
            value = loss(network, batch, settings.masked, generator)
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimizer.step()
            schedule.step()
            running += 0.02 * (value.item() - running) if number else value.item()
            done = epoch * per_epoch + number
            keep = min(settings.average, (1 + done) / (10 + done))
            with torch.no_grad():
                for key, parameter in network.state_dict().items():
                    average[key].lerp_(parameter, 1 - keep)
            bar.set_postfix(loss=f"{running:.2f}", refresh=False)
        state = {
            "network": network.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
            "average": average, "epoch": epoch + 1, "settings": asdict(settings), "shape": asdict(network.shape),
        }  # fmt: skip
        torch.save(state, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)
        report = evaluate(averaged(network, average)) if evaluate else ""
        print(f"epoch {epoch + 1}: loss {running:.3f}, {time.monotonic() - clock:.0f} s  {report}", flush=True)
    return averaged(network, average)


def averaged(network: Network, average: dict[str, Tensor]) -> Network:
    """A network of the same shape with the averaged weights, in evaluation mode."""
    copy = Network(network.shape, network.rate)
    copy.load_state_dict(average)
    copy.eval()
    return copy


def restored(checkpoint: Path) -> Network:
    """The averaged network of a checkpoint. Raises OSError where there is none."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    network = Network(replace(Shape(), **state["shape"]))
    network.load_state_dict(state["average"])
    network.eval()
    return network
