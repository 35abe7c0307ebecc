"""Sources that are described, not named: whom "the minister", "the company", "two officials", "the report" mean.

A definite description means who was called so before, as far as the article tells; else it names a figure of its own,
in the words of the article and unnamed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.model import Span, Suggestion
from onrecord.reading.cast import Cast, Figure
from onrecord.reading.focus import Focus
from onrecord.reading.nominals import Nominal
from onrecord.reading.nouns import BODY, COMPANY, GENERIC
from onrecord.reading.officeholders import OFFICES, named_among, suggestions
from onrecord.reading.phrases import description_end
from onrecord.reading.roles import Role, heads_of
from onrecord.reading.roster import Roster, may_be, states_in
from onrecord.reading.sources import Description, describe
from onrecord.reading.states import folded, states
from onrecord.reading.titles import fold

_LEADERS = frozenset(("president", "leader", "minister", "premier", "chancellor", "king", "queen", "ruler", "emir"))
_EPITHET = re.compile(r"\b(?:\d+|\w+)-year-old\b|\b(?:retired|former|veteran|ex-\w+|eldest|younger|older)\b")
_STOP = re.compile(r"[.,;:?!()“”\"\n—–]| -- | (?:who|which|that)\b")
_DOING = re.compile(r" \w+ing(?: \w+){1,3}")
_TOGETHER = re.compile(r"(?:the |these |those )?(two|both|three)(?: of)?(?: the| these)? ", re.IGNORECASE)
_COUNTS = {"two": 2, "both": 2, "three": 3}
_NEAR = 2  # paragraphs over which an epithet reaches back
_FARTHEST = 60  # mentions over which a document is looked for


class Descriptions:
    """The figures of one text's descriptions. ``resolve`` is asked for owners and issuers inside them."""

    def __init__(
        self,
        cast: Cast,
        focus: Focus,
        roster: Roster,
        resolve: Callable[[Description], Figure | None],
        published: str | None = None,
    ) -> None:
        self.published = published
        self.cast, self.focus, self.roster, self.resolve = cast, focus, roster, resolve
        self.layout = cast.layout
        self.text = cast.layout.text
        self._by_phrase: dict[str, Figure] = {}
        self._institutions: dict[tuple[str, ...], list[Figure]] = {}
        self._ends = {name.start: name.end for name in cast.names}

    def figure(self, told: Description) -> Figure:
        """Whom a description means."""
        if told.head in ("side", "delegation", "government"):
            state = self._state(told)
            if state is not None:
                return state
        if told.institution:
            return self._institution(told)
        if told.plural and told.head and (m := _TOGETHER.match(told.span.of(self.text))) is not None:
            members = self.roster.named_so(told, _COUNTS[m[1].lower()])
            if members:
                return self.joint(members, told)
        if told.owner is None and told.definite and told.head:
            known = self._known(told)
            if known is not None:
                return self._with_suggestions(known, told)
        return self._with_suggestions(self.unnamed(told.phrase, told.head, told), told)

    def of_nominal(self, nominal: Nominal) -> Figure:
        """Whom a noun phrase of the running text means."""
        told = describe(self.cast, Span(nominal.start, nominal.end))
        if told.named is not None and (figure := self.cast.linked[told.named]) is not None:
            return figure
        if not told.head:
            return self.unnamed(self.text[nominal.start : nominal.end], nominal.head, told)
        if told.owner is None and not told.institution:
            stop = _STOP.search(self.text, nominal.end, nominal.end + 80)
            end = stop.start() if stop else nominal.end
            tail = description_end(self.text, nominal.start, "", nominal.end, end, end)
            if (m := _DOING.match(self.text, nominal.end, end)) is not None and told.head in GENERIC:
                tail = m.end()
            told = replace(told, phrase=" ".join((told.phrase + self.text[nominal.end : tail]).split()))
        return self.figure(told)

    def unnamed(self, phrase: str, head: str, told: Description, *, named: bool = False) -> Figure:
        """A figure known by a description only; the same words mean the same again if plural, definite or owned."""
        phrase = phrase if named else self._small(phrase, told.span.start)
        key = folded(phrase)
        again = told.plural or told.definite or named or told.owner is not None or told.kind in ("document", "unknown")
        known = self._by_phrase.get(key) if again else None
        if known is not None:
            return known
        figure = Figure(phrase, (key,), "group" if told.plural and told.kind != "document" else told.kind, named=named)
        figure.plural = told.plural
        figure.person = True if told.kind == "person" else False if told.kind != "unknown" else None
        figure.nouns.add(head)
        if told.kind == "person" and not named:
            figure.gender = Role(told.span, heads_of(phrase)).gender
        self._by_phrase[key] = figure
        self.cast.figures.append(figure)
        self.roster.note(figure, (head,), told.span.start)
        return figure

    def joint(self, members: Sequence[Figure], told: Description) -> Figure:
        """Those who speak together, as one figure under all their names."""
        names = [figure.name for figure in members]
        joint = Description(told.span, kind="group", plural=True)
        figure = self.unnamed(", ".join(names[:-1]) + " and " + names[-1], "", joint, named=True)
        figure.members = list(members)
        return figure

    def acting_for(self, figure: Figure) -> Figure:
        """The body that was last named in full with its state, for its short name ("the Foreign Ministry")."""
        return self._institutions[figure.key][-1] if figure.key in self._institutions else figure

    def _institution(self, told: Description) -> Figure:
        """A body that acts for a state or place, as the article words it ("Peru's Foreign Ministry")."""
        known = self._by_phrase.get(folded(told.phrase))
        if known is not None:
            return known
        figure = self.unnamed(told.phrase, told.head, told, named=True)
        for index in reversed(self.cast.within(told.span)):
            linked = self.cast.linked[index]
            if told.span.of(self.text).endswith(self.cast.names[index].words[-1]) and linked is not None:
                self._institutions.setdefault(linked.key, []).append(figure)
                break
        return figure

    def _state(self, told: Description) -> Figure | None:
        """The state that "the Mongolian side" stands for, or whose "the government" or "its government" is."""
        if told.head == "government":
            if told.owner is not None:
                owner = self.resolve(describe(self.cast, told.owner))
                return owner if owner is not None and owner.state is not None else None
            return self.roster.home(told.span.start) if told.phrase.lower() == "government" else None
        named = {s.name for word in told.phrase.split() if (s := states().by_demonym.get(fold(word)))}
        return self.cast.state(named.pop()) if len(named) == 1 else None

    def _known(self, told: Description) -> Figure | None:
        """Whom a definite description means: the latest figure with that role, or whose kind fits."""
        found = self.roster.exact(told)
        if found is not None or told.plural:
            return found
        if told.kind == "document":
            return self._document(told)
        theirs = states_in(told.phrase)
        bare = " " not in told.phrase or bool(theirs)
        if told.kind == "person" or (told.kind == "organization" and bare):
            found = self.roster.wide(told)
            if found is not None and (told.kind != "person" or found.person is not False):
                return found
        if told.kind == "person":
            found = self.roster.later(told) or named_among(self.cast, self._suggested(told))
            if found is None and told.head in _LEADERS and theirs:
                found = self.roster.unheralded(told.span.start)
            if found is not None:
                return found
        if self._is_epithet(told):
            return self._topic(told.span.start)
        if (
            told.kind == "organization"
            and (bare or told.head != "bank")
            and (told.head in COMPANY or told.head in BODY)
        ):
            return self._recent_body(told.head, told.span.start)
        return None

    def _with_suggestions(self, figure: Figure, told: Description) -> Figure:
        if told.kind == "person" and told.definite and told.owner is None and not figure.named:
            figure.suggestions = figure.suggestions or self._suggested(told)
        return figure

    def _suggested(self, told: Description) -> tuple[Suggestion, ...]:
        if told.head not in OFFICES or told.plural:
            return ()
        home = None if states_in(told.phrase) else self.roster.home(told.span.start)
        return suggestions(told.phrase, self.published, home.state.name if home is not None and home.state else None)

    def _document(self, told: Description) -> Figure | None:
        """The issuer of a document mentioned before ("the report"), or the document under its fuller description."""
        focus = self.focus
        upto = bisect_right(focus.starts, told.span.start - 1)
        for mention in reversed(focus.mentions[max(0, upto - _FARTHEST) : upto]):
            nominal = mention.nominal
            if nominal is None or nominal.kind != "document" or nominal.plural:
                continue
            if nominal.head != told.head and told.head not in ("document", "paper", "text"):
                continue
            end = min(self.layout.sentence_end(mention.start), mention.end + 120)
            before = describe(self.cast, Span(mention.start, end))
            if before.owner is not None and not before.head:
                return self.resolve(describe(self.cast, before.owner))
            if before.head and before.kind == "document" and not nominal.definite:
                return self.unnamed(before.phrase, before.head, before)
            return None
        return None

    def _is_epithet(self, told: Description) -> bool:
        """Is it a description of somebody named before ("the 24-year-old", "the retired general", "the Kenyan")?"""
        return _EPITHET.search(told.phrase) is not None or (
            " " not in told.phrase and fold(told.phrase) in states().by_demonym
        )

    def _topic(self, at: int) -> Figure | None:
        """The person whom the text is on, named in this paragraph or the two before it."""
        person = self.focus.antecedent("person", at)
        if person is None or not person.named:
            return None
        paragraph = self.layout.paragraph(at)
        near = (span.start for span in person.mentions[-20:] if span.start < at)
        return person if any(paragraph - self.layout.paragraph(start) <= _NEAR for start in near) else None

    def _recent_body(self, head: str, at: int) -> Figure | None:
        """The firm or body last spoken of that may be called by a general noun ("the company")."""
        body = self.focus.antecedent("body", at, only=lambda figure: may_be(figure, head))
        if body is not None and body.kind == "unknown":
            body.kind, body.person = "organization", False
        return body

    def _small(self, phrase: str, start: int) -> str:
        """The phrase with a small first letter, where only the sentence's beginning made it a capital."""
        first, _, rest = phrase.partition(" ")
        if len(first) < 2 or not first[0].isupper() or not first[1:].islower():
            return phrase
        at = self.text.find(first, start, start + 200)
        begin = self.layout.sentence_start(at)
        if at < 0 or at - begin > 8 or self.text[begin:at].strip("“\"'‘«([ "):
            return phrase
        end = self._ends.get(at)
        inside = self.cast.within(Span(at, end)) if end else []
        if inside and self.cast.profiles[inside[0]].sort in ("state", "adjective", "people", "organization", "person"):
            return phrase
        return first[0].lower() + first[1:] + (" " + rest if rest else "")
