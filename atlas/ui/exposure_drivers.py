"""What is behind the ranks: contributions, what one weight does, what varies most, which ingredients go together."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis import drivers
from atlas.analysis.index import AGGREGATIONS, METHODS
from atlas.charts.contributions import Contributions, Part, contribution_bars, swatch
from atlas.charts.rank_lines import LINES_PX, RankLine, RankLines, rank_lines
from atlas.charts.ranking import RankRow, rows_height
from atlas.charts.screen import timeline_config
from atlas.export import Column, Sheet, file_name, table_html
from atlas.store import Store, kept, records
from atlas.ui.below import SENT_AT_ONCE
from atlas.ui.controls import Choice, pick
from atlas.ui.exposure import HUNDRED, Index, Settings, chosen_first, figures, goalposts, weights_used, worse
from atlas.ui.exposure_map import FLAT, heading, shown_codes, take_click_of
from atlas.ui.exposure_table import about_index
from atlas.ui.map_block import button_text, theme
from atlas.ui.map_component import map_component
from atlas.ui.visit import Visit

BARS, LINES = "exposure_bars", "exposure_lines"
# As many lines as there are colours; every 5 percent of a weight is tried.
MOST_LINES, STEPS = 6, 21


def contributions(visit: Visit, choice: Choice, index: Index) -> None:
    """Draw what each ingredient adds to the score of each district, with its table."""
    w = visit.words
    st.html(heading(w("exposure.bars_title")))
    if not is_sum(index):
        st.info(w("exposure.no_bars"))
        return
    content = bars(visit, index, choice.district)
    listed = "".join(
        f'<li><img src="{swatch(i, theme())}" alt="" width="24" height="16">{escape(part.name)}</li>'
        for i, part in enumerate(content.parts)
    )
    st.html(f'<div class="atlas-legend"><section><ul>{listed}</ul></section></div>')
    figure = contribution_bars(content, theme())
    _draw(visit, choice, BARS, figure, w("exposure.bars_title"), rows_height(len(content.rows)))
    _bars_table(visit, index)


def is_sum(index: Index) -> bool:
    """Return whether scores are sums of what each ingredient adds; a geometric mean is none."""
    return index.settings.aggregation != "geometric"


def bars(visit: Visit, index: Index, chosen: str | None) -> Contributions:
    """Return what each ingredient adds to the score of the districts that a picture of rows shows."""
    w, added = visit.words, _added(visit.store, index)
    codes = shown_codes(index, chosen)
    rows = tuple(RankRow(code, visit.area_name(code), index.places[code], "") for code in codes)
    parts = []
    for name, points in added.loc[codes].items():
        title = visit.local(visit.indicator(str(name)), "title")
        sizes = tuple(None if str(name) in index.lacking[code] else points[code] for code in codes)
        texts = tuple(
            w("exposure.part", name=row.name, title=title, points=w.number(size or 0.0, 1))
            for row, size in zip(rows, sizes, strict=True)
        )
        parts.append(Part(title, sizes, texts))
    return Contributions(rows, tuple(parts), w("exposure.bars_axis"), chosen)


def bars_sheet(visit: Visit, index: Index) -> Sheet:
    """Return what each ingredient adds to the score of every district, most exposed first."""
    w, found = visit.words, _added(visit.store, index)
    # An ingredient that a district lacks adds nothing, which is not the same as 0: its sign stands there.
    signs = index.figures.signs[list(found.columns)].where(index.normalised.isna(), "")
    frame = found.where(index.normalised.notna()).join(signs.add_suffix("_sign")).assign(rank=index.rank)
    frame = frame.assign(name=[visit.area_name(str(code)) for code in frame.index], area_code=frame.index)
    titles = {str(name): visit.local(visit.indicator(str(name)), "title") for name in found.columns}
    columns = (
        Column("name", w("table.area")),
        Column("area_code", w("table.code")),
        *(Column(name, title, "number", "", 1, f"{name}_sign") for name, title in titles.items()),
    )
    about = replace(about_index(visit, index), title=w("exposure.bars_table"), unit=w("exposure.bars_axis"))
    return Sheet(about, columns, frame.sort_values("rank", kind="stable"), w)


def _bars_table(visit: Visit, index: Index) -> None:
    folded = st.expander(visit.words("exposure.bars_table"), key="bars_table", on_change="rerun")
    if folded.open or len(index.score) <= SENT_AT_ONCE:
        sheet = bars_sheet(visit, index)
        columns = [column for column in sheet.columns if column.name != "area_code"]
        folded.html(table_html(sheet.frame, columns, sheet.about.title, visit.words))


def what_if(visit: Visit, choice: Choice, index: Index) -> str | None:
    """Draw how the ranks of the first districts move with one weight, and return whose: None for one ingredient."""
    names = [str(name) for name in index.shares.index]
    if len(names) < 2:
        return None
    w = visit.words
    st.html(heading(w("exposure.lines_title")))
    titles = [visit.local(visit.indicator(name), "title") for name in names]
    moved = pick(visit, "whatif", w("exposure.lines_weight"), names, titles, names[0])
    content = moved_ranks(visit, index, moved, choice.district)
    _draw(visit, choice, LINES, rank_lines(content, theme()), w("exposure.lines_title"), LINES_PX)
    st.html(f'<p class="atlas-note">{escape(w("exposure.lines_note"))}</p>')
    return moved


def moved_ranks(visit: Visit, index: Index, moved: str, chosen: str | None) -> RankLines:
    """Return how the ranks of the first districts move with the weight of one ingredient."""
    w = visit.words
    codes = shown_codes(index, chosen, MOST_LINES)
    # The chosen one takes the place of the last: there are no more colours.
    codes = [*codes[: MOST_LINES - 1], codes[-1]] if len(codes) > MOST_LINES else codes
    ranks = _ranks(visit.store, index, moved)[codes].dropna(axis=1)
    return RankLines(
        tuple(RankLine(visit.area_name(code), tuple(ranks[code].astype(int).tolist()), code) for code in ranks.columns),
        tuple(round(share * HUNDRED) for share in ranks.index),
        index.shares[moved] * HUNDRED,
        (w("exposure.lines_axis"), w("exposure.rank")),
        int(max(ranks.to_numpy().max(initial=1), 2)),
    )


def behind(visit: Visit, index: Index) -> None:
    """Draw, folded, what the movement of the ranks is due to, and which ingredients go together."""
    w = visit.words
    folded = st.expander(w("exposure.sobol"), key="sobol", on_change="rerun")
    if folded.open:
        with folded, st.spinner(w("exposure.sobol_runs")):
            found = sobol(visit.store, index.settings)
        rows = [
            {"input": w(f"exposure.input_{row['input']}"), **{key: row[key] * HUNDRED for key in ("first", "total")}}
            for row in records(found.reset_index())
        ]
        columns = [
            Column("input", w("exposure.input")),
            Column("first", w("exposure.sobol_first"), "number", "%"),
            Column("total", w("exposure.sobol_total"), "number", "%"),
        ]
        folded.html(table_html(pd.DataFrame(rows), columns, w("exposure.sobol_caption"), w))
        folded.html(f'<p class="atlas-note">{escape(w("exposure.sobol_note"))}</p>')
    if len(index.normalised.columns) > 1:
        with st.expander(w("exposure.correlation")):
            _correlations(visit, index)


def _correlations(visit: Visit, index: Index) -> None:
    w = visit.words
    names = tuple(map(str, index.normalised.columns))
    rows = [
        {**row, **{key: visit.local(visit.indicator(row[key]), "title") for key in ("first", "second")}}
        for row in records(correlation(visit.store, index.settings.area_code, names))
    ]
    columns = [
        Column("first", w("exposure.pair_first")),
        Column("second", w("exposure.pair_second")),
        Column("rho", w("exposure.rho"), "number", "", 2),
        Column("pairs", w("exposure.pairs"), "number"),
    ]
    st.html(table_html(pd.DataFrame(rows), columns, w("exposure.correlation"), w))
    st.html(f'<p class="atlas-note">{escape(w("exposure.correlation_note"))}</p>')


@kept(16)
def _added(_store: Store, index: Index) -> pd.DataFrame:
    """Return what each ingredient adds to the scores, in points as they are told."""
    scale = 1.0 if index.settings.method == "zscore" else HUNDRED
    return drivers.contributions(index.normalised, index.shares, allow_missing=index.settings.allow_missing) * scale


@kept(16)
def _ranks(_store: Store, index: Index, moved: str) -> pd.DataFrame:
    """Return the ranks while one weight moves: a row per share that it takes, a column per district."""
    found = drivers.what_if(
        index.normalised,
        index.shares,
        moved,
        STEPS,
        method=index.settings.aggregation,
        allow_missing=index.settings.allow_missing,
    )
    # By step and then by district: no need to look either up.
    shares, codes = found["share"].to_numpy()[:: len(index.normalised)], index.normalised.index
    return pd.DataFrame(found["rank"].to_numpy().reshape(STEPS, -1), index=shares, columns=codes)


@kept(32)
def correlation(store: Store, area_code: str, names: tuple[str, ...]) -> pd.DataFrame:
    """Return how these ingredients go together in an area; no weight changes it."""
    return drivers.correlation(figures(store, area_code).values[list(names)])


@kept(32)
def sobol(store: Store, settings: Settings) -> pd.DataFrame:
    """Return what the movement of the ranks is due to."""
    used = weights_used(store, settings)
    return drivers.sobol(
        figures(store, settings.area_code).values[list(used)],
        used,
        higher_is_worse=worse(store),
        goalposts=goalposts(store),
        methods=chosen_first(settings.method, METHODS),
        aggregations=chosen_first(settings.aggregation, AGGREGATIONS),
        allow_missing=settings.allow_missing,
    )


def _draw(visit: Visit, choice: Choice, key: str, figure: dict[str, object], title: str, height: int) -> None:
    name = file_name(title, visit.area_name(choice.area_code), language=visit.language, extension="svg")
    map_component(
        figure,
        timeline_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=key,
        label=title,
        failed=visit.words("error.map"),
        sizes={"aspect": FLAT, "height": height, "below": 0},
        on_picked=take_click_of(key),
    )
