"""``onrecord read``: who said what in one article."""

from __future__ import annotations

import sys
from functools import partial
from io import TextIOWrapper
from os.path import dirname, join
from typing import TYPE_CHECKING

import click

from onrecord.commands.refusal import refusing

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Document, Reading

SAMPLE = join(dirname(dirname(__file__)), "samples", "night-ferry.txt")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", required=False)
@click.option("--sample", is_flag=True, help="Read the sample article that comes with Onrecord.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object (docs/json.md).")
@click.option("--html", "as_html", is_flag=True, help="Write one self-contained page, the statements marked.")
@click.option("--as", "as_format", metavar="FORMAT", help="Write another format (docs/formats.md): brat, columns, ...")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, not to standard output.")
@click.option("--title", metavar="TEXT", help="The article's title.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--published", metavar="DATE", help="When: 2026-01-05, or as little as is known: 2026-01.")
@click.option("--url", metavar="URL", help="Where it was published. Not fetched.")
@click.option("--allow-private", is_flag=True, help="Fetch from private and local addresses too.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Leave out statements less sure than this probability.",
)
def read(
    source: str | None,
    sample: bool,
    as_json: bool,
    as_html: bool,
    as_format: str | None,
    output: str | None,
    title: str | None,
    outlet: str | None,
    published: str | None,
    url: str | None,
    allow_private: bool,
    min_confidence: float,
) -> None:
    """List who said what in one article.

    SOURCE is a file of plain text or HTML, an http(s) address, or - for standard input. The title, outlet,
    date and address that an HTML page gives of itself are used; options override them.

    \b
    Examples:
      onrecord read --sample
      onrecord read article.txt --outlet "The Ansel Ledger" --published 2026-01-05
      onrecord read https://example.org/story.html --json -o story.json
      onrecord read article.txt --as brat -o article.ann
      cat draft.txt | onrecord read - --min-confidence 0.5
    """
    if sample == (source is not None):
        raise click.UsageError("Give a SOURCE to read, or --sample.")
    if as_json + as_html + (as_format is not None) > 1:
        raise click.UsageError("Give --json or --html or --as, not several.")
    if as_format is not None:
        check_format(as_format)
    given = {"title": title, "outlet": outlet, "published": published, "url": url}
    with refusing():
        document = _document(source, given, allow_private)

    from onrecord import read as read_document
    from onrecord.reading.encoder import encoder

    encoder()  # goes on loading in a thread of its own while what shows the reading is imported
    show = (_json if as_json else _page if as_html else partial(_other, as_format) if as_format else _terminal)(output)
    with refusing():
        reading = read_document(document)
    if min_confidence > 0:
        from onrecord.export.outline import at_least

        reading = at_least(reading, min_confidence)
    with refusing():
        show(reading)


def _document(source: str | None, given: dict[str, str | None], allow_private: bool) -> Document:
    """Load the source, the sample where it is None."""
    from onrecord.ingest import load

    if source is None:
        from pathlib import Path

        from onrecord.export.prediction import facts_beside

        source = SAMPLE
        given = {fact: given[fact] or facts_beside(Path(SAMPLE)).get(fact) for fact in given}
    return load(source, allow_private=allow_private, **given)


def _json(output: str | None) -> Callable[[Reading], None]:
    from onrecord.export import json

    # Python's escape of a lone surrogate is JSON's too.
    return lambda reading: _write(json.dumps(reading).encode("utf-8", "backslashreplace"), output)


def _page(output: str | None) -> Callable[[Reading], None]:
    from onrecord.export import page

    return lambda reading: _write(page.render(reading).encode("utf-8", "xmlcharrefreplace"), output)


def check_format(name: str) -> None:
    """Raise a usage error for a format that there isn't."""
    from onrecord.export.formats import FORMATS

    if name not in FORMATS:
        raise click.UsageError(f"There is no format {name}; there are {', '.join(FORMATS)}.")


def _other(name: str, output: str | None) -> Callable[[Reading], None]:
    from onrecord.export.formats import written

    return lambda reading: write_files(written(reading, name), output)


def write_files(files: dict[str, bytes], output: str | None) -> None:
    """Write the first to the output, and where that is a file the others beside it."""
    main, *others = files
    _write(files[main], output)
    if output is not None:
        from pathlib import Path

        path = Path(output)
        for name in others:
            beside = path.with_name(name[1:]) if name.startswith("/") else path.with_suffix(name)
            beside.write_bytes(files[name])


def _terminal(output: str | None) -> Callable[[Reading], None]:
    from onrecord.export import terminal

    if output is None and terminal.coloured(sys.stdout):
        import rich.console  # noqa: F401 - show needs it, and now is the time

    def show(reading: Reading) -> None:
        if output is not None:
            with open(output, "w", encoding="utf-8", errors="replace") as file:
                terminal.show(reading, file)
            return
        if isinstance(sys.stdout, TextIOWrapper):
            # Where the terminal's encoding lacks a character, a question mark is better than a traceback.
            sys.stdout.reconfigure(errors="replace")
        terminal.show(reading, sys.stdout)

    return show


def _write(data: bytes, output: str | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        with open(output, "wb") as file:
            file.write(data)
