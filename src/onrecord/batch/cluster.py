"""A batch on Ray: chunks as a streaming dataset (Ray Data), worked on by actors that hold the model, on whatever nodes
the cluster has. The folder and the inputs must be reachable from all of them under the same path."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from onrecord.batch.parts import Done
from onrecord.batch.work import Task, work
from onrecord.ingest import Unreadable
from onrecord.ingest.inputs import Chunk
from onrecord.ingest.rows import Columns

_AT_ONCE = 4096
"""Chunks that are handed to Ray Data at a time: their places are small, but a year of a crawl has millions."""


class Worker:
    """An actor of the cluster: it keeps the model between chunks."""

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """Work on the chunk in a row of the dataset."""
        import json

        told = json.loads(row["task"])
        kind, chunk = told["columns"], told["chunk"]
        damage = tuple((id_, reason) for id_, reason in chunk["damage"])
        made = Chunk(chunk["key"], chunk["kind"], tuple(chunk["paths"]), tuple(chunk["places"]), damage)
        done = work(Task(made, told["folder"], Columns(**kind), tuple(told["rejects"]), told["language"]))
        return {"done": json.dumps(asdict(done))}


def run(tasks: Iterable[Task], address: str | None, workers: int | None) -> Iterator[Done]:
    """Work on the chunks on the Ray cluster at that address ("auto": the one this machine is in; None: one is started
    here); ``workers`` is how many actors at most, a CPU each. Raises Unreadable where Ray isn't there."""
    import json

    try:
        import ray
        from ray.data import DataContext
    except ImportError:
        raise Unreadable("the engine ray needs pip install 'onrecord[ray]'") from None
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    started = not ray.is_initialized()
    if started:
        try:
            ray.init(address=address, log_to_driver=False, logging_level="error")
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise Unreadable(f"there is no Ray cluster at {address}: {' '.join(str(error).split())}") from None
    try:
        context = DataContext.get_current()
        context.enable_progress_bars = False
        most = workers or max(int(ray.cluster_resources().get("CPU", 1)), 1)
        waiting = iter(tasks)
        while some := [{"task": json.dumps(asdict(task))} for task in islice(waiting, _AT_ONCE)]:
            data = ray.data.from_items(some, override_num_blocks=len(some))
            size = min(most, len(some))
            done = data.map(Worker, compute=ray.data.ActorPoolStrategy(size=size), num_cpus=1)
            for row in done.iter_rows():
                told = json.loads(row["done"])
                yield Done(**told | {"marks": tuple(told["marks"])})
    finally:
        if started:
            ray.shutdown()
