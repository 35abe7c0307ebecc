"""The JSON API: the same reach as the pages, and no input that trips it."""

from __future__ import annotations

import base64
import threading
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.core.result import Err

from onrecord import read
from onrecord.web.room import Room
from tests.record.conftest import article


def test_an_article_is_handed_in_read_checked_and_stored(browser: TestClient, room: Room) -> None:
    page = (
        b"<html><body><article><p>The lock is shut, said Ana Ruiz, the keeper of the lock.</p></article></body></html>"
    )
    handed = {"file": base64.b64encode(page).decode(), "name": "lock.html", "published": "2026-01-05"}
    answer = browser.post("/api/readings", json=handed)
    assert answer.status_code == 202
    job = answer.json()["id"]
    found = room.readings.get(job)
    assert found
    assert found.finished.wait(60)
    progress = browser.get(f"/api/readings/{job}").json()
    assert progress["state"] == "done"
    assert progress["reading"]["actors"][0]["name"] == "Ana Ruiz"
    assert browser.get(f"/api/readings/{job}/check").json()["sources"] == 1
    stored = browser.post(f"/api/readings/{job}/store", json=None, headers={"Content-Type": "application/json"}).json()
    got = browser.get(f"/api/articles/{stored['version']}").json()
    assert got["reading"]["document"]["published"] == "2026-01-05"
    assert got["refs"]


def test_every_judgement_can_be_made(browser: TestClient, room: Room) -> None:
    ref = room.record.search("smaller").hits[0].ref

    def judge(**word: Any) -> int:
        answer = browser.post("/api/judgements", json=word)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["judgement"])

    judge(kind="correct", ref=ref, speaker="Tobias Renn")
    number = judge(kind="merge", name="Maren Holt", others=["M. Holt"])
    judge(kind="undo", judgement=number)
    judge(kind="split", name="Tobias Renn", sources=["https://ledger.example/ferry"])
    judge(kind="reject", ref=ref)
    kinds = [each["kind"] for each in browser.get("/api/judgements").json()]
    assert kinds == ["correct", "merge", "undo", "split", "reject"]
    assert browser.get("/api/statements", params={"query": "smaller"}).json()["total"] == 0


def test_the_timeline_and_the_map_are_there_in_every_form(browser: TestClient, room: Room) -> None:
    room.record.store(read("Norway and Chile signed a fisheries agreement on 5 March 2026.", published="2026-03-06"))
    line = browser.get("/api/timeline", params={"about": "Norway", "statements": False}).json()
    assert [each["date"] for each in line["moments"]] == ["2026-03-05"]
    found = browser.get("/api/map", params={"as_of": "2026-03-07", "around": "Norway"}).json()
    assert "has_agreement_with" in {edge["predicate"] for edge in found["edges"]}
    changes = browser.get("/api/map/changes", params={"before": "2026-03-01", "after": "2026-03-07"}).json()
    assert "began" in {each["change"] for each in changes["changes"]}
    assert browser.get("/api/map.svg").text.startswith("<svg")
    assert "<graphml" in browser.get("/api/map.graphml").text
    assert browser.get("/api/map", params={"as_of": "spring"}).status_code == 422


@pytest.mark.parametrize("path", ["/api/articles/99", "/api/speakers/9999", "/api/readings/none", "/api/nothing"])
def test_what_is_not_there_is_404_with_a_reason(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert answer.json()["detail"]


def test_half_a_character_is_refused(browser: TestClient) -> None:
    word = b'{"kind": "confirm", "ref": "\\ud800"}'
    answer = browser.post("/api/judgements", content=word, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


def test_nothing_that_fits_the_description_makes_the_server_fail(browser: TestClient) -> None:
    schema = schemathesis.openapi.from_dict(browser.get("/api/openapi.json").json())
    tried = 0
    for operation in schema.get_all_operations():

        @settings(
            max_examples=8,
            deadline=None,
            phases=[Phase.generate],
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        def attempt(case: Case[Any]) -> None:
            nonlocal tried
            tried += 1
            kwargs = case.as_transport_kwargs(base_url=str(browser.base_url))
            kwargs.pop("cookies", None)
            answer = browser.request(**kwargs)
            assert answer.status_code < 500, (case.method, case.path, answer.text)

        assert not isinstance(operation, Err), operation
        given(case=operation.ok().as_strategy())(attempt)()
    assert tried > 60


def test_fifty_readers_at_once_while_articles_are_added_meet_no_error(browser: TestClient, room: Room) -> None:
    paths = [
        "/",
        "/articles/1",
        "/search?query=ferry",
        "/speakers",
        "/overview",
        "/review",
        "/api/statements?query=ferry",
    ]
    seen: list[int] = []
    errors: list[BaseException] = []
    adding = threading.Event()

    def add() -> None:
        try:
            for i in range(40):
                said = (f"Ana Ruiz {i}", "said", f"Lock {i} is shut")
                room.record.store(article(said, published="2026-01-05", url=f"https://ledger.example/{i}"))
        except BaseException as error:
            errors.append(error)
        finally:
            adding.set()

    def read(start: int) -> None:
        try:
            seen.extend(browser.get(paths[(start + i) % len(paths)]).status_code for i in range(4))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=read, args=(i,)) for i in range(50)] + [threading.Thread(target=add)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert errors == []
    assert adding.is_set()
    assert len(seen) == 200
    assert set(seen) == {200}
    assert room.record.stats().documents == 44
