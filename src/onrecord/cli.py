"""The command line. Each command lives in a module of ``onrecord.commands`` that is imported when it is called for:
most of a short run is start-up.
"""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword

import click

COMMANDS = {
    "read": "onrecord.commands.read",
    "predict": "onrecord.commands.predict",
    "add": "onrecord.commands.add",
    "reread": "onrecord.commands.reread",
    "search": "onrecord.commands.search",
    "positions": "onrecord.commands.search",
    "quote": "onrecord.commands.quote",
    "who": "onrecord.commands.who",
    "forecasts": "onrecord.commands.forecasts",
    "resolve": "onrecord.commands.forecasts",
    "changes": "onrecord.commands.changes",
    "check": "onrecord.commands.check",
    "stats": "onrecord.commands.stats",
    "timeline": "onrecord.commands.timeline",
    "map": "onrecord.commands.map",
    "watch": "onrecord.commands.watch",
    "batch": "onrecord.commands.batch",
    "import": "onrecord.commands.importing",
    "article": "onrecord.commands.article",
    "adopt": "onrecord.commands.article",
    "mcp": "onrecord.commands.mcp",
    "export": "onrecord.commands.export",
    "confirm": "onrecord.commands.judging",
    "reject": "onrecord.commands.judging",
    "correct": "onrecord.commands.judging",
    "merge": "onrecord.commands.judging",
    "split": "onrecord.commands.judging",
    "undo": "onrecord.commands.judging",
    "judgements": "onrecord.commands.judging",
    "serve": "onrecord.commands.serve",
}
"""Where each command is. The module holds a click command of the same name (``import_`` for a word of Python's)."""


class Lazy(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[name]), f"{name}_" if iskeyword(name) else name)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord", message="%(prog)s %(version)s")
def main() -> None:
    """Read news articles and list who said what, anchored to the exact words.

    \b
    Examples:
      onrecord read --sample
      onrecord read article.txt
      onrecord read https://example.org/story.html --html -o story-marked.html
      onrecord predict articles/ > pred.jsonl
      onrecord add articles/
      onrecord search "sanctions" --who "Maren Holt" --since 2025-12
    """
