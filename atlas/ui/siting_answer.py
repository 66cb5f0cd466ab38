"""The answer to a planner's question: the map of the plan, before and after, the proposed towns, what it rests on."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.export import Column, table_html
from atlas.ui import press, siting_files, siting_map, siting_rest, siting_venues, siting_words
from atlas.ui.siting import Tools
from atlas.ui.siting_map_plates import plan_plate
from atlas.ui.siting_reach import WITHIN, Reach
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit


def show(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw map, before and after, districts, proposed towns, demand and sources, downloads."""
    left, right = st.columns([12, 13], gap="medium")
    with left:
        siting_map.show(visit, answer)
    with right:
        _before_and_after(visit, answer)
        siting_map.legend(visit, answer)
    siting_venues.show(visit, answer)
    _districts(visit, answer)
    siting_files.places(visit, answer)
    press.offer(visit, siting_map.KEY, lambda at: plan_plate(at, answer))
    siting_rest.show(visit, answer)
    siting_files.sites(visit, answer)


def _before_and_after(visit: Visit, answer: Answer) -> None:
    w, asked = visit.words, answer.problem
    before, after = (_measures(visit, answer, reach) for reach in (answer.before, answer.after))
    frame = pd.DataFrame({"measure": list(after), "before": list(before.values()), "after": list(after.values())})
    columns = (
        Column("measure", w("siting.what")),
        Column("before", w("siting.before")),
        Column("after", w("siting.after")),
    )
    caption = w("siting.before_after", whose=siting_words.whose(visit, asked.question).rstrip(","))
    st.html(table_html(frame, columns, caption, w))
    told = (siting_words.method(visit, answer), siting_words.unknown(visit, asked))
    st.html("".join(f'<p class="atlas-note">{escape(line)}</p>' for line in told if line))


def _measures(visit: Visit, answer: Answer, reach: Reach) -> dict[str, str]:
    """Return what is told of a reach, each with what it is called."""
    w, asked = visit.words, answer.problem
    told = {
        w("siting.mean"): siting_words.minutes(visit, reach.mean),
        w("siting.percentile"): siting_words.minutes(visit, reach.percentile),
    }
    limits = sorted({*WITHIN, asked.question.limit} if asked.question.aim == "within" else WITHIN)
    for limit in limits:
        told[w("siting.within", limit=w.value(limit, w("siting.minutes")))] = siting_words.share(
            visit, reach.share_within(limit)
        )
    worst = reach.worst
    way = siting_words.minutes(visit, float(reach.minutes[worst])) if worst is not None else w("siting.nobody")
    name = asked.places["name"].iloc[worst] if worst is not None else ""
    told[w("siting.worst")] = w("siting.worst_is", name=name, way=way) if name else way
    return told


def _districts(visit: Visit, answer: Answer) -> None:
    w = visit.words
    unit = w("siting.minutes")
    before, after = answer.before.districts, answer.after.districts
    frame = pd.DataFrame(
        {
            "district": [visit.area_name(str(code)) for code in after.index],
            "demand": after["demand"].tolist(),
            "before": [siting_words.minutes(visit, value) for value in before["mean"]],
            "after": [siting_words.minutes(visit, value) for value in after["mean"]],
            "share_before": [siting_words.share(visit, value) for value in before["within_30"]],
            "share_after": [siting_words.share(visit, value) for value in after["within_30"]],
        }
    ).sort_values("district", key=lambda names: names.map(w.collate))
    limit = w.value(30, unit)
    columns = (
        Column("district", w("siting.district")),
        Column("demand", w(f"siting.whom_{answer.problem.question.whom}"), "number"),
        Column("before", w("siting.mean_before")),
        Column("after", w("siting.mean_after")),
        Column("share_before", w("siting.share_before", limit=limit)),
        Column("share_after", w("siting.share_after", limit=limit)),
    )
    with st.expander(w("siting.districts")):
        caption = w("siting.districts_caption", area=visit.area_name(answer.problem.question.area_code))
        st.html(table_html(frame, columns, caption, w))
