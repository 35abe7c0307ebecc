"""House styles that the corpus lacks, made from the articles it has: every edit carries the spans along."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from onrecord.reading.quotes import Quotation, quotations
from training.corpora import Article, Pairs

Edit = tuple[int, int, str]

# Outer pair, inner pair.
_STYLES = (
    ("“", "”", "‘", "’"),
    ('"', '"', "'", "'"),
    ("‘", "’", "“", "”"),
    ("‘", "’", "“", "”"),
    ("''", "''", "'", "'"),
    ("'", "'", '"', '"'),
    ("«", "»", "“", "”"),
    ("„", "“", "‚", "‘"),
    ("„", "”", "‘", "’"),
    ("``", "''", "`", "'"),
)
_DASH = re.compile(r"\s*(?:—|--|–(?!\d))\s*")
_DASHES = ("—", " — ", " -- ", "--", " – ", " - ")
_SENTENCE_GAP = re.compile(r"(?<=[a-z][.?!])(?:[\"”’]|'')? +(?=[\"“‘]?[A-Z])")
_NAME = re.compile(r"[A-Z][a-z]+(?:[-’'][A-Z][a-z]+)?")
_NOT_NAMES = frozenset(
    """The A An Mr Mrs Ms Dr Sen Rep Gov President Senator Governor Secretary Republican Republicans Democrat Democrats
    Democratic House Senate White Congress New York Times Washington Post News Fox Party Committee Court State States
    United National American Americans University Department Justice He She They It We I You His Her Their My Its This
    That These Those""".split()  # noqa: SIM905
)


def edited(article: Article, edits: Sequence[Edit]) -> Article:
    """The article with pieces of its text replaced. Edits must not overlap; spans keep their words."""
    edits = sorted(edits)
    text, at, shift = [], 0, 0
    starts: list[int] = []
    shifts: list[tuple[int, int, int]] = []
    for start, end, new in edits:
        if start < at:
            continue
        text += [article.text[at:start], new]
        shifts.append((end, shift, len(new)))
        starts.append(start)
        shift += len(new) - (end - start)
        at = end
    text.append(article.text[at:])

    def moved(p: int, *, is_end: bool) -> int:
        i = bisect_right(starts, p - 1 if is_end else p) - 1
        if i < 0:
            return p
        end, before, length = shifts[i]
        if p < end:
            return starts[i] + before + (length if is_end else 0)
        return p + before + length - (end - starts[i])

    def pairs(spans: Pairs) -> Pairs:
        both = ((moved(s, is_end=False), moved(e, is_end=True)) for s, e in spans)
        return tuple((s, e) for s, e in both if s < e)

    attributions = tuple(
        replace(a, source=pairs(a.source), cue=pairs(a.cue), content=pairs(a.content)) for a in article.attributions
    )
    return replace(article, text="".join(text), attributions=attributions)


def augmented(article: Article, random: Random, names: Sequence[str]) -> Article:
    """One random variant: now and then cue-first order, other names, other or lost marks, dashes, paragraph breaks."""
    if random.random() < 0.5:
        article = reordered(article, random, 0.35)
    if random.random() < 0.35:
        article = edited(article, _renamed(article, random, names))
    if random.random() < 0.5:
        article = edited(article, _restyled(article, random))
    if random.random() < 0.25:
        article = edited(article, _damaged(article, random))
    if random.random() < 0.3:
        dash = random.choice(_DASHES)
        article = edited(article, [(m.start(), m.end(), dash) for m in _DASH.finditer(article.text)])
    if random.random() < 0.3:
        article = edited(article, _broken(article, random))
    return article


def _restyled(article: Article, random: Random) -> list[Edit]:
    """Every quotation in another style of marks."""
    style = random.choice(_STYLES)
    edits: list[Edit] = []
    for q in quotations(article.text):
        left, right = (style[0], style[1]) if q.depth == 0 else (style[2], style[3])
        edits.append((q.start, q.inner.start, left))
        if q.closed:
            edits.append((q.inner.end, q.end, right))
    if "’" in article.text and style[0] in ('"', "''", "'") and random.random() < 0.7:
        taken = {s for s, _, _ in edits}
        edits += [(m.start(), m.end(), "'") for m in re.finditer("’", article.text) if m.start() not in taken]
    return edits


def _damaged(article: Article, random: Random) -> list[Edit]:
    """Marks lost or doubled, as editors' systems and careless copies do."""
    found: list[Quotation] = quotations(article.text)
    edits: list[Edit] = []
    for q in found:
        chance = random.random()
        if chance < 0.04:
            edits.append((q.start, q.inner.start, ""))
        elif chance < 0.08 and q.closed:
            edits.append((q.inner.end, q.end, ""))
        elif chance < 0.10:
            edits.append((q.start, q.inner.start, article.text[q.start : q.inner.start] * 2))
    return edits


def _broken(article: Article, random: Random) -> list[Edit]:
    """Paragraphs run together, or sentences set as paragraphs."""
    if random.random() < 0.5:
        gaps = re.finditer(r"\s*\n\s*", article.text)
        return [(m.start(), m.end(), " ") for m in gaps if random.random() < 0.4]
    gaps = _SENTENCE_GAP.finditer(article.text)
    cuts = [(m.end() - 1, m.end(), "\n") for m in gaps if random.random() < 0.4]
    return [c for c in cuts if article.text[c[0]] == " "]


def _renamed(article: Article, random: Random, names: Sequence[str]) -> list[Edit]:
    """The people who speak under names from elsewhere, the same name everywhere in the article."""
    if not names:
        return []
    tokens: set[str] = set()
    for a in article.attributions:
        for s, e in a.source:
            parts = article.text[s:e].split(",")[0].split()
            if 0 < len(parts) <= 3 and all(_NAME.fullmatch(p) for p in parts):
                tokens.update(p for p in parts if p not in _NOT_NAMES)
    new = {token: random.choice(names) for token in sorted(tokens) if random.random() < 0.7}
    return [(m.start(), m.end(), new[m[0]]) for m in _NAME.finditer(article.text) if m[0] in new]


def reordered(article: Article, random: Random, rate: float) -> Article:
    """Statements with the cue last ("...," she said.) turned round now and then: She said: "...", Said she: "..."."""
    for index in range(len(article.attributions) - 1, -1, -1):
        if random.random() < rate:
            article = _turned(article, index, random)
    return article


def _turned(article: Article, index: int, random: Random) -> Article:
    text, a = article.text, article.attributions[index]
    if not (len(a.source) == len(a.cue) == len(a.content) == 1):
        return article
    (cs, ce), (ss, se), (qs, qe) = a.content[0], a.source[0], a.cue[0]
    low, high = min(ss, qs), max(se, qe)
    tail = re.match(r"\s*[.]", text[high : high + 3])
    if (
        not (tail and ce <= low and re.fullmatch(r"[\s,”\"'’]*", text[ce:low]))
        or text[min(se, qe) : max(ss, qs)].strip()
    ):
        return article
    if cs > 0 and not re.search(r"(?:^|\n|[.?!][”\"’']*)\s*$", text[max(0, cs - 6) : cs]):
        return article
    others = (b for i, b in enumerate(article.attributions) if i != index)
    if any(s < high and cs < e for b in others for p in (b.source, b.cue, b.content) for s, e in p):
        return article
    content = text[cs:ce]
    quoted = bool(re.match(r"[“\"‘]|''", content))
    body = re.sub(r",([”\"’]|'')?$", lambda m: "." + (m[1] or ""), content)
    if not quoted:
        body = body.rstrip(",. ") + "."
    link = random.choice((": ", ", ", ": ", " – ", ":\n") if quoted else (" ", " that ", ": "))
    source, cue = text[ss:se], text[qs:qe]
    source_first = random.random() < 0.75
    opening = f"{source} {cue}" if source_first else f"{cue} {source}"
    turned = opening[0].upper() + opening[1:] + link + body
    at_source, at_cue = (cs, cs + len(source) + 1) if source_first else (cs + len(cue) + 1, cs)
    at_content = cs + len(opening) + len(link)
    moved = edited(article, [(cs, high + tail.end(), turned)])
    own = replace(
        a,
        source=((at_source, at_source + len(source)),),
        cue=((at_cue, at_cue + len(cue)),),
        content=((at_content, at_content + len(body)),),
    )
    attributions = list(moved.attributions)
    attributions[index] = own
    return replace(moved, attributions=tuple(attributions))
