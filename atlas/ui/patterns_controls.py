"""The controls of the page of patterns, each bound to the address: indicator, compared districts, period, statistic."""

from html import escape

import streamlit as st

from atlas.store import Row
from atlas.ui import address
from atlas.ui.controls import COUNTRY, Choice, district, pick, pick_period
from atlas.ui.patterns import GI, LOCAL_MORAN, Settings, offered
from atlas.ui.visit import Visit, today


def choose(visit: Visit) -> tuple[Settings, Choice]:
    """Draw the controls; return what patterns are looked for, and what is looked at, for the map."""
    w = visit.words
    columns = st.columns([3, 2, 3, 2], vertical_alignment="bottom")
    with columns[0]:
        indicator = _pick_indicator(visit)
    with columns[1]:
        area_code = _pick_area(visit)
    with columns[2]:
        period = pick_period(visit, str(indicator["indicator_id"]))
    with columns[3], st.popover(w("control.more"), width="stretch"):
        options = (LOCAL_MORAN, GI)
        names = [w(f"patterns.statistic_{name}") for name in options]
        label, help = w("patterns.statistic"), w("patterns.statistic_help")
        statistic = pick(visit, "statistic", label, options, names, LOCAL_MORAN, help)
        reset = f'<a href="?lang={visit.language}" target="_self">{escape(w("control.reset"))}</a>'
        st.html(f'<p class="atlas-note">{reset}</p>')
    settings = Settings(str(indicator["indicator_id"]), period, area_code, statistic)
    return settings, Choice(indicator, period, area_code, district(visit), today(), "quantiles")


def counted_instead(visit: Visit, settings: Settings) -> str:
    """Return what to say where another page's indicator is held that is not offered here; '' where none is."""
    held = address.held().get("indicator", settings.indicator_id)
    if held == settings.indicator_id or held not in visit.store.indicator_rows:
        return ""
    titles = (visit.local(visit.indicator(key), "title") for key in (held, settings.indicator_id))
    return visit.words("patterns.not_offered", **dict(zip(("title", "shown"), titles, strict=True)))


def _pick_indicator(visit: Visit) -> Row:
    """Return the chosen indicator. One of another page that is not offered stays in the address."""
    ids = offered(visit.store)
    held = address.value("indicator", visit.store.indicator_rows, ids[0])
    current = held if held in ids else ids[0]
    st.selectbox(
        visit.words("patterns.indicator"),
        ids,
        format_func=lambda key: visit.local(visit.indicator(key), "title"),
        help=visit.words("patterns.indicator_help"),
        **address.bind("indicator", current),
    )
    return visit.indicator(current)


def _pick_area(visit: Visit) -> str:
    """Return the area whose districts are compared: the country unless another is chosen.

    Not the key of the maps: whoever comes from a map of few districts would find no pattern.
    """
    w = visit.words
    codes = [COUNTRY, *visit.region.land_codes, visit.region.area_code]
    names = [visit.area_name(code) for code in codes]
    return pick(visit, "among", w("patterns.among"), codes, names, COUNTRY, w("patterns.among_help"))
