"""Native charts on slides, made of the figures that are drawn: to be edited, with their data behind them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from atlas.charts.axes import look
from atlas.charts.colours import CATEGORIES, INKS
from atlas.charts.columns import Columns
from atlas.charts.contributions import Contributions
from atlas.charts.lines import Lines
from atlas.charts.rank_lines import RankLines
from atlas.charts.ranking import Ranking
from atlas.charts.small_multiples import OneLine
from atlas.charts.timeline import drawn_day
from atlas.export.picture_files import safe
from atlas.export.plate import Plate
from atlas.export.press_figures import when, writer
from atlas.export.slide_axes import LETTERS, MANY, MOST_LABELS, axes, label, titled
from atlas.export.slide_columns import columns
from atlas.export.slide_data import Points, categories, number_format
from atlas.export.slide_page import Slide, colour
from atlas.picture import Theme, Values

_DASHES = {
    "solid": MSO_LINE_DASH_STYLE.SOLID,
    "dash": MSO_LINE_DASH_STYLE.DASH,
    "dot": MSO_LINE_DASH_STYLE.ROUND_DOT,
    "dashdot": MSO_LINE_DASH_STYLE.DASH_DOT,
    "longdash": MSO_LINE_DASH_STYLE.LONG_DASH,
    "longdashdot": MSO_LINE_DASH_STYLE.LONG_DASH_DOT,
}
_MARKS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "triangle-down": XL_MARKER_STYLE.PLUS,
    "cross": XL_MARKER_STYLE.X,
    "x": XL_MARKER_STYLE.STAR,
}
# In grey, series of bars are told apart by their patterns.
_PATTERNS = (
    None,
    MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL,
    MSO_PATTERN_TYPE.PERCENT_25,
    MSO_PATTERN_TYPE.DARK_HORIZONTAL,
    MSO_PATTERN_TYPE.WIDE_DOWNWARD_DIAGONAL,
    MSO_PATTERN_TYPE.DIAGONAL_CROSS,
)


def draw_chart(slide: Slide, plate: Plate, labels: bool) -> bool:
    """Draw the figures of a plate as a native chart; return False where they make none (no figure at all)."""
    drawn = tuple(series for series in plate.content.drawn() if series.at)
    if not any(value is not None for series in drawn for value in series.values):
        return False
    kind = plate.picture.kind
    if kind == "scatter" and len(drawn) == 2:
        chart = _scatter(slide, plate, drawn)
    elif kind == "timeline":
        chart = _timeline(slide, drawn)
    elif kind in ("line", "slope"):
        chart = _lines(slide, plate, drawn)
    elif isinstance(plate.content, Columns):
        chart = columns(slide, plate, plate.content, labels)
    elif _has_intervals(drawn[0]):
        chart = _intervals(slide, plate, drawn[0])
    else:
        chart = _bars(slide, plate, drawn, labels)
    chart.font.size = LETTERS
    chart.font.color.rgb = colour(slide.ink.text)
    _legend(chart, len(list(chart.plots[0].series)) > 1)
    return True


def _periods(plate: Plate, drawn: Sequence[Values]) -> list[str]:
    """Return where lines stand, the oldest first; a year that has no figure keeps its place on the axis."""
    at = list(dict.fromkeys(one for series in drawn for one in series.at))
    if not all(one[:4].isdigit() for one in at):
        return at
    # Places may begin in different years.
    at.sort()
    if plate.picture.kind == "line" and all(len(one) == 4 for one in at):
        return [str(year) for year in range(int(at[0]), int(at[-1]) + 1)]
    return at


def _first_after_breaks(plate: Plate, series: Any, at: Sequence[str]) -> list[Any]:
    """Return the points to which no line may lead: the first ones after breaks across which nothing is compared."""
    breaks = plate.content.breaks if isinstance(plate.content, Lines | OneLine) else ()
    years = [one.year for one in breaks if one.cuts]
    known = [i for i, value in enumerate(series.values) if value is not None]
    later = [[i for i in known if at[i][:4] >= str(year)] for year in years]
    return [series.points[places[0]] for places in later if places]


def _lines(slide: Slide, plate: Plate, drawn: Sequence[Values]) -> Chart:
    at = _periods(plate, drawn)
    write = writer(plate, drawn[0])
    told = {one: when(plate.words, one) for one in at}
    shown = [_renamed(series, told) for series in drawn]
    data = categories(shown, [told[one] for one in at], number_format(write.decimals))
    chart = slide.chart(XL_CHART_TYPE.LINE_MARKERS, data)
    for i, series in enumerate(chart.plots[0].series):
        drawing = look(i)
        ink = colour(slide.ink.text if slide.theme == "grey" else drawing.colour)
        series.smooth = False
        series.format.line.color.rgb = ink
        series.format.line.width = Pt(2.25)
        series.format.line.dash_style = _DASHES[drawing.dash]
        _mark(series, _MARKS[drawing.symbol], 7, ink)
        for point in _first_after_breaks(plate, series, at):
            point.format.line.fill.background()
            _mark(point, _MARKS[drawing.symbol], 7, ink)
    axes(chart, slide, write.decimals, title=write.unit)
    if isinstance(plate.content, RankLines):
        _ranks_down(chart)
    return chart


def _bars(slide: Slide, plate: Plate, drawn: Sequence[Values], labels: bool) -> Chart:
    """Draw bars: rows of names from the top, or columns where the places are periods; parts one behind the other."""
    write = writer(plate, drawn[0])
    at = list(dict.fromkeys(one for series in drawn for one in series.at))
    upright = all(one[:4].isdigit() for one in at)
    parts = isinstance(plate.content, Contributions)
    kinds = {
        (False, False): XL_CHART_TYPE.BAR_CLUSTERED,
        (False, True): XL_CHART_TYPE.BAR_STACKED,
        (True, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
        (True, True): XL_CHART_TYPE.COLUMN_STACKED,
    }
    chart = slide.chart(kinds[upright, parts], categories(drawn, at, number_format(write.decimals)))
    plot = chart.plots[0]
    plot.gap_width = 40
    for i, series in enumerate(plot.series):
        _fill(series.format.fill, i, len(drawn), slide.theme)
    axes(chart, slide, write.decimals, title=write.unit, small=len(at) > MANY)
    if not upright:
        chart.category_axis.reverse_order = True
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    if labels and not parts and len(at) <= MOST_LABELS:
        label(plot, slide, number_format(write.decimals))
    return chart


def _intervals(slide: Slide, plate: Plate, series: Values) -> Chart:
    """Draw dots with the ends of their intervals and a line between them; the first place stands on the left."""
    write, w = writer(plate, series), plate.words
    ends = [
        series,
        Values(w("press_slide.low"), series.at, series.low),
        Values(w("press_slide.high"), series.at, series.high),
    ]
    chart = slide.chart(XL_CHART_TYPE.LINE_MARKERS, categories(ends, series.at, number_format(write.decimals)))
    ink = colour(slide.ink.symbol)
    for i, one in enumerate(chart.plots[0].series):
        one.smooth = False
        one.format.line.fill.background()
        _mark(one, (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.DASH, XL_MARKER_STYLE.DASH)[i], 8, ink)
    _error_bars(chart.plots[0].series[0]._element, series, slide.ink.quiet_text)
    axes(chart, slide, write.decimals, title=write.unit or series.name, small=len(series.at) > MANY)
    if isinstance(plate.content, Ranking):
        _ranks_down(chart)
    return chart


def _scatter(slide: Slide, plate: Plate, drawn: Sequence[Values]) -> Chart:
    across, up = drawn
    both = [
        (x, y, name)
        for x, y, name in zip(across.values, up.values, across.at, strict=True)
        if x is not None and y is not None
    ]
    decimals = [writer(plate, series).decimals for series in drawn]
    data = Points([[safe(name) for _, _, name in both]], number_format(max(decimals)))
    series = data.add_series(safe(up.name))
    for x, y, _ in both:
        series.add_data_point(x, y)
    chart = slide.chart(XL_CHART_TYPE.XY_SCATTER, data)
    for one in chart.plots[0].series:
        one.format.line.fill.background()
        _mark(one, XL_MARKER_STYLE.CIRCLE, 7, colour(slide.ink.symbol))
    axes(chart, slide, decimals[1], title=up.name)
    titled(chart.category_axis, across.name, slide)
    chart.category_axis.tick_labels.number_format = number_format(decimals[0])
    chart.category_axis.tick_labels.number_format_is_linked = False
    return chart


def _timeline(slide: Slide, drawn: Sequence[Values]) -> Chart:
    """Draw a lane for each series, its events at their days (a month or a year is drawn at its middle)."""
    data = Points([series.at for series in drawn], "0")
    for lane, series in enumerate(drawn, 1):
        points = data.add_series(safe(series.name))
        for written in series.at:
            points.add_data_point((_day(written) - date(1899, 12, 30)).days, len(drawn) + 1 - lane)
    chart = slide.chart(XL_CHART_TYPE.XY_SCATTER, data)
    for i, one in enumerate(chart.plots[0].series):
        one.format.line.fill.background()
        ink = slide.ink.symbol if slide.theme == "grey" else CATEGORIES[i % len(CATEGORIES)]
        _mark(one, list(_MARKS.values())[i % len(_MARKS)], 8, colour(ink))
    axes(chart, slide, 0)
    chart.value_axis.visible = False
    chart.category_axis.tick_labels.number_format = "yyyy"
    chart.category_axis.tick_labels.number_format_is_linked = False
    return chart


def _ranks_down(chart: Chart) -> None:
    """Put the first rank on top, and the names of the places below all the same."""
    chart.value_axis.reverse_order = True
    chart.value_axis.minimum_scale = 1
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _has_intervals(series: Values) -> bool:
    return any(end is not None for end in series.low)


def _day(written: str) -> date:
    return drawn_day(written)[0]


def _renamed(series: Values, told: dict[str, str]) -> Values:
    return Values(series.name, tuple(told[one] for one in series.at), series.values)


def _fill(fill: Any, position: int, count: int, theme: Theme) -> None:
    pattern = _PATTERNS[position % len(_PATTERNS)]
    if theme == "grey" and pattern is not None:
        fill.patterned()
        fill.pattern = pattern
        fill.fore_color.rgb, fill.back_color.rgb = RGBColor(0, 0, 0), RGBColor(255, 255, 255)
        return
    fill.solid()
    ink = INKS[theme].quiet_text if theme == "grey" else CATEGORIES[position % len(CATEGORIES)]
    fill.fore_color.rgb = colour(ink)


def _mark(series: Any, style: Any, size: int, ink: RGBColor) -> None:
    series.marker.style, series.marker.size = style, size
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = ink
    series.marker.format.line.color.rgb = ink


def _legend(chart: Chart, wanted: bool) -> None:
    chart.has_legend = wanted
    if wanted:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = LETTERS


def _error_bars(element: Any, series: Values, ink: str) -> None:
    """Put a line from the lower to the upper end of each interval (the slides' library has no word for it)."""
    lows = [None if low is None or v is None else v - low for low, v in zip(series.low, series.values, strict=True)]
    highs = [
        None if high is None or v is None else high - v for high, v in zip(series.high, series.values, strict=True)
    ]
    bars = etree.SubElement(element, qn("c:errBars"))
    for name, value in (("errDir", "y"), ("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "1")):
        etree.SubElement(bars, qn(f"c:{name}")).set("val", value)
    for name, reach in (("plus", highs), ("minus", lows)):
        literal = etree.SubElement(etree.SubElement(bars, qn(f"c:{name}")), qn("c:numLit"))
        etree.SubElement(literal, qn("c:formatCode")).text = "General"
        etree.SubElement(literal, qn("c:ptCount")).set("val", str(len(reach)))
        for i, size in enumerate(reach):
            if size is not None:
                point = etree.SubElement(literal, qn("c:pt"))
                point.set("idx", str(i))
                etree.SubElement(point, qn("c:v")).text = repr(float(size))
    line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"))
    line.set("w", str(Pt(2.5)))
    solid = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(solid, qn("a:srgbClr")).set("val", ink[1:])
    # The schema wants them before the categories.
    element.find(qn("c:cat")).addprevious(bars)
