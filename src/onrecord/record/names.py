"""Names as they are compared across documents: a person's in parts, a body's or country's by what it goes by, and the
keys by which the database finds the few that may be the same.

The parts of a person's name are compared one by one, as is usual in record linkage (Christen, *Data Matching*, 2012,
ch. 5), with what ``onrecord.gazetteer.spelling`` knows of transliterations and short forms.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from onrecord.gazetteer.lookup import Match, extended
from onrecord.gazetteer.places import Country, Metonym, Organization
from onrecord.gazetteer.spelling import initial, key, long_forms, name_words, skeleton, word_likeness
from onrecord.reading.nouns import words
from onrecord.reading.titles import BODIES, COURTESY, OFFICES, PARTISANS, REGISTERED, SUBJECTS, fold

SAME = 0.9
"""Names that are this alike are one person's unless something speaks against it."""

_THRONE = words("king queen emperor empress pope sultan prince princess")
_RANKS = (frozenset(COURTESY) | OFFICES | PARTISANS | {"former", "ex", "then", "late", "the"}) - _THRONE
_GENERATIONS = {"jr": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv", "2nd": "ii", "3rd": "iii", "4th": "iv"}
_LETTERS_BEHIND = words("phd md esq obe mbe kc qc mp mep dds rn jd")
_BEHIND = frozenset(_GENERATIONS) | _LETTERS_BEHIND
_PARTICLES = words("van von der den de la le da dos das del della di du bin ibn ben abu al el ter ten zu af san st mac")
# Surnames borne by so many that a name with one of them says little (US Census Bureau, 2010, the first fifty or so,
# and ones as frequent elsewhere).
_COMMON = words(
    """
    smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson
    thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young
    allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter
    roberts kim chen wang li zhang liu singh khan ali ahmed hussein kumar patel ivanov muller schmidt silva santos cohen
    evans hughes murphy kelly
    """
)
_POINTED = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b)")
_PAIR = re.compile(r"([A-Z])([A-Z])(?=\s+[A-Z][a-z])")
# Words that say what a body is, not which.
_GENERIC = (
    BODIES
    | SUBJECTS
    | words(
        """
        city county state local national federal public school high middle police fire sheriff sheriffs supreme central
        government administration ministry opposition campaign union party parliament senate house lower upper planning
        district regional town village health hospital prosecutor prosecutors general attorney office of the and for
        """
    )
) - REGISTERED
_LEGAL = REGISTERED | {"company", "corporation", "incorporated", "limited", "the"}
_BRITISH = {"centre": "center", "organisation": "organization", "defence": "defense", "labour": "labor"}


@dataclass(frozen=True, slots=True)
class PersonalName:
    """A person's name in parts, each word a ``key``: ``given`` names and initials in order, the ``surname`` with its
    particles, ``suffix`` "jr", "iii" and the like, ``titles`` that stood before it; ``shown`` is the name without them
    as it was written."""

    given: tuple[str, ...]
    surname: tuple[str, ...]
    suffix: str
    titles: tuple[str, ...]
    shown: str = field(compare=False)

    @property
    def plain(self) -> str:
        """The name without titles, words parted by spaces."""
        return " ".join((*self.given, *self.surname, *filter(None, (self.suffix,))))

    @property
    def length(self) -> int:
        """How many words it has, particles left out."""
        return sum(word not in _PARTICLES for word in (*self.given, *self.surname))

    @property
    def common(self) -> bool:
        """Is the surname so frequent that two people of the same name are no rarity?"""
        return self.surname[-1] in _COMMON

    @property
    def initials(self) -> bool:
        """Is an initial all that there is of given names?"""
        return len(self.given) == 1 and len(self.given[0]) == 1


def normal(name: str) -> str:
    """A name without what spelling varies in: case, accents, punctuation, the article, "'s"."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    found = re.findall(r"\w+", re.sub(r"['’]s\b", "", plain))
    return " ".join(found[1:] if len(found) > 1 and found[0] == "the" else found) or name.strip()


@lru_cache(maxsize=16384)
def personal(name: str) -> PersonalName | None:
    """A person's name in parts; None where nothing is left of it beside titles.

    A name of one word has no given names, unless it is written without spaces ("习近平"). "Smith, John" is turned
    round; what follows in lower case is no part of it ("Ana Ruiz told").
    """
    before, comma, behind = name.partition(",")
    if comma and behind.strip() and fold(behind.split()[0]) not in _BEHIND:
        turned = len(before.split()) <= 2 and len(behind.split()) <= 2 and behind.strip()[:1].isupper()
        name = f"{behind} {before}" if turned else before
    text = _PAIR.sub(r"\1 \2", _POINTED.sub(r"\1. ", name.strip()))
    written = text.replace(",", " ").split()
    titles = []
    while len(written) > 1 and fold(written[0]) in _RANKS:
        titles.append(fold(written.pop(0)))
    while (
        len(written) > 2
        and written[0][:1].isupper()
        and written[-1].isascii()
        and written[-1].isalpha()
        and written[-1].islower()
    ):
        written.pop()
    parts = [word for part in written for word in name_words(part)]
    if written and fold(written[0]) in _RANKS | {""}:
        return None
    suffix = ""
    while len(parts) > 1 and parts[-1] in _BEHIND:
        word = parts.pop()
        suffix = _GENERATIONS.get(word, suffix)
    if not parts:
        return None
    if len(parts) == 1:
        given, surname = _unspaced(parts[0])
        return PersonalName(given, surname, suffix, tuple(titles), " ".join(written))
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    return PersonalName(tuple(parts[:start]), tuple(parts[start:]), suffix, tuple(titles), " ".join(written))


def _unspaced(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given name and surname of a name without spaces: of Han characters, and of Hangul, the first is the surname."""
    whole = unicodedata.normalize("NFC", word)
    script = {unicodedata.name(letter, "").split(" ")[0] for letter in whole}
    if len(whole) in (2, 3, 4) and script in ({"CJK"}, {"HANGUL"}):
        return (whole[1:],), (whole[:1],)
    return (), (word,)


def compare(one: PersonalName, other: PersonalName) -> tuple[float, str]:
    """How alike two names of persons are, 0 to 1, and in what; 0 where they are different people's.

    ``SAME`` and more for the same name, middle names left out or abridged, and for transliterations; less for short
    forms, initials and slips of the pen, which something else has to confirm; least for a surname alone.
    """
    if one == other or one.plain == other.plain:
        return (1.0, "same name") if one.given else (0.4, "same surname")
    if one.suffix != other.suffix and one.suffix and other.suffix:
        return 0.0, "another generation"
    if one.suffix != other.suffix and {"jr", "ii", "iii", "iv"} & {one.suffix, other.suffix}:
        alike, how = compare(replace(one, suffix=""), replace(other, suffix=""))
        return (0.62, f"{how}, suffix left out") if alike >= 0.85 else (0.0, "another generation")
    family, manner = _families(one.surname, other.surname)
    if not family:
        return _turned(one, other)
    if not one.given or not other.given:
        return 0.4 * family, "surname only"
    first, how = _firsts(one.given[0], other.given[0])
    if not first or not _middles(one.given[1:], other.given[1:]):
        return 0.0, "another given name"
    if all(len(word) == 1 for word in one.given) or all(len(word) == 1 for word in other.given):
        letters = [word[0] for word in one.given], [word[0] for word in other.given]
        short = min(map(len, letters))
        return (0.75 if short > 1 and letters[0][:short] == letters[1][:short] else 0.6) * family, "initials"
    if len(one.given) != len(other.given) and first == 1.0 and not how:
        how = "middle name left out"
    grounds = ", ".join(filter(None, (how, manner))) or "same name"
    return family * first * (0.98 if grounds != "same name" else 1.0), grounds


def _families(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[float, str]:
    if one == other:
        return 1.0, ""
    bare = [word for word in one if word not in _PARTICLES], [word for word in other if word not in _PARTICLES]
    if bare[0] == bare[1] and bare[0]:
        return 0.97, "particle left out"
    left, right = "".join(one), "".join(other)
    if left == right:
        return 0.97, "other spacing"
    alike = word_likeness(left, right)
    if alike >= 0.97 and min(len(left), len(right)) > 4:
        return 0.95, "other transliteration"
    if alike >= 0.82 and min(len(left), len(right)) > 5:
        return 0.8, "other spelling"
    return 0.0, ""


def _firsts(one: str, other: str) -> tuple[float, str]:
    if one == other:
        return 1.0, ""
    if 1 in (len(one), len(other)):
        return (0.8, "initial") if one[0] == other[0] else (0.0, "")
    alike = word_likeness(one, other)
    if long_forms(one) & long_forms(other):
        return 0.87, "short form"
    if alike >= 0.97:
        return 0.97, "other transliteration"
    return (0.8, "other spelling") if alike >= 0.8 and min(len(one), len(other)) > 4 else (0.0, "")


def _middles(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """May the names between be the same person's? The shorter's have to be found in the longer's, in order."""
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return all(any(_abridged(word, word_there) for word_there in rest) for word in shorter)


def _abridged(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0]) or word_likeness(one, other) >= 0.97


def _turned(one: PersonalName, other: PersonalName) -> tuple[float, str]:
    """The surname first in one and last in the other."""
    if len(one.given) == len(other.given) == 1 and one.given == other.surname and one.surname == other.given:
        return 0.6, "surname first"
    whole, others = (*one.given, *one.surname), (*other.given, *other.surname)
    longer, shorter = (whole, others) if len(whole) > len(others) else (others, whole)
    double = len(longer) > 2 and longer[:-1] == shorter
    return (0.5, "second surname") if double else (0.0, "another surname")


def person_keys(name: PersonalName) -> tuple[str, ...]:
    """The keys of which two full names that may be one person's share at least one; of a surname alone, none."""
    if not name.given:
        return ()
    family = skeleton("".join(word for word in name.surname if word not in _PARTICLES) or name.surname[-1])
    firsts = sorted({initial(first) or first[:1] for first in {name.given[0], *long_forms(name.given[0])}})
    # Where a letter of a surname is another, its first ones mostly are not.
    found = [f"p {family[:4]} {first}" for first in firsts]
    if len(name.given) == 1:
        turned = initial(name.surname[-1]) or name.surname[-1][:1]
        found.append(f"p {skeleton(name.given[0])[:4]} {turned}")
    return tuple(dict.fromkeys(found))


def surname_key(name: PersonalName) -> str:
    """The key that all who bear a surname share."""
    return f"s {skeleton(name.surname[-1])}"


# --- bodies and places ----------------------------------------------------------------------------------------------


def entity_key(name: str, kind: str) -> str | None:
    """What a name of a country, body or place certainly stands for in the gazetteer: "U.S." and "the United States"
    give the same. A capital is its government only where the reader says that the actor is a country."""
    for match in _entities(name):
        entity, sure = match.entity, match.confidence
        if isinstance(entity, Country) and match.kind == "country" and (sure >= 0.8 or kind == "country"):
            return f"country {entity.iso3}"
        if isinstance(entity, Organization) and sure >= 0.8:
            return f"body {key(entity.name)}"
        if isinstance(entity, Metonym):
            if entity.body == "government" and (kind == "country" or sure >= 0.8):
                return f"country {entity.of}"
            if sure >= 0.8:
                return f"country {entity.of}" if kind == "country" else f"body {entity.of} {entity.body}"
    return None


@lru_cache(maxsize=8192)
def _entities(name: str) -> tuple[Match, ...]:
    return extended().entities(name) if len(name) < 80 else ()


@cache
def _countries() -> dict[str, str]:
    """Names of countries and adjectives from them, weak ones left out, with their codes."""
    found: dict[str, str] = {}
    for code, country in extended().countries.items():
        for name in (country.name, *country.aliases, *country.adjective, *country.singular, *country.plural):
            if name not in country.weak and len(key(name)) > 2:
                found.setdefault(key(name), code)
    return found


def countries_in(phrase: str) -> frozenset[str]:
    """The countries (ISO 3166 alpha-3) that a phrase such as "the Venezuelan president" names."""
    said, known = key(phrase).split(), _countries()
    spans = (" ".join(said[at : at + size]) for size in (1, 2, 3) for at in range(len(said) - size + 1))
    return frozenset(known[span] for span in spans if span in known)


@lru_cache(maxsize=16384)
def body_name(name: str) -> str:
    """A body's name for comparing: normal, without what firms are registered as, in American spelling."""
    kept = [_BRITISH.get(word, word) for word in key(name).split()]
    while len(kept) > 1 and kept[-1] in _LEGAL:
        kept.pop()
    return " ".join(kept) or normal(name)


def is_generic(name: str) -> bool:
    """Is the body's name made of words that many bodies have ("the City Council")?"""
    return all(word in _GENERIC for word in body_name(name).split())


def is_acronym_of(short: str, name: str) -> bool:
    """Are these the first letters of the name's words, small ones left out or not?"""
    letters = "".join(filter(str.isalpha, short)).lower()
    every = key(name).split()
    large = [word for word in every if word not in ("of", "the", "and", "for", "in", "on")]
    return len(letters) > 1 and letters in ("".join(word[0] for word in each) for each in (every, large) if each)
