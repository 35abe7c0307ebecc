"""A text as the words and figures that time expressions are made of."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?")
_JOINED = frozenset((" ", "-", "\u2011", "\u00a0", "\u2009", "\u202f", "‐", " the ", ""))


class Tokens:
    """Words in small letters (possessive endings left out) and figures, with their places.

    An index outside the text gives the word "".
    """

    __slots__ = ("ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for m in _TOKEN.finditer(text):
            word = m[0]
            self.words.append(word.lower() if word.isascii() else word.lower().replace("’", "'"))
            self.starts.append(m.start())
            self.ends.append(m.end())

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """The word without a possessive ending."""
        if not 0 <= index < len(self.words):
            return ""
        word = self.words[index]
        return word[:-2] if word.endswith("'s") else word

    def possessive(self, index: int) -> bool:
        """Does the word end in 's or stand before an apostrophe?"""
        if not 0 <= index < len(self.words):
            return False
        return self.words[index].endswith("'s") or self.text[self.ends[index] : self.ends[index] + 1] in ("'", "’")

    def capital(self, index: int) -> bool:
        """Does the word begin with a capital letter?"""
        return 0 <= index < len(self.words) and self.text[self.starts[index]].isupper()

    def gap(self, index: int) -> str:
        """What stands between this word and the next; a line break where there is none."""
        if not 0 <= index < len(self.words) - 1:
            return "\n"
        return self.text[self.ends[index] : self.starts[index + 1]]

    def near(self, index: int) -> bool:
        """Do this word and the next stand side by side?"""
        return self.gap(index) in _JOINED

    def after(self, index: int, *words: str) -> bool:
        """Do these words follow, side by side, behind this one?"""
        return all(self.near(index + n) and self.word(index + n + 1) == word for n, word in enumerate(words))

    def figure(self, index: int) -> int | None:
        """The number that the figures stand for, of six places at most."""
        word = self.word(index)
        return int(word) if word.isascii() and word.isdigit() and len(word) <= 6 else None

    def slice(self, first: int, last: int) -> str:
        """The text from word ``first`` up to word ``last``, its end included."""
        return self.text[self.starts[first] : self.ends[last]]
