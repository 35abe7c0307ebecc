"""Where sentences begin: full stops told from abbreviations, quotation marks kept with their sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from onrecord.model import Span
from onrecord.reading.nouns import words

_LINE = re.compile(r"[^\n]+")
# A word that begins with a capital letter or figure, perhaps in quotation marks, after closing punctuation.
_BREAK = re.compile(r"[.!?…]['\"”’»)\]]*[ \t\u00a0\u2009]+(?=['\"“‘«„(\[¿¡]*([^\W_a-z]))")
_ABBREVIATIONS = words(
    """
    mr mrs ms mx dr prof sen rep gov gen lt col sgt capt cpl maj adm cmdr brig st sr jr hon rev fr msgr amb supt
    insp det pres vs no nos vol art fig jan feb mar apr jun jul aug sep sept oct nov dec co inc corp ltd bros
    messrs mme mlle pvt pte ave blvd mt ft est approx dept
    """
)
# Abbreviations that may well end a sentence; they do where the next word is one that seldom follows them inside one.
_EITHER_WAY = words("inc corp ltd co jr sr bros etc")
_BEGINNERS = words(
    """
    the a an he she it they we i you this that these those there but and in on at for by with from after before
    as if when while his her its their our my some many most one two no not what who how why where asked
    """
)
_LAST_WORD = re.compile(r"(\w[\w.]*)$")
_NEXT_WORD = re.compile(r"\W*(\w+)")


def paragraphs_of(text: str, paragraphs: Sequence[Span] = ()) -> list[Span]:
    """The paragraphs given, or the text's lines where none are given; without empty and overlapping ones."""
    kept: list[Span] = []
    for span in sorted(paragraphs) or (Span(*m.span()) for m in _LINE.finditer(text)):
        start = max(span.start, kept[-1].end if kept else 0)
        if start < min(span.end, len(text)):
            kept.append(Span(start, min(span.end, len(text))))
    return kept


def sentence_starts(text: str, paragraphs: Iterable[Span]) -> list[int]:
    """The offsets at which sentences begin, in order; each paragraph begins one. Linear in the text's length."""
    starts: list[int] = []
    for paragraph in paragraphs:
        starts.append(paragraph.start)
        for m in _BREAK.finditer(text, paragraph.start, paragraph.end):
            if m[1].islower() or (text[m.start()] == "." and _abbreviation(text, m.start(), m.end())):
                continue
            starts.append(m.end())
    return starts


def _abbreviation(text: str, stop: int, after: int) -> bool:
    """Does the full stop at ``stop`` belong to an abbreviation inside a sentence?"""
    m = _LAST_WORD.search(text, max(0, stop - 12), stop)
    if m is None:
        return False
    word = m[1].lower()
    following = _NEXT_WORD.match(text, after)
    begins = following is not None and following[1].lower() in _BEGINNERS
    if len(word) == 1 and word.isalpha() and word != "i":
        return True  # an initial
    if "." in word or word in _EITHER_WAY:  # "U.S.", "p.m."
        return not begins if not word.replace(".", "").isdigit() else False
    return word in _ABBREVIATIONS


_FRAME = 500  # characters


class Layout:
    """The order of a text: which sentence and which paragraph an offset lies in."""

    __slots__ = ("paragraphs", "sentences", "text")

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self.text = text
        self.paragraphs = paragraphs_of(text, paragraphs)
        self.sentences = sentence_starts(text, self.paragraphs)

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds the offset (-1 before the first)."""
        return bisect_right(self.sentences, offset) - 1

    def sentence_start(self, offset: int) -> int:
        """Where the sentence that holds the offset begins."""
        number = bisect_right(self.sentences, offset) - 1
        return self.sentences[number] if number >= 0 else 0

    def sentence_end(self, offset: int) -> int:
        """Where the sentence that holds the offset ends: at the next one, or at its paragraph's end."""
        number = bisect_right(self.sentences, offset)
        end = self.sentences[number] if number < len(self.sentences) else len(self.text)
        paragraph = self.paragraph(offset)
        return min(end, self.paragraphs[paragraph].end) if paragraph >= 0 else end

    def frame(self, start: int, end: int) -> tuple[int, int]:
        """From where the sentence of ``start`` begins to where that of ``end - 1`` ends; of an endless sentence only
        what is near."""
        first, last = self.sentence_start(start), self.sentence_end(max(start, end - 1))
        return max(first, start - _FRAME), min(last, end + _FRAME)

    def paragraph(self, offset: int) -> int:
        """The number of the last paragraph that begins at or before the offset (-1 before the first)."""
        return bisect_right(self.paragraphs, offset, key=_start) - 1


def _start(span: Span) -> int:
    return span.start
