"""A document's actors by their places, for the reading of relations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.model import Actor, Document, Span
from onrecord.reading.events.scene import DATELINE
from onrecord.reading.sentences import Layout
from onrecord.reading.states import folded, states

_UNIONS = frozenset(("european union", "african union", "united nations"))


def is_union(name: str) -> bool:
    """Is it a union of states, which has presidents of its bodies but no ministers?"""
    return folded(name) in _UNIONS


class Scene:
    """The named actors of a document, to be asked for by place, name or state."""

    def __init__(self, document: Document, actors: Sequence[Actor]) -> None:
        self.document, self.text = document, document.text
        self.layout = Layout(document.text, document.paragraphs)
        self.actors = {actor.id: actor for actor in actors}
        self._mentions = sorted(((span, actor) for actor in actors for span in actor.mentions), key=lambda m: m[0])
        self._starts = [span.start for span, _ in self._mentions]
        self._by_name = {folded(name): a for a in reversed(actors) if a.named for name in (*a.aliases, a.name)}

    def within(self, start: int, end: int) -> list[tuple[Span, Actor]]:
        """The mentions of named actors that lie in ``text[start:end]``, in order."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [(span, actor) for span, actor in self._mentions[low:high] if span.end <= end and actor.named]

    def before(self, offset: int) -> list[tuple[Span, Actor]]:
        """The mentions of named actors before an offset, the latest first; forty at most."""
        high = bisect_right(self._starts, offset - 1)
        return [(span, actor) for span, actor in reversed(self._mentions[max(0, high - 40) : high]) if actor.named]

    def state(self, name: str) -> Actor | None:
        """The country among the actors that a name, a seat or the word for a people means."""
        key = folded(name)
        state = states().by_demonym.get(key) or states().acting(key)
        if state is None:
            return None
        known = self._by_name.get(folded(state.name))
        if known is not None and known.kind in ("country", "organization"):
            return known
        return next((a for a in self.actors.values() if a.kind == "country" and folded(a.name) in state.own), None)

    def dateline(self) -> tuple[bool, Actor | None]:
        """Does a dateline tell the country that the article is from, and which of the actors it is? "TIRANA, Albania
        (AB) —": the country by its name or by its capital."""
        for paragraph in self.layout.paragraphs[:3]:
            line = DATELINE.match(self.text, paragraph.start, paragraph.end)
            if line is None:
                continue
            for part in reversed(re.split(r"[(),/]| -|—|–", line[0])):
                name = folded(part.strip())
                state = states().by_name.get(name) or states().acting(name)
                if state is not None and not is_union(state.name):
                    known = self._by_name.get(folded(state.name))
                    return True, known if known is not None and known.kind == "country" else None
        return False, None

    def about(self) -> Actor | None:
        """The country that the article is about: named most, and first; None where two come close."""
        counted = sorted(
            (
                (len(a.mentions), -min(a.mentions).start, a.id)
                for a in self.actors.values()
                if a.kind == "country" and a.mentions
            ),
            reverse=True,
        )
        if not counted:
            return None
        first = min(counted, key=lambda entry: -entry[1])
        top = counted[0]
        if len(counted) == 1 or top[2] == first[2] or top[0] >= 2 * counted[1][0]:
            return self.actors[top[2]]
        return None
