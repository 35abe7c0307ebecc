"""Who speaks: each source of an article resolved to one of its figures.

Rules over the article, with the names of states, a list of forenames and who held an office on its day: names and
their short forms (``cast``), pronouns (``focus``), roles ("the analyst", ``descriptions``), owners ("his answer"),
documents (their issuer, where the text names one). What stays unnamed keeps the words the article gives it; a source
that fits nobody has no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.reading.cast import Cast, Figure
from onrecord.reading.descriptions import Descriptions
from onrecord.reading.focus import Focus, Said
from onrecord.reading.links import Links
from onrecord.reading.nominals import Nominal, nominals
from onrecord.reading.nouns import kind_of
from onrecord.reading.roles import FUNCTION, Role, affiliation, heads_of, role_after
from onrecord.reading.roster import Roster
from onrecord.reading.sentences import Layout
from onrecord.reading.sources import Description, describe

_POSSESSIVE = re.compile(r"(?:his|her|its|their)\b", re.IGNORECASE)
_ASKED = re.compile(r"(?:When |If )?(?:asked|pressed|questioned|challenged)\b", re.IGNORECASE)
_RECENT = 8  # statements over which a running speaker is looked for


@dataclass(frozen=True, slots=True)
class Around:
    """The statement around a nested one: its speaker, the content that holds the nested one, its source; and who "I"
    and "you" are there."""

    holder: Figure | None
    within: Span
    teller: Span | None
    first: Figure | None = None
    second: Figure | None = None


class Speakers:
    """Resolves the sources of one text, to be asked in the order in which the statements stand."""

    def __init__(
        self, layout: Layout, quoted: Sequence[Span], links: Links | None = None, published: str | None = None
    ) -> None:
        self.layout = layout
        self.text = layout.text
        self.cast = Cast(layout, quoted, links)
        self.focus = Focus(self.cast, nominals(layout.text), quoted, self._of_nominal, links)
        self.roster = Roster(self.cast)
        self.descriptions = Descriptions(self.cast, self.focus, self.roster, self._resolve, published)
        self._ends = {name.start: name.end for name in self.cast.names}

    def of(
        self, source: Sequence[Span], content: Sequence[Span], around: Around | None = None, *, reply: bool = False
    ) -> Figure | None:
        """The speaker of a statement with these source and content spans; None where nobody can be told.

        ``around``: the statement that holds this one, if one does. ``reply``: its cue is "replied" or the like, so that
        "he" is not who spoke last.
        """
        span = source[0]
        asker: Figure | None = None
        begin = self.layout.sentence_start(span.start)
        if reply and around is None and self.focus.said and not _ASKED.match(self.text, begin, span.start):
            last = self.focus.said[-1]
            if self.layout.paragraph(span.start) - self.layout.paragraph(last.start) <= 1:
                asker = last.figure
        told = describe(self.cast, span)
        figure = self._resolve(told, content, around, asker)
        if figure is not None:
            figure.mentions.append(span)
            end = max(span.end, *(part.end for part in content))
            self.focus.said.append(Said(span.start, end, figure, around is not None, self._head(told)))
        return figure

    def _head(self, told: Description) -> int:
        """The offset of the word that heads a source phrase."""
        if told.named is not None:
            return self.cast.names[told.named].end - 1
        m = (
            re.compile(re.escape(told.head), re.IGNORECASE).search(self.text, told.span.start, told.span.end)
            if told.head
            else None
        )
        return m.start() if m else told.span.start

    def sharing(self, cue: int, *, nested: bool) -> Figure | None:
        """Who spoke last in the sentence of a cue that has no source of its own."""
        start = self.layout.sentence_start(cue)
        for said in reversed(self.focus.said[-_RECENT:]):
            if said.reported == nested and start <= said.start < cue:
                return said.figure
        return None

    def addressed(
        self, span: Span, content: Sequence[Span], speaker: Figure | None, around: Around | None = None
    ) -> Figure | None:
        """Whom the words mean that say who is told; None where nobody can be told, or it would be the speaker."""
        told = describe(self.cast, span)
        if told.pronoun is not None:
            figure = self._pronoun(told, content, around, speaker)
            if figure is None and around is None and told.pronoun in ("i", "we"):
                words = span.of(self.text).lower()  # the narrator's own
                figure = self.descriptions.unnamed(words, "", Description(span, kind="unknown"))
        else:
            figure = self._resolve(told, content, around)
        if figure is None or figure is speaker:
            return None
        figure.mentions.append(span)
        return figure

    def running(self, content: Span) -> Figure | None:
        """The speaker of a quotation that stands free at ``content``; None where nobody is in the focus.

        Who speaks in the sentence before, or is its subject; else who spoke last in this paragraph or the one before.
        """
        layout, focus = self.layout, self.focus
        number = layout.paragraph(content.start)
        last = next((said for said in reversed(focus.said[-_RECENT:]) if not said.reported), None)
        before: int | None = None
        if number >= 0 and content.start > layout.paragraphs[number].start:
            before = content.start - 2
        elif number > 0 and self.text[layout.paragraphs[number - 1].end - 1] == ":":
            before = layout.paragraphs[number - 1].end - 1
        if before is not None:
            sentence = layout.sentence_start(max(0, before))
            if last is not None and sentence <= last.end:
                return last.figure
            subject = focus.subject(sentence, content.start)
            figure = focus.figure(subject) if subject is not None else None
            if figure is not None and (figure.person is not False or figure.kind == "organization"):
                return figure
        if last is not None and number - layout.paragraph(max(last.start, last.end - 1)) <= 1:
            return last.figure
        return None

    def answering(self) -> Figure | None:
        """Who answers ("came the reply"): who spoke last before the one who spoke last."""
        told = [said.figure for said in self.focus.said[-_RECENT:] if not said.reported]
        return next((figure for figure in reversed(told) if figure is not told[-1]), None)

    def follow(self, figure: Figure | None, content: Span) -> None:
        """Take down that a figure goes on speaking."""
        if figure is not None:
            self.focus.said.append(Said(content.start, content.end, figure, reported=False, head=-1))

    def quoted_within(self, at: int, content: Span) -> bool:
        """Does the offset lie in a quotation that belongs to this content?"""
        quotation = self.focus.quotation_at(at)
        return quotation is not None and quotation.start >= content.start - 1

    def _resolve(
        self,
        told: Description,
        content: Sequence[Span] = (),
        around: Around | None = None,
        asker: Figure | None = None,
    ) -> Figure | None:
        if told.pronoun is not None:
            return self._pronoun(told, content, around, asker)
        if told.owner is not None and not told.head:
            owner = describe(self.cast, told.owner)
            if owner.owner == told.owner:
                return None
            figure = self._resolve(owner, content, around)
            if figure is not None and told.document:
                self.roster.note(figure, (told.document, "document"), told.span.start)
            return figure
        if told.named is not None:
            return self._named(told, told.named)
        return self.descriptions.figure(told)

    def _pronoun(
        self, told: Description, content: Sequence[Span], around: Around | None, asker: Figure | None
    ) -> Figure | None:
        pronoun, at = told.pronoun, told.span.start
        if pronoun in ("i", "we"):
            return around.first if around else None  # outside quotations it is the narrator
        if pronoun == "you" or pronoun is None:
            return around.second if around else None
        if pronoun == "who":
            person = told.span.of(self.text)[:3].lower() in ("who", "tha")
            return self.focus.relative(at, person=person) or self._before(at)
        if around is None:
            found = self.focus.antecedent(pronoun, at, content, barred=asker)
        elif self.quoted_within(at, around.within) or self._of_pronoun(around, at):
            # Who is quoted speaks of himself as "I"; in "He will appeal, his lawyer said" they are two as well.
            found = self.focus.antecedent(pronoun, at, content, barred=around.holder)
        else:
            since = around.within.start if around.teller is None or around.teller.start < at else 0
            found = self.focus.antecedent(pronoun, at, content, holder=around.holder, since=since)
        if found is not None and pronoun in ("he", "she") and found.kind == "unknown":
            found.kind, found.person = "person", True
        if found is None and pronoun == "they":  # "they say": people in general
            return self.descriptions.unnamed("they", "", Description(told.span, kind="group", plural=True))
        return found

    def _of_pronoun(self, around: Around, at: int) -> bool:
        """Is the statement around told, further on, by somebody of the pronoun's own ("his lawyer")?"""
        teller = around.teller
        return teller is not None and teller.start > at and _POSSESSIVE.match(self.text, teller.start) is not None

    def _before(self, at: int) -> Figure | None:
        """Who is described right before a relative pronoun, without a determiner ("voters who fear")."""
        floor = max(self.layout.sentence_start(at), at - 60)
        phrase: list[str] = []
        for word in reversed(self.text[floor:at].rstrip(" ,").split()):
            if word.lower() in FUNCTION or not word.strip('“"‘').isalpha() or len(phrase) == 3:
                break
            phrase.insert(0, word)
        if not phrase or kind_of(phrase[-1]) == "unknown":
            return None
        return self._resolve(describe(self.cast, Span(self.text.rfind(phrase[0], 0, at), at)))

    def _named(self, told: Description, index: int) -> Figure | None:
        """The figure of a name, with the role that stands beside it in the source."""
        cast, name = self.cast, self.cast.names[index]
        figure = cast.linked[index]
        if figure is None:
            return None
        figure = self.descriptions.acting_for(figure)
        if told.joint:
            others = [other for i in told.joint if (other := cast.linked[i]) is not None]
            return self.descriptions.joint([figure, *others], told) if others else figure
        if (
            cast.profiles[index].sort in ("unknown", "person")
            and figure.kind == "unknown"
            and figure.person is not False
        ):
            figure.person, figure.kind = figure.person or (len(figure.key) > 1 or None), "person"
        if figure.kind == "place":
            figure.kind = "unknown"
        role = Role(told.title, heads_of(told.title.of(self.text))) if told.title is not None else None
        if role is not None:
            for other in self.roster.unnamed(role.heads[-1] if role.heads else ""):
                if other is not figure:
                    other.same = figure  # "his lawyer" ... "the lawyer, Ann Oduya"
                    break
        if figure.role is None:
            role = role or role_after(self.text, name.end, told.span.end, trusted=True)
            if role is None:
                figure.role = affiliation(self.text, name.end, told.span.end, self._ends)
            else:
                cast.give_role(figure, role)
                self.roster.note(figure, role.heads, name.start)
        return figure

    def _of_nominal(self, nominal: Nominal) -> Figure:
        return self.descriptions.of_nominal(nominal)
