"""The JSON object: valid against the shipped schema, every passage the very words of its span."""

from __future__ import annotations

import json as standard
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from onrecord.export import json
from onrecord.model import Reading

SCHEMA = standard.loads((files("onrecord") / "assets" / "reading.schema.json").read_text(encoding="utf-8"))


def passages(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if set(value) == {"span", "text"}:
            yield value
        for each in value.values():
            yield from passages(each)
    elif isinstance(value, list):
        for each in value:
            yield from passages(each)


def test_a_reading_fits_the_shipped_schema(reading: Reading) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(standard.loads(json.dumps(reading)))


def test_the_schema_refuses_what_is_not_documented(reading: Reading) -> None:
    validator = Draft202012Validator(SCHEMA)
    assert not validator.is_valid({**json.as_object(reading), "extra": 1})
    assert not validator.is_valid({**json.as_object(reading), "schema": "onrecord.reading/2"})


def test_every_passage_is_the_words_of_its_span(reading: Reading) -> None:
    value = standard.loads(json.dumps(reading))
    found = list(passages(value))
    assert len(found) > 15
    for passage in found:
        assert value["document"]["text"][slice(*passage["span"])] == passage["text"]


def test_statements_name_their_speaker_and_their_parent(reading: Reading) -> None:
    statements = {each["id"]: each for each in standard.loads(json.dumps(reading))["statements"]}
    assert (statements["s3"]["speaker"], statements["s3"]["actor"]) == ("the mayor", "a2")
    assert statements["s3"]["parent"] == "s2"
    assert statements["s6"]["speaker"] is None
    assert statements["s6"]["source"] == []


@pytest.mark.parametrize("key", ["title", "outlet", "url", "published", "language"])
def test_unknown_facts_are_null(reading: Reading, key: str) -> None:
    from dataclasses import replace

    unknown = replace(reading, document=replace(reading.document, **{key: None}))  # type: ignore[arg-type]
    value = standard.loads(json.dumps(unknown))
    assert value["document"][key] is None
    Draft202012Validator(SCHEMA).validate(value)
