"""The symbols of nodes: one shape per status, with a halo that keeps them apart from every class colour.

Open: a filled circle with a ring; planned: an empty diamond; not yet open: an empty circle; closed: a
crossed circle; proposed: a star. A symbol is a pile of plain marks, so that screen, print and legend can
each draw it with what they have.
"""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal
from urllib.parse import quote

from atlas.charts.colours import INKS
from atlas.picture import NodeStatus, Theme

Shape = Literal["circle", "diamond", "star", "x"]
Ink = Literal["symbol", "halo"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a symbol: its shape, its diameter in px, its fill and its outline (width in px)."""

    shape: Shape
    size: float
    fill: Ink
    line: float = 0.0

    @property
    def plotly_size(self) -> float:
        """Return the size that makes plotly draw this diameter: some of its shapes are larger than said."""
        return self.size / _PLOTLY_REACH[self.shape]


# How far a plotly shape reaches beyond the diameter it is given.
_PLOTLY_REACH: dict[Shape, float] = {"circle": 1.0, "diamond": 1.3, "star": 1.4, "x": 1.0}
# From the lowest mark to the highest.
SYMBOLS: dict[NodeStatus, tuple[Mark, ...]] = {
    "open": (Mark("circle", 20, "halo"), Mark("circle", 15, "halo", 2), Mark("circle", 9, "symbol")),
    "planned": (Mark("diamond", 21, "halo"), Mark("diamond", 14, "halo", 2.2)),
    "not_yet_open": (Mark("circle", 20, "halo"), Mark("circle", 14, "halo", 2.2)),
    "closed": (Mark("circle", 20, "halo"), Mark("circle", 15, "halo", 2), Mark("x", 9, "symbol")),
    "proposed": (Mark("star", 24, "halo"), Mark("star", 17, "symbol")),
}


def symbol_image(status: NodeStatus, theme: Theme) -> str:
    """Return the address of a symbol as an image of 24 by 24 px, for a legend (a page may not draw SVG)."""
    return f"data:image/svg+xml,{quote(symbol_svg(status, theme), safe='')}"


def symbol_svg(status: NodeStatus, theme: Theme) -> str:
    """Return a symbol as an SVG document of 24 by 24 px."""
    inks = INKS[theme]
    body = "".join(_mark_svg(mark, inks.symbol, inks.halo) for mark in SYMBOLS[status])
    size = 'width="24" height="24" viewBox="-12 -12 24 24"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'


def _mark_svg(mark: Mark, symbol: str, halo: str) -> str:
    fill = symbol if mark.fill == "symbol" else halo
    stroke = f' stroke="{symbol}" stroke-width="{mark.line}"' if mark.line else ""
    if mark.shape == "circle":
        return f'<circle r="{mark.size / 2}" fill="{fill}"{stroke}/>'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners(mark.shape, mark.size / 2))
    return f'<polygon points="{points}" fill="{fill}"{stroke}/>'


def corners(shape: Shape, r: float) -> list[tuple[float, float]]:
    """Return the corners of a shape other than a circle that reaches r from the origin, y downwards."""
    if shape == "star":
        radii = [r if i % 2 == 0 else r * 0.45 for i in range(10)]
        return [(radii[i] * sin(i * pi / 5), -radii[i] * cos(i * pi / 5)) for i in range(10)]
    if shape == "diamond":
        return [(0, -r), (r, 0), (0, r), (-r, 0)]
    # A cross of two bars, as wide as a third of its size.
    arm, half = r, r / 4
    upright = [(-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half)]
    upright += [(half, arm), (-half, arm), (-half, half), (-arm, half), (-arm, -half), (-half, -half)]
    turn = cos(pi / 4)
    return [((x - y) * turn, (x + y) * turn) for x, y in upright]
