"""A reading room of the test's own, with articles in it whose readings are made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.model import Reading
from onrecord.record import Record
from onrecord.web.app import application
from onrecord.web.room import Room
from tests.record.conftest import article

ADDRESS = "http://127.0.0.1:8000"


def readings() -> list[Reading]:
    """Four articles about a ferry; two of them quote the same words."""
    return [
        article(
            "The board met on Tuesday.",
            ("Maren Holt", "said", "The night ferry must go on until the spring"),
            ("Tobias Renn", "replied", "Nobody takes the night ferry"),
            title="Board ends night ferry",
            outlet="The Ansel Ledger",
            published="2026-01-13",
            url="https://ledger.example/ferry",
        ),
        article(
            ("Maren Holt", "told reporters", "The night ferry must go on until spring comes"),
            ("a clerk", "said", "the figures are wrong", "indirect"),
            title="Mayor fights for ferry",
            outlet="Marrow Post",
            published="2026-01-14",
            url="https://post.example/ferry",
        ),
        article(
            ("Tobias Renn", "said", "I never spoke of the night ferry"),
            (None, "it is thought", "a smaller boat will come", "indirect"),
            title="Renn denies",
            outlet="The Ansel Ledger",
            published="2026-02-02",
        ),
        article(("M. Holt", "said", "The boats are safe"), title="Boats", outlet="Marrow Post", published="2026-02-20"),
    ]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room with those articles."""
    record = Record(tmp_path / "onrecord.db")
    record.store_all([(reading, None) for reading in readings()])
    made = Room(record, author="Desk", hosts=frozenset({"127.0.0.1", "localhost"}))
    yield made
    made.close()


@pytest.fixture
def browser(room: Room) -> Iterator[TestClient]:
    """Who visits the room."""
    with TestClient(application(room), base_url=ADDRESS) as client:
        yield client


def token(browser: TestClient, path: str = "/") -> str:
    """The token that the forms of a page bring along."""
    found = re.search(r'name="token" value="([0-9a-f]{64})"', browser.get(path).text)
    assert found, f"{path} has no form"
    return found[1]
