"""What a map of areas shows, for screen and print: areas in their classes or kinds, lines, dots and the legend."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from atlas.charts.colours import INKS, class_colours
from atlas.charts.pattern_kinds import fill as kind_colour
from atlas.charts.pattern_kinds import is_hatched
from atlas.picture import Picture, Spoke, Values

# What areas are coloured by: classes of a figure, kinds of a pattern, or nothing where places are the matter.
Look = Literal["classes", "kinds", "places"]
# hatched: no figure; dotted: too few cases; lined: below the middle of a scale, where greys alone cannot say so.
Pattern = Literal["", "hatched", "dotted", "lined"]
# What a row of the legend shows; `which` says which class, kind, status, direction … of it.
Sign = Literal[
    "class", "few", "none", "ground", "kind", "node", "event", "size", "dot", "shape", "spoke", "region", "chosen"
]


@dataclass(frozen=True, slots=True)
class Area:
    """An area of a map: its figure (None: none, for the reason that `sign` gives) and its class or kind.

    `step` is the class from 0, below 0 without one; `few`: none because of few cases; `text` and `added` are said on
    pointing at it. `lon` and `lat` (degrees, WGS 84) are a place inside it, `area_km2` how large it is.
    """

    code: str
    name: str
    lon: float
    lat: float
    area_km2: float
    value: float | None = None
    sign: str = ""
    step: int = -1
    few: bool = False
    kind: str = ""
    text: str = ""
    added: str = ""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A row of the legend: its sign, its text, and how many there are, as it is written ('': not said)."""

    sign: Sign
    which: str | int
    text: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Rows of the legend under a title, with a note below them."""

    title: str
    rows: tuple[KeyRow, ...] = ()
    note: str = ""


@dataclass(frozen=True, eq=False)
class Shapes:
    """Shapes (WKB, degrees): districts by area code, the Länder shown and those around them, the region's outline."""

    districts: Mapping[str, bytes]
    lands: tuple[bytes, ...] = ()
    around: tuple[bytes, ...] = ()
    region: bytes | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A municipality (degrees, WGS 84): class of its way from 0, whether it lies beyond the limit, what is said.

    `way` is how long the way is, None where there is none.
    """

    name: str
    lon: float
    lat: float
    step: int
    beyond: bool
    text: str
    inhabitants: float
    way: float | None = None


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the browser finds the geometry: GeoJSON whose features have `id` and `properties.name`.

    Districts by AGS, Länder by their two digits, the region as one feature. The Länder that the picture
    shows get a border stronger than that of districts; those around it are a faint ground.
    """

    districts: str
    lands: str = ""
    lands_shown: tuple[str, ...] = ()
    lands_around: tuple[str, ...] = ()
    region: str = ""
    region_code: str = ""


class Fill(NamedTuple):
    """How an area is filled: a colour (#RRGGBB) and what is drawn across it."""

    colour: str
    pattern: Pattern = ""


@dataclass(frozen=True, slots=True)
class AreaMap:
    """A map of areas. `shapes` is what print needs of them, `addresses` what the screen needs.

    `value_name` names the figures of the areas, as a table would. In print `told` are named before all else: where
    nodes are, areas only where their names disturb nothing.
    """

    look: Look
    areas: tuple[Area, ...]
    shapes: Shapes
    addresses: Addresses
    value_name: str
    key: tuple[KeyGroup, ...] = ()
    chosen: str | None = None
    spokes: tuple[Spoke, ...] = ()
    dots: tuple[Dot, ...] = ()
    told: Literal["areas", "nodes"] = "areas"

    def drawn(self) -> tuple[Values, ...]:
        """Return the figures of the areas in their order; where no area has one, the ways of municipalities."""
        if all(area.value is None for area in self.areas):
            return self._ways()
        return (
            Values(
                self.value_name,
                tuple(area.name for area in self.areas),
                tuple(area.value for area in self.areas),
                keys=tuple(area.code for area in self.areas),
            ),
        )

    def _ways(self) -> tuple[Values, ...]:
        """Return the ways of the municipalities, by name; nothing where there are none."""
        names = (*(spoke.name for spoke in self.spokes), *(dot.name for dot in self.dots))
        ways = (*(spoke.way for spoke in self.spokes), *(dot.way for dot in self.dots))
        return (Values(self.value_name, names, ways),) if ways else ()


def fill(area: Area, picture: Picture, look: Look) -> Fill:
    """Return how an area is filled in the theme of a picture; raises ValueError for a class without classes."""
    inks = INKS[picture.theme]
    if look == "places":
        return Fill(inks.ground)
    if look == "kinds":
        return Fill(kind_colour(area.kind, picture.theme), "hatched" if is_hatched(area.kind) else "")
    if area.step >= 0:
        return class_fill(area.step, picture)
    return Fill(inks.few, "dotted") if area.few else Fill(inks.no_data, "hatched")


def class_fill(step: int, picture: Picture) -> Fill:
    """Return how areas of a class are filled: in grey those below the middle of a diverging scale are lined too."""
    classing = picture.classing
    if classing is None:
        raise ValueError("picture: wanted classes, to fill one")
    middle = classing.middle if classing.middle is not None else classing.k // 2
    lined = picture.theme == "grey" and classing.scale == "diverging" and step < middle
    return Fill(class_colours(classing, picture.theme)[step], "lined" if lined else "")
