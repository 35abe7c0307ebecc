"""What was forecast, and what came of it: people say so, and their word holds whatever is read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Forecast, Reading, Span
from onrecord.record import Record, RecordError
from onrecord.record.forecasts import Tally
from tests.record.conftest import article

URL = "https://gazette.example/bridge"
ME = "Desk"


def bridge(*, last: str = "Nobody cheered.", reader: str = "onrecord test 1") -> Reading:
    """Two forecasts of Ana Ruiz's, one of Ben Oduya's without a date, and what is none."""
    reading = article(
        ("Ana Ruiz", "said", "The bridge will open in May"),
        ("Ben Oduya", "said", "It will never open if the county sleeps on"),
        ("Ana Ruiz", "added", "The toll will be gone before 2027"),
        ("Ana Ruiz", "said", "It rained all through the winter"),
        last,
        reader=reader,
        url=URL,
        published="2026-02-03",
        outlet="The Gazette",
    )
    horizons = {0: "2026-05", 1: None, 2: "2026-12"}
    statements = [
        replace(
            each,
            commitment="predicts",
            forecast=Forecast(each.content, horizons[n], condition=_condition(reading, each.content[0])),
        )
        if n in horizons
        else each
        for n, each in enumerate(reading.statements)
    ]
    return replace(reading, statements=tuple(statements))


def _condition(reading: Reading, content: Span) -> Span | None:
    at = content.of(reading.document.text).find("if ")
    return None if at < 0 else Span(content.start + at, content.end - 1)


def test_forecasts_are_listed_by_speaker_and_due_date(record: Record) -> None:
    record.store(bridge())
    ledger = record.forecasts()
    assert ledger.total == 3
    assert [(each.hit.speaker, each.horizon) for each in ledger.forecasts] == [
        ("Ana Ruiz", "2026-05"),
        ("Ana Ruiz", "2026-12"),
        ("Ben Oduya", None),
    ]
    assert ledger.forecasts[0].clause == '"The bridge will open in May"'
    assert ledger.forecasts[2].condition == "if the county sleeps on"
    assert all(each.resolution is None for each in ledger.forecasts)


@pytest.mark.parametrize(
    ("wanted", "horizons"),
    [
        ({"who": "Ana Ruiz"}, ["2026-05", "2026-12"]),
        ({"due_before": "2026-06"}, ["2026-05"]),
        ({"due_before": "2026-05-31"}, []),
        ({"about": "toll"}, ["2026-12"]),
        ({"limit": 1, "offset": 1}, ["2026-12"]),
        ({"who": "nobody at all"}, []),
    ],
)
def test_they_can_be_narrowed_down(record: Record, wanted: dict[str, object], horizons: list[str]) -> None:
    record.store(bridge())
    assert [each.horizon for each in record.forecasts(**wanted).forecasts] == horizons  # type: ignore[arg-type]


def test_a_person_says_what_came_of_them_and_the_ledger_counts(record: Record) -> None:
    record.store(bridge())
    may, toll, never = (each.hit.ref for each in record.forecasts().forecasts)
    record.resolve(may, "true", author=ME, on="2026-05-02", note="saw it open")
    record.resolve(toll, "false", author=ME, on="2027")
    record.resolve(never, "void", author="Ben")
    ledger = record.forecasts()
    resolution = ledger.forecasts[0].resolution
    assert resolution is not None
    assert (resolution.outcome, resolution.on, resolution.author, resolution.note) == (
        "true",
        "2026-05-02",
        ME,
        "saw it open",
    )
    assert ledger.tallies == (Tally("Ana Ruiz", 1, 1, 0, 0), Tally("Ben Oduya", 0, 0, 1, 0))
    assert record.forecasts(open_only=True).total == 0
    assert [each.kind for each in record.judgements()] == ["resolve"] * 3


def test_the_last_word_counts_and_can_be_taken_back(record: Record) -> None:
    record.store(bridge())
    ref = record.forecasts().forecasts[0].hit.ref
    record.resolve(ref, "false", author=ME)
    last = record.resolve(ref, "true", author=ME)
    assert record.forecasts().tallies[0] == Tally("Ana Ruiz", 1, 0, 0, 1)
    record.undo(last, author=ME)
    assert record.forecasts().tallies[0] == Tally("Ana Ruiz", 0, 1, 0, 1)


def test_it_holds_when_the_article_is_read_again_or_changes_elsewhere(record: Record) -> None:
    record.store(bridge())
    record.resolve(record.forecasts().forecasts[0].hit.ref, "true", author=ME)
    record.store(bridge(reader="onrecord test 2"))
    assert record.forecasts().tallies[0].true == 1
    record.store(bridge(last="Somebody cheered after all.", reader="onrecord test 2"))
    ledger = record.forecasts()
    assert (ledger.total, ledger.tallies[0].true) == (3, 1)
    first = ledger.forecasts[0]
    assert first.hit.version == 2
    assert first.resolution is not None


def test_it_holds_beside_a_correction_and_goes_with_a_rejection(record: Record) -> None:
    record.store(bridge())
    ref = record.forecasts().forecasts[0].hit.ref
    record.resolve(ref, "true", author=ME)
    record.correct(ref, author=ME, speaker="Ben Oduya")
    ledger = record.forecasts(who="Ben Oduya")
    assert [(each.horizon, each.resolution is not None) for each in ledger.forecasts] == [
        ("2026-05", True),
        (None, False),
    ]
    record.reject(ref, author=ME)
    assert record.forecasts().total == 2


@pytest.mark.parametrize(
    ("ref", "outcome", "on", "says"),
    [
        ("1:1-2", "true", None, "no statement"),
        ("nonsense", "true", None, "doesn't name a statement"),
        ("{none}", "true", None, "forecasts nothing"),
        ("{may}", "perhaps", None, "not as 'perhaps'"),
        ("{may}", "true", "soon", "is not a date"),
    ],
)
def test_what_is_no_forecast_or_no_outcome_is_refused(
    record: Record, ref: str, outcome: str, on: str | None, says: str
) -> None:
    record.store(bridge())
    may, none = record.forecasts().forecasts[0].hit.ref, record.search("rained").hits[0].ref
    with pytest.raises(RecordError, match=says):
        record.resolve(ref.format(may=may, none=none), outcome, author=ME, on=on)  # type: ignore[arg-type]


def test_two_lines_on_the_command_line(record: Record) -> None:
    import json

    from click.testing import CliRunner

    from onrecord.cli import main

    record.store(bridge())
    ref = record.forecasts().forecasts[0].hit.ref
    db = ["--db", str(record.path)]
    done = CliRunner().invoke(main, ["resolve", ref, "false", "--author", ME, "--on", "2026-06", *db])
    assert (done.exit_code, done.output) == (0, "judgement 1\n")
    shown = CliRunner().invoke(main, ["forecasts", "--who", "Ana Ruiz", *db]).output
    assert "due 2026-05 · false on 2026-06, says Desk" in shown
    assert "Ana Ruiz: 0 true, 1 false, 0 void, 1 open" in shown
    written = json.loads(CliRunner().invoke(main, ["forecasts", "--open", "--json", *db]).output)
    assert [each["horizon"] for each in written["forecasts"]] == ["2026-12", None]
    assert written["tallies"][0]["false"] == 1
    refused = CliRunner().invoke(main, ["forecasts", "--due-before", "soon", *db])
    assert refused.exit_code == 2
    assert "is not a date" in refused.output
