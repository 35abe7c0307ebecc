"""A reading as schema.org in JSON-LD: the NewsArticle, a Quotation for what is quoted, a Claim for a paraphrase."""

from __future__ import annotations

import json
from typing import Any

from onrecord.model import Actor, Reading, Statement

_KINDS = {"person": "Person", "organization": "Organization", "country": "Country", "place": "Place"}


def schema_org(reading: Reading) -> str:
    """The JSON-LD text, indented. What schema.org can't hold (offsets, cues, confidences, hearsay) is left out."""
    document = reading.document
    actors = {actor.id: actor for actor in reading.actors}
    article = {
        "@type": "NewsArticle",
        "@id": document.url or f"urn:sha256:{document.id}",
        "headline": document.title,
        "url": document.url,
        "datePublished": document.published,
        "inLanguage": document.language,
        "author": [{"@type": "Person", "name": name} for name in document.authors] or None,
        "publisher": {"@type": "Organization", "name": document.outlet} if document.outlet else None,
    }
    said = [_said(each, actors, reading, str(article["@id"])) for each in reading.statements]
    graph = [_known(article), *map(_known, said)]
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _said(said: Statement, actors: dict[str, Actor], reading: Reading, article: str) -> dict[str, Any]:
    actor = actors.get(said.actor or "")
    speaker = {"@type": _KINDS.get(actor.kind, "Thing"), "name": actor.name} if actor is not None else None
    words = reading.words(said.content)
    value: dict[str, Any] = {"@id": f"{article}#{said.id}", "text": words}
    if said.form == "indirect":
        value |= {"@type": "Claim", "appearance": {"@id": article}, "author": speaker}
    else:
        value |= {"@type": "Quotation", "isPartOf": {"@id": article}, "spokenByCharacter": speaker, "creator": speaker}
    if said.said_on:
        value["dateCreated"] = said.said_on
    return value


def _known(value: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in value.items() if each is not None}
