"""The scenarios that are kept for comparison: in the address, so that a link brings all of them; how one is opened."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from atlas.store import Store, open_current
from atlas.ui import address, siting_places, siting_question, siting_sites
from atlas.ui.controls import LEAD, within
from atlas.ui.saved_file import LONGEST_NAME, SavedFileError
from atlas.ui.siting import SOURCES, Question, Source, has_index
from atlas.ui.siting_scenario_question import Allowed, held_question, read_question
from atlas.ui.visit import today

KEY, NONE = "kept", "-"
# Stands in the address for scenarios whose own places are too many for it.
IN_SESSION = "list"
LIST = "siting_kept"
MOST = 4
LONGEST_LINK = 3_000
# A region without nodes has no first day.
LONG_AGO = date(2000, 1, 1)


@dataclass(frozen=True)
class Kept:
    """A question with a name."""

    name: str
    question: Question


def kept(store: Store) -> tuple[Kept, ...]:
    """Return the scenarios kept for comparison, in their order."""
    return _read(store, address.value(KEY, lambda text: _is_allowed(store, text), NONE))


def add(one: Kept) -> bool:
    """Keep a scenario in the place of one of the same name, else as the last; return whether there was room."""
    held = _held()
    is_new = all(other.name != one.name for other in held)
    if is_new and len(held) >= MOST:
        return False
    _keep([one if other.name == one.name else other for other in held] + [one] * is_new)
    return True


def remove(place: int) -> None:
    """Drop the scenario at a place of the list."""
    _keep([one for at, one in enumerate(_held()) if at != place])


def open_question(question: Question) -> None:
    """Make a question the one that the page answers: all controls follow."""
    for key, text in siting_question.written(question).items():
        address.keep(key, text)
    if siting_question.written(question)["own"] == siting_places.IN_SESSION:
        st.session_state[siting_places.LIST] = question.own


def is_in_link(question: Question) -> bool:
    """Return whether a link holds the whole question: its own places are not too many."""
    return siting_question.written(question)["own"] != siting_places.IN_SESSION


def link(question: Question) -> str:
    """Return the query that opens a question, the present view and what is kept."""
    return address.query(**siting_question.written(question))


def allowed(store: Store) -> Allowed:
    """Return what a scenario may ask for in this atlas, as the page's controls offer it."""
    region = store.region()
    changes = store.node_days()["since"]
    return Allowed(
        region=region.area_code,
        areas=(region.area_code, *region.land_codes),
        first=LONG_AGO if changes.empty else changes.min().date() - LEAD,
        last=today(),
        indexed=has_index(store),
        sources=lambda area: _sources(store, area),
        sites=lambda question: _sites(store, question),
        nodes=lambda question: sum(site.startswith(siting_sites.NODE) for site in _names(store, question)),
        inside=lambda area, lon, lat: siting_places.inside_of(store, area)(lon, lat),
    )


def written(held: list[Kept]) -> str:
    """Return scenarios as they stand in the address: of each the name and what differs from a question's defaults."""
    if not held:
        return NONE
    text = json.dumps([_short(one) for one in held], ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= LONGEST_LINK else IN_SESSION


def read(text: str, allowed: Allowed) -> tuple[Kept, ...]:
    """Return the scenarios of a text. Raises ValueError for any text that is not wholly right."""
    listed = json.loads(text)
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST:
        raise ValueError(f"scenarios: wanted a list of 1 to {MOST}")
    found = tuple(_kept(one, allowed) for one in listed)
    if len({one.name for one in found}) < len(found):
        raise ValueError("scenarios: two of one name")
    return found


def _kept(one: object, allowed: Allowed) -> Kept:
    if not isinstance(one, list) or len(one) != 2 or not isinstance(one[0], str) or not isinstance(one[1], dict):
        raise ValueError("scenario: wanted its name and its settings")
    name, given = one
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise SavedFileError("name", "name", name, most=LONGEST_NAME)
    return Kept(name, read_question(_default_entries(given.get("area"), given.get("day")) | given, allowed))


def _short(one: Kept) -> list[object]:
    held = held_question(one.question)
    default = _default_entries(None, None)
    return [one.name, {key: value for key, value in held.items() if value != default[key]}]


def _default_entries(area: object, day: object) -> dict[str, Any]:
    return held_question(Question("", LONG_AGO)) | {"area": area, "day": day}


def _is_allowed(store: Store, text: str) -> bool:
    if text in (NONE, IN_SESSION):
        return text == NONE or LIST in st.session_state
    try:
        read(text, allowed(store))
    except (ValueError, RecursionError):
        return False
    return True


def _read(store: Store, text: str) -> tuple[Kept, ...]:
    if text == NONE:
        return ()
    if text == IN_SESSION:
        found: tuple[Kept, ...] = st.session_state.get(LIST, ())
        return found
    return read(text, allowed(store))


def _held() -> tuple[Kept, ...]:
    return _read(open_current(), address.held().get(KEY, NONE))


def _keep(held: list[Kept]) -> None:
    text = written(held)
    if text == IN_SESSION:
        st.session_state[LIST] = tuple(held)
    address.keep(KEY, text)


def _names(store: Store, question: Question) -> dict[str, str]:
    return siting_sites.site_names(store, replace(question, forced=(), forbidden=()))


def _sites(store: Store, question: Question) -> set[str]:
    """Return the sites that the page offers to force or to forbid."""
    named = set(_names(store, question))
    nodes = {site for site in named if site.startswith(siting_sites.NODE)}
    if question.keep is not None:
        return nodes
    return named if question.movable else named - nodes


def _sources(store: Store, area_code: str) -> tuple[Source, ...]:
    inside = set(store.areas.index[within(store.areas, area_code)])
    venues = bool(store.venues()["area_code"].isin(inside).any())
    return tuple(one for one in SOURCES if one != "venues" or venues)
