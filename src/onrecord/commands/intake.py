"""From sources to readings, in several processes: what ``onrecord add`` and ``onrecord reread`` store."""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from onrecord.ingest import Unreadable, load
from onrecord.ingest.inputs import SUFFIXES
from onrecord.model import Reading
from onrecord.record import Record, RecordError

if TYPE_CHECKING:
    from onrecord.ingest.manners import Manners


@dataclass(frozen=True, slots=True)
class Intake:
    """How to take sources in: for the record at ``db``; without what was published before ``since`` (EDTF);
    between two pages of a host a process waits ``pause`` seconds."""

    db: Path
    since: str | None = None
    allow_private: bool = False
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one source: its reading, or that it is in the record already or too old, or what is wrong with it.

    ``digest`` is the hash of the file's bytes and the facts beside it, None for what comes from the web.
    """

    source: str
    outcome: Literal["read", "known", "older", "unreadable"]
    reading: Reading | None = None
    digest: str | None = None
    problem: str | None = None


How = Callable[[str, Intake, int | None], Taken]
"""How a source is taken in, with that many threads."""


def sources(given: Iterable[str]) -> list[str]:
    """The addresses and files given, each folder replaced by the articles in it and in its folders, by name.

    Raises Unreadable for a folder without any, and what is neither a file, a folder nor an address.
    """
    found: list[str] = []
    for source in given:
        path = Path(source)
        if is_address(source) or not path.is_dir():
            if not is_address(source) and not path.exists():
                raise Unreadable(f"{source} is no file, folder or http(s) address")
            found.append(source)
            continue
        inside = sorted(str(each) for each in path.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file())
        if not inside:
            raise Unreadable(f"there is no {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file in {source}")
        found += inside
    return list(dict.fromkeys(found))


def is_address(source: str) -> bool:
    """Is it to be fetched from the web?"""
    return "://" in source


def take_all(
    wanted: Sequence[str], intake: Intake, *, jobs: int, rate: float | None = None, how: How | None = None
) -> Iterator[Taken]:
    """Take the sources in with that many processes; what became of them comes in their order.

    ``how`` is ``take`` or ``take_again``. ``rate`` is the most addresses to fetch in a second. A source that kills the
    process it is read in is tried once more by itself, and reported if it does so again. With several processes it must
    be called from the main thread.
    """
    how = how or take
    pause = _Pause(rate)
    if jobs == 1:
        for source in wanted:
            pause.before(source)
            yield how(source, intake, None)
        return
    waiting = iter(wanted)
    while True:
        running: deque[tuple[str, Future[Taken]]] = deque()
        unsent: list[str] = []
        with _pool(jobs) as pool:
            try:
                for source in waiting:
                    pause.before(source)
                    unsent.append(source)
                    running.append((source, _submitted(pool, how, source, intake)))
                    unsent.clear()
                    while len(running) >= 8 * jobs or (running and running[0][1].done()):
                        taken = running[0][1].result()
                        running.popleft()
                        yield taken
                while running:
                    taken = running[0][1].result()
                    running.popleft()
                    yield taken
                return
            except BrokenProcessPool:
                pass
        # One of those that were being read has killed its process: each by itself shows which.
        for source in (*(source for source, _ in running), *unsent):
            yield _alone(how, source, intake)


def take(source: str, intake: Intake, threads: int | None = None) -> Taken:
    """Take one source in. Whatever is wrong with it is reported, not raised."""
    return _reported(_take, source, intake, threads)


def take_again(source: str, intake: Intake, threads: int | None = None) -> Taken:
    """Read a version that is in the record again; ``source`` is its number."""
    return _reported(_take_again, source, intake, threads)


def _reported(how: How, source: str, intake: Intake, threads: int | None) -> Taken:
    try:
        return how(source, intake, threads)
    except (Unreadable, OSError, RecordError) as error:
        return Taken(source, "unreadable", problem=str(error))
    except Exception as error:  # one article that trips the reader must not cost the other 100,000
        return Taken(source, "unreadable", problem=f"the reader failed: {type(error).__name__}: {error}")


def _take(source: str, intake: Intake, threads: int | None) -> Taken:
    from onrecord.ingest.inputs import of_file
    from onrecord.reading import read_document
    from onrecord.reading.encoder import encoder
    from onrecord.record.dates import bounds, day

    reader, record = encoder(threads).version, _record(intake.db)
    digest = None
    if not is_address(source) and source != "-":
        path = Path(source)
        digest = _digest(path)
        if record.has(digest, reader):
            return Taken(source, "known", digest=digest)
        document = of_file(path)
    else:
        if is_address(source):
            _manners(intake).wait(source)
        document = load(source, allow_private=intake.allow_private)
    published = bounds(document.published)
    if intake.since and published and published[1] < day(intake.since, last=False):
        return Taken(source, "older", digest=digest)
    # A page that shows an earlier text again has changed; a file from an archive has not.
    if record.holds(document, reader, latest=digest is None):
        return Taken(source, "known", digest=digest)
    return Taken(source, "read", read_document(document, threads=threads), digest)


def _take_again(source: str, intake: Intake, threads: int | None) -> Taken:
    from onrecord.reading import read_document

    return Taken(source, "read", read_document(_record(intake.db).document(int(source)), threads=threads))


def _digest(path: Path) -> str:
    beside = path.with_name(f"{path.stem}.meta.json")
    digest = sha256(path.read_bytes())
    # A page is told by its name too, and the facts are what the reading depends on besides the text.
    digest.update(b"\0" + path.suffix.lower().encode("utf-8", "surrogateescape") + b"\0")
    digest.update(beside.read_bytes() if beside.exists() else b"")
    return digest.hexdigest()


_records: dict[Path, Record] = {}


def _record(db: Path) -> Record:
    """This process's own connection to the record, only ever read from."""
    if db not in _records:
        _records[db] = Record(db, create=False)
    return _records[db]


_polite: dict[tuple[bool, float], Manners] = {}


def _manners(intake: Intake) -> Manners:
    """This process's manners: it remembers what each host's robots.txt says."""
    from onrecord.ingest.manners import Manners

    key = intake.allow_private, intake.pause
    if key not in _polite:
        _polite[key] = Manners(allow_private=intake.allow_private, pause=intake.pause)
    return _polite[key]


def _submitted(pool: ProcessPoolExecutor, how: How, source: str, intake: Intake) -> Future[Taken]:
    # An interrupt from the keyboard goes to every process: this one handles it, the others (started when there is work
    # for them) inherit that they ignore it, finish the article they are at, and end.
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return pool.submit(how, source, intake, 1)
    finally:
        signal.signal(signal.SIGINT, handler)


def _alone(how: How, source: str, intake: Intake) -> Taken:
    with _pool(1) as pool:
        try:
            return _submitted(pool, how, source, intake).result()
        except BrokenProcessPool:
            return Taken(source, "unreadable", problem="reading it killed the process, perhaps for lack of memory")


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    # "spawn": a forked copy of ONNX Runtime's threads would hang.
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class _Pause:
    """Waits so that no more addresses are fetched in a second than that."""

    def __init__(self, rate: float | None) -> None:
        self._seconds = 1 / rate if rate else 0.0
        self._next = 0.0

    def before(self, source: str) -> None:
        """Wait until this source may be fetched."""
        if self._seconds and is_address(source):
            time.sleep(max(0.0, self._next - time.monotonic()))
            self._next = time.monotonic() + self._seconds
