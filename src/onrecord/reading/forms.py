"""The exact words of a statement, and whether they are given as such: direct, mixed or indirect."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.model import Form, Span
from onrecord.reading.nouns import words
from onrecord.reading.quotes import Quotation

_WORD = re.compile(r"\w+")
# Words between quoted parts that are nobody's ("“puzzled” and “angry”").
_JOINTS = words("and but or that then yet so also")
# "that" before a clause; "that account" has no clause behind it.
_THAT = re.compile(r"that (?=(?:\S+ ){3})")
_AFTER_END = " \t\n\u00a0,;:—–-"
_ABBREVIATED = re.compile(r"(?:\b\w|\.\w|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|etc|No|St|Mt))\.$")


class Quotations:
    """The quotations of a text, to be asked for those that touch a span. Built once, each question a bisection."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self.all = quotations
        self._tops = [i for i, q in enumerate(quotations) if q.depth == 0]
        self._starts = [quotations[i].start for i in self._tops]
        self.outermost = [Span(quotations[i].start, quotations[i].end) for i in self._tops]

    def touching(self, start: int, end: int) -> Iterator[Quotation]:
        """The quotations, of any depth, that share a character with ``[start, end]`` or adjoin it."""
        first = max(0, bisect_right(self._starts, start) - 1)
        index = self._tops[first] if self._tops else len(self.all)
        while index < len(self.all) and self.all[index].start <= end:
            if self.all[index].end >= start:
                yield self.all[index]
            index += 1

    def outermost_at(self, offset: int) -> Span | None:
        """The outermost quotation that holds the offset."""
        index = bisect_right(self._starts, offset) - 1
        return self.outermost[index] if index >= 0 and offset < self.outermost[index].end else None


def tidied(text: str, span: Span, quotations: Quotations, outer: Span | None) -> Span | None:
    """A content span with the quotation marks that belong to it, without white space and loose punctuation at its ends.

    ``outer`` is the content of the statement around, whose marks are not this one's. None where nothing is left.
    """
    start, end = _trim(text, span.start, span.end)
    if start >= end:
        return None
    floor = outer.start if outer is not None else 0
    ceiling = outer.end if outer is not None else len(text)
    for q in quotations.touching(start, end):
        if (
            q.start < floor
            or q.end > ceiling
            or (outer is not None and q.start <= floor and q.end >= ceiling and q.start < start)
        ):
            continue
        if q.start < start <= q.inner.start and q.inner.end <= end + 2:
            start = q.start
        if q.start >= start and q.closed and end < q.end and not text[end : q.inner.end].strip(".,!?…;: "):
            end = q.end
    if outer is not None:
        end = _less_outer_marks(text, start, end, quotations)
    if (m := _THAT.match(text, start, end)) is not None:
        start = m.end()
    end = _less_punctuation(text, start, end, quotations)
    return Span(start, end) if start < end else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _less_outer_marks(text: str, start: int, end: int, quotations: Quotations) -> int:
    """Leave the closing marks of a quotation that opened before ``start`` to the statement around."""
    for q in quotations.touching(start, end):
        if q.start < start and q.inner.end < end <= q.end:
            end = max(start, q.inner.end)
            while end > start and text[end - 1] in ",; ":
                end -= 1
    return end


def _less_punctuation(text: str, start: int, end: int, quotations: Quotations) -> int:
    """Cut commas, dashes and the sentence's full stop behind the last word, unless a quotation holds them."""
    last = next(
        (q for q in reversed(list(quotations.touching(end - 1, end))) if q.start < end <= q.end and q.start >= start),
        None,
    )
    if last is not None:
        return end
    while end > start + 1 and text[end - 1] in _AFTER_END:
        end -= 1
    if (
        text[end - 1] == "."
        and not text[start:end].endswith("..")
        and not _ABBREVIATED.search(text, max(start, end - 6), end)
    ):
        after = text[end : end + 1]
        if end - start > 1 and not after.isalnum():
            end -= 1
    return end


def form_of(text: str, content: Sequence[Span], quotations: Quotations, outer: Span | None) -> Form:
    """How a statement's words are given: all in quotation marks but for links, partly, or not at all.

    Inside another statement only the nested one's own marks count, not those of the quotation around.
    """
    quoted = False
    rest: list[str] = []
    for span in content:
        at = span.start
        for q in quotations.touching(span.start, span.end):
            start, end = max(q.start, span.start), min(q.end, span.end)
            if end <= max(at, start) or end - start < 2:
                continue
            own = q.start >= span.start - 1 and q.end <= span.end + 1
            if outer is not None and (not own or (q.start <= outer.start and q.end >= outer.end)):
                continue
            if not own and not (q.start <= span.start and span.end <= q.end) and q.closed:
                continue
            quoted = True
            rest += _WORD.findall(text, at, max(at, start))
            at = end
        rest += _WORD.findall(text, at, span.end)
    if not quoted:
        return "indirect"
    return "direct" if all(word.lower() in _JOINTS for word in rest) else "mixed"
