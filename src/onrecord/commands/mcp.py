"""``onrecord mcp``: the record for assistants."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.commands.opening import of_a_record, opened
from onrecord.commands.refusal import Refused


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--http", is_flag=True, help="Serve over HTTP on this machine, not over standard input and output.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, metavar="N", help="The port of --http (8765).")
@of_a_record
def mcp(http: bool, port: int, db: Path) -> None:
    """Let an assistant look things up in the record, by the Model Context Protocol.

    It can search statements, look at an actor, check a quote, and ask for the timeline and the map; every answer has
    the words with their document and offsets. It can change nothing. It needs pip install 'onrecord[mcp]'.

    \b
    Examples:
      onrecord mcp --db desk.db
      onrecord mcp --http --port 8765
    """
    try:
        import mcp as sdk  # noqa: F401  asked for here, to say what is missing
    except ImportError:
        raise Refused("this needs pip install 'onrecord[mcp]'") from None
    from onrecord.assistant import server

    with opened(db) as record:
        made = server(record)
        if http:
            click.echo(f"at http://127.0.0.1:{port}/mcp (Ctrl+C closes it)", err=True)
            made.run("streamable-http", host="127.0.0.1", port=port)
        else:
            made.run("stdio")
