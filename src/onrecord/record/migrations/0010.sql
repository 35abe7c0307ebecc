-- What happened, and how the actors stand to each other: as the reader found it, and as people judged that.

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    shown BOOLEAN NOT NULL,
    judgement INTEGER REFERENCES judgements (id),
    start INTEGER NOT NULL,
    earliest INTEGER,
    latest INTEGER,
    type TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    word TEXT NOT NULL,
    mentions TEXT NOT NULL,
    factuality TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    place INTEGER REFERENCES actors (id),
    place_span TEXT,
    date TEXT,
    date_span TEXT,
    asserted_by TEXT,
    disputed_by TEXT NOT NULL
);
CREATE INDEX events_version ON events (version);
CREATE INDEX events_place ON events (place) WHERE place IS NOT NULL;
CREATE INDEX events_days ON events (earliest, latest);

CREATE TABLE participants (
    event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors (id),
    role TEXT NOT NULL,
    span TEXT NOT NULL,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE INDEX participants_actor ON participants (actor);

CREATE TABLE relations (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    shown BOOLEAN NOT NULL,
    judgement INTEGER REFERENCES judgements (id),
    start INTEGER NOT NULL,
    subject INTEGER NOT NULL REFERENCES actors (id),
    predicate TEXT NOT NULL,
    object INTEGER NOT NULL REFERENCES actors (id),
    evidence TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    title TEXT,
    since TEXT,
    until TEXT,
    asserted_by TEXT,
    disputed_by TEXT NOT NULL
);
CREATE INDEX relations_version ON relations (version);
CREATE INDEX relations_subject ON relations (subject);
CREATE INDEX relations_object ON relations (object);
