"""A table as CSV, in a form for people with a German Excel and one for programs.

Each row carries its source, licence and day, so that it can be passed on alone and the file stays a plain
table. Area codes keep their zeros in both forms; a spreadsheet that guesses types may still drop them when it
opens a CSV, an XLSX file keeps them.
"""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from atlas.export.safe_text import never_a_formula
from atlas.export.sheet import Column, Figure, Sheet

Row = list[str | Decimal]


def csv_for_excel(sheet: Sheet) -> bytes:
    """Return UTF-8 with byte order mark, semicolons and decimal commas, headings in the table's language.

    A sign stands in the place of its figure; a column at the end says what the signs of the row mean.
    """
    w = sheet.words
    source = [w("table.source"), w("about.licence"), w("about.as_of"), w("about.note")]
    head = [*sheet.headings(), w("table.sign_meaning"), *source]
    body = [[*_for_people(cells, sheet), *_origin(sheet)] for cells in sheet.rows()]
    text = _written([map(never_a_formula, head), *body], delimiter=";", quoting=csv.QUOTE_ALL)
    return b"\xef\xbb\xbf" + text.encode("utf-8")


def csv_for_programs(sheet: Sheet) -> bytes:
    """Return UTF-8 with commas and decimal points, headed by the frame's names of the columns.

    Signs stand in a column of their own (`value_sign`), no value is an empty field; text is quoted.
    """
    head: list[str] = []
    for column in sheet.columns:
        head += [column.name, f"{column.name}_sign"] if column.kind == "number" else [column.name]
    body = [[*_for_programs(cells), *_origin(sheet)] for cells in sheet.rows()]
    named = [*head, "source", "licence", "as_of", "note"]
    return _written([named, *body], delimiter=",", quoting=csv.QUOTE_NONNUMERIC).encode("utf-8")


def plain_number(value: float, decimals: int = 0) -> Decimal:
    """Return the figure with all its digits, and at least so many decimals; never in powers of ten."""
    exact = Decimal(str(value))
    digits = -int(exact.normalize().as_tuple().exponent)
    return exact.quantize(Decimal(1).scaleb(-max(digits, decimals)))


def _for_people(cells: tuple[str | Figure, ...], sheet: Sheet) -> Row:
    w = sheet.words
    row: Row = []
    meanings: dict[str, None] = {}
    for cell, column in zip(cells, sheet.columns, strict=True):
        if isinstance(cell, str):
            row.append(never_a_formula(cell))
        elif cell.sign:
            row.append(cell.sign)
            meanings[f"{cell.sign} = {w.sign(cell.sign)}"] = None
        else:
            row.append(_comma(cell, column) or w("table.no_figure"))
    return [*row, never_a_formula("; ".join(meanings))]


def _comma(cell: Figure, column: Column) -> str:
    return "" if cell.value is None else f"{plain_number(cell.value, column.decimals):f}".replace(".", ",")


def _for_programs(cells: Iterable[str | Figure]) -> Row:
    row: Row = []
    for cell in cells:
        if isinstance(cell, str):
            row.append(never_a_formula(cell))
        else:
            row += ["" if cell.value is None else plain_number(cell.value), cell.sign]
    return row


def _origin(sheet: Sheet) -> list[str]:
    about = sheet.about
    told = [
        about.joined("attribution"),
        about.joined("licence"),
        about.joined("as_of"),
        "; ".join(about.notes),
    ]
    return [never_a_formula(text) for text in told]


def _written(lines: Iterable[Iterable[str | Decimal]], *, delimiter: str, quoting: int) -> str:
    memory = io.StringIO(newline="")
    csv.writer(memory, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(lines)  # type: ignore[arg-type]
    return memory.getvalue()
