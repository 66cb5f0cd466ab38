"""The proposed sites of a scenario on all maps: in the address as plain values, marked as what they are."""

import json
from dataclasses import dataclass
from html import escape

import streamlit as st

from atlas.picture import NodeMark
from atlas.store import Store, records
from atlas.ui import address, siting_places
from atlas.ui.saved_file import LONGEST_NAME
from atlas.ui.siting import Place
from atlas.ui.siting_sites import MOST_NAMED
from atlas.ui.siting_upload import is_name
from atlas.ui.visit import Visit

KEY, NONE = "plan", "-"
PREFIX = "proposed:"


@dataclass(frozen=True)
class Planned:
    """What a scenario proposes: its name, and the sites (a municipality's by the point of that)."""

    name: str
    sites: tuple[Place, ...]


def written(name: str, sites: list[tuple[str, Place]]) -> str:
    """Return what stands in the address: the name, then each site's municipality, or an own place with its point."""
    listed = [code if _is_code(code) else [place.name, place.lat, place.lon] for code, place in sites]
    return json.dumps([name, *listed], ensure_ascii=False, separators=(",", ":"))


def read(store: Store, text: str) -> Planned | None:
    """Return what a text of the address proposes; None for any text that is not wholly right."""
    try:
        name, *listed = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    if not isinstance(name, str) or len(name) > LONGEST_NAME or not name.isprintable():
        return None
    sites = [_site(store, one) for one in listed]
    if not 0 < len(sites) <= MOST_NAMED or None in sites:
        return None
    return Planned(name, tuple(one for one in sites if one))


def shown(visit: Visit) -> Planned | None:
    """Return the scenario whose sites stand on the maps; None where none was switched on."""
    asked_for = st.query_params.get(KEY) or address.held().get(KEY, NONE)
    if asked_for == NONE:
        return None
    text = address.value(KEY, lambda text: text == NONE or read(visit.store, text) is not None, NONE)
    return None if text == NONE else read(visit.store, text)


def marks(visit: Visit) -> tuple[NodeMark, ...]:
    """Return the marks of the proposed sites, each of which says that it is part of a scenario."""
    plan = shown(visit)
    if plan is None:
        return ()
    line = visit.words("scenario.mark", name=called(visit, plan.name))
    return tuple(
        NodeMark(f"{PREFIX}{number}", site.name, "proposed", site.lon, site.lat, (line,))
        for number, site in enumerate(plan.sites)
    )


def legend(visit: Visit) -> str:
    """Return the line of a legend as HTML: which scenario, which sites, that it is none decided, how to hide it."""
    plan = shown(visit)
    if plan is None:
        return ""
    w = visit.words
    names = w.list(sorted((site.name for site in plan.sites), key=w.collate))
    told = w("scenario.legend", name=called(visit, plan.name), places=names)
    hide = f'<a href="{escape(address.query(**{KEY: NONE}))}" target="_self">{escape(w("scenario.hide"))}</a>'
    return f"<p class=small>{escape(told)} {hide}</p>"


def called(visit: Visit, name: str) -> str:
    """Return what a scenario is called, also one without a name."""
    return name or visit.words("exposure.file_no_name")


def _site(store: Store, one: object) -> Place | None:
    if isinstance(one, str) and _is_code(one):
        every = store.municipalities()
        found = records(every[every["municipality_code"] == one])
        return Place(found[0]["name"], found[0]["lon"], found[0]["lat"]) if found else None
    if not isinstance(one, list) or len(one) != 3 or not isinstance(one[0], str) or not is_name(one[0]):
        return None
    name, lat, lon = one
    if type(lat) not in (int, float) or type(lon) not in (int, float) or abs(lat) > 90 or abs(lon) > 180:
        return None
    region = store.region()
    inside = any(siting_places.inside_of(store, code)(lon, lat) for code in (region.area_code, *region.land_codes))
    return Place(name, float(lon), float(lat)) if inside else None


def _is_code(text: str) -> bool:
    return len(text) == 8 and text.isascii() and text.isdigit()
