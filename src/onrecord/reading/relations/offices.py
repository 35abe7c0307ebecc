"""Who holds which office where, and who belongs to what: from the roles that the article gives its people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.model import Actor, Affiliation, Event, Relation, Span
from onrecord.reading.nouns import ORGANIZATION, singular, words
from onrecord.reading.relations.scene import Scene, is_union

#: Offices: what one person at a time (or a few) holds at a body or a state.
_OFFICES = words(
    """
    president premier minister chancellor king queen emir sultan monarch pope governor mayor ambassador envoy
    commissioner
    secretary secretary-general chair chairman chairwoman chairperson chief head leader director administrator commander
    general-secretary treasurer speaker vice-president vice-chancellor rector dean principal ceo comptroller
    auditor attorney
    prosecutor superintendent sheriff coordinator negotiator ombudsman inspector president-elect spokesman spokeswoman
    spokesperson deputy boss captain representative consul whip taoiseach marshal admiral chair-elect founder owner
    archbishop bishop imam manager captain premier-designate undersecretary
    """
)
_MINISTRY = re.compile(
    r"\b(?:minister|prime minister|president|premier|chancellor|ambassador|king|queen|emir|monarch)\b", re.I
)
_HEAD_OF_ANYTHING = re.compile(r"(?:\w+ )?president", re.I)
_LOCAL = re.compile(r"\b(?:mayor|governor|sheriff|bishop|archbishop|premier)\b", re.IGNORECASE)
_MEMBERS = words(
    """
    analyst professor fellow researcher scholar economist lecturer scientist engineer lawyer historian adviser advisor
    consultant expert strategist correspondent editor reporter columnist member lawmaker senator deputy mp specialist
    aide associate partner counsel attorney doctor physician nurse biologist geologist ecologist epidemiologist
    climatologist hydrologist meteorologist virologist activist campaigner organiser organizer officer official worker
    coordinator employee staffer student trader broker forecaster statistician demographer sociologist anthropologist
    archaeologist political scientist curator spokesman spokeswoman spokesperson
    """
)
_FORMER = re.compile(
    r"\b(?:former|ex-|then|late|onetime|one-time|retired|outgoing|incoming|would-be|aspiring|self-styled)\b", re.I
)
_OWN = re.compile(r"\b(its|their) $", re.IGNORECASE)
_POSSESSED = re.compile(r"\b(?:the|this|that) (\w+)[’']s? $")
_LOWER_BODY = re.compile(
    r"^(?:[\w-]+ )??(federation|union|company|ministry|party|association|agency|group|council|committee|"
    r"commission|society|league|club|foundation|institute|bank|authority|board|university|college)\b",
    re.I,
)
_LEADS = re.compile(
    r"\b(?:now |currently )?(heads|leads|runs|chairs|directs|works (?:for|at|with)|teaches (?:\w+ )?at|is "
    r"(?:now )?(?:with|at)|(?:covers|follows|studies|tracks|monitors|analy[sz]es|researches|teaches|lectures|writes|"
    r"models|edits|oversees|forecasts|specialises|specializes)\b[^.;:,]{1,60} (?:for|at|with))\b"
    r"(?P<between>[^.;:,]{0,60}?)$"
)
_BESIDE = re.compile(r"(?: of| from| at| with|, of| \()(?: the)? ?$")


def of_roles(scene: Scene, events: Sequence[Event]) -> Iterator[Relation]:
    """holds_office and affiliated_with of the people of an article."""
    ousted = _ousted(events)
    for actor in scene.actors.values():
        if not actor.named or actor.kind not in ("person", "unknown"):
            continue
        for role in actor.roles:
            yield from _of_role(scene, actor, role, ousted.get(actor.id))
        yield from _of_words(scene, actor)


def _of_role(scene: Scene, person: Actor, role: Affiliation, ousted: str | None) -> Iterator[Relation]:
    title = role.title
    words_ = [singular(word) for word in re.findall(r"[\w-]+", title.lower())]
    office = next((word for word in words_ if word in _OFFICES), None)
    front = scene.text[max(0, role.span.start - 12) : role.span.start + 12]
    former = _FORMER.search(title) is not None or _FORMER.search(front) is not None
    if former and not (role.since or role.until):
        return
    body = _body(scene, person, role)
    if body is None or body.id == person.id:
        return
    if office is not None and not _membership(words_):
        yield Relation(
            "",
            person.id,
            "holds_office",
            body.id,
            (role.span,),
            0.9,
            title=_clean(title, body),
            since=role.since,
            until=role.until or ousted,
        )
    elif body.kind == "organization":
        yield Relation(
            "", person.id, "affiliated_with", body.id, (role.span,), 0.85, since=role.since, until=role.until
        )


def _membership(words_: Sequence[str]) -> bool:
    """Is the role's own noun that of a member ("analyst and adviser to the president")?"""
    heads = [word for word in words_ if word in _OFFICES or word in _MEMBERS]
    return bool(heads) and heads[0] not in _OFFICES


def _body(scene: Scene, person: Actor, role: Affiliation) -> Actor | None:
    """Whose office it is: a body in the role's words, whose it is said to be in front, a state by its adjective, the
    article's state for a minister."""
    inside = [(span, a) for span, a in scene.within(role.span.start, role.span.end) if a.id != person.id]
    bodies = [(span, a) for span, a in inside if a.kind in ("organization", "country")]
    if role.organization is not None:
        held = [
            a
            for span, a in bodies
            if role.organization in span.of(scene.text) or span.of(scene.text) in role.organization
        ]
        if held:
            return held[0]
    owned = [
        a
        for span, a in bodies
        if scene.text[span.end : span.end + 2] in ("'s", "’s") or span.of(scene.text)[-2:] in ("'s", "’s")
    ]
    if owned:
        return owned[0]
    orgs = [a for span, a in bodies if a.kind == "organization"]
    if orgs:
        return orgs[0]
    title = role.title
    for word in re.findall(r"[\w.’'-]+", title):
        name = word.removesuffix("'s").removesuffix("’s")
        if word[:1].isupper() and _demonym(name):
            return scene.state(name)
    if bodies:
        return bodies[0][1]
    if _LOCAL.search(title):
        return next((a for _, a in inside if a.kind == "place"), None)
    return _from_context(scene, person, role)


def _from_context(scene: Scene, person: Actor, role: Affiliation) -> Actor | None:
    start = role.span.start
    front = scene.text[max(0, start - 60) : start]
    for span, actor in scene.before(start)[:1]:
        gap = scene.text[span.end : start].strip(" ")
        if actor.kind in ("organization", "country") and gap in ("'s", "’s", "’", "'", ""):
            return actor
    if _OWN.search(front):
        return next(
            (a for _, a in scene.before(start) if a.kind in ("organization", "country") and a.id != person.id), None
        )
    lower = _LOWER_BODY.match(role.title)
    noun = lower[1].lower() if lower else (m[1].lower() if (m := _POSSESSED.search(front)) else None)
    if noun is not None and noun in ORGANIZATION | {"company"}:
        for _, actor in scene.before(start):
            if actor.kind == "organization" and (noun in actor.name.lower() or noun == "company"):
                return actor
        return None
    if _MINISTRY.search(role.title) and not re.search(r"\b(?:of|for) [A-Z]", role.title):
        told, state = scene.dateline()
        if told:
            return state
        if _HEAD_OF_ANYTHING.fullmatch(role.title.strip()):
            return None  # unions, clubs and companies have presidents too
        first = scene.layout.sentence_start(start)
        here = [a for _, a in scene.within(first, start) if a.kind == "country" and not is_union(a.name)]
        if here:
            return here[0]
        return scene.about()
    return None


def _of_words(scene: Scene, person: Actor) -> Iterator[Relation]:
    """Belonging that is told beside a name: "Ruiz of Nordkyst", "who leads the survey at the Harbour School"."""
    for span in person.mentions:
        if scene.text[span.start : span.start + 1].islower():
            continue
        end = scene.layout.sentence_end(span.start)
        for other, body in scene.within(span.end, min(end, span.end + 160)):
            if body.kind != "organization" or body.id == person.id or scene.text[other.end : other.end + 1] == "-":
                continue
            between = scene.text[span.end : other.start]
            if _BESIDE.fullmatch(between):
                yield Relation("", person.id, "affiliated_with", body.id, (Span(span.start, other.end),), 0.85)
                break
            leads = _LEADS.search(between)
            if leads is not None and re.match(r",? who\b|, an? |,", between) and between.count(",") <= 2:
                direct = leads[1] in ("heads", "leads", "chairs", "runs", "directs") and leads["between"].strip() in (
                    "",
                    "the",
                )
                predicate = "holds_office" if direct else "affiliated_with"
                yield Relation(
                    "",
                    person.id,
                    "holds_office" if direct else "affiliated_with",
                    body.id,
                    (Span(span.start, other.end),),
                    0.8,
                    title="head" if predicate == "holds_office" else None,
                )
                break


def _ousted(events: Sequence[Event]) -> dict[str, str]:
    """When those fell who did: the day of their fall, capture or overthrow."""
    fallen: dict[str, str] = {}
    for event in events:
        if event.type == "COERCE" and event.factuality == "happened" and event.date and event.confidence >= 0.7:
            for p in event.participants:
                if p.role == "recipient":
                    fallen.setdefault(p.actor, event.date)
    return fallen


def _clean(title: str, body: Actor) -> str:
    """The title without its body and article: "Ukraine's deputy minister" is "deputy minister"."""
    title = re.sub(rf"^(?:the )?{re.escape(body.name)}['’]s? ", "", title.strip(" ],["))
    title = re.sub(rf" (?:of|at|for) (?:the )?{re.escape(body.name)}$", "", title)
    first, _, rest = title.partition(" ")
    if rest and first[:1].isupper() and (first.endswith(("'s", "’s")) or _demonym(first)):
        return rest
    return title


def _demonym(word: str) -> bool:
    from onrecord.reading.states import folded, states

    key = folded(word)
    return key in states().by_demonym or key in states().by_name
