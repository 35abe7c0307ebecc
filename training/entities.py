"""Names and mentions as training reads them: GUM (CoNLL-U) and the Worldwide Newswire (token and label a line).

Both become text again (spaces as in the file, or by rule) with character spans, so that they go through the same words
and pieces as everything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

_NAMES = {"Person": "person", "Organization": "organization", "Location": "place", "NORP": "people", "Date": "date"}
_OTHER = ("Misc", "Facility", "Product")
_KINDS = {"person": "person", "organization": "organization", "place": "place"}
_PART = re.compile(r"\((\d+)-([a-z]+)-[^()]*?\)|\((\d+)-([a-z]+)-[^()]*|(\d+)\)")
_NO_SPACE_BEFORE = frozenset(",.;:!?%)]}'’”") | {"'s", "’s", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m"}
_NO_SPACE_AFTER = frozenset("([{$£€“‘#")


@dataclass(frozen=True)
class Name:
    """A name: characters ``start:end`` and what it names (``onrecord.reading.mentions.NAMES``)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Mention:
    """A mention: characters ``start:end``, its head word's, what it is (``KINDS``), and which entity it means."""

    start: int
    end: int
    head: tuple[int, int]
    kind: str
    cluster: int


@dataclass(frozen=True)
class Tagged:
    """A text with its names or its mentions; None where it tells nothing of them."""

    name: str
    text: str
    names: tuple[Name, ...] | None = None
    mentions: tuple[Mention, ...] | None = None


def worldwide(folder: Path) -> Iterator[Tagged]:
    """The articles of ner-worldwide (``folder`` is its root), in order of file name."""
    for path in sorted((folder / "processed_annotated").glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").split("\n")
        text, names = "", list[Name]()
        before, tight = "", True
        straight = 0
        for number, line in enumerate(lines):
            if not line.strip():
                if text and not text.endswith("\n"):
                    text += "\n"
                tight, straight = True, 0
                continue
            parts = re.split(r"\t| {4}", line)
            token, label = parts[0], parts[1] if len(parts) > 1 else "O"
            if number == 0 and token.startswith("http"):
                continue
            closing = token in _NO_SPACE_BEFORE
            if token == '"':
                closing = straight % 2 == 1
                straight += 1
            if not (tight or closing):
                text += " "
            start = len(text)
            text += token
            tight = token in _NO_SPACE_AFTER or (token == '"' and not closing)
            kind = label[2:]
            kind = _NAMES.get(kind) or ("other" if kind in _OTHER else "")
            if kind and label[0] == "I" and names and before == label[2:]:
                names[-1] = Name(names[-1].start, len(text), names[-1].kind)
            elif kind:
                names.append(Name(start, len(text), kind))
            before = label[2:]
        yield Tagged(path.name.split(".")[0], text, names=tuple(names))


def gum(folder: Path) -> Iterator[Tagged]:
    """The documents of one split of GUM (``folder`` holds dep/), with all their entity mentions."""
    for path in sorted((folder / "dep").glob("*.conllu")):
        yield _gum(path)


def _gum(path: Path) -> Tagged:
    text = ""
    open_: list[tuple[str, str, int, int]] = []  # entity, kind, start, sentence token at which it began
    found: list[Mention] = []
    clusters: dict[str, int] = {}
    rows: list[tuple[int, int, int, str]] = []  # of the sentence: start, end, head, relation
    pending: list[tuple[str, str, int, int]] = []  # closed in this sentence: entity, kind, first and last row

    def close() -> None:
        for entity, kind, first, last in pending:
            head = _head(rows, first, last)
            number = clusters.setdefault(entity, len(clusters))
            kind = _KINDS.get(kind, "other")
            found.append(Mention(rows[first][0], rows[last][1], rows[head][:2], kind, number))
        pending.clear()
        rows.clear()
        open_.clear()

    space = False
    joined = (0, True)  # until which row of the sentence no space stands, and whether one stands behind it
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            if re.match(r"# newpar(_block| |$)", line):
                text = text.rstrip(" ") + ("\n" if text and not text.endswith("\n") else "")
                space = False
            if not line:
                close()
                joined = (0, True)
            continue
        columns = line.split("\t")
        if m := re.fullmatch(r"\d+-(\d+)", columns[0]):  # "daughter's": one word of the text, two rows
            joined = (int(m[1]), "SpaceAfter=No" not in columns[9])
        if not columns[0].isdigit():
            continue
        misc = dict(item.split("=", 1) for item in columns[9].split("|") if "=" in item)
        if space:
            text += " "
        start = len(text)
        text += columns[1]
        space = misc.get("SpaceAfter") != "No"
        if int(columns[0]) <= joined[0]:
            space = joined[1] and int(columns[0]) == joined[0]
        rows.append((start, len(text), int(columns[6]) - 1, columns[7]))
        for m in _PART.finditer(misc.get("Entity", "")):
            if m[1]:
                pending.append((m[1], m[2], len(rows) - 1, len(rows) - 1))
            elif m[3]:
                open_.append((m[3], m[4], start, len(rows) - 1))
            else:
                at = max((i for i, o in enumerate(open_) if o[0] == m[5]), default=None)
                if at is not None:
                    entity, kind, _, first = open_.pop(at)
                    pending.append((entity, kind, first, len(rows) - 1))
    close()
    return Tagged(path.stem, text, mentions=tuple(sorted(found, key=lambda m: (m.start, -m.end))))


def _head(rows: list[tuple[int, int, int, str]], first: int, last: int) -> int:
    """The row of a mention's head word: the one whose governor lies outside; the last word of a name."""
    inside = range(first, last + 1)
    head = next((i for i in inside if not first <= rows[i][2] <= last), last)
    flat = [i for i in inside if rows[i][2] == head and rows[i][3].startswith("flat")]
    return flat[-1] if flat else head


def pool(texts: Iterable[Tagged]) -> dict[str, list[str]]:
    """The names of the texts by kind, each as often as it occurs, but for dates."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for name in text.names or ():
            if name.kind in ("person", "organization", "place"):
                found.setdefault(name.kind, []).append(text.text[name.start : name.end])
    return found


def swapped(tagged: Tagged, others: Mapping[str, Sequence[str]], share: float, random: Random) -> Tagged:
    """The text with that share of its names replaced by others of their kind, one name by one other throughout.

    Mention replacement (Dai and Adel 2020): a name is then told by its place, not by having been seen.
    """
    new: dict[tuple[str, str], str] = {}
    text, at = "", 0
    names = []
    for name in tagged.names or ():
        if name.start < at:
            return tagged  # names within names stay as they are
        words = tagged.text[name.start : name.end]
        swap = words
        if name.kind in others:
            if (name.kind, words) not in new:
                new[name.kind, words] = random.choice(others[name.kind]) if random.random() < share else words
            swap = new[name.kind, words]
        text += tagged.text[at : name.start]
        names.append(Name(len(text), len(text) + len(swap), name.kind))
        text += swap
        at = name.end
    return Tagged(tagged.name, text + tagged.text[at:], tuple(names) if tagged.names is not None else None)


def save(texts: Iterable[Tagged], path: Path) -> int:
    """One JSON object a line; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for tagged in texts:
            file.write(json.dumps(asdict(tagged), ensure_ascii=False) + "\n")
            count += 1
    return count


def load(path: Path) -> list[Tagged]:
    """What ``save`` wrote; nothing where there is no such file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        row = json.loads(line)
        names = None if row["names"] is None else tuple(Name(**n) for n in row["names"])
        mentions = row["mentions"]
        if mentions is not None:
            mentions = tuple(Mention(**{**m, "head": tuple(m["head"])}) for m in mentions)
        found.append(Tagged(row["name"], row["text"], names, mentions))
    return found
