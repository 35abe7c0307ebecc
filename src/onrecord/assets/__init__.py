"""The package's own data files, by path. Plain strings: pathlib and importlib.resources take longer to import than a
short article takes to read."""

from __future__ import annotations

from os.path import dirname, join


def path(*parts: str) -> str:
    """Where a data file is."""
    return join(dirname(__file__), *parts)


def text(*parts: str) -> str:
    """What stands in a data file."""
    with open(path(*parts), encoding="utf-8") as file:
        return file.read()
