"""A table as HTML: read by eye, by keyboard and by screen reader, and small enough to be sent at once.

End tags that HTML lets one leave out (row, cell) are left out and no cell carries a style: the shared style
sheet aligns columns by their number, which classes on the table name (`n3`: the third column holds numbers).
"""

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from atlas.export.safe_text import clean
from atlas.export.sheet import Column, Figure, rows
from atlas.messages import SIGNS, Words

_WIDEST = 12

TABLE_CSS = (
    ".atlas-table{overflow-x:auto;max-width:100%}"
    ".atlas-table table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums lining-nums}"
    ".atlas-table caption{text-align:left;font-weight:600;padding:0 0 8px}"
    ".atlas-table th,.atlas-table td{padding:4px 16px 4px 0;text-align:left;vertical-align:top;"
    "border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}"
    ".atlas-table tbody th{font-weight:400}"
    ".atlas-table abbr{text-decoration:underline dotted;cursor:help}"
    + ",".join(f".atlas-table .n{i} tr>:nth-child({i})" for i in range(1, _WIDEST + 1))
    + "{text-align:right;white-space:nowrap}"
    ".atlas-signs dt{float:left;clear:left;min-width:2em;font-weight:600}.atlas-signs dd{margin:0 0 4px 2em}"
)


def table_html(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    caption: str,
    words: Words,
    *,
    row_header: str = "",
    legend: bool = True,
) -> str:
    """Return the table with caption, headings of columns and rows, and the legend of the signs in it.

    `row_header` names the column that heads each row (the first one where it is empty). Every text is
    escaped. The page needs TABLE_CSS once. Raises ValueError for more than 12 columns.
    """
    if len(columns) > _WIDEST:
        raise ValueError(f"table of {len(columns)} columns: wanted at most {_WIDEST}")
    cells = list(rows(frame, columns))
    header = [column.name for column in columns].index(row_header or columns[0].name)
    framed = framed_table(
        caption,
        [column.heading(words) for column in columns],
        "".join(_row(row, columns, header, words) for row in cells),
        [i for i, column in enumerate(columns, 1) if column.kind == "number"],
    )
    used = {cell.sign for row in cells for cell in row if isinstance(cell, Figure)} - {""}
    return framed + (legend_html(words, used) if legend and used else "")


def framed_table(caption: str, headings: Iterable[str], body: str, numbers: Iterable[int], kind: str = "") -> str:
    """Return a table in the frame that scrolls it: `body` is the HTML of its rows, `numbers` its columns of numbers.

    `kind` names further classes of the frame. Columns count from 1.
    """
    title = _text(caption)
    head = "".join(f"<th scope=col>{_text(heading)}" for heading in headings)
    # A frame that scrolls must be reachable by keyboard, and a thing that takes the focus needs a name.
    return (
        f'<div class="{f"atlas-table {kind}".strip()}" role="region" tabindex="0" aria-label="{title}">'
        f'<table class="{" ".join(f"n{i}" for i in numbers)}"><caption>{title}</caption>'
        f"<thead><tr>{head}<tbody>{body}</table></div>"
    )


def legend_html(words: Words, signs: Iterable[str] = tuple(SIGNS)) -> str:
    """Return the legend of the given signs, all six by default, in their usual order."""
    wanted = set(signs)
    listed = "".join(
        f"<dt>{_text(sign)}</dt><dd>{_text(words.sign(sign, long=True))}</dd>" for sign in SIGNS if sign in wanted
    )
    name = _text(words("table.signs") if wanted != set(SIGNS) else words("sign.legend"))
    return f'<div class="atlas-signs"><p>{name}</p><dl>{listed}</dl></div>'


def _row(row: tuple[str | Figure, ...], columns: Sequence[Column], header: int, words: Words) -> str:
    cells = "".join(
        f"{'<th scope=row>' if i == header else '<td>'}{_cell(cell, column, words)}"
        for i, (cell, column) in enumerate(zip(row, columns, strict=True))
    )
    return f"<tr>{cells}"


def _cell(cell: str | Figure, column: Column, words: Words) -> str:
    if isinstance(cell, str):
        return _text(cell)
    if cell.sign:
        return f'<abbr title="{_text(words.sign(cell.sign))}">{_text(cell.sign)}</abbr>'
    if cell.value is None:
        return _text(words("table.no_figure"))
    return words.number(cell.value, column.decimals)


def _text(text: str) -> str:
    return escape(clean(text))
