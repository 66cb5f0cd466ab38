"""Pictures made of rows in print: ranks, values, shares, stacked parts."""

from atlas.charts.axes import look
from atlas.charts.bar_rows import HALF_BAR, TICKS, BarRows
from atlas.charts.printed.page import Box, Page
from atlas.charts.printed.plot import Plot
from atlas.charts.printed.row_sheet import Rows, row_plot, ticks_on_top, values_on_top, with_notes
from atlas.charts.printed.strokes import ink, marker
from atlas.charts.ranking import Ranking, bar_colour, category, rank_ticks
from atlas.charts.value_rows import ValueRow, ValueRows
from atlas.messages import words
from atlas.picture import Picture

# Marks in sizes of the letters; none is larger than its row.
_DOT, _MARK, _OF_ROW = 0.72, 1.0, 0.8
_WHISKER_PT, _INTERVAL_PT = 0.8, 1.4
_PT_PER_MM = 72 / 25.4


def ranking(page: Page, body: Box, picture: Picture, content: Ranking) -> None:
    """Draw a ranking: per row a dot at the rank, a bar of likely ranks behind it, whiskers to the extremes."""
    body = with_notes(page, body, content.legend)
    chosen = content.chosen_row
    marked = () if chosen is None else (chosen,)
    rows = Rows([f"{row.rank} {row.name}" for row in content.rows], bold=marked)
    plot = row_plot(page, body, rows, content.title, (0.4, content.last + 0.6))
    _band(plot, chosen)
    ticks = rank_ticks(content.last)
    ticks_on_top(plot, ticks, [str(tick) for tick in ticks])
    axes, scale = plot.axes, page.letters.body / 8
    for i, row in enumerate(content.rows):
        if row.best is not None and row.worst is not None:
            reach = (row.best, row.worst)
            axes.plot(reach, (i, i), color=page.ink.quiet_text, linewidth=_WHISKER_PT * scale, gid=f"reach-{row.key}")
        if row.low is not None and row.high is not None:
            # A quarter of a rank beyond both ends, as on the screen: an interval of one rank is still seen.
            axes.barh(
                i, row.high - row.low + 0.5, left=row.low - 0.25, height=0.5, color=bar_colour(page.theme), zorder=3,
                gid=f"likely-{row.key}",
            )  # fmt: skip
    size = _mark_pt(plot, _DOT)
    axes.scatter(
        [row.rank for row in content.rows], range(len(content.rows)), s=size**2, color=page.ink.symbol,
        edgecolors=page.ink.halo, linewidths=0.5 * scale, zorder=4, clip_on=False, gid="ranks",
    )  # fmt: skip
    if chosen is not None:
        _ring(plot, content.rows[chosen].rank, chosen, size)


def value_rows(page: Page, body: Box, picture: Picture, content: ValueRows) -> None:
    """Draw a ranking by value: per row a dot, behind it the interval in which the true value likely lies."""
    body = with_notes(page, body, content.legend)
    listed = content.rows
    rows = Rows(
        [row.label for row in listed],
        [row.told if row.value is not None else "" for row in listed],
        bold={i for i, row in enumerate(listed) if row.chosen is not None},
        quiet={i for i, row in enumerate(listed) if row.value is None},
    )
    plot = row_plot(page, body, rows, content.title, (content.room.low, content.room.high))
    values_on_top(plot)
    width = _INTERVAL_PT * page.letters.body / 8
    for i, row in enumerate(listed):
        if row.low is not None and row.high is not None:
            ends = (row.low, row.high)
            plot.axes.plot(ends, (i, i), color=page.ink.spoke, linewidth=width, gid=f"interval-{row.key}")
        if row.value is not None:
            _value(plot, i, row, row.value)


def bar_rows(page: Page, body: Box, picture: Picture, content: BarRows) -> None:
    """Draw rows with bars from zero: what holds always is filled, what holds at times hatched."""
    body = with_notes(page, body, content.legend)
    w, listed = words(page.language), content.rows
    marked = {i for i, row in enumerate(listed) if row.chosen}
    rows = Rows([row.name for row in listed], [row.label for row in listed], bold=marked, starred=marked)
    plot = row_plot(page, body, rows, content.title, (0.0, 100.0))
    ticks_on_top(plot, TICKS, [w.value(tick, "%") for tick in TICKS])
    colour = bar_colour("grey") if page.theme == "grey" else category(0)
    line = page.ink.text if page.theme == "grey" else colour
    for i, row in enumerate(listed):
        if row.share > 0:
            plot.axes.barh(
                i, row.share, height=2 * HALF_BAR, facecolor=colour, hatch="" if row.full else "////",
                hatchcolor=page.ink.page, edgecolor=line, linewidth=plot.thin_pt, zorder=3, gid=f"bar-{i}",
            )  # fmt: skip


def _value(plot: Plot, i: int, row: ValueRow, value: float) -> None:
    page, drawn = plot.page, look(row.chosen or 0)
    colour = page.ink.quiet_text if row.chosen is None else ink(drawn.colour, page.theme)
    size = _mark_pt(plot, _DOT if row.chosen is None else _MARK)
    plot.axes.scatter(
        [value], [i], s=size**2, marker="o" if row.chosen is None else marker(drawn.symbol),
        facecolors=page.ink.page if row.hollow else colour, edgecolors=colour if row.hollow else page.ink.halo,
        linewidths=(1.0 if row.hollow else 0.5) * page.letters.body / 8,
        zorder=4, clip_on=False, gid=f"area-{row.key}",
    )  # fmt: skip


def _mark_pt(plot: Plot, share: float) -> float:
    """Return the size of a mark in points: as the letters, and never higher than a row."""
    low, high = plot.up
    pitch = plot.box.height / abs(high - low) * _PT_PER_MM
    return min(plot.page.letters.body * share, pitch * _OF_ROW)


def _band(plot: Plot, row: int | None) -> None:
    if row is not None:
        plot.axes.axhspan(row - 0.5, row + 0.5, color=plot.page.ink.grid, linewidth=0, zorder=0)


def _ring(plot: Plot, x: float, y: float, size: float) -> None:
    """Draw the chosen dot anew with a ring around it, which itself has an outline: it is seen on any ground."""
    inks = plot.page.ink
    for share, colour in ((1.65, inks.chosen_casing), (1.45, inks.chosen_border), (1.0, inks.symbol)):
        plot.axes.scatter([x], [y], s=(size * share) ** 2, color=colour, linewidths=0, zorder=5, clip_on=False)
