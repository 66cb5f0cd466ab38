"""Which picture is asked for on the page of the press: its kind, and what of it can be changed."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from atlas.store import Store
from atlas.ui import address
from atlas.ui.controls import (
    COUNTRY,
    METHODS,
    NO_DISTRICT,
    district,
    held_day,
    pick,
    pick_day,
    pick_district,
    pick_indicator,
    pick_period,
)
from atlas.ui.controls import Choice as Seen
from atlas.ui.nodes import plural
from atlas.ui.visit import Visit, today

MAP, RANKING, SERIES, EVENTS, NODES = "map", "ranking", "series", "events", "nodes"
KEY, GALLERY = "picture", "-"
PAGE = "presse"
# What can be changed of each kind, beside the district: that can be changed of all but the nodes.
CHANGED: dict[str, tuple[str, ...]] = {
    MAP: ("indicator", "area", "period"),
    RANKING: ("area",),
    SERIES: ("indicator", "area", "from"),
    EVENTS: ("area",),
    NODES: ("area", "day"),
}
KINDS = tuple(CHANGED)


@dataclass(frozen=True)
class Asked:
    """A picture that is asked for; what its kind does not know holds its default.

    `since`: the first year of a series, None for all; `district`: the one that a map or a ranking marks and that a
    series or the events are of.
    """

    kind: str
    indicator_id: str
    area_code: str
    period: str
    day: date
    since: int | None = None
    district: str | None = None
    method: str = "quantiles"

    def of(self, code: str) -> "Asked":
        """Return the same picture for another district."""
        return replace(self, district=code)

    def seen(self, visit: Visit) -> Seen:
        """Return what a visitor of the map looks at who sees this picture."""
        indicator = visit.indicator(self.indicator_id)
        return Seen(indicator, self.period, self.area_code, self.district, self.day, self.method)


def held_kind() -> str:
    """Return the kind of picture that the address names; GALLERY where it names none."""
    return address.value(KEY, (GALLERY, *KINDS), GALLERY)


def held(visit: Visit, kind: str) -> Asked:
    """Return the picture that the address describes, drawing nothing; keys that its kind does not know are not read."""
    store, changed = visit.store, CHANGED[kind]
    ids = store.indicators.index.tolist()
    asked = start(visit, kind)
    if "indicator" in changed:
        asked = replace(asked, indicator_id=address.value("indicator", ids, ids[0]))
    if "area" in changed:
        asked = replace(asked, area_code=address.value("area", areas_of(visit, kind), asked.area_code))
    if "period" in changed:
        periods = store.periods(asked.indicator_id)
        asked = replace(asked, period=address.value("period", periods, periods[-1]))
    if "from" in changed:
        choices = years(store, asked.indicator_id)
        asked = replace(asked, since=int(address.value("from", list(map(str, choices)), str(choices[0]))))
    if "day" in changed:
        asked = replace(asked, day=held_day(visit))
    if kind == MAP:
        asked = replace(asked, method=address.value("classes", list(METHODS), asked.method))
    return asked if kind == NODES else replace(asked, district=district(visit))


def start(visit: Visit, kind: str) -> Asked:
    """Return the picture of a kind that nothing is said of."""
    indicator = str(visit.store.indicators.index[0])
    area = visit.region.area_code if kind in (SERIES, EVENTS) else visit.home_area
    return Asked(kind, indicator, area, visit.store.periods(indicator)[-1], today())


def choose(visit: Visit, kind: str) -> Asked:
    """Draw the controls of a kind of picture and return what they hold."""
    w, changed = visit.words, CHANGED[kind]
    asked = held(visit, kind)
    with st.container(key="press_asked"):
        pick(visit, KEY, w("press.kind"), KINDS, [kind_name(visit, one) for one in KINDS], kind)
        if "indicator" in changed:
            pick_indicator(visit, w("press.indicator"))
        if "area" in changed:
            codes = areas_of(visit, kind)
            names = [visit.area_name(code) for code in codes]
            pick(visit, "area", w("control.area"), codes, names, asked.area_code)
        if "period" in changed:
            pick_period(visit, asked.indicator_id)
        if "from" in changed:
            choices = [str(year) for year in years(visit.store, asked.indicator_id)]
            pick(visit, "from", w("press.from"), choices, choices, choices[0])
        if "day" in changed:
            pick_day(visit)
        if kind != NODES:
            pick_district(visit, asked.seen(visit))
    return asked


def kind_name(visit: Visit, kind: str) -> str:
    """Return what a kind of picture is called."""
    return visit.words("press.kind_nodes", nodes=plural(visit)) if kind == NODES else visit.words(f"press.kind_{kind}")


def years(store: Store, indicator_id: str) -> list[int]:
    """Return the years that a series can begin with, oldest first: at least two years are a series."""
    found = sorted({int(period[:4]) for period in store.periods(indicator_id)})
    return found[:-1] or found


def link(visit: Visit, asked: Asked) -> dict[str, str]:
    """Return the keys of the address that describe a picture."""
    return {
        KEY: asked.kind,
        "indicator": asked.indicator_id,
        "area": asked.area_code,
        "period": asked.period,
        "from": str(asked.since or years(visit.store, asked.indicator_id)[0]),
        "day": asked.day.isoformat(),
        "district": asked.district or NO_DISTRICT,
    }


def address_of(visit: Visit, asked: Asked, page: str, **more: str) -> str:
    """Return the whole address of a page that shows a picture: what its kind does not know is left out."""
    wanted = {KEY, *CHANGED[asked.kind], *(() if asked.kind == NODES else ("district",))}
    keys = {key: text for key, text in link(visit, asked).items() if key in wanted}
    home = (st.context.url or "").partition("?")[0].rstrip("/").rpartition("/")[0]
    return f"{home}/{page}?{urlencode({'lang': visit.language} | keys | more)}"


def areas_of(visit: Visit, kind: str) -> list[str]:
    """Return the areas that a kind of picture can be of: the nodes stand only in the region's Länder."""
    near = [visit.region.area_code, *visit.region.land_codes]
    return near if kind == NODES else [*near, COUNTRY]
