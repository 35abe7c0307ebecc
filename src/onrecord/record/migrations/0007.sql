-- When a document had the text of an earlier version again; and the words for speakers without a name, to search by.

CREATE TABLE returns (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    after INTEGER NOT NULL,
    returned_at TEXT NOT NULL
);
CREATE INDEX returns_version ON returns (version);

UPDATE statements
SET tags = tags || ' u' || replace(replace(lower(trim(name)), '-', ' '), ' ', ' u')
FROM actors
WHERE actors.id = statements.actor AND NOT actors.named AND trim(name) <> '';
