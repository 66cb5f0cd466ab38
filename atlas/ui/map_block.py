"""The map of a page: one picture, drawn, with its legend; pointing and clicking; the same from the keyboard."""

from html import escape

import streamlit as st

from atlas.analysis.classes import Classes
from atlas.analysis.rates import LEAST_CASES
from atlas.charts.legend import LegendRow, class_rows, node_rows
from atlas.charts.map import district_map
from atlas.charts.names import frame_km
from atlas.charts.screen import BUTTONS, CREDIT_PX, map_config
from atlas.export import file_name
from atlas.picture import Classing, Frame, NameMark, Picture, Theme
from atlas.store import Row, Store, kept, open_current, records
from atlas.ui import address, event_layer, siting_planned, small_numbers
from atlas.ui.controls import COUNTRY, Choice, within
from atlas.ui.figures import Figures
from atlas.ui.geometry import geometry
from atlas.ui.map_areas import area_map
from atlas.ui.map_component import map_component, picked
from atlas.ui.map_key import limits_text
from atlas.ui.nodes import confirmed, node_marks
from atlas.ui.visit import Visit, today

KEY = "map"
# What is left of a screen of 1280 x 800 for the map, in px.
SIZE_PX = (640, 500)
_BUTTON_TEXTS = dict(zip(BUTTONS, ("zoom_in", "zoom_out", "pan", "reset", "save"), strict=True))


def show(visit: Visit, choice: Choice, shown: Figures, picture: Picture, height_px: int = SIZE_PX[1]) -> None:
    """Draw the map; a click on a district or a node keeps the district in the address."""
    place = geometry(visit.store, choice.area_code, visit.language)
    figure = district_map(picture, area_map(visit, choice, shown, picture), size_px=(SIZE_PX[0], height_px))
    name = file_name(picture.title, picture.area, picture.period, language=visit.language, extension="svg")
    config = map_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word))
    map_component(
        figure,
        config,
        key=KEY,
        label=visit.words("map.label", indicator=picture.title, area=picture.area, period=picture.period),
        failed=visit.words("error.map"),
        sizes={"aspect": aspect(place.frame), "height": height_px, "below": CREDIT_PX},
        on_picked=_take_click,
    )


def describe(visit: Visit, choice: Choice, shown: Figures, sentence: str) -> Picture:
    """Return the picture of a choice: what is drawn on the screen, and later in print."""
    w = visit.words
    indicator = visit.local(choice.indicator, "title")
    unit = visit.local(choice.indicator, "unit")
    area = visit.area_name(choice.area_code)
    period = w.period(choice.period)
    source = _sources(visit, shown)
    return Picture(
        kind="map",
        indicator_id=choice.indicator_id,
        area=area,
        period=choice.period,
        language=visit.language,
        title=w("map.picture_title", indicator=indicator, period=period),
        subtitle=w("map.picture_subtitle", area=area, unit=unit),
        source=source,
        stand=period,
        credit=f"{source} · {_credit(visit)}",
        hover=(f"{indicator}, {period}", w("hover.source", source=source)),
        alt=sentence,
        theme=theme(),
        classing=_classing(shown.classes),
        frame=geometry(visit.store, choice.area_code, visit.language).frame,
        names=names_of(visit.store, choice.area_code, visit.language),
        region=_region_name(visit) if choice.area_code == COUNTRY else None,
        nodes=node_marks(visit, records(visit.store.nodes(choice.day))),
        nodes_on=choice.day,
        events=event_layer.marks(visit, choice),
    )


def _classing(classes: Classes) -> Classing:
    if classes.middle is None:
        return Classing(classes.method, classes.limits)
    return Classing(classes.method, classes.limits, "diverging", classes.middle)


def show_legend(visit: Visit, choice: Choice, shown: Figures, picture: Picture) -> None:
    """Draw the legend of the map."""
    st.html(legend(visit, choice, picture, shown))


def legend(visit: Visit, choice: Choice, picture: Picture, shown: Figures) -> str:
    """Return the legend as HTML: limits and counts of classes, districts without a figure, signs of nodes."""
    w = visit.words
    decimals = int(choice.indicator["decimals"])
    missing = shown.districts[shown.districts["value"].isna()].groupby("sign").size()
    few = int(shown.districts["few"].sum())
    rows = class_rows(
        picture,
        [int((shown.districts["class"] == i).sum()) for i in range(shown.classes.k)],
        lambda low, high, last: limits_text(visit, low, high, last, decimals),
        [(w("legend.no_data", meaning=w.sign(str(sign))), int(n)) for sign, n in missing.items()],
        [(w("few.legend", least=LEAST_CASES), few)] if few else [],
    )
    areas = [
        f'<li><i class="{_pattern(row)}" style="background-color:{row.colour}"></i>'
        f"{escape(row.text)}<span>{escape(w('legend.count', n=row.count))}</span></li>"
        for row in rows
    ]
    marks = [
        f'<li><img src="{row.image}" alt="" width="20" height="20">'
        f"{escape(w(f'node.{row.status}'))}<span>{row.count}</span></li>"
        for row in node_rows(picture.nodes, picture)
    ]
    day = w.date(choice.day)
    order = "legend.darker" if picture.theme == "light" else "legend.lighter"
    if shown.classes.middle is not None:
        order = "legend.middle"
    unit = w("legend.unit", unit=visit.local(choice.indicator, "unit"))
    named = visit.region.words["node"][f"plural_{visit.language}"]
    about = [w("legend.outline", region=visit.region.called(visit.language))]
    if marks:
        about = [confirmed(visit, choice.day), *about]
    nodes_title = w("legend.nodes", nodes=named, date=day) if marks else w("legend.no_nodes")
    return (
        f'<div class="atlas-legend"><section><p>{escape(unit)}</p><ul>{"".join(areas)}</ul>'
        f"<p class=small>{escape(w(order))}</p></section>"
        f"<section><p>{escape(nodes_title)}</p><ul>{''.join(marks)}</ul>"
        f"<p class=small>{escape(' '.join(text for text in about if text))}</p>{siting_planned.legend(visit)}</section>"
        f"{event_layer.legend(visit, choice, picture)}</div>"
    )


def _pattern(row: LegendRow) -> str:
    """Return the name that the style sheet knows the pattern of a row of the legend by, as it is on the map."""
    return "none" if row.hatched else "few" if row.dotted else ""


def reading_notes(visit: Visit, choice: Choice, shown: Figures) -> list[str]:
    """Return what one must know to read the map: how its classes were cut, what it counts, what a node is."""
    w = visit.words
    told = [w("classes.frozen") if shown.classes.k > 1 else w("classes.one_value")]
    if choice.indicator["kind"] == "count":
        told.append(w("legend.count_note"))
    if small_numbers.is_counted(choice.indicator):
        told.append(w("few.how"))
    if not visit.store.nodes(choice.day).empty:
        node = visit.region.words["node"]
        nodes, purpose = node[f"plural_{visit.language}"], node[f"stands_for_{visit.language}"]
        told.append(w("node.what", nodes=nodes, purpose=purpose, programme=visit.region.words["programme"]["short"]))
    return told


def theme() -> Theme:
    """Return the theme that the visitor's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _take_click() -> None:
    area_code, mark = picked(KEY)
    nodes = open_current().nodes(today()).set_index("node_id")["area_code"].to_dict()
    if chosen := area_code or nodes.get(mark) or event_layer.district_of(mark):
        address.keep("district", chosen)


def aspect(frame: Frame) -> float:
    """Return the width of a frame by its height, on the ground."""
    width, height = frame_km(frame)
    return width / height


def button_text(visit: Visit, word: str) -> str:
    """Return what a button of a figure says, by the word that the drawing library knows it by."""
    return visit.words(f"button.{_BUTTON_TEXTS[word]}")


@kept(64)
def names_of(store: Store, area_code: str, language: str) -> tuple[NameMark, ...]:
    """Return the names of the districts of an area; those of the region always stand."""
    every = store.areas[store.areas["kind"] == "district"]
    return tuple(_name(store, row, language, row["in_region"]) for row in records(every[within(every, area_code)]))


def _name(store: Store, area: Row, language: str, always: bool) -> NameMark:
    code = area["area_code"]
    return NameMark(code, store.names[language][code], area["lon"], area["lat"], area["area_km2"], always)


def _region_name(visit: Visit) -> NameMark:
    area = records(visit.store.areas.loc[[visit.region.area_code]])[0]
    return _name(visit.store, area, visit.language, True)


def _sources(visit: Visit, shown: Figures) -> str:
    used = {*shown.districts["source_id"].tolist(), *shown.others["source_id"].tolist()}
    return "; ".join(dict.fromkeys(row["producer"] for key, row in visit.store.source_rows.items() if key in used))


def _credit(visit: Visit) -> str:
    return str(visit.store.sources.at["boundaries", "attribution"])
