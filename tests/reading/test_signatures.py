"""A quotation signed with a dash and a name belongs to that name."""

from __future__ import annotations

import pytest

from onrecord.ingest import document
from onrecord.model import Attribution, Span
from onrecord.reading.signatures import signed
from onrecord.reading.statements import assemble

COMMENTS = (
    "“The ferry was late again and nobody told us.” ― Ada Moyo, farmer\n\n"
    '"I would not set foot on it for money."-- Jonas van der Berg\n\n'
    "“It is the only road we have left.”\n\n"
    "— Salma Haddad\n"
)


def test_readers_comments_belong_to_those_who_signed_them() -> None:
    made = document(COMMENTS)
    actors, statements = assemble(made, [])
    names = {actor.id: actor.name for actor in actors}
    assert [names.get(s.actor or "") for s in statements] == ["Ada Moyo", "Jonas van der Berg", "Salma Haddad"]
    assert [s.form for s in statements] == ["direct"] * 3


def test_a_signature_wins_over_what_the_encoder_made_of_the_next_name() -> None:
    made = document(COMMENTS)
    at = made.text.index("Jonas")
    wrong = Attribution((Span(at, at + 5),), (), (Span(0, 46),), 0.9)
    actors, statements = assemble(made, [wrong])
    assert next(a.name for a in actors if a.id == statements[0].actor) == "Ada Moyo"


@pytest.mark.parametrize(
    "text",
    [
        "“Home” — Part Two",
        "“It never stopped raining,” she said — and Ada Moyo agreed.",
        "“We lost the boats” — that was all Ada Moyo would say before she left.",
        "The storm — Ada Moyo",
    ],
)
def test_a_dash_alone_signs_nothing(text: str) -> None:
    assert signed(text, [Span(0, len(text))]) == []
