"""What the words of a statement give away of how it is meant: the marks that ``commitment`` and ``forecasts`` weigh.

A mark is a short string ("cue:deny", "will", "begins:to"). Those of a statement are read off its cue, the words beside
the cue, and the first words of its content; nothing is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from onrecord.model import Span
from onrecord.reading.nouns import words

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|\?")
_FIRST = 45  # words of a content that are looked at
_BESIDE = 60  # characters beside a cue

#: Verbs and nouns of saying, by what one does with them; stems as ``stem`` makes them.
_SORTS = {
    "denies": "deny denial disput reject refut rebut contradict dismiss disavow disown repudiat contest rule disclaim "
    "scotch debunk rebuff gainsay retract refus",
    "doubts": "doubt question query suspect unsur sceptical skeptical scepticism skepticism",
    "asks": "ask wonder inquir enquir press quiz wanted-to-know question query",
    "urges": "urg demand call order instruct advis beg appeal plead recommend request invit encourag exhort implor "
    "direct command propos press want wish entreat admonish beseech caution summon lobby insist remind",
    "promises": "promis vow pledg assur offer undertak swear guarantee commit oath undertook",
    "threatens": "threat threaten warn vow reserv ultimatum",
    "predicts": "predict expect forecast foresee project estimat fear bet reckon anticipat hop worry prophesy tip "
    "envisag envision see dread brac prognos outlook expectation prediction prognosis guess assum",
    "alleges": "claim alleg accus blam charg contend assert accusation allegation purport fault suspect insinuat "
    "insinuation suggestion imput denounc implicat maintain profess",
    "intends": "intend plan aim mean decid agre prepar consider intention resolv mull weigh want hop seek schedul",
}
_SORT: dict[str, list[str]] = {}
for _sort, _stems in _SORTS.items():
    for _stem in _stems.split():
        _SORT.setdefault(_stem, []).append(_sort)
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "writ", "written": "writ", "thought": "think", "swore": "swear",
    "sworn": "swear", "put": "put", "held": "hold", "saw": "see", "seen": "see", "felt": "feel", "meant": "mean",
    "knew": "know", "known": "know", "gave": "giv", "given": "giv", "spoke": "speak", "spoken": "speak",
    "heard": "hear", "went": "go", "goes": "go", "foresaw": "foresee", "sought": "seek", "foreseen": "foresee",
    "made": "mak", "denied": "deny", "denies": "deny", "replied": "reply", "replies": "reply", "worries": "worry",
    "worried": "worry", "queried": "query", "undertook": "undertak", "undertaken": "undertak", "threatening": "threat",
    "bet": "bet", "betting": "bet", "shot": "shoot", "came": "com", "read": "read", "testified": "testify",
    "testifies": "testify", "implies": "imply", "implied": "imply", "led": "lead", "forbade": "forbid",
    "begged": "beg", "planned": "plan", "planning": "plan", "tipped": "tip", "begging": "beg", "quizzed": "quiz",
    "prophesied": "prophesy", "found": "find", "refused": "refus", "lobbied": "lobby",
}  # fmt: skip
_NEGATIONS = words("not never no neither nor none nobody nothing without hardly cannot")
_MODALS = words("will would shall should could can may might must ought")
FUTURE = re.compile(
    r"\b(?:will|shall|won[’']t|shan[’']t|would|wouldn[’']t|\w+[’'](?:ll|d)|"
    r"(?:am|is|are|was|were|be|[’']m|[’']re|[’']s) (?:not )?(?:going|about|due|set|bound|likely|unlikely|sure|expected|"
    r"scheduled|poised|destined|certain) to)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:I|[Ww]e|I[’']|[Ww]e[’'])(?: will|[’']?ll| shall| won[’']t| would|[’']d| am going| are going)\b"
)
_LATER = re.compile(
    r"\b(?:tomorrow|next (?:week|month|year|spring|summer|autumn|fall|winter|season|decade|\w+day)|later this|soon|"
    r"by (?:the end|\d{4}|then|next|spring|summer|autumn|fall|winter|christmas|[A-Z]\w+)|within (?:a|the|\w+) \w+|"
    r"in the (?:coming|next)|(?:before|until|after|from|in|through) (?:20[2-9]\d)|ever again|again|likely|eventual\w*|"
    r"one day|future|inevitabl\w*)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|until|once|provided|otherwise|should)\b", re.IGNORECASE)
_CROSSED = frozenset(
    ("quoted", "?", "will", "I will", "they will", "will early", "later", "if", "not early", "whether", "begins:to")
)
_SILENT = words(
    """
    believ think hop intend want plan expect fear consider view see writ reject deny doubt suspect wish aim mean
    decid agre intention belief hope thought opinion according claim know feel demand order call
    """
)
_REPLIES = words("reply answer respond response retort rejoin rejoinder counter")
_INTERROGATIVES = words("who what why how when where which whether if whose")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word in small letters without its commonest endings ("denied" -> "deny", "promises" -> "promis")."""
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word


def sorts(cue: Iterable[str]) -> set[str]:
    """What one does with the words of a cue ("denies", "predicts", "intends"), by a list of verbs."""
    return {sort for word in cue for sort in _SORT.get(stem(word), ())}


def marks(
    text: str,
    source: Sequence[Span],
    cue: Sequence[Span],
    content: Sequence[Span],
    *,
    nested: bool = False,
    answers: bool = False,
) -> list[str]:
    """The marks of a statement; ``answers``: the statement before it, somebody else's, is a question."""
    cue_words = [word.lower() for span in cue for word in _TOKEN.findall(span.of(text))]
    stems = list(dict.fromkeys(map(stem, cue_words)))
    said = " […] ".join(span.of(text) for span in content)
    tokens = _TOKEN.findall(said)[:_FIRST]
    lower = [token.lower().replace("’", "'") for token in tokens]
    found = [f"cue:{each}" for each in stems]
    found.append("cue=" + " ".join(stems))
    kinds = sorted(sorts(cue_words)) or ["none"]
    found += [f"sort:{kind}" for kind in kinds]
    found += _beside(text, source, cue, content, kinds)
    quoted = said[:1] in "\"“‘'«„"
    future, own, later = FUTURE.search(said), _OWN.search(said), _LATER.search(said)
    condition = _CONDITION.search(said)
    negated = any(word in _NEGATIONS or word.endswith("n't") for word in lower)
    early = any(word in _NEGATIONS or word.endswith("n't") for word in lower[:6])
    shape = []
    for name, value in (
        ("quoted", quoted), ("?", asks(text, content)), ("will", future), ("I will", own), ("later", later),
        ("if", condition), ("not", negated), ("not early", early), ("nested", nested), ("answers", answers),
        ("no source", not source), ("no cue", not cue),
    ):  # fmt: skip
        if value:
            shape.append(name)
    if future is not None:
        shape.append("will:" + future[0].lower().split()[0].replace("’", "'"))
        if future.start() < 40:
            shape.append("will early")
        if later:
            shape.append("will later")
        if condition:
            shape.append("will if")
        if not own:
            shape.append("they will")
    if lower:
        shape.append("begins:" + lower[0])
        if quoted:
            shape.append("quoted begins:" + lower[0])
        if answers:
            shape.append("answer begins:" + lower[0])
        if lower[0] in _INTERROGATIVES and not quoted:
            shape.append("whether")
        if len(lower) > 1:
            shape.append("begins:" + " ".join(lower[:2]))
    if len(lower) < 6:
        shape.append("short")
    found += shape
    crossed = [
        s
        for s in shape
        if s
        in (
            "quoted",
            "?",
            "will",
            "I will",
            "they will",
            "later",
            "if",
            "not early",
            "whether",
            "begins:to",
            "will early",
        )
    ]
    found += [f"{each}+{other}" for each in (*kinds, *stems[:3]) for other in crossed]
    found += ["has:" + stem(word) for word in dict.fromkeys(lower)]
    return found


def asks(text: str, content: Sequence[Span]) -> bool:
    """Does a content end in a question mark?"""
    return bool(content) and content[-1].of(text).rstrip("\"”’'»“ ").endswith("?")


def speaks(text: str, cue: Sequence[Span]) -> bool:
    """Does a cue tell of words that are said aloud, not of thoughts, plans or papers?"""
    return not any(stem(word) in _SILENT for span in cue for word in _TOKEN.findall(span.of(text)))


def replies(text: str, cue: Sequence[Span]) -> bool:
    """Does a cue say that a question is answered ("replied", "her answer")?"""
    return any(stem(word) in _REPLIES for span in cue for word in _TOKEN.findall(span.of(text)))


def _beside(
    text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span], kinds: Sequence[str]
) -> list[str]:
    """Marks of the words right before and behind the cue."""
    if not cue:
        return []
    first, last = cue[0].start, cue[-1].end
    before = _TOKEN.findall(text[max(0, first - _BESIDE) : first].rpartition("\n")[2].lower())[-3:]
    found = []
    if any(word in _NEGATIONS or word.endswith(("n't", "n’t")) or word in ("declined", "refused") for word in before):
        found.append("cue not")
        found += [f"cue not:{kind}" for kind in kinds]
    if before:
        found.append("before:" + before[-1])
    following = next((span.start for span in content if span.start >= last), None)
    if following is not None and following - last < _BESIDE:
        gap = _TOKEN.findall(text[last:following].lower())
        found.append("gap:" + (gap[-1] if gap else "-"))
        found += [f"{kind}+gap:{gap[-1] if gap else '-'}" for kind in kinds]
        if len(gap) > 1:
            found.append("gap+")
    else:
        found.append("cue behind")
    return found
