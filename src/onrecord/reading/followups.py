"""Quotations that stand free: whole sentences in quotation marks, and posts set as blocks, without an attribution.

They belong to whoever is speaking at that point of the article. Scare quotes, titles and quoted headings don't stand
free: they begin or end inside a sentence, or lack a sentence's end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.reading.forms import Quotations
from onrecord.reading.sentences import Layout

_ENDED = re.compile(r"(?:[.!?…:]['\"”’»)\]]*|[”\"’»])\s+$")
_SENTENCE_END = re.compile(r"[.!?…]['’\"”»)\]]*$|[,—–-]['’]?$")
_BEGINS = re.compile(r"[\[(…\s'‘“\"¿¡.]*(?:[^\W_a-z]|[$€£])")
_LOWER_WORD = re.compile(r"\b[a-z]+\b")
_INTRODUCED = re.compile(
    r"\b(?:wrote|writes|posted|posts|tweeted|published|publishes|post|posts|tweet|message|letter|statement|address|addressed"
    r"|email|caption|blog|note|thread|said|says|reads?|put out|replied|responded|added|announced)\b[^.!?]*:$"
)
_PERSONAL = re.compile(
    r"\b(?:I|I[’'](?:m|ve|d|ll)|[Mm]y|[Ww]e|[Ww]e[’'](?:re|ve|ll)|[Oo]ur|[Uu]s|[Yy]ou|[Yy]our|[Pp]lease)\b"
)
_REPORTED = re.compile(r"\b(?:said|says|told|tells|wrote|writes|according)\b")
_SIGNED = re.compile(r"[—–-]{1,2} ?\S")
_RESUMES = re.compile(r"[”\"’'»][^”\"“»«\n]{3,90}(?:,|--|[—–]|\band|\bbut|\bthat) $")
_SAYS = re.compile(
    r" ?(?:[^\W\d_a-z][\w.’'-]* |[a-z]+ ){1,6}?"
    r"(?:ask|said|say|wr[oi]te|t[oe]ll|told|repl[yi]|add|shout|cr[yi]|exclaim|wonder|call|recall|joke|quip)"
)
_SHORT = 8  # a quoted line of fewer words without a sentence's end is a heading
_LONGEST_BLOCK = 5


def free_quotations(layout: Layout, quotations: Quotations, covered: Sequence[Span]) -> list[Span]:
    """The quotations that are sentences of their own and that no content in ``covered`` (sorted, disjoint) holds."""
    text = layout.text
    found: list[Span] = []
    for span in quotations.outermost:
        if held(span, covered) or not _stands_free(text, layout, span):
            continue
        found.append(span)
    return found


def blocks(layout: Layout, quotations: Quotations, covered: Sequence[Span]) -> list[Span]:
    """Paragraphs set as a post or letter, behind a paragraph that announces one and ends in a colon."""
    text, paragraphs = layout.text, layout.paragraphs
    quoted = {span.start for span in quotations.outermost}
    found: list[Span] = []
    for number, paragraph in enumerate(paragraphs[:-1]):
        if text[paragraph.end - 1 : paragraph.end] != ":":
            continue
        if not _INTRODUCED.search(text, max(paragraph.start, paragraph.end - 250), paragraph.end):
            continue
        for later in paragraphs[number + 1 : number + 1 + _LONGEST_BLOCK]:
            words = later.of(text)
            first = later is paragraphs[number + 1]
            if later.start in quoted or _SIGNED.match(words) or words.endswith(":"):
                break
            if not first and (not _PERSONAL.search(words) or _REPORTED.search(words)):
                break
            if not held(later, covered):
                found.append(later)
    return found


def held(span: Span, covered: Sequence[Span]) -> bool:
    """Does what is covered (sorted, disjoint) hold half of the span or more?"""
    index = max(0, bisect_left(covered, span.start, key=_start) - 1)
    length = 0
    while index < len(covered) and covered[index].start < span.end:
        length += max(0, min(covered[index].end, span.end) - max(covered[index].start, span.start))
        index += 1
    return 2 * length >= span.end - span.start


def is_heading(layout: Layout, span: Span) -> bool:
    """Is the span a short paragraph of its own without a sentence's end?"""
    number = layout.paragraph(span.start)
    paragraph = layout.paragraphs[number] if number >= 0 else span
    words = paragraph.of(layout.text).split()
    return span.contains(paragraph) and len(words) < _SHORT and not _SENTENCE_END.search(words[-1])


def _start(span: Span) -> int:
    return span.start


def _stands_free(text: str, layout: Layout, span: Span) -> bool:
    number = layout.paragraph(span.start)
    paragraph = layout.paragraphs[number] if number >= 0 else Span(0, len(text))
    inner = text[span.start + 1 : span.end].rstrip("\"”’»' \n")
    if not _BEGINS.match(inner) or not _LOWER_WORD.search(inner):
        return False
    before = text[max(paragraph.start, span.start - 12) : span.start]
    if before.strip() and not _ENDED.search(before):
        return False
    after = text[span.end : min(paragraph.end, span.end + 12)].strip()
    if after and (not _BEGINS.match(after) or inner[-1:] in ",—–-"):
        return False
    if after and inner[-1:] in "?!" and _SAYS.match(text, span.end, paragraph.end):
        return False  # “Why?” Ruiz asked.
    if _SENTENCE_END.search(inner):
        return True
    words = inner.split()
    capitals = sum(word[:1].isupper() for word in words)
    return not before.strip() and not after and len(words) >= _SHORT and capitals * 2 < len(words)


def second_halves(layout: Layout, quotations: Quotations, covered: Sequence[Span]) -> list[Span]:
    """The quotations that go on in the sentence of an attribution ("“A,” she said, “and B.”") and are not covered."""
    text = layout.text
    found: list[Span] = []
    for span in quotations.outermost:
        if held(span, covered) or _stands_free(text, layout, span):
            continue
        before = text[max(layout.sentence_start(span.start), span.start - 200) : span.start]
        if (
            _RESUMES.search(before)
            and _LOWER_WORD.search(span.of(text))
            and _SENTENCE_END.search(text[span.start : span.end - 1])
        ):
            found.append(span)
    return found
