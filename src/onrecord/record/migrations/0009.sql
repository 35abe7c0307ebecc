-- What the overview groups by, without looking at the articles themselves.

CREATE INDEX versions_shown ON versions (published, outlet, latest) WHERE latest = 1;
