"""Places of a visitor's own, held in the address; a list longer than MOST_IN_LINK by the session alone."""

import json
from collections.abc import Callable

import streamlit as st

from atlas.store import Store, kept, records, shapes
from atlas.ui import address, siting_upload
from atlas.ui.controls import NO_DISTRICT, within
from atlas.ui.siting import Place
from atlas.ui.visit import Visit

KEY = "own"
MOST_IN_LINK = 20
# Stands in the address for a list that is too long for it.
IN_SESSION = "list"
LIST = "siting_list"
# Five decimals are a metre.
DECIMALS = 5


def held(visit: Visit, area_code: str) -> tuple[Place, ...]:
    """Return the own places that lie in the area."""
    text = address.value(KEY, _is_allowed, NO_DISTRICT)
    inside = inside_of(visit.store, area_code)
    return tuple(place for place in read(text) if inside(place.lon, place.lat))


def toggle(store: Store, municipality_code: str) -> None:
    """Take the point of a municipality as a place, or drop it where it is one."""
    every = store.municipalities()
    found = records(every[every["municipality_code"] == municipality_code])
    if not found:
        return
    row, places = found[0], now()
    point = (round(row["lon"], DECIMALS), round(row["lat"], DECIMALS))
    kept_ones = tuple(place for place in places if (place.lon, place.lat) != point)
    if len(kept_ones) == len(places):
        taken = {place.name.casefold() for place in places}
        district = store.names["de"][row["area_code"]]
        name = row["name"] if row["name"].casefold() not in taken else f"{row['name']} ({district})"
        kept_ones = (*places, Place(name, *point))
    keep(kept_ones)


def written(places: tuple[Place, ...]) -> str:
    """Return own places as they stand in the address: name, latitude, longitude of each."""
    if len(places) > MOST_IN_LINK:
        return IN_SESSION
    listed = [[place.name, place.lat, place.lon] for place in places]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) if places else NO_DISTRICT


def now() -> tuple[Place, ...]:
    """Return all own places, wherever they lie."""
    return read(address.held().get(KEY, NO_DISTRICT))


def read(text: str) -> tuple[Place, ...]:
    """Return the places of a text of the address that is allowed."""
    if text == NO_DISTRICT:
        return ()
    if text == IN_SESSION:
        found: tuple[Place, ...] = st.session_state.get(LIST, ())
        return found
    return tuple(Place(name, float(lon), float(lat)) for name, lat, lon in json.loads(text))


def _is_allowed(text: str) -> bool:
    """Return whether a text of the address is a list of places: nothing of it is taken if anything is wrong."""
    if text in (NO_DISTRICT, IN_SESSION):
        return text == NO_DISTRICT or LIST in st.session_state
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_IN_LINK or not all(map(_is_place, listed)):
        return False
    return len({row[0].casefold() for row in listed}) == len(listed)


def _is_place(row: object) -> bool:
    if not isinstance(row, list) or len(row) != 3 or not isinstance(row[0], str):
        return False
    numbers = all(isinstance(part, float | int) and not isinstance(part, bool) for part in row[1:])
    return siting_upload.is_name(row[0]) and numbers and abs(row[1]) <= 90 and abs(row[2]) <= 180


def keep(places: tuple[Place, ...]) -> None:
    """Hold these own places: for the callbacks of widgets."""
    places = tuple(Place(one.name, round(one.lon, DECIMALS), round(one.lat, DECIMALS)) for one in places)
    if len(places) > MOST_IN_LINK:
        st.session_state[LIST] = places
    address.keep(KEY, written(places))


@kept(8)
def inside_of(store: Store, area_code: str) -> Callable[[float, float], bool]:
    """Return what says whether (lon, lat) lies in an area."""
    rows = store.boundaries("district", "detailed").join(store.areas["groups"], on="area_code")
    return shapes.inside(rows[within(rows, area_code)])
