"""One name, many spellings: keys that ignore case, accents and apostrophes, and how alike two names of persons are.

Names that were carried over from another script come in many transliterations ("Benyamin", "Binyamin", "Benjamin";
"al-Asad", "Assad"; "Qadhafi", "Gaddafi"). ``skeleton`` writes a word the way it sounds, coarsely, in the manner of
Soundex and its successors (Christen, *Data Matching*, 2012, ch. 4) but with the letters that transliterations from
Arabic, Cyrillic, Hebrew and Persian exchange; what is left of a difference is measured as Levenshtein distance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_APOSTROPHES = re.compile("['’‘‛ʼʻʽʾʿ`´′ʹ＇]")
_SEPARATORS = re.compile(r"[\W_]+")
# Of ASCII texts: apostrophes vanish, every other mark parts words.
_ASCII = {i: " " for i in range(128) if not chr(i).isalnum()} | {ord("'"): None, ord("`"): None, ord("&"): " and "}
# Letters that don't decompose into a plain one and a mark.
_BARRED = str.maketrans(dict(zip("łøđıðŁØĐÐ", "lodidlodd", strict=True)) | {"æ": "ae", "œ": "oe", "Æ": "ae", "Œ": "oe"})
_ACRONYM = re.compile(r"\b(?:\w\.){2,}")
#: Arabic articles, and particles that stand or fall with the writer.
_ARTICLES = frozenset(("al", "el", "ul", "as", "ad", "ar", "an", "ash", "at", "az", "es", "ed", "er", "ez"))
_SERVANT = re.compile(r"\babd ?(?:[aeu]l|[aeu]r|[aeu]s|[aeu]z|[aeu]n|[aeu]d) ?(?=\w{3})")
_PARTICLES = frozenset(("de", "la", "las", "los", "da", "das", "do", "dos", "del", "della", "di", "du", "y", "e"))
_PARTICLES |= frozenset(("van", "von", "der", "den", "bin", "ibn", "ben"))
_SUFFIXES = frozenset(("jr", "sr"))
# What stands for one sound in one writing and for another in the next; the longest first.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch|sch(?=[aeiou])|sh|sz", "s"),
        ("tch|tsch|tz|ts", "c"),
        ("dzh|dj|zh", "j"),
        ("ch", "c"),
        ("kh|gh|q|g|ck", "k"),
        ("c(?=[eiy])", "s"),
        ("c(?=[aou]|k)", "k"),
        ("ph", "f"),
        ("dh", "d"),
        ("th", "t"),
        ("x", "ks"),
        ("aw(?![aeiouy])", "au"),
        ("w", "v"),
        ("oe|oo|ou|o", "u"),
        ("ae", "a"),
        ("ue", "u"),
        ("[yje]", "i"),
        ("z", "s"),
        (r"(.)\1+", r"\1"),
    )
]
_SHORT_FORMS = """
alexander alex sasha|anthony tony|benjamin ben|charles charlie|christopher chris|daniel dan danny|david dave
|donald don|edward ed ted eddie|elizabeth liz beth betty|frederick fred|gerald gerry|gregory greg|henry harry
|james jim jimmy|jonathan jon|joseph joe|kenneth ken|margaret maggie|matthew matt|michael mike mick
|nicholas nick|patrick pat paddy|peter pete|richard dick rick|robert bob rob bert bertie|ronald ron
|samuel sam|stephen steven steve|theodore ted|thomas tom|timothy tim|victor vic|walter walt|william bill will
|andrew andy drew|charles chuck|deborah debbie deb|douglas doug|gabriel gabe|henry hank|jeffrey jeff|jennifer jen
|joshua josh|katherine kate kathy|lawrence larry|leonard len|martin marty|nathaniel nate|pamela pam|patricia patty
|philip phil|raymond ray|rebecca becky|robert bobby|russell russ|stanley stan|susan sue|victoria vicky|vincent vince
|zachary zach zack
"""
_SHORT: dict[str, frozenset[str]] = {}
for _whole, *_shorter in map(str.split, _SHORT_FORMS.split("|")):
    for _each in _shorter:
        _SHORT[_each] = _SHORT.get(_each, frozenset()) | {_whole}
_ALIKE = ("kgqch", "iyje", "vw", "uo", "szx", "td", "fp", "a", "b", "l", "m", "n", "r")
_INITIALS = {letter: group[0] for group in _ALIKE for letter in group}
_NEAR = 0.79  # likeness of two words of a name from which on they may be one
SURNAME = 0.5
"""What a surname alone is worth as a name, at most: others bear it."""
_EXACT = 0.97  # likeness of words that differ in transliteration only
_RATHER_NEAR = 0.65  # the same for a byname behind a full name ("Mohammed bin Zayed Al Nahyan")


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """A name for looking up: lower case, without accents, apostrophes, full stops, possessive and leading "the"."""
    name = name.strip()
    if not name.isascii():
        name = _APOSTROPHES.sub("'", unicodedata.normalize("NFKD", name)).translate(_BARRED)
        name = "".join(c for c in name if not unicodedata.combining(c))
    name = name.casefold().removesuffix("'s")
    if "." in name:
        name = _ACRONYM.sub(lambda m: m[0].replace(".", ""), name)
    if name.isascii():
        name = " ".join(name.translate(_ASCII).split())
    else:
        name = _SEPARATORS.sub(" ", name.replace("&", " and ").replace("'", "")).strip()
    return name.removeprefix("the ")


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """A word (a ``key``) as it sounds, coarsely: what the transliterations of one name have in common."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=16384)
def initial(word: str) -> str:
    """The sound that a word begins with, coarser than its skeleton: words that are alike mostly share it."""
    return _INITIALS.get(key(word)[:1], "")


@lru_cache(maxsize=16384)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a person's name for comparing: keys, less Arabic articles, "Abd al-Aziz" as one ("abdalaziz")."""
    text = _SERVANT.sub("abdal", key(name))
    found = text.split()
    return tuple(word for word in found if word not in _ARTICLES) or tuple(found)


@lru_cache(maxsize=65536)
def word_likeness(one: str, other: str) -> float:
    """How alike two words of a name are, 0 to 1; an initial and a short form ("Bob") count as the name, but less."""
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return 0.8 if longer[0] == shorter else 0.0
    if longer in _SHORT.get(shorter, ()):
        return 0.95
    one, other = skeleton(one), skeleton(other)
    if len(shorter) < 3:
        return 0.0
    if one == other:
        return _EXACT
    if min(len(one), len(other)) < 4:
        return 0.0
    return Levenshtein.normalized_similarity(one, other)


def long_forms(word: str) -> frozenset[str]:
    """The given names that a short form may stand for ("ted": "edward", "theodore"); any other word alone."""
    return _SHORT.get(word, frozenset((word,)))


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name: as written, its words for comparing (``name_words``), and which of them are the surname's.

    The surname may be the whole name (a king's) or what one goes by ("Muhammad bin Zayid" Al Nuhayyan).
    """

    full: str
    words: tuple[str, ...]
    surname: frozenset[int]
    suffix: str


@lru_cache(maxsize=8192)
def person_name(full: str, surname: str = "") -> PersonName:
    """The name of a person; without a surname given, its last word is taken for it."""
    every = name_words(full)
    words = tuple(word for word in every if word not in _SUFFIXES)
    own = name_words(surname) if surname else words[-1:]
    starts = [i for i in range(len(words)) if words[i : i + len(own)] == own]
    at = frozenset(range(starts[-1], starts[-1] + len(own)) if starts else [len(words) - 1])
    return PersonName(full, words, at, next((word for word in every if word in _SUFFIXES), ""))


def likeness(written: Sequence[str], name: PersonName) -> float:
    """How well words in a text (``name_words``) name this person, 0 to 1.

    Every word of the text must be one of the name's and one of them the surname; the name may have more of them. A
    surname alone is worth at most SURNAME, and must be spelled right but for transliteration; a given name that is not
    the first one, somewhat less than the first. Names that differ in a given name or in "Jr." are different people's,
    and that is 0.
    """
    suffix = next((word for word in written if word in _SUFFIXES), "")
    written = [word for word in written if word not in _SUFFIXES]
    if not written or not name.words or suffix not in ("", name.suffix):
        return 0.0
    if tuple(written) == name.words:
        return 1.0 if len(written) > 1 else SURNAME
    bynamed = len(_content(name.words[at] for at in name.surname)) > 1
    rest = dict(enumerate(name.words))
    found: dict[int, float] = {}
    for word in written:
        scored = ((word_likeness(word, rest[at]), at in name.surname, -at) for at in rest)
        alike, _, at = max(scored, default=(0.0, False, 0))
        at = -at
        if alike < (_RATHER_NEAR if bynamed and at not in name.surname else _NEAR):
            return _run_together(written, name)
        del rest[at]
        found[at] = alike
    return _weighed(found, name)


def _weighed(found: dict[int, float], name: PersonName) -> float:
    """The likeness of a name whose words were found, by their places in it, in the order of the text."""
    own = {at: alike for at, alike in found.items() if at in name.surname}
    given = {at: alike for at, alike in found.items() if at not in name.surname}
    # "John Peter Smith" is not "Peter John Smith".
    if list(own) != sorted(own) or list(given) != sorted(given) or not _content(name.words[at] for at in own):
        return 0.0
    whole = len(own) == len(name.surname)
    alike = sum(found.values()) / len(found) * (1.0 if whole else 0.9)
    if not given:
        if whole and len(_content(name.words[at] for at in own)) > 1:
            return alike * 0.95
        return alike * SURNAME if min(own.values()) >= _EXACT else 0.0
    first = next(iter(given))
    if max(max(own.values()), given[first]) < _EXACT or (given[first] < _NEAR and not whole):
        return 0.0  # two words that are only near are not
    if (next(iter(found)) in own) != (0 in name.surname):
        alike *= 0.8  # the surname first in one, last in the other
    return alike * (1.0 if first == min(set(range(len(name.words))) - name.surname) else 0.85)


def _content(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _PARTICLES]


def _run_together(written: Sequence[str], name: PersonName) -> float:
    """The likeness of names that only part their words differently ("Ahmadinejad", "Ahmadi-Nejad")."""
    if len(written) < 2 or len(name.words) < 2 or word_likeness(written[0], name.words[0]) < _NEAR:
        return 0.0
    alike = Levenshtein.normalized_similarity(skeleton("".join(written)), skeleton("".join(name.words)))
    return alike if alike >= 0.9 else 0.0
