"""A reading as FollowTheMoney entities (followthemoney.tech), a JSON object a line, as OpenAleph loads them: the
article, its named people, bodies and countries, and a Mention for each of them in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha1
from typing import Any

from onrecord.edtf import bounds
from onrecord.ingest import Unreadable
from onrecord.model import Actor, Reading

_SCHEMAS = {"person": "Person", "organization": "Organization", "country": "PublicBody", "group": "LegalEntity"}


def follow_the_money(reading: Reading) -> str:
    """The lines. Raises Unreadable where the library isn't installed."""
    return "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in _entities(reading))


def _entities(reading: Reading) -> Iterator[dict[str, Any]]:
    try:
        from followthemoney import model
    except ImportError:
        raise Unreadable("FollowTheMoney needs pip install 'onrecord[ftm]'") from None
    document = reading.document
    article = model.make_entity("Article")
    article.id = f"onrecord-{document.id}"
    article.add("title", document.title)
    article.add("name", document.title or document.url or document.id)
    article.add("sourceUrl", document.url, cleaned=False)
    article.add("publisher", document.outlet)
    article.add("author", list(document.authors))
    article.add("language", document.language)
    article.add("bodyText", document.text)
    article.add("contentHash", sha1(document.text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest())
    article.add("publishedAt", _day(document.published))
    yield article.to_dict()
    for actor in reading.actors:
        schema = _SCHEMAS.get(actor.kind)
        if schema is None or not actor.named:
            continue
        entity = model.make_entity(schema)
        entity.id = f"onrecord-{document.id}-{actor.id}"
        entity.add("name", actor.name)
        entity.add("alias", list(actor.aliases))
        entity.add("summary", actor.role)
        if schema == "Person":
            entity.add("position", actor.role)
        entity.add("proof", article.id)
        yield entity.to_dict()
        yield _mention(model, article.id, actor, entity.id, schema)


def _mention(model: Any, article: str, actor: Actor, resolved: str, schema: str) -> dict[str, Any]:
    mention = model.make_entity("Mention")
    mention.id = f"{resolved}-mention"
    mention.add("document", article)
    mention.add("resolved", resolved)
    mention.add("name", actor.name)
    mention.add("detectedSchema", schema)
    value: dict[str, Any] = mention.to_dict()
    return value


def _day(published: str | None) -> str | None:
    """A date as precisely as FollowTheMoney's have it: year, month or day."""
    if published is None:
        return None
    text = published.rstrip("~?%")
    try:
        bounds(text)
    except ValueError:
        return None
    return text if len(text) in (4, 7, 10) and "X" not in text else None
