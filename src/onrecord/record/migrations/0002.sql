-- An actor's roles in parts, and the other names an article uses for the actor.

ALTER TABLE actors ADD COLUMN roles TEXT NOT NULL DEFAULT '[]';
ALTER TABLE actors ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';
