"""How well the reader reads: python -m benchmarks.accuracy --scorers DIR --polnear DIR --gauntlet DIR --house DIR

Runs ``onrecord predict`` on each folder and hands its output to the scorers, score.py (PolNeAR's three roles) and
score_record.py (whole readings). The project's own held-out articles (training/house/dev) are scored as both. Prints
the expected calibration error (Naeini et al. 2015, ten bins) of the statements' confidences too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

import click

from onrecord.export.prediction import FACTS
from onrecord.model import Span
from onrecord.reading.forms import Quotations, form_of
from onrecord.reading.quotes import quotations
from training.corpora import Article, house

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
ROLES = ("source", "cue", "content")


@click.command()
@click.option("--scorers", type=FOLDER, required=True, help="Where score.py and score_record.py are.")
@click.option("--polnear", type=FOLDER, help="A PolNeAR compartment: text/ and attributions/.")
@click.option("--gauntlet", type=FOLDER, help="Articles NAME.txt with gold NAME.json.")
@click.option("--house", "own", type=FOLDER, help="Articles with inline tags, e.g. training/house/dev.")
@click.option("--errors", is_flag=True, help="List what went wrong.")
def main(scorers: Path, polnear: Path | None, gauntlet: Path | None, own: Path | None, errors: bool) -> None:
    """Print the scorers' tables for the shipped reader."""
    listed = ["--errors"] if errors else []
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        if polnear:
            predicted = predict(polnear / "text", work / "polnear.jsonl")
            click.echo(f"\n{polnear}\n" + run(scorers / "score.py", "--gold", polnear, "--pred", predicted))
            click.echo(calibration(scorers, {p.stem: p for p in (polnear / "text").glob("*.txt")}, predicted, polnear))
        if gauntlet:
            predicted = predict(with_facts(gauntlet, work / "gauntlet"), work / "gauntlet.jsonl")
            click.echo(
                f"\n{gauntlet}\n" + run(scorers / "score_record.py", "--gold", gauntlet, "--pred", predicted, *listed)
            )
        if own:
            gold = work / "house"
            write_gold(house(own), gold)
            predicted = predict(with_facts(gold, work / "articles"), work / "house.jsonl")
            click.echo(f"\n{own}\n" + run(scorers / "score_record.py", "--gold", gold, "--pred", predicted, *listed))
            click.echo(calibration(scorers, {p.stem: p for p in gold.glob("*.txt")}, predicted, None))


def predict(folder: Path, out: Path) -> Path:
    """``onrecord predict FOLDER > OUT``."""
    with out.open("w", encoding="utf-8") as file:
        subprocess.run([sys.executable, "-m", "onrecord", "predict", str(folder)], stdout=file, check=True)
    return out


def with_facts(gold: Path, folder: Path) -> Path:
    """The articles alone, each with what its gold tells of its publication beside it."""
    folder.mkdir()
    for path in gold.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
        known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        facts = {fact: known[fact] for fact in FACTS if known.get(fact)}
        (folder / f"{path.stem}.meta.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder


def run(script: Path, *arguments: object) -> str:
    """A scorer's output."""
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def write_gold(articles: Iterable[Article], folder: Path) -> None:
    """Tagged articles as NAME.txt and NAME.json (the gold that score_record.py reads)."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in articles:
        with (folder / f"{article.name}.txt").open("w", encoding="utf-8", newline="") as file:
            file.write(article.text)
        quoted = Quotations(quotations(article.text))
        rows = []
        for number, a in enumerate(article.attributions):
            spans = {role: [list(s) for s in getattr(a, role)] for role in ROLES}
            speaker = None if a.speaker in (None, "-") else a.speaker
            parent = None if a.parent is None else str(a.parent)
            outer = None if a.parent is None else Span(*article.attributions[a.parent].content[0])
            # Without a cue it is a transcript's answer or a quotation in a block: direct, whatever its marks.
            form = form_of(article.text, [Span(*s) for s in a.content], quoted, outer) if a.cue or outer else "direct"
            forecast = None
            if a.forecast is not None:
                horizon = None if a.forecast == "yes" else a.forecast
                forecast = {"horizon": horizon, "condition": a.condition}
            rows.append(
                spans
                | {
                    "id": str(number),
                    "speaker": speaker,
                    "named": a.named,
                    "parent": parent,
                    "form": form,
                    "said_on": a.said_on,
                    "channel": a.channel,
                    "addressee": a.addressee,
                    "commitment": a.commitment,
                    "forecast": forecast,
                }
            )
        gold: dict[str, object] = {"doc": article.name, "attributions": rows, "events": [], "relations": []}
        gold.update(article.facts, published=article.published)
        (folder / f"{article.name}.json").write_text(json.dumps(gold), encoding="utf-8")


def calibration(scorers: Path, texts: dict[str, Path], predicted: Path, polnear: Path | None) -> str:
    """The expected calibration error of a prediction file; right is what score.py's `relation` matches.

    Gold is the PolNeAR compartment's or, without one, in the NAME.json beside each text.
    """
    sys.path.insert(0, str(scorers))
    score = import_module("score")
    gold = {name: found for name, (_, found) in score.load_gold(polnear).items()} if polnear else {}
    confidences: list[float] = []
    right: list[bool] = []
    for line in predicted.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = texts[row["doc"]]
        known = (
            gold.get(row["doc"]) or json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["attributions"]
        )
        doc = score.Doc(score.read_text(path))
        sides = [[{r: [tuple(s) for s in a[r]] for r in ROLES} for a in side] for side in (known, row["attributions"])]
        hits = {j for _, j in score.match(*map(doc.prepare, sides), {"content": 0.5, "source": 0.5})}
        confidences += [a["confidence"] for a in row["attributions"]]
        right += [j in hits for j in range(len(row["attributions"]))]
    mean = sum(confidences) / max(len(confidences), 1)
    share = sum(right) / max(len(right), 1)
    error = calibration_error(confidences, right)
    return f"confidence: mean {mean:.3f}, right {share:.3f}, expected calibration error {error:.3f}"


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: mean gap between confidence and share of right ones, bins of equal width."""
    total = 0.0
    for low in range(bins):
        inside = [
            i for i, c in enumerate(confidences) if low / bins <= c < (low + 1) / bins or (c == 1 and low == bins - 1)
        ]
        if inside:
            gap = sum(confidences[i] for i in inside) / len(inside) - sum(right[i] for i in inside) / len(inside)
            total += abs(gap) * len(inside) / len(confidences)
    return total


if __name__ == "__main__":
    main()
