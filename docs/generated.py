"""Pages of the documentation site that are made from the code: the start page, the commands, the Python interface.

A hook of MkDocs (mkdocs.yml); it needs nothing but the package itself.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import click
from mkdocs.structure.files import File, Files

import onrecord
from onrecord.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are made."""
    for name, text in (("index.md", start()), ("commands.md", commands()), ("python.md", python())):
        files.append(File.generated(config, name, content=text))
    return files


def start() -> str:
    """The README, its links to the pages set right."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text = re.sub(r"\]\(docs/", "](", text)
    return re.sub(r"\[([^\]]+)\]\((?:CHANGELOG|CONTRIBUTING|LICENSE|NOTICE)[^)]*\)", r"\1", text)


def commands() -> str:
    """Every command with its options, from the code."""
    parts = ["# Commands", main.help or ""]
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        context = click.Context(command, info_name=f"onrecord {name}")
        parts += [f"## onrecord {name}", "```text", command.get_help(context), "```"]
    return "\n\n".join(parts[:2]) + "\n\n" + "\n".join(parts[2:]) + "\n"


def python() -> str:
    """What ``import onrecord`` gives, and the record's methods."""
    from onrecord import model
    from onrecord.record import Record

    parts = ["# Python", "What `import onrecord` gives.", "## Functions"]
    exported = [getattr(onrecord, name) for name in sorted(onrecord.__all__)]
    parts += [_function(each, each.__name__) for each in exported if inspect.isfunction(each)]
    parts.append("## The record")
    parts += [inspect.getdoc(Record) or ""]
    parts += [
        _function(each, f"Record.{name}")
        for name, each in inspect.getmembers(Record, inspect.isfunction)
        if not name.startswith("_")
    ]
    parts.append("## The nouns")
    parts += [
        _dataclass(each)
        for each in vars(model).values()
        if inspect.isclass(each) and each.__module__ == model.__name__ and is_dataclass(each)
    ]
    return "\n\n".join(parts) + "\n"


def _function(each: Any, name: str) -> str:
    signature = re.sub(r"'([^']*)'", r"\1", str(inspect.signature(each)))
    return f"### `{name}`\n\n```text\n{name}{signature}\n```\n\n{inspect.getdoc(each) or ''}"


def _dataclass(each: Any) -> str:
    rows = "\n".join(f"| `{field.name}` | `{str(field.type).replace('|', chr(92) + '|')}` |" for field in fields(each))
    return f"### `{each.__name__}`\n\n{inspect.getdoc(each) or ''}\n\n| field | type |\n| --- | --- |\n{rows}"
