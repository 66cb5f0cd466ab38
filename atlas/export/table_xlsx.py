"""A table as an Excel file: a first sheet that says what it is, a second one with the figures.

The same table gives the same bytes. Text is written as text: never as a formula, a link or a number.
"""

import io
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from atlas.export.safe_text import clean
from atlas.export.sheet import Column, Figure, Sheet
from atlas.messages import SIGNS

# A fixed day: the file's own clock would make two files of the same figures differ.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_TEXT = 32_767
_WIDEST = 60
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx(sheet: Sheet) -> bytes:
    """Return the file: figures as real numbers with all digits, their signs in a column of their own."""
    memory = io.BytesIO()
    w = sheet.words
    with Workbook(memory, _OPTIONS) as book:
        book.set_properties({"title": clean(sheet.about.title), "created": _MADE.replace(tzinfo=None)})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        _write_about(book.add_worksheet(w("about.sheet")), sheet, bold, wrapped)
        _write_figures(book, book.add_worksheet(w("about.data_sheet")), sheet, bold)
    return memory.getvalue()


def _write_about(page: Worksheet, sheet: Sheet, bold: Format, wrapped: Format) -> None:
    w = sheet.words
    lines = sheet.about.pairs(w)
    lines += [("", ""), (w("sign.legend"), "")]
    lines += [(sign, w.sign(sign, long=True)) for sign in SIGNS]
    for i, (label, text) in enumerate(lines):
        _text(page, i, 0, label, bold)
        _text(page, i, 1, text, wrapped)
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 100)


def _write_figures(book: Workbook, page: Worksheet, sheet: Sheet, bold: Format) -> None:
    rows = list(sheet.rows())
    at = 0
    for i, column in enumerate(sheet.columns):
        cells = [row[i] for row in rows]
        if column.kind == "text":
            at += _write_text(page, at, column.title, cells, bold)
        else:
            at += _write_numbers(book, page, at, column, cells, sheet, bold)
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    if rows:
        page.autofilter(0, 0, len(rows), at - 1)


def _write_text(page: Worksheet, at: int, title: str, cells: list[str | Figure], bold: Format) -> int:
    texts = [str(cell) for cell in cells]
    _text(page, 0, at, title, bold)
    for i, text in enumerate(texts, 1):
        _text(page, i, at, text)
    page.set_column(at, at, min(_WIDEST, max(map(len, [title, *texts])) + 2))
    return 1


def _write_numbers(
    book: Workbook,
    page: Worksheet,
    at: int,
    column: Column,
    cells: list[str | Figure],
    sheet: Sheet,
    bold: Format,
) -> int:
    w = sheet.words
    heading = column.heading(w)
    shown = book.add_format({"num_format": "#,##0" + ("." + "0" * column.decimals if column.decimals else "")})
    several = sum(c.kind == "number" for c in sheet.columns) > 1
    _text(page, 0, at, heading, bold)
    _text(page, 0, at + 1, w("table.sign_of", column=column.title) if several else w("table.sign"), bold)
    for i, cell in enumerate(cells, 1):
        if isinstance(cell, str):
            raise TypeError(f"column {column.name!r}: found text, wanted figures")
        if cell.value is not None:
            page.write_number(i, at, cell.value, shown)
        _text(page, i, at + 1, cell.sign or (w("table.no_figure") if cell.value is None else ""))
    page.set_column(at, at, min(_WIDEST, len(heading) + 2))
    page.set_column(at + 1, at + 1, 14)
    return 2


def _text(page: Worksheet, row: int, column: int, text: str, form: Format | None = None) -> None:
    plain = clean(text)[:_LONGEST_TEXT]
    if plain:
        page.write_string(row, column, plain, form)
