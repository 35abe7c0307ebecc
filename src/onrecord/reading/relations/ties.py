"""Relations that a set phrase tells: "its ally Cuba", "US-backed", "Nordkyst, which owns the quay"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.model import Actor, Predicate, Relation, Span
from onrecord.reading.relations.scene import Scene

_TITLE = (
    r"(?:(?:the|its|his|her|their|then|former|ousted|exiled|jailed|prime|foreign|defen[cs]e|interior|president|"
    r"minister|premier|chancellor|leader|king|Prime|President|Minister|Premier|Chancellor|King) ){0,4}"
)
_PHRASES: tuple[tuple[str, Predicate], ...] = (
    (
        r"(?:,| is| was| remains|, which is|, long)? (?:an?|its|his|her|the|one of)? ?(?:\w+ )?(?:close |key |"
        rf"staunch |longtime |traditional |main |top |prominent )*all(?:y|ies) of {_TITLE}",
        "ally_of",
    ),
    (rf"(?:,)? (?:is |was |are |remains )?(?:closely |long )?allied (?:with|to) {_TITLE}", "ally_of"),
    (r" and (?:its|his|her) (?:\w+ )?ally,? (?:the )?", "ally_of"),
    (r"[’']s (?:\w+ )?ally,? (?:the )?", "ally_of"),
    (r" (?:is|are|remains?|has been|have been) at war with (?:the )?", "at_war_with"),
    (r"[’']s war (?:on|against|with) (?:the )?", "at_war_with"),
    (
        r"(?:, which| which|, who)? (?:controls|governs|occupies|owns|operates|runs) (?:most of |much of |"
        r"parts of )?(?:the )?",
        "controls",
    ),
    (r"-(?:controlled|held|occupied|run) (?:\w+ )?", "controls"),
    (r"-(?:backed|supported) (?:[\w-]+ ){0,3}", "supports"),
    (rf",? an? (?:\w+ )?(?:\w+ )?(?:supporter|backer) of {_TITLE}", "supports"),
    (rf"(?:,? who| which)? (?:strongly |firmly |openly |long )*oppose[sd] {_TITLE}", "opposes"),
    (rf"(?:,| is| was|, long)? an? (?:[\w-]+ ){{0,2}}(?:rival|opponent|foe|critic) of {_TITLE}", "opposes"),
    (r"[’']s (?:\w+ )?(?:rival|foe|enemy),? (?:the )?", "opposes"),
)
_A_THEN_B = tuple((re.compile(pattern), predicate) for pattern, predicate in _PHRASES)
_KINDS: dict[Predicate, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ally_of": (("country", "organization", "person"), ("country", "organization", "person")),
    "at_war_with": (("country", "organization"), ("country", "organization")),
    "controls": (("country", "organization", "group", "person"), ("place", "country", "organization")),
    "opposes": (("country", "organization", "person"), ("country", "organization", "person")),
    "supports": (("country", "organization", "person"), ("person", "organization", "group")),
}
_UNREAL = re.compile(r"\b(?:if|would|could|might|may|never|not|no|once|whether|unless|former)\b|n[’']t\b|\?", re.I)
_REACH = 60


def of_phrases(scene: Scene) -> Iterator[Relation]:
    """Relations between two named actors that stand close, with nothing but a set phrase between."""
    text = scene.text
    for start in scene.layout.sentences:
        end = scene.layout.sentence_end(start)
        mentions = _innermost(scene.within(start, end))
        for (span, actor), (other_span, other) in pairwise(mentions):
            if actor.id == other.id or other_span.start - span.end > _REACH:
                continue
            first = _less_owner(text, span)
            between = text[first.end : other_span.start]
            for pattern, predicate in _A_THEN_B:
                if (
                    pattern.fullmatch(between)
                    and _fits(predicate, actor, other)
                    and not (predicate == "opposes" and text[other_span.end : other_span.end + 2] in ("'s", "’s"))
                    and not _UNREAL.search(text, start, other_span.end)
                ):
                    yield Relation("", actor.id, predicate, other.id, (Span(first.start, other_span.end),), 0.85)
                    break
        for span, actor in mentions:
            found = _RUNS.match(text, span.end, end)
            if found is not None and actor.kind == "organization" and not _UNREAL.search(text, start, found.end()):
                site = _site(scene, span.start, found["what"])
                if site is not None and site.id != actor.id:
                    yield Relation("", actor.id, "controls", site.id, (Span(span.start, found.end()),), 0.85)


_RUNS = re.compile(r",? which (?:controls|owns|operates|runs) the (?P<what>[a-z]+)\b")


def _site(scene: Scene, before: int, what: str) -> Actor | None:
    """The place or body that "the station" is: the last one whose name ends so."""
    for _, actor in scene.before(before):
        if actor.kind in ("place", "organization") and actor.name.lower().endswith(f" {what}"):
            return actor
    return None


def _innermost(mentions: list[tuple[Span, Actor]]) -> list[tuple[Span, Actor]]:
    """Those that no other mention is inside of: of "Iceland, an ally of Norway" the two names."""
    return [
        (span, actor)
        for span, actor in mentions
        if not any(span.contains(other) and span != other for other, _ in mentions)
    ]


def _less_owner(text: str, span: Span) -> Span:
    return Span(span.start, span.end - 2) if span.of(text).endswith(("'s", "’s")) else span


def _fits(predicate: Predicate, actor: Actor, other: Actor) -> bool:
    one, two = _KINDS[predicate]
    return actor.kind in one and other.kind in two
