"""What the user can mend is said in one line, with exit code 2."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator


class Refused(click.ClickException):
    """Something the user can mend: one line on standard error, exit code 2."""

    exit_code = 2

    def format_message(self) -> str:
        from onrecord.export.outline import one_line

        return one_line(self.message)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the user can mend into one line and exit code 2."""
    from onrecord.ingest import Unreadable

    try:
        yield
    except Unreadable as error:
        raise Refused(str(error)) from None
    except OSError as error:
        if error.errno == errno.EPIPE:  # the reader of our output has enough: click ends quietly
            raise
        raise Refused(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from None
