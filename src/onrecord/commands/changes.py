"""``onrecord changes``: what became of an article."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.commands.opening import of_a_record, opened


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON list.")
@of_a_record
def changes(url: str, as_json: bool, db: Path) -> None:
    """Show which statements of an article were added, removed, reworded or given to another speaker.

    URL is the article's address, however it is spelt.

    \b
    Examples:
      onrecord changes https://example.org/harbour
      onrecord changes https://example.org/harbour --json
    """
    with opened(db) as record:
        found = record.changes(url)
    if as_json:
        from onrecord.export.tables import as_json as json_text

        sys.stdout.buffer.write(json_text(found).encode("utf-8", "backslashreplace"))
        return
    from onrecord.export.outline import one_line

    for each in found:
        click.echo(f"{each.kind} · version {each.since} to {each.until}, {each.added_at}")
        if each.words_before is not None:
            click.echo(f"- {one_line(each.speaker_before or 'no source given')}: {one_line(each.words_before)}")
        if each.words_after is not None:
            click.echo(f"+ {one_line(each.speaker_after or 'no source given')}: {one_line(each.words_after)}")
        click.echo()
    if not found:
        click.echo("No changes.")
