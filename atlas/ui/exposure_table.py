"""What stands below the figures of the exposure index: the table twin, what it shows, sources, downloads."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis import secrecy
from atlas.export import About, Column, Sheet, table_html
from atlas.store import records
from atlas.ui import address
from atlas.ui.below import SENT_AT_ONCE
from atlas.ui.downloads import boundaries_line, files, origin, origin_line
from atlas.ui.exposure import HUNDRED, Index, goalposts, intervals, worse
from atlas.ui.exposure_map import indicator, parts, scores
from atlas.ui.exposure_words import year_list
from atlas.ui.visit import Visit

RANKS = ("low", "high", "best", "worst")
SHARES = {"share_first": "first", "share_top_k": "top"}
# The sign of what comes later, for intervals that are still being worked out.
LATER = "..."


def show(visit: Visit, index: Index, spread: pd.DataFrame | None) -> None:
    """Draw the table twin, what the index is, where its figures come from, and the downloads."""
    w = visit.words
    about = about_index(visit, index)
    folded = st.expander(w("table.title"), key="table", on_change="rerun")
    if folded.open or len(index.score) <= SENT_AT_ONCE:
        folded.html(table_html(_rows(visit, index, spread), _columns(visit, index), about.title, w))
    with st.expander(w("map.explain")):
        lines = [about.definition, about.formula, about.period, *about.notes, *about.caveats]
        st.html("".join(f'<p class="atlas-note">{escape(line)}</p>' for line in lines if line))
    own = w("source.changed", change=w("method.own"))
    told = [*(origin_line(visit, named) for named in about.origins), escape(own), escape(boundaries_line(visit))]
    st.html(f'<p class="atlas-note">{"<br>".join(told)}</p>')
    named = [visit.local(indicator(visit, index), "title"), visit.area_name(index.settings.area_code)]
    # A file is made when it is asked for: then with the intervals.
    files(visit, lambda _: table(visit, index, intervals(visit.store, index.settings)), named)


def table(visit: Visit, index: Index, spread: pd.DataFrame | None) -> Sheet:
    """Return score, rank and its spread per district, most exposed first; those without a score last.

    Without `spread` its columns bear the sign of what comes later.
    """
    return Sheet(about_index(visit, index), _columns(visit, index), _rows(visit, index, spread), visit.words)


def _rows(visit: Visit, index: Index, spread: pd.DataFrame | None) -> pd.DataFrame:
    rows = scores(visit, index).set_index("area_code", drop=False)
    if spread is None:
        nothing = dict.fromkeys([*RANKS, *SHARES], float("nan"))
        frame = rows.assign(**nothing, spread_sign=rows["sign"].where(rows["value"].isna(), LATER))
    else:
        told = spread[list(RANKS)].assign(**{name: spread[name] * HUNDRED for name in SHARES})
        frame = secrecy.release(rows.assign(spread_sign=rows["sign"]).join(told))
    return frame.sort_values("rank", kind="stable", na_position="last")


def _columns(visit: Visit, index: Index) -> tuple[Column, ...]:
    w = visit.words
    return (
        Column("name", w("table.area")),
        Column("area_code", w("table.code")),
        Column("value", w("exposure.score"), "number", "", index.decimals, "sign"),
        Column("rank", w("exposure.rank"), "number", "", 0, "sign"),
        *(Column(name, w(f"exposure.{name}"), "number", "", 0, "spread_sign") for name in RANKS),
        *(Column(name, w(f"exposure.share_{word}"), "number", "%", 1, "spread_sign") for name, word in SHARES.items()),
        Column("remark", w("table.remark")),
    )


def weight_text(visit: Visit, index: Index) -> list[str]:
    """Return a line per ingredient in use: weight as it counts, period, limits, direction."""
    w = visit.words
    limits, up = goalposts(visit.store), worse(visit.store)
    told = []
    for name, share in index.shares.items():
        row = visit.indicator(str(name))
        low, high = (visit.figure(row, limit) for limit in limits[str(name)])
        told.append(
            w(
                "exposure.ingredient_line",
                title=visit.local(row, "title"),
                weight=w.value(share * HUNDRED, "%", 0 if (share * HUNDRED).is_integer() else 1),
                period=w.period(index.figures.periods[str(name)]),
                low=low,
                high=high,
                direction=w("exposure.high_is_worse" if up[str(name)] else "exposure.low_is_worse"),
            )
        )
    return told


def about_index(visit: Visit, index: Index) -> About:
    """Return what must travel with the figures of an index: sources, definition, formula, weights, caveats."""
    w = visit.words
    row = indicator(visit, index)
    area = visit.area_name(index.settings.area_code)
    origins = tuple(origin(visit, part["source_id"], part) for part in records(parts(visit, index)))
    settings = index.settings
    return About(
        title=w("exposure.table", area=area),
        origins=origins,
        definition=w("exposure.definition"),
        formula=w(
            "exposure.formula",
            scale=w(f"exposure.scale_{settings.method}"),
            mean=w(f"exposure.mean_{settings.aggregation}"),
        ),
        unit=w(f"exposure.unit_{settings.method}"),
        area=area,
        period=year_list(visit, index),
        notes=tuple(weight_text(visit, index)),
        caveats=(w("exposure.draws"), visit.local(row, "caveat"), *_missing(visit, index)),
        address=address.link(),
        data_version=w(
            "exposure.version", data=visit.store.version, index=visit.store.info.get("exposure_version", "–")
        ),
    )


def _missing(visit: Visit, index: Index) -> list[str]:
    w = visit.words
    absent = [visit.local(visit.indicator(name), "title") for name in index.figures.absent]
    return [w("exposure.no_register", title=title) for title in absent]
