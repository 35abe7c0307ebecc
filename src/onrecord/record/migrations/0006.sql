-- The names that the record's actors go by, under the keys by which they are looked for; how likely each link to one of
-- them is, and on what grounds. Links made before are made anew when the next article is stored.

CREATE TABLE identity_names (
    key TEXT NOT NULL,
    identity INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (key, identity, name)
) WITHOUT ROWID;
CREATE INDEX identity_names_identity ON identity_names (identity);

ALTER TABLE actors ADD COLUMN likeness FLOAT;
ALTER TABLE actors ADD COLUMN grounds TEXT;
