"""Roles as the article words them, read beside a name: before it, in apposition, in a relative clause.

"Interior Minister Lorena Ruiz", "federation president Iván Soto", "the minister, Ann Oduya,", "Mark Vance, a flood
analyst and part-time lecturer at ...", "Fiona Dale, who was the top adviser on ...".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import ActorKind, Span
from onrecord.reading.nouns import Gender, gender_of, kind_of, singular, words
from onrecord.reading.titles import fold

#: Words that end a noun phrase when one walks out of it to either side.
FUNCTION = words(
    """
    the a an this that these those his her its their our my your and or but nor of for at in on with from to by
    as than about against over under after before between near into onto upon during since until while when
    where why how who whom whose which what if because although though so then not no is are was were be been
    being has have had do does did will would shall should can could may might must he she it they we i you him
    them us me said says say saying told tells tell asked asks added adds wrote writes warned warns argued
    argues explained explains noted notes insisted insists replied recalled according also only just even still
    already however including like such per via amid among despite without within outside inside off out up down
    around through throughout across along behind beyond toward towards there here some any all both each every
    most many few several other another
    """
)
DETERMINERS = words("the a an this that these those his her its their our my your")
PREPOSITIONS = words(
    """
    of for at in on with from to by about against over under after before between near into during since amid
    among behind within outside inside across through along around toward towards via per
    """
)
_WORD = re.compile(r"[^\s,;:()“”\"«»]+")
_LEFT = re.compile(r"[\w&/][\w.’'‑&/-]*")
_AGE = re.compile(r",? (?:aged )?\d{1,3}(?=,)|,? \(\d{1,3}\)")
_RELATIVE = re.compile(
    r", (?:who|which)(?:’s|'s)? (?:(?:is|was|has been|had been|serves?d?|works?|worked|acts?|acted)"
    r"(?: (?:now|then|also|currently|as|once))* )?"
)
_COPULA = re.compile(r", (?:who|which) (?:is|was|has been|had been|serve[sd]|work(?:s|ed)|act(?:s|ed))\b")
_ARTICLE = re.compile(r"(?:an?|the|one of|its|his|her|their|our) ", re.IGNORECASE)
_END = re.compile(
    r"[.;:!?()“”\"«»\n]| -- | [—–] |, |—| (?:who|which|whose|that|told|said|says)\b"
    r"| and (?:who|his|her|its|their|the)\b"
)
_AFFILIATION = re.compile(r" (?:of|from|at|with) (?:the )?")


@dataclass(frozen=True, slots=True)
class Role:
    """A role's span, and its head nouns in the singular, folded ("analyst", "professor")."""

    span: Span
    heads: tuple[str, ...]

    @property
    def kind(self) -> ActorKind:
        """What its bearer is: ``person``, ``organization`` ... or ``unknown``."""
        return kind_of(self.heads[-1]) if self.heads else "unknown"

    @property
    def gender(self) -> Gender | None:
        """The gender the role tells, if any."""
        return next((gender for gender in map(gender_of, self.heads) if gender), None)


def role_before(text: str, start: int, floor: int) -> Role | None:
    """The role that stands right before a name at ``start`` ("federation president Iván Soto"), not left of ``floor``.

    Its last word is a noun in small letters that one calls persons or bodies by.
    """
    if start <= floor or text[start - 1] != " ":
        return None
    end = start - 1
    at = end
    heads: list[str] = []
    for _ in range(8):
        left = max(text.rfind(" ", floor, at), floor - 1) + 1
        word = text[left:at]
        if not heads:
            head = word[:-1] if word.endswith(",") else word
            if not head.islower() or kind_of(head) not in ("person", "organization") or head in FUNCTION:
                return None
            if head != word:
                end -= 1
            heads.append(singular(head))
        elif _LEFT.fullmatch(word) is None or word.lower() in FUNCTION or word.endswith("."):
            if word[:1] in "“\"‘'(" and _LEFT.fullmatch(word[1:]) and word[1:].lower() not in FUNCTION:
                left += 1
                at = left
            break
        at = left
        if left <= floor:
            break
        at = left - 1
    begin = at if at == floor or text[at : at + 1] != " " else at + 1
    while begin < end and text[begin] == " ":
        begin += 1
    if text[end : end + 1] == ",":
        # "the minister, Ann Oduya": an apposition only behind a determiner.
        before = text[max(floor, begin - 12) : begin].split()
        inside = _WORD.findall(text, begin, end)
        if not (before and before[-1].lower() in DETERMINERS) and not any(w.endswith(("’s", "'s")) for w in inside):
            return None
    return Role(Span(begin, end), tuple(heads)) if begin < end else None


def role_after(text: str, end: int, ceiling: int, *, trusted: bool) -> Role | None:
    """The role in apposition after a name that ends at ``end``, not right of ``ceiling``.

    ``trusted``: the ceiling is the end of a source, so that an apposition without a known noun counts as well.
    """
    at = end
    if (m := _AGE.match(text, at, ceiling)) is not None:
        at = m.end()
    if text[at : at + 2] != ", " or at + 2 >= ceiling:
        return None
    if (m := _COPULA.match(text, at, ceiling)) is not None:
        m = _RELATIVE.match(text, at, ceiling)
        start = m.end() if m else at + 2
    elif text.startswith(("who ", "which ", "whose "), at + 2):
        return None
    else:
        start = at + 2
    article = _ARTICLE.match(text, start, ceiling)
    begin = article.end() if article else start
    stop = _END.search(text, begin, ceiling)
    finish = stop.start() if stop else ceiling
    while finish > begin and text[finish - 1] in " ,":
        finish -= 1
    if begin >= finish:
        return None
    heads = heads_of(text[begin:finish])
    if not heads or kind_of(heads[0]) in ("group", "document"):
        return Role(Span(begin, finish), heads) if trusted and article and not heads else None
    if not article and not (trusted or heads):
        return None
    return Role(Span(begin, finish), heads)


def affiliation(text: str, end: int, ceiling: int, bodies: dict[int, int]) -> Span | None:
    """The body named right after a name ("Ann Krol of the Delta Observatory"); ``bodies`` maps starts to ends."""
    m = _AFFILIATION.match(text, end, ceiling)
    if m is None or m.end() not in bodies or bodies[m.end()] > ceiling:
        return None
    return Span(m.end(), bodies[m.end()])


def heads_of(phrase: str) -> tuple[str, ...]:
    """The nouns for persons and bodies before the first preposition of a noun phrase, singular and folded."""
    heads: list[str] = []
    before = ""
    for m in _WORD.finditer(phrase):
        word = m[0].lower()
        if before and word in PREPOSITIONS:
            break
        if word not in FUNCTION and kind_of(word) in ("person", "organization") and not word.endswith(("’s", "'s")):
            one = singular(fold(word))
            if heads and kind_of(heads[-1]) == "organization" and phrase[: m.start()].endswith(before + " "):
                heads[-1:] = [one]  # "the ministry official" is an official
            else:
                heads.append(one)
        before = word
    return tuple(heads)
