"""Offices as articles name them: which titles "prime minister" or "the emir" may mean, and what a phrase asks for.

"the former Peruvian president", "Peru's ex-president" and "a former president of Peru" ask for the same. A phrase is
only taken apart where every word of it is understood; "the president's spokesman" asks for nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.gazetteer.spelling import key
from onrecord.gazetteer.terms import Term
from onrecord.reading.nouns import words

When = Literal["now", "acting", "before"]

_PREMIER = frozenset(("prime minister", "premier", "pm"))
_HEADS = {"head of state": ("state", "both"), "head of government": ("government", "both")}
_LEADER = frozenset(("leader", "ruler", "strongman", "dictator"))
_ROYAL = words("king queen emperor empress sultan emir prince princess duke pope ruler")
_ROYAL_NOUNS = frozenset(("monarch", "sovereign"))
_SYNONYMS = {"amir": "emir", "pontiff": "pope", "paramount ruler": "king", "king sultan": "king"}
_SYNONYMS["paramount ruler sultan"] = "king"
# What the heads of cabinets are called that the press calls prime ministers.
_CABINET = re.compile(
    r"\b(?:of (?:the )?government|council of ministers|executive council|general peoples committee)\b"
)
_PLAIN_PRESIDENT = words("executive federal transitional")
_OF_A_STATE = words("republic confederation federation state transitional")

#: Offices that mean one country's without its being named.
ONE_OF_A_KIND = frozenset(("taoiseach", "pope", "pontiff"))
#: Said of an office without changing whose it is.
_IDLE = words("the a an current sitting incumbent serving longtime longstanding veteran embattled outgoing new elected")
_ACTING = words("acting interim caretaker")
_FORMER = words("former ex late onetime erstwhile ousted deposed")
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])(?=\s)")
_LONGEST = 12  # words; a longer phrase is more than an office


@dataclass(frozen=True, slots=True)
class Asked:
    """What a phrase may ask for: ``office`` (a ``key``) of ``place``, as it is worded; "" where it names none.

    ``form`` is how the place is named: "name" ("Peru's", "of Peru"), or "adjective" before the office, which may be a
    name too ("US"). ``when``: who holds the office, who holds it for the time being, or who once held it.
    """

    place: str
    form: Literal["name", "adjective", ""]
    office: str
    when: When


def asked(phrase: str) -> Iterator[Asked]:
    """The ways to understand a phrase as an office of a place, the longest place first."""
    phrase = _POSSESSIVE.sub(" 's", phrase.strip())
    said = phrase.split()
    if not 0 < len(said) <= _LONGEST:
        return
    start, when = _modifiers(said, 0)
    if "'s" in said:
        at = said.index("'s")
        yield from _office(" ".join(said[start:at]), "name", said[at + 1 :], when)
        return
    for at in range(len(said) - 1, start, -1):
        if said[at] == "of":
            yield from _office(" ".join(said[at + 1 :]), "name", said[start:at], when)
    for at in range(len(said) - 1, start, -1):
        yield from _office(" ".join(said[start:at]), "adjective", said[at:], when)
    yield from _office("", "", said[start:], when)


def _office(place: str, form: Literal["name", "adjective", ""], said: list[str], when: When) -> Iterator[Asked]:
    start, inner = _modifiers(said, 0)
    office = key(" ".join(said[start:]))
    if office and (place or not form) and "now" in (when, inner):
        yield Asked(place, form, office, inner if when == "now" else when)


def _modifiers(said: list[str], start: int) -> tuple[int, When]:
    """How many words from ``start`` on only say of whom, now or before; and which of the two."""
    when: When = "now"
    while start < len(said):
        word = said[start].casefold()
        if word.startswith(("ex-", "ex\u2011")) and len(word) > 3:
            said[start] = said[start][3:]
            return start, "before"
        if word in _FORMER:
            when = "before"
        elif word in _ACTING:
            when = "acting"
        elif word not in _IDLE:
            break
        start += 1
    return start, when


def fit(office: str, term: Term) -> float:
    """How well an office, as a ``key``, names what the term's holder held: 0 to 1.

    1 for the title itself; less where the title is one of several that could be meant ("leader"), or where the press
    calls by a common name what the source calls by another ("prime minister" for a chairman of the cabinet).
    """
    office = _SYNONYMS.get(office, office)
    parts = _parts(term.title)
    if office in parts:
        return 1.0
    if office in _HEADS:
        return 1.0 if term.office in _HEADS[office] else 0.0
    if office in _LEADER:
        if term.office == "other":
            return 0.0
        return 0.9 if term.office == "both" or any(part.endswith("leader") for part in parts) else 0.5
    if office in _ROYAL_NOUNS:
        return 0.95 if any(_ROYAL & set(part.split()) for part in parts) else 0.0
    if office in _PREMIER:
        return _premier(term, parts)
    if office == "president":
        return max(map(_president, parts), default=0.0)
    return 0.0


def _premier(term: Term, parts: frozenset[str]) -> float:
    if any(part in _PREMIER or "prime minister" in part for part in parts):
        return 1.0
    if term.office != "government":
        return 0.0
    return 0.75 if any(map(_CABINET.search, parts)) else 0.5 if "chancellor" in parts else 0.0


def _president(part: str) -> float:
    """A president of a state is one in full, one of a council or a government rather not."""
    before, _, after = part.partition("president")
    if "president" not in part.split():
        return 0.5 if part.endswith(" of the presidency") else 0.0
    if {"vice", "deputy"} & set(before.split()):
        return 0.0
    plain = set(before.split()) <= _PLAIN_PRESIDENT
    return 1.0 if plain and (not after or _OF_A_STATE & set(after.split())) else 0.5


@lru_cache(maxsize=1024)
def _parts(title: str) -> frozenset[str]:
    """The titles that a title joins, as keys: "King and Prime Minister", "Taoiseach (Prime Minister)"."""
    split = re.split(r"[,;()]|\band (?=[A-Z])|\bor (?=[A-Z])", title)
    keys = {key(part) for part in split}
    return frozenset(_SYNONYMS.get(part, part) for part in keys if part) | ({key(title)} if title else set())
