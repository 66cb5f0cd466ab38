"""Geometry for the browser: addresses of the shapes of an area, and the frame that shows it."""

from dataclasses import dataclass

import pandas as pd

from atlas.charts.area_map import Addresses, Shapes
from atlas.picture import Frame
from atlas.store import Store, kept, records, shapes
from atlas.ui.controls import COUNTRY, within
from atlas.ui.published import publish

# The frame leaves this share of the area's width and height free on each side.
MARGIN = 0.03


@dataclass(frozen=True)
class Geometry:
    """Addresses of the shapes of an area, the frame that shows it, and the shapes themselves, for print."""

    addresses: Addresses
    frame: Frame
    shapes: Shapes


@kept(32)
def geometry(store: Store, area_code: str, language: str) -> Geometry:
    """Return the geometry of a map of the country, a Land, a group, or the region: finer the smaller the area is."""
    areas = store.areas
    # A group that lies in no one Land is spread over several, as far as the country is wide.
    group = areas[(areas["kind"] == "group") & areas["land_code"].isna()]
    wide = area_code == COUNTRY or area_code in group.index
    level = "coarse" if wide else "detailed"
    names = store.names[language]
    every = _named(store.boundaries("district", level), names).join(areas["groups"], on="area_code")
    region = store.region()
    of_region = every[every["in_region"]]
    inside = every[within(every, area_code)]
    lands = _named(store.boundaries("land", level), names)
    # Scattered districts are looked for on the map of the whole country.
    around = every if wide else inside
    shown = set(around["land_code"])
    outline = shapes.united(of_region, region.area_code, region.word("name", language))
    addresses = Addresses(
        districts=publish("districts", "geojson", shapes.feature_collection(inside)),
        lands=publish("lands", "geojson", shapes.feature_collection(lands)),
        lands_shown=tuple(code for code in lands["area_code"] if code in shown),
        lands_around=tuple(code for code in lands["area_code"] if code not in shown),
        region=publish("region", "geojson", shapes.feature_collection(outline)),
        region_code=region.area_code,
    )
    wkb = {row["area_code"]: bytes(row["wkb"]) for row in records(lands)}
    ground = Shapes(
        districts={row["area_code"]: bytes(row["wkb"]) for row in records(inside)},
        lands=tuple(wkb[code] for code in addresses.lands_shown),
        around=tuple(wkb[code] for code in addresses.lands_around),
        region=bytes(outline["wkb"].iloc[0]),
    )
    return Geometry(addresses, framed(shapes.bounds(around)), ground)


def _named(shapes_of: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    return shapes_of.assign(name=[names[code] for code in shapes_of["area_code"].tolist()])


def framed(bounds: tuple[float, float, float, float]) -> Frame:
    """Return the frame of what lies within west, south, east, north (degrees), with the margin that every map has."""
    west, south, east, north = bounds
    x, y = (east - west) * MARGIN, (north - south) * MARGIN
    return Frame(west - x, south - y, east + x, north + y)
