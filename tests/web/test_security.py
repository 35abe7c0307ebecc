"""What other sites, other machines and hostile articles can do: nothing."""

from __future__ import annotations

import re
import socket
import threading
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from onrecord.cli import main
from onrecord.record import Record
from onrecord.web.app import application
from onrecord.web.pages import routers
from onrecord.web.room import Room
from onrecord.web.security import LARGEST_BODY
from tests.record.conftest import article
from tests.web.conftest import token

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></textarea></title>"
POSTS = sorted(
    route.path
    for router in routers
    for route in router.routes
    if isinstance(route, APIRoute) and "POST" in (route.methods or ())
)


class Parsed(HTMLParser):
    """A page as a browser takes it apart; ``running`` is all that could run or load something foreign."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "iframe", "object", "embed", "base", "style"):
            self.running.append((tag, "", None))
        for name, value in attrs:
            foreign = name == "src" and not (value or "").startswith("/static/")
            scripted = name in ("href", "action", "formaction") and (value or "").lower().startswith(
                ("javascript", "data")
            )
            if name.startswith("on") or name == "style" or foreign or scripted:
                self.running.append((tag, name, value))
        if tag == "script" and "src" not in dict(attrs):
            self.running.append((tag, "", None))


def test_markup_in_articles_names_and_addresses_never_executes(browser: TestClient, room: Room) -> None:
    room.record.store(
        article(
            (f"Ana {HOSTILE}", "said", f"The lock {HOSTILE} is shut"),
            title=f"Title {HOSTILE}",
            outlet=f"Outlet {HOSTILE}",
            url=f"javascript:alert(3)//{HOSTILE}",
            published="2026-01-05",
        )
    )
    version = room.record.articles(limit=1).articles[0].version
    number = room.record.speakers("Ana")[0].id
    ref = room.record.search("lock").hits[0].ref
    pages = [
        "/",
        "/articles",
        f"/articles/{version}",
        "/speakers",
        f"/speakers/{number}",
        f"/speakers/{number}?about={HOSTILE}",
        "/overview",
        f"/review?ref={ref}",
        f"/search?query=lock&outlet={HOSTILE}",
        "/search?query=lock",
        f"/search?query={HOSTILE}",
        f"/quotes?words=the lock {HOSTILE}&who={HOSTILE}",
        f"/articles?query={HOSTILE}",
        f"/{HOSTILE}",
    ]
    for path in pages:
        answer = browser.get(path)
        assert answer.status_code < 500, path
        parsed = Parsed()
        parsed.feed(answer.text)
        assert parsed.running == [], path


def test_every_answer_forbids_scripts_styles_and_frames_that_are_not_the_rooms_own(browser: TestClient) -> None:
    for path in ("/", "/nothing", "/api/stats", "/static/room.css"):
        policy = browser.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert browser.get(path).headers["X-Content-Type-Options"] == "nosniff"
        assert "http" not in policy


def test_no_page_has_a_script_or_style_in_it(browser: TestClient) -> None:
    for path in ("/", "/articles/1", "/search?query=ferry", "/review", "/overview", "/check"):
        html = browser.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", html)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//(?!ledger\.example|post\.example)", html)


@pytest.mark.parametrize("path", POSTS)
def test_no_form_is_taken_without_its_token(browser: TestClient, room: Room, path: str) -> None:
    target = path.replace("{job}", "x")
    for wrong in ({}, {"token": "0" * 64}, {"token": "é"}):
        answer = browser.post(target, data=wrong | {"ref": "1:0-5", "verdict": "reject", "text": "x"})
        assert answer.status_code == 403, target
    assert room.record.judgements() == []


def test_there_are_posts_to_test() -> None:
    assert {"/read", "/judge", "/merge", "/undo", "/check"} <= set(POSTS)


def test_a_token_of_another_session_is_not_taken(browser: TestClient, room: Room) -> None:
    stolen = token(browser)
    browser.cookies.clear()
    assert browser.post("/undo", data={"token": stolen, "judgement": "1"}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "192.168.1.5"])
def test_another_sites_name_for_this_machine_is_refused(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 421
    assert browser.get("/api/stats", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_another_site_sends_is_refused(browser: TestClient, room: Room, headers: dict[str, str]) -> None:
    form = {"token": token(browser, "/review"), "ref": room.record.doubtful().hits[0].ref, "verdict": "reject"}
    assert browser.post("/judge", data=form, headers=headers).status_code == 403
    word = {"kind": "reject", "ref": form["ref"]}
    assert browser.post("/api/judgements", json=word, headers=headers).status_code == 403
    assert room.record.judgements() == []


def test_the_api_takes_nothing_that_a_foreign_form_could_send(browser: TestClient, room: Room) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        word = '{"kind": "reject", "ref": "1:0-5"}'
        assert browser.post("/api/judgements", content=word, headers={"Content-Type": kind}).status_code == 415
    assert room.record.judgements() == []


def test_uploads_are_limited(browser: TestClient) -> None:
    here = token(browser)
    large = {"file": ("large.txt", b"x" * (LARGEST_BODY + 1), "text/plain")}
    assert browser.post("/read", data={"token": here}, files=large).status_code == 413
    many = [("file", (f"{i}.txt", b"x", "text/plain")) for i in range(60)]
    assert browser.post("/read", data={"token": here}, files=many).status_code in (400, 413, 422)


def test_an_address_of_ones_own_network_is_not_fetched(browser: TestClient) -> None:
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/secret"
        answer = browser.post("/read", data={"token": token(browser), "text": address})
        assert answer.status_code == 422
        assert "127.0.0.1" in answer.text
    assert asked == []
    for url in ("file:///etc/passwd", "ftp://example.org/x"):
        job = browser.post("/api/readings", json={"url": url}).json()["id"]
        state = browser.get(f"/api/readings/{job}")
        while state.json()["state"] not in ("done", "failed"):
            state = browser.get(f"/api/readings/{job}")
        assert state.json()["problem"] == "that is not an http or https address"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_form_never_leads_to_another_site(browser: TestClient, room: Room, target: str) -> None:
    form = {"token": token(browser, "/review"), "ref": room.record.doubtful().hits[0].ref, "verdict": "confirm"}
    answer = browser.post("/judge", data=form | {"next": target}, follow_redirects=False)
    assert answer.headers["location"] == "/review"


def test_other_machines_are_let_in_only_with_a_password(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0", "--no-browser", "--db", str(tmp_path / "r.db")])
    assert result.exit_code == 2
    assert "give --password too" in result.output
    assert not (tmp_path / "r.db").exists()


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        arguments = ["serve", "--no-browser", "--port", port, "--db", str(tmp_path / "r.db")]
        result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1
    assert port in result.output


def test_behind_the_password_everybody_has_a_name(tmp_path: Path) -> None:
    record = Record(tmp_path / "onrecord.db")
    record.store(article(("Ana Ruiz", "said", "The lock is shut"), published="2026-01-05"))
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("open sesame")
    room = Room(record, author="owner", hosts=frozenset({"10.0.0.5"}), password=hashed)
    with TestClient(application(room), base_url="http://10.0.0.5:8000") as browser:
        assert browser.get("/articles").url.path == "/login"
        assert browser.get("/api/stats").status_code == 401
        form = {"token": token(browser, "/login"), "name": "Ana Desk"}
        assert browser.post("/login", data=form | {"password": "wrong"}).status_code == 403
        assert browser.get("/articles").url.path == "/login"
        assert browser.post("/login", data=form | {"password": "open sesame"}).url.path == "/"
        ref = room.record.doubtful().hits[0].ref
        browser.post("/judge", data={"token": token(browser, "/review"), "ref": ref, "verdict": "confirm"})
        assert room.record.judgements()[0].author == "Ana Desk"
        browser.post("/logout", data={"token": token(browser, "/review")})
        assert browser.get("/articles").url.path == "/login"
        assert browser.get("/api/stats", auth=("Bo", "wrong")).status_code == 401
        assert browser.get("/api/stats", auth=("Bo", "open sesame")).status_code == 200
        word = {"kind": "reject", "ref": ref}
        assert browser.post("/api/judgements", json=word, auth=("Bo", "open sesame")).status_code == 201
        assert room.record.judgements()[-1].author == "Bo"
        assert browser.get("/", headers={"Host": "evil.example"}).status_code == 421
