"""The nouns: documents, spans, actors, mentions, statements, readings.

All offsets are Unicode code points of ``Document.text``, end-exclusive: ``span.of(document.text)`` is the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.tabular import Tabular

Form = Literal["direct", "mixed", "indirect"]
ActorKind = Literal["person", "organization", "country", "place", "group", "document", "unknown"]
Commitment = Literal["asserts", "denies", "doubts", "asks", "urges", "promises", "threatens", "predicts", "alleges"]
ChannelKind = Literal[
    "social media",
    "interview",
    "hearing",
    "press conference",
    "statement",
    "document",
    "call",
    "broadcast",
    "speech",
    "meeting",
    "message",
    "leak",
    "other",
]
Sourcing = Literal["named", "unnamed", "institution", "document"]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "OTHER",
]
Factuality = Literal["happened", "ongoing", "planned", "hypothetical", "denied", "disputed"]
Predicate = Literal[
    "holds_office",
    "affiliated_with",
    "ally_of",
    "at_war_with",
    "has_agreement_with",
    "sanctions",
    "supports",
    "opposes",
    "controls",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text[start:end]``, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The span's words."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Does the other lie wholly inside this one (or equal it)?"""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one article. ``published`` is EDTF (ISO 8601-2); unknown facts are None."""

    text: str
    paragraphs: tuple[Span, ...]
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    language: str | None = None

    @property
    def id(self) -> str:
        """Hash of the content: 32 hex digits of the SHA-256 of the UTF-8 text."""
        from hashlib import sha256  # most readings are never asked for it, and it is slow to import

        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A role in parts, in the words of the article: ``title`` held at ``organization``; ``since`` and ``until`` are
    EDTF; ``span`` is the evidence."""

    title: str
    organization: str | None
    since: str | None
    until: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Whom the gazetteer takes a described actor for, by the office and the date: the article doesn't say so.

    ``basis`` is the office, where and from when until when; ``confidence`` is the gazetteer's own.
    """

    name: str
    surname: str
    basis: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom the article names or describes: ``name`` in its fullest form, or the head phrase of an unnamed source.

    ``role`` is the role or affiliation as the article words it, ``role_span`` its evidence; ``roles`` are all that it
    tells of him, in parts. ``aliases`` are the other names it uses for him; ``suggestions`` are who
    an unnamed one may be, the likeliest first. ``members`` are the ids of those who act together ("the two ministers").
    """

    id: str
    name: str
    kind: ActorKind
    named: bool
    role: str | None = None
    role_span: Span | None = None
    mentions: tuple[Span, ...] = ()
    roles: tuple[Affiliation, ...] = ()
    aliases: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the encoder found, before anyone is identified: who (spans), by what cue, said what (spans).

    ``source`` and ``cue`` may be empty (a free-standing quotation). ``parent`` is the index, in the same sequence, of
    the attribution whose content holds this one. ``confidence`` is a calibrated probability.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, a length of time or how often ("late last month", "three weeks", "every day").

    ``value`` is EDTF for dates and times, an ISO 8601 duration for the others; None where it can't be known: a
    relative expression in an article without a publication date.
    """

    span: Span
    kind: Literal["date", "time", "duration", "set"]
    value: str | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a statement says will or will not happen: ``clause``, by when (``horizon``, EDTF), on what condition."""

    clause: tuple[Span, ...]
    horizon: str | None = None
    horizon_span: Span | None = None
    condition: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, written, believed or intended, as the article ascribes it to someone.

    ``actor`` is the id of the speaker among ``Reading.actors``, None where the article names no source. ``parent`` is
    the id of the statement that contains this one.

    Three days, EDTF each and each with its evidence: it was said on ``said_on``, first reported on ``reported_on``,
    and what it talks about is of ``about_date``; None where the text gives no basis. ``channel`` is the phrase that
    says how it was said ("X", "a news conference"), ``addressee`` the id of the actor who was told. ``negated`` and
    ``hedges`` are of the content. ``anonymity`` is the reason given for keeping the source's name back.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    actor: str | None
    parent: str | None
    confidence: float
    said_on: str | None = None
    said_on_span: Span | None = None
    reported_on: str | None = None
    reported_on_span: Span | None = None
    about_date: str | None = None
    about_date_span: Span | None = None
    channel: str | None = None
    channel_kind: ChannelKind | None = None
    channel_span: Span | None = None
    addressee: str | None = None
    addressee_span: Span | None = None
    commitment: Commitment = "asserts"
    negated: bool = False
    hedges: tuple[Span, ...] = ()
    sourcing: Sourcing | None = None
    anonymity: Span | None = None
    forecast: Forecast | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor (its id) in an event: who does it, or to whom it is done; ``span`` is the evidence."""

    actor: str
    role: Literal["actor", "recipient"]
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, happens or may: its type after PLOVER (Halterman et al. 2023), and the words that tell
    it.

    ``trigger`` is the main word, ``mentions`` all words in the article that tell of the same event. ``place`` is the
    id of an actor. ``date`` is EDTF. ``asserted_by`` is the id of the statement that tells of it, None where the
    article does in its own voice; ``disputed_by`` those that deny or doubt it.
    """

    id: str
    type: EventType
    trigger: Span
    mentions: tuple[Span, ...]
    participants: tuple[Participant, ...]
    factuality: Factuality
    confidence: float
    place: str | None = None
    place_span: Span | None = None
    date: str | None = None
    date_span: Span | None = None
    asserted_by: str | None = None
    disputed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """How an actor stands to another (ids): ``predicate``, for offices their ``title``, from ``since`` to ``until``
    (EDTF).

    ``evidence`` are the words that tell it; ``asserted_by`` is the id of the statement that does, None for the
    article itself; ``disputed_by`` are those that deny or doubt it.
    """

    id: str
    subject: str
    predicate: Predicate
    object: str
    evidence: tuple[Span, ...]
    confidence: float
    title: str | None = None
    since: str | None = None
    until: str | None = None
    asserted_by: str | None = None
    disputed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading(Tabular):
    """What one version of the reader found in one document. ``reader`` names that version."""

    document: Document
    reader: str
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    times: tuple[TimeExpression, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()

    def actor(self, statement: Statement) -> Actor | None:
        """The statement's speaker, None where it has none."""
        return next((actor for actor in self.actors if actor.id == statement.actor), None)

    def depth(self, statement: Statement) -> int:
        """How many statements a statement is inside of: 0 where the article itself tells it, 1 for hearsay."""
        parents = {each.id: each.parent for each in self.statements}
        depth, above = 0, statement.parent
        while above is not None and depth < len(parents):
            depth, above = depth + 1, parents.get(above)
        return depth

    def rows(self) -> list[dict[str, object]]:
        """The statements as rows: speaker, what is said, how, when, with the offsets of the words."""
        names = {actor.id: actor for actor in self.actors}
        return [
            {
                "id": each.id,
                "speaker": names[each.actor].name if each.actor in names else None,
                "role": names[each.actor].role if each.actor in names else None,
                "words": self.words(each.content),
                "form": each.form,
                "said_on": each.said_on,
                "channel": each.channel,
                "addressee": names[each.addressee].name if each.addressee in names else None,
                "commitment": each.commitment,
                "within": each.parent,
                "confidence": each.confidence,
                "start": each.content[0].start if each.content else None,
                "end": each.content[-1].end if each.content else None,
            }
            for each in self.statements
        ]

    def words(self, spans: Sequence[Span]) -> str:
        """The spans' words, parts joined by an ellipsis in brackets."""
        return " […] ".join(span.of(self.document.text) for span in spans)
