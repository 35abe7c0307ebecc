"""The encoder: a text's words to score tables, in one pass on the CPU (ONNX Runtime)."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Thread
from typing import TypeVar

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord import assets
from onrecord.reading.attribution import RoleTagger, Tables, Thresholds
from onrecord.reading.links import Linker
from onrecord.reading.windows import Words, arrays, own_words, windows

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Encoder:
    """An encoder with what belongs to it. ``version`` names it in every reading; ``heads`` are the columns of each
    head, which the graph gives side by side, in the order of ``Tables``."""

    load_session: Callable[[], onnxruntime.InferenceSession]
    load_tokenizer: Callable[[], Tokenizer]
    tagger: RoleTagger
    thresholds: Thresholds
    linker: Linker
    version: str
    heads: tuple[int, ...]

    @property
    def session(self) -> onnxruntime.InferenceSession:
        """The graph, ready to run; waits for it where need be."""
        return self.load_session()

    @property
    def tokenizer(self) -> Tokenizer:
        """The vocabulary; waits for it where need be."""
        return self.load_tokenizer()

    def tables(self, text: Words) -> Tables:
        """The score tables of a text's words. Memory grows with the text by about 3.8 kB a word."""
        session = self.session
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

    Loading the graph and the vocabulary, most of the work, goes on in threads of their own after this returns.
    """
    return _encoder(threads)


@cache
def _encoder(threads: int | None) -> Encoder:
    def session() -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Threads that wait for work busily win nothing here and take the processor from whatever else runs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if threads:
            options.intra_op_num_threads = threads
        return onnxruntime.InferenceSession(assets.path("encoder.onnx"), options, providers=["CPUExecutionProvider"])

    def tokenizer() -> Tokenizer:
        made = Tokenizer.from_file(assets.path("tokenizer.json"))
        made.no_padding()
        made.no_truncation()
        return made

    load_session, load_tokenizer = _begun(session), _begun(tokenizer)
    facts = json.loads(assets.text("reader.json"))
    roles = np.load(assets.path("roles.npy"))
    tagger = RoleTagger(*(roles[name] for name in ("distance", "between", "emit", "bias", "transition")))
    linker = Linker(*(roles[name] for name in ("pairs", "far", "gaps")))
    thresholds, heads = Thresholds(**facts["thresholds"]), tuple(facts["heads"])
    return Encoder(load_session, load_tokenizer, tagger, thresholds, linker, facts["version"], heads)


def _begun(load: Callable[[], _T]) -> Callable[[], _T]:
    """Begin to load in a thread; both libraries leave Python free meanwhile. What is returned waits for it; where the
    thread came to nothing (an error, a fork in between), it loads there and then."""
    loaded: list[_T] = []

    def run() -> None:
        with suppress(Exception):
            loaded.append(load())

    thread = Thread(target=run, name="onrecord-encoder")
    thread.start()

    def wait() -> _T:
        thread.join()
        if not loaded:
            loaded.append(load())
        return loaded[0]

    return wait
