"""A batch on this machine: chunks to a pool of processes, a few at a time."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context

from onrecord.batch.parts import Done
from onrecord.batch.work import Task, work
from onrecord.ingest.inputs import Chunk

AHEAD = 2
"""Chunks that wait for each process: memory stays the same however many articles there are."""


def run(tasks: Iterable[Task], workers: int) -> Iterator[Done]:
    """Work on the chunks with that many processes; each is given when it is done, in no order. From the main thread
    only.

    A chunk that kills its process is worked on again by itself, article by article, and the one that does so rejected.
    """
    if workers == 1:
        for task in tasks:
            yield work(task)
        return
    waiting = iter(tasks)
    while True:
        running: dict[Future[Done], Task] = {}
        broken: list[Task] = []
        # "spawn": a forked copy of ONNX Runtime's threads would hang.
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            try:
                try:
                    for task in waiting:
                        broken = [task]
                        running[_submitted(pool, task)] = task
                        broken = []
                        while len(running) >= AHEAD * workers:
                            yield from _finished(running)
                    while running:
                        yield from _finished(running)
                    return
                except BrokenProcessPool:
                    broken += running.values()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        for task in broken:
            yield _alone(task)


def _finished(running: dict[Future[Done], Task]) -> Iterator[Done]:
    """Those that are done, at least one. Raises BrokenProcessPool with all that isn't done still in ``running``."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        done = future.result()
        del running[future]
        yield done


def _submitted(pool: ProcessPoolExecutor, task: Task) -> Future[Done]:
    # An interrupt from the keyboard goes to every process: this one handles it, the others ignore it and end.
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return pool.submit(work, task)
    finally:
        signal.signal(signal.SIGINT, handler)


def _alone(task: Task) -> Done:
    """Work on a chunk in a process of its own; where it is killed, find the article that does it."""
    done = _tried(task)
    if done is not None:
        return done
    rejects = tuple(each for each, small in _singles(task) if _tried(replace(small, folder="")) is None)
    found = _tried(replace(task, rejects=rejects))
    if found is None:  # it is not one of them alone: give them all up
        found = _tried(replace(task, rejects=tuple(each for each, _ in _singles(task))))
    if found is None:
        raise RuntimeError("a chunk kills every process it is given to")
    return found


def _singles(task: Task) -> Iterator[tuple[str, Task]]:
    """The articles of a chunk by id, each as a task of its own, whose folder is none."""
    chunk = task.chunk
    if chunk.kind == "files":
        for path in chunk.paths:
            yield path, replace(task, chunk=Chunk(chunk.key, "files", (path,)))
    else:
        for place in chunk.places:
            yield f"{chunk.paths[0]}#{place}", replace(task, chunk=replace(chunk, places=(place,), damage=()))


def _tried(task: Task) -> Done | None:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        try:
            return _submitted(pool, task).result()
        except BrokenProcessPool:
            return None
