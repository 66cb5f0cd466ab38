"""Pictures made of points in print: two values per place, and Moran's scatter plot."""

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.charts.axes import look, room_for
from atlas.charts.moran_scatter import MoranScatter
from atlas.charts.moran_scatter import Pair as MoranPair
from atlas.charts.pattern_kinds import LOOKS, fill
from atlas.charts.printed.beside import Named, placed
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.printed.plot import (
    GAP_MM,
    Plot,
    draw_below,
    draw_values,
    new_plot,
    round_ticks,
    tick_texts,
    value_ticks,
    widest_mm,
)
from atlas.charts.printed.row_sheet import with_notes
from atlas.charts.printed.strokes import dash, ink, marker
from atlas.charts.scatter import NAMED_AT_MOST, Pair, Scatter
from atlas.charts.typeface import lines_of
from atlas.picture import Picture

_DOT, _MARK, _SIGN = 0.62, 1.05, 0.95
_TITLE_LINES, _MOST_TICKS = 2, 7
_SEEN = 0.85


@dataclass(frozen=True, slots=True)
class _Axes:
    """The titles of both axes (below, beside) and what they reach over."""

    titles: tuple[str, str]
    across: tuple[float, float]
    up: tuple[float, float]


def scatter(page: Page, body: Box, picture: Picture, content: Scatter) -> None:
    """Draw two indicators against each other: a small dot per place, the chosen ones with symbol, colour and name."""
    across = room_for([pair.x for pair in content.pairs], 100)
    up = room_for([pair.y for pair in content.pairs], 100)
    body = with_notes(page, body, content.legend)
    plot = _plot(page, body, _Axes(content.titles, (across.low, across.high), (up.low, up.high)))
    line = {"color": page.ink.quiet_text, "linewidth": 2 * plot.thin_pt, "linestyle": dash("dash"), "zorder": 1}
    if content.middle is not None:
        plot.axes.axvline(content.middle[0], **line)
        plot.axes.axhline(content.middle[1], **line)
    others, chosen = content.others, content.chosen
    size, mark = page.letters.body * _DOT, page.letters.body * _MARK
    plot.axes.scatter(
        [pair.x for pair in others], [pair.y for pair in others], s=size**2, color=page.ink.spoke, alpha=0.75,
        linewidths=0, zorder=2, clip_on=False, gid="others",
    )  # fmt: skip
    for pair in chosen:
        drawn = look(pair.chosen or 0)
        plot.axes.scatter(
            [pair.x], [pair.y], s=mark**2, marker=marker(drawn.symbol), color=ink(drawn.colour, page.theme),
            edgecolors=page.ink.halo, linewidths=plot.thin_pt, zorder=3, clip_on=False, gid=f"area-{pair.key}",
        )  # fmt: skip
    quiet = _outermost(plot, others) if len(others) <= NAMED_AT_MOST else []
    wanted = [_named(plot, pair, mark, page.letters.body, must=True) for pair in chosen]
    wanted += [_named(plot, pair, size, page.letters.small) for pair in quiet]
    sizes = [(pair, size) for pair in others] + [(pair, mark) for pair in chosen]
    _names(plot, wanted, [_square(plot, pair.x, pair.y, wide) for pair, wide in sizes])


def moran(page: Page, body: Box, picture: Picture, content: MoranScatter) -> None:
    """Draw each district's figure against the mean of its neighbours, with the line whose slope is Moran's I."""
    body = with_notes(page, body, content.legend)
    plot = _plot(page, body, _Axes((content.names.across, content.names.up), content.across, content.up))
    for draw in (plot.axes.axvline, plot.axes.axhline):
        draw(0, color=page.ink.quiet_text, linewidth=2 * plot.thin_pt, zorder=1)
    plot.axes.plot(
        content.across, content.line, color=page.ink.text, linewidth=plot.series_pt, linestyle=dash("dash"), zorder=3,
        gid="slope",
    )  # fmt: skip
    small, sign = page.letters.body * _DOT, page.letters.body * _SIGN
    for kind in dict.fromkeys(pair.kind for pair in content.pairs):
        _kind(plot, [pair for pair in content.pairs if pair.kind == kind], small if kind not in LOOKS else sign)
    marks = [_square(plot, pair.z, pair.lag, small if pair.kind not in LOOKS else sign) for pair in content.pairs]
    told = [pair for pair in content.pairs if pair.key == content.chosen]
    for pair in told:
        _ring(plot, pair, sign if pair.kind in LOOKS else small)
    wanted = [
        Named(plot.x(pair.z), plot.y(pair.lag), sign / PT_PER_MM / 2, pair.name, page.letters.body, True, True)
        for pair in told
    ]
    _names(plot, wanted, [*marks, *_quadrants(plot, content)])


def _plot(page: Page, body: Box, axes: _Axes) -> Plot:
    """Return a plot with round values along both axes, their titles above it and below it."""
    size, step = page.letters.small, page.line_mm(page.letters.small)
    below, above = (lines_of(title, size, body.width * PT_PER_MM, most=_TITLE_LINES) for title in axes.titles)
    top, bottom = (len(above) + 0.5) * step, (len(below) + 1.2) * step + GAP_MM
    ticks, texts = value_ticks(page, *axes.up, body.height - top - bottom)
    left = widest_mm(texts, size) + GAP_MM
    plot = new_plot(page, body.without(left=left, right=GAP_MM, top=top, bottom=bottom), axes.across, axes.up)
    draw_values(plot, ticks, texts)
    _values_below(plot)
    for i, line in enumerate(above):
        page.write(body.left, body.top - (i + 0.8) * step, line, size, colour=page.ink.quiet_text)
    for i, line in enumerate(below):
        # Below the axis, at its end: where its values grow.
        baseline = body.bottom + (len(below) - i - 0.8) * step
        page.write(body.right, baseline, line, size, colour=page.ink.quiet_text, ha="right")
    return plot


def _values_below(plot: Plot) -> None:
    """Write round values below a plot, as many as find room, with a faint line upwards for each."""
    for most in range(_MOST_TICKS, 1, -1):
        ticks = round_ticks(*plot.across, most)
        texts = tick_texts(ticks, plot.page.language)
        if sum(widest_mm([text], plot.page.letters.small) + 1.6 for text in texts) <= plot.box.width:
            break
    for tick in ticks:
        plot.axes.axvline(tick, color=plot.page.ink.grid, linewidth=plot.thin_pt, zorder=0)
    draw_below(plot, ticks, texts)


def _outermost(plot: Plot, pairs: Sequence[Pair]) -> list[Pair]:
    """Return the places, those farthest from the middle of the picture first: they are what a reader asks for."""
    box = plot.box

    def away(pair: Pair) -> float:
        across, up = (plot.x(pair.x) - box.left) / box.width, (plot.y(pair.y) - box.bottom) / box.height
        return abs(2 * across - 1) + abs(2 * up - 1)

    return sorted(pairs, key=away, reverse=True)


def _named(plot: Plot, pair: Pair, mark_pt: float, size_pt: float, *, must: bool = False) -> Named:
    radius = mark_pt / PT_PER_MM / 2
    return Named(plot.x(pair.x), plot.y(pair.y), radius, pair.name, size_pt, bold=must, must=must)


def _square(plot: Plot, x: float, y: float, mark_pt: float) -> Box:
    side = mark_pt / PT_PER_MM
    return Box(plot.x(x) - side / 2, plot.y(y) - side / 2, side, side)


def _names(plot: Plot, wanted: Sequence[Named], marks: Sequence[Box]) -> None:
    page = plot.page
    if not page.finish.labels:
        return
    ground = {"facecolor": page.ink.page, "alpha": _SEEN, "linewidth": 0, "pad": 0.2}
    for one in placed(wanted, marks, plot.box):
        named = one.named
        colour = "" if named.must else page.ink.quiet_text
        if one.away:
            page.sheet.plot(
                *zip(*one.line, strict=True), color=page.ink.text, linewidth=plot.thin_pt, solid_capstyle="butt"
            )
        behind = None if one.free else ground
        page.write(one.x, one.y, named.name, named.size_pt, bold=named.bold, colour=colour, bbox=behind)


def _kind(plot: Plot, pairs: Sequence[MoranPair], size: float, zorder: float = 2, gid: str = "") -> None:
    """Draw the districts of a kind: those that stand out by sign and fill, all others as open circles."""
    page, kind = plot.page, pairs[0].kind
    told = kind in LOOKS
    plot.axes.scatter(
        [pair.z for pair in pairs], [pair.lag for pair in pairs], s=size**2,
        marker=marker(LOOKS[kind].shape) if told else "o",
        facecolors=fill(kind, page.theme) if told else page.ink.page,
        edgecolors=page.ink.symbol if told else page.ink.quiet_text,
        linewidths=plot.thin_pt * 1.4, zorder=zorder + 2 * told, clip_on=False, gid=gid or f"kind-{kind}",
    )  # fmt: skip


def _ring(plot: Plot, pair: MoranPair, size: float) -> None:
    """Draw the chosen mark anew above all others, with a ring around it, which itself has an outline."""
    inks = plot.page.ink
    for share, colour in ((2.1, inks.chosen_casing), (1.85, inks.chosen_border), (1.25, inks.page)):
        plot.axes.scatter(
            [pair.z], [pair.lag], s=(size * share) ** 2, color=colour, linewidths=0, zorder=5, clip_on=False
        )
    _kind(plot, [pair], size, zorder=6, gid="chosen")


def _quadrants(plot: Plot, content: MoranScatter) -> list[Box]:
    """Write the names of the quadrants into the corners; return the room that they take."""
    page, box, names = plot.page, plot.box, content.names
    size, taken = page.letters.small, []
    if not page.finish.labels:
        return []
    ground = {"facecolor": page.ink.page, "alpha": _SEEN, "linewidth": 0, "pad": 0.4}
    corners = ((names.high_high, 1, 1), (names.low_low, 0, 0), (names.high_low, 1, 0), (names.low_high, 0, 1))
    for name, right, top in corners:
        lines = lines_of(name, size, box.width * 0.46 * PT_PER_MM, most=2)
        step = page.line_mm(size)
        high = len(lines) * step
        begin = box.top - 0.4 if top else box.bottom + high + 0.4
        x = box.right - 0.6 if right else box.left + 0.6
        for i, line in enumerate(lines):
            page.write(x, begin - (i + 0.8) * step, line, size, ha="right" if right else "left", bbox=ground)
        wide = widest_mm(lines, size)
        taken.append(Box(x - wide if right else x, begin - high, wide, high))
    return taken
