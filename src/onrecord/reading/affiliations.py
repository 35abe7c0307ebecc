"""Roles as the text gives them: title, body, since when and until when.

"director for fisheries at the Marrow Institute", "who was the envoy from May 2031 to July 2033". Only what stands in
the role's own words is taken; a date keeps its precision (EDTF).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model import Affiliation, Span
from onrecord.reading.roles import DETERMINERS, FUNCTION

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
            *("september sept sep", "october oct", "november nov", "december dec"),
        ),
        1,
    )
    for month in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = rf"(?:(?:(\d{{1,2}}) )?({_MONTH})\.?(?: (\d{{1,2}}),)? )?((?:1[89]|20)\d\d)\b"
_YEAR = re.compile(r"(?:1[89]|20)\d\d\b")
_TERM = (
    rf"[ ,(]+(?:(?:from|between|in) {_DATE},? (?:to|until|till|and|through) {_DATE}|{_DATE} ?[-–—] ?{_DATE}"
    rf"|since {_DATE}|from {_DATE}|(?:until|till) {_DATE}|in {_DATE})"
)
_AT = re.compile(r" (?:at|with|for|of|from|in) (?:the )?(?=[^\W\d_a-z])")
_STRONG = re.compile(r" (?:at|with) (?:the )?(?=[^\W\d_a-z])")
_AFTER = 60  # characters behind a role in which its dates are looked for
_WORD = re.compile(r"\S+")
_SMALL = frozenset(("of", "for", "and", "the", "on", "&", "de", "da", "di", "du", "la", "le", "el", "al"))


def affiliation(text: str, role: Span, bodies: Iterable[Span]) -> Affiliation:
    """A role in parts. ``bodies`` are the names of organizations that the text has, among others."""
    inside = sorted(span for span in bodies if role.contains(span))
    organization = _organization(text, role, inside)
    since, until = _term(text, role)
    title = role
    if organization is not None:
        title = _less(text, role, organization)
    if (m := _dated(title.of(text))) is not None:
        title = Span(title.start, title.start + m.start())
    return Affiliation(
        title=title.of(text).strip(" ,") or role.of(text),
        organization=organization.of(text) if organization is not None else None,
        since=since,
        until=until,
        span=role,
    )


def _organization(text: str, role: Span, bodies: list[Span]) -> Span | None:
    """The body in a role: behind "at" or "with", or one that is known for a body."""
    if (m := _STRONG.search(text, role.start, role.end)) is not None:
        known = next((span for span in bodies if span.start <= m.end() < span.end), None)
        whole = _capitalized(text, m.end(), role.end)  # "the college's School of Law" goes on behind the college
        return known if known is not None and known.end >= whole.end else whole
    for m in _AT.finditer(text, role.start, role.end):
        known = next((span for span in bodies if span.start == m.end()), None)
        if known is not None:
            return known
    return next((span for span in bodies if span.start == role.start and span.end < role.end), None)


def _capitalized(text: str, start: int, end: int) -> Span:
    """The run of words with capitals that begins at ``start``."""
    stop = start
    for m in _WORD.finditer(text, start, end):
        word = m[0]
        if not (word[:1].isupper() or word.lower() in _SMALL):
            break
        if word[:1].isupper():
            stop = m.end() - len(word) + len(word.rstrip(",.;:"))
        if word.endswith((",", ";", ":")):
            break
    return Span(start, max(stop, start + 1))


def _less(text: str, role: Span, organization: Span) -> Span:
    """The role without its body: what stands before "at the ...", or behind "the State Department" in front."""
    if organization.start > role.start:
        words = text[role.start : organization.start].split(" ")
        while words and (not words[-1] or words[-1].lower() in FUNCTION or words[-1].lower() in DETERMINERS):
            words.pop()
        return Span(role.start, role.start + len(" ".join(words)))
    after = re.compile(r"(?:['’]s?)?\s+").match(text, organization.end)
    return Span(min(after.end() if after else organization.end, role.end), role.end)


def _term(text: str, role: Span) -> tuple[str | None, str | None]:
    """Since when and until when the role was held, in EDTF, where its own clause says so."""
    end = min(len(text), role.end + _AFTER)
    stop = re.compile(r"[.;\n]|, (?:said|who|told|which)\b").search(text, role.end, end)
    clause = text[role.start : stop.start() if stop else end]
    m = _dated(clause)
    if m is None or (m.start() > len(role.of(text)) and m.start() - len(role.of(text)) > 1):
        return None, None
    dates = [_edtf(m.groups()[i : i + 4]) for i in range(0, 32, 4)]
    for since, until in ((0, 1), (2, 3)):
        if dates[since] and dates[until]:
            return dates[since], dates[until]
    if dates[4] or dates[5]:
        return dates[4] or dates[5], None
    if dates[6]:
        return None, dates[6]
    return None, None


def _dated(words: str) -> re.Match[str] | None:
    """Where a term stands in the words. Its pattern is slow to compile and few articles need it: a year comes first."""
    return re.search(_TERM, words, re.IGNORECASE) if _YEAR.search(words) else None


def _edtf(parts: tuple[str | None, ...]) -> str | None:
    before, month, after, year = parts
    if year is None:
        return None
    day = before or after
    if month is None:
        return year
    number = f"{year}-{_MONTHS[month.lower()]:02}"
    return f"{number}-{int(day):02}" if day and 1 <= int(day) <= 31 else number
