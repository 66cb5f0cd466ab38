"""The areas of a map: what is known of each of them, for screen and print."""

from collections.abc import Callable, Mapping

from atlas.charts.area_map import Area, AreaMap, KeyGroup
from atlas.picture import Picture
from atlas.store import Row, Store, kept, records
from atlas.ui import event_layer, small_numbers
from atlas.ui.controls import Choice, within
from atlas.ui.figures import Figures
from atlas.ui.geometry import geometry
from atlas.ui.map_key import chosen_row, class_group, event_group, node_group
from atlas.ui.visit import Visit, is_known


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


def area_map(visit: Visit, choice: Choice, shown: Figures, picture: Picture) -> AreaMap:
    """Return what a map of figures shows: its districts in the order of their names, its legend."""
    place = geometry(visit.store, choice.area_code, visit.language)
    where, added = _places(visit.store), {}
    if small_numbers.is_counted(choice.indicator):
        added = small_numbers.all_told(visit.store, choice.indicator_id, choice.period, visit.language)
    areas = tuple(
        Area(
            row["area_code"],
            row["name"],
            *where[row["area_code"]],
            value=row["value"] if is_known(row["value"]) else None,
            sign=row["sign"],
            step=int(row["class"]),
            few=bool(row["few"]),
            text=label(visit, choice, row["value"], row["sign"]),
            # Cases and interval of a rate of such.
            added=added.get(row["area_code"], ""),
        )
        for row in records(shown.districts[["area_code", "name", "value", "sign", "class", "few"]])
    )
    key = [class_group(visit, choice, shown), node_group(visit, picture)]
    if picture.events:
        note = f"{visit.words('events.legend_size')}. {visit.words('map.events_note')}"
        key.append(event_group(visit, picture, event_layer.told(visit, choice), note))
    if choice.district in {area.code for area in areas}:
        key.append(KeyGroup("", (chosen_row(visit, choice.district),)))
    named = visit.local(choice.indicator, "title")
    return AreaMap("classes", areas, place.shapes, place.addresses, named, tuple(key), choice.district)


def label(visit: Visit, choice: Choice, value: float, sign: str) -> str:
    """Return what is said of a district's figure: value with unit, or what its sign means."""
    if is_known(value):
        return visit.figure(choice.indicator, value)
    return visit.words("district.no_figure", meaning=visit.words.sign(sign))


def in_order(visit: Visit, areas: list[Area]) -> tuple[Area, ...]:
    """Return areas in the order of their names."""
    collate: Callable[[str], tuple[str, str]] = visit.words.collate
    return tuple(sorted(areas, key=lambda area: collate(area.name)))


def area_of(visit: Visit, row: Row, **known: object) -> Area:
    """Return an area by its row of store.areas, with what else is known of it."""
    code = row["area_code"]
    return Area(code, visit.area_name(code), row["lon"], row["lat"], row["area_km2"], **known)  # type: ignore[arg-type]


@kept(2)
def _places(store: Store) -> dict[str, tuple[float, float, float]]:
    """Return where each area lies (degrees east and north) and how large it is (km²)."""
    rows = store.areas
    places = zip(rows["lon"].tolist(), rows["lat"].tolist(), rows["area_km2"].tolist(), strict=True)
    return dict(zip(rows["area_code"].tolist(), places, strict=True))
