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
from pathlib import Path

import click
from onrecord.reading.form import form

import onrecord
from onrecord.model import Span
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
        if gauntlet:
            predicted = predict(gauntlet, work / "gauntlet.jsonl")
            click.echo(
                f"\n{gauntlet}\n" + run(scorers / "score_record.py", "--gold", gauntlet, "--pred", predicted, *listed)
            )
        if own:
            gold = work / "house"
            write_gold(house(own), gold)
            predicted = predict(gold, work / "house.jsonl")
            click.echo(f"\n{own}\n" + run(scorers / "score_record.py", "--gold", gold, "--pred", predicted, *listed))


def predict(folder: Path, out: Path) -> Path:
    """``onrecord predict FOLDER > OUT``."""
    with out.open("w", encoding="utf-8") as file:
        subprocess.run([sys.executable, "-m", "onrecord", "predict", str(folder)], stdout=file, check=True)
    return out


def run(script: Path, *arguments: object) -> str:
    """A scorer's output."""
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def write_gold(articles: Iterable[Article], folder: Path) -> None:
    """Tagged articles as NAME.txt, NAME.meta.json and NAME.json (the gold that score_record.py reads)."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in articles:
        with (folder / f"{article.name}.txt").open("w", encoding="utf-8", newline="") as file:
            file.write(article.text)
        facts = {"published": article.published, "outlet": article.facts.get("outlet")}
        (folder / f"{article.name}.meta.json").write_text(json.dumps(facts), encoding="utf-8")
        document = onrecord.document(article.text)
        rows = []
        for number, a in enumerate(article.attributions):
            spans = {role: [list(s) for s in getattr(a, role)] for role in ROLES}
            speaker = None if a.speaker in (None, "-") else a.speaker
            parent = None if a.parent is None else str(a.parent)
            content = tuple(Span(s, e) for s, e in a.content)
            rows.append(
                spans
                | {
                    "id": str(number),
                    "speaker": speaker,
                    "named": a.named,
                    "parent": parent,
                    "forecast": None,
                }
                | {"form": form(document, content, nested=parent is not None)}
                | dict.fromkeys(("said_on", "channel", "addressee", "commitment"))
            )
        gold = {"doc": article.name, "attributions": rows, "events": [], "relations": []}
        (folder / f"{article.name}.json").write_text(json.dumps(gold), encoding="utf-8")


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
