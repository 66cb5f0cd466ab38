"""The kinds of patterns among neighbours: each its colour and its sign, on every map and in every plot.

The kinds are those of local Moran (high or low among high or low neighbours) and of Gi* (hot, cold).
"""

from typing import NamedTuple

from atlas.charts.colours import DIVERGING, INKS
from atlas.picture import Theme


class Look(NamedTuple):
    """How a kind is drawn: which step of the scale around a middle, and which of plotly's shapes stands on it."""

    step: int
    shape: str


# High is violet and points up, low is orange and points down; what differs from its neighbours is paler.
LOOKS = {
    "high_high": Look(4, "triangle-up"),
    "low_low": Look(0, "triangle-down"),
    "high_low": Look(3, "diamond"),
    "low_high": Look(1, "circle"),
    "hot": Look(4, "triangle-up"),
    "cold": Look(0, "triangle-down"),
}
# Without a pattern that stands out from chance: quiet ground. All else took no part, and is hatched.
GROUND = "none"


def fill(kind: str, theme: Theme) -> str:
    """Return the colour (#RRGGBB) of a kind; that of areas without a figure where it took no part."""
    if kind in LOOKS:
        return DIVERGING[theme][LOOKS[kind].step]
    return INKS[theme].ground if kind == GROUND else INKS[theme].no_data


def is_hatched(kind: str) -> bool:
    """Return whether areas of a kind are hatched: those that took no part."""
    return kind not in LOOKS and kind != GROUND
