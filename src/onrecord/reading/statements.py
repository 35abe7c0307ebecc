"""From raw attributions to statements with speakers.

The encoder says which spans are a source, a cue, a content. Here they become statements: contents with their quotation
marks, one statement a paragraph, follow-up quotations and transcript turns that carry no attribution of their own,
statements inside statements, the form, and the speaker.

What is one statement: halves of a quotation in one paragraph ("“A,” she said. “B.”") are one, with two content spans;
so annotators of PolNeAR (1,384 of 1,421 such halves) and this project's own guide have it. A quotation in the next
paragraph is a statement of its own, without source and cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from onrecord.model import Actor, Attribution, Document, Span, Statement
from onrecord.reading.addressees import addressed
from onrecord.reading.affiliations import affiliation
from onrecord.reading.bystanders import bystanders
from onrecord.reading.cast import Cast, Figure
from onrecord.reading.clauses import with_speakers
from onrecord.reading.drafts import Draft, by_paragraph, drafts_of, nest, outer_of, sound, talking, tidy, with_turns
from onrecord.reading.followups import blocks, free_quotations, held, is_heading, second_halves
from onrecord.reading.forms import Quotations, form_of
from onrecord.reading.interviews import speakers_of
from onrecord.reading.links import Links
from onrecord.reading.quotes import quotations as quotations_of
from onrecord.reading.sentences import Layout
from onrecord.reading.signatures import signed, without_signed
from onrecord.reading.speakers import Around, Speakers
from onrecord.reading.turns import turns

#: Probability that a free-standing quotation is a statement, before calibration: annotators hold 496 of 506 for
#: somebody's words. Blocks, told by their layout, were right 18 times of 18, too few to trust as much.
FREE, BLOCK = 0.97, 0.8
#: Below this confidence a content whose quotations are all of so few words is taken for a scare quote.
_DOUBTFUL, _FEW = 0.4, 3
_PASSIVE = frozenset(("is", "are", "was", "were", "be", "been", "being", "am", "gets", "got"))
_AND = frozenset(("and", "but", "or", "then", "also", "while", "yet", "nor", "to"))
_ASKED = frozenset(("asked", "pressed", "questioned", "told", "quoted", "cited"))
_PERFECT = frozenset(("has", "have", "had", "also", "then", "later"))
_REPLY = re.compile(r"(?:replie[ds]|replies|answer(?:ed|s)|respond(?:ed|s)|retort(?:ed|s)|shot back|countered)\b")
_ANSWER = re.compile(
    r"\b(?:came|was|is|comes) (?:the|her|his|their|its) (?:\w+ )?(?:answer|reply|response|retort)\b", re.IGNORECASE
)


def assemble(
    document: Document, attributions: Sequence[Attribution], links: Links | None = None
) -> tuple[tuple[Actor, ...], tuple[Statement, ...]]:
    """The actors, those who speak first, and the statements in the order of the text, parents before their children.

    ``links`` tells how mentions go together and who is named; without it rules alone do, and only speakers are given.
    Spans are code points of ``document.text``; spans outside it, and attributions without content, are left out. Runs
    in time linear in the text's length (but for sorting), never fails on odd spans, and is deterministic.
    """
    text = document.text
    layout = Layout(text, document.paragraphs)
    quotations = Quotations(quotations_of(text, layout.paragraphs))
    if signatures := signed(text, layout.paragraphs):
        attributions = without_signed(attributions, signatures)
    drafts = drafts_of(text, with_speakers(text, attributions))
    drafts = by_paragraph(layout, drafts)
    drafts = with_turns(drafts, turns(text, layout.paragraphs))
    nest(text, drafts)
    drafts = _without_scare_quotes(text, tidy(text, drafts, quotations), quotations)
    drafts = _with_followups(layout, drafts, quotations)
    drafts = _ordered(drafts)
    speakers = Speakers(layout, quotations.outermost, links, document.published)
    _resolve(document, speakers, drafts, quotations)
    return _finished(text, drafts, quotations, speakers.cast, links)


def _without_scare_quotes(text: str, drafts: Sequence[Draft], quotations: Quotations) -> list[Draft]:
    """Leave out what is more likely wrong than right and has but a few words in quotation marks (a “grand bargain”)."""
    left_out: set[int] = set()
    for draft in sorted(drafts, key=lambda d: d.depth):
        if draft.parent is not None and id(draft.parent) in left_out:
            left_out.add(id(draft))
        elif draft.confidence < _DOUBTFUL and draft.turn is None:
            quoted = [q for part in draft.content for q in quotations.touching(part.start, part.end)]
            if quoted and all(len(text[q.start : q.end].split()) <= _FEW for q in quoted):
                left_out.add(id(draft))
    return [draft for draft in drafts if id(draft) not in left_out]


def _ordered(drafts: Sequence[Draft]) -> list[Draft]:
    """By position, a parent before its children even where a child's cue stands in front of it."""
    starts: dict[int, int] = {}
    for draft in sorted(drafts, key=lambda d: d.depth):
        starts[id(draft)] = max(draft.start, starts.get(id(draft.parent), 0))
    return sorted(drafts, key=lambda d: (starts[id(d)], d.depth, d.end))


def _with_followups(layout: Layout, drafts: list[Draft], quotations: Quotations) -> list[Draft]:
    """Add quotations that stand free; those that go on with the quotation before them become part of its statement.

    What the encoder gave without source and cue is held against the layout: a piece of a quotation gives way to the
    whole, a heading or a scare quote to nothing, and so does what another content holds already.
    """
    loose = [d for d in drafts if d.free and d.turn is None]
    left_out = set(map(id, loose))
    drafts = [d for d in drafts if id(d) not in left_out]
    covered = _covered(drafts)
    pieces: dict[int, Draft] = {}
    for draft in loose:
        quotation = quotations.outermost_at(draft.content[0].start)
        if quotation is not None:
            known = pieces.setdefault(quotation.start, draft)
            known.confidence = max(known.confidence, draft.confidence)
        elif draft.parent is None and not held(draft.content[0], covered) and not is_heading(layout, draft.content[0]):
            drafts.append(draft)
    covered = _covered(drafts)
    found = [(span, FREE, False) for span in free_quotations(layout, quotations, covered)]
    found += [(span, BLOCK, True) for span in blocks(layout, quotations, covered)]
    new: list[Draft] = []
    for span, confidence, block in found:
        piece = pieces.get(span.start)
        after = piece.after if piece is not None and piece.after is not None and not piece.after.free else None
        certain = piece.confidence if piece is not None else confidence
        new.append(Draft((), (), (span,), certain, after=after, block=block).placed())
    halves = [Draft((), (), (span,), FREE).placed() for span in second_halves(layout, quotations, covered)]
    for draft in drafts:
        if draft.parent is not None and id(draft.parent) in left_out:
            draft.parent = next((d for d in (*new, *drafts) if d.free and d.holds(draft)), None)
            draft.depth = 0 if draft.parent is None else draft.depth
    latest: dict[int, Draft] = {}
    joined: dict[int, Draft] = {}
    parts: dict[int, list[Span]] = {}
    direct: dict[int, bool] = {}
    kept: list[Draft] = []
    everything = [*((d, False) for d in drafts), *((d, False) for d in new), *((d, True) for d in halves)]
    for draft, half in sorted(everything, key=lambda entry: entry[0].content[0].start):
        if draft.depth or draft.turn is not None:
            kept.append(draft)
            continue
        direct[id(draft)] = not draft.block and form_of(layout.text, draft.content, quotations, None) == "direct"
        number = layout.paragraph(draft.content[0].start)
        before = latest.get(number)
        if (
            draft.free
            and before is not None
            and direct[id(draft)]
            and direct[id(before)]
            and _goes_on(layout, before, draft.start, half=half)
        ):
            parts.setdefault(id(before), list(before.content)).extend(draft.content)
            before.end = max(before.end, draft.end)
            joined[id(draft)] = before
        elif not half:
            latest[number] = draft
            kept.append(draft)
    for draft in kept:
        if id(draft) in parts:
            draft.content = sound(layout.text, parts[id(draft)])
        if draft.after is not None:
            draft.after = joined.get(id(draft.after), draft.after)
        if draft.parent is not None:
            draft.parent = joined.get(id(draft.parent), draft.parent)
    return kept


def _goes_on(layout: Layout, before: Draft, start: int, *, half: bool) -> bool:
    """Does a quotation that begins at ``start``, without attribution, go on with the one before it in its paragraph?"""
    end = max(before.end, 1)
    if end > start:
        return False
    sentences = layout.sentence(start) - layout.sentence(end - 1)
    return bool(before.source or before.cue) and sentences == 0 if half else sentences <= 1


def _covered(drafts: Sequence[Draft]) -> list[Span]:
    """What the contents and sources of top-level statements cover, in order and disjoint."""
    return _merged(span for draft in drafts if draft.parent is None for span in (*draft.content, *draft.source))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def _resolve(document: Document, speakers: Speakers, drafts: Sequence[Draft], quotations: Quotations) -> None:
    """Give each draft its figure, in the order of the text."""
    labels = speakers_of(speakers.cast, [d.turn for d in drafts if d.turn is not None], document.outlet)
    for draft in drafts:
        content = draft.content[0]
        if draft.turn is not None:
            draft.figure = labels.get(draft.turn.speaker)
            speakers.follow(draft.figure, draft.turn.label or content)
        elif draft.after is not None:
            draft.figure = draft.after.figure
            speakers.follow(draft.figure, content)
        elif draft.source:
            reply = any(_REPLY.match(document.text, span.start) for span in draft.cue)
            draft.figure = speakers.of(draft.source, draft.content, _around(speakers, draft, labels), reply=reply)
        elif draft.free and draft.parent is None and not _narrators_question(document.text, draft, quotations):
            draft.figure = speakers.running(content)
            speakers.follow(draft.figure, content)
        elif draft.cue and _ANSWER.search(draft.cue[0].of(document.text)):
            draft.figure = speakers.answering()
            speakers.follow(draft.figure, content)
        elif draft.cue and _shares_subject(document.text, draft):
            draft.figure = speakers.sharing(draft.cue[0].start, nested=draft.parent is not None)
        draft.told = addressed(speakers.layout, draft.source, draft.cue, draft.content, outer_of(draft))
        if draft.told is not None:
            around = _around(speakers, draft, labels)
            draft.addressee = speakers.addressed(draft.told, draft.content, draft.figure, around)
    for draft, other in talking(document.text, [draft for draft in drafts if draft.turn is not None]):
        draft.addressee, draft.told = other.figure, other.turn.label if other.turn is not None else None


def _narrators_question(text: str, draft: Draft, quotations: Quotations) -> bool:
    """Is it a question without quotation marks that the article itself puts ("Would she resign?")?"""
    words = draft.content[-1].of(text)
    return not draft.block and words.endswith("?") and form_of(text, draft.content, quotations, None) == "indirect"


def _around(speakers: Speakers, draft: Draft, labels: dict[str, Figure | None]) -> Around | None:
    """What a nested draft's source may point to: who says the statement around it, who "I" and "you" are in it."""
    parent = draft.parent
    within = outer_of(draft)
    if parent is None or within is None:
        return None
    at = (draft.source or draft.cue)[0].start
    upper: Draft | None = parent
    first = second = None
    while upper is not None:
        held = next((span for span in upper.content if span.start <= at < span.end), None)
        if upper.block or (held is not None and speakers.quoted_within(at, held)):
            first = upper.figure
            others = {id(f): f for f in labels.values() if f is not None and f is not first}
            second = next(iter(others.values())) if upper.turn is not None and len(others) == 1 else None
            break
        upper = upper.parent
    return Around(parent.figure, within, parent.source[0] if parent.source else None, first, second)


def _shares_subject(text: str, draft: Draft) -> bool:
    """Has the cue its subject in common with the verb before it ("apologised ... but rejected")?"""
    cue = draft.cue[0]
    before = text[max(0, cue.start - 40) : cue.start].lower().split()
    while len(before) > 1 and (before[-1].endswith("ly") or before[-1] in _PERFECT):
        before.pop()
    words = cue.of(text).lower().split()
    if not before or before[-1] in _PASSIVE or (words and words[0] in _PASSIVE):
        return False
    return before[-1] in _AND or (before[-1].endswith(",") and words[0] not in _ASKED)


def _finished(
    text: str, drafts: Sequence[Draft], quotations: Quotations, cast: Cast, links: Links | None
) -> tuple[tuple[Actor, ...], tuple[Statement, ...]]:
    ids = {id(draft): f"s{number}" for number, draft in enumerate(drafts, 1)}
    actors: dict[int, str] = {}
    figures: list[Figure] = []
    statements: list[Statement] = []
    for draft in drafts:
        figure = draft.figure.itself() if draft.figure is not None else None
        if figure is not None and id(figure) not in actors:
            actors[id(figure)] = f"a{len(actors) + 1}"
            figures.append(figure)
    for draft in drafts:
        told = draft.addressee.itself() if draft.addressee is not None else None
        if told is not None and id(told) not in actors:
            actors[id(told)] = f"a{len(actors) + 1}"
            figures.append(told)
    for draft in drafts:
        figure = draft.figure.itself() if draft.figure is not None else None
        told = draft.addressee.itself() if draft.addressee is not None else None
        statements.append(
            Statement(
                id=ids[id(draft)],
                source=draft.source,
                cue=draft.cue,
                content=draft.content,
                form="direct" if draft.block else form_of(text, draft.content, quotations, outer_of(draft)),
                actor=actors[id(figure)] if figure is not None else None,
                parent=ids[id(draft.parent)] if draft.parent is not None else None,
                confidence=draft.confidence,
                addressee=actors[id(told)] if told is not None and told is not figure else None,
                addressee_span=draft.told if told is not None and told is not figure else None,
            )
        )
    if links is not None:
        figures += bystanders(cast, links, actors)
    figures = list(dict.fromkeys([*figures, *(one.itself() for each in figures for one in each.members)]))
    named = {figure: f"a{number}" for number, figure in enumerate(figures, 1)}
    bodies = cast.bodies()
    return tuple(_actor(text, figure, named, bodies) for figure in figures), tuple(statements)


def _actor(text: str, figure: Figure, ids: Mapping[Figure, str], bodies: Sequence[Span]) -> Actor:
    role = figure.role.of(text) if figure.role is not None else None
    return Actor(
        id=ids[figure],
        name=figure.name,
        kind="person" if figure.person and figure.kind == "unknown" else figure.kind,
        named=figure.named,
        role=role,
        role_span=figure.role,
        mentions=tuple(dict.fromkeys(sorted(figure.mentions, key=_bounds))),
        roles=tuple(affiliation(text, span, bodies) for span in sorted(figure.roles)),
        aliases=tuple(alias for alias in figure.aliases if alias != figure.name),
        suggestions=() if figure.named else figure.suggestions,
        members=tuple(ids[one.itself()] for one in figure.members),
    )


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end
