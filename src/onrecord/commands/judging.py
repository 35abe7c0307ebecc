"""``onrecord confirm``, ``reject``, ``correct``, ``merge``, ``split``, ``undo``, ``judgements``: a person's word."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.commands.opening import FORMS, of_a_record, opened

if TYPE_CHECKING:
    from onrecord.model import Form

Command = TypeVar("Command", bound=Callable[..., Any])

_HELP = {"help_option_names": ["-h", "--help"]}


def user() -> str:
    """The name of who uses the machine; empty where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # what systems without a name for the user raise
        return ""


def judging(command: Command) -> Command:
    """Give a command the options of every judgement."""
    author = click.option(
        "--author", envvar="ONRECORD_AUTHOR", default=user, metavar="NAME", help="Who judges; you unless you say."
    )
    note = click.option("--note", metavar="TEXT", help="Why.")
    return author(note(of_a_record(command)))


def _done(judgement: int) -> None:
    click.echo(f"judgement {judgement}")


@click.command(context_settings=_HELP)
@click.argument("statement")
@judging
def confirm(statement: str, author: str, note: str | None, db: Path) -> None:
    """Say that a statement is right as it is shown. STATEMENT is the name that search shows, such as 12:340-512; an
    event's or a relation's is shown by timeline and map, such as 12:e3.

    \b
    Examples:
      onrecord confirm 12:340-512 --note "heard the recording"
      onrecord confirm 12:e3
    """
    with opened(db) as record:
        _done(record.confirm(statement, author=author, note=note))


@click.command(context_settings=_HELP)
@click.argument("statement")
@judging
def reject(statement: str, author: str, note: str | None, db: Path) -> None:
    """Say that a statement, an event or a relation is none: nothing shows it any more.

    \b
    Examples:
      onrecord reject 12:340-512
      onrecord reject 12:e3 --note "that was a match"
    """
    with opened(db) as record:
        _done(record.reject(statement, author=author, note=note))


@click.command(context_settings=_HELP)
@click.argument("statement")
@click.option("--speaker", metavar="NAME", help='Who said it; "" for nobody.')
@click.option(
    "--words", metavar="TEXT", help="What was said, in the article's own words; […] where it interrupts them."
)
@click.option("--form", type=click.Choice(FORMS), help="How it was said.")
@click.option("--said-on", metavar="DATE", help='When it was said, in EDTF; "" for unknown.')
@judging
def correct(
    statement: str,
    speaker: str | None,
    words: str | None,
    form: Form | None,
    said_on: str | None,
    author: str,
    note: str | None,
    db: Path,
) -> None:
    """Say what is right about a statement: it is shown so from then on.

    \b
    Examples:
      onrecord correct 12:340-512 --speaker "Maren Holt"
      onrecord correct 12:340-512 --form mixed --said-on 2026-01-03
    """
    with opened(db) as record:
        judgement = record.correct(
            statement, author=author, note=note, speaker=speaker, words=words, form=form, said_on=said_on
        )
        _done(judgement)


@click.command(context_settings=_HELP)
@click.argument("name")
@click.argument("other", nargs=-1, required=True)
@judging
def merge(name: str, other: tuple[str, ...], author: str, note: str | None, db: Path) -> None:
    """Say that the actors called OTHER are the one called NAME.

    \b
    Examples:
      onrecord merge "Maren Holt" "Maren A. Holt" "Mayor Holt"
    """
    with opened(db) as record:
        _done(record.merge(name, other, author=author, note=note))


@click.command(context_settings=_HELP)
@click.argument("name")
@click.argument("document", nargs=-1, required=True)
@judging
def split(name: str, document: tuple[str, ...], author: str, note: str | None, db: Path) -> None:
    """Say that the actor called NAME in each DOCUMENT (its address or number) is another one than elsewhere.

    \b
    Examples:
      onrecord split "Jon Aske" https://example.org/harbour
    """
    with opened(db) as record:
        _done(record.split(name, document, author=author, note=note))


@click.command(context_settings=_HELP)
@click.argument("judgement", type=int)
@judging
def undo(judgement: int, author: str, note: str | None, db: Path) -> None:
    """Take a judgement back, by its number.

    \b
    Examples:
      onrecord undo 7
    """
    with opened(db) as record:
        _done(record.undo(judgement, author=author, note=note))


@click.command(context_settings=_HELP)
@click.option("--orphaned", is_flag=True, help="Only those whose words are gone from the article's latest version.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON list.")
@of_a_record
def judgements(orphaned: bool, as_json: bool, db: Path) -> None:
    """List the judgements: who, when, what, and whether they still hold.

    \b
    Examples:
      onrecord judgements
      onrecord judgements --orphaned --json
    """
    with opened(db) as record:
        found = [each for each in record.judgements() if each.orphaned or not orphaned]
    if as_json:
        from onrecord.export.tables import as_json as json_text

        sys.stdout.buffer.write(json_text(found).encode("utf-8", "backslashreplace"))
        return
    from onrecord.export.outline import one_line

    for each in found:
        state = " · undone" if each.undone else " · orphaned" if each.orphaned else ""
        click.echo(f"{each.id} · {each.kind} · {one_line(each.author)} · {each.judged_at}{state}")
        for words in each.words:
            click.echo(f"│ {one_line(words)}")
        if each.note:
            click.echo(f"  {one_line(each.note)}")
