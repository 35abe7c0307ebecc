"""Onrecord as a component of spaCy."""

from __future__ import annotations

import pytest

spacy = pytest.importorskip("spacy", reason="needs pip install 'onrecord[spacy]'")

TEXT = "“The lock is shut,” said Ana Ruiz, the keeper of the lock. Tor Helvik denied that he had the key."


def test_a_pipeline_tells_who_said_what() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    doc = nlp(TEXT)
    first, second = doc._.statements
    assert [span.text for span in first["content"]] == ["“The lock is shut,”"]
    assert (first["speaker"], first["role"], first["form"]) == ("Ana Ruiz", "keeper of the lock", "direct")
    assert [span.text for span in first["source"]] == ["Ana Ruiz, the keeper of the lock"]
    assert second["speaker"] == "Tor Helvik"
    assert nlp("  ")._.statements == []


def test_statements_survive_a_docbin() -> None:
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"min_confidence": 0.1})
    held = DocBin(store_user_data=True, docs=[nlp(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(held).get_docs(spacy.blank("en").vocab)
    assert [each["speaker"] for each in doc._.statements] == ["Ana Ruiz", "Tor Helvik"]
    assert doc._.statements[0]["content"][0].text == "“The lock is shut,”"


def test_what_is_not_sure_enough_is_left_out() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"min_confidence": 1.0})
    assert nlp(TEXT)._.statements == []
