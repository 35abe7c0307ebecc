"""Text to the encoder's input: pieces, words, their visible features, and the windows they are read in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.model import Span
from onrecord.reading.quotes import quotations

IntArray = npt.NDArray[np.int32]

WINDOW = 256  # pieces in a window, the two special ones included: longer ones are slower and read worse
CONTEXT = 8  # pieces read again on each side of a window's own ones
CASES = 6  # lower, Title, UPPER, miXed, with digits, no letter
QUOTE_STATES = 5  # outside, inside, inside a nested one, opening mark, closing mark
BEGINS = 2  # a paragraph begins here
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the encoder sees it. W words of P pieces.

    ``pieces`` (P,) vocabulary ids; ``first`` (W,) the index of each word's first piece; ``start``, ``end`` (W,) code
    points; ``case``, ``quote``, ``begins`` (P,) feature classes of the piece's word; ``paragraph`` (W,) its number;
    ``sentence`` (W,) how many sentences seem to have ended before it.
    """

    pieces: IntArray
    first: IntArray
    start: IntArray
    end: IntArray
    case: IntArray
    quote: IntArray
    begins: IntArray
    paragraph: IntArray
    sentence: IntArray


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``begin:end`` of a text, of which ``own_begin:own_end`` are answered for by this window."""

    begin: int
    end: int
    own_begin: int
    own_end: int


def words(tokenizer: Tokenizer, text: str, paragraphs: Sequence[Span]) -> Words:
    """Cut the paragraphs of a text into words and pieces (WordPiece) with their features."""
    encodings = tokenizer.encode_batch([span.of(text) for span in paragraphs], add_special_tokens=False)
    counts = [len(encoding) for encoding in encodings]
    total = sum(counts)
    # One array of each for the whole text: a paragraph is too short to be worth numpy's while.
    pieces = np.fromiter(chain.from_iterable(encoding.ids for encoding in encodings), np.int32, total)
    of_word = np.fromiter(chain.from_iterable(encoding.word_ids for encoding in encodings), np.int32, total)
    offsets = chain.from_iterable(chain.from_iterable(encoding.offsets for encoding in encodings))
    bounds = np.fromiter(offsets, np.int32, 2 * total).reshape(total, 2)
    of_paragraph = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    bounds += np.fromiter((span.start for span in paragraphs), np.int32, len(counts))[of_paragraph, None]
    first = np.flatnonzero(np.diff(of_word, prepend=-1) | np.diff(of_paragraph, prepend=-1)).astype(np.int32)
    lengths = np.diff(np.append(first, total))
    start, end, paragraph = bounds[first, 0], bounds[first + lengths - 1, 1], of_paragraph[first]
    places = zip(start.tolist(), end.tolist(), strict=True)
    case = np.fromiter((_case(text[s:e]) for s, e in places), np.int32, len(start))
    quote = _quote_states(text, paragraphs, start, end)
    begins = np.zeros(total, np.int32)
    begins[first] = np.diff(paragraph, prepend=-1) != 0
    stops = np.isin(pieces[first], [tokenizer.token_to_id(mark) or 0 for mark in ".?!"])
    # A full stop before a small letter belongs to an abbreviation.
    stops[:-1] &= (case[1:] != 0) | (paragraph[1:] != paragraph[:-1])
    sentence = np.zeros(len(start), np.int32)
    sentence[1:] = np.cumsum(stops)[:-1]
    return Words(
        pieces=pieces,
        first=first,
        start=start,
        end=end,
        case=np.repeat(case, lengths),
        quote=np.repeat(quote, lengths),
        begins=begins,
        paragraph=paragraph,
        sentence=sentence,
    )


def _case(word: str) -> int:
    if word.islower():
        return 0
    if not word.isalpha():
        return 4 if any(c.isdigit() for c in word) else 5
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


def _quote_states(text: str, paragraphs: Sequence[Span], start: IntArray, end: IntArray) -> IntArray:
    state = np.zeros(len(start), np.int32)
    for q in quotations(text, paragraphs):
        low, high = int(np.searchsorted(start, q.start)), int(np.searchsorted(end, q.end, side="right"))
        state[low:high] = np.minimum(state[low:high] % 3 + 1, 2) if q.depth else 1
        inner_low, inner_high = (
            np.searchsorted(start, q.inner.start),
            np.searchsorted(end, q.inner.end, side="right"),
        )
        state[low:inner_low] = 3
        if q.closed:
            state[max(inner_high, inner_low) : high] = 4
    return state


def windows(text: Words, size: int = WINDOW, context: int = CONTEXT) -> Iterator[Window]:
    """The windows that cover a text: cut where a paragraph or else a word begins, with context on both sides.

    A text that fits in one window is read whole. ``size`` counts the two special pieces.
    """
    total, room = len(text.pieces), size - 2
    if total <= room:
        if total:
            yield Window(0, total, 0, total)
        return
    breaks = np.flatnonzero(text.begins)
    begin = 0
    while begin < total:
        left = max(0, begin - context)
        own = room - (begin - left) - context
        if total - left <= room:
            yield Window(left, total, begin, total)
            return
        limit = begin + own
        candidates = breaks[(breaks > begin + own // 2) & (breaks <= limit)]
        if len(candidates):
            cut = int(candidates[-1])
        else:
            index = int(np.searchsorted(text.first, limit, side="right")) - 1
            cut = int(text.first[index])
            if cut <= begin:  # one word longer than a window
                cut = limit
        yield Window(left, min(total, cut + context), begin, cut)
        begin = cut


def arrays(text: Words, window: Window) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """A window as the encoder takes it: ids (1, T) and features (1, T, 3).

    Column 0 holds the special piece that begins a window, so that piece p stands in column p - begin + 1.
    """
    n = window.end - window.begin
    ids = np.zeros((1, n + 2), np.int64)
    features = np.zeros((1, n + 2, 3), np.int64)
    features[..., 0] = 5
    ids[0, 0], ids[0, n + 1] = _CLS, _SEP
    ids[0, 1 : n + 1] = text.pieces[window.begin : window.end]
    for column, feature in enumerate((text.case, text.quote, text.begins)):
        features[0, 1 : n + 1, column] = feature[window.begin : window.end]
    return ids, features


def own_words(text: Words, window: Window) -> npt.NDArray[np.int64]:
    """The columns, in ``arrays``, of the first pieces of the words the window answers for."""
    low, high = np.searchsorted(text.first, (window.own_begin, window.own_end))
    return text.first[low:high].astype(np.int64) - window.begin + 1
