"""Tables of the register whose cells are numbers that are written already."""

from collections.abc import Sequence
from html import escape

from atlas.export import framed_table


def grid(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as HTML whose first column heads each row and whose others hold written numbers."""
    body = "".join(
        f"<tr><th scope=row>{escape(row[0])}{''.join(f'<td>{escape(cell)}' for cell in row[1:])}" for row in rows
    )
    return framed_table(caption, headings, body, range(2, len(headings) + 1))
