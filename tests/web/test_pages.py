"""Each page, as a reader without scripts meets it."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

from onrecord import read
from onrecord.model import Forecast
from onrecord.web.room import Room
from onrecord.web.view import NAVIGATION
from tests.record.conftest import article
from tests.web.conftest import token

ARTICLE = '"The lock is shut," said Ana Ruiz, the keeper. "It stays shut until Monday."\n\nA driver said he had waited.'


def text(html: str) -> str:
    """What stands on the page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("path", [path for path, _ in NAVIGATION])
def test_every_page_of_the_navigation_is_there_and_says_where_one_is(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200
    assert answer.text.count('aria-current="page"') == 1
    assert len(re.findall("<h1", answer.text)) == 1


@pytest.mark.parametrize("path", [path for path, _ in NAVIGATION])
def test_an_empty_record_has_every_page_too(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    from onrecord.record import Record
    from onrecord.web.app import application

    record = Record(tmp_path_factory.mktemp("empty") / "onrecord.db")
    room = Room(record, author="Desk", hosts=frozenset({"127.0.0.1"}))
    with TestClient(application(room), base_url="http://127.0.0.1") as browser:
        assert browser.get(path).status_code == 200


def test_the_first_paint_needs_one_page_and_one_style_sheet(browser: TestClient) -> None:
    for path, _ in NAVIGATION:
        html = browser.get(path).text
        assert len(re.findall(r'<link rel="stylesheet"', html)) == 1
        assert all('type="module"' in script for script in re.findall(r"<script[^>]*>", html))
        assert not re.search(r"<img|<style|@import|style=", html)


def test_a_pasted_article_is_read_shown_and_only_kept_if_wanted(browser: TestClient, room: Room) -> None:
    before = room.record.stats().documents
    answer = browser.post("/read", data={"token": token(browser), "text": ARTICLE, "title": "Lock shut"})
    while "Look again" in answer.text:
        time.sleep(0.1)
        answer = browser.get(answer.url.path)
    assert "Ana Ruiz" in answer.text
    assert "Not kept yet" in answer.text
    assert room.record.stats().documents == before
    kept = browser.post(f"{answer.url.path}/store", data={"token": token(browser)})
    assert kept.url.path.startswith("/articles/")
    assert room.record.stats().documents == before + 1
    assert "Lock shut" in browser.get("/articles").text


def test_several_files_are_read_and_the_broken_one_is_named(browser: TestClient, room: Room) -> None:
    parts = [
        ("file", ("one.txt", ARTICLE.encode(), "text/plain")),
        ("file", ("two.txt", b"%PDF-1.7 nonsense", "text/plain")),
    ]
    answer = browser.post("/read", data={"token": token(browser)}, files=parts)
    while "Look again" in answer.text:
        time.sleep(0.1)
        answer = browser.get(str(answer.url))
    assert "2 articles" in text(answer.text)
    assert "two.txt is a PDF" in text(answer.text)
    before = room.record.stats().documents
    jobs = re.findall(r'name="job" value="([^"]+)"', answer.text)
    browser.post("/readings/store", data={"token": token(browser), "job": jobs})
    assert room.record.stats().documents == before + 1


def test_what_cant_be_read_is_said_in_one_line(browser: TestClient) -> None:
    answer = browser.post("/read", data={"token": token(browser), "text": ""})
    assert answer.status_code == 422
    assert "there is nothing to read" in answer.text


def test_an_article_shows_its_statements_in_the_text_and_beside_it(browser: TestClient) -> None:
    html = browser.get("/articles/1").text
    assert '<mark class="content' in html
    assert 'id="t-1"' in html
    assert 'href="#s-1"' in html
    assert 'id="s-1"' in html
    assert 'href="#t-1"' in html
    assert "Maren Holt" in text(html)
    assert "90% sure" in text(html)


def test_a_search_is_narrowed_down_by_what_it_counts(browser: TestClient) -> None:
    answer = browser.get("/search", params={"query": '"night ferry"'})
    assert "4 statements" in text(answer.text)
    narrowed = re.search(r'href="(/search\?[^"]*outlet=Marrow\+Post[^"]*)"', answer.text)
    assert narrowed
    assert "1 statement" in text(browser.get(narrowed[1].replace("&amp;", "&")).text)


def test_a_search_that_makes_no_sense_says_so(browser: TestClient) -> None:
    answer = browser.get("/search", params={"query": "(ferry"})
    assert answer.status_code == 200
    assert "a bracket in the search is not closed" in answer.text


def test_a_speaker_has_statements_outlets_and_positions(browser: TestClient, room: Room) -> None:
    holt = next(each for each in room.record.speakers("Maren Holt") if each.name == "Maren Holt")
    page = text(browser.get(f"/speakers/{holt.id}").text)
    assert "2 statements" in page
    assert "The Ansel Ledger 1" in page
    assert "Marrow Post 1" in page
    about = text(browser.get(f"/speakers/{holt.id}", params={"about": "spring comes"}).text)
    assert "1 statement" in about
    assert "in the order of time" in about


def test_a_quote_is_shown_in_all_its_wordings(browser: TestClient) -> None:
    answer = browser.get("/quotes", params={"words": "The night ferry must go on until the spring"})
    assert "The Ansel Ledger" in answer.text
    assert "Marrow Post" in answer.text
    assert "<ins>" in answer.text or "<del>" in answer.text


def test_a_draft_is_checked_and_not_stored(browser: TestClient, room: Room) -> None:
    before = room.record.stats().documents
    answer = browser.post("/check", data={"token": token(browser, "/check"), "text": ARTICLE})
    while "Look again" in answer.text:
        time.sleep(0.1)
        answer = browser.get(answer.url.path)
    assert "Every statement" in answer.text
    assert "Ana Ruiz" in answer.text
    assert room.record.stats().documents == before


def test_the_review_queue_takes_a_persons_word_and_takes_it_back(browser: TestClient, room: Room) -> None:
    ref = room.record.doubtful().hits[0].ref
    form = {"token": token(browser, "/review"), "ref": ref}
    browser.post("/judge", data=form | {"verdict": "confirm", "note": "heard it"})
    (judgement,) = room.record.judgements()
    assert (judgement.kind, judgement.author, judgement.note, judgement.ref) == ("confirm", "Desk", "heard it", ref)
    assert ref not in {hit.ref for hit in room.record.doubtful().hits}
    browser.post("/undo", data={"token": form["token"], "judgement": str(judgement.id)})
    assert ref in {hit.ref for hit in room.record.doubtful().hits}


def test_speaker_words_and_form_are_put_right_from_the_form(browser: TestClient, room: Room) -> None:
    hit = room.record.search("smaller").hits[0]
    at = room.record.article(hit.version).reading.document.text.index("smaller boat")
    browser.post(
        "/judge",
        data={
            "token": token(browser, "/review"),
            "ref": hit.ref,
            "verdict": "correct",
            "speaker": "Tobias Renn",
            "speaker_before": "",
            "offsets": f"{at}-{at + 12}",
            "offsets_before": "1-2",
            "form": "mixed",
            "form_before": "indirect",
        },
    )
    right = room.record.search("smaller").hits[0]
    assert (right.speaker, right.words, right.form, right.judged) == (
        "Tobias Renn",
        "smaller boat",
        "mixed",
        "correct",
    )


def test_two_names_are_made_one_speaker(browser: TestClient, room: Room) -> None:
    form = {"token": token(browser, "/review"), "name": "Maren Holt", "other": "M. Holt"}
    browser.post("/merge", data=form | {"next": "/speakers"})
    found = {hit.speaker for hit in room.record.search("boats safe").hits}
    assert found == {"Maren Holt"}


def test_the_overview_has_the_figures_as_a_picture_and_a_table(browser: TestClient) -> None:
    html = browser.get("/overview").text
    page = text(html)
    assert "Articles 4" in page
    assert "Statements 7" in page
    assert html.count("<rect") == 6
    assert "2026-01 2 4 3 0 1 25%" in page


PACT = "Norway and Chile signed a fisheries agreement in Santiago on 5 March 2026, <b>officials</b> said.\n"


def test_the_timeline_lists_events_with_their_reports(browser: TestClient, room: Room) -> None:
    room.record.store(read(PACT, published="2026-03-06", outlet="The Fjord Post", title="A pact"))
    page = text(browser.get("/timeline").text)
    assert "1 event" in page
    assert "2026-03-05 signed support Norway · → Chile · in Santiago" in page
    assert "2026-03-06 · The Fjord Post · A pact" in page
    assert "0 event" in text(browser.get("/timeline?until=2026-03-04").text)
    both = text(browser.get("/timeline?only=both&about=ferry").text)
    assert "0 events, 4 statements" in both
    assert "is not a date" in text(browser.get("/timeline?since=spring").text)


def test_the_map_has_a_picture_a_list_and_what_changed(browser: TestClient, room: Room) -> None:
    room.record.store(read(PACT, published="2026-03-06", outlet="The Fjord Post", title="A <pact>"))
    html = browser.get("/map?as_of=2026-03-07&compare=2026-03-01").text
    page = text(html)
    assert "<svg" in html
    assert "Norway has an agreement with Chile, since 2026-03-05" in page
    assert "1 article, 2026-03-06" in page
    assert "by the gazetteer" in page
    assert "From 2026-03-01 to 2026-03-07" in page
    assert "<pact>" not in html
    assert "<b>officials" not in html
    assert "No relations are known" in text(browser.get("/map?as_of=2026-03-07&around=Atlantis").text)
    assert "is not after" in text(browser.get("/map?as_of=2026-03-07&compare=2026-04-01").text)


def test_an_articles_page_tells_what_happened_in_it(browser: TestClient, room: Room) -> None:
    version = room.record.store(read(PACT, published="2026-03-06")).version
    page = text(browser.get(f"/articles/{version}").text)
    assert "What happened, and how they stand" in page
    assert "2026-03-05 SUPPORT “signed” · Norway → Chile" in page


def test_the_sample_record_has_twelve_articles_one_of_them_corrected() -> None:
    from onrecord.commands.serve import samples

    found = samples()
    assert len({each.source for each in found}) == 12
    assert len(found) == 13
    assert all(each.title and each.outlet and each.published for each in found)
    assert (files("onrecord") / "samples" / "record").is_dir()


def test_a_forecast_is_listed_and_a_person_says_what_came_of_it(browser: TestClient, room: Room) -> None:
    forecast = article(("Ana Ruiz", "said", "The lock will open in May"), published="2026-01-05")
    said = forecast.statements[0]
    room.record.store(
        replace(forecast, statements=(replace(said, forecast=Forecast(said.content, horizon="2026-05")),))
    )
    ref = room.record.forecasts().forecasts[0].hit.ref
    assert "The lock will open in May" in browser.get("/forecasts").text
    form = {"token": token(browser, "/forecasts"), "ref": ref, "outcome": "true", "on": "2026-05-02"}
    assert "came true , 2026-05-02 says Desk" in text(browser.post("/resolve", data=form).text)
    assert "None." in text(browser.get("/forecasts", params={"open_only": "true"}).text)
    number = room.record.speakers("Ana Ruiz")[0].id
    assert "2026-05, true" in text(browser.get(f"/speakers/{number}").text)
    assert browser.get("/api/forecasts").json()["forecasts"][0]["resolution"]["outcome"] == "true"
