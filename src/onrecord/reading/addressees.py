"""Whom a speaker tells it: the words that name him beside the cue ("told reporters", "was asked by", "in a letter to").

Only the phrase is found here; ``speakers`` says whom it means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.reading.marks import stem
from onrecord.reading.nouns import kind_of, words
from onrecord.reading.sentences import Layout

#: Verbs (as ``stem`` makes them) whose object is who is told.
_TELLING = words(
    """
    tell ask urg warn assur inform remind advis order instruct beg notify brief lectur question press quiz
    implor exhort admonish command encourag beseech direct reassur alert interview address challeng caution
    promis counsel entreat text e-mail email messag petition text invit persuad lobby call
    """
)
_BE = words("is are was were be been being got gets am")
_END = re.compile(
    r"[,;:—–.?!\"“”«»„()\n]| -- |(?<!\w)['‘]| (?:that|in|on|at|by|via|after|before|during|from|over|through|about|for|"
    r"to|as|against|when|while|because|why|whether|how|what|where|who|if|not|and (?:then|that|said|urged|asked)|last|"
    r"this week|earlier|late|later|shortly|yesterday|today|again|privately|then|she|he|it|they|we|I|would|had|was|were|"
    r"is|are|with|under|outside|following|of (?:the|his|her|its|their) (?:plan|decision|intention)s?|off|out|up|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|"
    r"November|December)\b"
)
_SKIPPED = re.compile(r"(?: (?:also|later|then|once|only|repeatedly|bluntly|even|on|upon))*", re.IGNORECASE)
_TO = re.compile(r"(?:,? (?:back|in (?:English|private)))? (?:to|before) (?!\w+ing\b)(?=\S)")
_WITH = re.compile(
    r"\b(?:(?:letter|e-?mail|note|messages?|memo|statement|reply|response|cable|text|testimony|evidence|remarks|"
    r"submission|comments|dossier|presentation|petition|appeal|filing|affidavit|post|memorandum|warning|plea|words) "
    r"(?:dated [^,]{3,20} |delivered |sent |read |addressed |he sent |she sent |it sent )?to|addressed to|"
    r"(?:interview|call|conversation|talk|chat) (?:\w+day |on \w+ |last \w+ |this \w+ )?with|"
    r"(?:contacted|interviewed|reached|approached|surveyed) by|(?:briefing|conference) for) (?=\S)"
)
_SPEAKING = re.compile(
    r"\b(?:[Ss]peaking|[Tt]alking|[Tt]estifying|[Ss]poke|[Tt]estified|[Aa]ppearing|[Gg]iving evidence)"
    r"(?: \w+ly| alone| briefly)?(?: (?:on|by|via) (?:the )?(?:tele)?phone)? (?:to|before|with) (?=\S)"
    r"|\b(?:[Bb]riefing|[Aa]ddressing|[Aa]ddressed|[Bb]riefed) (?=\S)"
)
_OBJECT = re.compile(
    r"(?: (?:\w+ly|(?:on |last |this )?[A-Z]?\w+day|who \S+ (?:\S+ ){1,5}?))?"
    r" (?:not )?(?:to|for|against|whether|why|how|what|if|when|that|about) "
)
_VERB_FIRST = re.compile(r"(?:to|not|that|for|whether|if|why|how|what|when|where|who|against|about|on|it|there)\b")
_SUBJECT_END = re.compile(
    r"[,;:—–.?!\"“”«»„()\n]| -- |\b(?:that|and|but|or|who|which|when|while|because|after|before|said|says|if|as|than|"
    r"in which|where|had|has|have)\b"
)
_AUXILIARY = re.compile(
    r"(?:\s(?:had|has|have|would|could|will|can)|[’'](?:d|ve|s))?(?:\s(?:not|also|\w+ly))?"
    r"\s(?:is|are|was|were|be|been|being|got|gets|am)(?: \w+ly| not| also| once| then)* *$"
)
_SUBJECT_PRONOUN = re.compile(r"(?:I|[Hh]e|[Ss]he|[Ww]e|[Tt]hey|[Yy]ou)(?!\w)")
_PHRASE = re.compile(r"[^\W_][\w’'.&/ -]*[^\W_]|[^\W_]")
_TIMES = re.compile(
    r"(?:on |late |early )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?![’'])|(?:yester|to)day|tomorrow|\d|"
    r"(?:last|next|this) (?:week|month|year|\w+day|spring|summer|autumn|fall|winter|morning|afternoon|evening)",
    re.IGNORECASE,
)
_NOBODY = words(
    """
    it there that himself herself themselves itself so much more nothing something anything
    everything how what why whether who whose when where which if of about again against plainly only up out off on
    in at by for to from with over not three twice once several many
    """
)
_PRONOUN = re.compile(
    r"(?:him|her|them|me|us|you|everyone|everybody)(?![\w’'-])(?! \w+(?:er|or|ter|ian|ist|ss|nt|ts|rs)\b)"
)
_PRONOUNS = words("him her them me us you everyone everybody")
_TITLES = words("Mr Ms Mrs Dr Mr. St Gen Col Sen Rep Gov Prof Lt Capt Maj")
_GOES_ON = re.compile(
    r" (?:on|for|against|and) (?:the )?(?!January|Febr|March|April|June|July|Aug|Sept|Oct|Nov|Dec|\w+day)[A-Z]"
)
_OCCASIONS = words("conference briefing meeting hearing webinar podcast interview seminar")
_LONGEST, _WORDS = 90, 8


def addressed(
    layout: Layout, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span], outer: Span | None = None
) -> Span | None:
    """The words that name who is told; None where there are none. ``outer``: the content of the statement around."""
    if not cue:
        return None
    text, last = layout.text, cue[-1]
    floor, ceiling = layout.frame(cue[0].start, last.end)
    if outer is not None:
        floor, ceiling = max(floor, outer.start), min(ceiling, outer.end)
    stems = {stem(word) for span in cue for word in re.findall(r"[\w-]+", span.of(text))}
    following = next((part.start for part in content if part.start >= last.end), ceiling)
    until = min(max(following, last.end), ceiling)
    if not stems.isdisjoint(_TELLING):
        before = text[max(floor, cue[0].start - 30) : cue[0].start].lower().replace("n’t", "").split()
        first = cue[0].of(text).lower().split()
        while before and (before[-1].endswith("ly") or before[-1] in ("also", "not", "once", "then", "never")):
            before.pop()
        passive = (bool(before and before[-1] in _BE) and not first[0].endswith("ing")) or first[0] in _BE
        if passive or (not source and not before and _participle(first[0])):
            return _subject(text, floor, cue[0].start) if passive else None
        if (m := _SKIPPED.match(text, last.end)) is not None and m.end() < until and text[m.end()] == " ":
            found = _phrase(text, m.end() + 1, until)
            if found is not None and not any(found.overlaps(span) for span in source):
                return found if "promis" not in stems or _somebody(found.of(text)) else None
        if following - last.end <= 2 and content and (found := _object(text, content, following)) is not None:
            return found
    if (m := _TO.match(text, last.end, until)) is not None and (found := _phrase(text, m.end(), until)) is not None:
        return found
    for pattern in (_WITH, _SPEAKING):
        for start, end in _outside(floor, ceiling, (*content, *source[:1]) if pattern is _WITH else content):
            m = pattern.search(text, start, end)
            if m is not None and (found := _phrase(text, m.end(), end)) is not None:
                return found
    return None


def _participle(word: str) -> bool:
    return word in ("asked", "pressed", "questioned", "told", "quizzed")


def _outside(floor: int, ceiling: int, inside: Sequence[Span]) -> list[tuple[int, int]]:
    """The parts of a sentence that are not among the contents."""
    parts, at = [], floor
    for span in sorted(inside):
        if span.start > at:
            parts.append((at, min(span.start, ceiling)))
        at = max(at, span.end)
    if at < ceiling:
        parts.append((at, ceiling))
    return parts


def _somebody(phrase: str) -> bool:
    """Does a phrase name or describe one who can be promised something?"""
    last = phrase.split()[-1]
    return phrase.lower() in _PRONOUNS or last[:1].isupper() or kind_of(last) in ("person", "group", "organization")


def _phrase(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that begins at ``start``, ``end`` at the latest."""
    pronoun = _PRONOUN.match(text, start, end)
    if pronoun is not None:
        return Span(*pronoun.span())
    finish, at = start, start
    while True:
        stop = _END.search(text, at, end)
        finish = min(stop.start() if stop else end, start + _LONGEST)
        if stop is None or finish < stop.start():
            break
        at = stop.end()
        named = text[start:finish].split()[-1:]
        if not (named and named[0][:1].isupper() and (named[0] in _TITLES or _GOES_ON.match(text, finish))):
            break
    while finish > start and text[finish - 1] == " ":
        finish -= 1
    words_ = text[start:finish].split()
    if not words_ or words_[0].lower() in _NOBODY or words_[-1].lower() in _OCCASIONS:
        return None
    if _TIMES.match(text, start, finish) or (words_[0].endswith("ly") and words_[0].islower()):
        return None
    return Span(start, finish) if _PHRASE.match(text, start, finish) else None


def _object(text: str, content: Sequence[Span], following: int) -> Span | None:
    """Who is to do what is asked, where the content holds him ("urged Riga to wait")."""
    part = next((part for part in content if part.start == following), None)
    if part is None or _VERB_FIRST.match(text, part.start, part.end):
        return None
    who = _phrase(text, part.start, part.end)
    if who is None or _OBJECT.match(text, who.end, part.end) is None or len(who.of(text).split()) > _WORDS:
        return None
    return who


def _subject(text: str, floor: int, at: int) -> Span | None:
    """The subject of the passive that ends at ``at`` ("Fire crews were told")."""
    clause = text[floor:at]
    m = _AUXILIARY.search(clause)
    if m is None:
        return None
    end = floor + m.start()
    start = floor
    for stop in _SUBJECT_END.finditer(text, floor, end):
        start = stop.end()
    while start < end and text[start] in " '‘’":
        start += 1
    if (pronoun := _SUBJECT_PRONOUN.match(text, start, end)) is not None:
        return Span(*pronoun.span())
    return Span(start, end) if 0 < end - start <= _LONGEST and _PHRASE.match(text, start, end) else None
