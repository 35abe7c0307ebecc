"""``onrecord serve``: the reading room."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import webbrowser
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.judging import user
from onrecord.commands.opening import of_a_record, opened
from onrecord.commands.refusal import Refused

if TYPE_CHECKING:
    from onrecord.web.readings import Handed

LOCAL = ("127.0.0.1", "localhost", "::1")
FEWEST_LETTERS = 8


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@of_a_record
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port; a free one if not.")
@click.option("--no-browser", is_flag=True, help="Don't open the browser.")
@click.option("--sample", is_flag=True, help="Look around in a record of twelve sample articles; nothing is kept.")
@click.option(
    "--author", envvar="ONRECORD_AUTHOR", default=user, metavar="NAME", help="Who judges; you unless you say."
)
@click.option(
    "--host", default="127.0.0.1", metavar="HOST", help="Where to listen; needs --password if others can reach it."
)
@click.option("--password", is_flag=True, help="Ask for a password to come in with, or take ONRECORD_PASSWORD.")
def serve(db: Path, port: int, no_browser: bool, sample: bool, author: str, host: str, password: bool) -> None:
    """Open the reading room: read, search and judge in your browser.

    It is for this machine only, unless a --host is given together with a --password. What is judged bears the
    --author's name; where a password is asked for, the name that was given with it.

    \b
    Examples:
      onrecord serve
      onrecord serve --sample
      onrecord serve --db desk.db --port 8000 --no-browser
    """
    try:
        import uvicorn

        from onrecord.web.app import application
    except ImportError as error:
        raise Refused(f"the reading room needs {error.name}: pip install 'onrecord[web]'") from None
    from onrecord.web.room import Room

    if host not in LOCAL and not password:
        raise click.UsageError(f"--host {host} can be reached from other machines: give --password too.")
    secret = _asked() if password else None
    with ExitStack() as stack:
        if sample:
            db = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="onrecord-"))) / "sample.db"
        record = stack.enter_context(opened(db, create=True))
        listening = stack.enter_context(_listening(host, port))
        address = _address(host, listening.getsockname()[1])
        room = Room(record, author=author, hosts=_hosts(host), password=secret)
        if sample:
            room.fill(samples())
        click.echo(f"The reading room is open at {address} (Ctrl+C closes it)")
        sys.stdout.flush()
        if not no_browser:
            webbrowser.open(address)
        config = uvicorn.Config(application(room), log_level="warning", server_header=False, access_log=False)
        uvicorn.Server(config).run(sockets=[listening])


def samples() -> list[Handed]:
    """The articles of the sample record."""
    from importlib.resources import files

    from onrecord.export.prediction import facts_beside
    from onrecord.web.readings import Handed

    folder = Path(str(files("onrecord") / "samples" / "record"))
    found = []
    for path in sorted(folder.glob("*.txt")):
        facts = facts_beside(path)
        text = path.read_text(encoding="utf-8")
        found.append(
            Handed(
                text=text,
                title=facts.get("title"),
                outlet=facts.get("outlet"),
                published=facts.get("published"),
                source=facts.get("url"),
            )
        )
    return found


def _asked() -> str:
    """The hash of the password that is to open the door."""
    from argon2 import PasswordHasher

    password = os.environ.get("ONRECORD_PASSWORD") or click.prompt(
        "Password", hide_input=True, confirmation_prompt=True
    )
    if len(password) < FEWEST_LETTERS:
        raise Refused(f"the password needs {FEWEST_LETTERS} letters or more")
    return PasswordHasher().hash(password)


def _hosts(host: str) -> frozenset[str]:
    """The names the room answers to."""
    names = {*LOCAL, host.strip("[]").lower()}
    if host not in LOCAL:
        names |= {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
    return frozenset(names)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. What is wrong ends in one line and exit code 2."""
    try:
        kind, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        made = socket.socket(kind, socket.SOCK_STREAM)
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind(place)
            made.listen(128)
        except OSError:
            made.close()
            raise
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Refused(f"can't listen at {host} port {port}: {reason}") from None
    return made


def _address(host: str, port: int) -> str:
    name = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
