"""A map of districts for the screen.

The figure carries values alone: the browser fetches the geometry once, by an address that changes with
its content. It is a plain dict, because building and checking a plotly object costs more than the map.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from atlas.charts.area_map import Addresses, Area, AreaMap
from atlas.charts.colours import INKS, class_colours
from atlas.charts.event_marks import event_trace, mark_px
from atlas.charts.event_spread import spread_events
from atlas.charts.map_layout import CLEAR, map_layout, plain
from atlas.charts.map_marks import name_trace, node_trace, scale_bar
from atlas.charts.names import NODE_PX, OVERVIEW_NODE_PX, is_overview, place_names
from atlas.picture import Frame, Picture

Trace = dict[str, Any]

# The size for which names are placed; on a narrow screen the style sheet hides those that give way.
SIZE_PX = (760, 560)
OVERVIEW_FACTOR = OVERVIEW_NODE_PX / NODE_PX


def district_map(picture: Picture, content: AreaMap, *, size_px: tuple[int, int] = SIZE_PX) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of districts coloured by class, with the picture's nodes.

    A district without a class stays visible, and pointing at it says why. Raises ValueError for a picture without
    frame or classes.
    """
    if picture.frame is None or picture.classing is None:
        raise ValueError("picture: wanted a frame and classes, to draw a map")
    return {
        "data": [
            *surroundings(picture, content.addresses),
            *_districts(picture, content),
            *outlines(picture, content.addresses, content.chosen),
            *marks_above(picture, picture.frame, size_px),
        ],
        "layout": map_layout(picture, picture.frame),
    }


def marks_above(picture: Picture, frame: Frame, size_px: tuple[int, int] = SIZE_PX) -> list[Trace]:
    """Return what stands above the areas, lowest first: scale bar, names, events, nodes."""
    factor = mark_factor(picture, size_px)
    events = spread_events(picture.events, picture.nodes, frame, size_px, factor)
    marks = [(event.lon, event.lat, mark_px(event.jobs) * factor) for event in events]
    placed = place_names(picture.names, picture.region, picture.nodes, frame, size_px, marks=marks)
    return [
        scale_bar(frame, picture.theme),
        *name_trace(placed, picture.theme),
        *event_trace(events, picture.theme, factor),
        *node_trace(picture.nodes, picture.theme, factor),
    ]


def mark_factor(picture: Picture, size_px: tuple[int, int] = SIZE_PX) -> float:
    """Return how large marks are drawn: 1, and less where the frame is too wide for names."""
    wide = picture.frame is not None and is_overview(picture.names, picture.frame, size_px)
    return OVERVIEW_FACTOR if wide else 1.0


def _districts(picture: Picture, content: AreaMap) -> list[Trace]:
    """Return the traces of districts with a class, with too few cases for one, without a figure; none without any."""
    assert picture.classing is not None
    inks = INKS[picture.theme]
    traces = []
    for areas, colours in (
        ([area for area in content.areas if area.step >= 0], class_colours(picture.classing, picture.theme)),
        ([area for area in content.areas if area.step < 0 and area.few], (inks.few,)),
        ([area for area in content.areas if area.step < 0 and not area.few], (inks.no_data,)),
    ):
        if areas:
            trace = _areas(areas, colours, inks.district_border, content.addresses.districts)
            labels, added = [area.text for area in areas], [area.added for area in areas]
            traces.append(trace | _described(labels, added, picture.hover))
    return traces


def _areas(areas: Sequence[Area], colours: Sequence[str], border: str, address: str) -> Trace:
    k = len(colours)
    steps = [[edge / k, colour] for i, colour in enumerate(colours) for edge in (i, i + 1)]
    return {
        **outline(address, [area.code for area in areas], border, 0.6),
        "z": [max(area.step, 0) for area in areas],
        "zmin": -0.5,
        "zmax": k - 0.5,
        "colorscale": steps,
        "hoverinfo": "all",
    }


def _described(labels: list[str], added: list[str], lines: Sequence[str]) -> Trace:
    """Return what is shown on pointing: name, figure, what is added to it, the picture's lines.

    What all labels end in (mostly the unit) is said once, so that hundreds of them stay small.
    """
    ending = _common_ending(labels)
    small = "".join(f"<br>{plain(line)}" for line in lines)
    more = {"hovertext": [escape(text, quote=False) for text in added]} if any(added) else {}
    below = "<br>%{hovertext}" if more else ""
    return more | {
        "text": [escape(label[: len(label) - len(ending)], quote=False) for label in labels],
        "hovertemplate": f"<b>%{{properties.name}}</b><br>%{{text}}{plain(ending)}{below}{small}<extra></extra>",
    }


def _common_ending(labels: Sequence[str]) -> str:
    shortest = min(labels, key=len)
    endings = (shortest[start:] for start in range(len(shortest) + 1))
    return next(ending for ending in endings if all(label.endswith(ending) for label in labels))


def surroundings(picture: Picture, addresses: Addresses) -> list[Trace]:
    """Return the faint ground of the Länder around those shown."""
    if not addresses.lands_around:
        return []
    inks = INKS[picture.theme]
    return [outline(addresses.lands, addresses.lands_around, inks.around_border, 0.8, fill=inks.around)]


def outlines(picture: Picture, addresses: Addresses, chosen: str | None) -> list[Trace]:
    """Return the lines above the districts: Länder, the region on a halo, the chosen district on top."""
    inks = INKS[picture.theme]
    traces = []
    if addresses.lands_shown:
        traces.append(outline(addresses.lands, addresses.lands_shown, inks.land_border, 1.1))
    if addresses.region:
        codes = [addresses.region_code]
        traces.append(outline(addresses.region, codes, inks.halo, 4.5))
        traces.append(outline(addresses.region, codes, inks.region_border, 2.2))
    if chosen:
        traces.append(outline(addresses.districts, [chosen], inks.chosen_casing, 6))
        traces.append(outline(addresses.districts, [chosen], inks.chosen_border, 3))
    return traces


def outline(address: str, codes: Sequence[str], colour: str, width: float, fill: str = CLEAR) -> Trace:
    """Return areas of one fill, without a word on pointing: locations are the features' ids."""
    return {
        "type": "choropleth",
        "geojson": address,
        "locations": list(codes),
        "z": [0] * len(codes),
        "colorscale": [[0, fill], [1, fill]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": colour, "width": width}},
    }
