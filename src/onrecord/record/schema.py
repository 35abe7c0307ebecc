"""The tables of a record.

Three layers that are never mixed: what was published (documents, versions, texts), what the reader found in it
(readings and, where ``judgement`` is null, actors, mentions and statements), and what people say about that
(judgements and anchors). Rows of actors and statements whose ``judgement`` is set are derived from the layers below
them (``onrecord.record.layers``) and can be made anew at any time.

A new field of a statement or an actor is one migration and one line here: a column that has the name of the model's
attribute is stored and loaded with it (``onrecord.record.fields``). Lists of spans are held as text, "12-20 45-47",
other lists as JSON; days as the number YYYYMMDD; instants as ISO 8601 in UTC.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    # The canonical address, or where there is none a hash of the text and the outlet.
    Column("key", Text, nullable=False, unique=True),
    Column("added_at", Text, nullable=False),
)

outlets = Table(
    "outlets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("latest", Boolean, nullable=False),
    Column("hash", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("outlet", ForeignKey("outlets.id")),
    Column("published", Text),
    Column("title", Text),
    Column("authors", Text, nullable=False),
    Column("url", Text),
    Column("language", Text),
    UniqueConstraint("document", "number"),
    UniqueConstraint("document", "hash"),
)

# When a document had the text of an earlier version again: behind the version of that number.
returns = Table(
    "returns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("after", Integer, nullable=False),
    Column("returned_at", Text, nullable=False),
)

texts = Table(
    "texts",
    metadata,
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("paragraphs", Text, nullable=False),
)

# What has been taken in: the digest of a file's bytes and of the facts beside it, so that it need not be opened again.
sources = Table(
    "sources",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("reader", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("times", Text, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("judged_at", Text, nullable=False),
    Column("note", Text),
    # What the person holds to be so: the statement's values as a JSON object.
    Column("held", Text),
    Column("undoes", ForeignKey("judgements.id"), unique=True),
)

# Where a judgement is anchored: the version's spans, their words, and the text that stood around them.
anchors = Table(
    "anchors",
    metadata,
    Column("judgement", ForeignKey("judgements.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id"), nullable=False),
    Column("spans", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)

# The actors of the record, to which the actors of the single readings are linked (onrecord.record.identity).
identities = Table(
    "identities",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    # The identity that this one was merged into by a person; that one is not itself merged into another.
    Column("same_as", ForeignKey("identities.id")),
)

# The names that identities go by, each under the keys by which it is looked for.
identity_names = Table(
    "identity_names",
    metadata,
    Column("key", Text, primary_key=True),
    Column("identity", ForeignKey("identities.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
)

actors = Table(
    "actors",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("identity", ForeignKey("identities.id")),
    Column("judgement", ForeignKey("judgements.id")),
    Column("label", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("role", Text),
    Column("role_span", Text),
    Column("roles", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("suggestions", Text, nullable=False),
    Column("members", Text, nullable=False),
    # How likely the machine takes it to be that the actor is that identity, and on what grounds.
    Column("likeness", Float),
    Column("grounds", Text),
)

mentions = Table(
    "mentions",
    metadata,
    Column("actor", ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("actor", ForeignKey("actors.id")),
    Column("parent", Integer),
    Column("judgement", ForeignKey("judgements.id")),
    # The reader's statement that this one of a person stands for.
    Column("replaces", Integer),
    Column("shown", Boolean, nullable=False),
    # The days between which it was said, as far as known, or else the article published.
    Column("earliest", Integer),
    Column("latest", Integer),
    # Where its words begin and end; of several that do so together, which one it is.
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("twin", Integer, nullable=False),
    Column("form", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("label", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("said_on", Text),
    Column("said_on_span", Text),
    Column("reported_on", Text),
    Column("reported_on_span", Text),
    Column("about_date", Text),
    Column("about_date_span", Text),
    Column("channel", Text),
    Column("channel_kind", Text),
    Column("channel_span", Text),
    Column("addressee", ForeignKey("actors.id")),
    Column("addressee_span", Text),
    Column("commitment", Text),
    Column("negated", Boolean, nullable=False),
    Column("hedges", Text, nullable=False),
    Column("sourcing", Text),
    Column("anonymity", Text),
    Column("forecast", Text),
    # The last day of a forecast's horizon.
    Column("due", Integer),
    # The content's words, and what searches filter by (onrecord.record.tags), both as the full text index has them.
    Column("words", Text, nullable=False),
    Column("tags", Text, nullable=False),
)

# How many shown statements of each kind a version has; kept by triggers (migrations/0004.sql).
tallies = Table(
    "tallies",
    metadata,
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("direct", Integer, nullable=False),
    Column("mixed", Integer, nullable=False),
    Column("indirect", Integer, nullable=False),
    Column("unnamed", Integer, nullable=False),
    Column("unsourced", Integer, nullable=False),
)

# Events and relations are named by the reader's labels; who asserts or disputes them are labels of its statements.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("label", Text, nullable=False),
    # Not where a person has rejected it; ``judgement`` is the last word on it.
    Column("shown", Boolean, nullable=False),
    Column("judgement", ForeignKey("judgements.id")),
    # Where its trigger begins.
    Column("start", Integer, nullable=False),
    # The days between which it happened; null where the article doesn't tell.
    Column("earliest", Integer),
    Column("latest", Integer),
    Column("type", Text, nullable=False),
    Column("trigger", Text, nullable=False),
    # The trigger's own words.
    Column("word", Text, nullable=False),
    Column("mentions", Text, nullable=False),
    Column("factuality", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("place", ForeignKey("actors.id")),
    Column("place_span", Text),
    Column("date", Text),
    Column("date_span", Text),
    Column("asserted_by", Text),
    Column("disputed_by", Text, nullable=False),
)

participants = Table(
    "participants",
    metadata,
    Column("event", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor", ForeignKey("actors.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("span", Text, nullable=False),
)

relations = Table(
    "relations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("label", Text, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("judgement", ForeignKey("judgements.id")),
    Column("start", Integer, nullable=False),
    Column("subject", ForeignKey("actors.id"), nullable=False),
    Column("predicate", Text, nullable=False),
    Column("object", ForeignKey("actors.id"), nullable=False),
    Column("evidence", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("title", Text),
    Column("since", Text),
    Column("until", Text),
    Column("asserted_by", Text),
    Column("disputed_by", Text, nullable=False),
)
