"""A table as CSV, in a form for people with a German Excel and one for programs.

Each row carries its source, licence and day, so that it can be passed on alone and the file stays a plain
table; where rows come from several files, the columns ROW_ORIGIN of the frame say it row by row. Area codes keep
their zeros in both forms; a spreadsheet that guesses types may still drop them when it opens a CSV, an XLSX file
keeps them.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import repeat

from atlas.export.safe_text import never_a_formula
from atlas.export.sheet import Column, Figure, Sheet

Row = list[str | Decimal]
# Attribution, licence and Stand of a row, where they are not those of the whole table.
ROW_ORIGIN = ("row_source", "row_licence", "row_as_of")


class _Plain(Decimal):
    """A number that is never written in powers of ten: the writer of CSV takes a number's own text."""

    def __str__(self) -> str:
        return format(self, "f")


def csv_for_excel(sheet: Sheet) -> bytes:
    """Return UTF-8 with byte order mark, semicolons and decimal commas, headings in the table's language.

    A sign stands in the place of its figure; a column at the end says what the signs of the row mean.
    """
    w = sheet.words
    source = [w("table.source"), w("about.licence"), w("about.as_of"), w("about.note")]
    if not _has_periods(sheet):
        source.insert(0, w("about.period"))
    head = [*sheet.headings(), w("table.sign_meaning"), *source]
    body = [[*_for_people(cells, sheet), *told] for cells, told in zip(sheet.rows(), _origins(sheet), strict=True)]
    text = _written([map(never_a_formula, head), *body], delimiter=";", quoting=csv.QUOTE_ALL)
    return b"\xef\xbb\xbf" + text.encode("utf-8")


def csv_for_programs(sheet: Sheet) -> bytes:
    """Return UTF-8 with commas and decimal points, headed by the frame's names of the columns.

    Signs stand in a column of their own (`value_sign`), no value is an empty field; text is quoted.
    """
    head: list[str] = []
    for column in sheet.columns:
        head += [column.name, f"{column.name}_sign"] if column.kind == "number" else [column.name]
    body = [[*_for_programs(cells), *told] for cells, told in zip(sheet.rows(), _origins(sheet), strict=True)]
    named = [*head, *([] if _has_periods(sheet) else ["period"]), "source", "licence", "as_of", "note"]
    return _written([named, *body], delimiter=",", quoting=csv.QUOTE_NONNUMERIC).encode("utf-8")


def plain_number(value: float, decimals: int = 0) -> Decimal:
    """Return the figure with all its digits, and at least so many decimals; never in powers of ten."""
    exact = Decimal(str(value))
    digits = -int(exact.normalize().as_tuple().exponent)
    written = exact.quantize(Decimal(1).scaleb(-max(digits, decimals)))
    return _Plain(written if written else abs(written))


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


def _has_periods(sheet: Sheet) -> bool:
    """Return whether a column for the period of the table would say nothing: rows name theirs, or there is none."""
    return not sheet.about.period or any(column.name == "period" for column in sheet.columns)


def _origins(sheet: Sheet) -> Iterator[list[str]]:
    """Yield period, attribution, licence, Stand and notes of each row; the table's where a row has none of its own."""
    about, frame = sheet.about, sheet.frame
    whole = (about.joined("attribution"), about.joined("licence"), about.joined("as_of"))
    own = zip(*(frame[name].tolist() for name in ROW_ORIGIN), strict=True) if ROW_ORIGIN[0] in frame else repeat(())
    notes = "; ".join(about.notes)
    for _, told in zip(range(len(frame)), own, strict=False):
        source = told if told and told[0] else whole
        period = () if _has_periods(sheet) else (about.period,)
        yield [never_a_formula(text) for text in (*period, *source, notes)]


def _written(lines: Iterable[Iterable[str | Decimal]], *, delimiter: str, quoting: int) -> str:
    memory = io.StringIO(newline="")
    csv.writer(memory, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(lines)  # type: ignore[arg-type]
    return memory.getvalue()
