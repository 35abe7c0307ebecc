"""``onrecord article`` and ``onrecord adopt``: one article of the record in any format, and corrections made in it."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.commands.judging import judging
from onrecord.commands.opening import of_a_record, opened
from onrecord.commands.read import check_format, write_files
from onrecord.commands.refusal import Refused, refusing

_HELP = {"help_option_names": ["-h", "--help"]}


@click.command(context_settings=_HELP)
@click.argument("source")
@click.option("--as", "as_format", metavar="FORMAT", help="Write this format (docs/formats.md): json, brat, prov, ...")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, not to standard output.")
@of_a_record
def article(source: str, as_format: str | None, output: str | None, db: Path) -> None:
    """Show one article of the record as people judged it. SOURCE is its address or the number of a version.

    \b
    Examples:
      onrecord article 12
      onrecord article https://example.org/harbour --as brat -o harbour.ann
      onrecord article 12 --as web-annotation -o harbour.jsonld
    """
    if as_format is not None:
        check_format(as_format)
    with opened(db) as record, refusing():
        found = record.article(record.version_of(source))
        judgements = record.judgements() if as_format == "prov" else []
    if as_format is None:
        import sys

        from onrecord.export import terminal

        terminal.show(found.reading, sys.stdout)
        return
    from onrecord.export.formats import written

    with refusing():
        write_files(written(found.reading, as_format, refs=found.refs, judgements=judgements), output)


@click.command(context_settings=_HELP)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--article", "source", required=True, metavar="SOURCE", help="Its address, or the number of a version.")
@judging
def adopt(file: Path, source: str, author: str, note: str | None, db: Path) -> None:
    """Take over corrections made in another tool: FILE is an .ann file of brat or a Web Annotation collection that
    onrecord article has written and somebody has changed.

    What has other words, another form or speaker is corrected, what is gone is rejected, each as a judgement. A file
    that is malformed or doesn't fit the article changes nothing.

    \b
    Examples:
      onrecord adopt harbour.ann --article 12 --author "Desk"
      onrecord adopt harbour.jsonld --article https://example.org/harbour
    """
    from onrecord.ingest.marked import marked

    with opened(db) as record, refusing():
        try:
            data = file.read_bytes()
        except OSError as error:
            raise Refused(f"{file} cannot be read: {error.strerror}") from None
        version = record.version_of(source)
        found = marked(data, file.name, record.document(version).text)
        for each in record.adopt(str(version), found, author=author, note=note):
            click.echo(f"{each.done} {each.ref}: judgement {each.judgement}")
