"""Words for comparing: what of two wordings is the same, what differs, and whether they say the opposite.

Case, accents, quotation marks and punctuation make no difference. Nothing here looks at the record.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

from onrecord.model import Commitment

SAME_CLAIM = 0.75
"""Of the content words of two statements about the same, how many are shared (Dice's coefficient, on word stems)."""
FEWEST = 3
"""Content words without which two statements can't be told to be about the same."""

_WORD = re.compile(r"[^\W_]+(?:['’.,\-][^\W_]+)*")
_QUOTED = re.compile(r"“([^”]*)”?|‘‘([^’]*)(?:’’)?|«([^»]*)»?|„([^“”]*)[“”]?|\"([^\"]*)\"?")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEGATORS = _listed("not no never nobody none nothing nowhere nor neither cannot without hardly scarcely barely")
_FUNCTION = _listed(
    """
    a an the this that these those it its he him his she her hers they them their we us our ours i me my mine you your
    yours who whom whose which what there here and or but so if unless than then as at by for from in into of off on
    onto out over to up with within about be is are was were been being am do does did done doing have has had having
    will would shall should can could may might must ought let also just only very too even still already ever any
    some all both each every such own again say says said ca wo sha
    """
)
_OPPOSITES = _listed(
    """
    support/oppose accept/reject approve/disapprove agree/disagree confirm/deny allow/forbid allow/ban
    true/false guilty/innocent safe/unsafe possible/impossible legal/illegal likely/unlikely fair/unfair
    able/unable willing/unwilling honest/dishonest stable/unstable constitutional/unconstitutional
    acceptable/unacceptable necessary/unnecessary increase/decrease
    """
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a word diff: the ``same`` in both, ``gone`` from the later, or ``new`` in it."""

    kind: Literal["same", "gone", "new"]
    words: str


def plain(text: str) -> list[str]:
    """The text's words in the one form in which they are compared; "[…]" is none."""
    return [_plain(match[0]) for match in _WORD.finditer(text)]


def quoted(words: str, form: str) -> list[str]:
    """The parts of a statement's words that are in quotation marks: all of them where it is direct, its pieces parted
    by "[…]"."""
    if form == "indirect":
        return []
    parts = [part.strip() for part in words.split("[…]")]
    if form == "direct":
        return [part for part in parts if part]
    return [
        said for part in parts for match in _QUOTED.finditer(part) if (said := "".join(filter(None, match.groups())))
    ]


def holds(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Do the words stand in the whole as they are, one after the other?"""
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def likeness(some: Sequence[str], others: Sequence[str]) -> float:
    """How alike the shorter wording is to the passage of the longer that is most like it: 0 to 1, on plain words (the
    normalised indel similarity of RapidFuzz)."""
    return fuzz.partial_ratio(some, others) / 100


def diff(before: str, after: str) -> tuple[Piece, ...]:
    """The word diff of two wordings, spelt as they are; of a longer one only the passage around what is alike."""
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    found: list[Piece] = []

    def add(kind: Literal["same", "gone", "new"], text: str, matches: Sequence[re.Match[str]]) -> None:
        if matches:
            found.append(Piece(kind, " ".join(text[matches[0].start() : matches[-1].end()].split())))

    matcher = SequenceMatcher(None, [_plain(m[0]) for m in old], [_plain(m[0]) for m in new], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            add("same", after, new[k:m])
        else:
            add("gone", before, old[i:j])
            add("new", after, new[k:m])
    return _trimmed(found)


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Without what one wording has before the other begins and after it ends: a shorter quotation is no other one."""
    while len(pieces) > 1 and pieces[0].kind != "same" and pieces[1].kind == "same":
        pieces = pieces[1:]
    while len(pieces) > 1 and pieces[-1].kind != "same" and pieces[-2].kind == "same":
        pieces = pieces[:-1]
    if len(pieces) > 1 and pieces[0].kind == "gone" and pieces[1].kind == "new":
        pieces = [_end(pieces[0], len(pieces[1].words.split())), *pieces[1:]]
    if len(pieces) > 1 and pieces[-2].kind == "gone" and pieces[-1].kind == "new":
        pieces = [*pieces[:-2], _beginning(pieces[-2], len(pieces[-1].words.split())), pieces[-1]]
    return tuple(pieces)


def _end(piece: Piece, most: int) -> Piece:
    return Piece(piece.kind, " ".join(piece.words.split()[-most:]))


def _beginning(piece: Piece, most: int) -> Piece:
    return Piece(piece.kind, " ".join(piece.words.split()[:most]))


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement says, as far as it can be compared: the stems of its content words, the numbers among them, and
    whether it says that it is so or that it is not. A word and its opposite have one stem."""

    stems: tuple[str, ...]
    numbers: frozenset[str]
    positive: bool
    conditional: bool


def claim(words: str, commitment: Commitment | None = None, negated: bool = False) -> Claim:
    """The claim in a statement's words; what is denied or doubted is held not to be so.

    ``negated`` is what the reader says of it, which counts where the words themselves show no negation.
    """
    stems, numbers, turns = [], set(), 0
    found = plain(re.sub(r"\b(?:no|without|not)\s+(?:a\s+)?(?:doubt|question|only)\b", " ", words, flags=re.I))
    for word in found:
        if word in _NEGATORS or word.endswith(("n't", "n’t")):
            turns += 1
            word = word.removesuffix("n't")
        if word in _NEGATORS or word in _FUNCTION or len(word) < 2:
            continue
        if word[0].isdigit():
            numbers.add(word)
        root = stem(word)
        if root in _TURNED:
            turns += 1
            root = _TURNED[root]
        stems.append(root)
    turns += not turns and negated
    turns += commitment in ("denies", "doubts")
    return Claim(tuple(stems), frozenset(numbers), turns % 2 == 0, "if" in found or "unless" in found)


def about_the_same(one: Claim, other: Claim) -> bool:
    """Are the two about the same, whatever they say of it? Rather no than a wrong yes."""
    ours, theirs = Counter(one.stems), Counter(other.stems)
    if min(ours.total(), theirs.total()) < FEWEST or one.numbers != other.numbers:
        return False
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total()) >= SAME_CLAIM


def opposite(one: Claim, other: Claim) -> bool:
    """Does one say of the same that it is so, the other that it is not?"""
    return one.positive != other.positive and one.conditional == other.conditional and about_the_same(one, other)


def stem(word: str) -> str:
    """A word without the endings of English inflection, roughly (after Harman's S stemmer, with -ed and -ing)."""
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith(("ss", "us", "is")):
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e")


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


_TURNED = {stem(two): stem(one) for one, _, two in (pair.partition("/") for pair in _OPPOSITES)}
