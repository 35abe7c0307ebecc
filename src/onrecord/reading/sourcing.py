"""What kind of source stands behind a statement, and why its name is kept back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Actor, Sourcing, Span, Statement
from onrecord.reading.channels import paper
from onrecord.reading.sentences import Layout

_NAMED = r"(?:named|identified|quoted by name)"
_ANONYMOUS = re.compile(
    r"\b(?:(?:on|under) (?:the )?condition (?:of anonymity|that (?:\w+ ){1,3}not be " + _NAMED + r")|"
    r"(?:ask|request|prefer|insist|wish|want|demand)(?:s|ed|ing)?(?: that)?(?: (?:\w+ ){0,3}names?)? "
    r"(?:(?:on |to remain )?(?:anonymity|anonymous)|(?:not to be |not be |to be )" + _NAMED + r"|be withheld)|"
    r"not to be " + _NAMED + r"|"
    r"(?:declin|refus)\w+ to (?:be " + _NAMED + r"|give (?:his|her|their) names?)|"
    r"(?:did|does|do)(?: not|n[’']t) (?:want|wish) to be " + _NAMED + r"|"
    r"who (?:would|could|can|may|must)(?:not| not|n[’']t) (?:be " + _NAMED + r"|give (?:his|her|their) names?)|"
    r"(?:was|were|is|are)(?: not|n[’']t) authori[sz]ed to \w+(?: \w+){0,5}|"
    r"none of whom \w+ to be " + _NAMED + r"|(?:whose|last|first|full|real) names? \w+ (?:been )?(?:withheld|changed)|"
    r"anonymously)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r",? (?:because|since|as|for fear|fearing|citing|so as|in order|to (?!\w+ing)|owing to|due to|given)\b"
    r"[^.;!?\"“”\n]*"
)


def sourcing(text: str, statement: Statement, actor: Actor | None) -> Sourcing | None:
    """Named, unnamed, an institution, or a document; None where the article names no source."""
    if actor is None:
        return None
    if actor.kind == "document" or paper(text, statement.source) is not None:
        return "document"
    if actor.kind in ("organization", "country"):
        return "institution"
    return "named" if actor.named else "unnamed"


def anonymity(layout: Layout, statement: Statement, taken: Sequence[Span]) -> Span | None:
    """The words near a source that say why its name is kept back, or only that it is; contents are not looked at."""
    beside = statement.source or statement.cue
    if not beside:
        return None
    text = layout.text
    start, end = layout.frame(beside[0].start, max(span.end for span in beside))
    for m in _ANONYMOUS.finditer(text, start, end):
        if any(part.overlaps(Span(*m.span())) for part in taken):
            continue
        reason = _REASON.match(text, m.end(), end)
        last = reason.end() if reason is not None else m.end()
        last = min([last, *(part.start for part in taken if part.start >= m.end())])
        if reason is not None and (stop := text.find(", ", m.end() + 2, last)) >= 0:
            last = stop
        while last > m.end() and text[last - 1] in " ,":
            last -= 1
        return Span(m.start(), last)
    return None
