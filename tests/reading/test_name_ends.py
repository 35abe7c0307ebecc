"""A name ends where it ends, also before a verb of saying."""

from __future__ import annotations

import onrecord

TEXT = """Brannoch Water repeated its promise at a hearing on Monday.

Odile Varga told the hearing that the figures were old. Varga said they would be replaced.
The Lower Tarn Anglers' Union said the river was warmer. "We were not asked," Teodor Amsel added.
Amsel called the plan a mistake."""


def test_the_verb_after_a_name_is_no_part_of_it() -> None:
    names = {name for actor in onrecord.read(TEXT).actors if actor.named for name in (actor.name, *actor.aliases)}
    assert {"Odile Varga", "Varga", "Teodor Amsel", "Amsel"} <= names
    assert not [name for name in names if name.split()[-1] in {"repeated", "told", "said", "added", "called"}]
