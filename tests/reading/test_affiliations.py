"""Roles as the text gives them."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.model import Span
from onrecord.reading.affiliations import affiliation


@pytest.mark.parametrize(
    ("text", "role", "title", "organization", "since", "until"),
    [
        ("Ottla Brandt, head of bees at the Lower Vale Institute, said", "head of bees at the Lower Vale Institute",
         "head of bees", "Lower Vale Institute", None, None),
        ("Ottla Brandt, who was the chief hive adviser from May 2031 to 3 July 2033, said", "chief hive adviser",
         "chief hive adviser", None, "2031-05", "2033-07-03"),
        ("Ottla Brandt, keeper of the royal hives since 2029, said", "keeper of the royal hives",
         "keeper of the royal hives", None, "2029", None),
        ("Ottla Brandt, the mayor of Vale until June 4, 2030, said", "mayor of Vale",
         "mayor of Vale", None, None, "2030-06-04"),
        ("Ottla Brandt, a reader with Vale College’s School of Honey, said",
         "reader with Vale College’s School of Honey", "reader", "Vale College’s School of Honey", None, None),
        ("Ottla Brandt, a beekeeper, said on May 3, 2031", "beekeeper", "beekeeper", None, None, None),
    ],
)  # fmt: skip
def test_a_role_is_told_in_parts(
    text: str, role: str, title: str, organization: str | None, since: str | None, until: str | None
) -> None:
    start = text.index(role)
    found = affiliation(text, Span(start, start + len(role)), [])
    assert (found.title, found.organization, found.since, found.until) == (title, organization, since, until)
    assert found.span.of(text) == role


def test_an_actor_has_its_roles_and_its_other_names() -> None:
    text = (
        "Beekeepers may face a levy, Ottla Brandt, director of research at the Lower Vale Institute, said.\n\n"
        "“We were not asked,” Brandt told the Vale Courier.\n"
    )
    reading = onrecord.read(text)
    (actor,) = [a for a in reading.actors if a.name == "Ottla Brandt"]
    assert actor.aliases == ("Brandt",)
    assert [(role.title, role.organization) for role in actor.roles] == [
        ("director of research", "Lower Vale Institute")
    ]
