"""What a source phrase says of who speaks: a pronoun, a name, a possession ("his answer"), or only a description.

The phrase is the source as the article words it ("its treasurer, Joan Pell", "a harbour clerk, who
would not give her name"). Nobody is looked up here; ``speakers`` does that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.model import ActorKind, Span
from onrecord.reading.cast import Cast
from onrecord.reading.nouns import INSTITUTION, kind_of, plural, singular, words
from onrecord.reading.phrases import SEGMENT, description_end, head_of, less_marks, quantity_end
from onrecord.reading.roles import DETERMINERS, FUNCTION, PREPOSITIONS
from onrecord.reading.titles import fold

Pronoun = Literal["he", "she", "it", "they", "who", "i", "we", "you"]

_FORMS: dict[Pronoun, str] = {
    "he": "he his him himself",
    "she": "she her hers herself",
    "it": "it its itself",
    "they": "they their them theirs themselves",
    "who": "who which that whose whom",
    "i": "i me my mine myself",
    "we": "we us our ours ourselves",
    "you": "you your yours yourself",
}
_PRONOUNS: dict[str, Pronoun] = {form: pronoun for pronoun, forms in _FORMS.items() for form in forms.split()}
_PRONOUN = re.compile(
    r"\[?(\w+)\]?(\w*)(?:[’'](?:s|d|ll|ve|m|re))?"
    r"(?: (?:himself|herself|itself|themselves|myself|both|all|too|also|each|two|three))?$"
)
_REFLEXIVE = re.compile(r" (?:himself|herself|itself|themselves)$")
_POSSESSIVE = re.compile(r"(his|her|its|their|my|our|your)\s+(?=\w)", re.IGNORECASE)
_POSSESSED = re.compile(r"[’']s?(?=\s)")
_ISSUER = re.compile(r"\b(by|from|of) ")
_MADE = re.compile(
    r"\b(he|she|it|they) (?:had )?(?:circulated|published|released|issued|wrote|commissioned|sent|posted)\b"
    r"|\bon (his|her|its|their) "
)
_SEEN = re.compile(
    r"\b(?:seen|obtained|reviewed|consulted|read|viewed|examined|heard|verified|cited|approved|passed|shared|leaked"
    r"|sighted|tendered|described|inspected|quoted|surveyed|polled) $"
)
_JOINED = re.compile(r",? (?:and|&|or) (?:the )?$|, $")
_ALIAS = words("as alias named called nicknamed sign handle")
_LEADING = words("the a an one his her its their")
_GOES_ON = re.compile(r"[”’\"']| (?:of|who|from|in|at|\(|-|–)")
_TIMES = words("week month year today yesterday morning monday tuesday wednesday thursday friday saturday sunday")
_DEFINITE = words("the this that these those both")
_CAPITALIZED = re.compile(r"(?:[^\W\d_a-z]\S*|of|the|for|and|&)(?: (?:[^\W\d_a-z]\S*|of|the|for|and|&))+")


@dataclass(frozen=True, slots=True)
class Description:
    """One source phrase, read.

    - ``pronoun``: who speaks is one word ("he", "whose"), or owns what speaks ("his" answer).
    - ``named``: index of the speaker's name among ``Cast.names``; ``joint`` the further names of "A and B"; ``title``
      the role in front.
    - ``owner``: the phrase whose owner speaks ("the committee" in "the committee's report"), ``document`` what he owns.
    - otherwise ``phrase`` describes the speaker, ``head`` is its head noun (folded, singular); ``institution``: a body
      named by what it acts for ("the Moldovan government"); ``owner`` may be set too ("his lawyer").
    """

    span: Span
    pronoun: Pronoun | None = None
    named: int | None = None
    joint: tuple[int, ...] = ()
    owner: Span | None = None
    document: str = ""
    title: Span | None = None
    head: str = ""
    phrase: str = ""
    kind: ActorKind = "unknown"
    plural: bool = False
    definite: bool = False
    institution: bool = False


def describe(cast: Cast, span: Span) -> Description:
    """Read one source phrase."""
    text = cast.layout.text
    span = less_marks(text, span)
    if (m := _PRONOUN.match(span.of(text))) is not None and (m[1] + m[2]).lower() in _PRONOUNS:
        return Description(span, pronoun=_PRONOUNS[(m[1] + m[2]).lower()])
    m = SEGMENT.search(text, span.start, span.end)
    first = Span(span.start, m.start() if m else span.end)
    if (m := _REFLEXIVE.search(first.of(text))) is not None:
        first = Span(first.start, first.start + m.start())
    named = _name_in(cast, first, goes_on=text[first.end : first.end + 2] == ", " and first.end < span.end)
    if named is not None:
        index, joint = named
        return Description(span, named=index, joint=joint, title=_title(text, first.start, cast.names[index].start))
    return _described(cast, span, first)


def _name_in(cast: Cast, first: Span, *, goes_on: bool = False) -> tuple[int, tuple[int, ...]] | None:
    """The name that heads the phrase's first segment, and the names joined to it; None where it has none.

    A name heads the phrase where it begins it, or stands behind a role ("federation president Iván Soto") or an owner
    ("Peru's minister Ana Mota"), and no noun follows that it only describes ("the Trump spokesman").
    """
    text = cast.layout.text
    for index in cast.within(first):
        name, told = cast.names[index], cast.profiles[index]
        if cast.linked[index] is None:
            continue
        begin = quantity_end(text, first.start, name.start)
        before = text[begin : name.start].lower().split()
        while before and before[-1] in DETERMINERS:
            before.pop()
        last = before[-1] if before else ""
        if last in FUNCTION or (
            any(word in PREPOSITIONS for word in before) and not _president_of(before, told.sort, goes_on)
        ):
            continue
        if not before and told.sort == "unknown" and len(told.key) == 1 and text[begin - 2 : begin] in ("a ", "n "):
            continue
        if not before and _plain_plural(cast, index, first):
            continue
        if told.sort == "organization" and last.endswith(("'s", "’s", "s'", "s’")):
            continue  # a body of somebody's: described with its owner
        after = text[name.end : first.end]
        if after.startswith(("'s ", "’s ", "’ ", "' ")):
            continue
        following = after.split(None, 1)[0].lower() if after.strip() else ""
        if following in ("and", "or", "&"):
            joint = _joint(cast, index, first)
            if joint is not None:
                return index, joint
        elif (
            not following
            or following in PREPOSITIONS
            or (following.endswith("ed") and kind_of(following) == "unknown" and not before)
        ):
            return index, ()
    return None


def _plain_plural(cast: Cast, index: int, first: Span) -> bool:
    """Is the capital only the sentence's ("Steelmakers in Odisha")?"""
    name, told, figure = cast.names[index], cast.profiles[index], cast.linked[index]
    return (
        told.sort == "unknown"
        and len(told.key) == 1
        and name.words[0].endswith(("s", "ren", "men"))
        and name.start == first.start
        and name.end < first.end
        and cast.layout.sentence_start(name.start) == name.start
        and figure is not None
        and len(figure.mentions) == 1
    )


def _president_of(before: list[str], sort: str, goes_on: bool) -> bool:
    """Does a role with a preposition stand before a name ("president of the exporters' association Farhad Mirza")?"""
    first = next(i for i, word in enumerate(before) if word in PREPOSITIONS)
    return (
        not goes_on
        and sort != "organization"
        and first > 0
        and kind_of(before[first - 1]) == "person"
        and kind_of(before[-1]) == "organization"
    )


def _joint(cast: Cast, index: int, first: Span) -> tuple[int, ...] | None:
    """The names after the first in "A and B"; None where what is joined is no name."""
    text = cast.layout.text
    at, joint = cast.names[index].end, list[int]()
    for other in cast.within(Span(at, first.end)):
        if _JOINED.fullmatch(text, at, cast.names[other].start) is None or cast.linked[other] is None:
            break
        joint.append(other)
        at = cast.names[other].end
    rest = text[at : first.end].split()
    return tuple(joint) if joint and (not rest or rest[0].lower() in PREPOSITIONS) else None


def _title(text: str, start: int, end: int) -> Span | None:
    """The role before a name, less its determiner."""
    start = quantity_end(text, start, end)
    while end > start and text[end - 1] in " ,":
        end -= 1
    return Span(start, end) if start < end else None


def _described(cast: Cast, span: Span, first: Span) -> Description:
    """A phrase that no name heads: a role, a body, a document, or somebody's something."""
    text = cast.layout.text
    begin = quantity_end(text, first.start, first.end)
    definite = (text[first.start : begin].lower().split() or [""])[0] in _DEFINITE
    inside = {cast.names[i].start: cast.names[i].end for i in cast.within(first) if len(cast.names[i].words) > 1}
    head, end = head_of(text, begin, first.end, inside)
    if not head:
        # "most at the centre", "one of them": only the quantity says who.
        apposed = _apposed(cast, span, first, "person")
        if apposed is not None:
            return Description(span, named=apposed)
        head = text[first.start : first.end].split()[0].lower() if first.of(text).split() else ""
        return Description(span, head=head, phrase=" ".join(first.of(text).split()), plural=plural(head))
    kind = kind_of(head)
    if kind != "group" and (apposed := _apposed(cast, span, first, kind)) is not None:
        return Description(span, named=apposed, title=Span(begin, first.end))
    owned = _owner(text, first, end)
    if owned is not None:
        owner, begin = owned
        if kind == "document" or (kind == "unknown" and not plural(head)):
            return Description(span, owner=owner, document=singular(fold(head)) if kind == "document" else "")
        if (kind == "organization" or head in INSTITUTION) and owner.of(text).lower() not in _PRONOUNS:
            begin, proper = quantity_end(text, first.start, end), owner.of(text)[:1].isupper()
            finish = description_end(text, begin, head, end, first.end, span.end)
            return Description(
                span,
                head=singular(fold(head)),
                phrase=_worded(text, begin, finish),
                kind="organization",
                definite=True,
                institution=proper or _proper_inside(cast, Span(begin, end)),
            )
    elif kind == "document" and (issuer := _issuer(cast, span, begin, end)) is not None:
        return Description(span, owner=issuer, document=singular(fold(head)))
    body = singular(fold(head))
    institution = (
        ((body in INSTITUTION and not (plural(head) and head != "police")) or head == "authorities")
        and _proper_inside(cast, Span(begin, end))
    ) or (kind == "organization" and begin < end and _CAPITALIZED.fullmatch(text, begin, end) is not None)
    finish = description_end(text, first.start, head, end, first.end, span.end)
    return Description(
        span,
        head=body,
        phrase=_worded(text, begin, finish),
        kind="organization" if institution else kind,
        plural=plural(head) and not institution,
        definite=definite or (owned is not None and kind == "organization"),
        institution=institution,
        owner=owned[0] if owned else None,
    )


def _worded(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _owner(text: str, first: Span, end: int) -> tuple[Span, int] | None:
    """The owner in front ("his" report, "the committee's" report) and where what is owned begins."""
    if (m := _POSSESSIVE.match(text, first.start, first.end)) is not None:
        return Span(m.start(1), m.end(1)), quantity_end(text, m.end(), end)
    last = None
    for m in _POSSESSED.finditer(text, first.start, end):
        if m[0] in ("’s", "'s") or text[m.start() - 1] == "s":
            last = m
    if last is None or last.start() == first.start or text[first.start : last.start()].split()[-1].lower() in _TIMES:
        return None
    return Span(first.start, last.start()), quantity_end(text, last.end() + 1, end)


def _apposed(cast: Cast, span: Span, first: Span, kind: ActorKind) -> int | None:
    """Who is named in apposition to a description ("its chief executive, Marcus Holt", "who posts as Little Frost")."""
    text = cast.layout.text
    for index in cast.within(Span(first.end, span.end)):
        name, told, figure = cast.names[index], cast.profiles[index], cast.linked[index]
        if figure is None or told.sort in ("state", "place"):
            continue
        comma = max(text.rfind(mark, first.end - 1, name.start) for mark in ",:—–")
        between = text[max(comma + 1, first.end) : name.start].lower().split()
        agent = kind != "person" or cast.layout.text[first.start : first.end].endswith(("er", "or", "partner"))
        if (told.sort == "organization" and not agent) or (kind == "document" and comma > first.end):
            continue
        if kind == "person" and between and between[-1].strip("“‘\"'") in _ALIAS:
            return index
        if comma < 0 or any(word in PREPOSITIONS or (word in FUNCTION and word not in _LEADING) for word in between):
            continue
        if name.end < span.end and text[name.end] not in ",;:(" and not _GOES_ON.match(text, name.end):
            continue
        if figure.person or len(told.key) > 1 or comma <= first.end:
            return index
    return None


def _issuer(cast: Cast, span: Span, begin: int, end: int) -> Span | None:
    """Who issued a document, if the phrase names him: "a report by X", "a Finance Ministry memo", "a note it sent"."""
    text = cast.layout.text
    for index in cast.within(Span(begin, end)):
        name, told = cast.names[index], cast.profiles[index]
        plain = not any(c.isupper() for c in text[name.end : end]) and name.end < end
        near = told.sort == "unknown" and len(told.key) > 1 and plain
        if (told.sort in ("organization", "state") or near) and not text.startswith(("’s", "'s"), name.end):
            return Span(name.start, name.end)
    for m in _ISSUER.finditer(text, end, span.end):
        if m[1] == "of" and m.start() > end + 1:
            continue
        if m[1] == "by" and _SEEN.search(text, max(end, m.start() - 14), m.start()):
            continue
        segment = SEGMENT.search(text, m.end(), span.end)
        stop = segment.start() if segment else span.end
        named = _name_in(cast, Span(m.end(), stop))
        if named is not None:
            if cast.profiles[named[0]].sort != "place":
                return Span(m.end(), span.end)
            continue
        head, _ = head_of(text, quantity_end(text, m.end(), stop), stop, {})
        if kind_of(head) in ("person", "organization", "group") or (m[1] == "of" and kind_of(head) == "document"):
            return Span(m.end(), span.end)
    made = _MADE.search(text, end, span.end)
    return Span(*made.span(made.lastindex or 0)) if made is not None else None


def _proper_inside(cast: Cast, span: Span) -> bool:
    """Does the phrase hold a name or the adjective of one ("the Moldovan government"), not just a capital in front?"""
    begins = cast.layout.sentence_start(span.start) == span.start
    for i in cast.within(span):
        sort = cast.profiles[i].sort
        if sort not in ("noun", "office") and (cast.names[i].start > span.start or sort != "unknown" or not begins):
            return True
    return False
