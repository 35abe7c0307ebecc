"""Whom a pronoun means: the most salient figure before it that fits in gender and number.

Salience follows news prose: who spoke last and who was the subject of the last sentences comes first, it fades with
every sentence, and what is only mentioned inside a quotation hardly counts. (A light form of the recency and
grammatical-role weights of Lappin and Leass, "An algorithm for pronominal anaphora resolution", 1994.)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np

from onrecord.model import Span
from onrecord.reading.cast import Cast, Figure
from onrecord.reading.links import Links
from onrecord.reading.nominals import Nominal
from onrecord.reading.nouns import Gender, gender_of
from onrecord.reading.roles import FUNCTION, PREPOSITIONS
from onrecord.reading.sources import Pronoun

_SPOKE, _SUBJECT, _OTHER, _OWNER = 3.0, 2.2, 1.0, 0.8
_BEHIND = 0.7  # who says the statement around but is named behind it
_REPORTED = 0.9  # who speaks only inside what another says
_TRUST = 0.15  # how much the encoder's log-odds count beside the rules'
_DOUBTFUL = 0.5
_CHAINED = 2.0  # whom a pronoun a sentence or two before means
_CHAIN_LENGTH = 5
_PROTAGONIST = 0.35  # whom the article is about is never quite out of mind
_NOMINAL = 0.75  # a description is less of a topic than a name
_QUOTED = 0.25
_PER_SENTENCE, _PER_PARAGRAPH = 0.6, 0.85
_MENTIONS = 80  # nor behind so many mentions
_SENTENCES = 7  # farther back nothing is meant by a pronoun
_OPENING = frozenset(
    ("When", "While", "After", "Before", "As", "If", "Although", "Though", "Because", "Since", "Once", "Until")
)
_OBJECT = re.compile(
    r"(?:him|her)(?=[.,;:!?)—–]| -| (?:of|for|at|in|on|with|from|to|by|about|that|when|as|and|but|a|an|the)\b)"
)
_THINGS = ("organization", "country", "document")


class Mention(NamedTuple):
    """Something mentioned: a figure by its name, or a nominal that may become one."""

    start: int
    end: int
    figure: Figure | None
    nominal: Nominal | None


class _Candidate(NamedTuple):
    """Whom a pronoun may mean: a figure, or the nominal that becomes one; ``head`` is the offset of the head word."""

    weight: float
    head: int
    figure: Figure | None
    nominal: Nominal | None


class Said(NamedTuple):
    """That a figure spoke: where its source stands, where the statement ends, and whether only another reports it."""

    start: int
    end: int
    figure: Figure
    reported: bool
    head: int  # the offset of the word that heads the source, -1 where there is none


class Focus:
    """The mentions of a text in order, and who spoke so far."""

    def __init__(
        self,
        cast: Cast,
        nominals: Sequence[Nominal],
        quoted: Sequence[Span],
        figure_of: Callable[[Nominal], Figure],
        links: Links | None = None,
    ) -> None:
        self.links = links
        self.cast, self.layout = cast, cast.layout
        self.figure_of = figure_of
        self.text = cast.layout.text
        self.quoted = quoted
        self._quote_starts = [span.start for span in quoted]
        name_ends = {name.start - 1 for name in cast.names}
        mentions = [
            Mention(name.start, name.end, figure, None)
            for name, figure in zip(cast.names, cast.linked, strict=True)
            if figure is not None
        ]
        mentions += [
            Mention(n.start, n.end, None, n) for n in nominals if n.end not in name_ends and n.end + 1 not in name_ends
        ]
        mentions.sort(key=lambda mention: mention.start)
        self.mentions = mentions
        self.starts = [mention.start for mention in mentions]
        self._weights: dict[int, float] = {}
        self._counted, self._counts = 0, dict[int, int]()
        self._hero: Figure | None = None
        self._referents: dict[int, Figure | None] = {}
        self.said: list[Said] = []

    def quotation_at(self, offset: int) -> Span | None:
        """The outermost quotation that holds the offset."""
        index = bisect_left(self._quote_starts, offset + 1) - 1
        return self.quoted[index] if index >= 0 and offset < self.quoted[index].end else None

    def antecedent(
        self,
        pronoun: Pronoun | Literal["person", "body"],
        at: int,
        own: Sequence[Span] = (),
        *,
        holder: Figure | None = None,
        since: int = 0,
        barred: Figure | None = None,
        only: Callable[[Figure], bool] | None = None,
        depth: int = 0,
    ) -> Figure | None:
        """Whom ``pronoun`` at ``at`` means; None where nobody fits.

        ``own``: the content ascribed, whose mentions don't count. ``holder``: who says the statement around, the first
        candidate; where he is named before it, nothing before ``since`` is looked at first. ``barred`` can't be meant
        (who is quoted says "I" of himself). ``depth``: how many pronouns in a chain lead here.
        """
        here, paragraph = self.layout.sentence(at), self.layout.paragraph(at)
        inside = self.quotation_at(at)
        found: list[_Candidate] = []
        barred = barred.itself() if barred is not None else None

        def consider(weight: float, start: int, head: int, figure: Figure | None, nominal: Nominal | None) -> None:
            distance = here - self.layout.sentence(start)
            weight *= _PER_SENTENCE**distance * _PER_PARAGRAPH ** (paragraph - self.layout.paragraph(start))
            if figure is not None and (figure.itself() is barred or (only is not None and not only(figure))):
                return
            if weight > 0 and (figure is not None or only is None):
                found.append(_Candidate(weight, head, figure, nominal))

        if holder is not None and (fit := fits(holder, pronoun)) > 0:
            found.append(_Candidate(_SPOKE * fit * (1.0 if since else _BEHIND), -1, holder, None))
        for said in reversed(self.said[-12:]):
            if said.start >= at or said.start < since or here - self.layout.sentence(said.start) > _SENTENCES:
                continue
            if (fit := fits(said.figure, pronoun)) > 0:
                consider((_REPORTED if said.reported else _SPOKE) * fit, said.start, said.head, said.figure, None)
        index = bisect_left(self.starts, at)
        for i in range(index - 1, max(-1, index - _MENTIONS), -1):
            mention = self.mentions[i]
            if mention.start < since or here - self.layout.sentence(mention.start) > _SENTENCES:
                break
            if mention.end > at or any(span.start <= mention.start < span.end for span in own):
                continue
            if mention.figure is not None:
                fit = fits(mention.figure, pronoun)
            else:
                fit = _nominal_fits(mention.nominal, pronoun) * _NOMINAL if mention.nominal else 0.0
            if fit <= 0:
                continue
            weight = self.weight(i) * fit
            if fit <= _DOUBTFUL and weight < _SUBJECT * fit and pronoun != "body":
                continue  # an unknown name that is no subject is seldom a person
            quotation = self.quotation_at(mention.start)
            if quotation is not None and quotation is not inside:
                weight *= _QUOTED
            consider(weight, mention.start, mention.end - 1, mention.figure, mention.nominal)
        if pronoun in ("he", "she") and inside is None and depth < _CHAIN_LENGTH:
            link = self._pronoun_before("female" if pronoun == "she" else "male", at, max(since, self._back(here)), own)
            if link is not None and (figure := self._referent(pronoun, link, depth)) is not None:
                consider(_CHAINED * fits(figure, pronoun), link, link, figure, None)
        weight, figure, nominal = self._best(at, found)
        if weight == 0 and since:
            return self.antecedent(pronoun, at, own, barred=holder or barred, only=only, depth=depth)
        if weight < _PROTAGONIST and pronoun in ("he", "she") and holder is None:
            hero = self._protagonist(at)
            if hero is not None and hero is not barred and fits(hero, pronoun) * _PROTAGONIST > weight:
                return hero
        return self.figure_of(nominal) if nominal is not None else figure

    def _best(self, at: int, found: Sequence[_Candidate]) -> tuple[float, Figure | None, Nominal | None]:
        """The weight and figure of the likeliest candidate: the first of the weightiest, but for what the encoder says.

        Its scores count relative to the best one's, and what has no head word of its own counts as the middle one.
        """
        if not found:
            return 0.0, None, None
        total = np.log([candidate.weight for candidate in found])
        if self.links is not None and len(found) > 1:
            known = [i for i, candidate in enumerate(found) if 0 <= candidate.head < at]
            if known:
                scores = np.full(len(found), np.nan, np.float32)
                scores[known] = self.links.scores(at, [found[i].head for i in known])
                scores[np.isnan(scores)] = np.nanmedian(scores)
                total += _TRUST * (scores - scores.max())
        best = found[int(total.argmax())]
        return best.weight, best.figure, best.nominal

    def _back(self, sentence: int) -> int:
        """Where the sentence two before this one begins."""
        return self.layout.sentences[max(0, sentence - 2)] if self.layout.sentences else 0

    def _pronoun_before(self, gender: Gender, at: int, since: int, own: Sequence[Span]) -> int | None:
        """The last pronoun of a gender, outside quotations, between two offsets and outside ``own``."""
        places = self.cast.pronouns[gender]
        index = bisect_left(places, at) - 1
        while index >= 0 and places[index] >= since:
            if not any(span.start <= places[index] < span.end for span in own):
                return places[index]
            index -= 1
        return None

    def _referent(self, pronoun: Literal["he", "she"], at: int, depth: int) -> Figure | None:
        """Whom a pronoun of the narrative means; as an object ("accused her") not the subject before it."""
        if at not in self._referents:
            barred: Figure | None = None
            if _OBJECT.match(self.text, at):
                floor = self.layout.sentence_start(at)
                for i in range(bisect_left(self.starts, at) - 1, -1, -1):
                    mention = self.mentions[i]
                    if mention.start < floor:
                        break
                    if self.weight(i) >= _SUBJECT:
                        barred = self.figure(mention)
                        break
            self._referents[at] = self.antecedent(pronoun, at, barred=barred, depth=depth + 1)
        return self._referents[at]

    def _protagonist(self, at: int) -> Figure | None:
        """The person named most often up to here, three times at least."""
        while self._counted < len(self.mentions) and self.mentions[self._counted].start < at:
            figure = self.mentions[self._counted].figure
            self._counted += 1
            if figure is not None and figure.person is not False:
                count = self._counts[id(figure)] = self._counts.get(id(figure), 0) + 1
                if self._hero is None or count > self._counts[id(self._hero)]:
                    self._hero = figure
        return self._hero if self._hero is not None and self._counts[id(self._hero)] >= 3 else None

    def relative(self, at: int, *, person: bool) -> Figure | None:
        """Whom "who" (``person``) or "which" at ``at`` means: what stands right before it, else the last topic of its
        sentence. A place behind somebody's name is passed over ("Ana Mota of Angola, who")."""
        floor = self.layout.sentence_start(at)
        index = bisect_left(self.starts, at)
        last: Mention | None = None
        for i in range(index - 1, max(-1, index - 12), -1):
            mention = self.mentions[i]
            if mention.start < floor:
                break
            if mention.end > at or (
                person and mention.figure is not None and mention.figure.kind in ("country", "place")
            ):
                continue
            between = self.text[mention.end : at]
            if not between.strip(" ,—–-"):
                return self.figure(mention)
            if last is None and (self.weight(i) >= _SUBJECT * _NOMINAL or "," not in between[:-2]):
                last = mention
        return None if last is None else self.figure(last)

    def figure(self, mention: Mention) -> Figure | None:
        """The figure of a mention; a nominal's is made where it has none."""
        return mention.figure if mention.nominal is None else self.figure_of(mention.nominal)

    def subject(self, start: int, end: int) -> Mention | None:
        """The subject of the sentence between two offsets, outside quotations; None where it has none.

        The first that can be one, behind an opening clause if the sentence has one ("When he came, Ruiz laughed").
        """
        opening = self.text[start : min(end, start + 40)].split(None, 1)
        if opening and opening[0] in _OPENING:
            start = max(start, self.text.find(",", start, end))
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        for i in range(max(first, last - _MENTIONS), last):
            if self.weight(i) >= _SUBJECT and self.quotation_at(self.mentions[i].start) is None:
                return self.mentions[i]
        return None

    def weight(self, index: int) -> float:
        """How much of a topic a mention is where it stands: a subject, an owner, or anything else."""
        known = self._weights.get(index)
        if known is None:
            known = self._weights[index] = self._grammar(self.mentions[index])
        return known

    def _grammar(self, mention: Mention) -> float:
        text = self.text
        after = text[mention.end : mention.end + 24]
        if after.startswith(("’s ", "'s ", "’ ", "' ")):
            return _OWNER
        before = text[max(0, mention.start - 24) : mention.start]
        words = before.split()
        previous = words[-1].lower() if words and not before.endswith("\n") else ""
        if previous in ("the", "a", "an") and len(words) > 1:
            previous = words[-2].lower()
        if previous in PREPOSITIONS or (previous in FUNCTION and previous in ("than", "like", "including")):
            return _OTHER
        following = after.split()
        if after.startswith(", ") and following:
            return _SUBJECT  # an apposition or a relative clause: what they belong to is seldom an object
        if not after.startswith(" ") or not following:
            return _OTHER
        word = following[0].lower()
        if word in PREPOSITIONS or word in ("and", "or", "that", "as", "than"):
            return _SUBJECT if _begins(text, mention.start, self.layout.sentence_start(mention.start)) else _OTHER
        if word in ("he", "she", "it", "they", "the", "a", "an", "his", "her"):
            return _OTHER
        return _SUBJECT


def _begins(text: str, start: int, sentence: int) -> bool:
    """Does the mention begin its sentence, but for a determiner or two words?"""
    return start - sentence < 40 and len(text[sentence:start].split()) <= 2


def fits(figure: Figure, pronoun: Pronoun | Literal["person", "body"]) -> float:
    """How well a pronoun can stand for a figure, 0 to 1.3."""
    if pronoun in ("he", "she", "person"):
        if (
            figure.plural
            or figure.person is False
            or figure.kind in ("organization", "country", "place", "document", "group")
        ):
            return 0.0
        sex = figure.sex()
        if sex is not None and pronoun != "person":
            if sex == ("male" if pronoun == "he" else "female"):
                return 1.3
            return 0.0 if figure.gender or figure.votes else 0.3  # a forename may mislead
        if figure.person:
            return 1.0
        return 0.9 if figure.hint else 0.5 if len(figure.key) > 1 else 0.2
    if pronoun == "body":
        if (
            figure.kind not in ("organization", "unknown")
            or figure.person
            or figure.plural
            or figure.hint
            or not figure.named
        ):
            return 0.0
        return 1.0 if figure.kind == "organization" else 0.5 if len(figure.key) > 1 else 0.0
    if pronoun == "they":
        if figure.plural:
            return 1.2
        if figure.kind == "organization":
            return 0.6
        return 0.3 if figure.sex() is None and figure.kind != "country" and figure.kind != "place" else 0.0
    if pronoun == "it":
        if figure.plural or figure.person:
            return 0.0
        if figure.kind in _THINGS:
            return 1.0 if figure.kind != "document" else 0.9
        return 0.3 if figure.person is False and figure.kind == "unknown" else 0.0
    return 0.0


def _nominal_fits(nominal: Nominal, pronoun: Pronoun | Literal["person", "body"]) -> float:
    if pronoun in ("he", "she", "person"):
        if nominal.kind != "person" or nominal.plural:
            return 0.0
        gender = gender_of(nominal.head)
        if gender is not None and pronoun != "person":
            return 1.3 if gender == ("male" if pronoun == "he" else "female") else 0.0
        return 0.8
    if pronoun == "they":
        return 1.0 if nominal.plural and nominal.kind in ("group", "person") else 0.0
    if pronoun == "it":
        if nominal.plural:
            return 0.0
        return 0.9 if nominal.kind == "organization" else 0.6 if nominal.kind == "document" else 0.0
    return 0.0
