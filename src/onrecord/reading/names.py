"""Capitalised names where they stand in a text: "US President Donald Trump", "Ursula von der Leyen", "al-Burhan".

A light finder, no recogniser: it takes runs of capitalised words, with the particles and connectives that names have,
less the words that only begin a sentence. What a name names is told by ``profiles`` and from the company it keeps.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from onrecord.reading.nouns import words
from onrecord.reading.titles import BODIES, OFFICES, SUBJECTS, fold


def _capitals() -> str:
    """The capital letters of the scripts that have letter case, for a character class, neighbours as ranges."""
    codes = [c for c in (*range(0x41, 0x588), *range(0x1E00, 0x2000)) if chr(c).isupper() or chr(c).istitle()]
    breaks = [i for i, code in enumerate(codes) if not i or codes[i - 1] != code - 1]
    runs = (codes[i:j] for i, j in pairwise([*breaks, len(codes)]))
    return "".join(chr(run[0]) if len(run) == 1 else f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


_PREFIX = r"(?:[dDlLO]|[Aa][ltrzsdn]|[Ee]l|ash|[Mm]c)[’'\-‑]"
_REST = r"(?:\.(?:[^\W\d_]\.)*(?!\w)|\w*(?:(?:[’'\-‑](?![sS]\b)|(?<=[A-Z]{2})/(?=[A-Z]{2,}\b))\w+)*)"
_TITLE_STOP = (
    r"(?:\.(?:(?<=Mr\.|Ms\.|Mx\.|Dr\.|St\.|Lt\.|Jr\.|Sr\.)"
    r"|(?<=Mrs\.|Sen\.|Rep\.|Gov\.|Gen\.|Col\.|Sgt\.|Cpl\.|Maj\.|Rev\.|Hon\.|Adm\.|Amb\.|Det\.|Mme\.)"
    r"|(?<=Sens\.|Reps\.|Brig\.|Capt\.|Cmdr\.|Prof\.|Supt\.|Insp\.|Cllr\.)))?"
)
_PARTICLE = (
    r"(?:v[ao]n|der|den|de[lnr]?|della|d[aiu]|d[ao]s|la|le|l[ao]s|[ae]l|bin|ibn|bint|ben|ter|ten|zu[mr]?|af|av|ap|ould"
    r"|[ey]|’t|'t)"
)
_GAP = r"\]?[ \u00a0\u202f]\[?"
_NICKNAME = r"[“‘\"'(](?=[^a-z])\w+[”’\"')](?=[ \u00a0][^a-z])"


@cache
def _name(*, western: bool) -> re.Pattern[str]:
    """A name in a text; ``western`` where its capitals are all below U+0100: a set of all there are is slow to compile.

    The first capital stands bare in front: the search skips to it. A prefix before it ("al-") is looked up afterwards.
    """
    cap = "[A-ZÀ-ÖØ-Þ]" if western else f"[{_capitals()}]"
    return re.compile(
        rf"{cap}(?<![\w@#].){_REST}{_TITLE_STOP}(?:{_GAP}(?:{cap}{_REST}{_TITLE_STOP}|{_PREFIX}{cap}{_REST}"
        rf"|(?=[vdlaebitozy’'])(?:{_PARTICLE}{_GAP}){{1,3}}(?:{_PREFIX})?{cap}{_REST}|{_NICKNAME})){{0,12}}"
    )


_PREFIXED = re.compile(rf"(?<!\w)(?:{_PREFIX})$")
_PIECE = re.compile(r"[^\s\[\]]+")
_CONNECTIVE = re.compile(r" (of|for|on|in|against|to|and|&)(?: the)? ")
_STOP = re.compile(r"[.!?\n]")
_DESCRIPTIVE = re.compile(
    r"[-‑](?:based|born|backed|led|owned|run|style|era|educated|listed|made|trained|bred|held|controlled)$"
)

#: Words that a capital letter at the beginning of a sentence makes no name.
_BEGINNERS = words(
    """
    A About Above According Across Added Adding Additional After Again Against Ahead All Almost Along Already
    Also Although Always Amid Among An And Announced Another Answered Any Anybody Anyone Anything Apart Are
    Around As Aside Ask Asked Asking At Away Back Based Be Because Been Before Behind Being Below Beside Besides
    Better Between Beyond Both But By Called Came Can Cannot Certainly Come Could Declared Despite Did Do Does
    Done Down Due During Each Earlier Echoed Either Else Elsewhere Enough Even Eventually Ever Every Everybody
    Everyone Everything Except Explained Far Few Fewer Finally First For Former From Further Get Given Go Going
    Had Half Has Have Having He Hence Her Here Hers Herself Him Himself His How However I I’d I’ll I’m I’ve I'd
    I'll I'm I've If In Indeed Inside Instead Into Is It It’s It's Its Itself Just Knowing Last Late Later Least
    Less Let Let’s Let's Like Likewise Look Made Make Many Maybe Me Meanwhile Might Mine More Moreover Most Much
    Must My Myself Near Nearly Neither Never Nevertheless Next No Nobody None Nonetheless Nor Not Noted Nothing
    Now Nowhere Of Off Often Oh On Once One Ones Only Onto Opposite Or Other Others Otherwise Our Ours Out
    Outside Over Overall Own Part Per Perhaps Please Plus Pressed Quite Rather Recalled Recently Replied Said
    Same Saying Says Second See Seen Separately Several Shall She Should Similarly Since So Some Somebody
    Someone Something Sometimes Soon Speaking Still Such Suddenly Take Than Thank Thanks That That’s That's The
    Their Theirs Them Themselves Then There There’s There's Therefore These They They’re They're Third This
    Those Though Through Throughout Thus Till To Today Together Told Tomorrow Tonight Too Toward Towards Two
    Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen
    Nineteen Twenty Thirty Forty Fifty Hundreds Thousands Dozens Scores Millions Roughly Under Unlike Unless
    Until Up Upon Us Used Usually Very Via Warned Was We Well Were What Whatever What’s What's When Whenever
    Where Whereas Whether Which While Who Whoever Whole Whom Whose Who’s Who's Why With Within Without Won’t
    Won't Would Wrote Writing Yes Yesterday Yet You You’re You're Your Yours Yourself Citing Quoting Q Argued
    Insisted Concluded Predicts Warns Argues Adds Asks Quipped January February March July September October
    November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan. Feb. Mar. Apr. Aug. Sept.
    Oct. Nov. Dec. Jan Feb Sept Oct Nov Dec
    """
)
# As likely a name's first word as the month or the question it stands for.
_PERHAPS = frozenset(("Will", "May", "April", "June", "August"))
_BEFORE_MONTH = words(
    "in of by since until till last next early late mid this from on every through to before after between In Since By"
)
_ENDERS = _BEGINNERS - {"Second", "Said", "Third", "Far", "Same", "March", "Half", "Part", "Late", "Wells"}


class Name(NamedTuple):
    """A name where it stands: ``text[start:end]``, and its words less brackets."""

    start: int
    end: int
    words: tuple[str, ...]


def names(text: str) -> list[Name]:
    """The names of a text, by position. Linear in the text's length."""
    found: list[Name] = []
    known: dict[str, tuple[int, int, tuple[str, ...]] | None] = {}
    end = -20
    western = not any(c > "\u00ff" and (c.isupper() or c.istitle()) for c in set(text))
    for m in _name(western=western).finditer(text):
        run = m[0]
        kept = known[run] if run in known else known.setdefault(run, _trimmed(run))
        if kept is None:
            continue
        start = m.start()
        first, last, parts = kept
        if parts[0] in _PERHAPS:
            if len(parts) == 1 and _dated(text, start + first, start + last):
                continue
            if len(parts) > 1 and _no_forename(text, start, parts[0]):
                rest = run.index(parts[1], first + len(parts[0]))
                kept = _trimmed(run[rest:])
                if kept is None:
                    continue
                first, last, parts = rest + kept[0], rest + kept[1], kept[2]
        name = Name(start + first, start + last, parts)
        if first == 0 and start and text[start - 1] in "-‑’'":
            name = _with_prefix(text, name)
        if 3 <= start - end <= 13 and first == 0 and text[start - 1] == " ":
            joined = _joined(text, found[-1], name)
            if joined is not None:
                name = found[-1] = joined
                end = name.end
                continue
        found.append(name)
        end = name.end
    return found


def _trimmed(run: str) -> tuple[int, int, tuple[str, ...]] | None:
    """A run of capitals less words that only begin or end it ("But Putin", "Berlin-based Ada Krol", "Trump Monday").

    Start and end in the run, and the words kept; None where nothing is left.
    """
    pieces = [(m[0], m.start(), m.end()) for m in _PIECE.finditer(run)]
    first, last = 0, len(pieces)
    while first < last:
        word = pieces[first][0]
        if word not in _BEGINNERS and not _DESCRIPTIVE.search(word) and (word[0].isupper() or _prefixed(word)):
            break
        first += 1
    while last > first and pieces[last - 1][0] in _ENDERS:
        last -= 1
    if first == last:
        return None
    return pieces[first][1], pieces[last - 1][2], tuple(p[0] for p in pieces[first:last])


def _dated(text: str, start: int, end: int) -> bool:
    """Is the word a month ("in May", "19 May", "May 9")?"""
    before = text[max(0, start - 12) : start].split()
    return text[end : end + 2].strip()[:1].isdigit() or (
        bool(before) and (before[-1] in _BEFORE_MONTH or before[-1][-1].isdigit())
    )


def _no_forename(text: str, start: int, word: str) -> bool:
    """Does the word stand for a month ("In May Putin") or begin a question ("Will Putin go?")?"""
    if word != "Will":
        return True
    stop = _STOP.search(text, start, start + 300)
    return (
        stop is not None and stop[0] == "?" and text[max(0, start - 2) : start].strip(" \n“\"'‘") in ("", ".", "?", "!")
    )


def _with_prefix(text: str, name: Name) -> Name:
    """The name with the small prefix that stands before its capital ("al-Burhan", "d’Estaing")."""
    m = _PREFIXED.search(text, max(0, name.start - 5), name.start)
    if m is None:
        return name
    return Name(m.start(), name.end, (m[0] + name.words[0], *name.words[1:]))


def _prefixed(word: str) -> bool:
    """Does the word carry its small prefix with it ("al-Burhan", "d'Estaing")?"""
    return any(mark in word for mark in "-‑’'")


def _joined(text: str, left: Name, right: Name) -> Name | None:
    """One name out of two runs of capitals ("Ministry" of "Foreign Affairs"), None where they are two names."""
    gap = text[left.end : right.start]
    m = _CONNECTIVE.fullmatch(gap)
    if m is None:
        return None
    connective = m[1]
    if connective == "&":
        joined = True
    elif connective in ("of", "for"):
        titled = fold(left.words[-1]) in OFFICES or ("of" in left.words and fold(left.words[0]) in OFFICES)
        joined = titled or any(fold(w) in BODIES for w in left.words)
    elif connective == "and":
        joined = fold(right.words[-1]) in SUBJECTS and any(fold(w) in BODIES for w in left.words)
        joined = joined or (
            fold(left.words[-1]) in SUBJECTS and fold(right.words[-1]) in BODIES and len(right.words) < 4
        )
    elif connective == "in":
        joined = fold(left.words[-1]) == "cooperation" and "for" in left.words
    else:
        joined = (
            connective in ("on", "against")
            and any(fold(w) in BODIES for w in left.words)
            and right.words[0] not in _PERHAPS
        )
    return Name(left.start, right.end, (*left.words, *gap.split(), *right.words)) if joined else None
