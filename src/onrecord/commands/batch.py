"""``onrecord batch``: inputs of many articles to Parquet tables."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from onrecord.commands.refusal import Refused, refusing

if TYPE_CHECKING:
    from onrecord.batch.parts import Folder
    from onrecord.batch.work import Task


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The folder to write to.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", help="local, unless ray is asked.")
@click.option("--address", metavar="ADDRESS", help="The Ray cluster's (auto: the one of this machine); else one here.")
@click.option("-j", "--workers", type=click.IntRange(min=1), metavar="N", help="Processes; one a core if not.")
@click.option("--language", metavar="CODE", help="Leave out pages that say they are in another language than this: en.")
@click.option("--text", default="text", metavar="COLUMN", help="Of tables: the column with the text (text).")
@click.option("--title", default="title", metavar="COLUMN", help="Of tables: with the title (title).")
@click.option("--published", default="published", metavar="COLUMN", help="Of tables: with the date (published).")
@click.option("--outlet", default="outlet", metavar="COLUMN", help="Of tables: with the outlet (outlet).")
@click.option("--url", default="url", metavar="COLUMN", help="Of tables: with the address (url).")
def batch(
    inputs: tuple[str, ...],
    out: Path,
    engine: Literal["local", "ray"],
    address: str | None,
    workers: int | None,
    language: str | None,
    text: str,
    title: str,
    published: str,
    outlet: str,
    url: str,
) -> None:
    """Read many articles and write what they say as Parquet tables.

    Each INPUT is a folder, a WARC file (.warc, .warc.gz), a table of articles (.jsonl, .csv, .tsv, .parquet), a
    newsletter (.eml), or a file of text, HTML, PDF or Word. DIR gets the folders documents, statements, actors, events,
    relations and rejected, of which DuckDB, Polars and Spark read all files as one table; docs/batch.md lists their
    columns. A run that was ended goes on where it was; new inputs are added. It needs pip install 'onrecord[batch]',
    --engine ray 'onrecord[ray]'.

    \b
    Examples:
      onrecord batch articles/ --out tables/
      onrecord batch CC-NEWS-20260105.warc.gz --out tables/ --workers 8
      onrecord batch posts.jsonl --out tables/ --text body --published date
      onrecord batch crawl/ --out /shared/tables --engine ray --address auto
    """
    if address is not None and engine != "ray":
        raise click.UsageError("--address is for --engine ray.")
    with refusing():
        _run(inputs, out, engine, address, workers, language, (text, title, published, outlet, url))


def _run(
    inputs: tuple[str, ...],
    out: Path,
    engine: str,
    address: str | None,
    workers: int | None,
    language: str | None,
    columns: tuple[str, ...],
) -> None:
    try:
        import fastwarc  # noqa: F401  asked for here, so that it is not missed half-way
        import pyarrow  # noqa: F401
    except ImportError:
        raise Refused("a batch needs pip install 'onrecord[batch]'") from None
    from onrecord.batch.parts import opened
    from onrecord.reading.encoder import encoder

    folder = opened(out, encoder(1).version)
    before = folder.documents
    tasks = _tasks(inputs, folder, language, columns)
    if engine == "ray":
        from onrecord.batch import cluster

        finished = cluster.run(tasks, address, workers)
    else:
        from onrecord.batch import local

        finished = local.run(tasks, workers or os.cpu_count() or 1)
    rejected = _follow(finished, folder)
    new = folder.documents - before
    click.echo(f"{new:,} documents read, {rejected:,} rejected; {folder.documents:,} documents in {out}")
    if rejected:
        click.echo(f"why is in {out / 'rejected'}", err=True)


def _tasks(inputs: tuple[str, ...], folder: Folder, language: str | None, columns: tuple[str, ...]) -> Iterator[Task]:
    from onrecord.batch.work import Task
    from onrecord.ingest.inputs import chunks
    from onrecord.ingest.rows import Columns

    told = Columns(*columns)
    for chunk in chunks(inputs, done=folder.marks):
        if chunk.key not in folder.chunks:
            yield Task(chunk, str(folder.path.absolute()), told, language=language)


def _follow(finished: Iterator[object], folder: Folder) -> int:
    """Take down what is done, and show how far it is. Gives how many articles were rejected."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from onrecord.batch.parts import Done

    console = Console(stderr=True, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    begun, documents, statements, rejected = time.monotonic(), 0, 0, 0
    with Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True) as progress:
        shown = progress.add_task("Reading")
        for done in finished:
            assert isinstance(done, Done)
            folder.add(done)
            documents, statements = documents + done.documents, statements + done.statements
            rejected += done.rejected
            pace = documents / max(time.monotonic() - begun, 1e-6)
            told = f"{documents:,} documents, {statements:,} statements, {rejected:,} rejected, {pace:,.1f} documents/s"
            progress.update(shown, description=told)
    return rejected
