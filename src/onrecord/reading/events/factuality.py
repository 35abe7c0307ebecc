"""Whether what a trigger tells has happened, goes on, is planned, only thought of, or denied."""

from __future__ import annotations

import re

from onrecord.model import Factuality, Statement
from onrecord.reading.events.inflection import past_alike
from onrecord.reading.events.scene import Sentence
from onrecord.reading.events.triggers import Trigger
from onrecord.reading.nouns import words

_NOT = words("not never n't no neither nor without hardly cannot nobody")
_WILL = words("will shall 'll ’ll")
_MAY = words("would could might may should must can ought 'd ’d")
_IF = words("if unless whether should lest")
_BE = words("is are am 's ’s 're ’re")
_NO_DEED = words(
    """
    refuse refused refuses refusing decline declined declines fail failed fails failing avoid avoided prevent prevented
    stop stopped stops averted avert deny denied denies denying cancelled canceled postponed shelved ruled
    rejected reject
    rejects abandoned abandon dropped scrapped oppose opposed opposes against without
    """
)
_PLANS = words(
    """
    plan plans planned planning intend intends intended agree agreed agrees prepare prepares prepared preparing
    decide decided
    decides due set scheduled expected expects ready pledge pledged vow vowed promise promised promises aims
    aim going seeks
    announced poised willing approved offered offers committed hopes hoped scheduled determined slated
    """
)
_WISHES = words(
    """
    want wants wanted urge urged urges demand demanded demands call called calls ask asked asks threaten
    threatened threatens
    warn warned warns fear feared fears risk possible potential alleged suspected hypothetical eventual likely
    consider considers
    considered considering propose proposed proposes seek sought try tried trying attempt attempted wish wished
    able unable
    imagine suppose suggest suggested possibility prospect fears threat threats plan proposal calls demands hopes chance
    """
)
_DONE = words(
    "come came gathered managed went continued continues began begun started moved acted turned dared rushed helped"
)
_FUTURE_NOUN = words("planned upcoming scheduled proposed next coming forthcoming future")
_CLAUSE = frozenset(',;:.—–()?!"“”')
_QUESTION = re.compile(r"\?[\"”’')]*\s*$")


def factuality(text: str, sentence: Sentence, trigger: Trigger, statement: Statement | None) -> Factuality:
    """How real an event is, by the verbs and marks in front of its trigger, and by what holds the statement it
    is told in."""
    told = _by_words(sentence, trigger)
    if _QUESTION.search(text, sentence.span.start, sentence.span.end) and told in ("happened", "ongoing"):
        told = "hypothetical"
    if statement is not None:
        if statement.commitment == "denies" and told in ("happened", "ongoing"):
            return "denied"
        if statement.commitment in ("urges", "asks", "threatens", "predicts", "promises") and told == "ongoing":
            return "hypothetical"
    return told


_BELIEF = words("believe believed think thought accept accepted credit convinced persuaded true")
_DISBELIEF = words("doubt doubts doubted disbelieve disbelieved disbelieves deny denies denied disputes disputed")


def governs(word: str) -> bool:
    """Is it a verb whose infinitive has the same subject ("plans to", "came to")?"""
    return word in _PLANS or word in _WISHES or word in _NO_DEED or word in _DONE


def disbelieved(sentence: Sentence, trigger: Trigger) -> bool:
    """Is what the trigger tells said not to be believed ("he did not believe that ...", "she doubts that ...")?"""
    before = [token.lower for token in _clause(sentence, trigger)]
    for at, word in enumerate(before):
        if word in _DISBELIEF or (
            word in _BELIEF and any(w in _NOT or w.endswith("n't") for w in before[max(0, at - 3) : at])
        ):
            return True
    return False


def _by_words(sentence: Sentence, t: Trigger) -> Factuality:
    tokens = sentence.tokens
    before = [token.lower for token in _clause(sentence, t)]
    word = tokens[t.first].lower
    near = before[-8:]
    if not t.verbal:
        return _of_noun(before)
    if any(
        (w in _NOT or w.endswith(("n't", "n’t"))) and near[at + 1 :][:1] not in ([w] for w in _BELIEF)
        for at, w in enumerate(near)
        if at >= len(near) - 4
    ):
        return "denied" if not any(w in _MAY | _IF for w in near) else "hypothetical"
    if any(w in _IF for w in before):
        return "hypothetical"
    infinitive = "to" in near[-4:] and word == tokens[t.first].lower and _base(word, t)
    if infinitive:
        at = len(near) - 1 - near[::-1].index("to")
        governing = near[max(0, at - 4) : at]
        if any(w in _NO_DEED for w in governing):
            return "denied"
        if governing and governing[-1] in _DONE:
            return "happened"
        if any(w in _WISHES for w in governing):
            return "hypothetical"
        if any(w in _PLANS or w in _WILL for w in governing):
            return "planned"
        if any(w.startswith(("decision", "move", "agreement", "deal", "order", "vote", "step")) for w in governing):
            return "happened"
        return "planned"
    last = near[-4:]
    if any(w in _WILL for w in last):
        return "planned"
    if any(w in _MAY for w in last):
        return "hypothetical"
    if any(w in _NO_DEED for w in last[-2:]):
        return "denied"
    if word.endswith("ing"):
        if any(w in _BE for w in last):
            return "ongoing"
        if any(token.lower in _MAY for token in tokens[t.last + 1 : t.last + 5]):
            return "hypothetical"  # "protecting him would not have been realistic"
        if last and last[-1] in ("of", "from", "without", "against"):
            return "denied" if last[-1] != "of" else "happened"
        return "happened"
    if word == t.entry.lemma and not past_alike(word):
        return "ongoing"
    if word.endswith("s") and not word.endswith("ss"):
        return "ongoing"
    return "happened"


def _of_noun(before: list[str]) -> Factuality:
    near = before[-6:]
    if any(w in _NOT for w in near[-4:]):
        return "denied"
    if any(w in _NO_DEED for w in near[-4:]):
        return "denied"
    if any(w in _IF | _WISHES for w in near) or any(w in _MAY for w in near):
        return "hypothetical"
    if any(w in _FUTURE_NOUN | _WILL | _PLANS for w in near):
        return "planned"
    return "happened"


def _clause(sentence: Sentence, t: Trigger) -> list:  # type: ignore[type-arg]
    first = t.first
    while first and sentence.tokens[first - 1].lower not in _CLAUSE and t.first - first < 14:
        first -= 1
    return sentence.tokens[first : t.first]


def _base(word: str, t: Trigger) -> bool:
    return word == t.entry.lemma
