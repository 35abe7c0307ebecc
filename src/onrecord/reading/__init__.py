"""Document to Reading: one pass of the encoder, then the steps that turn its tables into statements with speakers."""

from __future__ import annotations

from onrecord.model import Document, Reading


def read_document(document: Document, *, threads: int | None = None) -> Reading:
    """What the shipped reader finds in a document. Deterministic; ``threads`` as for ``encoder.encoder``."""
    from onrecord.reading.encoder import encoder

    reader = encoder(threads)  # its graph goes on loading while the rest is imported
    from onrecord.reading.attribution import attributions
    from onrecord.reading.circumstances import with_circumstances
    from onrecord.reading.dates import dated
    from onrecord.reading.events import events
    from onrecord.reading.links import Links
    from onrecord.reading.relations import relations
    from onrecord.reading.statements import assemble
    from onrecord.reading.windows import words

    text = words(reader.tokenizer, document.text, document.paragraphs)
    tables = reader.tables(text)
    found = attributions(text, tables, reader.tagger, reader.thresholds)
    links = Links(document.text, text, tables, reader.linker)
    actors, statements = assemble(document, found, links)
    statements, times = dated(document, statements)
    statements = with_circumstances(document, actors, statements, times)
    happened, further = events(document, actors, statements, times)
    actors = (*actors, *further)
    ties = relations(document, actors, statements, happened)
    return Reading(document, reader.version, actors, statements, times, happened, ties)
