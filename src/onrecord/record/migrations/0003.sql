-- The circumstances of a statement, each with its evidence, and an article's time expressions.

ALTER TABLE statements ADD COLUMN said_on_span TEXT;
ALTER TABLE statements ADD COLUMN reported_on_span TEXT;
ALTER TABLE statements ADD COLUMN about_date_span TEXT;
ALTER TABLE statements ADD COLUMN channel_span TEXT;
ALTER TABLE statements ADD COLUMN addressee_span TEXT;
ALTER TABLE statements ADD COLUMN negated BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE statements ADD COLUMN hedges TEXT NOT NULL DEFAULT '';
ALTER TABLE statements ADD COLUMN sourcing TEXT;
ALTER TABLE statements ADD COLUMN anonymity TEXT;
ALTER TABLE statements ADD COLUMN forecast TEXT;
ALTER TABLE readings ADD COLUMN times TEXT NOT NULL DEFAULT '[]';
UPDATE statements SET commitment = 'asserts' WHERE commitment IS NULL;
