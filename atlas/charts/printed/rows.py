"""Pictures made of rows in print: names at the left, an axis on top, a mark per row."""

from typing import TYPE_CHECKING

from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.ranking import Ranking, bar_colour, rank_ticks
from atlas.charts.typeface import shortened, width_pt
from atlas.picture import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAME_SHARE, _GAP_MM = 0.45, 1.5


def ranking(page: Page, body: Box, picture: Picture, content: Ranking) -> None:
    """Draw a ranking: per row a dot at the rank, a bar of likely ranks behind it, whiskers to the extremes."""
    names = [f"{row.rank} {row.name}" for row in content.rows]
    axes = row_axes(page, body, names, content.title, bold=content.chosen_row)
    axes.set_xlim(0.4, content.last + 0.6)
    ticks = rank_ticks(content.last)
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    for i, row in enumerate(content.rows):
        if row.best is not None and row.worst is not None:
            axes.plot((row.best, row.worst), (i, i), color=page.ink.quiet_text, linewidth=0.8, zorder=2)
        if row.low is not None and row.high is not None:
            colour = bar_colour(page.theme)
            axes.barh(i, row.high - row.low + 0.5, left=row.low - 0.25, height=0.5, color=colour, zorder=3)
    axes.scatter(
        [row.rank for row in content.rows],
        range(len(content.rows)),
        s=page.letters.body**2 * 0.5,
        color=page.ink.symbol,
        edgecolors=page.ink.halo,
        linewidths=0.5,
        zorder=4,
        clip_on=False,
        gid="ranks",
    )


def row_axes(page: Page, body: Box, names: list[str], title: str, bold: int | None = None) -> "Axes":
    """Return axes of rows, the first on top (row i at height i), with their names and an axis title above."""
    size = min(page.letters.body, (body.height - 3 * page.line_mm(page.letters.small)) * PT_PER_MM / len(names) / 1.05)
    wide = max(width_pt(name, size, i == bold) for i, name in enumerate(names)) / PT_PER_MM
    left = min(wide, body.width * _NAME_SHARE) + _GAP_MM
    top = 2.4 * page.line_mm(page.letters.small)
    axes = page.axes(body.without(left=left, top=top, right=_GAP_MM))
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks([])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", labelsize=page.letters.small, pad=1)
    axes.grid(axis="x", color=page.ink.grid, linewidth=0.5, zorder=0)
    step = (body.height - top) / len(names)
    for i, name in enumerate(names):
        told = shortened(name, size, (left - _GAP_MM) * PT_PER_MM, bold=i == bold)
        baseline = body.bottom + body.height - top - (i + 0.5) * step - size * 0.35 / PT_PER_MM
        page.write(body.left, baseline, told, size, bold=i == bold)
    page.write(
        body.left + left, body.top - page.line_mm(page.letters.small) * 0.8, title, page.letters.small,
        colour=page.ink.quiet_text,
    )  # fmt: skip
    return axes
