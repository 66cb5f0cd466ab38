"""The main figure of the exposure index: the map of the scores, beside it the ranking with its intervals."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis import secrecy
from atlas.analysis.classes import class_limits, classify
from atlas.charts.ranking import Ranking, RankRow, ranking_chart, rows_height
from atlas.charts.screen import timeline_config
from atlas.export import file_name
from atlas.messages import words
from atlas.picture import Picture
from atlas.store import Row, Store, kept, records
from atlas.ui import address
from atlas.ui.controls import Choice
from atlas.ui.exposure import HUNDRED, INDEX, WITHOUT_REGISTER, Index
from atlas.ui.exposure_words import interval_text, part_share, remark, score_text, year_list
from atlas.ui.figures import Figures, K
from atlas.ui.map_block import button_text, describe, legend, theme
from atlas.ui.map_block import show as show_map
from atlas.ui.map_component import map_component, picked
from atlas.ui.visit import Visit

RANKING = "exposure_ranking"
# What is left of a screen of 1280 x 800 for the map, in px.
MAP_PX = 375
# More rows than these are no picture but a table.
MOST_ROWS = 25
# A picture of rows is as high as they are, whatever its width.
FLAT = 0.001


def indicator(visit: Visit, index: Index) -> Row:
    """Return what is known of the stored index, with the unit and the decimals of the chosen scale."""
    known = visit.store.indicator_rows
    row = known[WITHOUT_REGISTER if index.figures.absent or INDEX not in known else INDEX]
    if index.settings.method == "zscore":
        # Above or below the mean: with its sign, as a change is.
        row = {**row, f"unit_{visit.language}": visit.words("exposure.standard_score"), "kind": "change"}
    return {**row, "decimals": index.decimals}


def scores(visit: Visit, index: Index) -> pd.DataFrame:
    """Return score and rank of each district of the area, past the secrecy gate, in the order of their names."""
    return _scores(visit.store, index, visit.language)


@kept(16)
def _scores(store: Store, index: Index, language: str) -> pd.DataFrame:
    visit = Visit(words(language), store, store.region())
    codes = index.score.index.tolist()
    hidden = [
        any(index.figures.signs.at[code, name] in secrecy.NO_DATA for name in index.lacking[code])
        and code not in index.places
        for code in codes
    ]
    frame = pd.DataFrame(
        {
            "area_code": codes,
            "value": index.score.to_numpy(),
            "sign": [secrecy.WITHHELD if secret else "" for secret in hidden],
            "method": "computed",
            # A score is no rate of cases.
            "few": False,
            "rank": index.rank.to_numpy(),
            "name": [visit.area_name(code) for code in codes],
            "remark": [remark(visit, index, code) for code in codes],
        }
    )
    collate = visit.words.collate
    order = sorted(range(len(codes)), key=lambda i: collate(visit.area_name(codes[i])))
    return secrecy.release(frame.iloc[order])


def map_of(visit: Visit, choice: Choice, index: Index, sentence: str) -> None:
    """Draw the map of the scores and its legend."""
    look, shown, picture = pictured(visit, choice, index, sentence)
    st.html(heading(picture.title))
    show_map(visit, look, shown, picture, MAP_PX)
    st.html(f'<div class="atlas-beside">{legend(visit, look, picture, shown)}</div>')


def pictured(visit: Visit, choice: Choice, index: Index, sentence: str) -> tuple[Choice, Figures, Picture]:
    """Return what the map of the scores shows: the choice with the index as its indicator, figures and picture."""
    rows = scores(visit, index)
    classes = class_limits(rows["value"], choice.method, K, decimals=index.decimals)  # type: ignore[arg-type]
    sources = [row["source_id"] for row in records(parts(visit, index))]
    shown = Figures(
        rows.assign(**{"class": classify(rows["value"].tolist(), classes), "source_id": None}),
        pd.DataFrame({"source_id": sources}),
        classes,
    )
    period = max(index.figures.periods.values(), key=lambda period: period[:4])[:4]
    look = replace(choice, indicator=indicator(visit, index), period=period)
    picture = replace(
        describe(visit, look, shown, sentence),
        title=visit.words("exposure.map_title"),
        subtitle=scale_text(visit, index),
        hover=(year_list(visit, index),),
    )
    return look, shown, picture


def ranking(visit: Visit, choice: Choice, index: Index, spread: pd.DataFrame | None) -> None:
    """Draw the ranking: all districts, or the first ones and the chosen one; without intervals while they follow."""
    w = visit.words
    content = ranked(visit, index, spread, choice.district)
    total = len(index.ranked)
    title = w("exposure.ranking_title")
    told = w("exposure.ranking_note" if spread is not None else "exposure.ranking_pending")
    if len(content.rows) < total:
        told = f"{w('exposure.ranking_first', shown=len(content.rows), total=total)} {told}"
    st.html(heading(title))
    name = file_name(title, visit.area_name(choice.area_code), language=visit.language, extension="svg")
    map_component(
        ranking_chart(content, theme()),
        timeline_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=RANKING,
        label=w("exposure.ranking_label", area=visit.area_name(choice.area_code)),
        failed=w("error.map"),
        sizes={"aspect": FLAT, "height": rows_height(len(content.rows)), "below": 0},
        on_picked=take_click_of(RANKING),
    )
    st.html(f'<p class="atlas-note">{escape(told)}</p>')


def ranked(visit: Visit, index: Index, spread: pd.DataFrame | None, chosen: str | None) -> Ranking:
    """Return the districts that the ranking shows, with how sure their ranks are where `spread` is known."""
    rows = [_row(visit, index, spread, code) for code in shown_codes(index, chosen)]
    w = visit.words
    return Ranking(
        tuple(rows), _last(rows, len(index.ranked)), w("exposure.rank_axis"), chosen, (w("exposure.ranking_note"),)
    )


def shown_codes(index: Index, chosen: str | None, most: int = MOST_ROWS) -> list[str]:
    """Return the districts that a picture of rows shows: the first ones, and the chosen one wherever it ranks."""
    ranked = index.ranked
    first = ranked[:most]
    return [*first, chosen] if chosen in ranked and chosen not in first and chosen is not None else first


def parts(visit: Visit, index: Index) -> pd.DataFrame:
    """Return the sources behind the ingredients in use: source_id, retrieved_on, publisher_stand."""
    name = str(indicator(visit, index)["indicator_id"])
    return visit.store.part_sources(name, visit.store.periods(name)[-1])


def scale_text(visit: Visit, index: Index) -> str:
    """Return area and scale of the score, for the line below a title."""
    told = visit.words(f"exposure.unit_{index.settings.method}")
    return visit.words("exposure.subtitle", area=visit.area_name(index.settings.area_code), scale=told)


def heading(title: str) -> str:
    """Return the title of a figure as HTML."""
    return f'<h2 class="atlas-figure-title">{escape(title)}</h2>'


def take_click_of(figure: str) -> Callable[[], None]:
    """Return what a click on a figure made of rows does: keep the district of the row."""

    def take() -> None:
        _, code = picked(figure)
        if code:
            address.keep("district", code)

    return take


def _row(visit: Visit, index: Index, spread: pd.DataFrame | None, code: str) -> RankRow:
    w = visit.words
    rank = index.places[code]
    first = [visit.area_name(code), w("exposure.hover_rank", rank=rank, score=score_text(visit, index, code))]
    if spread is None:
        return RankRow(code, visit.area_name(code), rank, "\n".join(first))
    found = spread.loc[code].to_dict()
    low, high, best, worst = (int(found[name]) for name in ("low", "high", "best", "worst"))
    text = "\n".join(
        [
            *first,
            w("exposure.hover_interval", interval=interval_text(w, low, high)),
            w("exposure.hover_extremes", best=best, worst=worst),
            w("exposure.hover_top", share=part_share(w, found["share_top_k"] * HUNDRED)),
        ]
    )
    return RankRow(code, visit.area_name(code), rank, text, low, high, best, worst)


def _last(rows: list[RankRow], total: int) -> int:
    """Return where the axis ends: at the worst rank drawn; while intervals follow, as far as these rows may reach."""
    return min(total, max(int(row.worst or 2 * row.rank) for row in rows))
