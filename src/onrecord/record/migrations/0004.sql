-- How many statements of each kind a version has, so that the overview of a large record need not count them; and an
-- index for those that most need a person's word.

CREATE TABLE tallies (
    version INTEGER PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
    direct INTEGER NOT NULL,
    mixed INTEGER NOT NULL,
    indirect INTEGER NOT NULL,
    unnamed INTEGER NOT NULL,
    unsourced INTEGER NOT NULL
);

INSERT INTO tallies
SELECT
    statements.version,
    sum(form = 'direct'),
    sum(form = 'mixed'),
    sum(form = 'indirect'),
    sum(coalesce(NOT actors.named, 0)),
    sum(statements.actor IS NULL)
FROM statements LEFT JOIN actors ON actors.id = statements.actor
WHERE statements.shown
GROUP BY statements.version;

CREATE TRIGGER statements_tallied AFTER INSERT ON statements WHEN new.shown BEGIN
    INSERT INTO tallies VALUES (
        new.version,
        new.form = 'direct',
        new.form = 'mixed',
        new.form = 'indirect',
        coalesce((SELECT NOT named FROM actors WHERE id = new.actor), 0),
        new.actor IS NULL
    ) ON CONFLICT (version) DO UPDATE SET
        direct = direct + excluded.direct,
        mixed = mixed + excluded.mixed,
        indirect = indirect + excluded.indirect,
        unnamed = unnamed + excluded.unnamed,
        unsourced = unsourced + excluded.unsourced;
END;

CREATE TRIGGER statements_untallied AFTER DELETE ON statements WHEN old.shown BEGIN
    UPDATE tallies SET
        direct = direct - (old.form = 'direct'),
        mixed = mixed - (old.form = 'mixed'),
        indirect = indirect - (old.form = 'indirect'),
        unnamed = unnamed - coalesce((SELECT NOT named FROM actors WHERE id = old.actor), 0),
        unsourced = unsourced - (old.actor IS NULL)
    WHERE version = old.version;
END;

CREATE TRIGGER statements_hidden AFTER UPDATE OF shown ON statements WHEN old.shown <> new.shown BEGIN
    UPDATE tallies SET
        direct = direct + (new.form = 'direct') * (new.shown - old.shown),
        mixed = mixed + (new.form = 'mixed') * (new.shown - old.shown),
        indirect = indirect + (new.form = 'indirect') * (new.shown - old.shown),
        unnamed = unnamed
            + coalesce((SELECT NOT named FROM actors WHERE id = new.actor), 0) * (new.shown - old.shown),
        unsourced = unsourced + (new.actor IS NULL) * (new.shown - old.shown)
    WHERE version = new.version;
END;

CREATE INDEX statements_doubtful ON statements (confidence) WHERE shown = 1 AND judgement IS NULL;
