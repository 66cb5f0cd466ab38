"""The figures of a picture as tables on slides, and what does not fit on them said."""

from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from atlas.charts.printed.page import Box
from atlas.export.picture_files import safe
from atlas.export.plate import Plate
from atlas.export.press_figures import column_of
from atlas.export.sheet import Column, Figure
from atlas.export.slide_page import Slide, colour, describe, emu, fill_text

ROWS, MOST_SLIDES, MOST_COLUMNS = 17, 4, 7
_ROW_MM, _LETTERS_PT = 7.2, 11
_MOST_LETTERS = 60


def chosen_columns(plate: Plate) -> list[int]:
    """Return the places of the columns that a slide has room for: names first, then what is drawn, in their order.

    Of the texts two, and a third one where only that tells rows apart: the year of a series.
    """
    columns = plate.sheet.columns
    drawn = {id(column_of(plate, series)) for series in plate.content.drawn()}
    texts = [i for i, column in enumerate(columns) if column.kind == "text"]
    rows = list(plate.sheet.rows())
    told = {i: len({(*(row[at] for at in texts[:2]), row[i]) for row in rows}) for i in texts}
    most = max(texts[2:], key=lambda i: told[i], default=None)
    texts = texts[:2] + ([most] if most is not None and told[most] > told[texts[0]] else [])
    numbers = [i for i, column in enumerate(columns) if column.kind == "number"]
    numbers.sort(key=lambda i: id(columns[i]) not in drawn)
    return sorted([*texts, *numbers][:MOST_COLUMNS])


def draw_rows(slide: Slide, plate: Plate, rows: list[tuple[str | Figure, ...]]) -> None:
    """Draw a table of these rows, its heads first."""
    w, chosen = plate.words, chosen_columns(plate)
    columns = [plate.sheet.columns[i] for i in chosen]
    box = slide.body.without(bottom=max(slide.body.height - _ROW_MM * (len(rows) + 1), 0))
    frame = slide.page.shapes.add_table(len(rows) + 1, len(columns), *emu(box))
    describe(frame, w("about.data_sheet"), plate.sheet.about.title)
    table = frame.table
    _widths(table, box, columns)
    for i, column in enumerate(columns):
        _cell(slide, table.cell(0, i), column.heading(w), column, bold=True)
        for j, row in enumerate(rows, 1):
            _cell(slide, table.cell(j, i), _text(plate, column, row[chosen[i]]), column)


def _widths(table: Any, box: Box, columns: list[Column]) -> None:
    shares = [1.4 if column.kind == "number" else 2.2 if i else 1.6 for i, column in enumerate(columns)]
    for i, share in enumerate(shares):
        table.columns[i].width = emu(Box(0, 0, box.width * share / sum(shares), 1))[2]


def _text(plate: Plate, column: Column, cell: str | Figure) -> str:
    if isinstance(cell, str):
        return cell if len(cell) <= _MOST_LETTERS else f"{cell[: _MOST_LETTERS - 1].rstrip()}…"
    if cell.value is None or cell.sign:
        return cell.sign or plate.words("table.no_figure")
    return plate.words.number(cell.value, column.decimals)


def _cell(slide: Slide, cell: Any, text: str, column: Column, *, bold: bool = False) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(slide.ink.around if bold else slide.ink.page)
    fill_text(cell.text_frame, safe(text), _LETTERS_PT, slide.language, bold=bold, ink=slide.ink.text)
    cell.margin_left = cell.margin_right = Pt(4)
    cell.margin_top = cell.margin_bottom = Pt(1)
    if column.kind == "number":
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
