"""The reading room: the record in a browser, and as a JSON API. Both are thin over ``onrecord.record.Record``."""
