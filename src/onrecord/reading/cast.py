"""The cast of an article: everybody and everything it names, each once, whatever the forms the name takes.

"Donald Trump", "US President Donald J. Trump", "Mr Trump" and "Trump" are one figure; "the Environmental Protection
Agency" and "EPA" are one; two people of one surname stay two. Roles and genders are gathered where the text tells them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from onrecord.model import ActorKind, Span, Suggestion
from onrecord.reading.forenames import forenames
from onrecord.reading.links import Links
from onrecord.reading.mentions import NAMES
from onrecord.reading.names import Name, names
from onrecord.reading.nouns import Gender, words
from onrecord.reading.profiles import Profile, part_of, profile, same_person
from onrecord.reading.roles import Role, role_after, role_before
from onrecord.reading.sentences import Layout
from onrecord.reading.states import State, folded, states
from onrecord.reading.titles import BODIES, fold

_GENDERED = re.compile(r"\b(?:[Hh](?:e|is|im|imself)|[Ss]he|[Hh]er(?:s|self)?)\b")
_WHERE = re.compile(r"\b(?:in|at|near|across|around|outside) (?:the )?$", re.IGNORECASE)
_AGE = re.compile(r", (?:aged )?\d{1,2}[,.]")
_DATELINE = re.compile(r" ?(?:[(—–/]|-)|, [^,\n]{1,30}?(?:\(|—|–| --? )")
_SMALL = words("van von der den de del della di da dos das la le bin ibn al el of for the and & on against in")
_KINDS: dict[str, ActorKind] = {
    "person": "person",
    "organization": "organization",
    "state": "country",
    "place": "place",
}
_APPOSITION = 250  # characters that an apposition may have
_SURE = 0.5  # how likely, on average over its mentions, a name must be of a kind
_REACH = 12  # how many bearers of one word are looked through, the latest first


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody or something the text tells of. ``person`` is None where only its looks speak for a person."""

    name: str
    key: tuple[str, ...]
    kind: ActorKind
    named: bool = True
    person: bool | None = None
    gender: Gender | None = None
    plural: bool = False
    role: Span | None = None
    roles: list[Span] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    mentions: list[Span] = field(default_factory=list)
    state: State | None = None
    seen: int = -1
    votes: int = 0
    hint: Gender | None = None
    same: Figure | None = None
    places: list[int] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    suggestions: tuple[Suggestion, ...] = ()
    members: list[Figure] = field(default_factory=list)

    def itself(self) -> Figure:
        """The figure this one turned out to be, or itself."""
        figure = self
        while figure.same is not None:
            figure = figure.same
        return figure

    def sex(self) -> Gender | None:
        """The gender told by titles and roles, by the pronouns that the text uses, or by the forename."""
        if self.gender is not None or (abs(self.votes) < 2 and self.hint is not None):
            return self.gender or self.hint
        return "female" if self.votes > 0 else "male" if self.votes < 0 else None


class Cast:
    """The figures a text names, and which of its names stands for which."""

    def __init__(self, layout: Layout, quoted: Sequence[Span], links: Links | None = None) -> None:
        self.layout = layout
        self.names = names(layout.text)
        self.profiles = [profile(name.words) for name in self.names]
        self.starts = [name.start for name in self.names]
        self.figures: list[Figure] = []
        self.states: list[Figure] = []
        self.seats: list[Figure] = []
        self.pronouns: dict[Gender, list[int]] = {"female": [], "male": []}
        self._begin = {paragraph.start for paragraph in layout.paragraphs}
        self._by_key: dict[tuple[str, ...], Figure] = {}
        self._by_word: dict[str, list[Figure]] = {}
        self._by_initials: dict[str, Figure] = {}
        for name, told in zip(self.names, self.profiles, strict=True):
            if len(told.key) > 1 and told.sort in ("person", "unknown", "organization", "place"):
                self._register(name, told)
        self.linked = [self._link(name, told) for name, told in zip(self.names, self.profiles, strict=True)]
        self._gather_roles()
        if links is not None:
            self._gather_kinds(links)
        self._gather_genders(quoted)

    def bodies(self) -> list[Span]:
        """The names that stand for organizations, in order."""
        known = zip(self.names, self.linked, strict=True)
        return [Span(n.start, n.end) for n, figure in known if figure is not None and figure.kind == "organization"]

    def within(self, span: Span) -> list[int]:
        """The indices of the names that lie in a span."""
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end)
        return [i for i in range(first, last) if self.names[i].end <= span.end]

    def bearer(self, word: str) -> Figure | None:
        """The figure last mentioned whose name has this word, whatever its case ("NOTTE")."""
        bearers = self._by_word.get(fold(word), ())
        return max(islice(reversed(bearers), _REACH), key=lambda f: (f.key[-1] == fold(word), f.seen), default=None)

    def state(self, name: str) -> Figure:
        """The figure of a state, by its name in the table of states."""
        known = self._by_key.get(("state", name))
        return known or self._state_figure(states().by_name[folded(name)])

    def named(self, words_: Sequence[str]) -> Figure | None:
        """The figure that goes by this name, in full or in short, whatever its case."""
        key = tuple(fold(word) for word in words_)
        found = self._by_key.get(key)
        if found is None and key:
            candidates = islice(reversed(self._by_word.get(key[-1], [])), _REACH)
            found = next((f for f in candidates if part_of(key, f.key)), None)
        return found

    def _register(self, name: Name, told: Profile) -> None:
        """Make the figure of a name in full, or lengthen the one it belongs to."""
        if told.key in self._by_key:
            return
        proper = " ".join(name.words[told.title :])
        for figure in islice(reversed(self._by_word.get(told.key[-1], [])), _REACH):
            if figure.kind != "place" and same_person(figure.key, told.key, told.sort):
                self._by_key[told.key] = figure
                if len(told.key) > len(figure.key):
                    figure.key, figure.name = told.key, proper
                    self._index(figure)
                return
        kind = _KINDS.get(told.sort, "unknown")
        person = True if told.sort == "person" else None if told.sort == "unknown" else False
        figure = Figure(proper, told.key, kind, person=person)
        if person is not False:
            figure.hint = forenames().get(told.key[0])
        self._by_key[told.key] = figure
        self.figures.append(figure)
        self._index(figure)
        if told.sort == "organization":
            initials = "".join(word[0] for word in told.key if word not in _SMALL)
            self._by_initials.setdefault(initials, figure)
            self._by_initials.setdefault(
                "".join(word[0] for word in told.key if word not in ("the", "and", "&")), figure
            )

    def _index(self, figure: Figure) -> None:
        for word in figure.key:
            if word in _SMALL:
                continue
            bearers = self._by_word.setdefault(word, [])
            if not bearers or bearers[-1] is not figure:
                bearers.append(figure)
            if word.startswith(("al-", "el-", "an-", "ar-", "as-")):
                self._by_word.setdefault(word[3:], []).append(figure)

    def _link(self, name: Name, told: Profile) -> Figure | None:
        """The figure that a name stands for where it stands; None for adjectives, plain nouns and bare offices."""
        if told.sort == "people":
            return self._people(name, told)
        if told.sort in ("adjective", "noun", "office") or not told.key:
            bearers = self._by_word.get(told.key[0], ()) if len(told.key) == 1 and told.sort == "noun" else ()
            if not any(figure.key[-1] == told.key[0] and figure.person is not False for figure in bearers):
                return None  # no "Baker" was named in full
        elif name.start in self._begin and _DATELINE.match(self.layout.text, name.end) and name.words[-1].isupper():
            return None
        figure = self._short(name, told) if len(told.key) == 1 else self._by_key.get(told.key)
        if figure is None and told.state is not None:
            figure = self._state(name, told.state)
        if figure is None:
            figure = Figure(" ".join(name.words[told.title :]), told.key, _KINDS.get(told.sort, "unknown"))
            figure.person = True if told.sort == "person" else None if told.sort == "unknown" else False
            self._by_key[told.key] = figure
            self.figures.append(figure)
            self._index(figure)
        if told.sort == "person":
            figure.person, figure.kind = True, "person"
            figure.gender = figure.gender or told.gender
            if told.office:
                figure.nouns.add(told.office)
            elif told.courteous:
                figure.styles.add(fold(name.words[0]))
        held = self._seat(name) if told.state is not None and figure.state is not None else None
        (held or figure).mentions.append(Span(name.start, name.end))
        written = " ".join(name.words[told.title :])
        if held is None and written not in figure.aliases:
            figure.aliases.append(written)
        figure.places.append(name.start)
        figure.seen = name.start
        return figure

    def _short(self, name: Name, told: Profile) -> Figure | None:
        """Whom one word stands for ("Trump", "Mr Trump", "EPA"): the latest bearer, by surname before forename."""
        word, style = told.key[0], fold(name.words[0])
        best: Figure | None = None
        rank: tuple[bool, bool, bool, bool, int] = (False, False, False, False, -2)
        for figure in islice(reversed(self._by_word.get(word, [])), _REACH):
            if told.sort == "state" and (figure.key[-1] != word or len(figure.key) == 1 or not figure.person):
                continue
            if told.sort == "person" and (
                figure.person is False or (told.gender and figure.sex() not in (None, told.gender))
            ):
                continue
            if figure.kind == "place" and len(figure.key) > 1:
                continue
            if figure.kind == "organization" and len(figure.key) > 1 and word in BODIES and word != figure.key[-1]:
                continue
            new = (
                told.courteous and style in figure.styles,
                told.gender is not None and figure.sex() == told.gender,
                figure.key[-1] == word,
                figure.seen >= 0,
                figure.seen,
            )
            if new > rank:
                best, rank = figure, new
        if best is None and told.sort == "organization":
            best = self._by_initials.get(word)
        return best

    def _seat(self, name: Name) -> Figure | None:
        """The place, where a capital's name stands for no government ("in Lima")."""
        word = " ".join(map(fold, name.words))
        if word not in states().by_seat or not _WHERE.search(self.layout.text, max(0, name.start - 12), name.start):
            return None
        figure = self._by_key.get(("place", word))
        if figure is None:
            figure = Figure(" ".join(name.words), ("place", word), "place", person=False)
            self._by_key[figure.key] = figure
            self.figures.append(figure)
            self.seats.append(figure)
        return figure

    def _state_figure(self, state: State) -> Figure:
        figure = Figure(state.name, ("state", state.name), "country", person=False, state=state)
        self._by_key[figure.key] = figure
        self.figures.append(figure)
        self.states.append(figure)
        return figure

    def _people(self, name: Name, told: Profile) -> Figure:
        figure = self._by_key.get(told.key)
        if figure is None:
            figure = Figure(" ".join(name.words), told.key, "group", named=False, person=False, plural=True)
            self._by_key[told.key] = figure
            self.figures.append(figure)
        figure.mentions.append(Span(name.start, name.end))
        return figure

    def _state(self, name: Name, state: State) -> Figure:
        figure = self._by_key.get(("state", state.name)) or self._state_figure(state)
        written = " ".join(name.words)
        if " ".join(map(fold, name.words)) in state.own and not (written.isupper() or "." in written):
            # As the article names it, in the table's form where that is among the article's.
            if (
                written == state.name
                or not figure.nouns
                or (figure.name != state.name and len(written) > len(figure.name))
            ):
                figure.name = written
            figure.nouns.add("state")
        return figure

    def _gather_roles(self) -> None:
        """Read the roles that stand beside names, and what they tell of kind and gender."""
        text, layout = self.layout.text, self.layout
        for name, told, figure in zip(self.names, self.profiles, self.linked, strict=True):
            if figure is None or figure.state is not None or figure.kind == "place":
                continue
            after = text[name.end : name.end + 6]
            if figure.person is None and not after.startswith(("’s", "'s")):
                before = text[max(0, name.start - 8) : name.start]
                if _WHERE.search(before) or (
                    before.endswith("the ") and not (after[:1] == " " and after[1:2].islower())
                ):
                    figure.person = False
            if figure.person is None and _AGE.match(text, name.end):
                figure.person, figure.kind = True, "person"
            if after.startswith((", who", " who ")):
                figure.person = True if figure.kind == "unknown" else figure.person
            elif after.startswith(", which"):
                figure.person = False if figure.person is None else figure.person
            role: Role | None = None
            if told.title and told.office:
                proper = text.find(name.words[told.title], name.start, name.end)
                role = Role(Span(name.start, max(name.start + 1, proper - 1)), (told.office,))
            elif figure.role is None or len(told.key) > 1:
                floor = layout.sentence_start(name.start)
                role = role_before(text, name.start, floor)
                if role is None and after.startswith((", ", " (")):
                    ceiling = min(layout.sentence_end(name.start), name.end + _APPOSITION)
                    role = role_after(text, name.end, ceiling, trusted=False)
            if role is not None:
                self.give_role(figure, role)

    def _gather_kinds(self, links: Links) -> None:
        """What the encoder takes names for, where nothing in the text tells."""
        known = zip(self.names, self.linked, strict=True)
        open_ = [(n, f) for n, f in known if f is not None and f.kind == "unknown" and f.person is None]
        if not open_:
            return
        shares = links.shares([name.start for name, _ in open_], [name.end for name, _ in open_])
        votes: dict[Figure, list[int]] = {}
        for row, (_, figure) in enumerate(open_):
            votes.setdefault(figure, []).append(row)
        for figure, rows in votes.items():
            mean = shares[rows].mean(0)
            kind = NAMES[int(mean.argmax())]
            if mean.max() < _SURE:
                continue
            if kind == "person":
                figure.person, figure.kind = True, "person"
            elif kind == "organization":
                figure.person, figure.kind = False, "organization"
            elif kind in ("place", "other", "date"):
                figure.person = False

    def give_role(self, figure: Figure, role: Role) -> None:
        """Take down a role; the first with a span stays, the nouns of all count."""
        if figure.role is None:
            figure.role = role.span
        if role.span not in figure.roles:
            figure.roles.append(role.span)
        figure.nouns.update(role.heads)
        if figure.gender is None and figure.kind != "organization":
            figure.gender = role.gender
        if figure.kind == "unknown":
            body = role.kind == "organization" and not figure.hint
            if role.kind == "person" or (body and not role.heads[-1].endswith(("er", "or"))):
                # A "sewing operator" may be a person or a firm.
                figure.kind = "person" if role.kind == "person" else "organization"
                figure.person = role.kind == "person"

    def _gather_genders(self, quoted: Sequence[Span]) -> None:
        """Find the pronouns outside quotations, and count "he" and "she" for the one person they can stand for."""
        text, layout = self.layout.text, self.layout
        outside = _Outside(quoted)
        latest: list[tuple[int, Figure]] = []  # (sentence, figure) of the persons named last
        index = 0
        for m in _GENDERED.finditer(text):
            at, word = m.start(), m[0].lower()
            if not outside.holds(at):
                continue
            gender: Gender = "female" if word[0] == "s" or word.startswith("her") else "male"
            self.pronouns[gender].append(at)
            if word not in ("he", "she"):
                continue  # "who succeeded her" tells nothing of who is named before it
            while index < len(self.names) and self.names[index].start < at:
                figure, name = self.linked[index], self.names[index]
                index += 1
                if (
                    figure is not None
                    and figure.kind != "place"
                    and (figure.person or (figure.person is None and len(figure.key) > 1))
                ):
                    latest.append((layout.sentence(name.start), figure))
            del latest[:-6]
            now = layout.sentence(at)
            near = {id(f): f for s, f in latest if s == now} or {id(f): f for s, f in latest if s == now - 1}
            if len(near) == 1:
                next(iter(near.values())).votes += 1 if gender == "female" else -1


class _Outside:
    """Tells, for growing offsets, whether an offset lies outside all quotations."""

    def __init__(self, quoted: Sequence[Span]) -> None:
        self._quoted = quoted
        self._next = 0

    def holds(self, offset: int) -> bool:
        while self._next < len(self._quoted) and self._quoted[self._next].end <= offset:
            self._next += 1
        return self._next == len(self._quoted) or offset < self._quoted[self._next].start
