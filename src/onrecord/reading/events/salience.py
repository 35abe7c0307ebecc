"""How likely a draft is an event that a careful reader would put on record: real, told as one of the article's matters,
and meant as its words say (no sport, no trade's wars).

A logistic score of visible signs. Weights are set by judgement on what news does: the article's own voice before a
quotation's, both sides known, a day given, early in the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from onrecord.model import Actor, Document
from onrecord.reading.events.drafts import Draft
from onrecord.reading.nouns import words
from onrecord.reading.sentences import Layout

#: Draft below this are no events.
LEAST = 0.35

_FORCE = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION", "PROTEST"))
_TALK = frozenset(("AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))
_SPORT = words(
    """
    match matches goal goals striker strikers midfielder midfielders defender defenders goalkeeper keeper coach
    coaches league
    season seasons cup champions championship tournament semi-final quarter-final final finals innings wicket
    wickets batsman
    bowler quarterback touchdown playoff playoffs half-time fixture fixtures referee penalty penalties scored
    scorer teammate
    teammates squad pitch kick-off stadium arsenal liverpool chelsea juventus barcelona set-piece rugby
    football soccer tennis
    cricket basketball baseball hockey boxing racer lap laps podium medal medals olympic olympics title win-loss derby
    standings seed seeded grand-slam wimbledon puck homer inning pitcher batter dunk rebound
    """
)
_TRADE = words(
    """
    shares profit profits revenue revenues retailers retailer supermarket supermarkets customers shoppers
    startup startups
    investors shareholders analysts brand brands prices pricing discounts sales margins rival rivals app apps smartphone
    smartphones streaming airline airlines carmaker carmakers ceo valuation earnings ipo quarter dealers consumers
    """
)
_METAPHOR = re.compile(
    r"\b(?:price|bidding|culture|trade|tariff|turf|ratings|chip|format|star|browser|custody|legal|court|uphill|losing|title|"
    r"boardroom|proxy|takeover|heart|panic|anxiety|asthma|shark|charm|media|PR|marketing|advertising|sales|publicity|price-cutting)"
    r" (?:war|wars|battle|battles|fight|attack|attacks|offensive|blitz|assault|campaign)\b"
    r"|\b(?:war|fight|battle|offensive|struggle|campaign|fights?|fought|fighting|battling|battled) (?:on|"
    r"against|over|with|for) (?:the )?"
    r"(?:\w+ )?(?:drugs?|poverty|crime|inflation|cancer|obesity|corruption|hunger|waste|prices?|climate|disease|"
    r"illness|title|"
    r"survival|custody|market share|customers|subscribers|control of the company|plastic|tourists|mosquitoes|"
    r"rats|weeds)\b"
    r"|\b(?:wars?|battles?|fights?|offensives?|crusades?) (?:on|against) (?!(?:the|its|his|her|their|an?|"
    r"rebels?|militants?|"
    r"insurgents?|troops|forces|civilians|jihadists?|separatists?|guerrillas?|gangs?|cartels?|neighbours?)\b)(?-i:[a-z]+)"
    r"|\b(?:killed?|killing) (?:off |the )?(?:bill|deal|proposal|plan|idea|project|mood|career|joke|time|show|"
    r"amendment|hope)\b"
    r"|\b(?:box office|shot in the arm|fire sale|blow to|struck a (?:chord|balance|tone|note)|under fire|"
    r"bombarded with|"
    r"attack ads?|explosive growth|crash course|raid(?:ed|s|ing)? the (?:fridge|wardrobe|larder|piggy))\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\b[^\W\d_a-z][\w’'-]+ \d{1,3}[-–]\d{1,3}\b(?! ?%)")
"""A result: behind a name, "Larsa 3-0"."""
_POLL = re.compile(r"\b(?:vote[sd]?|voting|ballot|poll|parliament|senate|chamber|lawmakers)\b", re.IGNORECASE)
_HISTORY = 2  # years before publication


def weigh(document: Document, layout: Layout, drafts: Sequence[Draft]) -> None:
    """Set each draft's confidence."""
    for draft in drafts:
        draft.confidence = 1 / (1 + math.exp(-_score(document, layout, draft)))


def _score(document: Document, layout: Layout, d: Draft) -> float:
    sentence, trigger = d.sentence, d.trigger
    score = {"happened": 0.9, "ongoing": -0.3, "planned": -0.4, "disputed": 0.8}.get(d.factuality, -3.5)
    if d.statement is None:
        score += 0.5
    elif d.statement.form == "direct":
        score -= 1.2
    elif d.statement.commitment in ("urges", "asks", "threatens", "predicts", "doubts"):
        score -= 1.5
    else:
        score -= 0.1
    both = bool(d.actors) and bool(d.recipients)
    alone = -0.3 if d.type == "OTHER" and trigger.use in "np" else -1.6
    score += 0.9 if both else -0.2 if d.actors or d.recipients else alone
    score += 0.4 * any(actor.named for actor, _ in (*d.actors, *d.recipients))
    score += 0.8 if d.date else 0.0
    score += 0.5 if sentence.number < 3 else 0.0
    score += {"v": 0.1, "o": 0.4, "i": 0.0, "n": -0.4, "p": 0.1, "w": -0.6, "s": -3.0}[trigger.use]
    if d.type == "OTHER":
        score -= 0.4 if trigger.use in "np" else 1.0
    if d.type in _TALK:
        score -= 1.0
    if d.type != "OTHER" and not any(_public(actor) for actor, _ in (*d.actors, *d.recipients)):
        score -= 0.4
    if d.date and document.published and _years(document.published, d.date[0]) >= _HISTORY:
        score -= 0.6
    if d.date and d.factuality == "planned":
        score += 0.6
    if figurative(document.text, layout, d):
        score -= 6.0
    return score


def _public(actor: Actor) -> bool:
    return actor.kind in ("country", "organization", "group") or actor.named


def _years(published: str, date: str) -> int:
    here, there = published[:4], date.lstrip("./")[:4]
    return int(here) - int(there) if here.isdigit() and there.isdigit() else 0


def figurative(text: str, layout: Layout, d: Draft) -> bool:
    """Is a deed of force meant as one of sport or trade? By its set phrases, and by the words of its paragraph."""
    start, end = d.sentence.span.start, d.sentence.span.end
    trigger = d.trigger.span
    near = _METAPHOR.finditer(text, max(start, trigger.start - 40), min(end, trigger.end + 40))
    if any(m.start() <= trigger.end and m.end() >= trigger.start for m in near):
        return True
    if d.type not in _FORCE and d.type != "OTHER":
        return False
    if _SCORE.search(text, start, end) and not _POLL.search(text, start, end):
        return True
    number = layout.paragraph(start)
    if number < 0:
        return False
    paragraph = layout.paragraphs[number].of(text).lower()
    told = re.findall(r"[a-z][a-z-]+", paragraph[:1500])
    sport = len({word for word in told if word in _SPORT})
    trade = len({word for word in told if word in _TRADE})
    return sport >= 2 or (
        trade >= 2
        and d.type in ("ASSAULT", "MOBILIZE")
        and not any(actor.kind == "country" for actor, _ in (*d.actors, *d.recipients))
    )
