"""What a user types to search, as an expression of SQLite's full text index (FTS5).

Words, "phrases" and prefix* are all to be found; OR, NOT (or a minus before a word) and round brackets combine them.
Whatever else is typed is searched for as it stands: nothing of it reaches the index as an operator.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from onrecord.record.database import RecordError

LONGEST = 2000
"""Characters of a query."""
DEEPEST = 40
"""Brackets within brackets."""

_TOKEN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[\w\"“(]))?(?:[\"“„](?P<phrase>[^\"“”„]*)[\"”“]?"
    r"(?P<any_phrase>\*)?|(?P<word>[^\s()\"“”„]+)))"
)


@dataclass(slots=True)
class _Parser:
    """A recursive descent over the tokens: either of (all of (not) terms)."""

    tokens: list[tuple[str, str]]
    at: int = 0
    depth: int = 0

    def peek(self) -> str | None:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else None

    def either(self) -> str | None:
        found = []
        while True:
            found.append(self.all_of())
            if self.peek() != "or":
                break
            self.at += 1
        if len(found) > 1 and None in found:
            raise RecordError("OR stands between two things to look for")
        return found[0] if len(found) == 1 else f"({' OR '.join(each for each in found if each)})"

    def all_of(self) -> str | None:
        wanted: list[str] = []
        unwanted: list[str] = []
        while (kind := self.peek()) not in (None, "or", "close"):
            self.at += 1
            if kind == "and":
                continue
            into = wanted
            while kind == "not":
                into = unwanted if into is wanted else wanted
                kind = self.peek()
                self.at += 1
            if kind is None or kind in ("or", "and", "close"):
                raise RecordError("NOT stands before what is not to be found")
            expression = self.bracket() if kind == "open" else self.tokens[self.at - 1][1]
            if expression:
                into.append(expression)
        if unwanted and not wanted:
            raise RecordError("a search needs something to look for, not only what to leave out")
        if not wanted:
            return None
        found = " AND ".join(wanted)
        for each in unwanted:
            found = f"({found}) NOT {each}"
        return f"({found})" if len(wanted) > 1 or unwanted else found

    def bracket(self) -> str | None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise RecordError(f"a search can have {DEEPEST} brackets within each other, no more")
        inner = self.either()
        if self.peek() != "close":
            raise RecordError("a bracket in the search is not closed")
        self.at += 1
        self.depth -= 1
        return inner


def expression(query: str) -> str | None:
    """The query as an FTS5 expression; None where there is nothing in it to look for. Raises RecordError."""
    if len(query) > LONGEST:
        raise RecordError(f"a search can have {LONGEST} characters, this has {len(query)}")
    parser = _Parser(_tokens(query))
    found = parser.either()
    if parser.peek() == "close":
        raise RecordError("a bracket in the search closes where none is open")
    return found


def phrase(text: str, *, prefix: bool = False) -> str | None:
    """The words of a text, one after the other, as an FTS5 expression; None where it has none."""
    plain = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text).replace(
        '"', " "
    )
    if not any(unicodedata.category(letter)[0] in "LN" or unicodedata.category(letter) == "Co" for letter in plain):
        return None
    return f'"{plain.strip()}"' + ("*" if prefix else "")


def _tokens(query: str) -> list[tuple[str, str]]:
    tokens = []
    for match in _TOKEN.finditer(query):
        if match["open"]:
            tokens.append(("open", ""))
        elif match["close"]:
            tokens.append(("close", ""))
        elif match["word"] in ("AND", "OR", "NOT") and not match["minus"]:
            tokens.append((match["word"].lower(), ""))
        else:
            if match["minus"]:
                tokens.append(("not", ""))
            if match["phrase"] is not None:
                found = phrase(match["phrase"], prefix=bool(match["any_phrase"]))
            else:
                word = match["word"] or ""
                found = phrase(word, prefix=word.endswith("*"))
            tokens.append(("term", found or ""))
    return tokens
