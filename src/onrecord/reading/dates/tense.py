"""Does the clause around a time expression speak of what was or of what is to come? Told by its nearest verb."""

from __future__ import annotations

from onrecord.reading.dates.tokens import Tokens
from onrecord.reading.nouns import words

_AHEAD = words(
    """
    will won't shall would wouldn't can may might must should could due scheduled slated expected expects expect
    plans planning hopes hoping intends aims likely upcoming begins starts opens resumes expires deadline faces
    promises vows tomorrow forthcoming forecast predicts ahead deadlines booked penciled pencilled ought wants
    """
)
_MODALS = words("will won't would wouldn't shall can could may might must should to 'll not be")
_PAST = words(
    """
    said told was were had did went came took made began met wrote spoke gave found held left led won lost saw got
    ran sent kept became fell rose shot struck hit put cut set brought bought sold built caught chose drew drove
    fought flew knew laid undertook foretold lay paid rang read sat sang shut slept stood stole taught thought threw
    understood wore withdrew broke hasn't haven't wasn't weren't didn't hadn't has have says overthrew beat quit
    spread swore let heard felt
    """
)
_NOT_PAST = words(
    "need needed indeed hundred speed feed united embed exceed proceed succeed red bed seed weed shed breed"
)
_NO_VERB = words(
    """
    the a an his her its their this that these those court school hospital work parliament prison jail town power
    reporters police journalists me him them us you it office state war date death life press
    """
)
#: Verbs behind which "to" tells what is to be done, though the date may be that of the promise itself.
_INTENDS = words(
    """
    promised vowed pledged threatened planned agreed undertook ordered asked told urged invited wants want wanted
    hoped instructed advised called decided prepared meant ready refused offered plan plans plot way able aim intend
    intention bound supposed certain sure asking
    """
)
_REACH = 14
_STOPS = frozenset(".!?;\n:")


def ahead(t: Tokens, first: int, last: int) -> int:
    """1 where the clause looks ahead, -1 where it looks back, 0 where no verb tells."""
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        gap = t.gap(at)
        if not _STOPS.isdisjoint(gap) and not (gap.startswith(".") and not t.capital(at + 1)):
            break
        if found := _told(t, at):
            return found
    for at in range(last + 1, min(len(t), last + 1 + _REACH)):
        gap = t.gap(at - 1)
        if not _STOPS.isdisjoint(gap) and not (gap.startswith(".") and not t.capital(at)):
            break
        if t.word(at) == "that" and t.word(at - 1) not in ("on", "of"):
            break
        if t.word(at) != "to" and (found := _told(t, at)):
            return found
    return 0


def _told(t: Tokens, at: int) -> int:
    word = t.words[at]
    if word in _AHEAD or word.endswith(("'ll", "’ll")):
        if word == "may" and t.capital(at):
            return 0
        return 1
    if word == "to" and not t.capital(at + 1) and t.gap(at) == " " and t.word(at + 1) not in _NO_VERB:
        if t.word(at - 1) in ("is", "are", "set"):
            return 1
        return 1 if any(t.word(back) in _INTENDS for back in range(at - 1, at - 5, -1)) else 0
    if word == "going" and t.word(at + 1) == "to":
        return 1
    if word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST):
        for back in range(at - 1, max(-1, at - 5), -1):
            before = t.words[back]
            if t.gap(back) != " ":
                break
            if (before in _MODALS and before not in ("not", "be", "to")) or before.endswith(("'ll", "’ll")):
                return 1
            if before == "be" and t.words[back - 1] in _MODALS:
                return 1
        return -1
    return 0
