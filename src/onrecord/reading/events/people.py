"""Noun phrases to actors: those the reading knows by their mentions, states by their forces and officials, pronouns by
what was last spoken of, and the unnamed ("gunmen", "two customs officers") made anew."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from onrecord.model import Actor, Span
from onrecord.reading.events.phrases import DETERMINERS, PREPOSITIONS, Phrase
from onrecord.reading.events.scene import Sentence
from onrecord.reading.nouns import gender_of, kind_of, words
from onrecord.reading.officeholders import OFFICES, suggestions
from onrecord.reading.states import folded, states

#: What acts for its state.
_ARMS = words(
    """
    government governments army forces force troops soldiers military navy authorities officials parliament legislature
    lawmakers ministry cabinet police warplanes jets drones fighters commandos negotiators diplomats
    administration regime
    envoys delegation leaders leadership side state officers guards artillery aircraft missiles tanks warships
    border ships
    security foreign defence defense president presidency forces' leader minister premier
    counterpart counterparts ambassador ambassadors diplomat diplomats
    """
)
_SURE = 0.7
_BODIES = words("company firm group operator corporation utility miner airline bank union party agency")
_TWO = re.compile(r"\b(?:(?:the|these) two|both) (?:countries|nations|states|governments|neighbou?rs|capitals|sides)\b")
_THEY = frozenset(("they", "them", "their"))
_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "herself"))
_IT = frozenset(("it", "its", "itself"))


class People:
    """The actors of one article, as events meet them; ``made`` are those that were not among the reading's."""

    def __init__(self, text: str, actors: Sequence[Actor], published: str | None) -> None:
        self._text = text
        self._published = published
        self._known = {folded(actor.name): actor for actor in reversed(actors) if actor.named}
        self._made: dict[str, Actor] = {}
        self._taken = {actor.id for actor in actors}
        self._latest: list[Actor] = []

    @property
    def made(self) -> tuple[Actor, ...]:
        """The actors that were made, by first mention, with all their mentions."""
        return tuple(self._made.values())

    def pass_by(self, sentence: Sentence) -> None:
        """Remember who was spoken of, for the pronouns of what follows."""
        for mention in sentence.mentions:
            if mention.actor.kind != "place":
                self._latest.append(mention.actor)
        del self._latest[:-12]

    def of(self, sentence: Sentence, phrase: Phrase, taken: Collection[str] = ()) -> list[tuple[Actor, Span]]:
        """Whom a phrase means: several where it joins them, none where it means a thing. Those ``taken`` are on the
        other side."""
        joined = list(self._parts(sentence, phrase))
        found = [pair for part in joined for pair in self._one(sentence, part, taken)]
        return list({actor.id: (actor, span) for actor, span in reversed(found)}.values())[::-1]

    def _parts(self, sentence: Sentence, phrase: Phrase) -> Iterator[Phrase]:
        first = phrase.first
        for at in range(phrase.first, phrase.last + 1):
            if sentence.names[at] is None and sentence.tokens[at].lower in ("and", ",", "or"):
                if at > first:
                    yield Phrase(first, at - 1, at - 1)
                first = at + 1
        if first <= phrase.last:
            yield Phrase(first, phrase.last, phrase.whole)

    def _one(self, sentence: Sentence, phrase: Phrase, taken: Collection[str]) -> list[tuple[Actor, Span]]:
        tokens, names = sentence.tokens, sentence.names
        first, last = phrase.first, phrase.last
        while first < last and names[first] is None and not tokens[first].text[0].isalnum():
            first += 1
        head = tokens[last]
        name = names[last]
        if name is not None:
            mention = sentence.mentions[name]
            if mention.actor.kind == "place" and mention.actor.named and first == last is None:
                return []
            return [(mention.actor, mention.span)]
        if first == last and head.lower in _HE | _SHE | _IT | _THEY:
            actor = self._antecedent(sentence, head.start, head.lower)
            return [(actor, Span(head.start, head.end))] if actor is not None else []
        for at in range(last, first - 1, -1):
            inside = names[at]
            if inside is not None and tokens[at].lower not in _HE | _SHE | _IT | _THEY:
                mention = sentence.mentions[inside]
                owned = "'s" in (tokens[at].lower, tokens[at + 1].lower) and kind_of(head.lower) in (
                    "document",
                    "place",
                )
                if head.lower in _ARMS or owned or kind_of(head.lower) == "unknown":
                    holder = self._holder(sentence, first, last) if head.lower in OFFICES else None
                    return [holder] if holder else [(mention.actor, mention.span)]
                break
        holder = self._holder(sentence, first, last) if head.lower in OFFICES else None
        if holder is not None:
            return [holder]
        owner = self._owner(sentence, first, last) if head.lower in _ARMS else None
        if owner is not None:
            return [owner]
        pair = self._pair(sentence, phrase)
        if pair:
            return pair
        for at in range(first, last + 1):
            state = states().by_demonym.get(tokens[at].lower) or states().by_name.get(tokens[at].lower)
            if state is not None and tokens[at].text[0].isupper() and (head.lower in _ARMS or at == last):
                return [
                    (
                        self._state(state.name, Span(tokens[at].start, tokens[at].end)),
                        Span(tokens[at].start, tokens[at].end),
                    )
                ]
        return self._unnamed(sentence, first, last, taken)

    def _holder(self, sentence: Sentence, first: int, last: int) -> tuple[Actor, Span] | None:
        """The person of the article who held the office that is described ("the Russian president") on its day."""
        span = Span(sentence.tokens[first].start, sentence.tokens[last].end)
        for suggestion in suggestions(span.of(self._text), self._published, None)[:1]:
            if suggestion.confidence < _SURE:
                break
            surname = folded(suggestion.surname)
            bearers = [
                actor
                for name, actor in self._known.items()
                if actor.kind == "person" and (name == surname or name.endswith(" " + surname))
            ]
            if len(bearers) == 1:
                return bearers[0], span
        return None

    def _owner(self, sentence: Sentence, first: int, last: int) -> tuple[Actor, Span] | None:
        """The body that is meant by "the company's guards": the last one named."""
        tokens = sentence.tokens
        for at in range(first, last):
            if tokens[at].lower in _BODIES and tokens[at + 1].lower == "'s":
                before = [m.actor for m in sentence.mentions if m.span.end <= tokens[at].start]
                for actor in (*reversed(before), *reversed(self._latest)):
                    if actor.kind == "organization" and actor.named:
                        return actor, Span(tokens[first].start, tokens[last].end)
        return None

    def _pair(self, sentence: Sentence, phrase: Phrase) -> list[tuple[Actor, Span]]:
        """The two states that "the two countries" are: the last two named, in the order of
        their first mention."""
        tokens = sentence.tokens
        told = " ".join(token.lower for token in tokens[phrase.first : phrase.whole + 1])
        if _TWO.search(told) is None:
            return []
        before = [m.actor for m in sentence.mentions if m.span.end <= tokens[phrase.first].start]
        states_ = dict.fromkeys(a.id for a in (*reversed(before), *reversed(self._latest)) if a.kind == "country")
        if len(states_) < 2:
            return []
        known = {a.id: a for a in (*before, *self._latest)}
        span = Span(tokens[phrase.first].start, tokens[phrase.last].end)
        two = sorted(list(states_)[:2], key=lambda id_: min(known[id_].mentions, default=span))
        return [(known[id_], span) for id_ in two]

    def _state(self, name: str, span: Span) -> Actor:
        actor = self._known.get(folded(name))
        return actor if actor is not None else self._add(name, "country", span, named=True)

    def _unnamed(self, sentence: Sentence, first: int, last: int, taken: Collection[str]) -> list[tuple[Actor, Span]]:
        tokens = sentence.tokens
        kind = kind_of(tokens[last].lower)
        if (kind in ("unknown", "document", "place") or tokens[last].lower in _PLACES) and tokens[
            last
        ].lower not in _PEOPLE:
            return []
        if (
            first
            and kind == "person"
            and tokens[first - 1].lower in (":", "—", "–")
            and tokens[first].lower in ("a", "an")
        ):
            # "a blow to Putin: An ally who signed ..." goes on about one of those before
            for actor in reversed([m.actor for m in sentence.mentions if m.span.end <= tokens[first].start]):
                if actor.kind == "person" and actor.id not in taken:
                    return [(actor, Span(tokens[first].start, tokens[last].end))]
        begin = first
        while begin < last and tokens[begin].lower in (
            "the",
            "a",
            "an",
            "its",
            "his",
            "her",
            "their",
            "this",
            "that",
            "some",
            "these",
            "those",
            "least",
            "most",
        ):
            begin += 1
        span = Span(tokens[begin].start, tokens[last].end)
        if any(token.lower in PREPOSITIONS for token in tokens[begin:last]):
            return []
        apposed = self._apposed(sentence, last) if kind == "person" else None
        if apposed is not None and apposed.id not in taken:
            return [(apposed, Span(tokens[begin].start, tokens[last].end))]
        name = " ".join(span.of(self._text).split())
        known = self._known.get(folded(name))
        if known is not None:
            return [(known, span)]
        return [(self._add(name, kind if kind != "unknown" else "group", span, named=False), span)]

    def _apposed(self, sentence: Sentence, last: int) -> Actor | None:
        """Who is named behind a description that ends there: "the president of Peru, Ana Lupu, resigned"."""
        tokens, names = sentence.tokens, sentence.names
        at = last + 1
        while at < min(last + 8, len(tokens)) and tokens[at].lower != ",":
            if names[at] is None and tokens[at].lower not in ("of", "the", "in", "for", "and", "'s"):
                return None
            at += 1
        number = names[at + 1] if at + 1 < len(tokens) and tokens[at].lower == "," else None
        actor = sentence.mentions[number].actor if number is not None else None
        return actor if actor is not None and actor.named and actor.kind == "person" else None

    def _add(self, name: str, kind: str, span: Span, *, named: bool) -> Actor:
        key = folded(name)
        known = self._made.get(key)
        if known is not None:
            known = replace(known, mentions=(*known.mentions, span)) if span not in known.mentions else known
        else:
            number = len(self._taken) + 1
            while f"a{number}" in self._taken:
                number += 1
            self._taken.add(f"a{number}")
            known = Actor(f"a{number}", name, kind, named, mentions=(span,))  # type: ignore[arg-type]
        self._made[key] = known
        if named:
            self._known[key] = known
        return known

    def _antecedent(self, sentence: Sentence, at: int, pronoun: str) -> Actor | None:
        before = [m.actor for m in sentence.mentions if m.span.end <= at and m.actor.kind != "place"]
        for actor in (*reversed(before), *reversed(self._latest)):
            if _fits(actor, pronoun):
                return actor
        return None


_PLACES = words(
    "city town village house home school hospital airport port region province district building area country"
)
_PEOPLE = words(
    "crowd residents villagers people civilians men women children youths students workers gunmen fighters soldiers "
    "rebels militants protesters demonstrators police officers guards troops hostages prisoners migrants refugees "
    "customers passengers miners farmers fishermen journalists activists thieves attackers assailants victims crew"
)


def _fits(actor: Actor, pronoun: str) -> bool:
    if pronoun in _HE:
        return actor.kind == "person" and gender_of(actor.name) != "female"
    if pronoun in _SHE:
        return actor.kind == "person" and gender_of(actor.name) != "male"
    if pronoun in _IT:
        return actor.kind in ("country", "organization")
    return actor.kind in ("group", "organization")


def determined(words_: Sequence[str]) -> bool:
    """Does a phrase begin with a determiner?"""
    return bool(words_) and words_[0].lower() in DETERMINERS
