"""The map of a siting plan in print: districts, who goes where, the signs of the sites, as SVG."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import cos, radians

from atlas.charts.colours import INKS
from atlas.charts.legend import STATUSES
from atlas.charts.line_svg import svg
from atlas.charts.symbols import symbol_svg
from atlas.picture import Frame, NodeMark, NodeStatus, Spoke

# In px: the whole picture, the part of it that the map has, the signs, the letters.
WIDTH, HEIGHT, MAP_WIDTH, MARGIN = 720.0, 380.0, 520.0, 6.0
SIGN, LETTER, LETTER_WIDTH = 24, 11.0, 6.2
DOT = 1.1
# The paper is white.
INK = INKS["light"]

Ring = Sequence[tuple[float, float]]
Along = Callable[[float], float]
Box = tuple[float, float, float, float]


def plan_svg(
    rings: Sequence[Ring],
    frame: Frame,
    spokes: Sequence[Spoke],
    sites: Sequence[NodeMark],
    called: Mapping[NodeStatus, str],
) -> str:
    """Return an SVG document: borders (rings of lon, lat), a line from each place to its site, the sites' names.

    `called` says what the signs mean, in the legend beside the map.
    """
    x, y = _projected(frame)
    places = [(x(site.lon), y(site.lat)) for site in sites]
    drawn = [_borders(rings, x, y), _spokes(spokes, x, y)]
    drawn += [_sign(site.status, *place) for site, place in zip(sites, places, strict=True)]
    drawn += _names(sites, places)
    return svg(WIDTH, HEIGHT, [*drawn, *_legend(sites, called)])


def _projected(frame: Frame) -> tuple[Along, Along]:
    """Return what makes px of longitude and of latitude: equirectangular, true to scale at the middle of the frame."""
    squeeze = cos(radians((frame.south + frame.north) / 2))
    wide, high = (frame.east - frame.west) * squeeze, frame.north - frame.south
    scale = min((MAP_WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
    left, top = (MAP_WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    return lambda lon: left + (lon - frame.west) * squeeze * scale, lambda lat: top + (frame.north - lat) * scale


def _borders(rings: Sequence[Ring], x: Along, y: Along) -> str:
    paths = "".join(f"M{'L'.join(f'{x(lon):.1f} {y(lat):.1f}' for lon, lat in ring)}Z" for ring in rings)
    return f'<path d="{paths}" fill="{INK.ground}" stroke="{INK.land_border}" stroke-width="0.6"/>'


def _spokes(spokes: Sequence[Spoke], x: Along, y: Along) -> str:
    lines = "".join(f"M{x(one.lon):.1f} {y(one.lat):.1f}L{x(one.node_lon):.1f} {y(one.node_lat):.1f}" for one in spokes)
    dots = "".join(f'<circle cx="{x(one.lon):.1f}" cy="{y(one.lat):.1f}" r="{DOT}"/>' for one in spokes)
    return f'<path d="{lines}" stroke="{INK.spoke}" stroke-width="0.4"/><g fill="{INK.quiet_text}">{dots}</g>'


def _sign(status: NodeStatus, x: float, y: float) -> str:
    place = f'x="{x - SIGN / 2:.1f}" y="{y - SIGN / 2:.1f}"'
    return symbol_svg(status, "light").replace("<svg ", f"<svg {place} ", 1)


def _names(sites: Sequence[NodeMark], places: Sequence[tuple[float, float]]) -> list[str]:
    """Return the names beside their signs, each where it covers no sign and no other name, as far as there is room."""
    taken = [_box(x, y, SIGN / 2, SIGN / 2) for x, y in places]
    drawn = []
    for site, (x, y) in zip(sites, places, strict=True):
        half = len(site.name) * LETTER_WIDTH / 2
        aside, above = SIGN / 2 + half, SIGN / 2 + LETTER / 2
        tries = [(x + aside, y), (x - aside, y), (x, y - above), (x, y + above)]
        free = (place for place in tries if not _covers(_box(*place, half, LETTER / 2), taken))
        at = next(free, tries[0])
        taken.append(_box(*at, half, LETTER / 2))
        drawn.append(_name(site.name, *at))
    return drawn


def _name(name: str, x: float, y: float) -> str:
    text = f'x="{x:.1f}" y="{y + LETTER / 3:.1f}" font-size="{LETTER}" font-weight="600" text-anchor="middle"'
    halo = f'<text {text} stroke="{INK.halo}" stroke-width="3" stroke-linejoin="round">{escape(name)}</text>'
    return f'{halo}<text {text} fill="{INK.text}">{escape(name)}</text>'


def _box(x: float, y: float, half_width: float, half_height: float) -> Box:
    return x - half_width, y - half_height, x + half_width, y + half_height


def _covers(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    inside = left >= 0 and right <= MAP_WIDTH + SIGN and top >= 0 and bottom <= HEIGHT
    return not inside or any(left < o[2] and o[0] < right and top < o[3] and o[1] < bottom for o in others)


def _legend(sites: Sequence[NodeMark], called: Mapping[NodeStatus, str]) -> list[str]:
    drawn = []
    for row, status in enumerate(one for one in STATUSES if any(site.status == one for site in sites)):
        y = (row + 1.5) * SIGN
        drawn.append(_sign(status, MAP_WIDTH + SIGN, y))
        drawn.append(_text(MAP_WIDTH + 2 * SIGN, y + LETTER / 3, called[status], INK.text))
    return drawn


def _text(x: float, y: float, told: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{LETTER}" fill="{colour}">{escape(told)}</text>'
