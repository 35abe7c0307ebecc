"""How fast the reader reads: python -m benchmarks.speed FOLDER [--spacy en_core_web_sm]

Words a second of the whole ``onrecord.read`` on one thread and on two processes, as ratios to spaCy's model on the same
documents in the same run (pip install onrecord[bench] and the model), the best of several rounds taken in turns, since
shared machines are noisy. Also the cold start of ``onrecord read`` and its parts, and the memory of a long document.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import click

import onrecord


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--spacy", "model", default="en_core_web_sm", help="Which spaCy model to compare with; '' for none.")
@click.option("--documents", default=60, help="How many of the folder's NAME.txt to read.")
@click.option("--rounds", default=3)
def main(folder: Path, model: str, documents: int, rounds: int) -> None:
    """Print words a second, ratios, cold start and memory."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))[:documents]]
    words = sum(len(t.split()) for t in texts)
    click.echo(f"{len(texts)} documents, {words} words, {os.cpu_count()} cores")
    contests: dict[str, Callable[[], object]] = {
        "onrecord, one thread": lambda: [onrecord.read(t, threads=1) for t in texts]
    }
    if model:
        import spacy

        nlp = spacy.load(model)
        contests[f"spaCy {model}"] = lambda: list(nlp.pipe(texts))
    for contest in contests.values():
        contest()
    best = dict.fromkeys(contests, float("inf"))
    for _ in range(rounds):
        for name, contest in contests.items():
            best[name] = min(best[name], seconds(contest))
    with ProcessPoolExecutor(2, initializer=_warm) as pool:
        list(pool.map(_read, texts[:4]))
        best["onrecord, two processes"] = min(seconds(lambda: list(pool.map(_read, texts))) for _ in range(rounds))
    base = best.get(f"spaCy {model}")
    for name, took in best.items():
        ratio = f"  {base / took:5.2f} x spaCy" if base else ""
        click.echo(f"{name:28}{words / took:9.0f} words/s{ratio}")
    cold_start(texts[0])
    # A process of its own for each: its memory is that of one reading alone.
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        for count in (12_500, 25_000, 50_000):
            click.echo(pool.submit(long_document, texts, count).result())


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _warm() -> None:
    _read("Warm up. The tide is late, said Ana Ruiz.")


def _read(text: str) -> int:
    return len(onrecord.read(text, threads=1).statements)


def cold_start(text: str, rounds: int = 5) -> None:
    """``onrecord read`` of a short article as a new process, against importing its libraries and loading its model."""
    assets = Path(onrecord.__file__).parent / "assets"
    libraries = "import onnxruntime, tokenizers"
    loading = (
        f"{libraries}; onnxruntime.InferenceSession({str(assets / 'encoder.onnx')!r}); "
        f"tokenizers.Tokenizer.from_file({str(assets / 'tokenizer.json')!r})"
    )
    with tempfile.TemporaryDirectory() as name:
        article = Path(name) / "article.txt"
        article.write_text(text[:1200], encoding="utf-8")
        command = [sys.executable, "-m", "onrecord", "read", str(article)]
        took = {"read": float("inf"), "load": float("inf")}
        for _ in range(rounds):
            took["read"] = min(took["read"], seconds(lambda: subprocess.run(command, check=True, capture_output=True)))
            took["load"] = min(
                took["load"], seconds(lambda: subprocess.run([sys.executable, "-c", loading], check=True))
            )
    click.echo(
        f"cold start {took['read']:.2f} s; libraries and model alone {took['load']:.2f} s: "
        f"{took['read'] / took['load']:.2f} x"
    )


def long_document(texts: list[str], count: int) -> str:
    """Time and memory of a document of that many words."""
    joined = "\n\n".join(texts)
    while len(joined.split()) < count:
        joined += "\n\n" + joined
    text = " ".join(joined.split(" ")[:count])
    _warm()
    took = seconds(lambda: onrecord.read(text, threads=1))
    return f"{count:6} words: {took:6.2f} s, {took / count * 1e6:6.0f} us a word, peak memory {peak_memory():.0f} MB"


def peak_memory() -> float:
    """The most memory this process has held, in MB (2^20 bytes)."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux counts a parent's peak into a child's ru_maxrss, but not into this
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
