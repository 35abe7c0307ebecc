"""Windows cover every word of a text exactly once, whatever its length and shape."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ingest import document
from onrecord.reading.encoder import encoder
from onrecord.reading.windows import CONTEXT, WINDOW, arrays, own_words, windows, words


def read(text: str):  # type: ignore[no-untyped-def]
    made = document(text)
    return made, words(encoder().tokenizer, made.text, made.paragraphs)


@given(
    st.lists(
        st.sampled_from(["boat", "Unprecedentedness", "“yes”", "漢字", "naïve", "3,400", "\n\n", "x" * 300]),
        max_size=900,
    )
)
@settings(max_examples=25)
def test_every_word_is_answered_for_once_within_the_size_limit(parts: list[str]) -> None:
    _, text = read("Begin. " + " ".join(parts))
    seen = []
    for window in windows(text):
        ids, features = arrays(text, window)
        assert ids.shape[1] <= WINDOW
        assert features.shape == (*ids.shape, 3)
        columns = own_words(text, window)
        assert np.array_equal(ids[0, columns], text.pieces[columns - 1 + window.begin])
        seen += (columns - 1 + window.begin).tolist()
    assert seen == text.first.tolist()


def test_a_long_text_is_read_with_context_on_both_sides() -> None:
    _, text = read("\n\n".join("The harbour master said the ferry would sail at dawn." for _ in range(120)))
    found = list(windows(text))
    assert len(found) > 2
    for before, after in pairwise(found):
        assert before.own_end == after.own_begin
        assert after.begin == after.own_begin - CONTEXT
        assert before.end >= before.own_end
    assert all(text.begins[w.own_begin] for w in found)


@pytest.mark.parametrize("word", ["Ferry", "“", "12"])
def test_words_keep_their_place_in_the_text(word: str) -> None:
    made, text = read(f"One {word} more, señor.")
    assert word in [made.text[s:e] for s, e in zip(text.start.tolist(), text.end.tolist(), strict=True)]
