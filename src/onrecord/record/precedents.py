"""A draft against the record: quotes that were worded otherwise or given to others, speakers who said the opposite,
roles that differ. Rather too little than a wrong word: everything found is shown with its place and date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Connection, func, select

from onrecord.model import Actor, Statement
from onrecord.record.addresses import canonical
from onrecord.record.claims import claim, opposite
from onrecord.record.comparison import REWORDED, Edit, Wording, edits, likeness
from onrecord.record.identity import normal
from onrecord.record.query import phrase
from onrecord.record.schema import actors, documents, identities, outlets, statements, versions
from onrecord.record.search import matches, named_just, ref
from onrecord.record.sourcing import Draft, Earlier, Finding, Level, Role

SHORTEST = 5
"""Words of a quotation that is looked for in the record: fewer are anybody's."""
JUST_ALIKE = 0.9
"""How alike (``onrecord.record.comparison.likeness``) words are that two people can't both be the source of."""
_QUOTED = re.compile(r"“([^”]*)”?|‘‘([^’]*)(?:’’)?|«([^»]*)»?|„([^“”]*)[“”]?|\"([^\"]*)\"?")
_RUN = 3
"""Words in a row that a candidate shares with the quotation."""
_MOST_RUNS = 24
_CANDIDATES = 60
_ROLE_ALIKE = 75
_QUALIFIERS = re.compile(
    r"\b(?:former|formerly|ex|then|late|acting|interim|deputy|vice|assistant|associate|outgoing|incoming|elect|designate"
    r"|retired|honorary|shadow|caretaker)\b"
)


def precedents(connection: Connection, draft: Draft) -> tuple[list[Finding], dict[int, tuple[Earlier, ...]]]:
    """What the record has against a draft; and by a statement's number, where the record has its very words."""
    findings: list[Finding] = []
    seen: dict[int, tuple[Earlier, ...]] = {}
    casts: dict[str, _Cast] = {}
    for number, statement in enumerate(draft.statements, 1):
        actor = draft.reading.actor(statement)
        cast = None
        if actor is not None and actor.named:
            cast = casts.setdefault(actor.id, _Cast(connection, actor))
        again, found = _wordings(connection, draft, number, statement, actor, cast)
        findings += found
        if again:
            seen[number] = again
        if cast is not None and cast.identities:
            findings += _reversals(connection, draft, number, statement, cast)
    for actor in draft.reading.actors:
        if actor.named and actor.kind == "person":
            findings += _roles(connection, draft, actor, casts.get(actor.id) or _Cast(connection, actor))
    return findings, seen


_Alike = tuple[float, Any, Wording]
"""How alike a quotation of the record is, its row and its words."""


class _Cast:
    """Who in the record the draft's actor is: the actors of just that full name, and those merged with them."""

    def __init__(self, connection: Connection, actor: Actor) -> None:
        # One name alone may be anybody's.
        whole = actor.kind != "person" or " " in normal(actor.name)
        self.identities = named_just(connection, actor.name) if whole else []
        rows = connection.scalars(select(identities.c.name).where(identities.c.id.in_(self.identities)))
        self.names = {normal(name) for name in (actor.name, *actor.aliases, *rows)}


# --- wordings -------------------------------------------------------------------------------------------------------


def _wordings(
    connection: Connection, draft: Draft, number: int, statement: Statement, actor: Actor | None, cast: _Cast | None
) -> tuple[tuple[Earlier, ...], list[Finding]]:
    """Where the record has a statement's quoted words; else how it worded or attributed them otherwise."""
    again: dict[str, Earlier] = {}
    findings: list[Finding] = []
    for part in quoted(draft.words(statement), statement.form):
        said = Wording(part)
        if len(said.plain) < SHORTEST:
            continue
        near: list[_Alike] = []
        other: list[_Alike] = []
        same = False
        for row in _quotations(connection, draft, said):
            speaker = normal(row.speaker) if row.speaker and row.named else None
            for held in map(Wording, quoted(row.words, row.form)):
                alike = likeness(said, held) if len(held.plain) >= SHORTEST else 0.0
                if alike < REWORDED or speaker is None:
                    continue
                if cast is not None and speaker in cast.names:
                    if alike == 1 or all(edit.kind == "same" for edit in _passage(edits(held, said))):
                        same = True
                        again.setdefault(ref(row), _earlier(row))
                    else:
                        near.append((alike, row, held))
                elif alike >= JUST_ALIKE and speaker not in _speakers(draft, statement):
                    other.append((alike, row, held))
        if not same:
            findings += _reworded(number, said, near)
            findings += _others(number, said, other, actor)
    return () if findings else tuple(again.values()), findings


def quoted(words: str, form: str) -> list[str]:
    """The parts of a statement's words that are in quotation marks: all of them where it is direct, its pieces parted
    by "[…]"."""
    if form == "indirect":
        return []
    parts = [stripped for part in words.split("[…]") if (stripped := part.strip(' "“”«»„'))]
    if form == "direct":
        return parts
    return [
        said for part in parts for match in _QUOTED.finditer(part) if (said := "".join(filter(None, match.groups())))
    ]


def _quotations(connection: Connection, draft: Draft, said: Wording) -> list[Any]:
    """The record's quotations that have words in a row with these."""
    spelt = [said.text[word.start : word.end] for word in said.words]
    runs = [" ".join(spelt[i : i + _RUN]) for i in range(len(spelt) - _RUN + 1)]
    runs = runs[:: -(-len(runs) // _MOST_RUNS)]
    wanted = " OR ".join(found for run in dict.fromkeys(runs) if (found := phrase(run)))
    return _rows(connection, draft, f"words : ({wanted}) AND tags : (fd OR fm)") if wanted else []


def _reworded(number: int, said: Wording, near: Sequence[_Alike]) -> Iterator[Finding]:
    if near:
        _, row, held = min(near, key=_first)
        message = "the record has these words otherwise"
        yield Finding("reworded", "warning", message, number, None, _earlier(row), _passage(edits(held, said)))


def _others(number: int, said: Wording, other: Sequence[_Alike], actor: Actor | None) -> Iterator[Finding]:
    if not other:
        return
    _, row, held = min(other, key=_first)
    pieces = _passage(edits(held, said))
    if actor is not None and actor.named:
        message = f"the record gives these words to {row.speaker}"
        yield Finding("other-speaker", "warning", message, number, None, _earlier(row), pieces)
    else:
        message = f"the record names the source of these words: {row.speaker}"
        yield Finding("named-elsewhere", "note", message, number, None, _earlier(row), pieces)


def _first(alike: _Alike) -> tuple[float, int]:
    """Sorts the most alike first, the earliest of them."""
    return -alike[0], alike[1].earliest or 99999999


def _passage(found: Sequence[Edit]) -> tuple[Edit, ...]:
    """The differences without what one wording has before the other begins and after it ends: a shorter quotation is no
    other wording."""
    pieces = list(found)
    while len(pieces) > 1 and pieces[0].kind != "same" and pieces[1].kind == "same":
        pieces = pieces[1:]
    while len(pieces) > 1 and pieces[-1].kind != "same" and pieces[-2].kind == "same":
        pieces = pieces[:-1]
    # Of what the earlier has on, beside the first or last words that differ, as many.
    if len(pieces) > 1 and (pieces[0].kind, pieces[1].kind) == ("gone", "new"):
        pieces[0] = Edit("gone", " ".join(pieces[0].words.split()[-len(pieces[1].words.split()) :]))
    if len(pieces) > 1 and (pieces[-2].kind, pieces[-1].kind) == ("gone", "new"):
        pieces[-2] = Edit("gone", " ".join(pieces[-2].words.split()[: len(pieces[-1].words.split())]))
    return tuple(pieces)


def _speakers(draft: Draft, statement: Statement) -> set[str]:
    """Who else may be the source of a statement's words: the speakers of those around it and inside it."""
    kin = [each for each in draft.statements if each.parent == statement.id or each.id == statement.parent]
    return {normal(actor.name) for each in kin if (actor := draft.reading.actor(each)) is not None}


# --- reversals ------------------------------------------------------------------------------------------------------


def _reversals(
    connection: Connection, draft: Draft, number: int, statement: Statement, cast: _Cast
) -> Iterator[Finding]:
    """The latest statement of the same speaker that says the opposite."""
    now = claim(draft.words(statement), statement.commitment, statement.negated)
    stems = dict.fromkeys(now.stems)
    words = [each for stem in stems if (each := phrase(stem, prefix=len(stem) > 3))]
    if statement.commitment == "asks" or len(words) < 2:
        return
    speaker = " OR ".join(f"w{identity}" for identity in cast.identities)
    against = [
        row
        for row in _rows(connection, draft, f"tags : ({speaker}) AND words : ({' OR '.join(words)})")
        if row.commitment != "asks" and opposite(now, claim(row.words, row.commitment, row.negated))
    ]
    if against:
        row = max(against, key=lambda each: (each.latest or 0, each.id))
        message = "the same speaker has said the opposite of much the same"
        yield Finding(
            "opposite",
            "warning",
            message,
            number,
            None,
            _earlier(row),
            edits(Wording(row.words), Wording(draft.words(statement))),
        )


# --- roles ----------------------------------------------------------------------------------------------------------


def _roles(connection: Connection, draft: Draft, actor: Actor, cast: _Cast) -> Iterator[Finding]:
    """A role in the draft that is none of those the record has of the actor."""
    given = [actor.role] if actor.role else [each.title for each in actor.roles]
    if not given or not cast.identities:
        return
    rows = connection.execute(
        select(actors.c.role, versions.c.published, versions.c.document, versions.c.hash, documents.c.key)
        .join(versions, versions.c.id == actors.c.version)
        .join(documents, documents.c.id == versions.c.document)
        .where(actors.c.identity.in_(cast.identities), actors.c.role.is_not(None), versions.c.latest)
        .order_by(versions.c.published.desc(), versions.c.id.desc())
        .limit(1000)
    ).all()
    known: dict[str, tuple[str, set[int], str | None]] = {}
    for row in rows:
        if not _is_draft(draft, row):
            known.setdefault(normal(row.role), (row.role, set(), row.published))[1].add(row.document)
    if not known:
        return
    titles = [_title(each) for each in known]
    for role in given:
        rest, qualifiers = _title(normal(role))
        alike = [other for words, other in titles if fuzz.token_set_ratio(rest, words) >= _ROLE_ALIKE]
        if qualifiers in alike:
            continue
        ranked = sorted(known.values(), key=lambda each: (-len(each[1]), each[0]))[:5]
        level: Level = "warning" if alike else "note"
        message = f"{actor.name} is {role!r} here, and something else in the record"
        seen = tuple(Role(name, len(where), date) for name, where, date in ranked)
        yield Finding("other-role", level, message, None, actor.name, None, (), seen)


def _title(role: str) -> tuple[str, frozenset[str]]:
    """A role without what says that it is not, or not fully, held; and that."""
    return " ".join(_QUALIFIERS.sub(" ", role).split()), frozenset(_QUALIFIERS.findall(role))


# --- the record's rows ----------------------------------------------------------------------------------------------


def _rows(connection: Connection, draft: Draft, match: str) -> list[Any]:
    """The statements of the record that match best, but those of the draft itself."""
    linked = identities.alias("linked")
    found = connection.execute(
        select(
            statements,
            func.coalesce(identities.c.name, actors.c.name).label("speaker"),
            actors.c.named,
            versions.c.published,
            versions.c.title,
            versions.c.url,
            versions.c.hash,
            documents.c.key,
            outlets.c.name.label("outlet"),
        )
        .join(versions, versions.c.id == statements.c.version)
        .join(documents, documents.c.id == versions.c.document)
        .outerjoin(outlets, outlets.c.id == versions.c.outlet)
        .outerjoin(actors, actors.c.id == statements.c.actor)
        .outerjoin(linked, linked.c.id == actors.c.identity)
        .outerjoin(identities, identities.c.id == func.coalesce(linked.c.same_as, linked.c.id))
        .where(statements.c.id.in_(matches(f"{match} NOT tags : old", limit=_CANDIDATES)))
        .order_by(statements.c.id)
    )
    return [row for row in found if not _is_draft(draft, row)]


def _is_draft(draft: Draft, row: Any) -> bool:
    """Is it the draft itself, or what it was published as?"""
    url = draft.document.url
    return bool(row.hash == draft.document.id or (url and row.key == canonical(url)))


def _earlier(row: Any) -> Earlier:
    return Earlier(ref(row), row.speaker, row.words, row.said_on or row.published, row.outlet, row.title, row.url)
