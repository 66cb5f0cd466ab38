"""Columns over periods as a native chart: above and below a line, with what is not counted in full, and a note."""

from typing import Any

from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_PATTERN_TYPE

from atlas.charts.columns import Columns, column_ink
from atlas.charts.printed.page import PT_PER_MM, Box
from atlas.charts.typeface import lines_of
from atlas.export.plate import Plate
from atlas.export.press_figures import writer
from atlas.export.slide_axes import MANY, MOST_LABELS, axes, label
from atlas.export.slide_data import categories, number_format
from atlas.export.slide_page import Slide, colour
from atlas.picture import Values

# A note below a chart: the letters of the reader's Office may be wider than ours.
_NOTE_PT, _LINE, _WIDER = 10, 1.2, 1.06


def columns(slide: Slide, plate: Plate, content: Columns, labels: bool) -> Chart:
    """Draw columns above and below a line, hatched and with a star where a period is not counted in full; their note.

    What falls away is below zero, as on the screen; its numbers are written without a minus.
    """
    _note(slide, content.note)
    periods = tuple(content.period(i) for i in range(len(content.at)))
    sides = [
        Values(one.name, periods, tuple(None if value is None else sign * value or 0.0 for value in one.values))
        for one, sign in content.sides
    ]
    write = writer(plate, content.drawn()[0])
    unsigned = ";".join([number_format(write.decimals)] * 2)
    chart = slide.chart(XL_CHART_TYPE.COLUMN_STACKED, categories(sides, periods, unsigned))
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    for series, (_, sign) in zip(plot.series, content.sides, strict=True):
        ink = colour(column_ink(sign, slide.ink))
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = ink
        for i in sorted(content.partial):
            _hatch(series.points[i].format, ink, colour(slide.ink.page))
    axes(chart, slide, write.decimals, title=write.unit, small=len(periods) > MANY)
    chart.value_axis.tick_labels.number_format = unsigned
    if labels and len(periods) <= MOST_LABELS:
        label(plot, slide, unsigned)
    return chart


def _hatch(look: Any, ink: RGBColor, page: RGBColor) -> None:
    """Hatch a column and give it an edge."""
    look.fill.patterned()
    look.fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
    look.fill.fore_color.rgb, look.fill.back_color.rgb = ink, page
    look.line.color.rgb = ink


def _note(slide: Slide, text: str) -> None:
    """Write what must be known of a chart below it."""
    if not text:
        return
    body = slide.body
    lines = lines_of(text, _NOTE_PT * _WIDER, body.width * PT_PER_MM)
    high = len(lines) * _NOTE_PT * _LINE / PT_PER_MM + 1
    slide.write(Box(body.left, body.bottom, body.width, high), text, _NOTE_PT, ink=slide.ink.quiet_text, name="note")
    slide.body = body.without(bottom=high + 2)
