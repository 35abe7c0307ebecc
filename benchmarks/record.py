"""How the record holds up: python -m benchmarks.record [--statements 1000000] [--articles FOLDER] [--read-rate 3500]

Generates articles from varied templates (invented names, subjects and outlets; word and speaker frequencies fall off
as in news), stores their readings without the model, and prints how fast that is against the rate of reading, the
bytes a statement takes, and the time of searches with two filters, warm, beside the bare full text query in the same
run. With a folder of real articles (.txt), first reads and stores some of them, which tells what share of the time of
``onrecord add`` is storing.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import click

from onrecord.ingest import load
from onrecord.model import Actor, Document, Form, Reading, Span, Statement
from onrecord.reading import read_document
from onrecord.record import Record
from onrecord.record.query import expression

BATCH = 32
"""Readings in one transaction, as ``onrecord add`` does it."""
FIRST_DAY = date(2016, 1, 1)
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fi",
    "ga",
    "go",
    "ha",
    "hi",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "li",
    "ma",
    "me",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "sa",
    "se",
    "so",
    "ta",
    "te",
    "to",
]
CUES = ("said", "told reporters", "added", "wrote", "argued", "according to", "insisted", "warned", "asked", "denied")
TEMPLATES = (
    "{a} will {v} the {b} {p} {c}",
    "the {b} of {c} has {v} {a} {p} {d}, and {b} {v} again",
    "nobody {p} {c} can {v} {a} without {b} and {d}",
    "we {v} that {a} {p} {b}, not {c}",
    "{a}, {b} and {c} were {v} {p} {d} {p} {b}",
    "there is no {a} {p} {b} that would {v} {c} {p} the {d} {p} {a}",
)


class Source:
    """Articles, one after the other, each with its reading; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = self._invented(30_000, 2, 4)
        self.word_weights = list(accumulate(1 / (rank + 4) for rank in range(len(self.words))))
        surnames, forenames = self._invented(6_000, 2, 3), self._invented(900, 2, 2)
        self.people = [f"{self.chance.choice(forenames)} {self.chance.choice(surnames)}".title() for _ in range(30_000)]
        self.people_weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.people))))
        self.outlets = [
            f"The {word.title()} {kind}" for word in self._invented(20, 2, 3) for kind in ("Post", "Herald", "Times")
        ]

    def _invented(self, count: int, least: int, most: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            found["".join(self.chance.choices(SYLLABLES, k=self.chance.randint(least, most)))] = None
        return list(found)

    def word(self) -> str:
        """A word; the first ones are the most frequent."""
        return self.chance.choices(self.words, cum_weights=self.word_weights)[0]

    def person(self) -> str:
        """A person; the first ones speak most."""
        return self.chance.choices(self.people, cum_weights=self.people_weights)[0]

    def sentence(self) -> str:
        """What somebody says."""
        slots = {slot: self.word() for slot in "abcdvp"}
        return self.chance.choice(TEMPLATES).format(**slots)

    def readings(self) -> Iterator[Reading]:
        """Articles without end."""
        number = 0
        while True:
            number += 1
            yield self._reading(number)

    def _reading(self, number: int) -> Reading:
        chance, text, paragraphs = self.chance, "", []
        cast = {self.person(): f"a{i}" for i in range(1, chance.randint(4, 14))}
        mentions: dict[str, list[Span]] = {label: [] for label in cast.values()}
        statements: list[Statement] = []
        for i in range(1, chance.randint(16, 34)):
            start, who = len(text), chance.choice(list(cast))
            form: Form = chance.choices(("direct", "mixed", "indirect"), (4, 1, 5))[0]
            source = Span(len(text), len(text) + len(who))
            mentions[cast[who]].append(source)
            text += f"{who} "
            cue = chance.choice(CUES)
            cues = Span(len(text), len(text) + len(cue))
            text += f"{cue} "
            said = self.sentence()
            if chance.random() < 0.15:
                other = chance.choice(list(cast))
                said += f" {other}"
                mentions[cast[other]].append(Span(len(text) + len(said) - len(other), len(text) + len(said)))
            content = Span(len(text), len(text) + len(said))
            text += f"{said}. "
            statements.append(
                Statement(f"s{i}", (source,), (cues,), (content,), form, cast[who], None, round(chance.random(), 4))
            )
            text += f"The {self.sentence()}."
            paragraphs.append(Span(start, len(text)))
            text += "\n\n"
        actors = tuple(
            Actor(
                label,
                name,
                "person",
                True,
                self.word() if chance.random() < 0.5 else None,
                None,
                tuple(mentions[label]),
            )
            for name, label in cast.items()
        )
        document = Document(
            text.rstrip(),
            tuple(paragraphs),
            title=self.sentence().capitalize(),
            outlet=chance.choice(self.outlets),
            url=f"https://paper.example/{number}",
            published=(FIRST_DAY + timedelta(days=int(chance.random() ** 0.7 * 3650))).isoformat(),
            language="en",
        )
        return Reading(document, "benchmark", actors, tuple(statements))

    def filters(self) -> dict[str, Any]:
        """A word to search for, from very frequent to rare, and two filters."""
        rank = int(20_000 ** self.chance.random())
        day = FIRST_DAY + timedelta(days=self.chance.randrange(3000))
        later = (day + timedelta(days=self.chance.choice((30, 180, 900)))).isoformat()
        first, second = self.chance.sample(("who", "about", "form", "outlet", "dates"), 2)
        values: dict[str, dict[str, Any]] = {
            "who": {"who": self.person()},
            "about": {"about": self.chance.choice((self.person(), self.word()))},
            "form": {"form": self.chance.choice(("direct", "mixed", "indirect"))},
            "outlet": {"outlet": self.chance.choice(self.outlets)},
            "dates": {"since": day.isoformat(), "until": later},
        }
        return {"query": self.words[rank]} | values[first] | values[second]


@click.command()
@click.option("--statements", default=100_000, help="How many to store.")
@click.option("--searches", default=200, help="How many to time.")
@click.option("--read-rate", default=3500.0, help="Words a second that onrecord read reads (benchmarks.speed).")
@click.option("--articles", type=click.Path(path_type=Path, exists=True), help="Real articles to read and store.")
@click.option("--take", default=320, help="How many of them.")
@click.option("--db", type=click.Path(path_type=Path), help="Where to keep the record; thrown away if not.")
def main(statements: int, searches: int, read_rate: float, articles: Path | None, take: int, db: Path | None) -> None:
    """Print the cost of storing, bytes a statement, and times of searches."""
    if articles is not None:
        add(articles, take)
    with tempfile.TemporaryDirectory() as folder:
        path = db or Path(folder) / "onrecord.db"
        source = Source(7)
        with Record(path) as record:
            store(record, source, statements, read_rate)
            found = record.stats()
            click.echo(f"{found}\n{found.bytes / max(found.statements, 1):.0f} bytes a statement")
            search(record, source, searches)


def add(articles: Path, take: int) -> None:
    """Read real articles with one thread, then store their readings; processor time of both. The first batch, in which
    everything is loaded, is not counted."""
    paths = sorted(articles.rglob("*.txt"))
    random.Random(5).shuffle(paths)
    documents = [load(path) for path in paths[: take + BATCH]]
    readings = [read_document(document, threads=1) for document in documents[:BATCH]]
    begun = time.process_time()
    readings += [read_document(document, threads=1) for document in documents[BATCH:]]
    reading = time.process_time() - begun
    batches = [[(each, each.document.id) for each in readings[i : i + BATCH]] for i in range(0, len(readings), BATCH)]
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "onrecord.db") as record:
        record.store_all(batches[0])
        begun = time.process_time()
        for batch in batches[1:]:
            record.store_all(batch)
        storing = time.process_time() - begun
        found = record.stats()
    words = sum(len(document.text.split()) for document in documents[BATCH:])
    click.echo(
        f"{len(documents) - BATCH} real articles, {words:,} words: read at {words / reading:,.0f}, stored at "
        f"{words / storing:,.0f} words/s; storing is {storing / (storing + reading):.1%} of both; "
        f"{found.bytes / max(found.statements, 1):.0f} bytes a statement"
    )


def store(record: Record, source: Source, wanted: int, read_rate: float) -> None:
    """Store readings until there are so many statements; generating them is not counted."""
    there = record.stats().statements
    statements, words, seconds, processor = there, 0, 0.0, 0.0
    readings = source.readings()
    while statements < wanted:
        batch = [(reading, f"digest of {reading.document.url}") for reading in islice(readings, BATCH)]
        begun, busy = time.perf_counter(), time.process_time()
        record.store_all(batch)
        seconds += time.perf_counter() - begun
        processor += time.process_time() - busy
        statements += sum(len(reading.statements) for reading, _ in batch)
        words += sum(len(reading.document.text.split()) for reading, _ in batch)
    if words:
        click.echo(f"stored {statements - there:,} statements, {words:,} words")
        for name, took in (("elapsed", seconds), ("of processor time", processor)):
            share = took / (took + words / read_rate)
            click.echo(
                f"{took:8.1f} s {name}: {words / took:8,.0f} words/s, "
                f"{share:.1%} of reading (at {read_rate:,.0f} words/s) and storing together"
            )


def search(record: Record, source: Source, searches: int) -> None:
    """Time searches with two filters, and the bare query of the same word, in turns."""
    with closing(sqlite3.connect(record.path)) as connection:
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA mmap_size = 4294967296")

        def bare(order: str) -> Callable[[dict[str, Any]], object]:
            sql = f"SELECT rowid FROM statement_index WHERE statement_index MATCH ? {order} LIMIT 20"
            return lambda filters: connection.execute(sql, (expression(filters["query"]),)).fetchall()

        def count(filters: dict[str, Any]) -> object:
            sql = "SELECT count(*) FROM statement_index WHERE statement_index MATCH ?"
            return connection.execute(sql, (expression(filters["query"]),)).fetchall()

        contests: dict[str, Callable[[dict[str, Any]], object]] = {
            "two filters": lambda filters: record.search(**filters),
            "bare query by rank": bare("ORDER BY rank"),
            "bare query counted": count,
            "bare query, any 20": bare(""),
        }
        wanted = [source.filters() for _ in range(searches)]
        took: dict[str, list[float]] = {name: [] for name in contests}
        hits = 0
        for filters in wanted:
            for name, contest in contests.items():
                contest(filters)  # warm
                begun = time.perf_counter()
                contest(filters)
                took[name].append(1000 * (time.perf_counter() - begun))
            hits += record.search(**filters).total > 0
    for name, times in took.items():
        cuts = statistics.quantiles(times, n=20)
        click.echo(
            f"{name:22} median {statistics.median(times):7.2f} ms  p95 {cuts[18]:7.2f} ms  most {max(times):7.2f} ms"
        )
    click.echo(f"{hits} of {searches} searches found something")


if __name__ == "__main__":
    main()
