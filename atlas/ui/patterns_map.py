"""The figures of the page of patterns: the map of the kinds with its legend, and Moran's scatter plot."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from atlas.charts.area_map import AreaMap, KeyGroup, KeyRow
from atlas.charts.cluster_map import cluster_map, kind_image
from atlas.charts.moran_scatter import HEIGHT_PX, MoranScatter, Names, Pair, moran_scatter
from atlas.charts.pattern_kinds import GROUND, LOOKS, fill, is_hatched
from atlas.charts.screen import CREDIT_PX, map_config, timeline_config
from atlas.export import file_name
from atlas.picture import Picture
from atlas.store import records
from atlas.ui import address
from atlas.ui.controls import Choice
from atlas.ui.figures import figures
from atlas.ui.geometry import geometry
from atlas.ui.map_areas import area_of, in_order
from atlas.ui.map_block import KEY, SIZE_PX, aspect, button_text, describe, theme
from atlas.ui.map_component import map_component, picked
from atlas.ui.map_key import outline_row
from atlas.ui.patterns import GI, KINDS, LEVEL, Patterns
from atlas.ui.patterns_words import kind_text, p_text
from atlas.ui.visit import Visit, is_known

SCATTER = "patterns_scatter"
# What is left of a screen of 1280 x 800 for the map, in px.
MAP_PX = 440
# A picture as high as it is said to be, whatever its width.
FLAT = 0.001


def map_of(visit: Visit, choice: Choice, found: Patterns, sentence: str) -> None:
    """Draw the map of the kinds; a click on a district keeps it in the address."""
    w = visit.words
    picture = picture_of(visit, choice, sentence)
    place = geometry(visit.store, choice.area_code, visit.language)
    figure = cluster_map(picture, content(visit, choice, found), size_px=(SIZE_PX[0], MAP_PX))
    name = file_name(picture.title, picture.area, picture.period, language=visit.language, extension="svg")
    st.html(f'<h2 class="atlas-figure-title">{escape(picture.title)}</h2>')
    map_component(
        figure,
        map_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=KEY,
        label=w("map.label", indicator=picture.title, area=picture.area, period=w.period(picture.period)),
        failed=w("error.map"),
        sizes={"aspect": aspect(place.frame), "height": MAP_PX, "below": CREDIT_PX},
        on_picked=_take_click_of(KEY),
    )


def content(visit: Visit, choice: Choice, found: Patterns) -> AreaMap:
    """Return what the map of the kinds shows."""
    place = geometry(visit.store, choice.area_code, visit.language)
    where = {row["area_code"]: row for row in records(visit.store.areas.loc[list(found.rows)])}
    areas = [
        area_of(
            visit,
            where[code],
            value=row["value"] if is_known(row["value"]) else None,
            sign=row["sign"],
            kind=row["kind"],
            text=said(visit, choice, found, code),
        )
        for code, row in found.rows.items()
    ]
    named = visit.local(choice.indicator, "title")
    key = (_key(visit, found), KeyGroup("", (outline_row(visit),)))
    shown = in_order(visit, areas)
    return AreaMap("kinds", shown, place.shapes, place.addresses, named, key, choice.district)


def _key(visit: Visit, found: Patterns) -> KeyGroup:
    """Return each kind that the method knows, and of the others those that occur, with their number."""
    w = visit.words
    offered = ("hot", "cold") if found.settings.statistic == GI else ("high_high", "low_low", "high_low", "low_high")
    others = [kind for kind in KINDS.values() if kind not in LOOKS and (kind == GROUND or found.count(kind))]
    rows = [
        KeyRow(
            "kind" if kind in LOOKS else "ground" if kind == GROUND else "none",
            kind,
            kind_text(visit, kind),
            w.number(found.count(kind)),
        )
        for kind in (*offered, *others)
    ]
    return KeyGroup(w("patterns.level", level=w.value(LEVEL * 100, "%")), tuple(rows), w("press.map_counts"))


def legend(visit: Visit, found: Patterns) -> None:
    """Draw the legend: colour, sign and number of each kind, and the outline of the region."""
    w, shade = visit.words, theme()
    key = _key(visit, found)
    rows = []
    for row in key.rows:
        kind = str(row.which)
        mark = (
            f'<img src="{kind_image(kind, shade)}" alt="" width="24" height="16">'
            if kind in LOOKS
            else (f'<i class="{"none" if is_hatched(kind) else ""}" style="background-color:{fill(kind, shade)}"></i>')
        )
        count = escape(w("legend.count", n=found.count(kind)))
        rows.append(f"<li>{mark}{escape(row.text)}<span>{count}</span></li>")
    outline = outline_row(visit).text
    st.html(
        f'<div class="atlas-legend"><section><p>{escape(key.title)}</p><ul>{"".join(rows)}</ul>'
        f"<p class=small>{escape(outline)}</p></section></div>"
    )


def scatter(visit: Visit, choice: Choice, found: Patterns) -> None:
    """Draw each district's figure against the mean of its neighbours."""
    w = visit.words
    figure = moran_scatter(scattered(visit, choice, found), theme())
    title = w("patterns.scatter_title")
    told = w("patterns.scatter_note", i=w.number(found.whole.i, 2))
    st.html(f'<h2 class="atlas-figure-title">{escape(title)}</h2>')
    name = file_name(title, visit.area_name(choice.area_code), choice.period, language=visit.language, extension="svg")
    map_component(
        figure,
        timeline_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=SCATTER,
        label=w("patterns.scatter_label", area=visit.area_name(choice.area_code)),
        failed=w("error.map"),
        sizes={"aspect": FLAT, "height": HEIGHT_PX, "below": 0},
        on_picked=_take_click_of(SCATTER),
    )
    st.html(f'<p class="atlas-note">{escape(told)}</p>')


def scattered(visit: Visit, choice: Choice, found: Patterns) -> MoranScatter:
    """Return the districts with a figure and a neighbour, and the slope of the line through them."""
    w = visit.words
    pairs = tuple(
        Pair(code, visit.area_name(code), row["z"], row["lag"], row["kind"], _named(visit, choice, found, code))
        for code, row in found.rows.items()
        if is_known(row["lag"])
    )
    quadrants = {kind: kind_text(visit, kind) for kind in ("high_high", "low_low", "high_low", "low_high")}
    names = Names(w("patterns.scatter_across"), w("patterns.scatter_up"), **quadrants)
    told = w("patterns.scatter_note", i=w.number(found.whole.i, 2))
    return MoranScatter(pairs, found.whole.i, names, choice.district, (told,))


def said(visit: Visit, choice: Choice, found: Patterns, code: str) -> str:
    """Return what is said on pointing at a district: figure, mean of its neighbours, kind and p."""
    w, row = visit.words, found.rows[code]
    value = visit.figure(choice.indicator, row["value"]) if is_known(row["value"]) else w.sign(row["sign"])
    told = [value]
    if is_known(row["around"]):
        told.append(w("patterns.hover_around", value=visit.figure(choice.indicator, row["around"])))
    told.append(kind_text(visit, row["kind"]))
    if is_known(row["p_adjusted"]):
        told[-1] += f" ({w('patterns.hover_p', p=p_text(visit, row['p_adjusted']))})"
    return "\n".join(told)


def _named(visit: Visit, choice: Choice, found: Patterns, code: str) -> str:
    return f"{visit.area_name(code)}\n{said(visit, choice, found, code)}"


def picture_of(visit: Visit, choice: Choice, sentence: str) -> Picture:
    """Return the picture of the map. Nodes are left out: they say nothing about neighbours, and cover signs."""
    w = visit.words
    shown = figures(visit, choice)
    title = w("patterns.map_title", indicator=visit.local(choice.indicator, "title"), period=w.period(choice.period))
    return replace(describe(visit, choice, shown, sentence), title=title, nodes=(), nodes_on=None)


def _take_click_of(figure: str) -> Callable[[], None]:
    """Return what a click does: keep the district of the area or of the sign."""

    def take() -> None:
        area_code, mark = picked(figure)
        if chosen := area_code or mark:
            address.keep("district", chosen)

    return take
