"""The command line: ``onrecord read`` for one article, ``onrecord predict`` for a folder of them.

What a command doesn't need it doesn't import: most of a short run is start-up.
"""

from __future__ import annotations

import errno
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Reading

HELP = {"help_option_names": ["-h", "--help"]}
SAMPLE = Path(__file__).parent / "samples" / "night-ferry.txt"


class _Refused(click.ClickException):
    """Something the user can mend: one line on standard error, exit code 2."""

    exit_code = 2

    def format_message(self) -> str:
        from onrecord.export.outline import one_line

        return one_line(self.message)


@click.group(context_settings=HELP)
@click.version_option(package_name="onrecord", message="%(prog)s %(version)s")
def main() -> None:
    """Read news articles and list who said what, anchored to the exact words.

    \b
    Examples:
      onrecord read --sample
      onrecord read article.txt
      onrecord read https://example.org/story.html --html -o story-marked.html
      onrecord predict articles/ > pred.jsonl
    """


@main.command(context_settings=HELP)
@click.argument("source", required=False)
@click.option("--sample", is_flag=True, help="Read the sample article that comes with Onrecord.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object (docs/json.md).")
@click.option("--html", "as_html", is_flag=True, help="Write one self-contained page, the statements marked.")
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
      cat draft.txt | onrecord read - --min-confidence 0.5
    """
    if sample == (source is not None):
        raise click.UsageError("Give a SOURCE to read, or --sample.")
    if as_json and as_html:
        raise click.UsageError("Give --json or --html, not both.")
    given = {"title": title, "outlet": outlet, "published": published, "url": url}
    with _refusing():
        reading = _read(source, given, allow_private)
    if min_confidence > 0:
        from onrecord.export.outline import at_least

        reading = at_least(reading, min_confidence)
    with _refusing():
        if as_json:
            from onrecord.export import json

            # Python's escape of a lone surrogate is JSON's too.
            _write(json.dumps(reading).encode("utf-8", "backslashreplace"), output)
        elif as_html:
            from onrecord.export import page

            _write(page.render(reading).encode("utf-8", "xmlcharrefreplace"), output)
        else:
            _show(reading, output)


@main.command(context_settings=HELP)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Processes to read with.")
def predict(folder: Path, jobs: int) -> None:
    """Read every NAME.txt in FOLDER and write one JSON line for each, for scoring.

    The facts of publication (published, outlet, url, title) are taken from NAME.meta.json beside it where
    there is one. Offsets are code points of the .txt file as it is on disk. An article that can't be read is
    reported, the others are still read, and the exit code is 1.

    \b
    Examples:
      onrecord predict articles/ > pred.jsonl
      onrecord predict articles/ --jobs 4 > pred.jsonl
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    from onrecord.export.outline import one_line
    from onrecord.export.prediction import articles, predictions

    with _refusing():
        paths = articles(folder)
    if not paths:
        raise _Refused(f"there is no .txt file in {folder}")
    out, console = sys.stdout.buffer, Console(stderr=True, highlight=False)
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Lines on the screen and a bar on the same screen would overwrite each other.
    quiet = not console.is_terminal or sys.stdout.isatty()
    failed = 0
    with (
        _refusing(),
        Progress(
            *columns, console=console, redirect_stdout=False, redirect_stderr=False, disable=quiet, transient=True
        ) as progress,
    ):
        for outcome in progress.track(predictions(paths, jobs), total=len(paths)):
            if outcome.line is not None:
                out.write(outcome.line.encode("utf-8") + b"\n")
                out.flush()
            else:
                failed += 1
                console.print(Text(one_line(f"{outcome.path.name}: {outcome.problem}")), soft_wrap=True)
    if failed:
        console.print(f"{failed} of {len(paths)} articles could not be read", markup=False)
        sys.exit(1)


def _read(source: str | None, given: dict[str, str | None], allow_private: bool) -> Reading:
    """Load and read the source, the sample where it is None."""
    from onrecord import read as read_document
    from onrecord.ingest import load

    if source is None:
        from onrecord.export.prediction import facts_beside

        source = str(SAMPLE)
        given = {fact: given[fact] or facts_beside(SAMPLE).get(fact) for fact in given}
    document = load(source, allow_private=allow_private, **given)
    return read_document(document)


def _show(reading: Reading, output: str | None) -> None:
    from rich.console import Console

    from onrecord.export import terminal

    if output is None:
        if isinstance(sys.stdout, TextIOWrapper):
            # Where the terminal's encoding lacks a character, a question mark is better than a traceback.
            sys.stdout.reconfigure(errors="replace")
        terminal.show(reading, Console())
        return
    with open(output, "w", encoding="utf-8", errors="replace") as file:
        terminal.show(reading, Console(file=file))


def _write(data: bytes, output: str | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        Path(output).write_bytes(data)


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn what the user can mend into one line and exit code 2."""
    from onrecord.ingest import Unreadable

    try:
        yield
    except Unreadable as error:
        raise _Refused(str(error)) from None
    except OSError as error:
        if error.errno == errno.EPIPE:  # the reader of our output has enough: click ends quietly
            raise
        raise _Refused(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from None
