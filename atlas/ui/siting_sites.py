"""Sites that must or must not be open, and how much a site can take: the finer conditions of a plan."""

from urllib.parse import quote, unquote

import streamlit as st

from atlas.store import Store, kept, records
from atlas.ui import address
from atlas.ui.controls import NO_DISTRICT
from atlas.ui.siting import Question, places_of, sites_of
from atlas.ui.visit import Visit

BETWEEN = ","
# More forced or forbidden sites make no question any more; the address stays short.
MOST_NAMED = 30
LARGEST_CAPACITY = 10_000_000
NODE = "node:"


@kept(32)
def site_names(store: Store, question: Question) -> dict[str, str]:
    """Return site id -> name of all candidates of a question, open nodes first."""
    places = places_of(store, question.area_code)
    rows = sites_of(store, places, question.day, question.source, question.least, question.own)
    return {row["site_id"]: row["name"] for row in records(rows)}


def pick_sites(visit: Visit, key: str, named: dict[str, str], without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the sites that must (`force`), or must not (`forbid`), be open; a list that is searched by typing."""
    w = visit.words
    text = address.value(key, are_sites, NO_DISTRICT)
    options = [site for site in named if site not in without]
    current = [site for site in _read(text) if site in options]
    widget = f"widget_{key}"
    if st.session_state.get(widget) != current:
        st.session_state[widget] = current
    st.multiselect(
        w(f"siting.{key}"),
        options,
        format_func=lambda site: named.get(site, site),
        key=widget,
        placeholder=w("siting.none_named"),
        max_selections=MOST_NAMED,
        select_all=False,
        on_change=_keep_sites,
        args=(key,),
    )
    return tuple(current)


def pick_capacity(visit: Visit) -> int:
    """Return how much demand a site can take; 0 for any."""
    w = visit.words
    current = int(address.value("capacity", _is_capacity, "0"))
    widget = "widget_capacity"
    if st.session_state.get(widget) != current:
        st.session_state[widget] = current
    st.number_input(
        w("siting.capacity"),
        min_value=0,
        max_value=LARGEST_CAPACITY,
        step=1_000,
        help=w("siting.capacity_help"),
        key=widget,
        on_change=_keep_capacity,
    )
    return current


def written(sites: tuple[str, ...]) -> str:
    """Return sites as they stand in the address."""
    return BETWEEN.join(quote(site, safe=":") for site in sites) or NO_DISTRICT


def are_sites(text: str) -> bool:
    """Return whether a text of the address may be a list of sites; which there are depends on the question."""
    parts = _read(text)
    return len(parts) <= MOST_NAMED and len(set(parts)) == len(parts) and all(map(_is_site, parts))


def _is_site(part: str) -> bool:
    return (part.isascii() and part.isdigit() and len(part) == 8) or part.startswith((NODE, "own:"))


def _read(text: str) -> list[str]:
    return [] if text == NO_DISTRICT else [unquote(part) for part in text.split(BETWEEN)]


def _keep_sites(key: str) -> None:
    address.keep(key, written(tuple(st.session_state[f"widget_{key}"])))


def _keep_capacity() -> None:
    address.keep("capacity", str(st.session_state["widget_capacity"] or 0))


def _is_capacity(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 8 and int(text) <= LARGEST_CAPACITY
