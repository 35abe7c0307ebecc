"""How well time expressions are read: python -m benchmarks.times MEANTIME

MEANTIME is the folder of the NewsReader MEANTIME corpus (Minard et al. 2016; English, CAT format). Measured as in
TempEval-3 (UzZaman et al. 2013): an expression is found where it shares a word with one of gold (relaxed match), and
value F1 counts those whose TIMEX3 value is gold's too. The day of writing is given, as it is there, and not counted;
nor is what stands behind the last sentence that the corpus annotates (most often the sixth).

The rules were written against the files of even number, in the order of their paths; those of odd number are the test.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from onrecord.model import Document, Span, TimeExpression
from onrecord.reading.dates import times

_NO_SPACE_BEFORE = re.compile(r"['’]\w*$|[.,;:!?)\]%”]+$|n't$")
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "tonight": "TNI"}
_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"} | {str(32 + n): f"Q{n}" for n in range(1, 5)}
_SEASONS |= {"40": "H1", "41": "H2"}
_COUNTED = re.compile(r"(.*(?:second|minute|hour|day|week|month|year|decade)s?) (?:ago|later|earlier|before|after\w*)")
_VAGUE = {"now": "PRESENT_REF", "currently": "PRESENT_REF", "recently": "PAST_REF", "soon": "FUTURE_REF"}
_UNITS = {"decade": "DE", "year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M"}


@dataclass(frozen=True)
class Gold:
    """One article, with the spans and values of its expressions but the day of writing, which is ``made``.

    Only what begins before ``end`` is annotated.
    """

    name: str
    document: Document
    made: Span | None
    end: int
    times: tuple[tuple[Span, str], ...]


def corpus(folder: Path) -> Iterator[Gold]:
    """The articles in the order of their paths."""
    for path in sorted(folder.rglob("*.xml")):
        root = ET.parse(path).getroot()
        text, spans, sentence = "", {}, "0"
        for token in root.iter("token"):
            word = token.text or ""
            if text:
                text += (
                    "\n"
                    if token.get("sentence") != sentence and sentence in "01"
                    else " " * (not (_NO_SPACE_BEFORE.match(word) or text[-1:] in "([$“"))
                )
            sentence = token.get("sentence") or ""
            spans[token.get("t_id")] = Span(len(text), len(text) + len(word))
            text += word
        numbers = {token.get("t_id"): int(token.get("sentence") or 0) for token in root.iter("token")}
        annotated = max(numbers[anchor.get("t_id")] for anchor in root.iter("token_anchor"))
        end = max(span.end for t_id, span in spans.items() if numbers[t_id] <= annotated)
        made, published, found = None, None, []
        for each in root.iter("TIMEX3"):
            anchors = [anchor.get("t_id") for anchor in each.iter("token_anchor")]
            if not anchors:
                continue
            place, value = Span(spans[anchors[0]].start, spans[anchors[-1]].end), each.get("value") or ""
            if each.get("functionInDocument") == "CREATION_TIME" or (numbers[anchors[0]] == 1 and made is None):
                made, published = place, value
            else:
                found.append((place, value))
        paragraphs = tuple(Span(*m.span()) for m in re.finditer(r"[^\n]+", text))
        yield Gold(path.stem, Document(text, paragraphs, published=published), made, end, tuple(found))


def timex(expression: TimeExpression, words: str) -> str:
    """The TIMEX3 value of an EDTF value or ISO duration; ``words`` are the expression's own.

    The corpus tags of "two years ago" the length alone, and the date as a second expression without words.
    """
    value, words = expression.value, words.lower()
    if (counted := _COUNTED.fullmatch(words)) and (lengths := times(Document(f"for {counted[1]}", ()))):
        return timex(lengths[0], counted[1])
    if words in _VAGUE:
        return _VAGUE[words]
    if value is None:
        unit = next((sign for name, sign in _UNITS.items() if re.search(rf"\b{name}s?\b", words)), None)
        time = "T" if re.search(r"hour|minute", words) else ""
        return f"P{time}X{unit}" if unit and expression.kind == "duration" else "XXXX-XX-XX"
    if expression.kind in ("duration", "set"):
        return value
    value = value.strip("~?%")
    if re.search(r"\b(?:fiscal|fy)", words):
        return f"FY{value[:4]}"
    since, slash, until = value.partition("/")
    if slash and len(since) == len(until) == 10:
        days = (date.fromisoformat(until) - date.fromisoformat(since)).days
        year, week, weekday = date.fromisoformat(since).isocalendar()
        if days == 6 and weekday == 1:
            return f"{year}-W{week:02}"
        if days == 1 and weekday == 6:
            return f"{year}-W{week:02}-WE"
    if m := re.fullmatch(r"(\d{4})-(2[1-4]|3[3-6]|4[01])", value):
        return f"{m[1]}-{_SEASONS[m[2]]}"
    if m := re.fullmatch(r"(\d+)X+", value):
        return m[1]
    if m := re.fullmatch(r"(.*T\d\d:\d\d):00(Z|[+-].*)?", value):
        return m[1] + ("Z" if m[2] else "")
    part = next((sign for name, sign in _PARTS.items() if name in words), "")
    return value + part if len(value) == 10 else value


def score(articles: Sequence[Gold], errors: bool) -> str:
    """The row of figures of some articles."""
    gold = system = matched = right = 0
    for article in articles:
        predicted = [
            e
            for e in times(article.document)
            if e.span.start < article.end and (article.made is None or not e.span.overlaps(article.made))
        ]
        gold, system = gold + len(article.times), system + len(predicted)
        taken: set[Span] = set()
        for span, value in article.times:
            e = next((e for e in predicted if e.span.overlaps(span) and e.span not in taken), None)
            found = timex(e, e.span.of(article.document.text)) if e is not None else None
            if e is not None:
                matched += 1
                taken.add(e.span)
            right += found == value
            if errors and found != value:
                near = Span(max(0, span.start - 40), span.end + 30).of(article.document.text).replace("\n", " ")
                click.echo(f"{article.name[:20]}: gold {value}, found {found}: {near}")
        if errors:
            for e in predicted:
                if e.span not in taken:
                    near = Span(max(0, e.span.start - 40), e.span.end + 30).of(article.document.text)
                    click.echo(
                        f"{article.name[:20]}: no gold, found {e.value} {e.span.of(article.document.text)!r}: {near!r}"
                    )
    precision, recall = matched / max(system, 1), matched / max(gold, 1)
    value_precision, value_recall = right / max(system, 1), right / max(gold, 1)
    return (
        f"{gold:5} {system:6} {precision:9.3f} {recall:6.3f} {f1(precision, recall):5.3f}"
        f" {right / max(matched, 1):14.3f} {f1(value_precision, value_recall):8.3f}"
    )


def f1(precision: float, recall: float) -> float:
    """Harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--errors", is_flag=True, help="List what went wrong in the files of even number.")
def main(folder: Path, errors: bool) -> None:
    """Print the figures for the two halves of the corpus and for all of it."""
    articles = list(corpus(folder))
    click.echo("       gold  found precision recall    F1 value accuracy value F1")
    click.echo(f"even {score(articles[::2], errors)}")
    click.echo(f"odd  {score(articles[1::2], False)}")
    click.echo(f"all  {score(articles, False)}")


if __name__ == "__main__":
    main()
