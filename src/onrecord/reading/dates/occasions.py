"""Statements without a day of their own, dated by what they go on from or where they were made.

The same speaker's next words, an answer, an interview's turns, and what was said in a court, a meeting or a briefing
that the article dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.edtf import bounds
from onrecord.model import Statement
from onrecord.reading.dates.frames import Basis, Frames, anchor
from onrecord.reading.nouns import words

_REPLIES = words(
    """
    replied answered retorted responded countered interjected shouted rejoined conceded shot interrupted
    """
)
#: Ways to speak that part what is said from what the same speaker said before.
_ELSEWHERE = words("interview wrote telephone phone email e-mail letter statement posted memoir tweeted message")
#: Where one speaks before others, and who belongs there: an article that dates the one dates what was said there.
OCCASIONS = {
    word: name
    for name, listed in (
        (
            "court",
            "court courtroom jury jurors trial judge justice magistrate prosecutor counsel testified bench appeal",
        ),
        (
            "hearing",
            "hearing inquiry tribunal commission committee testified testimony panel evidence senators lawmakers",
        ),
        ("meeting", "meeting council councillors board session assembly chamber debate members councilors residents"),
        ("parliament", "parliament mps deputies lawmakers chamber house legislators"),
        ("briefing", "briefing reporters journalists conference conference-call newsmen press"),
        ("call", "call analysts investors earnings"),
        ("rally", "rally crowd supporters speech ceremony march vigil"),
        ("summit", "summit talks forum panel seminar delegates"),
    )
    for word in listed.split()
}
_FEWEST_TURNS = 3
_CONVERSES = words(
    "spoke sat talked interview interviewed conversation recorded recording transcript exchange answered met"
)
_FAR = 2  # paragraphs over which a speaker goes on, with others between


def continued(frames: Frames, own: Mapping[int, Basis], values: Sequence[str | None]) -> dict[int, Basis]:
    """With what goes on from the dated: the same speaker's next words, and what is said on the same occasion."""
    occasions = _occasions(frames, values)
    dated = _transcript(frames, values)
    chains: dict[str, tuple[Basis, int]] = {}  # by speaker: the day of his words, and the paragraph they came to
    running: str | None = None
    before: int | None = None
    for n, s in enumerate(frames.statements):
        if s.parent is not None:
            continue
        paragraph = frames.layout.paragraph(anchor(s))
        if n in own:
            dated[n] = own[n]
        elif n in dated:
            pass
        elif s.actor in chains:
            basis, where = chains[s.actor]
            near = paragraph - where
            goes_on = running == s.actor and (near <= 1 or not s.cue)
            if goes_on or near <= _FAR or not _elsewhere(frames, s):
                dated[n] = basis
        if n not in dated and (basis_ := _on_occasion(frames, s, occasions)) is not None:
            dated[n] = basis_
        if n not in dated and before in dated and _replies(frames, s, before, paragraph):
            dated[n] = dated[before]
        if s.actor is not None and n in dated:
            chains[s.actor] = dated[n], paragraph
        running, before = s.actor, n
    return dated


def _elsewhere(frames: Frames, s: Statement) -> bool:
    """Does a statement seem to come from another day than its speaker's last: another channel, or the present tense?"""
    if not s.cue:
        return True
    around = {frames.t.word(n) for n in frames.sentence_words(anchor(s))}
    cue = s.cue[0].of(frames.t.text).lower()
    return bool(around & _ELSEWHERE) or cue.endswith("s")


def _replies(frames: Frames, s: Statement, before: int, paragraph: int) -> bool:
    """Does a statement answer the one before it?"""
    if not s.cue or paragraph - frames.layout.paragraph(anchor(frames.statements[before])) > 1:
        return False
    return not _REPLIES.isdisjoint(s.cue[0].of(frames.t.text).lower().split())


def _transcript(frames: Frames, values: Sequence[str | None]) -> dict[int, Basis]:
    """An interview's or hearing's turns have the day on which the article says that it was held."""
    turns = [n for n, s in enumerate(frames.statements) if s.parent is None and not s.cue and s.form == "direct"]
    labelled = [n for n in turns if frames.statements[n].source]
    if len(labelled) < _FEWEST_TURNS:
        return {}
    start = frames.layout.paragraphs[frames.layout.paragraph(anchor(frames.statements[labelled[0]]))].start
    held: Basis | None = None
    for index, span in enumerate(frames.spans):
        value = values[index]
        if value is None or frames.found[index].kind not in ("date", "time") or frames.holder(span.start) is not None:
            continue
        if span.start >= start and held is not None:
            break
        if not _CONVERSES.isdisjoint(frames.t.word(n) for n in frames.sentence_words(span.start)):
            held = Basis(value[:10] if "T" in value else value, span)
    if held is None:
        return {}
    return {n: held for n in turns if anchor(frames.statements[n]) >= start}


def _occasions(frames: Frames, values: Sequence[str | None]) -> list[tuple[int, frozenset[str], Basis]]:
    """Sentences that date a hearing, a meeting and so on: where, what they are, and when."""
    occasions: list[tuple[int, frozenset[str], Basis]] = []
    for index, (e, span) in enumerate(zip(frames.found, frames.spans, strict=True)):
        value = values[index]
        if value is None or e.kind not in ("date", "time") or frames.holder(span.start) is not None:
            continue
        first, last = bounds(value)
        if first != last:
            continue
        kinds = _kinds(frames, span.start)
        if kinds:
            occasions.append((span.start, kinds, Basis(value[:10] if e.kind == "time" else value, span)))
    return occasions


def _kinds(frames: Frames, offset: int) -> frozenset[str]:
    """What is named in the sentence that holds the offset, outside all contents."""
    return frozenset(
        OCCASIONS[word]
        for n in frames.sentence_words(offset)
        if (word := frames.t.word(n)) in OCCASIONS and frames.holder(frames.t.starts[n]) is None
    )


def _on_occasion(frames: Frames, s: Statement, occasions: Sequence[tuple[int, frozenset[str], Basis]]) -> Basis | None:
    if not s.cue:
        return None
    at = anchor(s)
    kinds = _kinds(frames, at)
    if not kinds:
        return None
    return next((basis for where, held, basis in reversed(occasions) if where < at and kinds & held), None)
