"""The areas of a map: what is known of each of them, for screen and print."""

from collections.abc import Callable, Mapping

from atlas.charts.area_map import Area
from atlas.store import Row, records
from atlas.ui.controls import within
from atlas.ui.visit import Visit


def quiet_areas(
    visit: Visit, area_code: str, texts: Mapping[str, str] | None = None, values: Mapping[str, float] | None = None
) -> tuple[Area, ...]:
    """Return the districts of an area in the order of their names, with what is said of them, in no class."""
    rows = visit.store.areas
    districts = rows[rows["kind"] == "district"]
    told, known = texts or {}, values or {}
    found = [
        area_of(visit, row, value=known.get(row["area_code"]), text=told.get(row["area_code"], ""))
        for row in records(districts[within(districts, area_code)])
    ]
    return in_order(visit, found)


def in_order(visit: Visit, areas: list[Area]) -> tuple[Area, ...]:
    """Return areas in the order of their names."""
    collate: Callable[[str], tuple[str, str]] = visit.words.collate
    return tuple(sorted(areas, key=lambda area: collate(area.name)))


def area_of(visit: Visit, row: Row, **known: object) -> Area:
    """Return an area by its row of store.areas, with what else is known of it."""
    code = row["area_code"]
    return Area(code, visit.area_name(code), row["lon"], row["lat"], row["area_km2"], **known)  # type: ignore[arg-type]
