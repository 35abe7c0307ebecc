"""The record for assistants: tools of the Model Context Protocol (modelcontextprotocol.io) that look things up in it.

Every answer carries quotations with their document and offsets (Unicode code points of its text), so that what an
assistant says can be checked; where the record has nothing, the answer says so and nothing else. No tool changes the
record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from onrecord import __version__
from onrecord.record import Record, RecordError

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from onrecord.record.search import Hit
    from onrecord.record.variants import Appearance

NOT_THERE = "This is not in the record."
_MOST = 50
_INSTRUCTIONS = (
    "A record of news reporting: who said what, when and where, what happened, how actors stand to each other. Quote "
    "only the words given under quotations, with their document. What is not found is not in the record; that does not "
    "mean that it is not so."
)


def server(record: Record) -> MCPServer:
    """An MCP server with the tools of that record."""
    from mcp.server.mcpserver import MCPServer

    made = MCPServer("onrecord", title="Onrecord", instructions=_INSTRUCTIONS, version=__version__)

    @made.tool(name="search_statements")
    def search_statements(
        query: str | None = None,
        who: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int = 20,
    ) -> dict[str, Any]:
        """Find statements by words, speaker (who), subject (about), days (since, until: 2026, 2026-01, 2026-01-05) and
        outlet, newest first."""
        with _told() as answer:
            found = record.search(
                query, who=who, about=about, since=since, until=until, outlet=outlet, limit=_within(limit)
            )
            answer.update(_answer(found.hits, total=found.total))
        return answer

    @made.tool(name="actor")
    def actor(name: str) -> dict[str, Any]:
        """Who somebody is in the record: names, roles over time, who quotes him or her, the latest statements."""
        with _told() as answer:
            page = record.who(name, limit=10)
            about = page.speaker
            answer.update(_answer(page.latest, total=about.statements))
            answer["found"] = True
            answer["actor"] = {
                "name": about.name,
                "kind": about.kind,
                "other_names": list(about.names),
                "roles": [asdict(role) for role in about.roles[:20]],
                "outlets": [{"outlet": outlet, "statements": count} for outlet, count in about.outlets[:20]],
                "articles": about.articles,
            }
        return answer

    @made.tool(name="check_quote")
    def check_quote(words: str, who: str | None = None) -> dict[str, Any]:
        """Who said these words or words much like them, first where, and how each outlet worded them."""
        with _told() as answer:
            found = record.quote(words, who=who, limit=10)
            answer["found"], answer["total"] = bool(found.utterances), found.total
            answer["utterances"] = [
                {
                    "speaker": utterance.speaker,
                    "words": utterance.words,
                    "said_on": utterance.said_on,
                    "likeness": utterance.likeness,
                    "first": _appearance(utterance.first),
                    "quotations": [
                        {"kind": each.kind, "words": each.words, **_appearance(appearance)}
                        for each in utterance.quotings
                        for appearance in each.appearances[:3]
                    ],
                }
                for utterance in found.utterances
            ]
        return answer

    @made.tool(name="timeline")
    def timeline(
        about: str | None = None, since: str | None = None, until: str | None = None, limit: int = 30
    ) -> dict[str, Any]:
        """What happened, in the order of when it did: about an actor or a place, between two days."""
        with _told() as answer:
            found = record.timeline(about, since, until, statements=False, limit=_within(limit))
            events = [moment.event for moment in found.moments if moment.event is not None]
            answer["found"], answer["total"] = bool(events), found.events
            answer["events"] = [
                {
                    "date": event.date,
                    "type": event.type,
                    "factuality": event.factuality,
                    "parties": [{"name": party.name, "role": party.role} for party in event.parties],
                    "according_to": list(event.told_by),
                    "disputed_by": list(event.disputed_by),
                    "quotations": [_passage(record, report) for report in event.reports[:5]],
                }
                for event in events
            ]
        return answer

    @made.tool(name="map")
    def map_(as_of: str | None = None, around: str | None = None) -> dict[str, Any]:
        """Who stands how to whom on a day (2026-01-05): offices, alliances, wars, agreements, sanctions; around one
        actor. What the gazetteer alone tells has no quotations."""
        with _told() as answer:
            found = record.map(as_of, around=around)
            answer["found"], answer["total"], answer["as_of"] = bool(found.edges), len(found.edges), found.as_of
            answer["relations"] = [
                {
                    "subject": found.name(edge.subject),
                    "predicate": edge.predicate,
                    "object": found.name(edge.object),
                    "title": edge.title,
                    "since": edge.since,
                    "until": edge.until,
                    "basis": edge.basis,
                    "according_to": list(edge.told_by),
                    "disputed_by": list(edge.disputed_by),
                    "quotations": [_passage(record, each) for each in edge.evidence[:3]],
                }
                for edge in found.edges[:_MOST]
            ]
        return answer

    return made


@contextmanager
def _told() -> Iterator[dict[str, Any]]:
    """An answer that says that nothing is there unless something is put into it, and what was wrong with the question;
    trouble with the database is raised."""
    answer: dict[str, Any] = {}
    try:
        yield answer
    except RecordError as error:
        if error.__cause__ is not None:
            raise
        answer.clear()
        answer["message"] = f"{NOT_THERE} {str(error)[:1].upper()}{str(error)[1:]}."
    answer.setdefault("found", False)
    if not answer["found"]:
        answer.setdefault("message", NOT_THERE)


def _within(limit: int) -> int:
    return max(1, min(limit, _MOST))


def _answer(hits: Sequence[Hit], total: int) -> dict[str, Any]:
    return {"found": bool(hits), "total": total, "quotations": [_quotation(hit) for hit in hits]}


def _quotation(hit: Hit) -> dict[str, Any]:
    return {
        "ref": hit.ref,
        "speaker": hit.speaker,
        "role": hit.role,
        "words": hit.words,
        "form": hit.form,
        "date": hit.date,
        "document": {"version": hit.version, "title": hit.title, "outlet": hit.outlet, "url": hit.url},
        **_offsets(hit.ref),
        "confidence": hit.confidence,
    }


def _appearance(at: Appearance) -> dict[str, Any]:
    return {
        "ref": at.ref,
        "speaker": at.speaker,
        "document": {"version": int(at.ref.split(":")[0]), "title": at.title, "outlet": at.outlet, "url": at.url},
        "published": at.published,
        **_offsets(at.ref),
    }


def _offsets(ref: str) -> dict[str, int | None]:
    place = re.fullmatch(r"\d+:(\d+)-(\d+)(?:~\d+)?", ref)
    return {"start": int(place[1]) if place else None, "end": int(place[2]) if place else None}


def _passage(record: Record, told: Any) -> dict[str, Any]:
    """A report's or a relation's sentence with its document and offsets."""
    text = record.document(told.version).text
    words = told.words.strip("…")
    start = text.find(words)
    return {
        "ref": told.ref,
        "words": words,
        "document": {"version": told.version, "title": told.title, "outlet": told.outlet, "url": told.url},
        "published": told.published,
        "start": start if start >= 0 else None,
        "end": start + len(words) if start >= 0 else None,
    }
