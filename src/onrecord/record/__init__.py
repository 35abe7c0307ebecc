"""The record: documents, what the reader found in them, and what people say about that, in one SQLite file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, overload

from onrecord.record.database import RecordError
from onrecord.record.judging import Judging

if TYPE_CHECKING:
    from onrecord.model import ActorKind, Document, Form, Reading
    from onrecord.record.articles import Article, Articles
    from onrecord.record.changes import Change
    from onrecord.record.counts import Counts
    from onrecord.record.forecasts import Ledger
    from onrecord.record.listing import Table
    from onrecord.record.map import Comparison, Map
    from onrecord.record.overview import Overview
    from onrecord.record.search import Filters, Found
    from onrecord.record.sourcing import Report
    from onrecord.record.speakers import Named, Speaker
    from onrecord.record.store import Stored
    from onrecord.record.timeline import Timeline
    from onrecord.record.variants import Quoted
    from onrecord.record.who import Page, Ranked

__all__ = ["Record", "RecordError"]


class Record(Judging):
    """A record in a file, made if there is none (unless ``create`` is false). A context manager; ``close`` else.

    Every method raises RecordError, with one line that says what is wrong, where the file is no record, can't be
    written to, or is asked for something it doesn't have. Several processes can use one record at once.
    """

    # --- storing ----------------------------------------------------------------------------------------------------

    def store(self, reading: Reading, *, digest: str | None = None) -> Stored:
        """Store what the reader found in a document; an older reading of the same text is replaced, judgements stay.

        ``digest`` is a hash of the file that was read, by which ``has`` knows it again. Without one the text is what
        its address shows now: a document that goes back to the text of an earlier version has *returned* to it.
        """
        return self.store_all([(reading, digest)])[0]

    def store_all(self, readings: Iterable[tuple[Reading, str | None]]) -> list[Stored]:
        """Store several readings, each with its digest, in one transaction: all of them, or none."""
        from onrecord.record.store import put_all

        with self._writing() as connection:
            return put_all(connection, readings)

    def has(self, digest: str, reader: str) -> bool:
        """Have bytes with this digest been read by this version of the reader?"""
        from sqlalchemy import select

        from onrecord.record.schema import readings, sources

        with self._reading() as connection:
            found = connection.scalar(
                select(readings.c.reader)
                .join(sources, sources.c.version == readings.c.version)
                .where(sources.c.digest == digest)
            )
        return found == reader

    def holds(self, document: Document, reader: str, *, latest: bool = False) -> bool:
        """Is this document there, with these facts, read by this reader (and as its ``latest`` version)?"""
        from onrecord.record.store import holds

        with self._reading() as connection:
            return holds(connection, document, reader, latest=latest) is not None

    def outdated(self, reader: str, *, until: str | None = None) -> list[int]:
        """The versions to be read again: those that another version of the reader has read, and those read until that
        instant (ISO 8601, UTC)."""
        from onrecord.record.store import outdated

        with self._reading() as connection:
            return outdated(connection, reader, until)

    def seen(self, url: str, *, version: int | None = None) -> bool:
        """Was anything stored from that address? With ``version``, note that this one was found there."""
        from onrecord.record.watched import is_seen, note

        with self._writing() if version else self._reading() as connection:
            if version is not None:
                note(connection, url, version)
            return is_seen(connection, url)

    def document(self, version: int) -> Document:
        """The document of that version."""
        from onrecord.record.store import load_document

        with self._reading() as connection:
            return load_document(connection, version)

    def replace_all(self, readings: Iterable[tuple[int, Reading]]) -> None:
        """Put new readings in the place of those that versions have, in one transaction; the judgements stay."""
        from onrecord.record.store import replace_all

        with self._writing() as connection:
            replace_all(connection, readings)

    def reading(self, version: int, *, judged: bool = True) -> Reading:
        """The reading of a document's version: as people judged it, or as the reader left it."""
        from onrecord.record.store import load

        with self._reading() as connection:
            return load(connection, version, judged=judged)

    # --- finding ----------------------------------------------------------------------------------------------------

    def search(
        self,
        query: str | None = None,
        *,
        who: str | None = None,
        about: str | None = None,
        form: Form | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        superseded: bool = False,
        speaker: int | None = None,
        limit: int = 20,
        offset: int = 0,
        oldest_first: bool = False,
    ) -> Found:
        """The statements that match all that is given, newest first unless ``oldest_first``
        (``onrecord.record.search.Filters``)."""
        from onrecord.record.search import Filters, search

        filters = Filters(query, who, about, form, since, until, outlet, superseded, speaker)
        with self._reading() as connection:
            return search(connection, filters, limit=limit, offset=offset, oldest_first=oldest_first)

    def facets(self, filters: Filters, *, most: int = 20) -> dict[str, list[tuple[str, int]]]:
        """How many of the statements that match there are of each speaker, outlet and month."""
        from onrecord.record.search import facets

        with self._reading() as connection:
            return facets(connection, filters, most=most)

    def positions(self, name: str, *, about: str, limit: int = 100) -> Found:
        """What that speaker said on a subject, in the order of time."""
        from onrecord.record.search import Filters, search

        with self._reading() as connection:
            return search(connection, Filters(who=name, about=about), limit=limit, oldest_first=True)

    def quote(
        self,
        words: str,
        *,
        who: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int = 10,
    ) -> Quoted:
        """Who said these words or words much like them, first where, and how each outlet worded them."""
        from onrecord.record.search import Filters
        from onrecord.record.variants import quote

        filters = Filters(who=who, since=since, until=until, outlet=outlet)
        with self._reading() as connection:
            return quote(connection, words, filters, limit=limit)

    def changes(self, source: str) -> list[Change]:
        """What became of an article's statements from version to version; ``source`` is its address, or a version's
        number."""
        from onrecord.record.changes import changes

        with self._reading() as connection:
            return changes(connection, source)

    def check(self, reading: Reading) -> Report:
        """How a draft is sourced, and what the record has against it; the draft is not stored."""
        from onrecord.record.precedents import precedents
        from onrecord.record.sourcing import Draft, report

        draft = Draft(reading)
        with self._reading() as connection:
            return report(draft, *precedents(connection, draft))

    def version_of(self, source: str) -> int:
        """The version that an address (its latest) or a number names."""
        from onrecord.record.store import version_of

        with self._reading() as connection:
            return version_of(connection, source)

    def article(self, version: int) -> Article:
        """A version of a document as it is shown: its reading, and the record's names for what is in it."""
        from onrecord.record.articles import article

        with self._reading() as connection:
            return article(connection, version)

    def articles(
        self, query: str | None = None, *, outlet: str | None = None, limit: int = 20, offset: int = 0
    ) -> Articles:
        """The articles added last, those with these words in the title, or of one outlet."""
        from onrecord.record.articles import articles

        with self._reading() as connection:
            return articles(connection, query=query, outlet=outlet, limit=limit, offset=offset)

    @overload
    def who(self, name: None = None, *, kind: ActorKind | None = None, limit: int = 20) -> list[Ranked]: ...

    @overload
    def who(self, name: str, *, limit: int = 20) -> Page: ...

    def who(self, name: str | None = None, *, kind: ActorKind | None = None, limit: int = 20) -> list[Ranked] | Page:
        """The named actors by number of statements; or the page of the one of that name, or number in this record, with
        ``limit`` statements."""
        from onrecord.record.who import page, ranked

        with self._reading() as connection:
            if name is None:
                return ranked(connection, kind=kind, limit=limit)
            return page(connection, name, limit=limit)

    def speakers(self, query: str | None = None, *, limit: int = 50, offset: int = 0) -> list[Named]:
        """The named actors, those in most articles first; those whose names have the beginnings of these words."""
        from onrecord.record.speakers import speakers

        with self._reading() as connection:
            return speakers(connection, query, limit=limit, offset=offset)

    def speaker(self, number: int) -> Speaker:
        """An actor of the record: names, roles, and how, where, when and about whom he or she is quoted."""
        from onrecord.record.speakers import speaker

        with self._reading() as connection:
            return speaker(connection, number)

    def doubtful(self, *, limit: int = 20, offset: int = 0) -> Found:
        """The statements that nobody has judged, the least confident first."""
        from onrecord.record.review import doubtful

        with self._reading() as connection:
            return doubtful(connection, limit=limit, offset=offset)

    def overview(self) -> Overview:
        """The record at a glance: who is quoted how, month by month and outlet by outlet."""
        from onrecord.record.overview import overview

        with self._reading() as connection:
            return overview(connection)

    def forecasts(
        self,
        *,
        who: str | None = None,
        about: str | None = None,
        due_before: str | None = None,
        open_only: bool = False,
        limit: int = 100,
        offset: int = 0,
    ) -> Ledger:
        """What was forecast, by speaker and by the day it is due, with what people say came of it."""
        from onrecord.record.forecasts import forecasts
        from onrecord.record.search import Filters

        due, filters = due_before, Filters(who=who, about=about)
        with self._reading() as connection:
            return forecasts(connection, filters, due_before=due, open_only=open_only, limit=limit, offset=offset)

    def timeline(
        self,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        *,
        events: bool = True,
        statements: bool = True,
        limit: int = 100,
        offset: int = 0,
    ) -> Timeline:
        """What happened and what was said, in the order of when it did, not of publication; an event once with all its
        reports. ``about`` is an actor or a place; ``since`` and ``until`` are dates, inclusive."""
        from onrecord.record.timeline import timeline

        with self._reading() as connection:
            return timeline(
                connection,
                about=about,
                since=since,
                until=until,
                events=events,
                statements=statements,
                limit=limit,
                offset=offset,
            )

    def map(self, as_of: str | None = None, *, around: str | None = None) -> Map:
        """The actors and how they stand to each other on a day (that of the newest article if none is given), each
        relation with its evidence; with ``around`` only an actor and its neighbours."""
        from onrecord.record.map import map_of

        with self._reading() as connection:
            return map_of(connection, as_of=as_of, around=around)

    def map_changes(self, before: str, after: str, *, around: str | None = None) -> Comparison:
        """Which relations began and ended between two days."""
        from onrecord.record.map import compared

        with self._reading() as connection:
            return compared(connection, before=before, after=after, around=around)

    def stats(self) -> Counts:
        """How much there is in the record."""
        from onrecord.record.counts import counts

        with self._reading() as connection:
            return counts(connection)

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """All statements, actors or documents as rows (``onrecord.record.listing.COLUMNS``), as people judged them."""
        from onrecord.record.listing import rows

        with self._reading() as connection:
            yield from rows(connection, table)
