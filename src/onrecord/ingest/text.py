"""Bytes to text, once: telling text from what is none, decoding, normalising with a way back to the original's offsets,
finding paragraphs.

What normalising does, in this order, until nothing changes:

1. soft hyphens, zero-width characters, bidirectional controls and byte order marks are removed, and the CR of CR LF;
   zero-width (non-)joiners stay where they do their work, between two letters of the scripts that use them or emoji;
2. every line end (CR, NEL, VT, FF, LS, PS) becomes LF; every other space (tab, no-break, en, em, ideographic ...) and
   NUL and the other C0 controls become a space; C1 controls become the Windows-1252 character that they stand for in
   practice (as the HTML standard reads them), lone surrogates U+FFFD;
3. NFC (UAX #15), except in a run of more than 30 combining marks, which no language has (UAX #15, section 13) and
   which costs quadratic time;
4. white space at the end of the text is removed.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from onrecord.model import Span


class Unreadable(ValueError):  # noqa: N818 - the name users read: "Unreadable: draft.pdf is a PDF"
    """A source that cannot become a document; the message is one line that says which and why."""


@dataclass(frozen=True, slots=True)
class Edits:
    """Where one pass replaced characters: ``[starts[i], ends[i])`` of its result stands for
    ``[original_starts[i], original_ends[i])`` of its input; in between, characters correspond one to one.
    """

    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    original_starts: array[int] = field(default_factory=lambda: array("q"))
    original_ends: array[int] = field(default_factory=lambda: array("q"))

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` and how it came about: the edits of each pass, first pass first; none where offsets are the same."""

    text: str
    origin: tuple[Edits, ...] = ()


# --- decoding -------------------------------------------------------------------------------------------------------

_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive or a Word, OpenDocument or EPUB file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip archive",
}


def refuse_binary(data: bytes, name: str) -> None:
    """Raise Unreadable if the bytes begin like a common binary format."""
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise Unreadable(f"{name} is {kind}, not text")


# The tags that mark a file as HTML (WHATWG MIME Sniffing, section 7.1), and the newer ones that open a fragment.
_HTML_START = (
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|meta|link|article"
    rb"|main|section)[\s>/]"
)


def is_html(data: bytes) -> bool:
    """Do the bytes begin like a web page?"""
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\0", b"")
    return b"<" in head and re.match(_HTML_START, head, re.IGNORECASE | re.DOTALL) is not None


def decode(data: bytes, name: str = "the text") -> str:
    """Decode UTF-8, or UTF-16 where a byte order mark says so.

    A byte order mark stays in the result (as U+FEFF) for ``normalise`` to remove, so that offsets of the original
    count it, as they do in a file read as "utf-8". Raises Unreadable, naming the offset of the first bad byte; binary
    data is refused.
    """
    refuse_binary(data, name)
    codec = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "utf-8")
    if codec == "utf-8" and (nul := data.find(0)) >= 0:
        raise Unreadable(f"{name} is binary, not text: it has a NUL byte at offset {nul}")
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        encoding = codec.upper().removesuffix("-LE").removesuffix("-BE")
        raise Unreadable(
            f"{name} is not {encoding}: byte 0x{data[error.start]:02X} at offset {error.start}; save it as UTF-8"
        ) from None


# --- normalising ----------------------------------------------------------------------------------------------------

_INVISIBLE = r"\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
# Letters of scripts from Hebrew on, and emoji: where a (non-)joiner changes how words look (UAX #31, section 2.3).
_JOINING = (
    r"[\u0590-\u061b\u061d-\u167f\u1681-\u180d\u180f-\u1cff\u2190-\u2fff\u3001-\ud7ff\ue000-\ufefe"
    r"\uff00-\ufff8\U00010000-\U0010ffff]"
)
_JOINERS = r"\u200c\u200d"
_LONGEST_RUN_OF_MARKS = 30

# Patterns with large sets take milliseconds to compile, so each is made when a text calls for it; most call for none.


@cache
def _deleted(*, joiners: bool) -> re.Pattern[str]:
    """What is removed from a text; ``joiners`` tells whether it has any."""
    # Starts with one plain set, which the regex engine looks for fast, and checks only then what stands around it.
    idle = rf"|(?<=[{_JOINERS}])(?:(?<!{_JOINING}.)|(?!{_JOINING}))" if joiners else ""
    one = rf"[\r{_JOINERS}{_INVISIBLE}](?:(?<=[{_INVISIBLE}])|(?<=\r)(?=\n){idle})"
    return re.compile(rf"{one}(?:{one})*", re.DOTALL)


@cache
def _removable() -> re.Pattern[str]:
    return re.compile(rf"[\r{_JOINERS}{_INVISIBLE}]")


@cache
def _surrogates() -> re.Pattern[str]:
    return re.compile(r"[\ud800-\udfff]")


@cache
def _substitutes() -> dict[str, str]:
    table = {chr(code): " " for code in (*range(0x20), *range(0x7F, 0xA1), 0x1680, *range(0x2000, 0x200B))}
    table |= dict.fromkeys("\u202f\u205f\u3000", " ")
    for code in range(0x80, 0xA0):
        table[chr(code)] = bytes([code]).decode("cp1252", "ignore") or " "
    table |= dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n")
    del table["\n"]
    return table


def _settled(character: str) -> bool:
    """Does normalising leave the character as it is, whatever stands around it? The ones that news is written with."""
    return (
        " " <= character <= "~"
        or character == "\n"
        # Below U+0300 each is its own NFC and combines with nothing; so do the punctuation and currency signs.
        or ("\u00a0" < character < "\u0300" and character != "\u00ad")
        or "\u2010" <= character <= "\u2027"
        or "\u2030" <= character <= "\u205e"
        or "\u2070" <= character < "\u20d0"
    )


@cache
def _second_characters() -> frozenset[str]:
    """The characters that canonical composition can join to the one before them (NFC_Quick_Check=Maybe)."""
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(0xC0, 0x20000))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and pair[0][0] != "<"}
    hangul_vowels_and_finals = map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)))
    return frozenset(seconds | set(hangul_vowels_and_finals))


def _joins(character: str) -> bool:
    """Can normalisation change the character because of what stands before it?"""
    first = unicodedata.normalize("NFD", character)[0]
    if unicodedata.combining(first):
        return True
    # Only marks and the letters of Hangul syllables can; the table of those that do takes a while to make.
    return (unicodedata.category(first)[0] == "M" or "\u1100" <= first <= "\u11ff") and first in _second_characters()


def _rewrite(text: str, pattern: re.Pattern[str], replace: Callable[[str], str]) -> tuple[str, Edits]:
    edits = Edits()
    pieces: list[str] = []
    copied = length = 0
    for match in pattern.finditer(text):
        old = match.group()
        new = replace(old)
        if new == old:
            continue
        start, end = match.span()
        pieces += (text[copied:start], new)
        length += start - copied
        edits.starts.append(length)
        length += len(new)
        edits.ends.append(length)
        edits.original_starts.append(start)
        edits.original_ends.append(end)
        copied = end
    return "".join((*pieces, text[copied:])), edits


def _compose(text: str) -> tuple[str, Edits]:
    """NFC of the text. Only clusters that it can change are touched, each on its own, to know what came of what."""
    characters = {character for character in set(text) if not _settled(character)}
    joining = "".join(character for character in characters if _joins(character))
    unstable = "".join(c for c in characters if not unicodedata.is_normalized("NFC", c))
    if not joining and not unstable:
        return text, Edits()
    mark = f"[{re.escape(joining)}]" if joining else "(?!)"
    overlong = re.compile(mark + f"{{{_LONGEST_RUN_OF_MARKS + 1}}}")
    if not overlong.search(text) and unicodedata.is_normalized("NFC", text):
        return text, Edits()
    other = f"[^{re.escape(joining)}]" if joining else "(?!)"
    alone = f"[{re.escape(unstable)}]" if unstable else "(?!)"

    def nfc(cluster: str) -> str:
        if len(cluster) > _LONGEST_RUN_OF_MARKS + 1:
            return cluster
        return unicodedata.normalize("NFC", cluster)

    return _rewrite(text, re.compile(f"{other}?{mark}+|{alone}"), nfc)


def normalise(text: str) -> Normalised:
    """The text as the rest of the package knows it (see the module's page), and the way back to the original.

    Idempotent; linear in the length of the text.
    """
    passes: list[Edits] = []
    while unsettled := {character for character in set(text) if not _settled(character)}:
        deletions = compositions = Edits()
        if any(map(_removable().match, unsettled)):
            joiners = not unsettled.isdisjoint("\u200c\u200d")
            text, deletions = _rewrite(text, _deleted(joiners=joiners), lambda _: "")
        for character in unsettled & _substitutes().keys():
            text = text.replace(character, _substitutes()[character])
        if any("\ud800" <= character <= "\udfff" for character in unsettled):
            text = _surrogates().sub("\ufffd", text)
        text, compositions = _compose(text)
        passes += (edits for edits in (deletions, compositions) if len(edits))
        # Composing can reorder or merge the neighbours that decided on a joiner: look again.
        if not len(compositions):
            break
    return Normalised(text.rstrip(), tuple(passes))


def origin_span(normalised: Normalised, span: Span) -> Span:
    """Where a span of the normalised text lies in the text that was given to ``normalise``.

    Removed characters just before or after the span are left out; a character that was composed of several brings
    all of them.
    """
    start, end = span.start, span.end
    for edits in reversed(normalised.origin):
        empty = start == end
        start = _origin(edits, start)[0]
        end = start if empty else _origin(edits, end - 1)[1]
    return Span(start, end)


def _origin(edits: Edits, offset: int) -> tuple[int, int]:
    """Start and end, in a pass's input, of the character at an offset of its result."""
    last = bisect_right(edits.starts, offset) - 1
    if last < 0:
        return offset, offset + 1
    if offset < edits.ends[last]:
        return edits.original_starts[last], edits.original_ends[last]
    start = edits.original_ends[last] + offset - edits.ends[last]
    return start, start + 1


# --- paragraphs -----------------------------------------------------------------------------------------------------

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?…:;。！？؟।][^\w\n]*\Z")
_WIDEST_WRAP = 160
_LINES_TO_JUDGE_BY = 10_000


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a normalised text, in order, none empty, without the white space around them.

    Blank lines always part paragraphs. Whether a single line break does is decided for the whole text: where lines
    were broken at a width, they belong together; otherwise each line is a paragraph.
    """
    lines = [_trimmed(text, *match.span()) for match in _LINE.finditer(text)]
    part = _parting(text, lines[:_LINES_TO_JUDGE_BY])
    spans: list[Span] = []
    start = 0
    for i, line in enumerate(lines):
        if i + 1 == len(lines) or part(line, lines[i + 1]):
            spans.append(Span(lines[start].start, line.end))
            start = i + 1
    return tuple(spans)


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(end - len(words.lstrip()), start + len(words.rstrip()))


def _parting(text: str, lines: list[Span]) -> Callable[[Span, Span], bool]:
    """The test of whether a paragraph ends between two lines, in a text that has lines such as these.

    A text is taken as wrapped if, at no less than a quarter of its single line breaks, a sentence plainly goes on (no
    full stop before, no capital after), and most of those come late in the line. If they come just where the next
    word would not have fitted, a machine wrapped it, and any break that comes earlier was made by the writer.
    """

    def blank(line: Span, following: Span) -> bool:
        return text.count("\n", line.end, following.start) > 1

    def needed(line: Span, following: Span) -> int:
        """The width at which the line would have held the next line's first word too."""
        word = _WORD.match(text, following.start)
        return line.end - line.start + 1 + (word.end() - word.start() if word else 0)

    def goes_on(line: Span, following: Span) -> bool:
        tail = text[max(line.start, line.end - 20) : line.end]
        return not _SENTENCE_END.search(tail) and not text[following.start].isupper()

    single = [pair for pair in pairwise(lines) if not blank(*pair)]
    widths = sorted(line.end - line.start for line in lines)
    # The longest line; among many, not a stray long one (an address, a table).
    width = widths[len(lines) - 1 - len(lines) // 20] if single else 0
    inside = [needed(*pair) for pair in single if goes_on(*pair)] if width <= _WIDEST_WRAP else []
    late = sum(room > 0.6 * width for room in inside)
    if not inside or len(inside) < len(single) / 4 or late < len(inside) / 2:
        return lambda line, following: True
    if sum(room > width for room in inside) >= 0.95 * len(inside):
        return lambda line, following: blank(line, following) or needed(line, following) <= width
    return blank
