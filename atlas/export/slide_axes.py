"""The axes of native charts on slides, their titles, and the figures at bars."""

from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.util import Pt

from atlas.export.picture_files import safe
from atlas.export.slide_data import number_format
from atlas.export.slide_page import Slide, colour

LETTERS, SMALL = Pt(12), Pt(10)
# Of more bars the names are small; of more points no label is written.
MANY, MOST_LABELS = 14, 30


def label(plot: Any, slide: Slide, form: str) -> None:
    """Write the figure at each bar, in a number format."""
    plot.has_data_labels = True
    plot.data_labels.number_format = form
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.font.size = SMALL
    plot.data_labels.font.color.rgb = colour(slide.ink.text)


def axes(chart: Chart, slide: Slide, decimals: int, title: str = "", small: bool = False) -> None:
    """Draw both axes; `title` is that of the figures, `small` the letters of the places."""
    chart.has_title = False
    values, places = chart.value_axis, chart.category_axis
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = colour(slide.ink.grid)
    values.format.line.fill.background()
    places.has_major_gridlines = False
    places.format.line.color.rgb = colour(slide.ink.quiet_text)
    values.tick_labels.number_format = number_format(decimals)
    values.tick_labels.number_format_is_linked = False
    values.tick_labels.font.size = LETTERS
    places.tick_labels.font.size = SMALL if small else LETTERS
    # What lies below zero does not cover the names.
    places.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for axis in (values, places):
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    if title:
        titled(values, title, slide)


def titled(axis: Any, title: str, slide: Slide) -> None:
    """Write the title of an axis."""
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = safe(title)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = LETTERS, False
    font.color.rgb = colour(slide.ink.quiet_text)
