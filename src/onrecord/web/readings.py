"""Articles on their way: what a reader of the room hands in is read in one thread, one after the other, and kept until
it is stored or forgotten.

One thread, because the encoder uses all cores for one article already, and the steps behind it were never promised to
run side by side.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Literal

from onrecord.ingest import Unreadable, document, load, received
from onrecord.model import Document, Reading

State = Literal["waiting", "opening", "reading", "done", "failed"]

MOST_KEPT = 200
"""Readings that are remembered; the oldest finished ones go first."""
MOST_WAITING = 100


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in: a ``text``, an address (``url``), or a file's bytes with its name; and its known facts."""

    text: str | None = None
    url: str | None = None
    data: bytes | None = None
    name: str = ""
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    source: str | None = None

    def document(self) -> Document:
        """Open it. Raises Unreadable."""
        if self.data is not None:
            return received(
                self.data,
                self.name,
                title=self.title,
                outlet=self.outlet,
                published=self.published,
                url=self.source,
            )
        if self.url is not None:
            address = self.url.strip()
            if not address.lower().startswith(("http://", "https://")):
                raise Unreadable("that is not an http or https address")
            return load(address, title=self.title, outlet=self.outlet, published=self.published)
        return document(
            self.text or "", title=self.title, outlet=self.outlet, published=self.published, url=self.source
        )


@dataclass(slots=True)
class Job:
    """One article that was handed in, and how far it is. ``version`` is its number once it is stored."""

    id: str
    handed: Handed
    name: str
    state: State = "waiting"
    problem: str | None = None
    reading: Reading | None = None
    version: int | None = None
    words: int = 0
    finished: threading.Event = field(default_factory=threading.Event)
    then: Callable[[Job], object] | None = None


class Readings:
    """The queue, and what has come of it. Safe to use from several threads."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def hand_in(self, handed: Handed, *, then: Callable[[Job], object] | None = None) -> Job:
        """Put an article at the end of the queue; ``then`` is called with it once it is read, in the queue's thread.

        Raises Unreadable where too many wait already.
        """
        name = handed.name or handed.title or handed.url or _opening(handed.text or "")
        job = Job(secrets.token_urlsafe(12), handed, name, then=then)
        with self._lock:
            if sum(not each.finished.is_set() for each in self._jobs.values()) >= MOST_WAITING:
                raise Unreadable(f"{MOST_WAITING} articles are waiting to be read already; try again in a while")
            self._jobs[job.id] = job
            over = len(self._jobs) - MOST_KEPT
            for old in [each for each in self._jobs.values() if each.finished.is_set()][: max(over, 0)]:
                del self._jobs[old.id]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="onrecord-readings", daemon=True)
                self._thread.start()
        self._queue.put(job)
        return job

    def get(self, job: str) -> Job | None:
        """The article of that id; None where it is forgotten."""
        with self._lock:
            return self._jobs.get(job)

    def close(self) -> None:
        """Read nothing more."""
        self._queue.put(None)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            try:
                self._read(job)
            except (Unreadable, OSError) as error:
                job.problem = str(error)
            except Exception as error:  # one article that trips the reader must not end the queue
                job.problem = f"the reader failed: {type(error).__name__}: {error}"
            job.state = "failed" if job.problem else "done"
            job.finished.set()

    def _read(self, job: Job) -> None:
        job.state = "opening"
        opened = job.handed.document()
        job.words = len(opened.text.split())
        job.name = opened.title or job.name or _opening(opened.text)
        job.state = "reading"
        from onrecord.reading import read_document

        job.reading = read_document(opened)
        if job.then is not None:
            job.then(job)


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")
