"""The data of native charts: as a slide keeps them, in a workbook of its own behind each chart.

The workbook is written here and not by the slides' library: text stays text (never a formula), and the same chart
gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from xlsxwriter import Workbook

from atlas.export.picture_files import safe
from atlas.picture import Values

# A fixed day: the clock would make two files of the same picture differ.
MADE = datetime(2000, 1, 1, tzinfo=UTC)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# The library of the charts looks for the data in a sheet of this name.
_SHEET = "Sheet1"


class Categories(CategoryChartData):
    """Series over categories."""

    @property
    def xlsx_blob(self) -> bytes:
        """Return the workbook: categories in the first column, a column for each series."""
        columns: list[tuple[int, int, Iterable[Any]]] = [(1, 0, [category.label for category in self.categories])]
        names = []
        for at, series in enumerate(self, 1):
            names.append((0, at, series.name))
            columns.append((1, at, list(series.values)))
        return _workbook(names, columns)


class Points(XyChartData):
    """Points over two axes, with the name of each beside its values in the workbook."""

    def __init__(self, names: Sequence[Sequence[str]], number_format: str) -> None:
        """Begin without points; `names` are those of the points, series by series."""
        super().__init__(number_format=number_format)
        self._names = names

    @property
    def xlsx_blob(self) -> bytes:
        """Return the workbook: one block below the other, x, y and the name of the point."""
        heads, columns = [], []
        for at, series in enumerate(self):
            offset = self.series_table_row_offset(series)
            heads.append((offset, 1, series.name))
            columns += [(offset + 1, 0, list(series.x_values)), (offset + 1, 1, list(series.y_values))]
            columns.append((offset + 1, 2, list(self._names[at])))
        return _workbook(heads, columns)

    def series_table_row_offset(self, series: Any) -> int:
        """Return how many rows stand above the block of a series."""
        return int(series.index * 2 + series.data_point_offset)


def categories(drawn: Sequence[Values], at: Sequence[str], number_format: str) -> Categories:
    """Return series over the places `at`; a series that has none there has a gap."""
    data = Categories(number_format=number_format)
    data.categories = [safe(one) for one in at]
    for series in drawn:
        known = dict(zip(series.at, series.values, strict=True))
        data.add_series(safe(series.name), [known.get(one) for one in at])
    return data


def fixed_zip(data: bytes) -> bytes:
    """Return an Office file with the same content and without the time at which it was written."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return memory.getvalue()


def number_format(decimals: int) -> str:
    """Return how numbers are shown; the reader's own Office writes comma or point."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _workbook(texts: Iterable[tuple[int, int, str]], columns: Iterable[tuple[int, int, Iterable[Any]]]) -> bytes:
    memory = io.BytesIO()
    with Workbook(memory, _OPTIONS) as book:
        book.set_properties({"created": MADE.replace(tzinfo=None)})
        page = book.add_worksheet(_SHEET)
        for row, column, text in texts:
            page.write_string(row, column, text)
        for row, column, cells in columns:
            for i, cell in enumerate(cells):
                if isinstance(cell, str):
                    page.write_string(row + i, column, cell)
                elif cell is not None:
                    page.write_number(row + i, column, cell)
    return memory.getvalue()
