"""Statements as annotation tools give them back: brat standoff and W3C Web Annotations that Onrecord has written and a
person has changed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.ingest.text import Unreadable
from onrecord.model import Span

_FORMS = ("direct", "mixed", "indirect")
_REF = re.compile(r"ref=(\S+)(?: speaker=(.*))?")


@dataclass(frozen=True, slots=True)
class Marked:
    """One statement: its name in the record (``ref``; None for a new one), content, form and speaker (None: not told),
    and where in the file it stands."""

    ref: str | None
    content: tuple[Span, ...]
    form: str | None
    speaker: str | None
    place: str


@dataclass(slots=True)
class _Bound:
    spans: tuple[Span, ...]
    words: str
    line: int
    form: str | None = None
    ref: str | None = None
    speaker: str | None = None
    notes: list[str] = field(default_factory=list)


def marked(data: bytes, name: str, text: str) -> list[Marked]:
    """The statements in a file of either kind, of an article with that text. Raises Unreadable, with the line and what
    is wrong there, if any of it is malformed or doesn't fit the text."""
    try:
        told = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} is not UTF-8: {error}") from None
    found = _of_json(told, name, text) if told.lstrip().startswith(("{", "[")) else _of_brat(told, name, text)
    seen: set[str] = set()
    for each in found:
        if each.ref is not None and each.ref in seen:
            raise Unreadable(f"{name}, {each.place}: {each.ref} is there twice")
        seen.add(each.ref or "")
    return found


def pieces(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans as standoff formats can hold them: cut at line breaks, without the white space about the parts."""
    found = []
    for span in spans:
        start = span.start
        for line in span.of(text).split("\n"):
            own = line.strip()
            if own:
                first = start + len(line) - len(line.lstrip())
                found.append(Span(first, first + len(own)))
            start += len(line) + 1
    return found


# --- brat -----------------------------------------------------------------------------------------------------------


def _of_brat(told: str, name: str, text: str) -> list[Marked]:
    bound: dict[str, _Bound] = {}
    later: list[tuple[int, str]] = []
    for number, line in enumerate(told.split("\n"), 1):
        if not line.strip():
            continue
        if line[0] == "T":
            id_, made = _text_bound(line, number, name, text)
            if id_ in bound:
                raise Unreadable(f"{name}, line {number}: {id_} is there twice")
            if made is not None:
                bound[id_] = made
        elif line[0] in "ARE#*NM":
            later.append((number, line))
        else:
            raise Unreadable(f"{name}, line {number}: {line[:20]!r} is nothing that brat writes")
    for number, line in later:
        parts = line.split("\t")
        if line[0] == "A":
            words = parts[1].split() if len(parts) == 2 else []
            if len(words) < 2:
                raise Unreadable(f"{name}, line {number}: an attribute names what it is of")
            if words[0] == "Form" and words[1] in bound:
                if len(words) != 3 or words[2] not in _FORMS:
                    raise Unreadable(f"{name}, line {number}: Form is {', '.join(_FORMS)}")
                bound[words[1]].form = words[2]
        elif line[0] == "#":
            words = parts[1].split() if len(parts) >= 2 else []
            if len(parts) != 3 or len(words) != 2:
                raise Unreadable(f"{name}, line {number}: a note is three columns")
            match = _REF.fullmatch(parts[2].strip())
            if match and words[1] in bound:
                bound[words[1]].ref = match[1]
                bound[words[1]].speaker = (match[2] or "").strip() if match[2] is not None else None
    return [Marked(each.ref, each.spans, each.form, each.speaker, f"line {each.line}") for each in bound.values()]


def _text_bound(line: str, number: int, name: str, text: str) -> tuple[str, _Bound | None]:
    parts = line.split("\t")
    match = re.fullmatch(r"(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)", parts[1]) if len(parts) == 3 else None
    if match is None:
        raise Unreadable(f"{name}, line {number}: not of the form T1<tab>Content 10 20<tab>words")
    spans = []
    for pair in match[2].split(";"):
        start, end = (int(each) for each in pair.split())
        spans.append(_checked(start, end, text, f"{name}, line {number}"))
    words = " ".join(span.of(text) for span in spans)
    if words.split() != parts[2].split():
        raise Unreadable(f"{name}, line {number}: the article has {words[:40]!r} there, not {parts[2][:40]!r}")
    return parts[0], _Bound(tuple(spans), words, number) if match[1] == "Content" else None


# --- Web Annotation -------------------------------------------------------------------------------------------------


def _of_json(told: str, name: str, text: str) -> list[Marked]:
    try:
        value = json.loads(told)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{name} is not JSON: {error}") from None
    unit, items = _items(value)
    wide = [i for i, c in enumerate(text) if ord(c) > 0xFFFF]
    if items is None:
        raise Unreadable(f"{name} has no annotations: it is no collection, page, annotation or list of them")
    return [_annotation(item, f"annotation {i}", name, text, unit, wide) for i, item in enumerate(items, 1)]


def _items(value: Any) -> tuple[str, list[Any] | None]:
    if isinstance(value, list):
        return "code points", value
    if not isinstance(value, dict):
        return "", None
    unit = str(value.get("unit", "code points"))
    if value.get("type") == "Annotation":
        return unit, [value]
    if isinstance(value.get("items"), list):
        return unit, value["items"]
    first = value.get("first")
    return unit, first["items"] if isinstance(first, dict) and isinstance(first.get("items"), list) else None


def _annotation(item: Any, place: str, name: str, text: str, unit: str, wide: list[int]) -> Marked:
    where = f"{name}, {place}"
    if not isinstance(item, dict) or item.get("type") != "Annotation":
        raise Unreadable(f"{where}: it is no Annotation")
    targets = item.get("target")
    targets = targets if isinstance(targets, list) else [targets]
    spans = [
        _selected(target.get("selector"), where, text, unit, wide)
        for target in targets
        if isinstance(target, dict) and target.get("onrecord:role", "content") == "content"
    ]
    if not spans:
        raise Unreadable(f"{where}: it selects nothing")
    tags: dict[str, str] = {}
    bodies = item.get("body") or []
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, dict) and isinstance(body.get("onrecord:key"), str):
            tags[body["onrecord:key"]] = str(body.get("value", ""))
    form = tags.get("form")
    if form is not None and form not in _FORMS:
        raise Unreadable(f"{where}: form is {', '.join(_FORMS)}, not {form!r}")
    id_ = str(item.get("id", ""))
    ref = id_.removeprefix("urn:onrecord:") if id_.startswith("urn:onrecord:") else None
    return Marked(ref, tuple(spans), form, tags.get("speaker", ""), place)


def _selected(selector: Any, where: str, text: str, unit: str, wide: list[int]) -> Span:
    """The span of a target: by its position, if the quotation agrees; by the quotation where there is no position."""
    given = [each for each in (selector if isinstance(selector, list) else [selector]) if isinstance(each, dict)]
    position = next((each for each in given if each.get("type") == "TextPositionSelector"), None)
    quote = next((each for each in given if each.get("type") == "TextQuoteSelector"), None)
    exact = quote.get("exact") if quote else None
    if position is not None:
        start, end = position.get("start"), position.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            raise Unreadable(f"{where}: its position has no start and end")
        if unit.startswith("UTF-16"):
            start, end = _code_point(start, wide), _code_point(end, wide)
        span = _checked(start, end, text, where)
        if isinstance(exact, str) and span.of(text) != exact:
            raise Unreadable(f"{where}: the article has {span.of(text)[:40]!r} there, not {exact[:40]!r}")
        return span
    if not isinstance(exact, str) or not exact:
        raise Unreadable(f"{where}: it has neither a position nor a quotation")
    before, behind = str((quote or {}).get("prefix", "")), str((quote or {}).get("suffix", ""))
    at = text.find(before + exact + behind)
    if at < 0 or text.find(before + exact + behind, at + 1) >= 0:
        raise Unreadable(f"{where}: the article doesn't have {exact[:40]!r} at one place only")
    return Span(at + len(before), at + len(before) + len(exact))


def _code_point(at: int, wide: list[int]) -> int:
    """An offset in UTF-16 code units as one in code points."""
    low, high = 0, len(wide)
    while low < high:
        middle = (low + high) // 2
        if wide[middle] + middle < at:
            low = middle + 1
        else:
            high = middle
    return at - low


def _checked(start: int, end: int, text: str, where: str) -> Span:
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise Unreadable(f"{where}: there are no words at {start} to {end}")
    return Span(start, end)
