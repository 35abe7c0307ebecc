"""Who bears which noun: figures looked up by what they may be called ("the minister", "the agency", "the report")."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import islice

from onrecord.reading.cast import Cast, Figure
from onrecord.reading.nouns import BODY, COMPANY, kind_of, singular, wider, words
from onrecord.reading.roles import FUNCTION
from onrecord.reading.sources import Description
from onrecord.reading.states import State, states
from onrecord.reading.titles import fold

_INDISTINCT = words(
    """
    former then new old late acting outgoing incoming deputy senior top chief retired veteran current young
    first second longtime own main lead associate assistant
    """
)
_REACH = 12  # how many bearers of a noun are looked through, the nearest first
_OFTEN = 3


class Roster:
    """The figures of a cast by noun: roles beside names, the words bodies are named by, and what is noted later."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.text = cast.layout.text
        self._by_noun: dict[str, list[tuple[int, Figure]]] = {}
        for figure in cast.figures:
            at = figure.places[0] if figure.places else 0
            nouns = set(figure.nouns)
            if figure.kind == "organization":
                nouns |= {singular(word) for word in figure.key if kind_of(word) == "organization"}
            for noun in sorted(nouns):
                self._by_noun.setdefault(noun, []).append((at, figure))
        for bearers in self._by_noun.values():
            bearers.sort(key=_place)

    def note(self, figure: Figure, nouns: Iterable[str], at: int) -> None:
        """Take down the nouns that a figure may be called by from ``at`` on."""
        for noun in nouns:
            bearers = self._by_noun.setdefault(noun, [])
            if not any(known is figure for _, known in bearers[-_REACH:]):
                bearers.insert(bisect_right(bearers, at, key=_place), (at, figure))

    def exact(self, told: Description) -> Figure | None:
        """The figure last mentioned that bears the head noun of a definite description."""
        return self._latest((told.head,), told, modifiers_of(told.phrase, told.head))

    def wide(self, told: Description) -> Figure | None:
        """The same for narrower nouns: "the official" may be a minister."""
        return self._latest(sorted(wider(told.head)), told, set())

    def later(self, told: Description) -> Figure | None:
        """The one person named further on who bears the noun, None where there are two."""
        bearers = self._by_noun.get(told.head, [])
        modifiers, theirs = modifiers_of(told.phrase, told.head), states_in(told.phrase)
        found: Figure | None = None
        first = bisect_right(bearers, told.span.start, key=_place)
        for _, figure in islice(bearers, first, first + _REACH):
            if not figure.named or not figure.person or self._differs(modifiers, told.head, figure):
                continue
            if found is not None and found is not figure:
                return None
            found = figure
        return found if found is not None and self._agrees(theirs, found) else None

    def named_so(self, told: Description, count: int) -> list[Figure]:
        """The named persons whom "the two ministers" means: all that bear the noun so far, if they are that many."""
        noun = singular(told.head)
        found: dict[Figure, int] = {}
        for bearing in (noun, *sorted(wider(noun))):
            for place, figure in self._by_noun.get(bearing, [])[:_REACH]:
                if place < told.span.start and figure.named and figure.person:
                    found.setdefault(figure.itself(), place)
            if len(found) >= count:
                break
        return sorted(found, key=lambda figure: found[figure]) if len(found) == count else []

    def unnamed(self, noun: str) -> Iterable[Figure]:
        """The latest figures that are known by this noun alone."""
        for _, figure in reversed(self._by_noun.get(noun, [])[-_REACH:]):
            if not figure.named and figure.name == noun and figure.mentions and not figure.plural:
                yield figure

    def unheralded(self, at: int) -> Figure | None:
        """A leader whom the article names without any role, as one does the best known: the one it names most."""
        best, most = None, _OFTEN - 1
        for figure in self.cast.figures:
            if len(figure.places) > most and figure.named and not figure.nouns and figure.person is not False:
                count = bisect_left(figure.places, at)
                if count > most and figure.kind in ("person", "unknown"):
                    best, most = figure, count
        return best

    def home(self, at: int) -> Figure | None:
        """The one state that an article is about so far, None where two compete."""
        counts = sorted(((bisect_left(f.places, at), n) for n, f in enumerate(self.cast.states)), reverse=True)
        if not counts or counts[0][0] < 2 or (len(counts) > 1 and counts[0][0] < 2 * counts[1][0]):
            return None
        return self.cast.states[counts[0][1]]

    def _latest(self, nouns: Iterable[str], told: Description, modifiers: set[str]) -> Figure | None:
        theirs, at = states_in(told.phrase), told.span.start
        best: Figure | None = None
        when = -1
        for noun in nouns:
            bearers = self._by_noun.get(noun)
            if not bearers:
                continue
            upto = bisect_right(bearers, at, key=_place)
            for place, figure in reversed(bearers[max(0, upto - _REACH) : upto]):
                if figure.plural != told.plural or not self._agrees(theirs, figure):
                    continue
                if self._differs(modifiers, noun, figure):
                    continue
                last = max((span.start for span in figure.mentions[-40:] if span.start < at), default=place)
                if last > when:
                    best, when = figure, last
        return best

    def _differs(self, modifiers: set[str], noun: str, figure: Figure) -> bool:
        """Does the figure hold another office of that noun (the "interior minister" is not the "Energy Minister")?"""
        if not modifiers:
            return False
        own = modifiers_of(figure.role.of(self.text), noun) if figure.role else set[str]()
        if figure.kind != "person":
            own |= modifiers_of(figure.name, noun)
        return bool(own) and not own & modifiers

    def _agrees(self, theirs: set[str], figure: Figure) -> bool:
        """May a description with these states mean the figure (whose role may name other states)?"""
        if not theirs or figure.role is None:
            return True
        own = states_in(figure.role.of(self.text))
        return not own or bool(own & theirs)


def modifiers_of(phrase: str, head: str) -> set[str]:
    """The words that tell one bearer of a noun from another: those before it, less what any of them may be called."""
    found: set[str] = set()
    for word in phrase.split():
        key = fold(word)
        if singular(key) == head:
            return found
        if key not in _INDISTINCT and key not in FUNCTION:
            found.add(key)
    return set()


def states_in(phrase: str) -> set[str]:
    """The states that a phrase's words name ("the Russian president")."""
    table = states()
    found: set[str] = set()
    for word in phrase.split():
        key = fold(word)
        state: State | None = (table.by_demonym.get(key) or table.acting(key)) if word[:1].isupper() else None
        if state is not None:
            found.add(state.name)
    return found


def may_be(figure: Figure, head: str) -> bool:
    """May "the company", "the group" mean this body?"""
    bodies = {noun for noun in figure.nouns if kind_of(noun) == "organization"}
    bodies |= {singular(word) for word in figure.key if kind_of(word) == "organization"}
    return head in bodies or head in BODY or not bodies or bool(bodies & COMPANY)


def _place(entry: tuple[int, Figure]) -> int:
    return entry[0]
