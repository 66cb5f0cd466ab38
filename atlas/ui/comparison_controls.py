"""The controls of the comparison, each bound to the address: form, places, and what the form needs."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.ui import address
from atlas.ui.comparison import (
    FORMS,
    INDEX,
    LINES,
    MOST,
    RANKING,
    REST,
    SCATTER,
    SLOPE,
    VALUE,
    Choice,
    base_years,
    by_year,
    default_places,
    first_of_all,
    periods_by_year,
    since,
    todays,
)
from atlas.ui.controls import ALL_REGIONS, COUNTRY, NO_DISTRICT, district, pick, pick_area, pick_period
from atlas.ui.visit import Visit

_PLACES, _TOO_MANY, _BETWEEN = "places", "places_too_many", ","
# The second indicator at first: what the region's change hangs on most.
_SECOND = "manufacturing_share"
# Form -> the widths of its own controls.
_WIDTHS = {LINES: [6, 4, 4], RANKING: [6, 8], SCATTER: [6, 4, 4], SLOPE: [3, 3, 6, 2]}


def choose(visit: Visit) -> Choice:
    """Draw the controls and return what they hold."""
    w = visit.words
    left, right = st.columns([3, 5])
    with left:
        form = _pick_form(visit)
    with right:
        places = _pick_places(visit)
    first, middle, last = st.columns([7, 14, 5], vertical_alignment="bottom")
    ids = visit.store.indicators.index.tolist()
    titles = visit.store.indicators[f"title_{visit.language}"].tolist()
    with first:
        indicator = visit.indicator(pick(visit, "indicator", w("comparison.indicator"), ids, titles, ids[0]))
    with middle:
        # As many as the form may need: an empty one would still take room on a phone.
        slots = st.columns(_WIDTHS[form], vertical_alignment="bottom")
    with last, st.popover(w("control.more"), width="stretch"):
        _presets(visit)
    # The other pages' keys are checked in every form: a link onward must not carry what no longer fits.
    periods = visit.store.periods(indicator["indicator_id"])
    choice = Choice(form, places, indicator, address.value("period", periods, periods[-1]), visit.home_area)
    return _OWN[form](visit, choice, slots)


def _pick_form(visit: Visit) -> str:
    current = address.value("form", FORMS, LINES)
    st.segmented_control(
        visit.words("comparison.form"),
        FORMS,
        format_func=lambda form: visit.words(f"comparison.form_{form}"),
        required=True,
        wrap=True,
        **address.bind("form", current),
    )
    return current


def _pick_places(visit: Visit) -> tuple[str, ...]:
    """Return the chosen places, at most six, in the order in which they were chosen."""
    w = visit.words
    codes = todays(visit)
    default = _BETWEEN.join(default_places(visit, district(visit)))
    text = address.value(_PLACES, lambda text: _are_places(text, codes), default)
    current = _read(text)
    # A new key for each state: the list of what is chosen is set anew and never by the browser alone.
    widget = "widget_places"
    if st.session_state.get(widget) != current:
        st.session_state[widget] = current
    st.multiselect(
        w("comparison.places", most=MOST),
        codes,
        format_func=visit.area_name,
        key=widget,
        placeholder=w("comparison.places_empty"),
        select_all=False,
        wrap=True,
        on_change=_keep_places,
    )
    if st.session_state.pop(_TOO_MANY, False):
        st.warning(w("comparison.too_many", most=MOST))
    return tuple(current)


def _read(text: str) -> list[str]:
    return [] if text == NO_DISTRICT else text.split(_BETWEEN)


def _are_places(text: str, codes: list[str]) -> bool:
    parts = _read(text)
    return len(parts) <= MOST and len(set(parts)) == len(parts) and set(parts) <= set(codes)


def _keep_places() -> None:
    chosen: list[str] = st.session_state["widget_places"]
    st.session_state[_TOO_MANY] = len(chosen) > MOST
    keep_places(tuple(chosen[:MOST]))


def keep_places(codes: tuple[str, ...]) -> None:
    """Hold these places as the chosen ones."""
    address.keep(_PLACES, _BETWEEN.join(codes) or NO_DISTRICT)


def held_places() -> tuple[str, ...]:
    """Return the places that the address holds."""
    return tuple(_read(address.held()[_PLACES]))


def _presets(visit: Visit) -> None:
    """Draw what is often compared as buttons, and the way back to the defaults."""
    w = visit.words
    region = visit.region
    if REST in visit.store.areas.index:
        pair = (region.area_code, REST)
        st.button(w("comparison.preset_rest"), key="preset_rest", on_click=keep_places, args=(pair,))
    if len(region.district_codes) <= MOST:
        codes = tuple(region.district_codes)
        st.button(w("comparison.preset_districts"), key="preset_districts", on_click=keep_places, args=(codes,))
    broad = (region.area_code, *region.land_codes, COUNTRY)[:MOST]
    st.button(w("comparison.preset_broad"), key="preset_broad", on_click=keep_places, args=(broad,))
    reset = f'<a href="?lang={visit.language}" target="_self">{escape(w("control.reset"))}</a>'
    st.html(f'<p class="atlas-note">{reset}</p>')


def _of_lines(visit: Visit, choice: Choice, slots: list[DeltaGenerator]) -> Choice:
    """Draw what the series need: values or an index, and its base."""
    years = base_years(visit.store, choice.places, choice.indicator)
    if not years:
        return choice
    with slots[0]:
        measure = _pick_measure(visit)
    if measure == VALUE:
        return choice
    with slots[1]:
        default = first_of_all(visit.store, choice.places, choice.indicator_id, years)
        return replace(choice, base=_pick_of_years(visit, "base", visit.words("comparison.base"), years, default))


def _of_ranking(visit: Visit, choice: Choice, slots: list[DeltaGenerator]) -> Choice:
    """Draw what the ranking needs: whose districts, and when."""
    with slots[0]:
        area_code = pick_area(visit, (ALL_REGIONS,))
    with slots[1]:
        return replace(choice, area_code=area_code, period=pick_period(visit, choice.indicator_id))


def _of_scatter(visit: Visit, choice: Choice, slots: list[DeltaGenerator]) -> Choice:
    """Draw what the scatter needs: the second indicator, whose districts, and the year, where both have one."""
    w = visit.words
    ids = visit.store.indicators.index.tolist()
    titles = visit.store.indicators[f"title_{visit.language}"].tolist()
    with slots[0]:
        default = _SECOND if _SECOND in ids else ids[-1]
        second = visit.indicator(pick(visit, "second", w("comparison.second"), ids, titles, default))
    with slots[1]:
        choice = replace(choice, second=second, area_code=pick_area(visit, (ALL_REGIONS,)))
    firsts, seconds = (periods_by_year(visit.store, row["indicator_id"]) for row in (choice.indicator, second))
    years = sorted(set(firsts) & set(seconds))
    if not years:
        return choice
    with slots[2]:
        return replace(choice, year=_pick_of_years(visit, "at", w("comparison.year"), years, years[-1]))


def _of_slope(visit: Visit, choice: Choice, slots: list[DeltaGenerator]) -> Choice:
    """Draw what the slope needs: two years, and values or an index of the first one."""
    w = visit.words
    years = by_year(visit.store, choice.places, choice.indicator_id).index.tolist() if choice.places else []
    if len(years) < 2:
        return choice
    begin = since(visit.store, choice.places, choice.indicator_id) or years[0]
    able = [year for year in years[:-1] if year >= begin] or years[:-1]
    with slots[0]:
        default = first_of_all(visit.store, choice.places, choice.indicator_id, able)
        start = _pick_of_years(visit, "from", w("comparison.from"), years[:-1], default)
    later = [year for year in years if year > start]
    with slots[1]:
        default = first_of_all(visit.store, choice.places, choice.indicator_id, later[::-1])
        end = _pick_of_years(visit, "to", w("comparison.to"), later, default)
    choice = replace(choice, start=start, end=end)
    bases = base_years(visit.store, choice.places, choice.indicator)
    if start not in bases:
        return choice
    with slots[2]:
        return replace(choice, base=start) if _pick_measure(visit) == INDEX else choice


# Form -> what draws the controls that it alone has.
_OWN: dict[str, Callable[[Visit, Choice, list[DeltaGenerator]], Choice]] = {
    LINES: _of_lines,
    RANKING: _of_ranking,
    SCATTER: _of_scatter,
    SLOPE: _of_slope,
}


def _pick_measure(visit: Visit) -> str:
    """Return whether values or an index is shown; counts of places of unlike size are first shown as an index."""
    w = visit.words
    names = [w("comparison.measure_index"), w("comparison.measure_value")]
    options = (INDEX, VALUE)
    return pick(visit, "measure", w("comparison.measure"), options, names, INDEX, w("comparison.measure_help"))


def _pick_of_years(visit: Visit, key: str, label: str, years: list[int], default: int) -> int:
    texts = [str(year) for year in years]
    return int(pick(visit, key, label, texts, texts, str(default)))
