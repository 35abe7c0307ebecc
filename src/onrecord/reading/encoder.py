"""The encoder: a text's words to score tables, in one pass on the CPU (ONNX Runtime)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.reading.attribution import RoleTagger, Tables, Thresholds
from onrecord.reading.links import Linker
from onrecord.reading.windows import Words, arrays, own_words, windows


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded encoder with what belongs to it. ``version`` names it in every reading; ``heads`` are the columns of
    each head, which the graph gives side by side, in the order of ``Tables``."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    tagger: RoleTagger
    thresholds: Thresholds
    linker: Linker | None
    version: str
    heads: tuple[int, ...]

    def tables(self, text: Words) -> Tables:
        """The score tables of a text's words. Memory grows with the text by about 2.7 kB a word."""
        heads = [np.empty((len(text.start), width), np.float32) for width in self.heads]
        ends = np.cumsum(self.heads)[:-1]
        at = 0
        for window in windows(text):
            ids, features = arrays(text, window)
            (scores,) = self.session.run(None, {"ids": ids, "features": features})
            own = scores[0, own_words(text, window)]
            for head, part in zip(heads, np.split(own, ends, axis=1), strict=True):
                head[at : at + len(own)] = part
            at += len(own)
        return Tables(*heads)


@cache
def encoder(threads: int | None = None) -> Encoder:
    """The encoder that ships with the package; ``threads`` defaults to what ONNX Runtime takes, the machine's cores."""
    assets = files("onrecord") / "assets"
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    if threads:
        options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(
        (assets / "encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    facts = json.loads((assets / "reader.json").read_text(encoding="utf-8"))
    with (assets / "roles.npz").open("rb") as file:
        roles = np.load(file)
        tagger = RoleTagger(*(roles[name] for name in ("distance", "between", "emit", "bias", "transition")))
        linker = Linker(*(roles[name] for name in ("pairs", "far", "gaps"))) if "pairs" in roles else None
    tokenizer = Tokenizer.from_str((assets / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Encoder(
        session, tokenizer, tagger, Thresholds(**facts["thresholds"]), linker, facts["version"], tuple(facts["heads"])
    )
