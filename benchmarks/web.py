"""How fast the reading room answers: python -m benchmarks.web RECORD [--rounds 40]

For a record as benchmarks.record makes it (--db), the server's time of every page: from the request's arrival at the
application to the last byte of its answer, the pages in turns, each time for another article, speaker, word. The first
round warms up and is not counted. On a machine that others use too, the processor's time says more than the clock's.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import click
from starlette.testclient import TestClient

from benchmarks.record import Source
from onrecord.record import Record
from onrecord.web.app import application
from onrecord.web.room import Room
from onrecord.web.view import address

SEED = 7


@click.command()
@click.argument("db", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--rounds", default=40, help="Requests for each page.")
def main(db: Path, rounds: int) -> None:
    """Print median and p95 of each page, in milliseconds by the clock and of the processor."""
    record = Record(db, create=False)
    room = Room(record, author="Benchmark", hosts=frozenset({"127.0.0.1"}))
    click.echo(f"{record.stats()}")
    pages = _pages(record)
    took: dict[str, list[float]] = {name: [] for name in pages}
    busy: dict[str, list[float]] = {name: [] for name in pages}
    with TestClient(application(room), base_url="http://127.0.0.1") as browser:
        for round_ in range(rounds + 1):
            for name, path in pages.items():
                target = path()
                begun, used = time.perf_counter(), time.process_time()
                answer = browser.get(target)
                spent, used = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - used)
                assert answer.status_code == 200, (target, answer.status_code)
                if round_:
                    took[name].append(spent)
                    busy[name].append(used)
    for name, times in took.items():
        shown = (f"median {statistics.median(each):6.1f}  p95 {_p95(each):6.1f}" for each in (times, busy[name]))
        click.echo(f"{name:16} {'  processor '.join(shown)} ms")


def _p95(times: list[float]) -> float:
    """The time that one in twenty exceeds: no value between two of those measured."""
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


def _pages(record: Record) -> dict[str, Callable[[], str]]:
    """How to ask for each page, each time for something else; what is asked for often is asked for often."""
    chance, source = random.Random(SEED), Source(SEED)
    newest = record.articles(limit=1).articles[0].version
    speakers = [each.id for each in record.speakers(limit=500)]

    def word() -> str:
        return source.words[int(20_000 ** chance.random())]

    def some_speaker() -> int:
        return speakers[int(len(speakers) ** chance.random()) - 1]

    return {
        "start": lambda: "/",
        "articles": lambda: address("/articles", offset=30 * chance.randrange(20)),
        "article": lambda: f"/articles/{chance.randint(1, newest)}",
        "search, empty": lambda: "/search",
        "search, a word": lambda: address("/search", query=word()),
        "search, filters": lambda: address("/search", **source.filters()),
        "speakers": lambda: "/speakers",
        "speakers, name": lambda: address("/speakers", query=chance.choice(source.people)[:4]),
        "speaker": lambda: f"/speakers/{some_speaker()}",
        "speaker, subject": lambda: address(f"/speakers/{some_speaker()}", about=word()),
        "quote": lambda: address("/quotes", words=source.sentence()),
        "check": lambda: "/check",
        "review": lambda: address("/review", skip=chance.randrange(50)),
        "forecasts": lambda: "/forecasts",
        "timeline": lambda: "/timeline",
        "map": lambda: "/map",
        "overview": lambda: "/overview",
    }


if __name__ == "__main__":
    main()
