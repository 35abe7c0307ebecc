"""Whoever comes with whatever: WCAG 2.2 AA by axe, light and dark, on a phone, in print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.web.view import NAVIGATION

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = [
    *(path for path, _ in NAVIGATION),
    "/articles/1",
    "/speakers/4",
    "/search?query=bills",
    "/quotes?words=No family in this town will queue for water again",
    "/nothing",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Browser, address: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs pip install -e '.[browser]'").Axe()
    # The room's own policy would not let the checker in; what it checks is the same.
    context = chromium.new_context(base_url=address, bypass_csp=True, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(path)
        results = axe.run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
        for violation in results.response["violations"]:
            nodes = [node["html"][:150] for node in violation["nodes"][:3]]
            found.append((path, violation["id"], violation["help"], nodes))
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_runs_out_of_a_phones_screen(chromium: Browser, address: str, width: int) -> None:
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_print_shows_the_article_and_its_notes_only(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/articles/1")
    page.emulate_media(media="print")
    assert page.locator("header.top").is_hidden()
    assert page.locator(".tools").first.is_hidden()
    assert page.locator("mark").first.is_visible()
    assert page.locator(".notes").first.is_visible()
    context.close()
