"""The small line charts in print: the same line, gaps, cuts and words as on the screen, as SVG."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise
from math import floor, log10

from atlas.charts.colours import INKS
from atlas.charts.small_multiples import LINE, OneLine, Point, apart, cut_years, ticks

WIDTH_PX, HEIGHT_PX = 220, 124
LEFT_PX, TOP_PX, BOTTOM_PX = 40, 16, 16
LETTER_PX, TICK_PX, NEWEST_PX = 4.9, 8.5, 9.5
# Numbers beside the axis of values, about.
VALUE_TICKS = 4
FONT = "Atlas Sans"
# The paper is white.
INK, COLOUR = INKS["light"], LINE["light"]


def line_svg(line: OneLine, *, write: Callable[[float], str]) -> str:
    """Return an SVG document of what `line_chart` of the same line shows; `write` writes a value of the axis."""
    own, other, breaks, newest, values = line.own, line.other, line.breaks, line.newest, line.values
    known = [point for point in own if point.value is not None]
    marks = value_ticks(min(values), max(values), line.from_zero)
    first, last = line.span
    right = WIDTH_PX - len(newest) * LETTER_PX - 8

    def x(year: float) -> float:
        return LEFT_PX + (right - LEFT_PX) * (year - first + 0.5) / (last - first + 0.9)

    def y(value: float) -> float:
        return HEIGHT_PX - BOTTOM_PX - (HEIGHT_PX - TOP_PX - BOTTOM_PX) * (value - low) / (high - low)

    low, high = _span(marks, values)
    drawn = [_grid(y(mark), right, write(mark)) for mark in marks]
    drawn += [_text(x(year), HEIGHT_PX - 4, "middle", str(year)) for year in ticks(first, last)]
    for one in breaks:
        at = x(one.year - 0.5)
        drawn.append(
            f'<path d="M{at:.1f} {TOP_PX}V{HEIGHT_PX - BOTTOM_PX}" stroke="{INK.quiet_text}" stroke-width="0.7"'
            ' stroke-dasharray="3 2"/>'
        )
        drawn.append(_text(at, TOP_PX - 4, "middle", one.word))
    cuts = cut_years(breaks)
    drawn += _line(other, cuts, x, y, f'stroke="{INK.quiet_text}" stroke-width="0.9" stroke-dasharray="1 1.6"', 0.8)
    drawn += _line(own, cuts, x, y, f'stroke="{COLOUR}" stroke-width="1.5"', 1.5)
    end = known[-1]
    drawn.append(
        f'<text x="{x(end.year) + 5:.1f}" y="{y(end.value or 0.0) + 3:.1f}" font-size="{NEWEST_PX}" font-weight="600"'
        f' fill="{COLOUR}">{escape(newest)}</text>'
    )
    return svg(WIDTH_PX, HEIGHT_PX, drawn)


def svg(width: float, height: float, drawn: Sequence[str]) -> str:
    """Return an SVG document (px) of these elements, in the atlas's typeface."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
        f' viewBox="0 0 {width:g} {height:g}" font-family="{FONT}" fill="none">{"".join(drawn)}</svg>'
    )


def value_ticks(low: float, high: float, from_zero: bool) -> list[float]:
    """Return a few round values (steps of 1, 2 or 5 times a power of ten) that cover low to high, and zero if asked."""
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low, high + 1.0) if from_zero else (low - 1.0, high + 1.0)
    rough = (high - low) / VALUE_TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    return [round(i * step, 10) for i in range(floor(low / step), -floor(-high / step) + 1)]


def _span(marks: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    return min(marks[0], *values), max(marks[-1], *values)


def _line(
    points: Sequence[Point],
    cuts: frozenset[int],
    x: Callable[[float], float],
    y: Callable[[float], float],
    look: str,
    radius: float,
) -> list[str]:
    """Return a path that is broken where the line on the screen is, and a dot for each value."""
    found = [point for point in points if point.value is not None]
    if not found:
        return []
    without = {point.year for point in points if point.value is None}
    places = [(x(point.year), y(point.value or 0.0)) for point in found]
    path = f"M{places[0][0]:.1f} {places[0][1]:.1f}"
    for (before, point), place in zip(pairwise(found), places[1:], strict=True):
        broken = apart(before.year, point.year, cuts) or any(before.year < year < point.year for year in without)
        path += f"{'M' if broken else 'L'}{place[0]:.1f} {place[1]:.1f}"
    colour = look.split('"')[1]
    dots = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{radius}" fill="{colour}"/>' for a, b in places)
    return [f'<path d="{path}" {look}/>', dots]


def _grid(at: float, right: float, text: str) -> str:
    line = f'<path d="M{LEFT_PX} {at:.1f}H{right:.1f}" stroke="{INK.grid}" stroke-width="0.7"/>'
    return line + _text(LEFT_PX - 4, at + 3, "end", text)


def _text(x: float, y: float, anchor: str, text: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{TICK_PX}" text-anchor="{anchor}"'
        f' fill="{INK.quiet_text}">{escape(text)}</text>'
    )
