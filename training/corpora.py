"""Annotated articles as training reads them: PolNeAR's brat standoff and the project's own tagged articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

Pairs = tuple[tuple[int, int], ...]
_ENTITY = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_TAG = re.compile(r"<(/?)([sqc])(\d+)>")
_ROLES = {"s": "source", "q": "cue", "c": "content"}


@dataclass(frozen=True)
class Labelled:
    """One attribution: character spans of its roles, and the index of the attribution whose content holds it.

    ``forecast`` is None, a date, or "yes" for a forecast without one.
    """

    source: Pairs
    cue: Pairs
    content: Pairs
    parent: int | None = None
    speaker: str | None = None
    named: bool | None = None
    commitment: str = "asserts"
    channel: str | None = None
    addressee: str | None = None
    forecast: str | None = None
    condition: bool = False
    said_on: str | None = None


@dataclass(frozen=True)
class Article:
    """A text with its attributions. ``complete`` where nested and free-standing statements are annotated too."""

    name: str
    text: str
    attributions: tuple[Labelled, ...]
    complete: bool
    published: str | None = None
    facts: dict[str, str] = field(default_factory=dict)


def polnear(folder: Path, *, every_annotator: bool) -> Iterator[Article]:
    """The articles of one compartment (``folder`` holds text/ and attributions/); the first annotator's, or each's."""
    for path in sorted((folder / "text").glob("*.txt")):
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        text = path.read_bytes().decode("utf-8")
        for annotation in annotations if every_annotator else annotations[:1]:
            found = tuple(_brat(annotation.read_bytes().decode("utf-8")))
            yield Article(path.stem, text, found, complete=False)


def _brat(lines: str) -> Iterator[Labelled]:
    entities: dict[str, Pairs] = {}
    events: list[list[list[str]]] = []
    for line in lines.split("\n"):
        if m := _ENTITY.match(line):
            parts = [part.split() for part in m[2].split(";")]
            entities[m[1]] = tuple((int(s), int(e)) for s, e in parts)
        elif line.startswith("E"):
            events.append([arg.split(":") for arg in line.split("\t")[1].split()])
    for event in events:
        roles: dict[str, set[tuple[int, int]]] = {"source": set(), "cue": set(), "content": set()}
        for name, ref in event:
            role = name.rstrip("0123456789").lower()
            if role in roles:
                roles[role].update(entities[ref])
        if roles["cue"] or roles["content"]:
            source, cue, content = (tuple(sorted(spans)) for spans in roles.values())
            yield Labelled(source, cue, content)


def house(folder: Path) -> Iterator[Article]:
    """The project's own articles (training/house): inline tags <sN> <qN> <cN>, a head and a footer, parted by ---.

    Raises ValueError naming the file where tags don't nest or the footer doesn't fit them.
    """
    for path in sorted(folder.rglob("*.txt")):
        parts = re.split(r"(?m)^---\s*$", path.read_text(encoding="utf-8"))
        if len(parts) != 3:
            raise ValueError(f"{path}: expected two lines of ---, found {len(parts) - 1}")
        facts = dict(line.split(": ", 1) for line in parts[0].strip().splitlines())
        text, roles = _untagged(parts[1].strip("\n"), path)
        footer: dict[int, list[str]] = {}
        for line in parts[2].strip().splitlines():
            fields = [f.strip() for f in line.split("|")]
            footer[int(fields[0])] = fields[1:]
        if set(footer) != set(roles):
            raise ValueError(f"{path}: tags and footer differ on {sorted(set(footer) ^ set(roles))}")
        numbers = sorted(roles)
        found = []
        for number in numbers:
            fields = footer[number]
            extra = dict(f.split("=", 1) for f in fields[2:] if "=" in f)
            parent = numbers.index(int(extra["parent"])) if "parent" in extra else None
            source, cue, content = (tuple(sorted(roles[number].get(role, []))) for role in "sqc")
            named = {"named": True, "unnamed": False}.get(fields[1])
            commitment = next((f for f in fields[2:3] if "=" not in f), "asserts")
            found.append(
                Labelled(
                    source,
                    cue,
                    content,
                    parent,
                    fields[0],
                    named,
                    commitment,
                    extra.get("channel"),
                    extra.get("addressee"),
                    extra.get("forecast"),
                    extra.get("condition") == "yes",
                    extra.get("said_on"),
                )
            )
        found = [_with_source(a, found, text) for a in found]
        yield Article(path.stem, text, tuple(found), complete=True, published=facts.get("published"), facts=facts)


def _with_source(a: Labelled, others: Iterable[Labelled], text: str) -> Labelled:
    """Give a second cue of one subject ("denied ... but conceded ...") the source tagged with the first."""
    if a.source or not a.cue or a.speaker in (None, "-"):
        return a
    begins = text.rfind("\n", 0, a.cue[0][0]) + 1
    before = [
        b.source for b in others if b.speaker == a.speaker and b.source and begins <= b.source[0][0] < a.cue[0][0]
    ]
    return replace(a, source=max(before)) if before else a


def _untagged(body: str, path: Path) -> tuple[str, dict[int, dict[str, list[tuple[int, int]]]]]:
    text, at = "", 0
    stack: list[tuple[str, int, int]] = []
    roles: dict[int, dict[str, list[tuple[int, int]]]] = {}
    for m in _TAG.finditer(body):
        text += body[at : m.start()]
        at = m.end()
        if not m[1]:
            stack.append((m[2], int(m[3]), len(text)))
            continue
        if not stack or stack[-1][:2] != (m[2], int(m[3])):
            raise ValueError(f"{path}: {m[0]} closes what is not open")
        role, number, start = stack.pop()
        roles.setdefault(number, {}).setdefault(role, []).append((start, len(text)))
    if stack:
        raise ValueError(f"{path}: <{stack[-1][0]}{stack[-1][1]}> is never closed")
    return text + body[at:], roles


def save(articles: Iterable[Article], path: Path) -> int:
    """One JSON object a line; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps(asdict(article), ensure_ascii=False) + "\n")
            count += 1
    return count


def load(path: Path) -> list[Article]:
    """What ``save`` wrote."""
    articles = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            for a in row["attributions"]:
                for role in _ROLES.values():
                    a[role] = tuple((s, e) for s, e in a[role])
            attributions = tuple(Labelled(**a) for a in row["attributions"])
            articles.append(
                Article(row["name"], row["text"], attributions, row["complete"], row["published"], row["facts"])
            )
    return articles
