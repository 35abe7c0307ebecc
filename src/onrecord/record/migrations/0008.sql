-- A person can say what came of a forecast: judgements of the kind "resolve". SQLite can't change a check, so the table
-- is made anew; the two indexes are there for its foreign keys alone.

PRAGMA defer_foreign_keys = ON;
CREATE INDEX statements_judged ON statements (judgement) WHERE judgement IS NOT NULL;
CREATE INDEX actors_judged ON actors (judgement) WHERE judgement IS NOT NULL;
CREATE TABLE judgements_held AS SELECT id, kind, author, judged_at, note, held, undoes FROM judgements;
DROP TABLE judgements;
CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('confirm', 'reject', 'correct', 'resolve', 'merge', 'split', 'undo')),
    author TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    note TEXT,
    held TEXT,
    undoes INTEGER UNIQUE REFERENCES judgements (id)
);
INSERT INTO judgements SELECT id, kind, author, judged_at, note, held, undoes FROM judgements_held ORDER BY id;
DROP TABLE judgements_held;
DROP INDEX statements_judged;
DROP INDEX actors_judged;

-- The last day on which a forecast can come true, as the number YYYYMMDD, to list forecasts by.

ALTER TABLE statements ADD COLUMN due INTEGER;
CREATE INDEX statements_forecast ON statements (due) WHERE forecast IS NOT NULL;
