"""One description of a picture: what, where, when, how, in which words.

The figure on the screen and the printed one are both drawn from it, so that both say the same. It holds
finished texts (the page has written them in its language) and no drawing: no library is named here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Kind = Literal["map", "ranking", "line", "bar", "scatter", "timeline", "slope"]
# Grey is for newsprint; screens know the other two.
Theme = Literal["light", "dark", "grey"]
Scale = Literal["sequential", "diverging"]
NodeStatus = Literal["open", "planned", "not_yet_open", "closed", "proposed"]
# What an event means for jobs at its place; other: neither lost nor created, or not stated.
Direction = Literal["lost", "created", "other"]


@dataclass(frozen=True, slots=True)
class Classing:
    """How values become colours: k + 1 rising limits, class i from limits[i] to below limits[i + 1].

    The last class includes its upper limit. `method` is the name of the method, not its text. On a
    diverging scale the middle class holds the named middle, for example the national value: `middle` is
    its index, which need not be k // 2 where one side has fewer classes; None: the sides are even.
    """

    method: str
    limits: tuple[float, ...]
    scale: Scale = "sequential"
    middle: int | None = None

    @property
    def k(self) -> int:
        """Return the number of classes, 0 where there is no value."""
        return max(len(self.limits) - 1, 0)


@dataclass(frozen=True, slots=True)
class NodeMark:
    """A node as it was on the day of the picture, at a place in degrees (WGS 84)."""

    node_id: str
    name: str
    status: NodeStatus
    lon: float
    lat: float
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventMark:
    """An event at a place in degrees (WGS 84); its size says how many jobs, None where nobody says."""

    key: str
    lon: float
    lat: float
    direction: Direction
    jobs: int | None
    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeMark:
    """An event at a day of a lane (the key of a lane, mostly an area code).

    Not `exact`: only month or year are known and `day` is the middle of it; `lines` then say what is known.
    """

    key: str
    day: date
    exact: bool
    lane: str
    direction: Direction
    jobs: int | None
    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoke:
    """A municipality, its nearest node (both in degrees, WGS 84) and the way between them.

    `way` is how long it is, in the unit of the picture, None where there is none; `text` is what is said on pointing
    at it; `inhabitants` sizes its dot, None: all dots alike; a click on the dot names the district `area_code`.
    """

    name: str
    lon: float
    lat: float
    node_id: str
    node_lon: float
    node_lat: float
    way: float | None
    text: str
    inhabitants: float | None = None
    area_code: str = ""


@dataclass(frozen=True, slots=True)
class NameMark:
    """The name of an area and where it may stand, in degrees (WGS 84).

    `always` names are written whatever the room; the others where they fit into their area.
    """

    area_code: str
    name: str
    lon: float
    lat: float
    area_km2: float
    always: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The piece of the earth that fills the picture, in degrees (WGS 84)."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture before it is drawn."""

    kind: Kind
    indicator_id: str
    area: str
    period: str
    language: str
    title: str
    subtitle: str
    source: str
    stand: str
    notes: tuple[str, ...] = ()
    # The line that must stand inside the picture: the credits of figures and boundaries.
    credit: str = ""
    # What a reader sees below name and figure when pointing at an area: indicator and period, source.
    hover: tuple[str, ...] = ()
    # What the picture shows in one sentence, for those who do not see it.
    alt: str = ""
    theme: Theme = "light"
    classing: Classing | None = None
    frame: Frame | None = None
    names: tuple[NameMark, ...] = ()
    # Stands for the names of the region where the frame is too wide for them.
    region: NameMark | None = None
    nodes: tuple[NodeMark, ...] = ()
    nodes_on: date | None = None
    events: tuple[EventMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Values:
    """Figures as they are drawn, in the order of drawing.

    `at` says where each stands: the name of a place or a period. None is a gap, not zero; `low` and `high` are the
    ends of intervals where the picture has them, `keys` the area codes where the figures are of areas.
    """

    name: str
    at: tuple[str, ...]
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    keys: tuple[str, ...] = ()


class Content(Protocol):
    """What is drawn in a picture, whatever draws it: the screen, the printer, a slide."""

    def drawn(self) -> tuple[Values, ...]:
        """Return the figures that are to be seen, series by series."""


@dataclass(frozen=True, slots=True)
class Finish:
    """How a picture is printed: its size, and what stands on it.

    `plain`: without title and source. `labels`: names and values written in the picture. `logo`: a PNG.
    `embargo`: the words that must stand on the picture until their time has passed. `letters`: how much larger than
    on paper the letters are. `edge_mm` is the free edge, None: by the width.
    """

    width_mm: float
    height_mm: float
    plain: bool = False
    labels: bool = True
    logo: bytes | None = None
    embargo: str = ""
    letters: float = 1.0
    edge_mm: float | None = None
