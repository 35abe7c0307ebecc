"""``onrecord predict``: a folder of articles, for scoring."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.commands.refusal import Refused, refusing


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
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

    with refusing():
        paths = articles(folder)
    if not paths:
        raise Refused(f"there is no .txt file in {folder}")
    out, console = sys.stdout.buffer, Console(stderr=True, highlight=False)
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Lines on the screen and a bar on the same screen would overwrite each other.
    quiet = not console.is_terminal or sys.stdout.isatty()
    failed = 0
    with (
        refusing(),
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
