"""The encoder: a text's words to score tables, in one pass on the CPU (ONNX Runtime)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from onrecord.reading.attribution import RoleTagger, Tables, Thresholds
from onrecord.reading.windows import Words, arrays, own_words, windows

_HEADS = np.cumsum((6, 7, 192, 192, 144, 144))  # where each head's columns end


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded encoder with what belongs to it. ``version`` names it in every reading."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    tagger: RoleTagger
    thresholds: Thresholds
    version: str

    def tables(self, text: Words) -> Tables:
        """The score tables of a text's words. Memory grows with the text by about 2.7 kB a word."""
        rows: npt.NDArray[np.float32] | None = None
        at = 0
        for window in windows(text):
            ids, features = arrays(text, window)
            (scores,) = self.session.run(None, {"ids": ids, "features": features})
            own = own_words(text, window)
            if rows is None:
                rows = np.empty((len(text.start), scores.shape[2]), np.float32)
            rows[at : at + len(own)] = scores[0, own]
            at += len(own)
        if rows is None:
            rows = np.empty((0, _HEADS[-1]), np.float32)
        return Tables(*(np.ascontiguousarray(table) for table in np.split(rows, _HEADS[:-1], axis=1)))


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
    tokenizer = Tokenizer.from_str((assets / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Encoder(session, tokenizer, tagger, Thresholds(**facts["thresholds"]), facts["version"])
