"""The map of the reach today: every municipality in the class of its way, the nodes, and the legend."""

from functools import lru_cache
from html import escape

import streamlit as st

from atlas.charts.area_map import AreaMap, Dot, KeyGroup, KeyRow
from atlas.charts.legend import node_rows
from atlas.charts.reach_map import dot_image, reach_map, step_colour
from atlas.charts.screen import CREDIT_PX, map_config
from atlas.export import file_name
from atlas.messages import words
from atlas.picture import Picture
from atlas.store import records
from atlas.ui.geometry import geometry
from atlas.ui.map_areas import quiet_areas
from atlas.ui.map_block import SIZE_PX, aspect, button_text, names_of, theme
from atlas.ui.map_component import map_component
from atlas.ui.map_key import node_group
from atlas.ui.nodes import node_mark, plural
from atlas.ui.siting_solve import Answer
from atlas.ui.siting_today_figures import CLASSES, steps_of
from atlas.ui.siting_today_words import limit_text
from atlas.ui.siting_words import how, minutes
from atlas.ui.visit import Visit

KEY = "reach_map"


def show(visit: Visit, answer: Answer, sentence: str) -> None:
    """Draw the map of the area; `sentence` says for those who do not see it what it shows."""
    w, asked = visit.words, answer.problem
    code = asked.question.area_code
    place = geometry(visit.store, code, visit.language)
    picture = describe(visit, answer, sentence)
    name = file_name(picture.title, picture.area, picture.period, language=visit.language, extension="svg")
    map_component(
        reach_map(picture, content(visit, answer), size_px=SIZE_PX),
        map_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=KEY,
        label=w("reach.label", nodes=plural(visit), area=picture.area, date=w.date(asked.question.day)),
        failed=w("error.map"),
        sizes={"aspect": aspect(place.frame), "height": SIZE_PX[1], "below": CREDIT_PX},
        on_picked=_nothing,
    )


def legend(visit: Visit, answer: Answer) -> None:
    """Draw the legend: classes with how many municipalities they hold, the shape beyond the limit, the nodes."""
    w, asked = visit.words, answer.problem
    picture = describe(visit, answer, "")
    steps = steps_of(answer.before.minutes)
    rows = [
        _item(dot_image(step_colour(i, picture.theme), picture.theme), class_text(visit, i), steps.count(i))
        for i in range(len(CLASSES) + 1)
    ]
    over = int((answer.before.minutes > asked.question.limit).sum())
    middle = step_colour(len(CLASSES) // 2, picture.theme)
    limit = limit_text(visit, asked)
    shapes = [
        _item(dot_image(middle, picture.theme), w("reach.shape_within", limit=limit), len(steps) - over),
        _item(dot_image(middle, picture.theme, beyond=True), w("reach.shape_beyond", limit=limit), over),
    ]
    marks = [
        f'<li><img src="{row.image}" alt="" width="20" height="20">'
        f"{escape(w(f'node.{row.status}'))}<span>{row.count}</span></li>"
        for row in node_rows(picture.nodes, picture)
    ]
    nodes = w("legend.nodes", nodes=plural(visit), date=w.date(asked.question.day))
    outline = w("legend.outline", region=visit.region.called(visit.language))
    st.html(
        f'<div class="atlas-legend"><section><p>{escape(w("reach.legend", how=how(visit, asked)))}</p>'
        f"<ul>{''.join(rows)}</ul></section>"
        f"<section><p>{escape(w('reach.legend_shape'))}</p><ul>{''.join(shapes)}</ul>"
        f"<p>{escape(nodes)}</p><ul>{''.join(marks)}</ul><p class=small>{escape(outline)}</p></section></div>"
    )


def class_text(visit: Visit, step: int) -> str:
    """Return which ways a class holds, as it is read."""
    w = visit.words
    if step == 0:
        return w("reach.class_first", high=w.value(CLASSES[0], w("siting.minutes")))
    if step == len(CLASSES):
        return w("reach.class_last", low=w.value(CLASSES[-1], w("siting.minutes")))
    low, high = w.number(CLASSES[step - 1]), w.value(CLASSES[step], w("siting.minutes"))
    return w("reach.class", low=low, high=high)


def _item(image: str, text: str, count: int) -> str:
    return f'<li><img src="{image}" alt="" width="24" height="16">{escape(text)}<span>{count}</span></li>'


def describe(visit: Visit, answer: Answer, sentence: str) -> Picture:
    """Return the picture of the reach; `sentence` says what it shows."""
    w, question = visit.words, answer.problem.question
    credit = str(visit.source("boundaries")["attribution"])
    source = str(visit.source("municipalities")["producer"])
    return Picture(
        kind="map",
        indicator_id="reach",
        area=visit.area_name(question.area_code),
        period=question.day.isoformat(),
        language=visit.language,
        title=w("reach.map_title", date=w.date(question.day)),
        subtitle=w("reach.legend", how=how(visit, answer.problem)),
        source=source,
        stand=w.date(question.day),
        credit=f"{source} · {credit}",
        hover=(),
        alt=sentence,
        theme=theme(),
        frame=geometry(visit.store, question.area_code, visit.language).frame,
        names=names_of(visit.store, question.area_code, visit.language),
        nodes=tuple(node_mark(visit, row) for row in records(visit.store.nodes(question.day))),
        nodes_on=question.day,
    )


def content(visit: Visit, answer: Answer) -> AreaMap:
    """Return what the map of the reach shows: on pointing at a district its mean way."""
    w, asked = visit.words, answer.problem
    code = asked.question.area_code
    place = geometry(visit.store, code, visit.language)
    means = answer.before.districts["mean"].to_dict()
    told = {str(code): w("network.mean", way=minutes(visit, mean)) for code, mean in means.items()}
    steps = steps_of(answer.before.minutes)
    over = int((answer.before.minutes > asked.question.limit).sum())
    limit = limit_text(visit, asked)
    classes = [KeyRow("dot", i, class_text(visit, i), w.number(steps.count(i))) for i in range(len(CLASSES) + 1)]
    shapes = (
        KeyRow("shape", "within", w("reach.shape_within", limit=limit), w.number(len(steps) - over)),
        KeyRow("shape", "beyond", w("reach.shape_beyond", limit=limit), w.number(over)),
    )
    return AreaMap(
        "places",
        quiet_areas(visit, code, told),
        place.shapes,
        place.addresses,
        w("reach.way"),
        (
            KeyGroup(w("reach.legend", how=how(visit, asked)), tuple(classes)),
            KeyGroup(w("reach.legend_shape"), shapes),
            node_group(visit, describe(visit, answer, "")),
        ),
        dots=_dots(answer, visit.language),
    )


@lru_cache(maxsize=64)
def _dots(answer: Answer, language: str) -> tuple[Dot, ...]:
    """Return a dot per municipality (measured: 20 ms a run)."""
    w, asked = words(language), answer.problem
    limit, unit = asked.question.limit, w("siting.minutes")
    names = asked.sites["name"].tolist()
    found = []
    for i, row in enumerate(records(asked.places)):
        way, site = float(answer.before.minutes[i]), int(answer.before.site[i])
        if site < 0:
            text = w("siting.no_way")
        else:
            km = w.value(float(asked.km[i, site]), "km")
            text = w("reach.dot", node=names[site], way=w.value(way, unit), km=km, people=w.number(row["population"]))
        step = steps_of(answer.before.minutes[i : i + 1])[0]
        found.append(
            Dot(
                row["name"],
                row["lon"],
                row["lat"],
                step,
                way > limit,
                text,
                float(row["population"]),
                way if site >= 0 else None,
            )
        )
    return tuple(found)


def _nothing() -> None:
    """Nothing in this view follows from a click: the map is there to look at."""
