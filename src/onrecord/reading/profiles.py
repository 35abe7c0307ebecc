"""What a capitalised name names, told from its own words: a person with a title, a state, a body, a place, a people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.reading.nouns import DOCUMENT, FEMALE, GROUP, MALE, PERSON, Gender, singular
from onrecord.reading.states import State, states
from onrecord.reading.titles import (
    BODIES,
    COURTESY,
    OFFICES,
    PARTISANS,
    PLACE_BEGINNERS,
    PLACES,
    REGISTERED,
    SUBJECTS,
    fold,
)

Sort = Literal["person", "organization", "state", "place", "people", "adjective", "office", "noun", "unknown"]
_ROMAN = re.compile(r"[IVX]+")
_SMALL = frozenset(
    ["van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "la", "le", "bin", "ibn", "al", "el"]
)
_LINKS = frozenset(["of", "for", "the", "and", "&", "on", "against", "in"])


@dataclass(frozen=True, slots=True)
class Profile:
    """A name's sort, its words less titles, and what its titles tell.

    ``title`` counts the words that stand before the name proper; ``office`` is the last of them that is a role
    ("minister"), folded. ``key`` are the folded words of the name proper.
    """

    sort: Sort
    title: int
    key: tuple[str, ...]
    office: str | None = None
    gender: Gender | None = None
    courteous: bool = False
    state: State | None = None


@lru_cache(maxsize=8192)
def profile(words: tuple[str, ...]) -> Profile:
    """The profile of a name, given its words as they stand."""
    key = tuple(fold(word) for word in words)
    whole = " ".join(key)
    table = states()
    if (state := table.acting(whole)) is not None:
        return Profile("state", 0, key, state=state)
    if whole in table.by_demonym:
        return Profile("people" if _people(whole) else "adjective", 0, key, state=table.by_demonym[whole])
    titled = _titled(words, key)
    if titled is not None:
        return titled
    if len(words) == 1 and (singular(key[0]) in PERSON or key[0] in GROUP or singular(key[0]) in DOCUMENT):
        return Profile("noun", 0, key)
    if singular(key[-1]) in PARTISANS:
        return Profile("people" if key[-1].endswith("s") else "noun", 0, key)
    if any(word in BODIES for word in key) or (len(key) > 1 and key[-1] in REGISTERED) or _acronym(words):
        return Profile("organization", 0, key)
    if key[-1] in PLACES or (len(key) > 1 and key[0] in PLACE_BEGINNERS):
        return Profile("place", 0, key)
    if len(key) > 2 and (key[0] in table.by_demonym or key[0] in table.by_name) and not _hyphenated(words[0]):
        return Profile("unknown", 1, key[1:])  # "Briton Ann Lee"
    if len(key) > 2 and key[0] in PERSON:
        return Profile("person", 1, key[1:], office=key[0])  # "Forecaster Ann Lee" at the beginning of a sentence
    return Profile("unknown", 0, key)


def _people(name: str) -> bool:
    """Does the word stand for persons ("Russians", "Qataris") rather than before a noun?"""
    return name.endswith("s") and name[:-1] in states().by_demonym


def _titled(words: tuple[str, ...], key: tuple[str, ...]) -> Profile | None:
    """A person's name behind titles and offices, or an office alone; None where there is no title."""
    last = -1
    gender: Gender | None = None
    office: str | None = None
    for i, word in enumerate(key):
        if word in COURTESY:
            if i != last + 1 and last < 0:
                continue
            gender = COURTESY[word] or gender
        elif word in OFFICES:
            office = word
            gender = "male" if word in MALE else "female" if word in FEMALE else gender
        else:
            continue
        if i + 1 == len(key) and last >= 0 and word not in OFFICES:
            break
        last = i
    if last < 0:
        return None
    rest = key[last + 1 :]
    if rest and rest[0] in ("of", "for"):
        rest = _behind(rest)
        last = len(key) - len(rest) - 1
    if len(words) == 1 and (singular(key[0]) in PERSON or key[0] in GROUP or singular(key[0]) in DOCUMENT):
        return Profile("noun", 0, key)
    if singular(key[-1]) in PARTISANS:
        return Profile("people" if key[-1].endswith("s") else "noun", 0, key)
    if any(word in BODIES or word in SUBJECTS for word in rest) or (rest and rest[-1] in PLACES):
        return None
    if not rest:
        return Profile("office", len(key), (), office=office, gender=gender) if office else None
    if len(rest) == 1 and len(rest[0]) < 2:
        return None
    return Profile("person", last + 1, rest, office=office, gender=gender, courteous=office is None)


def _behind(rest: tuple[str, ...]) -> tuple[str, ...]:
    """The name behind "of ...": "of State Antony Blinken" has one, "of Foreign Affairs" and "of Wales" have none."""
    subjects = [i for i, word in enumerate(rest) if word in SUBJECTS or word in BODIES or word in _LINKS]
    name = rest[subjects[-1] + 1 :]
    return name if subjects[-1] > 0 and len(name) > 1 else name[-2:] if len(name) > 2 else ()


def _acronym(words: tuple[str, ...]) -> bool:
    """Is it, or does it end in, an acronym ("EPA", "UN", "BP plc")?"""
    word = words[-1].replace(".", "")
    return (
        len(word) in range(2, 8)
        and word.isupper()
        and word.isalpha()
        and not _ROMAN.fullmatch(word)
        and (len(words) == 1 or len(word) < 6)
    )


def _hyphenated(word: str) -> bool:
    return "-" in word


def part_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Are the words of one name, in order, among the other's?"""
    rest = iter(full)
    return all(word in rest for word in short)


def same_person(known: tuple[str, ...], new: tuple[str, ...], sort: str) -> bool:
    """Do two names in full with the same last word name the same (middle names, initials, shortened bodies)?"""
    short, full = sorted((known, new), key=len)
    if sort == "organization":
        return full[-len(short) :] == short
    if sort == "place":
        return False
    first, other = short[0], full[0]
    if len(short) == len(full):
        return (len(first) == 1 and other.startswith(first)) or (len(other) == 1 and first.startswith(other))
    return part_of(short, full) or (first == other and all(len(w) == 1 or w in full for w in short[1:-1]))
