"""The record for assistants: every answer has its quotations, and what isn't there is said not to be."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest

from onrecord import read
from onrecord.record import Record

pytest.importorskip("mcp", reason="needs pip install 'onrecord[mcp]'")

from onrecord.assistant import NOT_THERE, server

TEXT = "“The lock is shut,” said Ana Ruiz, the keeper of the lock. Norway and Chile signed a pact on 5 March 2026.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.db"
    with Record(file) as record:
        record.store(read(TEXT, published="2026-03-06", outlet="The Varn Post", url="https://varn.example/a"))
    return file


def ask(path: Path, tool: str, **arguments: Any) -> dict[str, Any]:
    """What the tool answers to a client of the official SDK."""
    from mcp import Client

    async def asked() -> Any:
        with Record(path) as record:
            async with Client(server(record)) as client:
                return await client.call_tool(tool, arguments)

    answer = anyio.run(asked)
    assert not answer.is_error, answer
    value: dict[str, Any] = answer.structured_content
    return value


def test_statements_come_with_document_and_offsets(path: Path) -> None:
    answer = ask(path, "search_statements", query="lock", who="Ana Ruiz")
    (quotation,) = answer["quotations"]
    assert quotation["document"]["url"] == "https://varn.example/a"
    assert TEXT[quotation["start"] : quotation["end"]] == quotation["words"] == "“The lock is shut,”"


def test_an_actor_a_quote_the_timeline_and_the_map(path: Path) -> None:
    assert ask(path, "actor", name="Ana Ruiz")["actor"]["roles"][0]["role"] == "keeper of the lock"
    (utterance,) = ask(path, "check_quote", words="the lock is shut")["utterances"]
    assert (utterance["speaker"], utterance["quotations"][0]["start"]) == ("Ana Ruiz", 0)
    (event,) = ask(path, "timeline", about="Norway")["events"]
    assert event["date"] == "2026-03-05"
    (passage,) = event["quotations"]
    assert TEXT[passage["start"] : passage["end"]] == passage["words"]
    relations = ask(path, "map", as_of="2026-03-07", around="Norway")["relations"]
    assert {each["predicate"] for each in relations} >= {"has_agreement_with"}


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search_statements", {"query": "zebra"}),
        ("actor", {"name": "Nobody Known"}),
        ("check_quote", {"words": "a horse, my kingdom for a horse"}),
        ("timeline", {"about": "Atlantis"}),
        ("map", {"around": "Atlantis"}),
        ("timeline", {"since": "spring"}),
    ],
)
def test_what_is_not_there_is_said_not_to_be(path: Path, tool: str, arguments: dict[str, str]) -> None:
    answer = ask(path, tool, **arguments)
    assert answer["found"] is False
    assert answer["message"].startswith(NOT_THERE)
    assert not answer.get("quotations")


def test_it_is_served_over_standard_input_and_output(path: Path) -> None:
    request = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    process = subprocess.run(
        [sys.executable, "-m", "onrecord", "mcp", "--db", str(path)],
        input=json.dumps(request) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    answer = json.loads(process.stdout.splitlines()[0])
    assert answer["result"]["serverInfo"]["name"] == "onrecord"
