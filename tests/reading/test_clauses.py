"""Who speaks in a relative clause."""

from __future__ import annotations

import pytest

from onrecord.model import Attribution, Span
from onrecord.reading.clauses import with_speakers


def attribution(text: str, source: str, cue: str, content: str) -> Attribution:
    source_at = text.index(source)
    cue_at = text.index(f" {cue} ", source_at + len(source) - 1) + 1
    content_at = text.index(content)
    return Attribution(
        (Span(source_at, source_at + len(source)),),
        (Span(cue_at, cue_at + len(cue)),),
        (Span(content_at, content_at + len(content)),),
        0.9,
    )


@pytest.mark.parametrize(
    ("thing", "speaker"),
    [
        ("a levy that", "the beekeepers"),
        ("a levy which", "orchard owners in the valley"),
        ("The levy, which", "Ottla Brandt"),
        ("a levy that", "she"),
    ],
)
def test_who_says_it_stands_behind_the_relative_pronoun(thing: str, speaker: str) -> None:
    text = f"{thing} {speaker} say will ruin the harvest"
    found = with_speakers(text, [attribution(text, f"{thing} {speaker}", "say", "will ruin the harvest")])
    assert [span.of(text) for span in found[0].source] == [speaker]
    noun = thing.rpartition(" ")[0].rstrip(",")
    assert [span.of(text) for span in found[0].content] == [noun, "will ruin the harvest"]


@pytest.mark.parametrize(
    "source",
    [
        "a group that tracks the hives",
        "a paper that reached local growers in May",
        "Ottla Brandt, who keeps bees",
        "the valley's growers",
    ],
)
def test_a_clause_that_only_describes_the_speaker_stays_with_him(source: str) -> None:
    text = f"{source} said the harvest was lost"
    given = [attribution(text, source, "said", "the harvest was lost")]
    assert with_speakers(text, given) == given
