"""Countries, international organizations and their heads: what a name may stand for, and who held an office when.

Package data (``assets/gazetteer``), made by ``python -m training gazetteer`` from public-domain sources: names,
nationalities, capitals, memberships and office holders from the CIA World Factbook, codes from datasets/country-codes,
metonyms, organizations and further names by hand. Each fact states its source. What is found here is a suggestion with
a confidence of its own, no proof: the article's own words win.

    known = extended(None)                      # or the path of the user's own names
    known.lookup("the Kremlin")
    known.holders("DEU", "chancellor", "2015")
    known.resolve_title("the Venezuelan president", "2025-03-01")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from os import PathLike
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.edtf import bounds
from onrecord.gazetteer.offices import ONE_OF_A_KIND, Asked, asked, fit
from onrecord.gazetteer.places import Country, Metonym, Organization, countries, metonyms, organizations
from onrecord.gazetteer.spelling import key
from onrecord.gazetteer.terms import Office, Term, terms

if TYPE_CHECKING:
    from onrecord.gazetteer.people import People, Person

Kind = Literal["country", "demonym", "capital", "metonym", "organization", "leader", "person"]
Form = Literal["name", "alias", "acronym", "local", "adjective", "singular", "plural", "capital", "metonym", "person"]

_SURE = 0.95  # of a stated term: how many of 239 checked from memory began when the source says (docs/gazetteer.md)
_LEAST = 0.02
_WEAK = 0.4
_FORMER = 0.3  # at most, for one of those who once held an office


@dataclass(frozen=True, slots=True)
class Match:
    """One thing that a name may stand for: ``name`` is the gazetteer's spelling that matched, ``form`` what it is.

    ``confidence`` is 0 to 1; those of all matches of one name sum to 1 at most. A capital is the place, a metonym the
    government or body that goes by it.
    """

    kind: Kind
    name: str
    form: Form
    entity: Country | Organization | Metonym | Person
    confidence: float


class _Named(NamedTuple):
    """A name in the index, with what it is worth by itself."""

    kind: Kind
    name: str
    form: Form
    entity: Country | Organization | Metonym
    weight: float


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office: ``of`` is the country's ISO 3166 alpha-3 code or the body's name; dates are EDTF."""

    name: str
    surname: str
    of: str
    office: Office
    title: str
    since: str
    until: str
    acting: bool
    source: str
    confidence: float


@dataclass(frozen=True)
class Gazetteer:
    """The shipped names and a user's own. ``extended`` makes one; its tables are read when they are first asked for."""

    own_countries: tuple[Country, ...] = ()
    own_organizations: tuple[Organization, ...] = ()
    own_people: tuple[Person, ...] = ()

    @cached_property
    def countries(self) -> dict[str, Country]:
        """Countries and territories by ISO 3166 alpha-3 code."""
        return {**countries(), **{country.iso3: country for country in self.own_countries}}

    @cached_property
    def organizations(self) -> dict[str, Organization]:
        """International bodies by name, and the user's own."""
        return {**organizations(), **{body.name: body for body in self.own_organizations}}

    @cached_property
    def terms(self) -> dict[str, tuple[Term, ...]]:
        """Terms of office by country code, and of the user's own people by country code or organization."""
        found = dict(terms())
        for person in self.own_people:
            for term in person.terms:
                if term not in found.get(term.of, ()):
                    found[term.of] = (*found.get(term.of, ()), term)
        return found

    @cached_property
    def _names(self) -> dict[str, list[_Named]]:
        names: dict[str, list[_Named]] = {}
        entities: list[Country | Organization | Metonym] = [*self.countries.values(), *self.organizations.values()]
        for entity in (*entities, *metonyms()):
            for name, named in _names_of(entity, self.countries):
                names.setdefault(name, []).append(named)
        return names

    @cached_property
    def _people(self) -> People:
        from onrecord.gazetteer.people import People, people_of

        own = {person.name for person in self.own_people if person.head}  # the shipped ones, with something added
        shipped = people_of(term for group in terms().values() for term in group)
        return People([*self.own_people, *(person for person in shipped if person.name not in own)])

    def lookup(self, surface: str, on: str | None = None) -> tuple[Match, ...]:
        """Everything that a name may stand for, the likeliest first; case, accents and apostrophes don't matter.

        ``on`` is the date (EDTF) of the text it stands in, which tells apart people of one surname. Raises ValueError
        for another date; never for a surface.
        """
        day = bounds(on) if on else None
        found = self._named(surface)
        for person, name, confidence in self._people.named(surface, day):
            found.append(Match("leader" if person.head else "person", name, "person", person, confidence))
        best: dict[tuple[object, ...], Match] = {}
        for match in found:
            entity = match.entity
            group = (entity.of, entity.body) if isinstance(entity, Metonym) else (match.kind, id(entity))
            if group not in best or best[group].confidence < match.confidence:
                best[group] = match
        total = max(1.0, sum(match.confidence for match in best.values()))
        scaled = (replace(match, confidence=match.confidence / total) for match in best.values())
        kept = [match for match in scaled if match.confidence >= _LEAST]
        return tuple(sorted(kept, key=lambda match: (-match.confidence, match.kind, match.name)))

    def entities(self, surface: str) -> tuple[Match, ...]:
        """The countries, bodies and metonyms that a name may stand for, the likeliest first; no people."""
        return tuple(sorted(self._named(surface), key=lambda match: (-match.confidence, match.kind, match.name)))

    def _named(self, surface: str) -> list[Match]:
        """The matches of countries and bodies, less by the case it is written in, and for territories beside states."""
        found = self._names.get(key(surface), [])
        states = {n.kind for n in found if isinstance(n.entity, Country) and n.entity.status != "territory"}
        weighed = []
        for kind, name, form, entity, weight in found:
            weight *= _case(surface, name)
            if isinstance(entity, Country) and entity.status == "territory" and kind in states:
                weight *= 0.1
            weighed.append(Match(kind, name, form, entity, weight))
        return weighed

    def holders(self, country: str, office: str, on: str) -> tuple[Holder, ...]:
        """Who held an office of a country (its code or any of its names) or body on a date, the likeliest first.

        ``office`` is worded as in an article: "president", "head of government", "the acting prime minister". Nobody
        whose term cannot have run on the date is among them. Raises ValueError where ``on`` is no date in EDTF.
        """
        day = bounds(on)
        spoken = [ask for ask in asked(office) if not ask.form]
        places = self._stated(country)
        return self._holding(((place, weight, ask) for place, weight in places.items() for ask in spoken), day)

    def resolve_title(self, phrase: str, published: str | None, country: str | None = None) -> tuple[Holder, ...]:
        """Who a phrase such as "the Venezuelan president" means in a text published on a date (EDTF).

        ``country`` is the one that a phrase without a place ("the president") is about, as a code or name. "former"
        gives several candidates of low confidence or none, never one. Nobody is suggested without a date, for a phrase
        with words that aren't understood, or for an office that the gazetteer doesn't know. Raises ValueError for
        another date.
        """
        if not published:
            return ()
        day = bounds(published)
        for ask in asked(phrase):
            if ask.form:
                places = self._places(ask.place, ask.form)
            elif country:
                places = self._stated(country)
            else:
                places = self._alone(ask.office)
            if found := self._holding(((place, weight, ask) for place, weight in places.items()), day):
                return found
        return ()

    def _stated(self, country: str) -> dict[str, float]:
        return {country: 1.0} if country in self.terms else self._places(country, "name")

    def _places(self, surface: str, form: Literal["name", "adjective"]) -> dict[str, float]:
        """The countries and bodies whose office a place name or adjective may tell, each with a share of 1 at most."""
        forms = ("name", "alias", "acronym", *(("adjective",) if form == "adjective" else ()))
        found: dict[str, float] = {}
        for match in self._named(surface):
            if match.form in forms and isinstance(match.entity, Country | Organization):
                of = match.entity.iso3 if isinstance(match.entity, Country) else match.entity.name
                if of in self.terms:
                    found[of] = max(found.get(of, 0.0), match.confidence)
        # Before an office a weak name is weak no longer: "Georgia's prime minister".
        total = sum(found.values())
        return {of: share / total for of, share in found.items()}

    def _alone(self, office: str) -> dict[str, float]:
        """The one country that an office means without being named; none where there are more."""
        if office not in ONE_OF_A_KIND:
            return {}
        bearing = [of for of, group in self.terms.items() if any(fit(office, term) == 1 for term in group)]
        return {bearing[0]: 0.9} if len(bearing) == 1 else {}

    def _holding(self, wanted: Iterable[tuple[str, float, Asked]], day: tuple[date, date]) -> tuple[Holder, ...]:
        best: dict[tuple[str, str], Holder] = {}
        for of, weight, ask in wanted:
            held = [(term, fit(ask.office, term)) for term in self.terms.get(of, ())]
            held = [(term, suits) for term, suits in held if suits]
            scored = list(_once(held, day) if ask.when == "before" else _now(held, day, acting=ask.when == "acting"))
            if ask.when != "before" and any(term.office == "other" for term, _ in scored):  # the user's word goes first
                scored = [(term, confidence) for term, confidence in scored if term.office == "other"]
            for term, confidence in scored:
                holder = _holder(term, weight * confidence)
                known = best.get((of, term.person))
                if holder.confidence >= _LEAST and (known is None or known.confidence < holder.confidence):
                    best[of, term.person] = holder
        total = max(1.0, sum(holder.confidence for holder in best.values()))
        found = [replace(holder, confidence=holder.confidence / total) for holder in best.values()]
        return tuple(sorted(found, key=lambda holder: (-holder.confidence, holder.name)))


@cache
def _shipped() -> Gazetteer:
    return Gazetteer()


def extended(path: str | PathLike[str] | None = None) -> Gazetteer:
    """The gazetteer, with the user's own names from a TOML or CSV file where one is given (docs/guide.md).

    Raises Unreadable, a ValueError whose one line names the file, the line or entry and the reason.
    """
    if path is None:
        return _shipped()
    from onrecord.gazetteer.own_names import added

    return added(_shipped(), path)


def _now(held: list[tuple[Term, float]], day: tuple[date, date], *, acting: bool) -> Iterator[tuple[Term, float]]:
    for term, suits in held:
        chance = term.chance(*day)
        if chance and (term.acting or not acting):
            yield term, _SURE * suits * chance


def _once(held: list[tuple[Term, float]], day: tuple[date, date]) -> Iterator[tuple[Term, float]]:
    """Those who left the office before a date, each as likely as the other; nobody where there is but one."""
    still = {term.person for term, _ in held if term.chance(*day)}
    gone = {
        term.person: (term, suits) for term, suits in held if term.limits()[1] < day[0] and term.person not in still
    }
    if len(gone) > 1:
        for term, suits in gone.values():
            yield term, min(_FORMER, 1 / len(gone)) * suits


def _holder(term: Term, confidence: float) -> Holder:
    return Holder(
        term.person,
        term.surname,
        term.of,
        term.office,
        term.title,
        term.since,
        term.until,
        term.acting,
        term.source,
        confidence,
    )


def _names_of(entity: Country | Organization | Metonym, known: dict[str, Country]) -> Iterator[tuple[str, _Named]]:
    """The names of an entity as keys, with the confidence that each has by itself."""
    if isinstance(entity, Metonym):
        sure = 0.93 if not entity.ambiguous else 0.25 if entity.of not in known else 0.5
        yield key(entity.surface), _Named("metonym", entity.surface, "metonym", entity, sure)
        return
    kind: Kind = "country" if isinstance(entity, Country) else "organization"
    named: list[tuple[Kind, Form, float, tuple[str, ...]]] = [(kind, "name", 0.97, (entity.name,))]
    named.append((kind, "alias", 0.93, entity.aliases))
    if isinstance(entity, Country):
        named.append((kind, "name", 0.97, (entity.formal,)))
        named.append((kind, "local", 0.6, entity.local))
        named.append(("demonym", "adjective", 0.9, entity.adjective))
        named.append(("demonym", "singular", 0.93, entity.singular))
        named.append(("demonym", "plural", 0.93, entity.plural))
        named.append(("capital", "capital", 0.9, entity.capitals))
    else:
        named.append((kind, "acronym", 0.93, (entity.acronym,)))
    own = {key(name) for name in (entity.name, *entity.aliases) if name not in entity.weak}
    for sort, form, sure, names in named:
        for name in names:
            weight = _WEAK if name in entity.weak else 1.0
            if sort in ("demonym", "capital") and key(name) in own:
                weight = 0.05  # "Singapore" is first of all the state
            # "Saint John's" is no possessive, though its key is made as if it were.
            for found in filter(None, {key(name), key(name.replace("'", ""))}):
                yield found, _Named(sort, name, form, entity, sure * weight)


def _case(surface: str, name: str) -> float:
    """How much less a name counts in another case: "us" is hardly the US, "polish" rather not of Poland."""
    letters, own = [c for c in surface if c.isalpha()], [c for c in name if c.isalpha()]
    upper, acronym = all(map(str.isupper, letters)), len(own) > 1 and all(map(str.isupper, own))
    if upper == acronym and (upper or not surface.islower() or name.islower()):
        return 1.0
    if acronym:
        return 0.3
    return 0.95 if upper else 0.5
