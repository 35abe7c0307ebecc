"""Which record a command is for, and what is said when something is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.commands.refusal import Refused, refusing

if TYPE_CHECKING:
    from onrecord.record import Record

Command = TypeVar("Command", bound=Callable[..., Any])

FORMS = ("direct", "mixed", "indirect")


def of_a_record(command: Command) -> Command:
    """Give a command the option --db, as ``db``."""
    option = click.option(
        "--db",
        type=click.Path(path_type=Path),
        envvar="ONRECORD_DB",
        default=Path("onrecord.db"),
        metavar="PATH",
        help="The record: onrecord.db in this folder unless this or ONRECORD_DB says otherwise.",
    )
    return option(command)


@contextmanager
def opened(db: Path, *, create: bool = False) -> Iterator[Record]:
    """The record, for as long as the command works with it. What is wrong ends in one line and exit code 2."""
    from onrecord.record import Record, RecordError

    with refusing():
        try:
            with Record(db, create=create) as record:
                yield record
        except RecordError as error:
            raise Refused(str(error)) from None
