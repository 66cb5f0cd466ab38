"""A table of places as GeoJSON (RFC 7946): points or lines in degrees, WGS 84, with where the figures come from."""

import json
from collections.abc import Sequence
from math import isnan
from typing import Any

from atlas.export.safe_text import clean
from atlas.export.sheet import About, Figure, Sheet

# Six decimals are a tenth of a metre.
DECIMALS = 6
# Names of the columns of longitude and latitude.
Place = tuple[str, str]


def geojson(sheet: Sheet, places: Sequence[Place] = (("lon", "lat"),)) -> bytes:
    """Return the rows as features: points of one place, lines of two; without a place where a coordinate is missing.

    Properties are the other columns, by their names in the frame; the sign of a figure stands beside it. What the table
    says of itself is the foreign member "about" (RFC 7946, section 6.1). No text is taken as markup or formula.
    """
    frame = sheet.frame
    ends = [list(zip(frame[lon].tolist(), frame[lat].tolist(), strict=True)) for lon, lat in places]
    shown = [
        at for at, column in enumerate(sheet.columns) if column.name not in {name for one in places for name in one}
    ]
    features = [
        {
            "type": "Feature",
            "geometry": _geometry([end[at] for end in ends]),
            "properties": _properties(sheet, cells, shown),
        }
        for at, cells in enumerate(sheet.rows())
    ]
    held = {"type": "FeatureCollection", "about": _about(sheet.about), "features": features}
    return (json.dumps(held, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n").encode("utf-8")


def _geometry(points: list[tuple[float, float]]) -> dict[str, Any] | None:
    found = [[round(float(part), DECIMALS) for part in point] for point in points]
    if any(isnan(part) for point in found for part in point):
        return None
    if len(found) == 1:
        return {"type": "Point", "coordinates": found[0]}
    return {"type": "LineString", "coordinates": found}


def _properties(sheet: Sheet, cells: tuple[str | Figure, ...], shown: list[int]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for at in shown:
        column, cell = sheet.columns[at], cells[at]
        if isinstance(cell, str):
            held[column.name] = clean(cell)
        else:
            held[column.name] = cell.value
            if column.sign:
                held[f"{column.name}_sign"] = cell.sign
    return held


def _about(about: About) -> dict[str, Any]:
    told = {
        "title": about.title,
        "definition": about.definition,
        "area": about.area,
        "period": about.period,
        "notes": list(about.notes),
        "caveats": list(about.caveats),
        "address": about.address,
        "data_version": about.data_version,
        "coordinates": "WGS 84",
    }
    sources = [
        {
            "attribution": one.attribution,
            "licence": one.licence,
            "licence_url": one.licence_url,
            "as_of": one.as_of,
            "retrieved_on": one.retrieved_on,
        }
        for one in about.origins
    ]
    return {key: value for key, value in told.items() if value} | {"sources": sources}
