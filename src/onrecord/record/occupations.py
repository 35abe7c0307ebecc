"""What roles say about who somebody is: two descriptions that support each other, or hardly fit one person.

"Sen. John Smith" and "John Smith, the senator" say the same; a senator and a baker of one name are two people. A role
that says something else without contradicting ("senator", "presidential candidate") decides nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from onrecord.gazetteer.spelling import key
from onrecord.reading.nouns import words
from onrecord.record.names import countries_in

Support = Literal["strong", "weak", "none", "against"]

_ONE_WORD = dict(
    pair.split("=")
    for pair in sorted(
        words(
            """
            sen=senator sens=senator senate=senator rep=representative reps=representative congressman=representative
            congresswoman=representative gov=governor pres=president presidential=president spokesman=spokesperson
            spokeswoman=spokesperson chairman=chair chairwoman=chair chairperson=chair businessman=business
            businesswoman=business policeman=police policewoman=police officer=official lt=lieutenant gen=general
            sgt=sergeant capt=captain prof=professor dr=doctor founder=founder cofounder=founder ceo=executive
            editor=editor councilman=councillor councilwoman=councillor councilor=councillor councilmember=councillor
            cllr=councillor attorney=lawyer barrister=lawyer solicitor=lawyer counsel=lawyer adviser=advisor
            premier=minister actress=actor headmaster=headteacher headmistress=headteacher economics=economist
                    """
        )
    )
)
_FIELDS = {
    "office": "senator representative governor president minister chancellor mayor lawmaker legislator congress mp mep "
    "secretary ambassador diplomat nominee candidate councillor king queen prince whip speaker premier",
    "force": "general colonel major captain lieutenant sergeant commander admiral police sheriff detective soldier "
    "constable inspector",
    "law": "judge justice lawyer prosecutor magistrate",
    "learning": "professor scientist economist researcher scholar lecturer historian sociologist biologist physicist "
    "doctor physician surgeon psychologist",
    "business": "executive business banker investor entrepreneur financier",
    "media": "journalist reporter editor columnist anchor correspondent broadcaster commentator blogger",
    "arts": "actor singer musician novelist painter poet rapper comedian filmmaker dancer violinist",
    "sport": "footballer striker goalkeeper midfielder defender quarterback pitcher batsman jockey boxer wrestler "
    "golfer sprinter cyclist swimmer athlete forward winger",
    "faith": "bishop priest pastor rabbi imam archbishop cardinal nun monk vicar",
    "trade": "baker butcher plumber carpenter electrician farmer fisherman mechanic driver waiter waitress barber cook "
    "chef nurse cleaner welder miner builder bricklayer hairdresser tailor shopkeeper grocer gardener postman teacher "
    "roofer janitor cashier bartender trucker florist beekeeper potter blacksmith",
    "private": "resident student pupil retiree pensioner neighbour neighbor schoolboy schoolgirl tourist passenger "
    "commuter shopper tenant voter homeowner bystander patient teenager toddler",
}
_FIELD = {word: name for name, listed in _FIELDS.items() for word in listed.split()}
_FAR = {
    frozenset((one, other))
    for one, others in {
        "trade": words("office force law learning business media faith sport arts"),
        "private": words("office force law business learning faith"),
        "sport": words("office force law learning media arts faith"),
        "arts": words("force"),
    }.items()
    for other in others
}
_LOCAL = frozenset(("mayor", "councillor", "sheriff", "headteacher", "vicar"))
_NATIONAL = frozenset(("president", "minister", "king", "queen", "prince", "ambassador", "chancellor"))
_STOP = words(
    """
    the a an of for in at to on and with by from who is was has been his her their its former ex new senior deputy chief
    top longtime long time current then late one lead leading group member people person man woman head leader director
    official staff vice co acting interim u s wife husband
    spouse son daughter mother father brother sister rival friend critic supporter
    """
)


@dataclass(slots=True)
class Profile:
    """What is known of an actor's roles: ``told`` are the words of each that say something, ``words`` all of them,
    ``fields`` what they are of, ``bodies`` where they are held; ``national`` offices with their countries, ``local``
    ones with the names that stand with them."""

    told: set[frozenset[str]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    national: dict[str, set[str]] = field(default_factory=dict)
    local: dict[str, set[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.told)

    def add(self, phrase: str, organization: str | None = None) -> None:
        """Take in a role in an article's words, and where it is held."""
        said, countries, proper = _taken_apart(phrase)
        told = frozenset(word for word in said if word not in _STOP)
        self.told.add(told)
        self.words |= told
        self.fields |= {_FIELD[word] for word in said if word in _FIELD}
        if organization and (body := key(organization)):
            self.bodies.add(body)
            self.words |= {word for word in body.split() if word not in _STOP}
        for office in told & _NATIONAL:
            self.national.setdefault(office, set()).update(countries)
        for office in told & _LOCAL:
            self.local.setdefault(office, set()).update(proper - {office})

    def merge(self, other: Profile) -> None:
        """Take in another profile of the same actor."""
        self.told |= other.told
        self.words |= other.words
        self.fields |= other.fields
        self.bodies |= other.bodies
        for mine, its in ((self.national, other.national), (self.local, other.local)):
            for office, places in its.items():
                mine.setdefault(office, set()).update(places)


@lru_cache(maxsize=8192)
def _taken_apart(phrase: str) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    """A role's words, as they are compared; the countries in it; its words that are names of places or bodies."""
    said = tuple(_ONE_WORD.get(word, word) for word in key(phrase).split())
    written = (word.strip(".,;:'’\"()") for word in phrase.split())
    proper = (word for word in written if word[:1].isupper() and not word.isupper())
    return said, countries_in(phrase), frozenset(_ONE_WORD.get(key(word), key(word)) for word in proper)


def profile(roles: Iterable[tuple[str | None, str]]) -> Profile:
    """The profile of an actor from rows of the record: the role as it is shown, and all roles as JSON."""
    found = Profile()
    for shown, parts in roles:
        if shown or parts != "[]":
            found.merge(_of_an_article(shown, parts))
    return found


@lru_cache(maxsize=8192)
def _of_an_article(shown: str | None, parts: str) -> Profile:
    found = Profile()
    if shown:
        found.add(shown)
    for part in json.loads(parts):
        found.add(part["title"], part["organization"])
    return found


def support(one: Profile, other: Profile) -> tuple[Support, str]:
    """What the roles of two actors say on whether they are the same, and by what."""
    if not one or not other:
        return "none", ""
    same = [a & b for a in one.told for b in other.told if len(a & b) > 1 and (a <= b or b <= a)]
    if same:
        return "strong", f"both {max(map(_listed, same), key=len)}"
    apart = _apart(one.national, other.national) or _apart(one.local, other.local)
    if apart:
        return "against", apart
    shared = one.words & other.words
    offices = {word for word in shared if word in _FIELD}
    if one.bodies & other.bodies:
        return "strong", f"both at {min(one.bodies & other.bodies)}"
    if offices and len(shared) > 1:
        return "strong", f"both {_listed(shared)}"
    if shared:
        return "weak", f"both {_listed(shared)}"
    if one.fields and other.fields and all(frozenset((a, b)) in _FAR for a in one.fields for b in other.fields):
        return "against", f"{min(one.fields)} and {min(other.fields)}"
    return "none", ""


def _listed(shared: Iterable[str]) -> str:
    return " ".join(sorted(shared)[:4])


def _apart(one: dict[str, set[str]], other: dict[str, set[str]]) -> str:
    """The same office, of different places."""
    for office in sorted(one.keys() & other.keys()):
        if one[office] and other[office] and not one[office] & other[office]:
            return f"{office} of another place"
    return ""
