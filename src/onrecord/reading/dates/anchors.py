"""Which time expression dates a statement: the day it was said on.

It comes from the words around source and cue ("told a hearing on January 8 that"), never from the content; a document's
own date counts too ("a survey in March found"). Without one of its own a statement has its sentence's, if one subject
says both; what goes on in the same breath, free-standing quotations first of all, has that of the words it continues;
and what is told a court, a meeting, a briefing has the day that the article gives for it. The publication date is no
basis.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from onrecord.model import Span, Statement
from onrecord.reading.dates.frames import Basis, Frames, anchor
from onrecord.reading.dates.occasions import DOCUMENTS, OCCASIONS, continued
from onrecord.reading.nouns import words

#: How a source was made or made known: the date behind is the source's.
_MADE = words(
    """
    released published polled surveyed filed completed leaked dated circulated tabled signed issued taken conducted
    commissioned prepared drafted submitted adopted passed printed posted interviewed questioned
    """
)
#: Words behind a cue that begin another clause: a date behind them is not the cue's.
_CLAUSE = words(
    """
    who whose whom which where when since until till that because although though while if as whether
    """
)
#: In front of an expression: it is no day on which something was said.
_NO_DAY = words("since until till before after from for through between of by than")
_AT_EVENT = words("at in during after on of before")
_REPORT = words("reported revealed disclosed aired broadcast")
_LIGHT = words("on late last early first the")
_STOP = frozenset(".;:!?\n")


def said_on(frames: Frames, values: Sequence[str | None], nested: bool) -> dict[int, Basis]:
    """The statements, by their number, that have a day of their own or share one; top-level ones or nested ones."""
    own = _own(frames, values, nested)
    return own if nested else continued(frames, own, values)


def _own(frames: Frames, values: Sequence[str | None], nested: bool) -> dict[int, Basis]:
    layout = frames.layout
    by_sentence: dict[int, list[int]] = {}
    for n, s in enumerate(frames.statements):
        if (s.parent is not None) == nested and (s.cue or s.source):
            by_sentence.setdefault(layout.sentence(anchor(s)), []).append(n)
    best: dict[int, tuple[int, Basis]] = {}
    for index, (e, span) in enumerate(zip(frames.found, frames.spans, strict=True)):
        value = values[index]
        if value is None or not frames.is_past(index, value):
            continue
        holder = frames.holder(span.start)
        inside = by_sentence.get(layout.sentence(span.start), ())
        if holder is not None and holder in inside and _before_content(frames, holder, index):
            candidates = [n for n in inside if frames.parent(n) == frames.parent(holder)]
            scored = [(0, holder)]
        else:
            candidates = [n for n in inside if frames.parent(n) == holder and n != holder]
            scored = [(cost, n) for n in candidates if (cost := _cost(frames, n, index, candidates)) is not None]
        if not scored:
            continue
        cost, nearest = min(scored)
        basis = Basis(value[:10] if e.kind == "time" else value, span)
        sharing = [nearest]
        first = anchor(frames.statements[nearest])
        for n in candidates:
            s = frames.statements[n]
            who = frames.statements[nearest].actor
            if n != nearest and anchor(s) >= first and (who is None or s.actor == who):
                sharing.append(n)
        for n in sharing:
            mine = cost + (0 if n == nearest else 100)
            if n not in best or mine < best[n][0]:
                best[n] = mine, basis
    return {n: basis for n, (_, basis) in best.items()}


def _before_content(frames: Frames, n: int, index: int) -> bool:
    """Does an expression stand at the head of an infinitive content ("asked a court on Friday to jail him")?"""
    s, span = frames.statements[n], frames.spans[index]
    if not s.cue or not 0 <= span.start - s.cue[0].end <= 60 or frames.t.word(frames.found[index].last + 1) != "to":
        return False
    return frames.t.near(frames.found[index].last) and '"' not in frames.t.text[s.cue[0].end : span.start]


def _cost(frames: Frames, n: int, index: int, rivals: Sequence[int]) -> int | None:
    """How far an expression is from being the day on which a statement was said; None where it can't be."""
    s, span, e, t = frames.statements[n], frames.spans[index], frames.found[index], frames.t
    source = next((part for part in s.source if part.contains(span)), None)
    if source is not None:
        return _in_source(frames, s, source, index)
    if _reports(frames, s, index) or e.event is not None:
        return None
    cue = s.cue[0] if s.cue else s.source[0]
    before = t.word(e.first - 1)
    if before == "the":
        before = t.word(e.first - 2)
    event = t.possessive(e.last) or (t.near(e.last) and t.gap(e.last) == " " and t.word(e.last + 1) in OCCASIONS)
    if span.start >= cue.end:
        between = frames.words_between(cue.end, span.start)
        stops = frames.t.text[cue.end : span.start]
        if any(word in _CLAUSE for word in between) or ";" in stops:
            return None
        others = (frames.statements[r] for r in rivals if r != n)
        if any(part.start >= cue.end and part.end <= span.start for r in others for part in (*r.source, *r.cue)):
            return None
        if before in _NO_DAY and not (event and before in _AT_EVENT):
            return None
        return len(between)
    head = min((part.start for part in (*s.source, *s.cue)), default=cue.start)
    if span.end <= head:
        between = frames.words_between(span.end, head)
        if between[:1] == ["when"]:  # "In 1979, when an officer accused her"
            between = between[1:]
            before = ""
        if ";" in frames.t.text[span.end : head] or any(
            word in _CLAUSE or word in ("after", "what") for word in between
        ):
            return None
        if _in_relative(frames, index):
            return None
        opening = len(frames.words_between(frames.layout.sentence_start(span.start), span.start)) <= 3
        if before in ("since", "until", "till", "from", "between", "than") or any(
            w in ("who", "which") for w in between
        ):
            return None
        if not opening and (before in _NO_DAY or any(word in ("and", "but", "or") for word in between)):
            return None
        return 20 + len(between) if opening or len(between) <= 6 else 60 + len(between)
    between = frames.words_between(span.end, cue.start)  # "X on Tuesday said"
    if any(word in _CLAUSE for word in between) or before in _NO_DAY:
        return None
    return 12 + len(between)


def _reports(frames: Frames, s: Statement, index: int) -> bool:
    """Is it the day of the report ("X said, the Herald reported on Monday")?"""
    t, first = frames.t, frames.found[index].first
    at = first - 1
    while at > first - 4 and t.word(at) in _LIGHT:
        at -= 1
    return t.word(at) in _REPORT and not any(part.start <= t.starts[at] < part.end for part in s.cue)


def reported_on(frames: Frames, values: Sequence[str | None], days: Mapping[int, Basis]) -> dict[int, Basis]:
    """The days on which statements were reported: the day of the statement around them, or of a report by its verb.

    "The paper reported on Monday that he had said ..."; "..., he said, the paper reported on Monday".
    """
    found: dict[int, Basis] = {}
    for n, s in enumerate(frames.statements):
        parent = frames.parent(n)
        if parent is not None and parent in days and days[parent] != days.get(n):
            found[n] = days[parent]
        elif parent is None and s.cue:
            for index in frames.expressions_in(frames.layout.sentence(anchor(s))):
                value = values[index]
                if value is not None and frames.found[index].kind == "date" and _reports(frames, s, index):
                    found[n] = Basis(value, frames.spans[index])
    return found


def about_date(frames: Frames, values: Sequence[str | None]) -> dict[int, Basis]:
    """What statements talk about: the first date of each one's own content, what it quotes left out."""
    found: dict[int, Basis] = {}
    for index, span in enumerate(frames.spans):
        value, n = values[index], frames.holder(span.start)
        if n is None or n in found or value is None or frames.found[index].kind not in ("date", "time"):
            continue
        found[n] = Basis(value, span)
    return found


def _in_relative(frames: Frames, index: int) -> bool:
    """Does an expression stand in a relative clause ("who faces an election in October")?"""
    t, first = frames.t, frames.found[index].first
    for at in range(first - 1, max(-1, first - 12), -1):
        if not _STOP.isdisjoint(t.gap(at)):
            return False
        if t.word(at) in ("who", "whose", "which", "whom", "when", "where"):
            return True
    return False


def _in_source(frames: Frames, s: Statement, source: Span, index: int) -> int | None:
    """A date inside the source: a document's own, or what stands at its end ("X on Tuesday")."""
    t, e, span = frames.t, frames.found[index], frames.spans[index]
    low, high = bisect_left(t.starts, source.start), bisect_left(t.starts, span.start)
    head = {t.word(n) for n in range(low, min(bisect_left(t.starts, source.end), low + 14))}
    before = t.word(e.first - 1)
    if before in ("since", "until", "till", "from", "between", "than"):
        return None
    made = _MADE & {t.word(n) for n in range(max(low, high - 8), high)}
    if (head & DOCUMENTS or made) and not _in_relative(frames, index):
        return 3 + high - low
    if (
        span.end >= source.end - 1
        and before in ("on", "late", "early")
        and "who" not in {t.word(n) for n in range(low, high)}
    ):
        return 8
    return None
