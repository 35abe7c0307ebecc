"""``onrecord check``: a draft's sources, before it is published."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from onrecord.commands.opening import of_a_record, opened
from onrecord.commands.refusal import refusing

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record.sourcing import Finding, Report, Sourced

STYLES = {"note": "cyan", "warning": "yellow", "error": "bold red"}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("draft")
@click.option("--published", metavar="DATE", help="The day it is to be published: what 'on Tuesday' counts from.")
@click.option(
    "--fail-on",
    type=click.Choice(("note", "warning", "error", "never")),
    default="warning",
    help="End with exit code 1 for findings of that level or a graver one (warning).",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Leave out statements less sure than this probability.",
)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@of_a_record
@click.pass_context
def check(
    ctx: click.Context,
    draft: str,
    published: str | None,
    fail_on: Literal["note", "warning", "error", "never"],
    min_confidence: float,
    as_json: bool,
    db: Path,
) -> None:
    """Report how a draft is sourced, before it is published.

    DRAFT is a file of plain text or HTML, or - for standard input. Every statement is listed with its source and with
    what an editor would ask: quotations given to nobody, sources without a name, claims of one source alone. Where
    there is a record, the draft is held against it: quotations worded otherwise or given to others, speakers who said
    the opposite, roles that differ. The draft is not stored.

    The exit code is 0 where nothing is found, 1 where something is (see --fail-on), 2 where the draft can't be read.

    \b
    Examples:
      onrecord check draft.txt
      onrecord check draft.txt --published 2026-01-05 --fail-on error
      cat draft.txt | onrecord check - --json --db desk.db
    """
    from onrecord.export.outline import at_least
    from onrecord.export.prediction import facts_beside
    from onrecord.ingest import load
    from onrecord.reading import read_document
    from onrecord.record.sourcing import Draft, report

    given = ctx.get_parameter_source("db") is not click.core.ParameterSource.DEFAULT
    with opened(db) if given or db.exists() else nullcontext() as record, refusing():
        facts = {} if draft == "-" or "://" in draft else facts_beside(Path(draft))
        if published:
            facts["published"] = published
        document = load(draft, allow_private=False, **facts)
        reading = at_least(read_document(document), min_confidence)
        found = report(Draft(reading)) if record is None else record.check(reading)
    if as_json:
        from onrecord.export.tables import as_json as json_text

        sys.stdout.buffer.write(json_text(found).encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    else:
        _show(found)
    if fail_on != "never" and found.at_least(fail_on):
        sys.exit(1)


def _show(report: Report) -> None:
    from rich.console import Console
    from rich.text import Text

    from onrecord.export.outline import one_line

    console = Console(highlight=False, soft_wrap=True)
    if report.title:
        console.print(Text(one_line(report.title), "bold"))
    console.print(Text(_summary(report), "dim"))
    for entry in report.statements:
        console.print(Text.assemble("\n", (f"{entry.number}. ", "dim"), *_source(entry)))
        manner = [entry.form, entry.commitment, f"{min(entry.confidence, 0.99):.0%}", f"¶ {entry.paragraph}"]
        if entry.inside:
            manner.append(f"inside {entry.inside}")
        if entry.borne_out_by:
            manner.append("borne out by " + ", ".join(map(str, entry.borne_out_by)))
        about = [finding for finding in report.findings if finding.statement == entry.number]
        if alone := [finding for finding in about if finding.kind == "single-source" and finding.level == "note"]:
            manner.append("one source alone")
        console.print(Text(" · ".join(manner), "dim"))
        console.print(Text(f"│ {one_line(entry.words)}"))
        for earlier in entry.seen[:3]:
            console.print(Text(f"  same words: {_place(earlier.date, earlier.outlet, earlier.ref)}", "dim"))
        for finding in about:
            if finding not in alone:
                _show_finding(console, finding)
    about = [finding for finding in report.findings if finding.statement is None]
    if about:
        console.print()
    for finding in about:
        _show_finding(console, finding)
    counts = {level: sum(each.level == level for each in report.findings) for level in reversed(STYLES)}
    found = ", ".join(f"{count} {level}{'' if count == 1 else 's'}" for level, count in counts.items() if count)
    console.print(Text(f"\n{found or 'Nothing found'}", "bold"))


def _show_finding(console: Console, finding: Finding) -> None:
    from rich.text import Text

    from onrecord.export.outline import one_line

    console.print(Text.assemble(("  " + finding.level, STYLES[finding.level]), f" {one_line(finding.message)}"))
    if finding.earlier is not None:
        where = _place(finding.earlier.date, finding.earlier.outlet, finding.earlier.ref, finding.earlier.url)
        who = one_line(finding.earlier.speaker or "no source given")
        console.print(Text(f"    {who} · {where}", "dim"))
        if finding.kind == "opposite":
            console.print(Text(f"    │ {one_line(finding.earlier.words)}"))
    if finding.diff and finding.kind != "opposite":
        # As GNU wdiff writes it, so that it can be read without colours.
        marks = {"same": ("", "", ""), "gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}
        parts = [
            (f"{before}{one_line(piece.words)}{after}", style)
            for piece in finding.diff
            for before, after, style in (marks[piece.kind],)
        ]
        console.print(Text("    ").append(Text(" ").join(Text(*part) for part in parts)))
    for role in finding.roles:
        times = f"{role.articles} article" + ("" if role.articles == 1 else "s")
        console.print(Text(f"    {one_line(role.role)} · {times}{', last ' + role.date if role.date else ''}", "dim"))


def _source(entry: Sourced) -> list[tuple[str, str]]:
    from onrecord.export.outline import one_line

    if entry.speaker is None:
        return [("no source given", "bold")]
    parts = [(one_line(entry.speaker), "bold")]
    if entry.behind == "unnamed":
        parts.append((" (unnamed)", "italic"))
    if entry.role and entry.role.casefold() != entry.speaker.casefold():
        parts.append((f", {one_line(entry.role)}", ""))
    if entry.reason:
        parts.append((f" · {one_line(entry.reason)}", "dim"))
    return parts


def _place(*parts: str | None) -> str:
    from onrecord.export.outline import one_line

    return " · ".join(one_line(part) for part in parts if part)


def _summary(report: Report) -> str:
    count = len(report.statements)
    if not count:
        return "No statements found."
    parts = [
        f"{count} statement{'' if count == 1 else 's'} by {report.sources} source{'' if report.sources == 1 else 's'}"
    ]
    names = {
        "named": "by name",
        "institution": "institutions",
        "document": "documents",
        "unnamed": "unnamed sources",
        "none": "no source",
    }
    parts += [f"{names[kind]} {share:.0%}" for kind, share in report.shares.items() if share]
    if report.single_source:
        parts.append(f"{report.single_source} on one source alone")
    if not report.record:
        parts.append("not held against a record")
    return " · ".join(parts)
