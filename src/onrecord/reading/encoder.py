"""The encoder: a text's words to score tables, in one pass on the CPU (ONNX Runtime)."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Thread

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord import assets
from onrecord.reading.attribution import RoleTagger, Tables, Thresholds
from onrecord.reading.links import Linker
from onrecord.reading.windows import Words, arrays, own_words, windows


@dataclass(frozen=True, slots=True)
class Encoder:
    """An encoder with what belongs to it. ``session`` gives the loaded graph, waiting for it where need be; ``version``
    names the encoder in every reading; ``heads`` are the columns of each head, which the graph gives side by side, in
    the order of ``Tables``."""

    session: Callable[[], onnxruntime.InferenceSession]
    tokenizer: Tokenizer
    tagger: RoleTagger
    thresholds: Thresholds
    linker: Linker
    version: str
    heads: tuple[int, ...]

    def tables(self, text: Words) -> Tables:
        """The score tables of a text's words. Memory grows with the text by about 3.8 kB a word."""
        session = self.session()
        heads = [np.empty((len(text.start), width), np.float32) for width in self.heads]
        ends = np.cumsum(self.heads)[:-1]
        at = 0
        for window in windows(text):
            wanted = own_words(text, window)
            if not len(wanted):  # the middle of a word longer than a window
                continue
            ids, features = arrays(text, window)
            (scores,) = session.run(None, {"ids": ids, "features": features, "wanted": wanted})
            for head, part in zip(heads, np.split(scores[0], ends, axis=1), strict=True):
                head[at : at + len(wanted)] = part
            at += len(wanted)
        return Tables(*heads)


def encoder(threads: int | None = None) -> Encoder:
    """The encoder that ships with the package; ``threads`` defaults to what ONNX Runtime takes, the machine's cores.

    Loading the graph, most of the work, goes on in a thread of its own after this returns.
    """
    return _encoder(threads)


@cache
def _encoder(threads: int | None) -> Encoder:
    def load() -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        if threads:
            options.intra_op_num_threads = threads
        return onnxruntime.InferenceSession(assets.path("encoder.onnx"), options, providers=["CPUExecutionProvider"])

    session = _begun(load)
    facts = json.loads(assets.text("reader.json"))
    with np.load(assets.path("roles.npz")) as roles:
        tagger = RoleTagger(*(roles[name] for name in ("distance", "between", "emit", "bias", "transition")))
        linker = Linker(*(roles[name] for name in ("pairs", "far", "gaps")))
    tokenizer = Tokenizer.from_file(assets.path("tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Encoder(
        session, tokenizer, tagger, Thresholds(**facts["thresholds"]), linker, facts["version"], tuple(facts["heads"])
    )


def _begun(load: Callable[[], onnxruntime.InferenceSession]) -> Callable[[], onnxruntime.InferenceSession]:
    """Begin to load in a thread, which ONNX Runtime leaves free to run beside this one. What is returned waits for it;
    where the thread came to nothing (an error, a fork in between), it loads there and then."""
    loaded: list[onnxruntime.InferenceSession] = []

    def run() -> None:
        with suppress(Exception):
            loaded.append(load())

    thread = Thread(target=run, name="onrecord-encoder")
    thread.start()

    def session() -> onnxruntime.InferenceSession:
        thread.join()
        if not loaded:
            loaded.append(load())
        return loaded[0]

    return session
