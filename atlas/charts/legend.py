"""The legend of a map as rows that the page writes as HTML: colour, limits, how many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atlas.charts.colours import INKS, class_colours
from atlas.charts.symbols import symbol_image
from atlas.picture import NodeMark, NodeStatus, Picture

# In the order in which a reader meets them.
STATUSES: tuple[NodeStatus, ...] = ("open", "not_yet_open", "planned", "proposed", "closed")


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A colour (#RRGGBB), what it stands for, and how many areas have it.

    `hatched` without a figure, `dotted` where a figure stands on too few cases.
    """

    colour: str
    text: str
    count: int
    hatched: bool = False
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class SymbolRow:
    """The address of a symbol's image, the status it stands for, and how many nodes have it."""

    image: str
    status: NodeStatus
    count: int


def class_rows(
    picture: Picture,
    counts: Sequence[int],
    limits_text: Callable[[float, float, bool], str],
    missing: Sequence[tuple[str, int]] = (),
    few: Sequence[tuple[str, int]] = (),
) -> list[LegendRow]:
    """Return a row per class, low to high, one of too few cases, and one per reason why areas have no figure.

    `limits_text` writes (low, high, whether the high one is included); `missing` holds the meanings of
    signs with their counts, `few` what is said of too few cases with their count. Raises ValueError where counts
    and classes differ in number.
    """
    classing = picture.classing
    if classing is None or len(counts) != classing.k:
        raise ValueError(f"{len(counts)} counts: wanted one for each class of the picture")
    colours = class_colours(classing, picture.theme)
    limits = classing.limits
    rows = [
        LegendRow(colours[i], limits_text(limits[i], limits[i + 1], i == classing.k - 1), counts[i])
        for i in range(classing.k)
    ]
    inks = INKS[picture.theme]
    rows += [LegendRow(inks.few, meaning, count, dotted=True) for meaning, count in few]
    return rows + [LegendRow(inks.no_data, meaning, count, hatched=True) for meaning, count in missing]


def node_rows(nodes: Sequence[NodeMark], picture: Picture) -> list[SymbolRow]:
    """Return a row per status that occurs among the nodes."""
    found = [node.status for node in nodes]
    return [
        SymbolRow(symbol_image(status, picture.theme), status, found.count(status))
        for status in STATUSES
        if status in found
    ]
