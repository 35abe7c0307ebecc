"""Where an event is told: the verbs and nouns of the lexicon, as they stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import EventType, Span
from onrecord.reading.events.inflection import participle, past_alike, plural_of
from onrecord.reading.events.lexicon import Entry, Use, entries
from onrecord.reading.nouns import words

TOKEN = re.compile(r"[^\W_](?:[\w.]*\w)?(?:[-‑'’][^\W_]\w*)*|[^\w\s]")
_ENDS = words("that which who whom whose because after before when while if although though but since until whether as")
_BE = words("is are was were be been being am 's ’s get gets got")
_OBJECT = 7  # words from a verb to its object's noun
_DETERMINERS = words(
    "the a an this that these those his her its their our my your some any every each another no all both several many"
)
_SUBJECTS = words(
    "he she they it we i you who which that to would will could should must may might can did does do not"
)
_PARTICLES = ("down", "up", "off", "out", "back")
_NO_EVENT = {"conference": ("news", "press"), "strike": ("lightning",), "accident": ("by",), "mistake": ("by",)}
_COMPOUND = {
    "death": ("toll", "penalty", "row", "threats", "threat"),
    "war": ("crimes", "crime", "veteran", "veterans", "zone", "effort", "era"),
}
#: Nouns that tell of a deed only where it is somebody's: "the fall" is a season.
_OF_SOMEBODY = words("fall falls")
#: Behind a noun of an event these make it the name of a thing, a body or a trade: "fire hall", "riot police".
_OF_THE_TRADE = words(
    "hall halls police station stations department departments brigade season seasons commission commissions law laws "
    "engine engines insurance alarm alarms hydrant hydrants service services code codes board boards bureau office "
    "museum memorial monument film films novel book series game games drill drills exercise exercises simulation"
)
_PREPOSITIONS = words("in on at of by for with from into over under against after before since during amid")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark; ``lower`` is it in small letters."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that tells of an event: tokens ``first`` to ``last``; ``object`` is the token of the noun that
    an ``o`` entry asks for (it may stand before the verb, in a passive)."""

    entry: Entry
    first: int
    last: int
    span: Span
    passive: bool = False
    object: int | None = None

    @property
    def type(self) -> EventType:
        return self.entry.type

    @property
    def use(self) -> Use:
        return self.entry.use

    @property
    def verbal(self) -> bool:
        return self.entry.use not in "np"


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of ``text[start:end]``; a possessive ending is a token of its own."""
    found = []
    for m in TOKEN.finditer(text, start, end):
        word = m[0]
        lower = word.lower()
        if lower.endswith(("'s", "’s")) and len(word) > 2:
            found.append(Token(m.start(), m.end() - 2, word[:-2], lower[:-2]))
            found.append(Token(m.end() - 2, m.end(), word[-2:], "'s"))
        else:
            found.append(Token(m.start(), m.end(), word, lower))
    return found


def triggers(sentence: list[Token]) -> list[Trigger]:
    """The triggers of a sentence, none within another, in order."""
    known = entries()
    found: list[Trigger] = []
    for i, token in enumerate(sentence):
        for entry in known.get(token.lower, ()):
            made = _fits(sentence, i, entry)
            if made is not None:
                found.append(made)
    return _apart(found)


def _apart(found: list[Trigger]) -> list[Trigger]:
    """Those that share no word with a better one: phrases before words, a verb with its object before either."""
    taken: set[int] = set()
    kept = []
    for t in sorted(found, key=_rank):
        own = {*range(t.first, t.last + 1), *([t.object] if t.object is not None else [])}
        if not own & taken:
            taken |= own
            kept.append(t)
    return sorted(kept, key=lambda t: t.first)


def _rank(t: Trigger) -> tuple[int, int, int]:
    return (t.use != "o", -(t.last - t.first), t.first)


def _fits(sentence: list[Token], i: int, entry: Entry) -> Trigger | None:
    last = i + len(entry.rest)
    if entry.rest and not _follows(sentence, i, entry):
        gap = _particle(sentence, i, entry)
        if gap is None:
            return None
        last = i
    span = Span(sentence[i].start, sentence[last].end)
    if entry.use in "np":
        return Trigger(entry, i, last, span) if _nominal(sentence, i, last) else None
    if not _verbal(sentence, i, entry):
        return None
    if entry.use == "i" and last + 1 < len(sentence) and sentence[last + 1].lower in _DETERMINERS:
        return None  # it has an object, and so another sense ("withdrew the remark")
    passive = _passive(sentence, i)
    if entry.use != "o":
        return Trigger(entry, i, last, span, passive)
    noun = _object(sentence, last + 1, entry.objects)
    if noun is None and passive:
        noun = _object_before(sentence, i, entry.objects)
    return Trigger(entry, i, last, span, passive, noun) if noun is not None else None


def _follows(sentence: list[Token], i: int, entry: Entry) -> bool:
    behind = [token.lower for token in sentence[i + 1 : i + 1 + len(entry.rest)]]
    if behind != list(entry.rest):
        return False
    after = sentence[i + 1 + len(behind)] if i + 1 + len(behind) < len(sentence) else None
    # "the figure that she gave in March": the preposition of a time or a place is no particle.
    if after is None or behind[-1] not in ("in", "on"):
        return True
    if behind[-1] == "on":
        return after.lower not in _DAYS and not after.text[0].isdigit()
    return not (after.text[0].isupper() or after.text[0].isdigit())


def _particle(sentence: list[Token], i: int, entry: Entry) -> int | None:
    """A verb's particle behind its object ("shut the camp down")."""
    if entry.use in "np" or len(entry.rest) != 1 or entry.rest[0] not in _PARTICLES:
        return None
    for at in range(i + 2, min(i + 5, len(sentence))):
        if sentence[at].lower == entry.rest[0]:
            return at
        if not sentence[at].text[0].isalnum() or sentence[at].lower in _ENDS or sentence[at].lower in _PREPOSITIONS:
            return None
    return None


def _nominal(sentence: list[Token], i: int, last: int) -> bool:
    """Does it stand as a noun? After "to" or a pronoun it is a verb."""
    before = sentence[i - 1].lower if i else ""
    if before in _SUBJECTS and before not in ("that", "which", "no"):
        return False
    if before in _NO_EVENT.get(sentence[last].lower.removesuffix("s"), ()) or (sentence[i].text[0].isupper() and i > 0):
        return False
    behind = sentence[last + 1].lower if last + 1 < len(sentence) else ""
    if behind in _COMPOUND.get(sentence[last].lower, ()) or behind in _OF_THE_TRADE:
        return False
    if sentence[last].lower in _OF_SOMEBODY and behind != "of" and before not in ("'s", "his", "her", "their", "its"):
        return False
    if sentence[i].lower.endswith("ing"):
        return before in _DETERMINERS or before in ("'s", "of", "and") or behind in ("of", "by")
    return behind not in ("the", "a", "an", "his", "her", "their", "him", "them")


def _verbal(sentence: list[Token], i: int, entry: Entry) -> bool:
    """Does it stand as a verb? A base form or third person needs a subject or an auxiliary in front, not an article."""
    before = sentence[i - 1].lower if i else ""
    word = sentence[i].lower
    if not entry.rest and entry.use != "o" and i + 1 < len(sentence) and sentence[i + 1].lower in _PARTICLES:
        return False  # "wound down" is another verb
    if word == entry.lemma and not past_alike(word) and not _plain(sentence, i):
        return False
    if word == plural_of(entry.lemma) and not _third(sentence, i):
        return False
    if before in _DETERMINERS and before not in ("that", "this", "all", "both", "some", "many", "several"):
        return False
    behind = sentence[i + 1].lower if i + 1 < len(sentence) else "."
    if (
        before.endswith("ly")
        and i > 1
        and sentence[i - 2].lower in _DETERMINERS
        and behind.isalpha()
        and behind not in _PREPOSITIONS
    ):
        return False  # "a legally elected president"
    if (
        past_alike(word)
        and word == entry.lemma
        and (behind in _PREPOSITIONS or behind == "to" or not behind.isalnum())
        and entry.use != "o"
    ):
        return _plain(sentence, i) or sentence[i - 1].text[0].isupper()
    if before in ("'s", "of") and not word.endswith(("ing", "ed")):
        return False
    if before in _PREPOSITIONS:
        return word.endswith("ing")
    return not (sentence[i].text[0].isupper() and i > 0 and before not in ('"', "“", "'", "‘", ":", "-", "—"))


def _plain(sentence: list[Token], i: int) -> bool:
    """Can a base form stand here: after "to", an auxiliary, a pronoun, a plural?"""
    before = sentence[i - 1].lower if i else ""
    if (
        not before
        or before in _SUBJECTS
        or before in ("and", "or", "not", "n't", "also", "please", "let", "help", "'ll", "’ll")
    ):
        return True
    return before.endswith(("ly", "n't", "n’t")) or (
        before.endswith("s") and not before.endswith(("ss", "'s")) and len(before) > 3
    )


def _third(sentence: list[Token], i: int) -> bool:
    """Does a verb in -s stand here rather than a plural: after a name, a pronoun, a relative?"""
    before = sentence[i - 1] if i else None
    if before is None or before.lower in _MONTHS:
        return False
    return before.lower in _SUBJECTS or before.text[0].isupper() or before.lower.endswith("ly") or before.lower == "and"


_DAYS = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december"
)
_MONTHS = words("january february march april may june july august september october november december")


def _passive(sentence: list[Token], i: int) -> bool:
    if not participle(sentence[i].lower):
        return False
    for at in range(i - 1, max(i - 4, -1), -1):
        word = sentence[at].lower
        if word in _BE:
            return True
        if not (
            word.endswith("ly") or word in ("not", "also", "later", "then", "reportedly", "first", "being", "been")
        ):
            break
    behind = sentence[i + 1].lower if i + 1 < len(sentence) else ""
    return behind == "by"


def _object(sentence: list[Token], start: int, nouns: frozenset[str]) -> int | None:
    for at in range(start, min(start + _OBJECT, len(sentence))):
        word = sentence[at].lower
        if word in nouns:
            return at
        if word in _ENDS or word in ".;:?!—":
            return None
    return None


def _object_before(sentence: list[Token], i: int, nouns: frozenset[str]) -> int | None:
    for at in range(i - 1, max(i - 1 - _OBJECT - 2, -1), -1):
        word = sentence[at].lower
        if word in nouns:
            return at
        if word in ".;:?!—":
            return None
    return None


def each_word(found: list[Trigger]) -> Iterator[tuple[int, Trigger]]:
    """The triggers by the number of each of their words."""
    for t in found:
        for at in range(t.first, t.last + 1):
            yield at, t
