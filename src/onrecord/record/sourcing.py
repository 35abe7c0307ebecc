"""How a draft is sourced: every statement with who stands behind it, and what an editor would ask about before it is
published. ``onrecord.record.precedents`` adds what the record knows against it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from onrecord.model import Actor, Document, Reading, Span, Statement
from onrecord.record.claims import FEWEST, about_the_same, claim
from onrecord.record.comparison import Edit, Wording
from onrecord.record.identity import normal
from onrecord.record.spans import hull

Level = Literal["note", "warning", "error"]
"""How grave a finding is, as SARIF (OASIS, 2.1.0) has it; ``LEVELS`` from the least to the most."""
LEVELS: tuple[Level, ...] = get_args(Level)

Kind = Literal[
    "no-attribution",
    "no-source",
    "unnamed-source",
    "single-source",
    "reworded",
    "other-speaker",
    "named-elsewhere",
    "opposite",
    "other-role",
]
Behind = Literal["named", "institution", "document", "unnamed", "none"]
"""Who stands behind a statement; a person or body with a name, a body or a paper without one, someone who is not named,
or nobody."""

_CLAIMS = ("asserts", "alleges", "denies")
"""Commitments whose statements another source can bear out; nobody else can confirm what one asks or promises."""
LONG = 5
"""Words of a quotation that needs a source; fewer are scare quotes and names."""
_QUOTATION = re.compile(r"“[^“”\n]+”|(?<!\w)\"[^\"\n]+\"|«[^«»\n]+»|„[^„“”\n]+[“”]")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A statement of the record that a draft's is held against. ``date`` (EDTF) is when it was said or published."""

    ref: str
    speaker: str | None
    words: str
    date: str | None
    outlet: str | None
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Role:
    """A role that the record gives an actor: in how many articles, and the last of their dates (EDTF)."""

    role: str
    articles: int
    date: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. ``statement`` is its number in the report, None where it is about an actor as such;
    ``diff`` is from the record's wording to the draft's."""

    kind: Kind
    level: Level
    message: str
    statement: int | None = None
    actor: str | None = None
    earlier: Earlier | None = None
    diff: tuple[Edit, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Sourced:
    """A statement of the draft, numbered in the order of the text. ``reason`` is why the source is not named, in the
    draft's words; ``borne_out_by`` are the numbers of statements by others that say the same; ``seen`` are statements
    of the record with just these words by the same speaker."""

    number: int
    start: int
    end: int
    paragraph: int
    inside: int | None
    speaker: str | None
    role: str | None
    behind: Behind
    reason: str | None
    form: str
    commitment: str
    words: str
    confidence: float
    borne_out_by: tuple[int, ...] = ()
    seen: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The sourcing report on a draft. ``sources`` counts the different sources, ``shares`` the statements behind which
    each kind of source stands, 0 to 1; ``record`` is false where there was none to hold the draft against."""

    title: str | None
    sources: int
    shares: dict[Behind, float]
    single_source: int
    record: bool
    statements: tuple[Sourced, ...]
    findings: tuple[Finding, ...]

    def at_least(self, level: Level) -> list[Finding]:
        """The findings that are as grave or graver."""
        return [each for each in self.findings if LEVELS.index(each.level) >= LEVELS.index(level)]


@dataclass(slots=True)
class Draft:
    """A reading whose statements are numbered, while its report is made."""

    reading: Reading
    statements: list[Statement] = field(init=False)
    numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.statements = sorted(self.reading.statements, key=_place)
        self.numbers = {each.id: number for number, each in enumerate(self.statements, 1)}

    @property
    def document(self) -> Document:
        """The draft's text and facts."""
        return self.reading.document

    def words(self, statement: Statement) -> str:
        """The statement's words."""
        return self.reading.words(statement.content)


def report(
    draft: Draft, precedents: Sequence[Finding] = (), seen: dict[int, tuple[Earlier, ...]] | None = None
) -> Report:
    """The report on a draft by itself, with what else was found against a record (``seen`` is None without one)."""
    entries: list[Sourced] = []
    alike = _borne_out(draft)
    starts = [paragraph.start for paragraph in draft.document.paragraphs]
    for number, statement in enumerate(draft.statements, 1):
        actor, place = draft.reading.actor(statement), hull(statement.content or statement.cue or statement.source)
        entries.append(
            Sourced(
                number=number,
                start=place.start,
                end=place.end,
                paragraph=bisect_right(starts, place.start),
                inside=draft.numbers.get(statement.parent or ""),
                speaker=actor.name if actor else None,
                role=actor.role if actor else None,
                behind=behind(statement, actor),
                reason=statement.anonymity.of(draft.document.text) if statement.anonymity else None,
                form=statement.form,
                commitment=statement.commitment,
                words=draft.words(statement),
                confidence=statement.confidence,
                borne_out_by=alike[number],
                seen=(seen or {}).get(number, ()),
            )
        )
    findings = [*_findings(draft, entries), *precedents]
    findings.sort(key=lambda each: (each.statement or len(entries) + 1, -LEVELS.index(each.level), each.kind))
    return Report(
        title=draft.document.title,
        sources=len({statement.actor for statement in draft.statements if statement.actor is not None}),
        shares={kind: _share(kind, entries) for kind in get_args(Behind)},
        single_source=sum(each.kind == "single-source" for each in findings),
        record=seen is not None,
        statements=tuple(entries),
        findings=tuple(findings),
    )


def behind(statement: Statement, actor: Actor | None) -> Behind:
    """Who stands behind a statement: as the reader says, or else by what kind of actor its speaker is."""
    if actor is None:
        return "none"
    if statement.sourcing is not None:
        return statement.sourcing
    if actor.kind == "document":
        return "document"
    if actor.kind in ("organization", "country", "place"):
        return "institution"
    return "named" if actor.named else "unnamed"


def _findings(draft: Draft, entries: Sequence[Sourced]) -> list[Finding]:
    """What there is to ask about the draft by itself."""
    found = []
    for entry, statement in zip(entries, draft.statements, strict=True):
        if entry.behind == "none" and entry.inside is None:
            if entry.form == "indirect":
                found.append(
                    Finding("no-source", "warning", "the draft doesn't say whose statement this is", entry.number)
                )
            else:
                found.append(Finding("no-attribution", "error", "a quotation that is given to nobody", entry.number))
        if entry.behind == "unnamed":
            level: Level = "note" if entry.reason else "warning"
            why = "a reason is given" if entry.reason else "no reason is given"
            found.append(Finding("unnamed-source", level, f"the source has no name; {why}", entry.number))
        if _rests_on_one(draft, entry, statement):
            named = entry.behind != "unnamed"
            message = f"only {entry.speaker} says so in this draft" if named else "only one unnamed source says so"
            found.append(Finding("single-source", "note" if named else "warning", message, entry.number))
    return found + list(_quotations_of_nobody(draft))


def _quotations_of_nobody(draft: Draft) -> Iterator[Finding]:
    """Quotations in the text that belong to no statement."""
    parts = [span for each in draft.statements for span in (*each.content, *each.source, *each.cue)]
    title = draft.document.title or ""
    for match in _QUOTATION.finditer(draft.document.text):
        place = Span(*match.span())
        if (
            len(Wording(match[0]).plain) >= LONG
            and match[0] not in title
            and not any(place.overlaps(each) for each in parts)
        ):
            yield Finding("no-attribution", "warning", f"a quotation that is given to nobody: {match[0]}")


def _rests_on_one(draft: Draft, entry: Sourced, statement: Statement) -> bool:
    """Is it a claim that one source alone makes? A group ("residents") is more than one; what is reported inside
    another's statement rests on that one."""
    actor = draft.reading.actor(statement)
    several = actor is not None and actor.kind == "group"
    return (
        actor is not None
        and not several
        and entry.inside is None
        and statement.commitment in _CLAIMS
        and not entry.borne_out_by
        and len(claim(entry.words).stems) >= FEWEST
    )


def _borne_out(draft: Draft) -> dict[int, tuple[int, ...]]:
    """For each statement the numbers of those by other speakers that say the same."""
    claims = [claim(draft.words(each), each.commitment, each.negated) for each in draft.statements]
    speakers = [
        normal(actor.name) if (actor := draft.reading.actor(each)) is not None else None for each in draft.statements
    ]
    kin = [{each.id, each.parent} - {None} for each in draft.statements]
    return {
        i + 1: tuple(
            j + 1
            for j, other in enumerate(claims)
            if speakers[i] != speakers[j]
            and speakers[j] is not None
            and not kin[i] & kin[j]
            and one.positive == other.positive
            and about_the_same(one, other)
        )
        for i, one in enumerate(claims)
    }


def _share(kind: Behind, entries: Sequence[Sourced]) -> float:
    return round(sum(entry.behind == kind for entry in entries) / len(entries), 4) if entries else 0.0


def _place(statement: Statement) -> tuple[int, int]:
    place = hull(statement.content or statement.cue or statement.source)
    return place.start, -place.end
