"""The gazetteer's people, heads of state and government and one's own, found by name however it is transliterated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.gazetteer.spelling import SURNAME, PersonName, initial, likeness, name_words, person_name, skeleton
from onrecord.gazetteer.terms import Term
from onrecord.reading.nouns import words
from onrecord.reading.titles import COURTESY, OFFICES

_THRONE = words("king queen emperor empress pope emir amir sultan prince princess duke")
_TITLES = frozenset(COURTESY) | OFFICES | _THRONE | words("former ex the")
_LONGEST = 10  # words; no name has more
_IN_OFFICE, _UNDATED, _OUT_OF_OFFICE = 0.95, 0.4, 0.3  # what a surname alone is worth, for one in office or not
_AFTERWARDS = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Person:
    """A person by one name, with other ways it is written, and the offices held, in order of their beginning.

    ``countries`` are the ISO 3166 alpha-3 codes of those whose office it was, or of the person.
    """

    name: str
    surname: str
    aliases: tuple[str, ...]
    countries: tuple[str, ...]
    terms: tuple[Term, ...]
    source: str

    @property
    def head(self) -> bool:
        """Head of a state or government at some time?"""
        return any(term.office != "other" for term in self.terms)

    def spellings(self) -> Iterator[tuple[str, str]]:
        """The names that a text may give, each with its surname; a by-name ("Tony") stands for given names too."""
        yield self.name, self.surname
        yield from ((term.name, term.surname) for term in self.terms)
        for alias in set(self.aliases) - {term.name for term in self.terms}:
            yield alias, ""
            if " " not in alias and self.surname:
                yield f"{alias} {self.surname}", self.surname


def people_of(terms: Iterable[Term]) -> list[Person]:
    """The people who held these offices: one where they go by one name in one country, or took office on one day."""
    groups: dict[str, list[list[Term]]] = {}
    for term in terms:
        namesakes = groups.setdefault(term.person, [])
        for held in namesakes:
            if any(other.of == term.of or other.since == term.since for other in held):
                held.append(term)
                break
        else:
            namesakes.append([term])
    return [_person(name, held) for name, namesakes in groups.items() for held in namesakes]


def _person(name: str, held: list[Term]) -> Person:
    surname = next((term.surname for term in held if term.name == name), held[-1].surname)
    aliases = dict.fromkeys(text for term in held for text in (term.name, term.also) if text and text != name)
    places = dict.fromkeys(term.of for term in held if term.office != "other")
    return Person(name, surname, tuple(aliases), tuple(places), tuple(held), held[0].source)


class People:
    """People by the sound of their surnames' beginning; names are only taken apart when a sound is first asked for."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._waiting: dict[str, list[tuple[str, str, Person]]] = {}
        self._known: dict[str, dict[str, list[tuple[PersonName, Person]]]] = {}
        for person in people:
            for name, surname in dict.fromkeys(person.spellings()):
                # "Abdul Hamid" is compared as one word, so its surname may sound like its beginning.
                joined = ("a",) if "abd" in name.lower() else ()
                for sound in {*map(initial, re.split(r"[\s-]", surname or name)), *joined}:
                    self._waiting.setdefault(sound, []).append((name, surname, person))

    def named(self, surface: str, on: tuple[date, date] | None = None) -> list[tuple[Person, str, float]]:
        """Those whom a text may name by this, with the spelling that was matched and a confidence, 0 to 1.

        A surname alone is a weak sign, weaker still where its bearer is not in office ``on`` the date (its first and
        last day); so is a full name in a text that is older than the office.
        """
        said = name_words(surface)
        first = next((i for i, word in enumerate(said) if word not in _TITLES), len(said))
        proper, throne = said[first:] or said, bool(_THRONE & set(said[:first]))
        if not 0 < len(proper) <= _LONGEST:
            return []
        best: dict[int, tuple[Person, str, float]] = {}
        for name, person in self._near(proper):
            alike = likeness(proper, name)
            if throne and alike == SURNAME and proper == name.words:
                alike = 0.9  # "Pope Francis" is his name in full
            if alike:
                confidence = alike * _standing(person, alike > SURNAME, on)
                if confidence > best.get(id(person), (person, "", 0.0))[2]:
                    best[id(person)] = (person, name.full, confidence)
        return sorted(best.values(), key=lambda found: -found[2])

    def _near(self, said: tuple[str, ...]) -> Iterator[tuple[PersonName, Person]]:
        for sound in {skeleton(word)[:2] for word in said}:
            for group in {initial(word) for word in said}:
                yield from self._sounding(group).get(sound, ())

    def _sounding(self, group: str) -> dict[str, list[tuple[PersonName, Person]]]:
        if group not in self._known:
            known = self._known[group] = {}
            for full, surname, person in self._waiting.get(group, ()):
                name = person_name(full, surname)
                for sound in {skeleton(word)[:2] for at in name.surname if initial(word := name.words[at]) == group}:
                    known.setdefault(sound, []).append((name, person))
        return self._known[group]


def _standing(person: Person, full: bool, on: tuple[date, date] | None) -> float:
    """How much a name counts for its bearer on a date."""
    if not person.terms:
        return _IN_OFFICE if full else _UNDATED
    if on is None:
        return _IN_OFFICE if full else _UNDATED
    if any(term.chance(*on) >= 0.5 for term in person.terms):
        return _IN_OFFICE
    if not full:
        return _OUT_OF_OFFICE
    began = min(term.limits()[0] for term in person.terms)
    early = began != date.min and on[1] + _AFTERWARDS < began
    return _IN_OFFICE * (0.5 if early else 0.9)
