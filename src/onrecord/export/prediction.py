"""Prediction files: what the reader finds in a folder of articles, one JSON line each, to score against gold.

Every article is a file NAME.txt; a file NAME.meta.json beside it may give its ``published``, ``outlet``,
``url`` and ``title``. Offsets in a prediction are code points of the .txt file as it is on disk, decoded as
UTF-8 with its line ends kept.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from onrecord.export.happenings import told_as_fact
from onrecord.ingest import Unreadable
from onrecord.model import Event, Reading, Relation, Span, Statement

FACTS = ("published", "outlet", "url", "title")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: its line of the prediction file, or what kept it from being read."""

    path: Path
    line: str | None
    problem: str | None


def articles(folder: Path) -> list[Path]:
    """The folder's .txt files, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix == ".txt" and path.is_file())


def facts_beside(path: Path) -> dict[str, str]:
    """The known facts of an article from the .meta.json beside it, none where there is no such file.

    Raises Unreadable where the file is not a JSON object or a fact is not a text.
    """
    beside = path.with_name(f"{path.stem}.meta.json")
    if not beside.exists():
        return {}
    try:
        known = json.loads(beside.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{beside.name} is not JSON in UTF-8: {error}") from None
    if not isinstance(known, dict):
        raise Unreadable(f"{beside.name} is not a JSON object")
    facts = {fact: known[fact] for fact in FACTS if known.get(fact) is not None}
    for fact, value in facts.items():
        if not isinstance(value, str):
            raise Unreadable(f"{beside.name}: {fact} is not a text")
    return facts


def row(name: str, reading: Reading, place: Callable[[Span], Span]) -> dict[str, object]:
    """One article's prediction; ``place`` finds a span of the document's text in the file."""
    return {
        "doc": name,
        "attributions": [_attribution(each, reading, place) for each in reading.statements],
        "events": [_event(each, reading, place) for each in reading.events if told_as_fact(each)],
        "relations": [_relation(each, reading) for each in reading.relations],
    }


def read_article(path: Path, threads: int | None = None) -> Outcome:
    """Read one article. A file that can't be read, or trips the reader, gives an outcome with a problem."""
    from onrecord import read
    from onrecord.ingest import document
    from onrecord.ingest.text import decode, normalise, origin_span

    try:
        normalised = normalise(decode(path.read_bytes()))
        reading = read(document(normalised.text, **facts_beside(path)), threads=threads)
        line = json.dumps(row(path.stem, reading, lambda span: origin_span(normalised, span)), ensure_ascii=False)
    except (Unreadable, OSError) as error:
        return Outcome(path, None, str(error))
    except Exception as error:  # one article that trips the reader must not cost the other 100,000
        return Outcome(path, None, f"the reader failed: {type(error).__name__}: {error}")
    return Outcome(path, line, None)


def predictions(paths: Sequence[Path], jobs: int = 1) -> Iterator[Outcome]:
    """Read the articles, in that many processes; the outcomes come in the order of the paths.

    With several processes it must be called from the main thread, and raises Unreadable where one was killed from
    outside.
    """
    if jobs == 1:
        yield from map(read_article, paths)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # "spawn": a forked copy of ONNX Runtime's threads would hang.
    with ProcessPoolExecutor(jobs, get_context("spawn")) as executor:
        # An interrupt from the keyboard goes to every process: this one handles it, the others inherit that they
        # ignore it, finish the article they are at, and end.
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            outcomes = executor.map(partial(read_article, threads=1), paths)
        finally:
            signal.signal(signal.SIGINT, handler)
        try:
            yield from outcomes
        except BrokenProcessPool:
            raise Unreadable("a reading process was killed, perhaps for lack of memory: try fewer") from None
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


def _event(event: Event, reading: Reading, place: Callable[[Span], Span]) -> dict[str, object]:
    names = {actor.id: actor.name for actor in reading.actors}
    trigger = place(event.trigger)
    return {
        "type": event.type,
        "trigger": [trigger.start, trigger.end],
        "actor": [names[p.actor] for p in event.participants if p.role == "actor"],
        "recipient": [names[p.actor] for p in event.participants if p.role == "recipient"],
        "place": names[event.place] if event.place is not None else None,
        "date": event.date,
        "asserted_by": event.asserted_by or "narrator",
        "disputed": bool(event.disputed_by),
        "factuality": event.factuality,
        "confidence": event.confidence,
    }


def _relation(relation: Relation, reading: Reading) -> dict[str, object]:
    names = {actor.id: actor.name for actor in reading.actors}
    return {
        "subject": names[relation.subject],
        "predicate": relation.predicate,
        "object": names[relation.object],
        "title": relation.title,
        "since": relation.since,
        "until": relation.until,
        "asserted_by": relation.asserted_by or "narrator",
        "confidence": relation.confidence,
    }


def _attribution(statement: Statement, reading: Reading, place: Callable[[Span], Span]) -> dict[str, object]:
    def places(spans: Sequence[Span]) -> list[list[int]]:
        return [[found.start, found.end] for found in map(place, spans)]

    actor, forecast = reading.actor(statement), statement.forecast
    return {
        "id": statement.id,
        "source": places(statement.source),
        "cue": places(statement.cue),
        "content": places(statement.content),
        "speaker": None if actor is None else actor.name,
        "named": actor is not None and actor.named,
        "role": None if actor is None else actor.role,
        "form": statement.form,
        "said_on": statement.said_on,
        "channel": statement.channel,
        "addressee": _addressee(statement, reading),
        "parent": statement.parent,
        "commitment": statement.commitment,
        "forecast": None
        if forecast is None
        else {"horizon": forecast.horizon, "condition": forecast.condition is not None},
        "confidence": round(statement.confidence, 4),
    }


def _addressee(statement: Statement, reading: Reading) -> str | None:
    """Who is told: the name, or else the words that say so."""
    told = next((actor for actor in reading.actors if actor.id == statement.addressee), None)
    if told is None:
        return None
    span = statement.addressee_span
    described = not told.named and span is not None and len(span.of(reading.document.text).split()) > 1
    return span.of(reading.document.text) if described and span is not None else told.name
