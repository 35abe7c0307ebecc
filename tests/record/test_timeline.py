"""What happened, in the order of time, each event once; read from articles of one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord import read
from onrecord.model import Actor, Document, Event, Participant, Reading, Span
from onrecord.record import Record, RecordError
from onrecord.record.happenings import Party, Report, Telling, likeness, linked
from tests.record.conftest import article

FJORD = (
    "Norway and Chile signed a fisheries agreement in Santiago on 5 March 2026.\n\n"
    "Sweden imposed sanctions on the shipping company Nordkyst in February 2026. "
    "“We will answer in kind,” said Tor Helvik, who heads Nordkyst.\n"
)
HARBOUR = (
    "OSLO — Norway and Chile signed a fisheries agreement on 5 March.\n\n"
    "“The ports open in May,” said Chile's foreign minister, Ines Duarte.\n"
)
SPORT = (
    "Norhaven United attacked from the start and sank Larsa 3-0 on 6 March 2026. "
    "If Denmark attacks the port, Sweden could invade Chile, an analyst said. "
    "Norway did not attack Chile on 7 March 2026. The price war between the two chains goes on.\n"
)


@pytest.fixture
def filled(record: Record) -> Record:
    record.store(read(FJORD, published="2026-03-06", outlet="The Fjord Post"))
    record.store(read(HARBOUR, published="2026-03-07", outlet="Harbour Wire"))
    return record


def test_one_event_is_listed_once_with_all_its_reports(filled: Record) -> None:
    found = filled.timeline("Chile", statements=False)
    (signed,) = [each.event for each in found.moments if each.event]
    assert signed.date == "2026-03-05"
    assert [report.outlet for report in signed.reports] == ["The Fjord Post", "Harbour Wire"]
    assert {party.name for party in signed.parties} >= {"Norway", "Chile"}
    assert all(report.score >= 0.6 for report in signed.reports)
    assert "signed a fisheries agreement" in signed.reports[1].words


def test_it_goes_by_when_it_happened_not_by_when_it_was_published(filled: Record) -> None:
    dates = [each.date for each in filled.timeline(statements=False).moments]
    assert dates == ["2026-02", "2026-03-05"]
    (vague,) = filled.timeline(until="2026-02", statements=False).moments
    assert (vague.first, vague.last) == (20260201, 20260228)


def test_statements_stand_between_the_events(filled: Record) -> None:
    found = filled.timeline()
    assert found.statements >= 2
    kinds = ["event" if each.event else "statement" for each in found.moments]
    assert kinds[:2] == ["event", "event"]
    assert "statement" in kinds
    assert filled.timeline(events=False).events == 0


def test_pages_of_the_timeline_leave_nothing_out(filled: Record) -> None:
    every = filled.timeline().moments
    pages = [filled.timeline(limit=1, offset=i).moments for i in range(len(every))]
    assert tuple(moment for page in pages for moment in page) == every


def test_sport_hypotheticals_denials_and_metaphors_are_not_told_as_fact(record: Record) -> None:
    record.store(read(SPORT, published="2026-03-08"))
    assert record.timeline(statements=False).moments == ()


def test_of_nobody_known_there_is_nothing(filled: Record) -> None:
    assert filled.timeline("Atlantis", statements=False).moments == ()


def test_what_is_no_date_is_told(filled: Record) -> None:
    with pytest.raises(RecordError, match="is not a date"):
        filled.timeline(since="spring")


def test_an_older_version_of_an_article_no_longer_counts(filled: Record) -> None:
    address = "https://fjord.example/pact"
    filled.store(read(FJORD, published="2026-03-06", outlet="The Fjord Post", url=address))
    filled.store(
        read("Nothing was signed, the paper says.\n", published="2026-03-08", outlet="The Fjord Post", url=address)
    )
    (signed,) = [each.event for each in filled.timeline("Chile", statements=False).moments if each.event]
    assert [report.outlet for report in signed.reports] == ["Harbour Wire"]


def _told(*, asserted: bool) -> Reading:
    reading = article(("Ana Ruiz", "said", "the guards shot Bo Lind", "indirect"), published="2026-01-05")
    text = reading.document.text
    at = text.index("shot")
    lind = Actor("a9", "Bo Lind", "person", True, mentions=(Span(at + 5, at + 12),))
    event = Event(
        "e1",
        "ASSAULT",
        Span(at, at + 4),
        (Span(at, at + 4),),
        (Participant("a9", "recipient", Span(at + 5, at + 12)),),
        "happened",
        0.9,
        date="2026-01-03",
        asserted_by="s1" if asserted else None,
    )
    return replace(reading, actors=(*reading.actors, lind), events=(event,))


def test_what_only_a_speaker_tells_is_shown_with_the_speaker(record: Record) -> None:
    record.store(_told(asserted=True))
    (moment,) = record.timeline(statements=False).moments
    assert moment.event is not None
    assert moment.event.told_by == ("Ana Ruiz",)


def test_rejecting_the_statement_takes_what_it_tells_off_the_timeline(record: Record) -> None:
    record.store(_told(asserted=True))
    (hit,) = record.search("guards").hits
    judgement = record.reject(hit.ref, author="Desk")
    assert record.timeline(statements=False).moments == ()
    assert record.reading(hit.version).events == ()
    record.undo(judgement, author="Desk")
    assert record.timeline(statements=False).events == 1


def telling(**facts: object) -> Telling:
    """A report of Peru's attack on Bolivia on 3 January, with what is given otherwise."""
    report = Report(
        "1:e1", 1, None, None, None, "2026-01-05", "", "attack", "2026-01-03", "happened", None, (), 0.9, None
    )
    parties = (Party(1, "Peru", "actor"), Party(2, "Bolivia", "recipient"))
    base = Telling("ASSAULT", report, parties, (739619, 739619), 739621, (20260103, 20260103))
    return replace(base, **facts)  # type: ignore[arg-type]


def test_reports_of_one_event_are_linked_by_type_sides_and_day() -> None:
    assert likeness(telling(), telling()) > 0.9
    assert likeness(telling(), telling(type="AID")) == 0
    assert likeness(telling(), telling(days=(739629, 739629))) == 0
    other = (Party(1, "Peru", "actor"), Party(3, "Chile", "recipient"))
    assert likeness(telling(), telling(parties=other)) < 0.6
    turned = (Party(2, "Bolivia", "actor"), Party(1, "Peru", "recipient"))
    assert likeness(telling(), telling(parties=turned)) < 0.6
    assert likeness(telling(), telling(days=None)) > 0.6


def test_what_is_only_denied_is_no_event_and_what_some_deny_is_disputed() -> None:
    report = telling().report
    denied = telling(report=replace(report, ref="2:e1", factuality="denied"))
    assert linked([denied]) == []
    (both,) = linked([telling(), denied])
    assert both.factuality == "disputed"
    assert len(both.reports) == 2


def test_a_document_without_events_adds_none(record: Record) -> None:
    record.store(Reading(Document("x", (Span(0, 1),)), "test", (), ()))
    assert record.timeline().moments == ()


def test_a_rejected_event_is_not_shown_and_stays_so_when_it_is_read_again(filled: Record) -> None:
    (signed,) = [each.event for each in filled.timeline("Chile", statements=False).moments if each.event]
    judgement = filled.reject(signed.reports[0].ref, author="Desk", note="a rehearsal")
    filled.store(replace(read(FJORD, published="2026-03-06", outlet="The Fjord Post"), reader="onrecord test 2"))
    (left,) = [each.event for each in filled.timeline("Chile", statements=False).moments if each.event]
    assert [report.outlet for report in left.reports] == ["Harbour Wire"]
    assert filled.judgements()[-1].words == ("signed",)
    filled.undo(judgement, author="Desk")
    (again,) = [each.event for each in filled.timeline("Chile", statements=False).moments if each.event]
    assert len(again.reports) == 2


def test_a_confirmed_event_is_marked_so(filled: Record) -> None:
    (signed,) = [each.event for each in filled.timeline("Chile", statements=False).moments if each.event]
    filled.confirm(signed.reports[1].ref, author="Desk")
    (again,) = [each.event for each in filled.timeline("Chile", statements=False).moments if each.event]
    assert [report.judged for report in again.reports] == [None, "confirm"]


def test_an_event_that_is_not_there_cannot_be_judged(filled: Record) -> None:
    with pytest.raises(RecordError, match="there is no event 1:e99"):
        filled.reject("1:e99", author="Desk")
