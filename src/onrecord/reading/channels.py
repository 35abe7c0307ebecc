"""By what way something was said: the words of an article that name it ("on X", "at a news conference", "a letter")."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def _any_of(nouns: Sequence[str]) -> str:
    return "|".join(re.escape(noun) for noun in sorted(nouns, key=len, reverse=True))


#: They go without an article ("by telephone", "on state television").
_BARE = words(
    "telephone phone text email e-mail television radio print letter statement TV air testimony remarks minutes"
)
_CHANNEL = re.compile(
    r"\b(?P<by>[Ii]n|[Oo]n|[Aa]t|[Bb]y|[Vv]ia|[Oo]ver|[Tt]hrough|[Dd]uring|[Tt]old) (?P<phrase>"
    r"(?P<det>(?:an?|the|his|her|its|their|our|my|this|that|another|one|[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4}[’']s?) )?"
    r"(?P<between>(?:(?!(?:[io]n|at|by|of|to|from|with|for|that)\b)[\w’'&./-]+ ){0,4}?)(?P<head>"
    + _any_of([*_KINDS])
    + r")"
    r"(?: on (?:X|Facebook|Telegram|Instagram|Weibo|WhatsApp|LinkedIn|Bluesky|Truth Social|TikTok))?)"
    r"(?![\w-]|['’]s? \w| (?:call|post|briefing|conference|interview|release|statement|response|show|message)\b)"
)
_LEAKED = re.compile(r"\b(?:leaked|obtained by|hacked|classified)\b")
_FUNCTION = words(
    """
    of in on at by to from with for that which who and or but as is was were are had has have be been not said told
    after before during about against over into than when while he she it they we i his her its their the a an
    """
)
_PAPERS = [
    noun
    for noun, kind in _KINDS.items()
    if noun[0].islower()
    and kind in ("document", "statement", "message", "hearing", "social media")
    and noun not in words("figures law bill budget order comment account session proceedings sitting print")
]
_PAPER = re.compile(
    r"(?P<phrase>(?:(?:an?|the|this) )?(?:[\w’'-]+ ){0,3}?(?P<head>" + _any_of(_PAPERS) + r"))\b(?!-)", re.IGNORECASE
)
_MODIFIER = re.compile(
    r",| \(| (?:by|from|of|on|that|which|who|in|to|about|for|with|among|at|he|she|it|they|\w+ed|seen|drawn|sent|taken|"
    r"held|written|made|due) "
)
_OWNER = re.compile(r".*[’']s? |(?:his|her|its|their|our|my) ", re.IGNORECASE)
_FAR, _CLAUSE = 110, 1000  # characters


def channel(
    layout: Layout, source: Sequence[Span], cue: Sequence[Span], taken: Sequence[Span], outer: Span | None = None
) -> tuple[Span, ChannelKind] | None:
    """The phrase that says how it was said, and of what kind that is; None where none stands beside source and cue.

    ``taken`` are the contents in that sentence, which are not looked at; ``outer`` the content of the statement around.
    """
    if not cue:
        return None
    text = layout.text
    floor = max(layout.sentence_start(cue[0].start), outer.start if outer is not None else 0)
    ceiling = min(layout.sentence_end(cue[-1].end - 1), outer.end if outer is not None else len(text))
    best: tuple[int, Span, ChannelKind] | None = None
    for m in _CHANNEL.finditer(text, floor, ceiling):
        phrase = Span(*m.span("phrase"))
        if any(part.overlaps(phrase) for part in taken) or not _sound(m, text):
            continue
        away = min(_between(text, span, m, taken) for span in (*cue, *source))
        if away <= _FAR and (best is None or away < best[0]):
            best = away, phrase, _kind(text, m, ceiling)
    return best[1:] if best is not None else None


def paper(text: str, source: Sequence[Span]) -> tuple[Span, ChannelKind] | None:
    """The document that a source phrase is ("a letter from the board"), as the channel of whoever issued it."""
    if not source:
        return None
    first = source[0]
    end = m.start() if (m := _MODIFIER.search(text, first.start, first.end)) else first.end
    start = m.end() if (m := _OWNER.match(text, first.start, end)) else first.start
    m = _PAPER.match(text, start, end)
    if m is None or m.end() < end:
        return None
    return Span(*m.span("phrase")), _KINDS[m["head"].lower()]


def _between(text: str, span: Span, m: re.Match[str], taken: Sequence[Span]) -> int:
    """Characters between a span and a match, less those of contents; many where another clause begins between them."""
    low, high = (span.end, m.start()) if span.end <= m.start() else (m.end(), span.start)
    count, at = 0, low
    for part in (*sorted(taken), Span(high, high)):
        start = min(part.start, high)
        if start > at:
            count += start - at + (_CLAUSE if ";" in text[at:start] else 0)
        at = max(at, min(part.end, high))
    return count


def _kind(text: str, m: re.Match[str], ceiling: int) -> ChannelKind:
    if _LEAKED.search(text, m.start(), min(ceiling, m.end() + 40)) is not None:
        return "leak"
    if m["head"] == "conference":
        last = m["between"].split()[-1:]
        if last == ["conference"]:
            return "call"
        return "press conference" if last in (["news"], ["press"], ["media"], ["video"]) else "meeting"
    return _KINDS[m["head"]]


def _sound(m: re.Match[str], text: str) -> bool:
    """Is it a phrase of its own, and does it tell a way of saying?"""
    by, between, head = m["by"].lower(), m["between"].lower().split(), m["head"]
    kind = _KINDS[head]
    if any(word in _FUNCTION or word.endswith("ing") for word in between):
        return False
    if not m["det"] and not head[0].isupper() and head not in _BARE:
        return False
    if by == "told":
        return kind in ("press conference", "meeting") or head in ("podcast", "webinar")
    if by == "by" and (m["det"] or kind not in ("call", "message", "broadcast") or between[:1] == ["state"]):
        return False
    if by == "over" and kind not in ("call", "broadcast"):
        return False
    if head in ("opinion", "judgment", "judgement", "estimate", "account", "assessment", "analysis"):
        return not text.startswith(" of ", m.end())
    if head in ("channel", "station", "network", "account", "website", "air"):
        return by == "on"
    return head not in ("law", "order", "bill", "budget", "index", "talks", "plan") or by in ("in", "during")
