"""Statements without a day of their own, dated by what they go on from or where they were made.

The same speaker's next words, an answer, an interview's turns, and what was said in a court, a meeting or a briefing
that the article dates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from onrecord.edtf import bounds
from onrecord.model import Statement
from onrecord.reading.dates.calendar import plus
from onrecord.reading.dates.frames import Basis, Frames, anchor
from onrecord.reading.nouns import words

#: What has a date of its own as a source.
DOCUMENTS = words(
    """
    account advisory agreement analysis article assessment audit bid bill blog book briefing brief bulletin cable
    census accounts circular column comment communique communiqué complaint decision decree diary dispatch document
    draft editorial email evaluation figures filing filings findings forecast indictment inspection judgment
    judgement lawsuit leaflet ledger letter log logbook manifesto memo memoir memorandum message minutes motion note
    notes notice opinion order pamphlet paper petition poll polls post posts projection projections prospectus
    proposal readout record records register release report reports resolution review ruling script sign statement
    statistics study studies submission summary footage images imagery photographs recording suit survey surveys
    telegram testimony text transcript treaty tweet verdict video will economists respondents analysts
    """
)
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
_ASKED = words("asked pressed questioned challenged")
_ENDS = frozenset("abcdefghijklmnopqrstuvwxyz’”'\"?0123456789")
_LEAD = 2  # paragraphs behind the headline
_FAR = 2  # paragraphs over which a speaker goes on, with others between


def continued(frames: Frames, own: Mapping[int, Basis], values: Sequence[str | None]) -> dict[int, Basis]:
    """With what goes on from the dated: the same speaker's next words, and what is said on the same occasion."""
    occasions = _occasions(frames, values)
    dated = _live(frames, values) | _transcript(frames, values)
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
            exact = len(basis.value) == 10
            if goes_on or (exact and (near <= _FAR or not _elsewhere(frames, s))):
                dated[n] = basis
        if n not in dated and (basis_ := _on_occasion(frames, s, occasions)) is not None:
            dated[n] = basis_
        if n not in dated and before in dated and _replies(frames, s, before, paragraph):
            dated[n] = dated[before]
        if s.actor is not None and n in dated:
            chains[s.actor] = dated[n], paragraph
        running, before = s.actor, n
    _back(frames, dated)
    return dated


def _back(frames: Frames, dated: dict[int, Basis]) -> None:
    """A question has the day of its answer in the same sentence, a headline that of its speaker's words in the lead."""
    tops = [n for n, s in enumerate(frames.statements) if s.parent is None]
    leads: dict[str, Basis] = {}
    for n in reversed(tops):
        s = frames.statements[n]
        paragraph = frames.layout.paragraph(anchor(s))
        if n in dated:
            if s.actor is not None and 1 <= paragraph <= _LEAD:
                leads[s.actor] = dated[n]
        elif (
            paragraph == 0
            and s.actor in leads
            and not _ENDS.isdisjoint(frames.layout.paragraphs[0].of(frames.t.text)[-1:])
        ):
            dated[n] = leads[s.actor]
    for n, after in pairwise(tops):
        s = frames.statements[n]
        if (
            n not in dated
            and after in dated
            and s.cue
            and not _ASKED.isdisjoint(s.cue[0].of(frames.t.text).lower().split())
        ):
            here, there = anchor(s), anchor(frames.statements[after])
            if frames.layout.sentence(here) == frames.layout.sentence(there):
                dated[n] = dated[after]


def _live(frames: Frames, values: Sequence[str | None]) -> dict[int, Basis]:
    """In a live report, told by paragraphs that begin with a time of day, each entry's statements have its day.

    The newest entry is of the day of publication; where the clock runs over midnight, those before it are a day older.
    """
    starts = {span.start for span in frames.layout.paragraphs}
    times = [
        (value, span)
        for e, span, value in zip(frames.found, frames.spans, values, strict=True)
        if e.kind == "time" and value is not None and span.start in starts
    ]
    if len(times) < _FEWEST_TURNS:
        return {}
    rises = [one[0][10:] < two[0][10:] for one, two in pairwise(times)]
    newest_first = sum(rises) * 2 < len(rises)
    if not newest_first:
        times.reverse()
    entries: list[tuple[int, Basis]] = []
    older = 0
    for number, (value, span) in enumerate(times):
        older += number > 0 and value[10:] > times[number - 1][0][10:]
        day = plus(date.fromisoformat(value[:10]), -older)
        if day is not None:
            entries.append((span.start, Basis(day, span)))
    entries.sort(key=_where)
    dated: dict[int, Basis] = {}
    for n, s in enumerate(frames.statements):
        at = bisect_right(entries, anchor(s), key=_where) - 1
        if s.parent is None and at >= 0:
            dated[n] = entries[at][1]
    return dated


def _where(entry: tuple[int, Basis]) -> int:
    return entry[0]


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
        e = frames.found[index]
        if (
            value is None
            or not frames.is_past(index, value)
            or e.event is not None
            or frames.holder(span.start) is not None
        ):
            continue
        if span.start >= start and held is not None:
            break
        around = {frames.t.word(n) for n in frames.sentence_words(span.start)}
        if len(value) >= 10 and (around & _CONVERSES or (around & OCCASIONS.keys() and span.start < start)):
            held = Basis(value[:10] if "T" in value else value, span)
    if held is None:
        return {}
    return {n: held for n in turns if anchor(frames.statements[n]) >= start}


def _occasions(frames: Frames, values: Sequence[str | None]) -> list[tuple[int, frozenset[str], Basis]]:
    """Sentences that date a hearing, a meeting and so on: where, what they are, and when."""
    occasions: list[tuple[int, frozenset[str], Basis]] = []
    for index, (e, span) in enumerate(zip(frames.found, frames.spans, strict=True)):
        value = values[index]
        if (
            value is None
            or not frames.is_past(index, value)
            or e.event is not None
            or frames.holder(span.start) is not None
        ):
            continue
        first, last = bounds(value)
        kinds = _kinds(frames, span.start)
        if first != last:  # documents may be of a month; hearings aren't
            kinds = frozenset(kind for kind in kinds if kind in DOCUMENTS)
        if kinds:
            occasions.append((span.start, kinds, Basis(value[:10] if e.kind == "time" else value, span)))
    return occasions


def _kinds(frames: Frames, offset: int) -> frozenset[str]:
    """The occasions and documents that are named in the sentence that holds the offset, outside all contents."""
    kinds: set[str] = set()
    for n in frames.sentence_words(offset):
        word = frames.t.word(n)
        if (word in OCCASIONS or word in DOCUMENTS) and frames.holder(frames.t.starts[n]) is None:
            kinds.add(OCCASIONS.get(word, word))
    return frozenset(kinds)


def _on_occasion(frames: Frames, s: Statement, occasions: Sequence[tuple[int, frozenset[str], Basis]]) -> Basis | None:
    if not s.cue:
        return None
    at = anchor(s)
    kinds, start = _kinds(frames, at), frames.layout.sentence_start(at)
    if not kinds:
        return None
    return next(
        (
            basis
            for where, held, basis in reversed(occasions)
            if where < at and (kinds & held if where < start else kinds & held - DOCUMENTS)
        ),
        None,
    )
