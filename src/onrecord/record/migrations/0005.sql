-- Who an unnamed actor may be by the gazetteer; who act together as one source.

ALTER TABLE actors ADD COLUMN suggestions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE actors ADD COLUMN members TEXT NOT NULL DEFAULT '[]';
