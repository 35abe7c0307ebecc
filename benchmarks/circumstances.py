"""How well circumstances are told where the statements themselves are given: channel, addressee, commitment, forecast.

    python -m benchmarks.circumstances training/house/dev
    python -m benchmarks.circumstances ../shared/gauntlet --errors channel

The folder holds tagged articles (training/corpora.py) or pairs NAME.txt, NAME.json of annotated statements. Phrases
agree where half of their words do, articles left out; names where one is part of the other with the same last word.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from onrecord.ingest import document
from onrecord.model import Attribution, Reading, Span, Statement
from onrecord.reading.circumstances import with_circumstances
from onrecord.reading.dates import dated
from onrecord.reading.statements import assemble
from training.corpora import Article, Labelled, Pairs, house

_SMALL = frozenset(("the", "a", "an", "his", "her", "its", "their"))


def articles(folder: Path) -> Iterator[Article]:
    """The annotated articles of a folder."""
    pairs = sorted(folder.glob("*.json"))
    if not pairs:
        yield from house(folder)
    for path in pairs:
        gold = json.loads(path.read_text(encoding="utf-8"))
        numbers = {a["id"]: n for n, a in enumerate(gold["attributions"])}
        found = tuple(
            Labelled(
                source=_pairs(a["source"]),
                cue=_pairs(a["cue"]),
                content=_pairs(a["content"]),
                parent=numbers.get(a["parent"]),
                speaker=a["speaker"],
                named=a["named"],
                commitment=a["commitment"],
                channel=a["channel"],
                addressee=a["addressee"],
                forecast=None if a["forecast"] is None else a["forecast"]["horizon"] or "yes",
                condition=bool(a["forecast"] and a["forecast"]["condition"]),
            )
            for a in gold["attributions"]
        )
        meta = path.with_name(f"{path.stem}.meta.json")
        facts = json.loads(meta.read_text(encoding="utf-8")) if meta.exists() else gold
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        yield Article(path.stem, text, found, complete=True, published=facts.get("published"))


def _pairs(spans: list[list[int]]) -> Pairs:
    return tuple((start, end) for start, end in spans)


def _spans(pairs: Pairs) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def told(article: Article) -> Reading:
    """The reading of an article whose attributions are given."""
    made = document(article.text, published=article.published)
    given = [
        Attribution(_spans(a.source), _spans(a.cue), _spans(a.content), 1.0, parent=a.parent)
        for a in article.attributions
    ]
    actors, statements = assemble(made, given)
    statements, times = dated(made, statements)
    return Reading(made, "given", actors, with_circumstances(made, actors, statements, times), times)


def same(gold: str, given: str) -> bool:
    """Do two names or phrases agree?"""
    g, p = ([w for w in re.findall(r"\w+", x.lower()) if w not in _SMALL] for x in (gold, given))
    if g and p and g[-1] == p[-1] and (set(g) <= set(p) or set(p) <= set(g)):
        return True
    return 2 * len(set(g) & set(p)) >= len(set(g) | set(p)) > 0


def matched(article: Article, reading: Reading) -> Iterator[tuple[Labelled, Statement]]:
    """Each annotated statement with the one that shares most of its content's characters."""
    taken: set[str] = set()
    for a in article.attributions:
        best, share = None, 0.5
        spans = [Span(s, e) for s, e in a.content]
        for statement in reading.statements:
            both = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in spans for y in statement.content)
            either = sum(x.end - x.start for x in (*spans, *statement.content)) - both
            same_source = bool(a.source) == bool(statement.source)
            if statement.id not in taken and both / either + 0.01 * same_source > share:
                best, share = statement, both / either + 0.01 * same_source
        if best is not None:
            taken.add(best.id)
            yield a, best


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), nargs=-1, required=True)
@click.option(
    "--errors", metavar="FIELD", help="List what goes wrong: channel, addressee, commitment, forecast, condition."
)
def main(folder: tuple[Path, ...], errors: str | None) -> None:
    """Measure channel, addressee and forecast (P, R, F1), commitment, horizon and condition (accuracy)."""
    n: Counter[tuple[str, str]] = Counter()
    for article in (a for each in folder for a in articles(each)):
        reading = told(article)
        names = {actor.id: actor for actor in reading.actors}
        for gold, statement in matched(article, reading):
            span, actor = statement.addressee_span, names.get(statement.addressee or "")
            phrases = [] if actor is None else [actor.name, span.of(article.text) if span is not None else ""]
            given = {
                "channel": (gold.channel, [statement.channel] if statement.channel else []),
                "addressee": (gold.addressee, phrases),
                "forecast": (gold.forecast and "yes", ["yes"] if statement.forecast else []),
            }
            wrong = {}
            for name, (right, found) in given.items():
                hit = bool(right) and any(same(right or "", each) for each in found if each)
                n[name, "gold"] += bool(right)
                n[name, "told"] += bool(found)
                n[name, "hit"] += hit
                if bool(right or found) and not hit:
                    wrong[name] = (right, found)
            n["commitment", "gold"] += 1
            n["commitment", "hit"] += gold.commitment == statement.commitment
            if gold.commitment != statement.commitment:
                wrong["commitment"] = (gold.commitment, [statement.commitment])
            if gold.forecast and statement.forecast:
                n["condition", "gold"] += 1
                n["condition", "hit"] += gold.condition == (statement.forecast.condition is not None)
                if gold.forecast != "yes":
                    n["horizon", "gold"] += 1
                    n["horizon", "hit"] += gold.forecast == statement.forecast.horizon
                    if gold.forecast != statement.forecast.horizon:
                        wrong["horizon"] = (gold.forecast, [statement.forecast.horizon or ""])
                if gold.condition != (statement.forecast.condition is not None):
                    wrong["condition"] = (str(gold.condition), [])
            if errors in wrong:
                parts = (reading.words(part) for part in (statement.source, statement.cue, statement.content))
                click.echo(" | ".join([article.name, *map(str, wrong[errors]), *(part[:90] for part in parts)]))
    for name in ("channel", "addressee", "forecast"):
        p, r = n[name, "hit"] / max(1, n[name, "told"]), n[name, "hit"] / max(1, n[name, "gold"])
        click.echo(f"{name:12}P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}  of {n[name, 'gold']}")
    for name in ("commitment", "horizon", "condition"):
        click.echo(f"{name:12}{n[name, 'hit'] / max(1, n[name, 'gold']):.3f}  of {n[name, 'gold']}")


if __name__ == "__main__":
    main()
