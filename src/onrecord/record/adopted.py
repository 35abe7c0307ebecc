"""Corrections that were made in another tool, taken over as judgements: all of a file, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from onrecord.ingest.marked import Marked, pieces
from onrecord.record.articles import article
from onrecord.record.database import RecordError
from onrecord.record.judgements import Correction, judge_statement
from onrecord.record.store import version_of


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of one statement of a file."""

    ref: str
    done: Literal["corrected", "rejected"]
    judgement: int


def adopt(connection: Connection, source: str, found: Sequence[Marked], author: str, note: str | None) -> list[Adopted]:
    """Correct what the file has otherwise than the record, and reject what it no longer has. Raises RecordError, with
    nothing changed, where the file has a statement that the record doesn't."""
    held = article(connection, version_of(connection, source))
    by_ref = {ref: label for label, ref in held.refs.items()}
    said = {each.id: each for each in held.reading.statements}
    names = {actor.id: actor.name for actor in held.reading.actors}
    text = held.reading.document.text
    for each in found:
        if each.ref is None:
            raise RecordError(f"{each.place}: a statement without a name: new ones can't be taken over")
        if each.ref not in by_ref:
            raise RecordError(f"{each.place}: the article has no statement {each.ref}")
    done = []
    for each in found:
        assert each.ref is not None
        now = said[by_ref[each.ref]]
        speaker = names.get(now.actor or "", "")
        correction = Correction(
            speaker=each.speaker if each.speaker is not None and each.speaker != speaker else None,
            form=each.form if each.form is not None and each.form != now.form else None,  # type: ignore[arg-type]
            content=each.content if pieces(text, each.content) != pieces(text, now.content) else None,
        )
        if correction != Correction():
            judgement = judge_statement(connection, "correct", each.ref, author, note, correction)
            done.append(Adopted(each.ref, "corrected", judgement))
    kept = {each.ref for each in found}
    done += [
        Adopted(ref, "rejected", judge_statement(connection, "reject", ref, author, note))
        for ref in by_ref
        if ref not in kept
    ]
    return done
