"""Prediction files: the scorer's shape, offsets of the file on disk, facts from beside the article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.export.prediction import articles, facts_beside, read_article, row
from onrecord.ingest import Unreadable
from onrecord.model import Reading, Span


def test_a_row_has_the_shape_the_scorer_reads(reading: Reading) -> None:
    found = row("dam", reading, lambda span: span)
    assert (found["doc"], found["events"], found["relations"]) == ("dam", [], [])
    attributions = {each["id"]: each for each in found["attributions"]}  # type: ignore[attr-defined]
    text = reading.document.text
    nested = attributions["s3"]
    assert [text[slice(*part)] for part in nested["content"]] == ['it "a bathtub."']
    assert [text[slice(*part)] for part in nested["cue"]] == ["had called"]
    assert (nested["speaker"], nested["named"], nested["form"], nested["parent"]) == (
        "the mayor",
        False,
        "mixed",
        "s2",
    )
    unknown = ("said_on", "channel", "addressee", "forecast")
    assert all(nested[key] is None for key in unknown)
    assert nested["commitment"] == "asserts"
    nobody = attributions["s6"]
    assert (nobody["source"], nobody["speaker"], nobody["named"]) == ([], None, False)


def test_offsets_are_those_of_the_file(reading: Reading) -> None:
    shifted = row("dam", reading, lambda span: Span(span.start + 7, span.end + 7))
    plain = row("dam", reading, lambda span: span)
    pairs = zip(plain["attributions"], shifted["attributions"], strict=True)  # type: ignore[call-overload]
    for one, other in pairs:
        for role in ("source", "cue", "content"):
            assert [[start + 7, end + 7] for start, end in one[role]] == other[role]


def test_articles_are_the_txt_files_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "a.meta.json", "notes.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    assert [path.name for path in articles(tmp_path)] == ["a.txt", "b.txt"]


def test_the_facts_beside_an_article_are_used(tmp_path: Path) -> None:
    known = {"published": "2026-01-05", "outlet": "The Vale Herald", "url": None, "editor": "nobody"}
    (tmp_path / "v1.2.meta.json").write_text(json.dumps(known), encoding="utf-8")
    assert facts_beside(tmp_path / "v1.2.txt") == {"published": "2026-01-05", "outlet": "The Vale Herald"}
    assert facts_beside(tmp_path / "other.txt") == {}


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"title": 5}', b"\xff\xfe", b"", b"[" * 100_000])
def test_broken_facts_are_named_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_text("Nothing much happened.", encoding="utf-8")
    (tmp_path / "a.meta.json").write_bytes(content)
    with pytest.raises(Unreadable, match=r"a\.meta\.json"):
        facts_beside(tmp_path / "a.txt")
    outcome = read_article(tmp_path / "a.txt")
    assert outcome.line is None
    assert "a.meta.json" in (outcome.problem or "")
