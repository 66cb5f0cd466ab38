"""The reach today by district: how many have a longer way than the limit, and which exposed districts are far."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.charts.axes import MOST_PLACES
from atlas.charts.scatter import SCATTER_PX, Pair, Scatter, scatter_chart
from atlas.charts.screen import timeline_config
from atlas.export import Column, Sheet, file_name, table_html
from atlas.export.plate import Plate
from atlas.store import records
from atlas.ui import press
from atlas.ui.exposure import INDEX, WITHOUT_REGISTER
from atlas.ui.exposure_words import interval_text
from atlas.ui.map_block import button_text, theme
from atlas.ui.map_component import map_component
from atlas.ui.siting import Problem
from atlas.ui.siting_picture import picture_of
from atlas.ui.siting_sheet import sheet
from atlas.ui.siting_solve import Answer
from atlas.ui.siting_today_figures import NAMED, Far, far
from atlas.ui.siting_today_figures import beyond as beyond_figures
from atlas.ui.siting_today_words import counted, exposed_sentence, limit_text
from atlas.ui.siting_words import how
from atlas.ui.visit import Visit

KEY = "reach_scatter"
# A picture with axes is as high as said, whatever its width.
FLAT = 0.001
# Districts named in a title.
_IN_TITLE = 3


def beyond(visit: Visit, answer: Answer, counts: Problem) -> None:
    """Draw who has a longer way than the limit: a row per district with its largest municipalities, and the sum.

    `counts` has the same places with people as they are counted, without the index as weight.
    """
    w, asked = visit.words, answer.problem
    limit = limit_text(visit, asked)
    st.header(w("reach.beyond", limit=limit), anchor="jenseits")
    frame = beyond_rows(visit, answer, counts)
    caption = w("reach.beyond_caption", limit=limit, area=visit.area_name(asked.question.area_code))
    columns = (
        Column("name", w("reach.district")),
        Column("demand", counted(visit, counts), "number"),
        Column("over", w("reach.over", limit=limit), "number"),
        Column("share", w("reach.over_share"), "number", "%", 1, sign="sign"),
        Column("places", w("reach.places")),
        Column("names", w("reach.largest", n=w.number(NAMED))),
    )
    st.html(table_html(frame, columns, caption, w))
    st.html(f'<p class="atlas-note">{escape(w("reach.beyond_note"))}</p>')


def beyond_rows(visit: Visit, answer: Answer, counts: Problem) -> pd.DataFrame:
    """Return the table of `beyond`: most people first, the sum at the end."""
    w, rows = visit.words, beyond_figures(answer, counts)
    whole = rows[["demand", "over", "places", "places_over"]].sum()
    share = 100 * whole["over"] / whole["demand"] if whole["demand"] else float("nan")
    area = visit.area_name(answer.problem.question.area_code)
    named = rows.assign(name=[visit.area_name(code) for code in rows.index.tolist()])
    summed = pd.DataFrame([{**dict(zip(whole.index, whole, strict=True)), "name": area, "share": share, "names": ()}])
    listed = records(pd.concat([named, summed]))
    return pd.DataFrame(
        {
            "name": [row["name"] for row in listed],
            "demand": [row["demand"] for row in listed],
            "over": [row["over"] for row in listed],
            "share": [row["share"] for row in listed],
            "sign": ["x" if pd.isna(row["share"]) else "" for row in listed],
            "places": [
                w("reach.of", n=w.number(int(row["places_over"])), total=w.number(int(row["places"]))) for row in listed
            ],
            "names": [_named(visit, row["names"], int(row["places_over"])) for row in listed[:-1]] + [w("reach.above")],
        }
    )


def exposed(visit: Visit, answer: Answer) -> None:
    """Draw exposure against way: a picture and a table of the districts; why not, where there is no index."""
    w, asked = visit.words, answer.problem
    found = far(visit.store, answer)
    st.header(w("reach.exposed"), anchor="betroffen")
    if found.rows.empty:
        st.info(w("reach.no_index"))
        return
    left, right = st.columns([2, 1], gap="medium")
    with left:
        _scatter(visit, answer, found)
    with right:
        told = [w("reach.scatter_note"), _exposed_note(visit, asked)]
        st.html("".join(f'<p class="atlas-note">{escape(line)}</p>' for line in told))
    table = exposed_table(visit, answer, found)
    st.html(table_html(table.frame, table.columns, w("reach.exposed_caption", area=table.about.area), w))
    press.offer(visit, KEY, lambda at: exposed_plate(at, answer, found))


def exposed_table(visit: Visit, answer: Answer, found: Far) -> Sheet:
    """Return exposure and way of the districts, longest way first, with the sources of both."""
    w = visit.words
    columns = (
        Column("name", w("reach.district")),
        Column("mean", w("reach.mean"), "number", w("siting.minutes")),
        Column("score", w("reach.score"), "number", "", 1),
        Column("rank", w("reach.rank")),
        Column("both", w("reach.both_column")),
    )
    index = next(key for key in (INDEX, WITHOUT_REGISTER) if key in visit.store.indicator_rows)
    parts = visit.store.part_sources(index, visit.store.periods(index)[-1])
    return sheet(
        visit,
        answer.problem,
        _exposed_rows(visit, found),
        columns,
        w("reach.exposed"),
        _exposed_note(visit, answer.problem),
        further_sources=parts["source_id"].tolist(),
    )


def _exposed_note(visit: Visit, asked: Problem) -> str:
    return visit.words("reach.exposed_note", whom=counted(visit, asked), how=how(visit, asked))


def _exposed_rows(visit: Visit, found: Far) -> pd.DataFrame:
    w = visit.words
    rows = records(found.rows.reset_index(names="area_code"))
    return pd.DataFrame(
        {
            "name": [visit.area_name(row["area_code"]) for row in rows],
            "mean": [row["mean"] for row in rows],
            "score": [row["score"] for row in rows],
            "rank": [_rank(visit, row) for row in rows],
            "both": [w("reach.yes" if row["area_code"] in found.both else "reach.no") for row in rows],
        }
    )


def _rank(visit: Visit, row: dict[str, float]) -> str:
    w = visit.words
    spread = interval_text(w, int(row["low"]), int(row["high"]))
    return w("reach.rank_of", rank=int(row["rank"]), total=int(row["total"]), interval=spread)


def _scatter(visit: Visit, answer: Answer, found: Far) -> None:
    w, asked = visit.words, answer.problem
    figure = scatter_chart(scattered(visit, found), theme=theme(), language=visit.language, clickable=False)
    area = visit.area_name(asked.question.area_code)
    name = file_name(w("reach.exposed"), area, asked.question.day.isoformat(), language=visit.language, extension="svg")
    map_component(
        figure,
        timeline_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=KEY,
        label=w("reach.scatter_label", area=area, answer=exposed_sentence(visit, found)),
        failed=w("error.map"),
        sizes={"aspect": FLAT, "height": SCATTER_PX, "below": 0},
        on_picked=_nothing,
    )


def scattered(visit: Visit, found: Far) -> Scatter:
    """Return the districts by exposure and way; those above the middle of both are named."""
    w, named = visit.words, found.both[:MOST_PLACES]
    pairs = tuple(_pair(visit, row, named) for row in records(found.rows.reset_index(names="area_code")))
    titles = (w("reach.score"), w("reach.axis_way", unit=w("siting.minutes")))
    return Scatter(pairs, titles, found.middle, (w("reach.scatter_note"),))


def exposed_plate(visit: Visit, answer: Answer, found: Far) -> Plate:
    """Return the districts by exposure and way to the nearest open node."""
    w, question = visit.words, answer.problem.question
    area, day = visit.area_name(question.area_code), w.date(question.day)
    subtitle = w("press_rows.reach_subtitle", area=area, date=day)
    told = exposed_sentence(visit, found)
    names = [visit.area_name(code) for code in found.both]
    listed = (
        w.list(names) if len(names) <= _IN_TITLE else w("sentence.ties", names=", ".join(names[:2]), n=len(names) - 2)
    )
    title = w("press_rows.exposed_far", names=listed) if names else told.rstrip(".")
    return Plate(
        picture_of(visit, answer.problem, "scatter", title, subtitle, told),
        scattered(visit, found),
        exposed_table(visit, answer, found),
        (w("reach.exposed"), area, question.day.isoformat()),
        own=True,
        figure="score",
    )


def _pair(visit: Visit, row: dict[str, object], named: tuple[str, ...]) -> Pair:
    w, code = visit.words, str(row["area_code"])
    name = visit.area_name(code)
    score, mean = float(str(row["score"])), float(str(row["mean"]))
    said = w("reach.point", score=w.number(score, 1), way=w.value(mean, w("siting.minutes")))
    return Pair(code, name, score, mean, f"{name}\n{said}", named.index(code) if code in named else None)


def _named(visit: Visit, names: tuple[str, ...], count: int) -> str:
    w = visit.words
    if not names:
        return w("reach.nobody")
    rest = count - len(names)
    return w.list([*names, *([w("reach.more", n=rest)] if rest else [])])


def _nothing() -> None:
    """Nothing in this view follows from a click on a dot."""
