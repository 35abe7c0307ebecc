"""Who is who across documents, measured: python -m benchmarks.identity {read,names,pairs,scale}

``read`` reads articles of PolNeAR (train or dev, with their outlets and dates) and keeps the readings in a folder,
``names`` writes the names of those who speak in them, each with the label that a rule gives it, for a person to check
and put right; ``pairs`` stores the readings in a new record and compares which speakers of different articles it takes
for one with the checked labels. Readings and labels hold the corpus' words: keep them outside the project.

``scale`` stores articles with ever more distinct invented actors and prints what one more article costs.
"""

from __future__ import annotations

import csv
import pickle
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate, combinations
from pathlib import Path

import click

from benchmarks.record import Source
from onrecord.model import Actor, Document, Reading, Span, Statement
from onrecord.reading.nouns import words
from onrecord.record import Record

TITLES = words(
    """
    mr mrs ms dr sir sen senator rep reps representative gov governor president pres gen lt col judge justice rev del
    democrat republican mayor secretary speaker jr sr ii iii iv
    """
)


@click.group()
def main() -> None:
    """Measure who is taken for whom."""


# --- pairs ----------------------------------------------------------------------------------------------------------


@main.command()
@click.argument("polnear", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--split", default="dev", help="train or dev.")
@click.option("--articles", default=1000, help="How many of them, drawn by chance.")
@click.option("--seed", default=11)
def read(polnear: Path, folder: Path, split: str, articles: int, seed: int) -> None:
    """Read articles of a copy of PolNeAR, and keep the readings in a folder."""
    import onrecord

    with (polnear / "metadata.tsv").open(encoding="utf-8", newline="") as file:
        facts = {row["filename"]: row for row in csv.DictReader(file, delimiter="\t")}
    files = sorted((polnear / split / "text").glob("*.txt"))
    random.Random(seed).shuffle(files)
    folder.mkdir(parents=True, exist_ok=True)
    for path in files[:articles]:
        fact = facts.get(path.stem, {})
        reading = onrecord.read(path.read_text(encoding="utf-8"), published=fact.get("publication_date") or None)
        url = f"https://{fact.get('publisher', 'unknown')}.example/{path.stem}"
        document = replace(reading.document, outlet=fact.get("publisher"), url=url)
        (folder / f"{path.stem}.pickle").write_bytes(pickle.dumps(replace(reading, document=document)))


@main.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
def names(folder: Path) -> None:
    """Write a table of the people who speak: article, name, role, and the label that the rule gives."""
    table = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    table.writerow(("article", "name", "role", "label"))
    for stem, _, actor in speakers(folder):
        table.writerow((stem, actor.name, actor.role or "", suggested(stem, actor.name)))


def suggested(stem: str, name: str) -> str:
    """The rule: the first and the last word of the name, in lower case, without titles, party names and suffixes. A
    name of one word is taken for nobody else's."""
    plain = [word.strip(".,:;'\"“”‘’()").lower() for word in name.split()]
    own = [word for word in plain if word and word not in TITLES]
    return f"{own[0]} {own[-1]}" if len(own) > 1 else f"{name} @ {stem}"


def speakers(folder: Path) -> Iterator[tuple[str, Reading, Actor]]:
    """The named people to whom a reading gives a statement, with the article's name."""
    for path in sorted(folder.glob("*.pickle")):
        reading: Reading = pickle.loads(path.read_bytes())
        said = Counter(statement.actor for statement in reading.statements)
        for actor in reading.actors:
            if said[actor.id] and actor.named and actor.kind == "person":
                yield path.stem, reading, actor


@main.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.argument("labels", type=click.Path(exists=True, path_type=Path))
@click.option("--seed", default=0, help="In which order the articles are stored; 0: as they were published.")
@click.option("--show", default=20, help="How many of the wrong pairs of names to show.")
def pairs(folder: Path, labels: Path, seed: int, show: int) -> None:
    """Pairwise precision and recall of the links between speakers of different articles."""
    with labels.open(encoding="utf-8", newline="") as file:
        truth = {(row["article"], row["name"]): row["label"] for row in csv.DictReader(file, delimiter="\t")}
    readings = {stem: reading for stem, reading, _ in speakers(folder)}
    order = sorted(readings, key=lambda stem: readings[stem].document.published or "")
    if seed:
        random.Random(seed).shuffle(order)
    found: dict[tuple[str, str], int] = {}
    with tempfile.TemporaryDirectory() as scratch, Record(Path(scratch) / "onrecord.db") as record:
        versions = {record.store(readings[stem]).version: stem for stem in order}
        for version, stem in versions.items():
            for label, number in record.article(version).people.items():
                found[stem, label] = number
    items = [
        (stem, actor.name, truth[stem, actor.name], found.get((stem, actor.id))) for stem, _, actor in speakers(folder)
    ]
    _report("all", items, show)
    frequent = {label for label, _ in Counter(label for _, _, label, _ in items).most_common(5)}
    _report("without the five who speak in most articles", [item for item in items if item[2] not in frequent], 0)


def _report(title: str, items: list[tuple[str, str, str, int | None]], show: int) -> None:
    right, wrong, missed = 0, Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for (stem, name, label, number), (stem2, name2, label2, number2) in combinations(items, 2):
        if stem == stem2:
            continue
        taken = number is not None and number == number2
        if taken and label == label2:
            right += 1
        elif taken:
            wrong[min(name, name2), max(name, name2)] += 1
        elif label == label2:
            missed[min(name, name2), max(name, name2)] += 1
    pairs_found, pairs_true = right + sum(wrong.values()), right + sum(missed.values())
    click.echo(
        f"{title}: {len(items)} speakers, {pairs_true} pairs; precision {right / max(pairs_found, 1):.4f}, "
        f"recall {right / max(pairs_true, 1):.4f}"
    )
    for kind, counts in (("wrong", wrong), ("missed", missed)):
        for (name, other), count in counts.most_common(show):
            click.echo(f"  {kind} {count:5}  {name} | {other}")


# --- scale ----------------------------------------------------------------------------------------------------------


@main.command()
@click.option("--actors", default=10_000, help="How many distinct actors to come to.")
@click.option("--at-once", default=20, help="Articles in one transaction.")
def scale(actors: int, at_once: int) -> None:
    """The time that one more article takes, with 1,000 actors in the record, 2,000, 5,000 and more."""
    crowd = Crowd(7, actors)
    with tempfile.TemporaryDirectory() as scratch, Record(Path(scratch) / "onrecord.db") as record:
        marks = [mark for mark in (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000) if mark <= actors]
        recent: list[float] = []
        articles = 0
        click.echo("  actors  articles  ms of processor time an article")
        for mark in marks:
            while len(crowd.seen) < mark:
                batch = [(crowd.article(), None) for _ in range(at_once)]
                begun = time.process_time()
                record.store_all(batch)
                recent.append(1000 * (time.process_time() - begun) / at_once)
                articles += at_once
            click.echo(f"{mark:8,}  {articles:8,}  {statistics.mean(recent[-max(1, 200 // at_once) :]):8.2f}")
        click.echo(f"{record.stats().actors:,} actors in the record")
        calls: dict[str, Callable[[], object]] = {"who": record.who, "who NAME": lambda: record.who("1")}
        for name, call in calls.items():
            call()
            begun = time.process_time()
            call()
            click.echo(f"{name}: {1000 * (time.process_time() - begun):.1f} ms")


class Crowd:
    """Articles in which six people speak, half of them new, the others known and some of them by less than their whole
    name; surnames and given names fall off in frequency as they do."""

    def __init__(self, seed: int, count: int) -> None:
        self.chance = random.Random(seed)
        source = Source(seed)
        self.forenames = [word.title() for word in source.words[:400]]
        self.surnames = [word.title() for word in source.words[400:3400]]
        self.weights = [list(accumulate(1 / (rank + 10) for rank in range(size))) for size in (400, 3000)]
        self.roles = [
            f"{word} of {other.title()}"
            for word, other in zip(source.words[4000:4200], source.words[4200:4400], strict=True)
        ]
        self.seen: dict[str, str] = {}
        self._names: list[str] = []
        self.number = 0

    def person(self) -> tuple[str, str]:
        """A new person's name and role."""
        while True:
            first = self.chance.choices(self.forenames, cum_weights=self.weights[0])[0]
            last = self.chance.choices(self.surnames, cum_weights=self.weights[1])[0]
            name = f"{first} {self.chance.choice('ABCDEFGH')}. {last}"
            if name not in self.seen:
                self.seen[name] = self.chance.choice(self.roles)
                self._names.append(name)
                return name, self.seen[name]

    def article(self) -> Reading:
        """The next article."""
        self.number += 1
        cast = [self.person() for _ in range(3)]
        for name, role in self._known():
            first, _, last = name.split()
            written = self.chance.choice((name, f"{first} {last}", f"{first[0]}. {last}", last))
            cast.append((written, role))
        text, actors, statements = "", [], []
        for i, (name, role) in enumerate(dict(cast).items()):
            source = Span(len(text), len(text) + len(name))
            text += f"{name} said "
            content = Span(len(text), len(text) + 10)
            text += "it is shut.\n"
            actors.append(Actor(f"a{i}", name, "person", True, role, mentions=(source,)))
            statements.append(Statement(f"s{i}", (source,), (), (content,), "indirect", f"a{i}", None, 0.9))
        document = Document(text, (Span(0, len(text)),), url=f"https://paper.example/{self.number}")
        return Reading(document, "benchmark", tuple(actors), tuple(statements))

    def _known(self) -> list[tuple[str, str]]:
        return [(name, self.seen[name]) for name in self.chance.sample(self._names, 3)]


if __name__ == "__main__":
    main()
