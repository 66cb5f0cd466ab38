"""The controls of the siting page, each bound to the address: whom to reach, how, how many nodes, from where."""

from dataclasses import replace
from html import escape

import streamlit as st

from atlas.ui import address, siting_places, siting_sites
from atlas.ui.controls import pick, pick_day, within
from atlas.ui.siting import (
    AIMS,
    LEAST_SIZES,
    LIMITED,
    LIMITS,
    MOST_FURTHER,
    SOURCES,
    WHOM,
    Question,
    Source,
    has_index,
)
from atlas.ui.visit import Visit

KEEP = "keep-"
LEAST = "3000"
# Aims that can be asked for with a capacity: everybody is served, and how far each goes is what counts.
CAPABLE = frozenset({"average", "nobody_farther", "cover", "farthest"})


def choose(visit: Visit) -> Question:
    """Draw the controls and return the question that they hold."""
    w = visit.words
    widths = [6, 7, 4, 5, 5] if _held_aim() in LIMITED else [3, 3, 3, 2]
    first, second, *third, fourth, last = st.columns(widths, vertical_alignment="bottom")
    indexed = has_index(visit.store)
    with first:
        whoms = [name for name in WHOM if indexed or name != "exposed"]
        names = [w(f"siting.whom_{name}") for name in whoms]
        whom = pick(visit, "whom", w("siting.whom"), whoms, names, WHOM[0], w("siting.whom_help"))
    with second:
        names = [w(f"siting.aim_{name}") for name in AIMS]
        aim = pick(visit, "aim", w("siting.aim"), AIMS, names, AIMS[0], w("siting.aim_help"))
    if third:
        with third[0]:
            limit = _pick_limit(visit)
    else:
        limit = address.value("limit", [str(one) for one in LIMITS], "30")
    with last:
        more = st.popover(w("control.more"), width="stretch")
    with more:
        question = Question(
            _pick_area(visit),
            pick_day(visit),
            whom=whom,  # type: ignore[arg-type]
            aim=aim,  # type: ignore[arg-type]
            limit=int(limit),
            by_index=indexed and (_pick_switch(visit, "by_index") or whom == "exposed"),
        )
    with fourth:
        question = _pick_number(visit, question)
    with more:
        question = _pick_sites(visit, question)
    if question.keep is None and not has_venues(visit, question.area_code):
        st.html(f'<p class="atlas-note">{escape(w("siting.no_venues"))}</p>')
    return question


def written(question: Question) -> dict[str, str]:
    """Return what stands in the address for a question: its keys and their values (a list too long: for a session)."""
    count = str(question.further) if question.keep is None else f"{KEEP}{question.keep}"
    return {
        "area": question.area_code,
        "day": question.day.isoformat(),
        "whom": question.whom,
        "aim": question.aim,
        "limit": str(question.limit),
        "count": count,
        "pool": question.source,
        "least": str(question.least),
        "movable": str(int(question.movable)),
        "force": siting_sites.written(question.forced),
        "forbid": siting_sites.written(question.forbidden),
        "capacity": str(question.capacity),
        "by_index": str(int(question.by_index)),
        "own": siting_places.written(question.own),
    }


def _held_aim() -> str:
    """Return the aim before its control is drawn: a limit needs a place of its own in the row."""
    return address.value("aim", AIMS, AIMS[0])


def _pick_area(visit: Visit) -> str:
    """Return the area to plan for: the region or one of its Länder."""
    codes = [visit.region.area_code, *visit.region.land_codes]
    # Other pages know more areas. Their choice stays in the address; here the region stands for it.
    held = address.value("area", set(visit.store.areas.index), visit.region.area_code)
    current = held if held in codes else visit.region.area_code
    st.selectbox(visit.words("control.area"), codes, format_func=visit.area_name, **address.bind("area", current))
    return current


def _pick_switch(visit: Visit, key: str) -> bool:
    on = address.value(key, ("0", "1"), "0") == "1"
    w = visit.words
    st.checkbox(w(f"siting.{key}"), help=w(f"siting.{key}_help"), **address.bind_switch(key, on))
    return on


def _pick_limit(visit: Visit) -> str:
    w = visit.words
    limits = [str(limit) for limit in LIMITS]
    names = [w.value(limit, w("siting.minutes")) for limit in LIMITS]
    return pick(visit, "limit", w("siting.limit"), limits, names, "30", w("siting.limit_help"))


def _pick_number(visit: Visit, question: Question) -> Question:
    """Return the question with how many further nodes, or how many of the open ones to keep."""
    w = visit.words
    nodes = _open_nodes(visit, question)
    options = [str(n) for n in range(1, MOST_FURTHER + 1)]
    keeps = [f"{KEEP}{n}" for n in range(nodes - 1, 0, -1)]
    # How many can be kept depends on area and day: a number that no longer fits is replaced without a word.
    held = address.value("count", {*options, *(f"{KEEP}{n}" for n in range(1, 100))}, "1")
    current = held if held in {*options, *keeps} else "1"
    if question.aim == "cover":
        st.html(f'<p class="atlas-note">{escape(w("siting.count_free"))}</p>')
        return question
    names = {n: w("siting.count_further", n=int(n)) for n in options}
    names |= {n: w("siting.count_keep", n=int(n.removeprefix(KEEP)), total=nodes) for n in keeps}
    st.selectbox(
        w("siting.count"),
        [*options, *keeps],
        format_func=lambda n: names.get(n, n),
        help=w("siting.count_help"),
        **address.bind("count", current),
    )
    if current in keeps:
        return replace(question, further=0, keep=int(current.removeprefix(KEEP)))
    return replace(question, further=int(current))


def _open_nodes(visit: Visit, question: Question) -> int:
    nodes = visit.store.nodes(question.day)
    areas = visit.store.areas
    inside = set(areas.index[within(areas, question.area_code)])
    return int(((nodes["status"] == "open") & nodes["area_code"].isin(inside)).sum())


def _pick_sites(visit: Visit, question: Question) -> Question:
    """Return the question with where candidates come from, and what must and must not be open."""
    if question.keep is None:
        question = _pick_source(visit, question)
    named = siting_sites.site_names(visit.store, question)
    if question.keep is not None:
        named = {site: name for site, name in named.items() if site.startswith(siting_sites.NODE)}
    elif not question.movable:
        named = {site: name for site, name in named.items() if not site.startswith(siting_sites.NODE)}
    forced = siting_sites.pick_sites(visit, "force", named)
    forbidden = siting_sites.pick_sites(visit, "forbid", named, forced)
    capacity = siting_sites.pick_capacity(visit) if question.aim in CAPABLE else 0
    reset = f'<a href="?lang={visit.language}" target="_self">{escape(visit.words("control.reset"))}</a>'
    st.html(f'<p class="atlas-note">{reset}</p>')
    return replace(question, forced=forced, forbidden=forbidden, capacity=capacity)


def _pick_source(visit: Visit, question: Question) -> Question:
    w = visit.words
    movable = _pick_switch(visit, "movable")
    sources: list[Source] = [one for one in SOURCES if one != "venues" or has_venues(visit, question.area_code)]
    held = address.value("pool", SOURCES, SOURCES[0])
    source = next((one for one in sources if one == held), sources[0])
    names = {one: w(f"siting.from_{one}") for one in sources}
    st.selectbox(w("siting.from"), sources, format_func=names.__getitem__, **address.bind("pool", source))
    sizes = [str(size) for size in LEAST_SIZES]
    least = address.value("least", sizes, LEAST)
    if source == "municipalities":
        told = [w("siting.least_any") if size == "0" else w("siting.least_of", n=int(size)) for size in sizes]
        least = pick(visit, "least", w("siting.least"), sizes, told, LEAST)
    own = siting_places.held(visit, question.area_code)
    return replace(question, movable=movable, source=source, least=int(least), own=own if source == "own" else ())


def has_venues(visit: Visit, area_code: str) -> bool:
    """Return whether the list of venues knows any in an area."""
    areas = visit.store.areas
    inside = set(areas.index[within(areas, area_code)])
    return bool(visit.store.venues()["area_code"].isin(inside).any())
