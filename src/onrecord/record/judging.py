"""What people say about a record: the judgements that can be made in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record.file import RecordFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.ingest.marked import Marked
    from onrecord.model import Form, Span
    from onrecord.record.adopted import Adopted
    from onrecord.record.forecasts import Outcome
    from onrecord.record.judgements import Judgement


class Judging(RecordFile):
    """A record's judgements: each is added, none altered, and ``undo`` adds one that takes another back.

    Every method raises RecordError, with one line that says what is wrong."""

    def confirm(self, ref: str, *, author: str, note: str | None = None) -> int:
        """That statement, event or relation is right as it is shown. Returns the judgement's number, as the others
        do."""
        from onrecord.record.verdicts import judged

        with self._writing() as connection:
            return judged(connection, "confirm", ref, author, note)

    def reject(self, ref: str, *, author: str, note: str | None = None) -> int:
        """That is no statement, event or relation: nothing shows it any more."""
        from onrecord.record.verdicts import judged

        with self._writing() as connection:
            return judged(connection, "reject", ref, author, note)

    def correct(
        self,
        ref: str,
        *,
        author: str,
        note: str | None = None,
        speaker: str | None = None,
        words: str | None = None,
        form: Form | None = None,
        said_on: str | None = None,
        content: tuple[Span, ...] | None = None,
    ) -> int:
        """That statement is shown as is given here. ``speaker`` "" is nobody; ``words`` are the document's own, or
        ``content`` their spans."""
        from onrecord.record.judgements import Correction, judge_statement

        with self._writing() as connection:
            correction = Correction(speaker, words, form, said_on, content)
            return judge_statement(connection, "correct", ref, author, note, correction)

    def resolve(
        self, ref: str, outcome: Outcome, *, author: str, note: str | None = None, on: str | None = None
    ) -> int:
        """That forecast came true, or not, or can't be said to ("void"); ``on`` is when (EDTF)."""
        from onrecord.record.forecasts import resolve

        with self._writing() as connection:
            return resolve(connection, ref, outcome, author, note, on)

    def adopt(self, source: str, found: Sequence[Marked], *, author: str, note: str | None = None) -> list[Adopted]:
        """Take over an article's corrections from another tool's file (``onrecord.ingest.marked``), all or none."""
        from onrecord.record.adopted import adopt

        with self._writing() as connection:
            return adopt(connection, source, found, author, note)

    def merge(self, name: str, others: Sequence[str], *, author: str, note: str | None = None) -> int:
        """The actors of the other names are the one of the first name, which is shown for them all."""
        from onrecord.record.judgements import merge

        with self._writing() as connection:
            return merge(connection, name, others, author, note)

    def split(self, name: str, sources: Sequence[str], *, author: str, note: str | None = None) -> int:
        """The actor of that name in these documents is another one than that of the same name elsewhere."""
        from onrecord.record.judgements import split

        with self._writing() as connection:
            return split(connection, name, sources, author, note)

    def undo(self, judgement: int, *, author: str, note: str | None = None) -> int:
        """Take a judgement back."""
        from onrecord.record.judgements import undo

        with self._writing() as connection:
            return undo(connection, judgement, author, note)

    def judgements(self, *, last: int | None = None) -> list[Judgement]:
        """All judgements, or the ``last`` so many, oldest first; those that have lost their anchor are marked."""
        from onrecord.record.judgements import listed

        with self._reading() as connection:
            return listed(connection, last=last)
