"""Results as tables: shown as HTML in notebooks, and as Polars or pandas frames where those are installed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import polars

_SHOWN = 50
_LONGEST = 300


class Tabular:
    """What has rows: each a mapping of the same columns to texts, numbers, lists of them, or None."""

    __slots__ = ()

    def rows(self) -> list[dict[str, Any]]:
        """The rows, in order."""
        raise NotImplementedError

    def to_polars(self) -> polars.DataFrame:
        """The rows as a Polars data frame. Raises ImportError where Polars isn't installed."""
        import polars

        return polars.DataFrame(self.rows(), infer_schema_length=None)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas data frame. Raises ImportError where pandas isn't installed."""
        import pandas

        return pandas.DataFrame(self.rows())

    def _repr_html_(self) -> str:
        """The first rows as an HTML table, escaped: what notebooks show."""
        return html_table(self.rows())


def html_table(rows: Sequence[dict[str, Any]]) -> str:
    """Rows as an HTML table; long texts and long tables are cut short, columns without any value left out."""
    columns = [name for name in (rows[0] if rows else {}) if any(row[name] not in (None, "", [], ()) for row in rows)]
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(
        "<tr>"
        + "".join(f'<td style="text-align:left" dir="auto">{_cell(row[name])}</td>' for name in columns)
        + "</tr>"
        for row in rows[:_SHOWN]
    )
    more = f"<p>and {len(rows) - _SHOWN} more rows</p>" if len(rows) > _SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    text = "".join(c if c.isprintable() else " " for c in text)
    return escape(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
