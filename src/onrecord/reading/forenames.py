"""Forenames and the gender they are mostly given to, as a hint where a text tells none.

The list (``assets/forenames.txt``) is the project's own, names common in news of all continents; names given to both
are left out. A hint gives way to whatever the article itself tells: titles, roles, the pronouns it uses.
"""

from __future__ import annotations

from functools import cache

from onrecord import assets
from onrecord.reading.nouns import Gender


@cache
def forenames() -> dict[str, Gender]:
    """Gender by folded forename."""
    found: dict[str, Gender] = {}
    gender: Gender = "female"
    for line in assets.text("forenames.txt").splitlines():
        if line in ("female", "male"):
            gender = "female" if line == "female" else "male"
        else:
            found.update(dict.fromkeys(line.split(), gender))
    return found
