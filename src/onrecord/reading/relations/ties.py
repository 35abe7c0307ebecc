"""Relations that a set phrase tells: "its ally Cuba", "US-backed", "Deltaline, which runs the terminal"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.model import Actor, Predicate, Relation, Span
from onrecord.reading.relations.scene import Scene

_A_THEN_B: tuple[tuple[re.Pattern[str], Predicate], ...] = (
    (
        re.compile(
            r"(?:,| is| was| remains|, which is|, long)? (?:an?|its|his|her|the|one of)? ?(?:\w+ )?(?:close |"
            r"key |staunch |longtime "
            r"|traditional |main |top |prominent )*all(?:y|ies) of (?:the )?"
        ),
        "ally_of",
    ),
    (re.compile(r"(?:,)? (?:is |was |are |remains )?(?:closely |long )?allied (?:with|to) (?:the )?"), "ally_of"),
    (re.compile(r" and its (?:\w+ )?ally,? (?:the )?"), "ally_of"),
    (re.compile(r"[’']s (?:\w+ )?ally,? (?:the )?"), "ally_of"),
    (re.compile(r" (?:is|are|remains?|has been|have been) at war with (?:the )?"), "at_war_with"),
    (re.compile(r"[’']s war (?:on|against|with) (?:the )?"), "at_war_with"),
    (
        re.compile(
            r"(?:, which| which|, who)? (?:controls|governs|occupies|owns|operates|runs) (?:most of |much of |"
            r"parts of )?(?:the )?"
        ),
        "controls",
    ),
    (re.compile(r"-(?:controlled|held|occupied|run) (?:\w+ )?"), "controls"),
    (re.compile(r"-(?:backed|supported) (?:[\w-]+ ){0,3}"), "supports"),
)
_KINDS: dict[Predicate, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ally_of": (("country", "organization", "person"), ("country", "organization", "person")),
    "at_war_with": (("country", "organization"), ("country", "organization")),
    "controls": (("country", "organization", "group", "person"), ("place", "country", "organization")),
    "supports": (("country", "organization"), ("person", "organization", "group")),
}
_UNREAL = re.compile(r"\b(?:if|would|could|might|may|never|not|no|once|whether|unless|former)\b|n[’']t\b|\?", re.I)
_REACH = 60


def of_phrases(scene: Scene) -> Iterator[Relation]:
    """Relations between two named actors that stand close, with nothing but a set phrase between."""
    text = scene.text
    for start in scene.layout.sentences:
        end = scene.layout.sentence_end(start)
        mentions = scene.within(start, end)
        for (span, actor), (other_span, other) in pairwise(mentions):
            if actor.id == other.id or other_span.start - span.end > _REACH:
                continue
            first = _less_owner(text, span)
            between = text[first.end : other_span.start]
            for pattern, predicate in _A_THEN_B:
                if (
                    pattern.fullmatch(between)
                    and _fits(predicate, actor, other)
                    and not _UNREAL.search(text, start, other_span.end)
                ):
                    yield Relation("", actor.id, predicate, other.id, (Span(first.start, other_span.end),), 0.85)
                    break


def _less_owner(text: str, span: Span) -> Span:
    return Span(span.start, span.end - 2) if span.of(text).endswith(("'s", "’s")) else span


def _fits(predicate: Predicate, actor: Actor, other: Actor) -> bool:
    one, two = _KINDS[predicate]
    return actor.kind in one and other.kind in two
