"""Columns over periods in print: above and below a line, with their numbers, hollow where not counted in full."""

from atlas.charts.columns import HALF, Columns, ColumnSeries, column_ink, side_name
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.printed.plot import GAP_MM, MIDDLE, Plot, draw_values, new_plot, tick_texts, value_ticks, widest_mm
from atlas.charts.typeface import lines_of, width_pt
from atlas.picture import Picture

_SMALLEST_PT, _NOTE_LINES = 5.0, 5


def columns(page: Page, body: Box, picture: Picture, content: Columns) -> None:
    """Draw columns; their numbers stand at their ends or, where there is no room for these, along an axis."""
    body = _note(page, body, content)
    small = page.line_mm(page.letters.small)
    top = page.line_mm(page.letters.body) if content.up else 0.0
    bottom = small + GAP_MM + (page.line_mm(page.letters.body) if content.down else 0.0)
    box = body.without(top=top, bottom=bottom)
    size = _number_size(page, content, box.width)
    # The numbers beyond the columns take a line each, whatever the height of the picture.
    number = page.line_mm(size) + 0.4 if size else 0.6
    low, high = content.reach(content.height * number / max(box.height - number * len(content.sides), 1.0))
    ticks = value_ticks(page, low, high, box.height)[0] if size is None else []
    texts = tick_texts([abs(tick) for tick in ticks], page.language)
    left = widest_mm(texts, page.letters.small) + GAP_MM if ticks else 0.0
    box = box.without(left=left)
    plot = new_plot(page, box, (-0.6, len(content.at) - 0.4), (low, high))
    draw_values(plot, ticks, texts)
    plot.axes.axhline(0, color=page.ink.quiet_text, linewidth=plot.thin_pt, zorder=3)
    for series, sign in content.sides:
        _side(plot, content, series, sign, size)
        baseline = box.top + small * 0.25 if sign > 0 else body.bottom + small * 0.25
        colour = column_ink(sign, page.ink)
        page.write(body.left, baseline, side_name(series, sign), page.letters.body, bold=True, colour=colour)
    _periods(plot, content)


def _note(page: Page, body: Box, content: Columns) -> Box:
    if not content.note:
        return body
    size = page.letters.small
    lines = lines_of(content.note, size, body.width * PT_PER_MM, most=_NOTE_LINES)
    high = len(lines) * page.line_mm(size)
    box = Box(body.left, body.bottom, body.width, high)
    page.paragraph(box, content.note, size, colour=page.ink.quiet_text, most=_NOTE_LINES)
    return body.without(bottom=high + GAP_MM)


def _number_size(page: Page, content: Columns, width_mm: float) -> float | None:
    """Return the size of letters in which each number fits above its column, None where none is small enough."""
    if not page.finish.labels:
        return None
    room = width_mm / (len(content.at) + 0.2) * PT_PER_MM * 0.96
    texts = [text for series, _ in content.sides for text in series.texts]
    sizes = (page.letters.body, page.letters.small, _SMALLEST_PT)
    return next((size for size in sizes if max(width_pt(text, size) for text in texts) <= room), None)


def _side(plot: Plot, content: Columns, series: ColumnSeries, sign: int, size: float | None) -> None:
    page, colour = plot.page, column_ink(sign, plot.page.ink)
    for i, value in enumerate(series.values):
        if value is None:
            continue
        hollow = i in content.partial
        plot.axes.bar(
            i, sign * value, width=2 * HALF, color="none" if hollow else colour, edgecolor=colour, zorder=2,
            linewidth=plot.thin_pt * 1.6, hatch="////" if hollow else None, gid=f"{'up' if sign > 0 else 'down'}-{i}",
        )  # fmt: skip
        if size is None:
            continue
        above = size * 0.3 if sign > 0 else -size * (0.3 + 2 * MIDDLE)
        page.write(plot.x(i), plot.y(sign * value) + above / PT_PER_MM, series.texts[i], size, ha="center")


def _periods(plot: Plot, content: Columns) -> None:
    """Write the periods below the columns, the last one and as many before it as there is room for."""
    page, size = plot.page, plot.page.letters.small
    each = widest_mm([content.period(i) for i in range(len(content.at))], size) * 1.12
    slot = plot.box.width / (len(content.at) + 0.2)
    step = max(1, -(-each // slot))
    for i in range(len(content.at) - 1, -1, -int(step)):
        baseline = plot.box.bottom - page.line_mm(size) * 0.8 - GAP_MM / 2
        page.write(plot.x(i), baseline, content.period(i), size, colour=page.ink.quiet_text, ha="center")
