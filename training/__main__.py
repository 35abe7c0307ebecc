"""From corpora to the shipped encoder: python -m training prepare | train | calibrate | evaluate | export."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import click

from training import corpora
from training import entities as tagged_texts

if TYPE_CHECKING:
    from onrecord.reading.attribution import Thresholds

WORK = click.Path(path_type=Path, file_okay=False)


@click.group()
def main() -> None:
    """Make the encoder: prepare the corpora, train, calibrate, evaluate, export.

    \b
    python -m training prepare --polnear ../polnear --names ../ner-worldwide --house training/house --out work
    python -m training train work --start model.safetensors --tokenizer tokenizer.json
    python -m training calibrate work
    python -m training evaluate work --split dev
    python -m training export work --out src/onrecord/assets --version 2026.1

    What tells how firmly something is said:

    \b
    python -m training circumstances --house training/house --out src/onrecord/assets

    And the names that come with it:

    \b
    python -m training gazetteer --countries ../shared/corpora/countries --leaders ../shared/corpora/leaders \\
      --out src/onrecord/assets
    """


@main.command()
@click.option("--polnear", type=WORK, help="PolNeAR, with train/ and dev/.")
@click.option(
    "--names",
    type=WORK,
    help="ner-worldwide: names to tag; its person names also replace those of the training articles.",
)
@click.option("--gum", type=WORK, help="GUM, with train/ and dev/: mentions and what they mean.")
@click.option(
    "--house",
    type=WORK,
    required=True,
    help="The project's own tagged articles, with dev/ among its folders.",
)
@click.option("--out", type=WORK, required=True)
def prepare(polnear: Path | None, names: Path | None, gum: Path | None, house: Path, out: Path) -> None:
    """Read the corpora into OUT/train.jsonl, OUT/dev.jsonl (PolNeAR), OUT/house.jsonl (held out), OUT/tagged.jsonl,
    OUT/tagged-dev.jsonl (every tenth article with names, and GUM's dev) and OUT/names.txt."""
    out.mkdir(parents=True, exist_ok=True)
    own = [
        a
        for folder in sorted(house.iterdir())
        if folder.is_dir() and folder.name != "dev"
        for a in corpora.house(folder)
    ]
    train = list(corpora.polnear(polnear / "train", every_annotator=False)) if polnear else []
    dev = list(corpora.polnear(polnear / "dev", every_annotator=False)) if polnear else []
    held = list(corpora.house(house / "dev")) if (house / "dev").is_dir() else []
    for name, articles in (("train", train + own), ("dev", dev), ("house", held)):
        count = corpora.save(articles, out / f"{name}.jsonl")
        click.echo(f"{name}: {count} articles, {sum(len(a.attributions) for a in articles)} attributions")
    tagged = list(tagged_texts.worldwide(names)) if names else []
    parts = (
        ("tagged", [t for i, t in enumerate(tagged) if i % 10] + _mentions(gum, "train")),
        ("tagged-dev", tagged[::10] + _mentions(gum, "dev")),
    )
    for name, texts in parts:
        click.echo(f"{name}: {tagged_texts.save(texts, out / f'{name}.jsonl')} texts with names or mentions")
    people = sorted(_people(names)) if names else []
    (out / "names.txt").write_text("\n".join(people), encoding="utf-8")
    click.echo(f"names: {len(people)}")


def _mentions(gum: Path | None, split: str) -> list[tagged_texts.Tagged]:
    return list(tagged_texts.gum(gum / split)) if gum else []


def _people(folder: Path) -> set[str]:
    found = set()
    for path in sorted(folder.rglob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = line.split("\t")
            if (
                len(parts) >= 2
                and parts[1].endswith("Person")
                and re.fullmatch(r"[A-Z][a-z]{2,}(?:[-’'][A-Z][a-z]+)?", parts[0])
            ):
                found.add(parts[0])
    return found


@main.command()
@click.argument("work", type=WORK)
@click.option("--start", type=click.Path(path_type=Path), required=True, help="Weights to start from (safetensors).")
@click.option("--tokenizer", "tokenizer_path", type=click.Path(path_type=Path), required=True)
@click.option(
    "--name", default="model", help="Of the checkpoint, WORK/NAME.ckpt; training goes on from it where it is."
)
@click.option(
    "--from",
    "before",
    type=click.Path(path_type=Path, exists=True),
    help="A checkpoint whose (averaged) weights to start from.",
)
@click.option("--set", "chosen", multiple=True, metavar="FIELD=VALUE", help="A setting, e.g. epochs=9.")
def train(
    work: Path, start: Path, tokenizer_path: Path, name: str, before: Path | None, chosen: tuple[str, ...]
) -> None:
    """Train on WORK/train.jsonl, reporting after each epoch on dev."""
    import torch
    from safetensors.torch import load_file
    from tokenizers import Tokenizer

    from onrecord.reading.attribution import Thresholds
    from training import evaluate as measure
    from training import train as training
    from training.network import Network, Shape, load_minilm

    settings = training.Settings()
    kinds = {f.name: type(getattr(settings, f.name)) for f in fields(settings)}
    for item in chosen:
        key, _, value = item.partition("=")
        if key not in kinds:
            raise click.UsageError(f"no setting {key!r}; there are: {', '.join(kinds)}")
        settings = replace(settings, **{key: kinds[key](value)})
    torch.manual_seed(settings.seed)
    tokenizer = Tokenizer.from_file(str(tokenizer_path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    (work / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    articles = corpora.load(work / "train.jsonl")
    weights = load_file(start)
    shape = Shape(vocabulary=len(weights["embeddings.word_embeddings.weight"]))
    shape = replace(shape, positions=len(weights["embeddings.position_embeddings.weight"]))
    network = Network(shape, settings.dropout)
    load_minilm(network, weights)
    if before:
        network.load_state_dict(torch.load(before, weights_only=True)["average"], strict=False)
    names = (work / "names.txt").read_text(encoding="utf-8").split()
    sample = {s: corpora.load(work / f"{s}.jsonl") for s in ("dev", "house")}
    sample["dev"] = Random(0).sample(sample["dev"], min(28, len(sample["dev"])))

    held_names = [t for t in tagged_texts.load(work / "tagged-dev.jsonl") if t.names is not None][::3]

    def report(current: Network) -> str:
        lines = []
        for split, held in sample.items():
            if held:
                found = measure.predictions(current, tokenizer, held, Thresholds())
                lines.append(
                    f"{split} P R F1 " + " ".join(f"{x:.3f}" for x in measure.relation(held, found, tokenizer))
                )
        if held_names:
            p, r, f1 = measure.names(current, tokenizer, held_names)["all"]
            lines.append(f"names P R F1 {p:.3f} {r:.3f} {f1:.3f}")
        return "  ".join(lines)

    tagged = tagged_texts.load(work / "tagged.jsonl")
    training.train(articles, tagged, tokenizer, network, settings, names, work / f"{name}.ckpt", report)


@main.command()
@click.argument("work", type=WORK)
@click.option("--name", default="model")
def calibrate(work: Path, name: str) -> None:
    """Fit thresholds and confidences on dev and the held-out own articles; write them to WORK/NAME.json.

    The threshold for cues inside contents is fitted on the own articles, since PolNeAR has none, all else on both.
    """
    from dataclasses import asdict

    from tokenizers import Tokenizer

    from onrecord.reading.attribution import Thresholds
    from training import calibrate as fit
    from training.train import restored

    network = restored(work / f"{name}.ckpt")
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    held = [fit.Held(network, tokenizer, corpora.load(work / f"{split}.jsonl")) for split in ("dev", "house")]
    held = [part for part in held if part.articles]
    thresholds = Thresholds(nested=0.8)
    if held[-1].articles[0].complete:
        thresholds = fit.nested_threshold(held[-1], thresholds)
    thresholds = fit.outer_threshold(held, thresholds)
    thresholds = fit.least_confidence(held, fit.calibrated(held, thresholds))
    (work / f"{name}.json").write_text(json.dumps(asdict(thresholds), indent=1), encoding="utf-8")
    click.echo(str(thresholds))
    for part in held:
        split = "house" if part.articles[0].complete else "dev"
        click.echo(f"{split} P R F1 " + " ".join(f"{x:.3f}" for x in part.f1(thresholds)))


@main.command()
@click.argument("work", type=WORK)
@click.option("--name", default="model")
@click.option("--split", default="dev", help="dev (PolNeAR) or house (the project's own held-out articles).")
@click.option("--out", type=click.Path(path_type=Path), help="Also write the predictions here, for the full scorers.")
def evaluate(work: Path, name: str, split: str, out: Path | None) -> None:
    """Relation precision, recall and F1 of a checkpoint on a held-out split."""
    from tokenizers import Tokenizer

    from training import evaluate as measure
    from training.train import restored

    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    articles = corpora.load(work / f"{split}.jsonl")
    found = measure.predictions(restored(work / f"{name}.ckpt"), tokenizer, articles, _fitted(work, name))
    p, r, f1 = measure.relation(articles, found, tokenizer)
    click.echo(f"{split}: relation P {p:.3f} R {r:.3f} F1 {f1:.3f} on {len(articles)} articles")
    if out:
        measure.write(found, out)


@main.command()
@click.argument("work", type=WORK)
@click.option("--name", default="model")
def entities(work: Path, name: str) -> None:
    """Names (P, R, F1 of each kind) and coreference (CoNLL-2012 metrics) of a checkpoint on WORK/tagged-dev.jsonl."""
    from tokenizers import Tokenizer

    from training import evaluate as measure
    from training.train import restored

    network, tokenizer = restored(work / f"{name}.ckpt"), Tokenizer.from_file(str(work / "tokenizer.json"))
    texts = tagged_texts.load(work / "tagged-dev.jsonl")
    for kind, prf in measure.names(network, tokenizer, [t for t in texts if t.names is not None]).items():
        click.echo(f"{kind:14}" + " ".join(f"{x:.3f}" for x in prf))
    tally = measure.coreference(network, tokenizer, [t for t in texts if t.mentions is not None])
    for metric in tally.sums:
        click.echo(f"{metric:14}" + " ".join(f"{x:.3f}" for x in tally.prf(metric)))
    click.echo(f"{'CoNLL F1':14}{tally.conll():.3f}")


@main.command()
@click.argument("sentences", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Write the model there too.")
def events(sentences: Path, out: Path | None) -> None:
    """Measure the model of event types on folds of SENTENCES (PLV_train.tsv), and make it of all of them.

    \b
    Example:
      python -m training events PLV_train.tsv --out src/onrecord/assets
    """
    from training import events as types

    macro, accuracy = types.measured(sentences)
    click.echo(f"macro F1 {macro:.3f}, accuracy {accuracy:.3f} over five folds")
    if out is not None:
        types.write(sentences, out)


def _fitted(work: Path, name: str) -> Thresholds:
    """What ``calibrate`` wrote, else the defaults."""
    from onrecord.reading.attribution import Thresholds

    path = work / f"{name}.json"
    return Thresholds(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Thresholds()


@main.command()
@click.argument("work", type=WORK)
@click.option("--name", default="model")
@click.option("--out", type=WORK, required=True, help="The package's assets folder.")
@click.option("--version", required=True, help="Names the reader in every reading it makes.")
@click.option("--float32", is_flag=True, help="Leave the weights as they are, to compare with.")
def export(work: Path, name: str, out: Path, version: str, float32: bool) -> None:
    """Write the encoder as ONNX (int8) with its vocabulary, role tagger, thresholds."""
    from training.export import export as write
    from training.train import restored

    out.mkdir(parents=True, exist_ok=True)
    write(restored(work / f"{name}.ckpt"), out, _fitted(work, name), version, float32=float32)
    (out / "tokenizer.json").write_text((work / "tokenizer.json").read_text(encoding="utf-8"), encoding="utf-8")
    size = sum(f.stat().st_size for f in out.iterdir())
    click.echo(f"{out}: {size / 1e6:.1f} MB")


@main.command()
@click.option("--countries", type=WORK, required=True, help="With countries, metonyms, organizations and memberships.")
@click.option(
    "--leaders", type=WORK, required=True, help="With leaders.csv, of which only the factbook's rows are taken."
)
@click.option("--out", type=WORK, required=True, help="The package's assets folder.")
def gazetteer(countries: Path, leaders: Path, out: Path) -> None:
    """Write the gazetteer's tables to OUT/gazetteer, from public-domain lists."""
    from training.gazetteer import build

    for name, count in build(countries, leaders, out).items():
        size = (out / "gazetteer" / f"{name}.csv").stat().st_size
        click.echo(f"{name}: {count} rows, {size / 1000:.0f} kB")


@main.command()
@click.option("--house", type=WORK, required=True, help="The project's own tagged articles; dev/ is left out.")
@click.option("--folds", default=0, help="First measure on articles left out, in so many parts.")
@click.option("--out", type=WORK, help="The package's assets folder.")
def circumstances(house: Path, folds: int, out: Path | None) -> None:
    """Fit what tells commitments and forecasts; write OUT/commitment.txt and OUT/commitment.npy."""
    from training import circumstances as fit

    found = fit.examples([a for f in sorted(house.iterdir()) if f.name != "dev" for a in corpora.house(f)])
    if folds:
        for measure, value in fit.validated(found, folds).items():
            click.echo(f"{measure:14}{value:.3f}")
    if out:
        click.echo(f"{fit.write(*fit.fit(found), out)} marks")


if __name__ == "__main__":
    main()
