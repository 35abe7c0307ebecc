-- The first shape of a record. A file of this folder is never changed once released: the next change is the next number.

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    added_at TEXT NOT NULL
);

CREATE TABLE outlets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE
);

CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    number INTEGER NOT NULL,
    latest BOOLEAN NOT NULL,
    hash TEXT NOT NULL,
    added_at TEXT NOT NULL,
    outlet INTEGER REFERENCES outlets (id),
    published TEXT,
    title TEXT,
    authors TEXT NOT NULL,
    url TEXT,
    language TEXT,
    UNIQUE (document, number),
    UNIQUE (document, hash)
);
CREATE INDEX versions_hash ON versions (hash);

CREATE TABLE texts (
    version INTEGER PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    paragraphs TEXT NOT NULL
);

CREATE TABLE sources (
    digest TEXT PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE readings (
    version INTEGER PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
    reader TEXT NOT NULL,
    read_at TEXT NOT NULL
);

CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('confirm', 'reject', 'correct', 'merge', 'split', 'undo')),
    author TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    note TEXT,
    held TEXT,
    undoes INTEGER UNIQUE REFERENCES judgements (id)
);

CREATE TABLE anchors (
    judgement INTEGER NOT NULL REFERENCES judgements (id),
    position INTEGER NOT NULL,
    version INTEGER NOT NULL REFERENCES versions (id),
    spans TEXT NOT NULL,
    words TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (judgement, position)
);
CREATE INDEX anchors_version ON anchors (version);

CREATE TABLE identities (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    same_as INTEGER REFERENCES identities (id)
);
CREATE INDEX identities_same_as ON identities (same_as) WHERE same_as IS NOT NULL;

CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    identity INTEGER REFERENCES identities (id),
    judgement INTEGER REFERENCES judgements (id),
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    named BOOLEAN NOT NULL,
    role TEXT,
    role_span TEXT
);
CREATE INDEX actors_version ON actors (version);
CREATE INDEX actors_identity ON actors (identity);

CREATE TABLE mentions (
    actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (actor, position)
) WITHOUT ROWID;

CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    actor INTEGER REFERENCES actors (id),
    parent INTEGER,
    judgement INTEGER REFERENCES judgements (id),
    replaces INTEGER,
    shown BOOLEAN NOT NULL,
    earliest INTEGER,
    latest INTEGER,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    twin INTEGER NOT NULL,
    form TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    label TEXT NOT NULL,
    source TEXT NOT NULL,
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    said_on TEXT,
    reported_on TEXT,
    about_date TEXT,
    channel TEXT,
    channel_kind TEXT,
    addressee INTEGER REFERENCES actors (id),
    commitment TEXT,
    words TEXT NOT NULL,
    tags TEXT NOT NULL
);
CREATE INDEX statements_version ON statements (version);
CREATE INDEX statements_actor ON statements (actor);
CREATE INDEX statements_addressee ON statements (addressee) WHERE addressee IS NOT NULL;

-- Full text: the words of the statements as they are judged, and tags that stand for what searches filter by.
CREATE VIEW shown_statements AS SELECT id, words, tags FROM statements WHERE shown;

CREATE VIRTUAL TABLE statement_index USING fts5 (
    words, tags, content='shown_statements', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER statements_inserted AFTER INSERT ON statements WHEN new.shown BEGIN
    INSERT INTO statement_index (rowid, words, tags) VALUES (new.id, new.words, new.tags);
END;

CREATE TRIGGER statements_deleted AFTER DELETE ON statements WHEN old.shown BEGIN
    INSERT INTO statement_index (statement_index, rowid, words, tags)
    VALUES ('delete', old.id, old.words, old.tags);
END;

CREATE TRIGGER statements_changed AFTER UPDATE OF shown, words, tags ON statements BEGIN
    INSERT INTO statement_index (statement_index, rowid, words, tags)
    SELECT 'delete', old.id, old.words, old.tags WHERE old.shown;
    INSERT INTO statement_index (rowid, words, tags) SELECT new.id, new.words, new.tags WHERE new.shown;
END;

-- Names of the record's actors, to find them by a part of the name.
CREATE VIRTUAL TABLE identity_index USING fts5 (
    name, content='identities', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER identities_inserted AFTER INSERT ON identities BEGIN
    INSERT INTO identity_index (rowid, name) VALUES (new.id, new.name);
END;

CREATE TRIGGER identities_deleted AFTER DELETE ON identities BEGIN
    INSERT INTO identity_index (identity_index, rowid, name) VALUES ('delete', old.id, old.name);
END;

CREATE TRIGGER identities_renamed AFTER UPDATE OF name ON identities BEGIN
    INSERT INTO identity_index (identity_index, rowid, name) VALUES ('delete', old.id, old.name);
    INSERT INTO identity_index (rowid, name) VALUES (new.id, new.name);
END;
