"""A text's words, time expressions and statements laid side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.edtf import bounds
from onrecord.model import Span, Statement
from onrecord.reading.dates.meanings import Expression
from onrecord.reading.dates.tokens import Tokens
from onrecord.reading.sentences import Layout


@dataclass(frozen=True, slots=True)
class Basis:
    """A date and the words that give it."""

    value: str
    span: Span


class Frames:
    """A text, its time expressions and statements, laid side by side."""

    def __init__(
        self,
        t: Tokens,
        layout: Layout,
        found: Sequence[Expression],
        statements: Sequence[Statement],
        published: str | None = None,
    ) -> None:
        try:
            self.latest = bounds(published)[1] if published is not None else date.max
        except ValueError:
            self.latest = date.max
        self.t, self.layout, self.found, self.statements = t, layout, found, statements
        self.by_id = {s.id: n for n, s in enumerate(statements)}
        self.spans = [Span(t.starts[e.first], t.ends[e.last]) for e in found]
        self.starts = [span.start for span in self.spans]
        self.contents = sorted(
            ((span.start, span.end, n) for n, s in enumerate(statements) for span in s.content), key=lambda c: c[:2]
        )
        self.content_starts = [c[0] for c in self.contents]

    def holder(self, offset: int) -> int | None:
        """The innermost statement whose content holds the offset."""
        inner: tuple[int, int] | None = None
        at = bisect_right(self.content_starts, offset)
        for start, end, n in reversed(self.contents[max(0, at - 12) : at]):
            if offset < end and (inner is None or end - start < inner[0]):
                inner = end - start, n
        return None if inner is None else inner[1]

    def parent(self, n: int) -> int | None:
        """The statement around one."""
        parent = self.statements[n].parent
        return None if parent is None else self.by_id.get(parent)

    def is_past(self, index: int, value: str) -> bool:
        """Is it a date, or a time of a day that the words name, not after the day of publication?"""
        e = self.found[index]
        return (e.kind == "date" or (e.kind == "time" and not e.story)) and bounds(value)[0] <= self.latest

    def expressions_in(self, sentence: int) -> range:
        """The expressions of a sentence, by their numbers."""
        sentences = self.layout.sentences
        if not 0 <= sentence < len(sentences):
            return range(0)
        end = sentences[sentence + 1] if sentence + 1 < len(sentences) else len(self.t.text) + 1
        return range(bisect_left(self.starts, sentences[sentence]), bisect_left(self.starts, end))

    def sentence_words(self, offset: int) -> range:
        """The words of the sentence that holds the offset, by their numbers."""
        start, end = self.layout.sentence_start(offset), self.layout.sentence_end(offset)
        return range(bisect_left(self.t.starts, start), bisect_left(self.t.starts, end))

    def words_between(self, start: int, end: int) -> list[str]:
        """The words of the text between two offsets that no content holds which holds neither of them."""
        low, high = bisect_left(self.t.starts, start), bisect_left(self.t.starts, end)
        level = self.holder(start)
        return [self.t.word(n) for n in range(low, high) if self.holder(self.t.starts[n]) in (level, None)]


def anchor(s: Statement) -> int:
    """Where a statement is attributed: at its cue, its source, or its content."""
    return (s.cue or s.source or s.content)[0].start
