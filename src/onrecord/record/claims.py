"""Claims: whether two statements are about the same, and whether they say the same or the opposite of it.

Only the words are looked at, their stems and negations, so that rather too little is found than too much.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from onrecord.model import Commitment
from onrecord.record.comparison import Wording

SAME_CLAIM = 0.75
"""Of the content words of two statements about the same, how many are shared (Dice's coefficient, on word stems)."""
FEWEST = 3
"""Content words without which two statements can't be told to be about the same."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEGATORS = _listed(
    """
    not no never nobody none nothing nowhere nor neither cannot without hardly scarcely barely dont doesnt didnt isnt
    arent wasnt werent wont wouldnt cant couldnt shouldnt mustnt hasnt havent hadnt neednt aint shant
    """
)
_FUNCTION = _listed(
    """
    a an the this that these those it its he him his she her hers they them their we us our ours i me my mine you your
    yours who whom whose which what there here and or but so if unless than then as at by for from in into of off on
    onto out over to up with within about be is are was were been being am do does did done doing have has had having
    will would shall should can could may might must ought let also just only very too even still already ever any
    some all both each every such own again say says said
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
    found = Wording(re.sub(r"\b(?:no|without|not)\s+(?:a\s+)?(?:doubt|question|only)\b", " ", words, flags=re.I)).plain
    for word in found:
        if word in _NEGATORS:
            turns += 1
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


_TURNED = {stem(two): stem(one) for one, _, two in (pair.partition("/") for pair in _OPPOSITES)}
