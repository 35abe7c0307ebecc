"""Noun phrases of news prose: determiner and quantity, head noun, the tail that belongs to a description.

Shared by what reads sources (``sources``) and what reads documents' issuers; pure text work, nobody is looked up.
"""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.reading.nouns import GENERIC, kind_of, words
from onrecord.reading.roles import DETERMINERS, FUNCTION

#: Where a source phrase's first segment ends: at a comma, a dash, a bracket, a relative clause.
SEGMENT = re.compile(r",(?!\d)|[;:]|\((?!\w{1,8}\.?\) [^\W\d_a-z])| -- | [–—] |—| (?:who|which|whose|that|whom)\b")
_QUANTITY = re.compile(
    r"(?:(?:a|an|the|this|that|these|those|his|her|its|their|our|my|your|some|many|most|several|all|both|other|another|any"
    r"|each|every|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands|scores"
    r"|at least|more than|about|around|nearly|almost|only|even|few|half|numerous|countless|various|certain|multiple"
    r"|same|own|\w+teen|twenty|thirty|forty|fifty|\d[\d,.]*(?:%| percent| per cent)?"
    r"|an? (?:\w+ )?(?:number|couple|handful|few|majority|chorus|string)|the (?:majority|rest))"
    r"(?: of(?= (?:the|his|her|its|their|those|these|\d+)\b)|(?<=[%tsrym]) of)?\s+)+",
    re.IGNORECASE,
)
_QUANTIFIERS = words(
    """
    a an the this that these those his her its their our my your some many most several all both other another
    any each every no one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands
    scores at more about around nearly almost only even few half numerous countless various certain multiple
    same own twenty thirty forty fifty thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    """
)
_WORD = re.compile(r"\S+")
_TAIL = re.compile(r" (of|to|for|at|from|with|in|on) ")
_RELATED = words("people persons those someone somebody anyone person")
_WHOSE = re.compile(r" (?:who|whose|that)\b")
_FAMILIAR = re.compile(r" (?:familiar|close|briefed|loyal) (?:with|to|on) ")
_AFTER_HEAD = words(
    """
    south north east west familiar close aware able involved briefed loyal last next earlier late early
    yesterday today tomorrow sent put drawn held shown given kept left built told led run made known
    """
)


def quantity_end(text: str, start: int, end: int) -> int:
    """Where a phrase's determiners and numbers end ("two of his", "some 40 percent of")."""
    first = text[start : start + 12].split(" ", 1)[0].lower()
    if first not in _QUANTIFIERS and not first[:1].isdigit():
        return start
    m = _QUANTITY.match(text, start, end)
    return m.end() if m else start


def head_of(text: str, start: int, ceiling: int, inside: dict[int, int]) -> tuple[str, int]:
    """The head noun of a phrase, lower case, and where it ends: its last noun before a preposition or a participle.

    ``inside`` maps the starts of names of several words to their ends: such a name counts as one word ("a University of
    Montana survey"). "" where the phrase begins with a function word.
    """
    head, end, known = "", start, False
    at = start
    while (m := _WORD.search(text, at, ceiling)) is not None:
        at = m.end()
        if m.start() in inside and inside[m.start()] < ceiling:
            at = inside[m.start()]
            if text[at] in "’'":
                at = min(ceiling, at + 2)
            else:
                head, end, known = text[m.start() : at].rsplit(None, 1)[-1].lower(), at, False
            continue
        raw = m[0]
        word = raw.lower().rstrip(".,’'")
        if not head and word in ("most", "more", "such", "other") and at < ceiling:
            continue
        if word in FUNCTION or (known and word[:1].isdigit()) or (head and word in _AFTER_HEAD and raw.islower()):
            break
        if known and word.endswith(("ed", "ing", "en")) and kind_of(word) == "unknown" and raw.islower():
            break
        if raw.endswith(("’s", "'s")) or (raw.endswith(("s’", "s'")) and m.end() < ceiling):
            continue
        head, end = word, m.start() + len(raw.rstrip(".,"))
        known = kind_of(word) != "unknown"
    return head, end


def description_end(text: str, start: int, head: str, end: int, ceiling: int, limit: int) -> int:
    """Where the words that describe an unnamed source end: behind its head, or behind the phrase that belongs to it.

    "officials in Tarawa", "lawyer for two firms", "people familiar with the matter", but "official" of "the official in
    the room" and "diplomat" of "a diplomat who was there". ``ceiling`` ends the first segment, ``limit`` the source,
    ``start`` begins it.
    """
    definite = text[start:end].split()[0].lower() in ("the", "this", "that", "these", "those")
    if head in GENERIC:
        return limit if head in _RELATED and _WHOSE.match(text, end, limit) else ceiling
    if _FAMILIAR.match(text, end, ceiling):
        return ceiling
    m = _TAIL.match(text, end, ceiling)
    if m is None or text[m.end() : m.end() + 1].isdigit():
        return end
    if definite and m[1] not in ("of", "to", "for", "from"):
        named = kind_of(head) == "organization" and text[m.end() : m.end() + 1].isupper()
        return _tail_end(text, m.end(), ceiling) if named else end  # "the mission in Kabul"
    return _tail_end(text, m.end(), ceiling)


def _tail_end(text: str, start: int, ceiling: int) -> int:
    """Where the phrase behind a preposition ends: before the next preposition that goes on ("... Centre in Lima")."""
    end = start
    content = False
    for m in _WORD.finditer(text, start, ceiling):
        word = m[0].lower()
        small = m[0].islower()
        if (
            content
            and word in FUNCTION
            and word not in DETERMINERS
            and word not in ("of", "for", "and", "&", "them", "us")
        ):
            break
        participle = word.endswith(("ed", "ing")) and kind_of(word) == "unknown"
        if content and small and (word in _AFTER_HEAD or participle):
            break
        end = m.end()
        content = content or (word not in DETERMINERS and not participle)
        if word.endswith((",", ";")):
            break
    while end > start and text[end - 1] in " ,;":
        end -= 1
    return end


def less_marks(text: str, span: Span) -> Span:
    """A source's span without marks around it and without a possessive ending."""
    start, end = span.start, span.end
    while start < end and not text[start].isalnum() and text[start] not in "[@#$€£":
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in ")].’'":
        end -= 1
    if text[start:end].endswith(("’s", "'s")) and end - start > 2:
        end -= 2
    elif text[start:end].endswith(("’", "'")) and end - start > 1:
        end -= 1
    return Span(start, end)
