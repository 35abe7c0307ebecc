"""A real browser before a real server with the sample record; skipped where there is no Chromium or no Playwright."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import uvicorn

from onrecord.commands.serve import samples
from onrecord.record import Record
from onrecord.web.app import application
from onrecord.web.room import Room

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs pip install -e '.[browser]'")
    if CHROMIUM is None:
        pytest.skip("needs Chromium (apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """The sample record, read by the real reader."""
    record = Record(tmp_path_factory.mktemp("room") / "onrecord.db")
    made = Room(record, author="Desk", hosts=frozenset({"127.0.0.1"}))
    made.fill(samples())
    deadline = time.monotonic() + 120
    while made.filling.done < made.filling.wanted:
        assert time.monotonic() < deadline, made.filling
        time.sleep(0.1)
    assert made.filling.problems == []
    return made


@pytest.fixture(scope="module")
def address(room: Room) -> Iterator[str]:
    """Where the room is open."""
    server = uvicorn.Server(uvicorn.Config(application(room), port=0, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test if it logs an error, or asks another host for anything."""
    context = chromium.new_context(base_url=address, viewport={"width": 1200, "height": 850})
    context.set_default_timeout(8_000)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith(address) else problems.append(asked.url))
    yield opened
    context.close()
    assert problems == []
