"""Daten & Methodik: the sources, the indicators, the signs, and the way of one figure to its file."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.export import Column, legend_html, table_html
from atlas.ui import controls
from atlas.ui.figures import remark
from atlas.ui.visit import Visit


def summary(visit: Visit) -> str:
    """Return how many sources there are and how fresh they are, in one sentence."""
    rows = visit.store.sources()
    newest = rows["retrieved_on"].max().date().isoformat()
    return visit.words("data.summary", n=len(rows), date=visit.words.date(newest))


def sources(visit: Visit) -> None:
    """Draw the table of sources: publisher, table, licence, days, rows."""
    w = visit.words
    rows = visit.store.sources()
    day = lambda column: [w.date(d.date(), long=False) if pd.notna(d) else w("data.day_unknown") for d in rows[column]]  # noqa: E731
    frame = pd.DataFrame(
        {
            "title": rows[f"title_{visit.language}"],
            "producer": rows["producer"],
            "table": rows["table_code"],
            "licence": rows["licence"],
            "retrieved": day("retrieved_on"),
            "stand": day("publisher_stand"),
            "read": rows["rows_read"].astype(float),
            "kept": rows["rows_kept"].astype(float),
        }
    )
    columns = (
        Column("title", w("data.source")),
        Column("producer", w("data.publisher")),
        Column("table", w("data.table")),
        Column("licence", w("data.licence")),
        Column("retrieved", w("data.retrieved_on")),
        Column("stand", w("data.as_of")),
        Column("read", w("data.rows_read"), "number"),
        Column("kept", w("data.rows_kept"), "number"),
    )
    st.html(table_html(frame, columns, w("data.sources_caption"), w))
    st.html(_attributions(visit, rows))


def indicators(visit: Visit) -> None:
    """Draw the table of indicators: definition, unit, formula, caveats."""
    w = visit.words
    rows = visit.store.indicators
    frame = pd.DataFrame(
        {
            "title": rows[f"title_{visit.language}"],
            "definition": rows[f"definition_{visit.language}"],
            "unit": rows[f"unit_{visit.language}"],
            "formula": rows["formula"],
            "caveat": rows[f"caveat_{visit.language}"],
        }
    )
    names = ("indicator", "definition", "unit", "formula", "caveats")
    columns = tuple(Column(c, w(f"data.{name}")) for c, name in zip(frame.columns, names, strict=True))
    st.html(table_html(frame, columns, w("data.indicators_caption"), w))


def signs(visit: Visit) -> None:
    """Draw the legend of signs."""
    st.html(f'<p class="atlas-note">{escape(visit.words("data.signs_intro"))}</p>{legend_html(visit.words)}')


def territory(visit: Visit) -> None:
    """Say on which territory all figures stand."""
    day = visit.words.date(visit.store.info["territory_on"])
    st.html(f'<p class="atlas-note">{escape(visit.words("data.territory_text", date=day))}</p>')


def trace(visit: Visit) -> None:
    """Let the reader choose a figure and draw its way: file, day, licence, SQL, all its vintages."""
    columns = st.columns(3)
    with columns[0]:
        indicator = controls.pick_indicator(visit)
    with columns[1]:
        area_code = controls.pick_any_area(visit)
    with columns[2]:
        period = controls.pick_period(visit, str(indicator["indicator_id"]))
    way(visit, indicator, area_code, period)


def way(visit: Visit, indicator: pd.Series, area_code: str, period: str) -> None:
    """Draw the way of one figure to its files."""
    w = visit.words
    indicator_id = str(indicator["indicator_id"])
    told = {
        "indicator": visit.local(indicator, "title"),
        "area": visit.area_name(area_code),
        "period": w.period(period),
    }
    found = visit.store.figure(indicator_id, area_code, period)
    if found.empty:
        st.html(f'<p class="atlas-sentence">{escape(w("chain.absent", **told))}</p>')
        return
    figure = found.iloc[0]
    if pd.notna(figure["value"]):
        unit = visit.local(indicator, "unit")
        value = w.value(figure["value"], unit, int(indicator["decimals"]))
        first = w("chain.sentence", value=value, **told)
    else:
        first = w("chain.no_figure", meaning=w.sign(figure["sign"]), **told)
    st.html(f'<p class="atlas-sentence">{escape(first)}</p>{_facts(visit, figure)}')
    _vintages(visit, indicator, figure, w("chain.vintages_caption", **told))
    _statement(visit, figure)


def _facts(visit: Visit, figure: pd.Series) -> str:
    w = visit.words
    kind = str(visit.store.areas.at[figure["area_code"], "kind"])
    lines = [w("chain.published", publisher=figure["producer"], table=figure["table_code"])]
    own = remark(visit, figure["method"], bool(figure["approximate"]), bool(figure["provisional"]), kind)
    lines += [own] if own else [w("method.published")]
    if figure["method"] != "published":
        names = [visit.area_name(code) for code in figure["members"]]
        lines.append(f"{w('chain.parts')} {w.list(sorted(names, key=w.collate))}")
    lines.append(visit.local(figure, "reason"))
    licence = f'<a href="{escape(figure["licence_url"])}" rel="noreferrer">{escape(figure["licence"])}</a>'
    page = f'<a href="{escape(figure["page"])}" rel="noreferrer">{escape(w("source.page"))}</a>'
    items = [escape(line) for line in lines] + [escape(figure["attribution"]), licence, page]
    return f'<ul class="atlas-note">{"".join(f"<li>{item}" for item in items)}</ul>'


def _vintages(visit: Visit, indicator: pd.Series, figure: pd.Series, caption: str) -> None:
    w = visit.words
    rows = visit.store.vintages(figure["indicator_id"], list(figure["members"]), figure["period"])
    st.html(f"<h3>{escape(w('chain.vintages'))}</h3>")
    used = rows["source_id"].eq(figure["source_id"]) & ~rows.duplicated(["area_code", "source_id"])
    same = rows["source_id"].eq(figure["source_id"])
    status = [w("chain.used") if u else w("chain.replaced") if s else w("chain.other_source", source=figure["producer"]) for u, s in zip(used, same, strict=True)]
    frame = pd.DataFrame(
        {
            "name": rows["name_en"] if visit.language == "en" else rows["name"],
            "value": rows["value"],
            "sign": rows["sign"],
            "status": status,
            "source": rows[f"source_title_{visit.language}"],
            "retrieved": [w.date(d.date(), long=False) if pd.notna(d) else w("data.day_unknown") for d in rows["retrieved_on"]],
            "file": rows["original_file"],
            "position": [w("chain.position", line=int(line), column=int(field)) for line, field in zip(rows["source_line"], rows["source_column"], strict=True)],
            "checksum": rows["original_sha256"].str.slice(0, 16),
        }
    )
    columns = (
        Column("name", w("table.area")),
        Column("value", w("chain.as_published"), "number", visit.local(indicator, "unit"), int(indicator["decimals"]), "sign"),
        Column("status", w("table.status")),
        Column("source", w("data.source")),
        Column("retrieved", w("data.retrieved_on")),
        Column("file", w("chain.file_name")),
        Column("position", w("chain.place")),
        Column("checksum", w("chain.checksum_short")),
    )
    st.html(table_html(frame, columns, caption, w))


def _statement(visit: Visit, figure: pd.Series) -> None:
    w = visit.words
    with st.expander(w("chain.sql_file", file=f"etl/sql/{figure['sql_file']}")):
        text = visit.store.statement(figure["sql_file"])
        st.html(f'<pre class="atlas-sql" tabindex="0">{escape(text)}</pre>')


def _attributions(visit: Visit, rows: pd.DataFrame) -> str:
    items = [
        f"<li>{escape(visit.local(row, 'title'))}: {escape(row['attribution'])} · "
        f'<a href="{escape(row["licence_url"])}" rel="noreferrer">{escape(row["licence"])}</a> · '
        f'<a href="{escape(row["page"])}" rel="noreferrer">{escape(visit.words("source.page"))}</a>'
        for _, row in rows.iterrows()
    ]
    return f'<ul class="atlas-note">{"".join(items)}</ul>'
