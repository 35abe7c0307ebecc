"""By what way something was said: the words of an article that name it ("on X", "at a news conference", "a letter")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import ChannelKind, Span
from onrecord.reading.nouns import words
from onrecord.reading.sentences import Layout

_NOUNS: dict[ChannelKind, str] = {
    "social media": """
        post tweet thread repost account Moments X Twitter Facebook Telegram Instagram TikTok Weibo WeChat LinkedIn
        Threads Bluesky YouTube Mastodon Substack VKontakte Reddit Snapchat Douyin VK Truth_Social
    """,
    "interview": "interview interviews Q&A",
    "hearing": """
        hearing testimony deposition cross-examination inquest session Question_Period Question_Time proceedings
        affidavit sitting
    """,
    "press conference": "conference briefing presser",
    "statement": """
        statement statements communique communiqué release declaration announcement proclamation comment comments
        response responses reply clarification denial apology
    """,
    "document": """
        report reports memo memorandum filing filings study paper survey poll opinion judgment judgement ruling note
        book memoir memoirs pamphlet booklet article column op-ed editorial essay dossier diary database minutes notice
        bulletin petition lawsuit papers documents document resolution order accounts list transcript transcripts
        decision indictment complaint motion brief assessment review audit annex draft handout newsletter magazine blog
        logbook logs notebook notes preprint analysis estimate timetable dissent submission submissions prospectus
        circular decree treaty law bill budget manifesto website leaflet postscript appraisal proposal figures print
        verdict records record strategy publication index deck
    """,
    "call": "telephone phone call calls",
    "broadcast": """
        podcast radio television TV programme program show broadcast webinar air livestream episode documentary
        newscast network station channel link
    """,
    "speech": "speech remarks sermon lecture keynote toast rally homily eulogy",
    "meeting": """
        meeting forum summit debate dinner breakfast assembly congress lunch event gathering discussion seminar
        workshop ceremony symposium talks reception vigil
    """,
    "message": """
        letter letters email emails e-mail e-mails text texts message messages cable cables telegram WhatsApp Signal
        video recording clip footage tape fax postcard correspondence
    """,
}
_KINDS = {noun.replace("_", " "): kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}

#: They go without an article ("by telephone", "on state television").
_BARE = words(
    """
    telephone phone text email e-mail television radio print letter statement TV air testimony remarks minutes link
    dissent papers filings documents livestream correspondence
    """
)
_BY = re.compile(r"\b(?:[io]n|at|by|via|over|through|during|told)(?= \w)", re.IGNORECASE)
_WORD = re.compile(r" (\w[\w’'&./-]*)")
_DETERMINERS = words("a an the his her its their our my this that another one")
_PLATFORM = re.compile(r" on (?:X|Facebook|Telegram|Instagram|Weibo|WhatsApp|LinkedIn|Bluesky|Truth Social|TikTok)\b")
_STATIONS = words("Radio Rádio Radyo Rai TV Televisión Televisão Televizija Télévision Television")
_NAMED = re.compile(r"(?: (?!Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)[^\W\d_a-z][\w’'-]*)+")
_MONTHS = words("Jan Feb Mar Apr Aug Sept Oct Nov Dec")
_POSSESSIVE = ("’s", "'s", "s’", "s'")
_WORDS = 6  # of a phrase, without the article
_LEAKED = re.compile(r"\b(?:leaked|obtained by|hacked|classified)\b")
_FUNCTION = words(
    """
    of in on at by to from with for that which who and or but as is was were are had has have be been not said told
    after before during about against over into than when while he she it they we i his her its their the a an
    """
)
_NOUNS_IN_ING = words("morning evening closing opening hearing briefing meeting ruling filing boxing farming shipping")
_NO_PAPER = words("figures law bill budget order comment account session proceedings sitting print")
_PAPERS = ("document", "statement", "message", "hearing", "social media")
_MODIFIER = re.compile(
    r",| \(| (?:by|from|of|on|that|which|who|in|to|about|for|with|among|at|he|she|it|they|\w+ed|seen|drawn|sent|taken|"
    r"held|written|made|due) "
)
_OWNER = re.compile(r".*[’']s? |(?:his|her|its|their|our|my) ", re.IGNORECASE)
_FAR, _CLAUSE = 110, 1000  # characters


class _Way(NamedTuple):
    """A phrase behind a preposition: whether it has a determiner, the words up to its head, the head, its span."""

    by: str
    determined: bool
    between: list[str]
    head: str
    phrase: Span


def channel(
    layout: Layout, source: Sequence[Span], cue: Sequence[Span], taken: Sequence[Span], outer: Span | None = None
) -> tuple[Span, ChannelKind] | None:
    """The phrase that says how it was said, and of what kind that is; None where none stands beside source and cue.

    ``taken`` are the contents in that sentence, which are not looked at; ``outer`` the content of the statement around.
    """
    if not cue:
        return None
    text = layout.text
    floor, ceiling = layout.frame(cue[0].start, cue[-1].end)
    if outer is not None:
        floor, ceiling = max(floor, outer.start), min(ceiling, outer.end)
    best: tuple[int, Span, ChannelKind] | None = None
    for m in _BY.finditer(text, floor, ceiling):
        way = _way(text, m, ceiling)
        if way is None or any(part.overlaps(way.phrase) for part in taken) or not _sound(way, text):
            continue
        away = min(_between(text, span, Span(m.start(), way.phrase.end), taken) for span in (*cue, *source))
        if away <= _FAR and (best is None or away < best[0]):
            best = away, way.phrase, _kind(text, way, ceiling)
    return best[1:] if best is not None else None


def paper(text: str, source: Sequence[Span]) -> tuple[Span, ChannelKind] | None:
    """The document that a source phrase is ("a letter from the board"), as the channel of whoever issued it."""
    if not source:
        return None
    first = source[0]
    end = m.start() if (m := _MODIFIER.search(text, first.start, first.end)) else first.end
    start = m.end() if (m := _OWNER.match(text, first.start, end)) else first.start
    phrase = text[start:end].split()
    head = phrase[-1].lower() if phrase else ""
    if head in _NO_PAPER or _KINDS.get(head) not in _PAPERS or len(phrase) - (phrase[0].lower() in _DETERMINERS) > 4:
        return None
    return Span(start, end), _KINDS[head]


def _way(text: str, m: re.Match[str], ceiling: int) -> _Way | None:
    """The phrase behind a preposition, up to the first word that names a way of saying and has no other such behind."""
    start = at = m.end() + 1
    determined = False
    between: list[str] = []
    while (found := _WORD.match(text, at - 1, ceiling)) is not None and len(between) < _WORDS:
        word = found[1].rstrip(".’'-/&")
        at = found.start(1) + len(word)
        at += text.startswith(". ", at) and word in _MONTHS  # "in a Jan. 9 email"
        ends = text[at : at + 1] != " "
        if not determined and not between and word.lower() in _DETERMINERS:
            determined = True
        elif word in _STATIONS and (named := _NAMED.match(text, at, ceiling)) is not None:
            return _Way(m[0].lower(), determined, between, "radio", Span(start, named.end()))
        elif word.lower() in _FUNCTION:
            return None
        else:
            two = f"{between[-1]} {word}" if between else ""
            head = two if two in _KINDS else word
            if head in _KINDS and not (not ends and _next_word(text, at, ceiling) in _KINDS):
                extra = _PLATFORM.match(text, at, ceiling)
                phrase = Span(start, extra.end() if extra is not None else at)
                return _Way(m[0].lower(), determined, between, head, phrase)
            between.append(word)
            if word.endswith(_POSSESSIVE) and not determined and all(each[:1].isupper() for each in between):
                determined, between = True, []
        if ends:
            return None
        at += 1
    return None


def _next_word(text: str, at: int, ceiling: int) -> str:
    m = _WORD.match(text, at, ceiling)
    return m[1].rstrip(".’'-/&") if m is not None else ""


def _between(text: str, span: Span, way: Span, taken: Sequence[Span]) -> int:
    """Characters between two spans, less those of contents; many where another clause begins between them."""
    low, high = (span.end, way.start) if span.end <= way.start else (way.end, span.start)
    count, at = 0, low
    for part in (*sorted(taken), Span(high, high)):
        start = min(part.start, high)
        if start > at:
            count += start - at + (_CLAUSE if ";" in text[at:start] else 0)
        at = max(at, min(part.end, high))
    return count


def _kind(text: str, way: _Way, ceiling: int) -> ChannelKind:
    if _LEAKED.search(text, way.phrase.start, min(ceiling, way.phrase.end + 40)) is not None:
        return "leak"
    if way.head == "conference":
        return "press conference" if way.between[-1:] in (["news"], ["press"], ["media"], ["video"]) else "meeting"
    return _KINDS[way.head]


def _sound(way: _Way, text: str) -> bool:
    """Is it a phrase of its own, and does it tell a way of saying?"""
    by, head, kind, behind = way.by, way.head, _KINDS[way.head], way.phrase.end
    if any(word.endswith("ing") and word.lower() not in _NOUNS_IN_ING for word in way.between):
        return False
    if text.startswith(("’s ", "'s "), behind):
        return False
    if not way.determined and not head[0].isupper() and head not in _BARE:
        return False
    if by == "told":
        return kind in ("press conference", "meeting") or head in ("podcast", "webinar", "rally", "radio", "television")
    if by == "by" and (way.determined or kind not in ("call", "message", "broadcast") or way.between[:1] == ["state"]):
        return False
    if by == "over" and kind not in ("call", "broadcast"):
        return False
    if head in ("opinion", "judgment", "judgement", "estimate", "account", "assessment", "analysis"):
        return not text.startswith(" of ", behind)
    if head in ("channel", "station", "network", "account", "website", "air"):
        return by == "on"
    return head not in ("law", "order", "bill", "budget", "index", "talks", "plan") or by in ("in", "during")
