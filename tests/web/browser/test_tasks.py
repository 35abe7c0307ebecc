"""Every task of the room, in a browser: by mouse, and by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.web.room import Room

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARTICLE = '"The lock is shut," said Ana Ruiz, the keeper of the lock. "It stays shut until Monday."\n'


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until that element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} can't be reached by keyboard")


def settled(page: Page) -> None:
    """Wait until the article is read."""
    page.wait_for_url(re.compile(r"/(readings|check)/[\w-]+$"))
    page.wait_for_selector(".headline, .shares")


def test_an_article_is_pasted_read_and_added_by_mouse(page: Page, room: Room) -> None:
    before = room.record.stats().documents
    page.goto("/")
    page.click("#text")
    page.keyboard.insert_text(ARTICLE)
    page.click("text=Read it")
    settled(page)
    assert page.locator("mark").first.is_visible()
    page.click("text=Add to the record")
    page.wait_for_url(re.compile("/articles/"))
    assert room.record.stats().documents == before + 1


def test_an_article_is_pasted_and_read_by_keyboard(page: Page) -> None:
    page.goto("/")
    tab_to(page, "#text")
    page.keyboard.insert_text(ARTICLE.replace("Ana", "Eva"))
    tab_to(page, "form.hand-in button.main")
    page.keyboard.press("Enter")
    settled(page)
    tab_to(page, "button[data-copy]")
    assert "Eva Ruiz" in page.inner_text(".notes")


def test_a_file_is_chosen_or_dropped(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "lock.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    page.goto("/")
    page.set_input_files("#file", str(file))
    page.click("text=Read it")
    settled(page)
    page.goto("/")
    page.evaluate(
        """text => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], "dropped.txt", {type: "text/plain"}));
            document.querySelector("[data-drop]").dispatchEvent(
                new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true}));
        }""",
        ARTICLE,
    )
    settled(page)
    assert "Ana Ruiz" in page.inner_text(".notes")


def test_words_and_notes_light_up_together_and_lead_to_each_other(page: Page) -> None:
    page.goto("/articles/1")
    page.hover("mark.s2 >> nth=0")
    assert page.locator("#s-2.lit").count() == 1
    assert "Ilva Marrane" in page.inner_text(".card")
    assert "direct" in page.inner_text(".card")
    page.hover("#s-1")
    assert page.locator("mark.s1.lit").count() >= 1
    page.click("mark.s2 >> nth=0")
    assert page.url.endswith("#s-2")
    page.click("#s-4 .number")
    assert page.url.endswith("#t-4")
    tab_to(page, "mark .number")
    assert page.locator(".card").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".card").is_hidden()


def test_a_statement_is_copied_with_its_citation(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/articles/1")
    page.focus("[data-copy='2']")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith('"No family in this town will queue for water again," […] "We will build it on time')
    assert "Ilva Marrane" in copied
    assert "The Kestrel Courier · 2026-01-14" in copied


def test_a_search_is_narrowed_down_by_mouse(page: Page) -> None:
    page.goto("/search")
    page.fill("input[name=query]", "bills")
    page.click("form.search button.main")
    everything = page.locator(".hit").count()
    page.click("aside >> text=Corran Dessel")
    assert 0 < page.locator(".hit").count() < everything
    page.click(".chips a >> nth=1")
    assert page.locator(".hit").count() == everything


def test_a_search_is_made_and_followed_by_keyboard(page: Page) -> None:
    page.goto("/search")
    tab_to(page, "input[name=query]")
    page.keyboard.type("queue")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit")
    tab_to(page, ".hit .who a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/speakers/\d+"))
    assert "Ilva Marrane" in page.inner_text("h1")


def test_the_positions_of_a_speaker_are_asked_for(page: Page) -> None:
    page.goto("/speakers?query=Dessel")
    page.click("table a")
    page.fill("input[name=about]", "bills")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=in the order of time")
    dates = re.findall(r"2026-\d\d-\d\d", page.inner_text(".hits"))
    assert len(dates) > 2
    assert dates == sorted(dates)


def test_the_wordings_of_a_quote_are_compared(page: Page) -> None:
    page.goto("/articles/1")
    page.click("#s-2 >> text=Wordings")
    assert page.locator(".utterance >> nth=0 >> tbody tr").count() >= 2
    assert page.locator("ins, del").count() > 2
    page.goto("/quotes")
    tab_to(page, "textarea[name=words]")
    page.keyboard.type("They are going to pump brine into the only bay we fish")
    tab_to(page, "form.search button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector(".utterance")
    assert "Petra Oske" in page.inner_text(".utterance >> nth=0")


def test_a_draft_is_checked_by_keyboard(page: Page) -> None:
    page.goto("/check")
    tab_to(page, "#text")
    page.keyboard.insert_text('"No family in this town will ever queue for water again," said Ilva Marrane.\n')
    tab_to(page, "form.hand-in button.main")
    page.keyboard.press("Enter")
    settled(page)
    assert "Every statement" in page.inner_text("main")


def test_the_queue_is_worked_off_with_single_keys(page: Page, room: Room) -> None:
    page.goto("/review")
    first = page.input_value("form.verdict input[name=ref]")
    page.keyboard.press("c")
    page.wait_for_selector(".judged >> text=confirm")
    second = page.input_value("form.verdict input[name=ref]")
    assert second != first
    page.keyboard.press("x")
    page.wait_for_selector(".judged >> text=reject")
    page.keyboard.press("u")
    page.wait_for_selector(".judged >> text=undone")
    last = room.record.judgements()
    assert [each.kind for each in last][-3:] == ["confirm", "reject", "undo"]
    assert {each.author for each in last} == {"Desk"}
    page.keyboard.press("n")
    page.wait_for_url(re.compile("skip=1"))


def test_single_keys_can_be_turned_off_and_never_act_while_writing(page: Page, room: Room) -> None:
    before = len(room.record.judgements())
    page.goto("/review")
    page.click("form.verdict input[name=note]")
    page.keyboard.type("cxu")
    page.uncheck("[data-keys-on]")
    page.click("h1")
    page.keyboard.press("c")
    page.reload()
    assert not page.is_checked("[data-keys-on]")
    page.keyboard.press("c")
    page.wait_for_timeout(200)
    assert len(room.record.judgements()) == before
    page.check("[data-keys-on]")


def test_the_right_words_are_selected_in_the_text(page: Page, room: Room) -> None:
    ref = room.record.search("brine", oldest_first=True).hits[0].ref
    page.goto(f"/review?ref={ref}")
    page.evaluate(
        """() => {
            const mark = document.querySelector("[data-context] mark");
            const text = [...mark.childNodes].find((node) => node.nodeType === 3);
            const start = text.data.indexOf("pump brine");
            const range = document.createRange();
            range.setStart(text, start);
            range.setEnd(text, start + "pump brine".length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            document.querySelector("[data-context]").dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
        }"""
    )
    page.wait_for_function("document.querySelector('textarea[name=words]').value === 'pump brine'")
    page.fill("input[name=speaker]", "Anselm Brio")
    page.click("text=Correct it")
    page.wait_for_selector(".judged >> text=correct")
    hit = next(hit for hit in room.record.search("pump brine").hits if hit.judged)
    assert (hit.words, hit.speaker) == ("pump brine", "Anselm Brio")


def test_two_speakers_are_merged_by_keyboard(page: Page, room: Room) -> None:
    ref = next(hit.ref for hit in room.record.search(who="Jorun Haldane").hits)
    page.goto(f"/review?ref={ref}")
    page.keyboard.press("m")
    page.keyboard.type("Oda Finch")
    page.keyboard.press("Enter")
    page.wait_for_selector(".judged >> text=merge")
    assert room.record.search(who="Oda Finch").hits[0].speaker == "Jorun Haldane"
    page.keyboard.press("u")
    page.wait_for_selector(".judged >> text=undone")


def test_the_overview_leads_on_from_its_picture_and_its_table(page: Page) -> None:
    page.goto("/overview")
    page.click(".chart a >> nth=0", force=True)
    page.wait_for_url(re.compile("since=2026-01"))
    page.goto("/overview")
    tab_to(page, "tbody a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("since=2026-01"))


def test_the_skip_link_comes_first(page: Page) -> None:
    page.goto("/search")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_scripts_everything_still_works(chromium: Browser, address: str, room: Room) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    context.set_default_timeout(8_000)
    page = context.new_page()
    page.goto("/")
    page.fill("#text", ARTICLE.replace("Ana", "Uta"))
    page.click("text=Read it")
    page.wait_for_selector(".headline")
    page.click("#s-1 .number")
    assert page.url.endswith("#t-1")
    assert page.locator("[data-copy]").first.is_hidden()
    page.goto("/review")
    ref = page.input_value("form.verdict input[name=ref]")
    page.click("button.yes")
    assert room.record.judgements()[-1].ref == ref
    page.click(".judged button >> nth=0")
    assert room.record.judgements()[-1].kind == "undo"
    context.close()


def test_a_forecast_is_resolved_by_keyboard(page: Page, room: Room) -> None:
    page.goto("/forecasts")
    assert page.locator(".hit summary").count() >= 1
    tab_to(page, ".hit summary")
    page.keyboard.press("Enter")
    tab_to(page, "button[name=outcome][value=false]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=did not come true")
    assert room.record.judgements()[-1].kind == "resolve"


def test_the_timeline_is_narrowed_by_keyboard(page: Page) -> None:
    page.goto("/timeline")
    assert "events" in page.inner_text("h2")
    tab_to(page, "input[name=about]")
    page.keyboard.insert_text("Halwyn Water")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("about=Halwyn"))
    assert "signed" in page.inner_text(".timeline")
    assert page.locator(".timeline a[href^='/articles/']").count() >= 1


def test_the_map_is_drawn_and_leads_to_an_actor_by_mouse(page: Page) -> None:
    page.goto("/map")
    assert page.locator(".map svg circle").count() >= 4
    page.fill("input[name=around]", "Halwyn Water")
    page.click("form[action='/map'] button")
    page.wait_for_url(re.compile("around=Halwyn"))
    page.click(".map svg a >> nth=0")
    page.wait_for_url(re.compile("/speakers/"))
