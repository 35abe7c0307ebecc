"""Who stands before and behind a trigger: noun phrases by their place, without a parser.

News prose keeps to subject, verb, object. A phrase ends at a mark, a verb, a preposition or a conjunction;
what stands in
front of its first preposition is its head. Actors that the reading knows are found by their mentions; others are the
words of the phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.reading.events.triggers import Token
from onrecord.reading.nouns import words

PREPOSITIONS = words(
    """
    in on at of by for with from into onto over under against after before since during amid between among through to
    within without across near outside inside around towards toward about despite via upon off as than like including
    following per along behind beyond
    """
)
CONJUNCTIONS = words(
    "and or but nor while when where if because although though that which who whom whose so then after "
    "before as unless until than what how why whether"
)
AUXILIARIES = words(
    """
    is are was were be been being am has have had having do does did will would shall should can could may
    might must not
    never n't also already reportedly allegedly then later now still just finally again recently formally officially
    jointly publicly immediately briefly quickly repeatedly successfully effectively unilaterally temporarily
    to 'd ’d 'll
    ’ll 've ’ve 're ’re soon once first only even both all each himself herself itself themselves
    """
)
DETERMINERS = words(
    "the a an this that these those his her its their our my your some any another several many most more few "
    "both all no "
    "one two three four five six seven eight nine ten dozens hundreds thousands at least nearly about around"
)
PRONOUNS = words("he she they it we i who him her them us himself itself themselves itself")
_MARKS = frozenset(',;:.!?()[]—–-/*"“”…')


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: tokens ``first`` to ``last`` of its sentence, to the end of its head; ``whole`` is where it ends
    with what depends on it."""

    first: int
    last: int
    whole: int

    def span(self, sentence: Sequence[Token]) -> Span:
        return Span(sentence[self.first].start, sentence[self.last].end)


def behind(sentence: Sequence[Token], at: int, busy: frozenset[int], names: Sequence[int | None]) -> Phrase | None:
    """The noun phrase that begins at token ``at``: an object, or what a preposition governs. ``busy`` are tokens that
    cannot be in one (times, triggers); ``names`` tells for each token the name it is in."""
    first = at
    n = len(sentence)
    last = -1
    while at < n:
        token = sentence[at]
        word = token.lower
        if at in busy and names[at] is None and word not in DETERMINERS:
            break
        if names[at] is not None:
            last = at
        elif word in _MARKS:
            if not (word in '"“”' and last < 0):
                break
        elif word == "'s" or word in ("’", "'"):
            pass
        elif word in PRONOUNS and last < 0:
            return Phrase(first, at, at)
        elif word in PREPOSITIONS or word in CONJUNCTIONS or word in AUXILIARIES:
            if (
                word in ("about", "around", "over", "at")
                and last < 0
                and at + 1 < n
                and sentence[at + 1].lower in _NUMBERY
            ) or (word in ("both", "all", "each", "first", "only") and last < 0):
                pass
            else:
                break
        elif word in DETERMINERS:
            if last >= 0 and word not in _NUMBERY:
                break
        else:
            if last >= 0 and _verb_like(sentence, at):
                break
            last = at
        at += 1
        if at - first > 12:
            break
    return Phrase(first, last, last) if last >= first else None


_NUMBERY = words(
    "a an one two three four five six seven eight nine ten dozens hundreds thousands least more 10 20 30 50 100 "
    "200 500 1,000"
)


def _verb_like(sentence: Sequence[Token], at: int) -> bool:
    word = sentence[at].lower
    if not word.isalpha() or sentence[at].text[0].isupper():
        return False
    return word in _FINITE or (
        word.endswith("ed")
        and len(word) > 4
        and at + 1 < len(sentence)
        and (sentence[at + 1].lower in PREPOSITIONS or sentence[at + 1].lower in DETERMINERS)
    )


_FINITE = words(
    """
    said says say told tells took takes made makes gave gives came comes went goes became becomes left began begins
    wants want wanted seeks sought remains remained led leads followed follows including killing wounding
    injuring leaving
    saying using amid according accused saw sees means meant killed sparked sparking triggering prompting
    """
)


def before(
    sentence: Sequence[Token], at: int, busy: frozenset[int], names: Sequence[int | None], *, nearest: bool = False
) -> Phrase | None:
    """The noun phrase that ends before token ``at``, the subject of a verb there: auxiliaries and adverbs are passed
    over, a relative pronoun leads to the noun in front of it, what stands between commas is left out. With
    ``nearest``, no
    preposition is looked over ("the sting of Peru's decision to")."""
    i = at - 1
    while i >= 0 and (_passed_over(sentence[i].lower) or (i in busy and names[i] is None)):
        i -= 1
    if i < 0:
        return None
    word = sentence[i].lower
    if word in ("who", "which", "that"):
        i -= 1
        if i >= 0 and sentence[i].lower == ",":
            i -= 1
    elif word == "," or word in (")", "—", "–"):
        start = _insertion(sentence, i)
        if start is None:
            return None
        i = start - 1
    if i < 0:
        return None
    if sentence[i].lower in PRONOUNS and sentence[i].lower not in ("who",):
        return Phrase(i, i, i)
    end = i
    start = i
    while i >= 0:
        word = sentence[i].lower
        if names[i] is None and ((word in _MARKS and word not in '"“”') or word in CONJUNCTIONS - {"and", "or"}):
            break
        if names[i] is None and word in ("and", "or") and not _joins(sentence, i, names):
            break
        if i in busy and names[i] is None and word not in PREPOSITIONS:
            break
        if nearest and names[i] is None and word in PREPOSITIONS:
            break
        if names[i] is None and (word in _SAYING or word in _AUX_STRICT):
            break
        start = i
        i -= 1
        if end - i > 24:
            break
    while (
        start <= end
        and names[start] is None
        and (sentence[start].lower in PREPOSITIONS | CONJUNCTIONS or sentence[start].lower in ('"', "“", "”", "'"))
    ):
        # "In Lima protesters": what a preposition in front governs is passed over
        if sentence[start].lower in PREPOSITIONS:
            inner = behind(sentence, start + 1, busy, names)
            if inner is None or inner.last >= end:
                start += 1
                break
            start = inner.last + 1
        else:
            start += 1
    if start > end:
        return None
    return _headed(sentence, start, end, names)


_AUX_STRICT = words("is are was were has have had will would did does do can could may might must")
_SAYING = words("said says say told tells reported reports claimed announced added believes")


def _passed_over(word: str) -> bool:
    return word in AUXILIARIES or (
        word.endswith("ly")
        and word not in ("ally", "family", "assembly", "italy", "july", "rally", "supply", "monopoly", "anomaly")
    )


def _joins(sentence: Sequence[Token], at: int, names: Sequence[int | None]) -> bool:
    """Does this "and" join two noun phrases ("Peru and Chile signed") rather than two verbs?"""
    if at + 1 < len(sentence) and names[at + 1] is not None and at > 0 and names[at - 1] is not None:
        return True
    return (
        at > 0
        and sentence[at - 1].lower.endswith("s")
        and at + 1 < len(sentence)
        and sentence[at + 1].lower.endswith("s")
    )


def _insertion(sentence: Sequence[Token], at: int) -> int | None:
    """Where an insertion that ends with the mark ``at`` begins ("Peru, its neighbour, signed")."""
    opening = {")": "("}.get(sentence[at].lower, sentence[at].lower)
    for i in range(at - 1, max(at - 30, 0), -1):
        if sentence[i].lower == opening:
            return i
    return None


def _headed(sentence: Sequence[Token], start: int, end: int, names: Sequence[int | None]) -> Phrase:
    for i in range(start, end + 1):
        word = sentence[i].lower
        if names[i] is None and i > start and word in PREPOSITIONS and word not in ("about", "around", "over"):
            return Phrase(start, i - 1, end)
    return Phrase(start, end, end)
