"""Statements in the making: attributions cut at paragraphs, joined with transcript turns, nested, and trimmed.

Nothing here knows who speaks; that is told afterwards, when all statements stand in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Attribution, Span
from onrecord.reading.cast import Figure
from onrecord.reading.forms import Quotations, tidied
from onrecord.reading.marks import asks
from onrecord.reading.sentences import Layout
from onrecord.reading.turns import Turn

#: Probability that a turn of a transcript, told by its layout, is a statement.
TURN = 0.95
_LOOSE = " ,;:—–"
_TURNS = 6  # how far in a transcript one looks for another speaker
_CITING = frozenset(("citing", "quoting", "cited", "quoted"))


@dataclass(slots=True, eq=False)
class Draft:
    """A statement in the making.

    ``after`` is the statement whose speech it continues, ``block`` means direct by layout. ``addressee`` is who is
    told, ``told`` the words that say so.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    parent: Draft | None = None
    after: Draft | None = None
    turn: Turn | None = None
    block: bool = False
    figure: Figure | None = None
    addressee: Figure | None = None
    told: Span | None = None
    depth: int = 0
    start: int = 0
    end: int = 0

    def placed(self) -> Draft:
        """Take down where its first word of any role stands and where its last one ends."""
        spans = (*self.source, *self.cue, *self.content)
        self.start = min([span.start for span in spans])
        self.end = max([span.end for span in spans])
        return self

    def holds(self, other: Draft) -> bool:
        """Does one of its contents hold the other's first?"""
        return any(span.contains(other.content[0]) for span in self.content)

    @property
    def free(self) -> bool:
        """Has it neither source nor cue?"""
        return not self.source and not self.cue


def drafts_of(text: str, attributions: Sequence[Attribution]) -> list[Draft]:
    """The attributions that have content inside the text, with the parents they name."""
    made: list[Draft | None] = []
    for a in attributions:
        content = sound(text, a.content)
        made.append(Draft(sound(text, a.source), sound(text, a.cue), content, a.confidence) if content else None)
    for a, draft in zip(attributions, made, strict=True):
        if draft is not None and a.parent is not None and 0 <= a.parent < len(made):
            parent = made[a.parent]
            if parent is not None and parent is not draft and parent.holds(draft) and not _above(draft, parent):
                draft.parent = parent
    return [draft for draft in made if draft is not None]


def sound(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans inside the text, without white space at their ends, in order, overlapping ones made one."""
    kept: list[Span] = []
    for span in spans if len(spans) < 2 else sorted(spans):
        if (
            0 <= span.start < span.end <= len(text)
            and not kept
            and not text[span.start].isspace()
            and not text[span.end - 1].isspace()
        ):
            kept.append(span)
            continue
        start, end = max(0, span.start), min(len(text), span.end)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        if kept and (start <= kept[-1].end or text[kept[-1].end : start] == " "):
            kept[-1] = Span(kept[-1].start, max(end, kept[-1].end))
        else:
            kept.append(Span(start, end))
    return tuple(kept)


def _above(upper: Draft, lower: Draft) -> bool:
    """Is ``upper`` among the ancestors of ``lower``?"""
    at: Draft | None = lower
    while at is not None:
        if at is upper:
            return True
        at = at.parent
    return False


def by_paragraph(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Cut contents at paragraphs: what stands in a further paragraph is a statement that continues the first."""
    cut: list[Draft] = []
    pieces: dict[int, list[Draft]] = {}
    for draft in drafts:
        groups: dict[int, list[Span]] = {}
        number = layout.paragraph(draft.content[0].start)
        if number >= 0 and draft.content[-1].end <= layout.paragraphs[number].end:
            cut.append(draft)
            continue
        for span in draft.content:
            for number in range(max(0, layout.paragraph(span.start)), layout.paragraph(span.end - 1) + 1):
                paragraph = layout.paragraphs[number]
                part = sound(layout.text, [Span(max(span.start, paragraph.start), min(span.end, paragraph.end))])
                if part:
                    groups.setdefault(number, []).extend(part)
        if not groups:
            continue
        cut.append(draft)
        if len(groups) == 1:
            draft.content = tuple(next(iter(groups.values())))
            continue
        anchors = [layout.paragraph(span.start) for span in (*draft.cue, *draft.source)]
        main = next((number for number in anchors if number in groups), min(groups))
        draft.content = tuple(groups.pop(main))
        further = [
            Draft((), (), tuple(spans), draft.confidence, draft.parent, after=draft)
            for _, spans in sorted(groups.items())
        ]
        pieces[id(draft)] = further
        cut += further
    for draft in cut:
        parent = draft.parent
        if parent is not None and not parent.holds(draft):
            draft.parent = next((piece for piece in pieces.get(id(parent), ()) if piece.holds(draft)), None)
    return cut


def with_turns(drafts: list[Draft], found: Sequence[Turn]) -> list[Draft]:
    """Add the turns of a transcript; an attribution that only repeats a turn gives way to it."""
    if not found:
        return drafts
    made = [
        Draft((turn.label,) if turn.label else (), (), (turn.words,), TURN, turn=turn, block=True) for turn in found
    ]
    labels = {turn.label.start: i for i, turn in enumerate(found) if turn.label}
    whole = {turn.words.start: turn.words for turn in found}
    kept: list[Draft] = []
    for draft in drafts:
        first = draft.content[0]
        words = whole.get(first.start)
        repeats = words is not None and 2 * (first.end - first.start) > words.end - words.start and not draft.cue
        if repeats or any(span.start in labels for span in draft.source):
            continue
        kept.append(draft)
    for draft in kept:
        if draft.parent is not None and draft.parent not in kept:
            draft.parent = None
        if draft.after is not None and draft.after not in kept:
            draft.after = None
    return kept + made


def talking(text: str, drafts: Sequence[Draft]) -> list[tuple[Draft, Draft]]:
    """The turns of a transcript, each with the turn of whom its speaker talks to: where it ends in a question the one
    that follows, else the one before, of another speaker."""
    pairs: list[tuple[Draft, Draft]] = []
    for index, draft in enumerate(drafts):
        before = [other for other in drafts[:index][::-1][:_TURNS] if _another(draft, other)]
        behind = [other for other in drafts[index + 1 :][:_TURNS] if _another(draft, other)]
        chosen = [*behind, *before] if asks(text, draft.content) else [*before, *behind]
        if chosen:
            pairs.append((draft, chosen[0]))
    return pairs


def _another(draft: Draft, other: Draft) -> bool:
    label = other.turn is not None and other.turn.label is not None
    return label and other.figure is not None and other.figure is not draft.figure


def nest(text: str, drafts: Sequence[Draft]) -> None:
    """Give each draft that lies in another's content its parent, and set the depths."""
    spans = sorted(
        [(span.start, -span.end, n) for n, draft in enumerate(drafts) for span in draft.content], reverse=True
    )
    open_: list[tuple[int, int, Draft]] = []
    for draft in sorted([draft.placed() for draft in drafts], key=_place):
        while spans and spans[-1][0] <= draft.start:
            start, end, n = spans.pop()
            open_.append((start, -end, drafts[n]))
        open_ = [entry for entry in open_ if entry[1] > draft.start]
        if draft.parent is not None or draft.turn is not None:
            continue
        least = 0
        for start, end, other in open_:
            if other is draft or end < draft.end or (least and end - start >= least):
                continue
            if not any(span.start == start and span.end == end for span in draft.content) and not _above(draft, other):
                draft.parent, least = other, end - start
    if any(_cites(text, draft) for draft in drafts):
        by_content = {draft.content: draft for draft in reversed(drafts) if not _cites(text, draft)}
        for draft in drafts:
            if draft.parent is None and _cites(text, draft):
                reporter = by_content.get(draft.content)
                if reporter is not None and reporter is not draft and not _above(draft, reporter):
                    draft.parent = reporter
    for draft in drafts:
        depth, at = 0, draft.parent
        while at is not None:
            depth, at = depth + 1, at.parent
        draft.depth = depth


def _place(draft: Draft) -> tuple[int, int]:
    return draft.start, -draft.end


def _cites(text: str, draft: Draft) -> bool:
    """Is it whom a report relies on ("Andina reported, citing the police")?"""
    return any(span.of(text).lower() in _CITING for span in draft.cue)


def _bare(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans without punctuation at their ends; those of nothing else are left out."""
    kept: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        while start < end and text[start] in _LOOSE:
            start += 1
        while end > start and text[end - 1] in _LOOSE:
            end -= 1
        if any(c.isalnum() for c in text[start:end]):
            kept.append(Span(start, end))
    return tuple(kept)


def outer_of(draft: Draft) -> Span | None:
    """The content of the parent that holds the draft."""
    if draft.parent is None:
        return None
    return next((span for span in draft.parent.content if span.contains(draft.content[0])), None)


def _depth(draft: Draft) -> int:
    return draft.depth


def tidy(text: str, drafts: Sequence[Draft], quotations: Quotations) -> list[Draft]:
    """Contents with the marks that are theirs; outer ones first, so that nested ones see their bounds."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=_depth):
        if draft.turn is None:
            outer = outer_of(draft)
            spans = [tidied(text, span, quotations, outer) for span in draft.content]
            draft.content = sound(text, [span for span in spans if span is not None])
        draft.source = _bare(text, draft.source)
        draft.cue = _bare(text, draft.cue)
        if draft.content:
            kept.append(draft.placed())
    alive = set(map(id, kept))
    for draft in kept:
        if (
            draft.parent is not None
            and (id(draft.parent) not in alive or outer_of(draft) is None)
            and not _cites(text, draft)
        ):
            draft.parent, draft.depth = None, 0
        if draft.after is not None and id(draft.after) not in alive:
            draft.after = None
    return kept
