"""Daten & Methodik: the sources, the indicators, the signs, and the way of one figure to its file."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from atlas.analysis import secrecy
from atlas.export import Column, legend_html, table_html
from atlas.store import Row, records
from atlas.ui import address, controls
from atlas.ui.figures import remark
from atlas.ui.visit import Visit, is_known


def summary(visit: Visit) -> str:
    """Return how many sources there are and how fresh they are, in one sentence."""
    rows = visit.store.sources
    rows = rows[rows["files"] > 0]
    newest = rows["retrieved_on"].max().date().isoformat()
    return visit.words("data.summary", n=len(rows), date=visit.words.date(newest))


def sources(visit: Visit) -> None:
    """Draw the table of sources: publisher, table, licence, days, rows."""
    w = visit.words
    rows = visit.store.sources
    frame = pd.DataFrame(
        {
            "title": rows[f"title_{visit.language}"],
            "producer": rows["producer"],
            "table": rows["table_code"],
            "licence": rows["licence"],
            "retrieved": [_retrieved(visit, row) for row in records(rows)],
            "stand": [_day(visit, day) for day in rows["publisher_stand"]],
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
    st.html(_attributions(visit))


def indicators(visit: Visit) -> None:
    """Draw the table of indicators: definition, unit, formula, caveats."""
    w = visit.words
    rows = visit.store.indicators
    frame = pd.DataFrame(
        {
            "indicator": rows[f"title_{visit.language}"],
            "definition": rows[f"definition_{visit.language}"],
            "unit": rows[f"unit_{visit.language}"],
            "formula": [visit.formula(row) for row in records(rows)],
            "caveats": rows[f"caveat_{visit.language}"],
        }
    )
    columns = tuple(Column(name, w(f"data.{name}")) for name in frame.columns)
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
        indicator = controls.pick_indicator(visit, visit.words("data.indicator"))
    with columns[1]:
        area_code = controls.pick_any_area(visit)
    with columns[2]:
        period = controls.pick_period(visit, indicator["indicator_id"], every=True)
    way(visit, indicator, area_code, period)


def way(visit: Visit, indicator: Row, area_code: str, period: str) -> None:
    """Draw the way of one figure to its files."""
    w = visit.words
    told = {
        "indicator": visit.local(indicator, "title"),
        "area": visit.area_name(area_code),
        "period": w.period(period),
    }
    found = records(secrecy.release(visit.store.figure(indicator["indicator_id"], area_code, period)))
    if not found:
        st.html(f'<p class="atlas-sentence">{escape(w("chain.absent", **told))}</p>')
        return
    figure = found[0]
    if is_known(figure["value"]):
        value = visit.figure(indicator, figure["value"])
        first = w("chain.sentence", value=value, **told)
    else:
        first = w("chain.no_figure", meaning=w.sign(figure["sign"]), **told)
    st.html(f'<p class="atlas-sentence">{escape(first)}</p>{_facts(visit, figure)}')
    if figure["method"] == "computed":
        _parts(visit, indicator, figure)
        _statement(visit, figure)
        return
    st.html(f"<h3>{escape(w('chain.vintages'))}</h3>")
    _vintages(visit, indicator, figure, w("chain.vintages_caption", **told))
    if figure["method"] == "rebuilt":
        part = visit.indicator(indicator["part_indicator_id"])
        caption = w("data.parts_caption", indicator=visit.local(part, "title"))
        _vintages(visit, part, figure | {"indicator_id": part["indicator_id"]}, caption)
    _statement(visit, figure)


def _facts(visit: Visit, figure: Row) -> str:
    """Return as a list who published the figure, how it came about, why this source, and on which terms."""
    w = visit.words
    kind = str(visit.store.areas.at[figure["area_code"], "kind"])
    known = is_known(figure["value"])
    own = remark(visit, figure["method"], figure["approximate"], figure["provisional"], kind, known)
    computed = figure["method"] == "computed"
    if not computed:
        made = "chain.published" if figure["method"] == "published" else "chain.worked_out"
        lines = [w(made, publisher=figure["producer"], table=figure["table_code"])]
    elif is_known(visit.indicator(figure["indicator_id"])["source_id"]):
        lines = [w("chain.counted", source=visit.local(figure, "source_title"))]
    else:
        lines = []
    lines.append(own or w("method.published"))
    if computed:
        lines.append(f"{w('data.formula')}: {visit.formula(visit.indicator(figure['indicator_id']))}")
    elif figure["method"] != "published":
        names = sorted((visit.area_name(code) for code in figure["members"]), key=w.collate)
        lines.append(f"{w('chain.parts')} {w.list(names)}")
    if not computed:
        lines.append(visit.local(figure, "reason"))
    lines.append(figure["attribution"])
    links = [_link(figure["licence_url"], figure["licence"]), _link(figure["page"], w("source.page"))]
    items = [escape(line) for line in lines] + links
    return f'<ul class="atlas-note">{"".join(f"<li>{item}" for item in items)}</ul>'


def _parts(visit: Visit, indicator: Row, figure: Row) -> None:
    """Draw the table of the figures that a computed one was made from; each leads to its own way."""
    w = visit.words
    found = visit.store.parts(figure["indicator_id"], figure["area_code"], figure["period"])
    rows = records(secrecy.release(found))
    if not rows:
        return
    items = []
    for row in rows:
        part = visit.indicator(row["part_indicator_id"])
        known = is_known(row["value"])
        asked = {"indicator": part["indicator_id"], "of": row["part_area_code"], "period": row["part_period"]}
        told = [visit.local(part, "title"), visit.area_name(row["part_area_code"]), w.period(row["part_period"])]
        value = visit.figure(part, row["value"]) if known else w.sign(row["sign"])
        link = f'<a href="{escape(address.query(**asked))}" target="_self">{escape(", ".join(told))}</a>'
        items.append(f"<li>{link}: {escape(value)} ({escape(visit.source(row['source_id'])['producer'])})")
    title = w("chain.calculated", indicator=visit.local(indicator, "title"))
    st.html(f'<p class="atlas-note">{escape(title)}</p><ol class="atlas-note">{"".join(items)}</ol>')


def _vintages(visit: Visit, indicator: Row, figure: Row, caption: str) -> None:
    """Draw the table of all vintages of the figures that went into this one."""
    w = visit.words
    found = secrecy.release(visit.store.vintages(figure["indicator_id"], list(figure["members"]), figure["period"]))
    newest = ~found.duplicated(["area_code", "source_id"])
    rows = records(found)
    frame = pd.DataFrame(
        {
            "name": [visit.area_name(row["area_code"]) for row in rows],
            "value": [_as_published(visit, row) for row in rows],
            "status": [_status(visit, row, figure, n) for row, n in zip(rows, newest, strict=True)],
            "source": found[f"source_title_{visit.language}"],
            "retrieved": [_day(visit, row["retrieved_on"]) for row in rows],
            "file": found["original_file"],
            "position": [
                w("chain.position", line=str(row["source_line"]), column=str(row["source_column"])) for row in rows
            ],
            "checksum": found["original_sha256"].str.slice(0, 16),
        }
    )
    columns = (
        Column("name", w("table.area")),
        Column("value", w("chain.as_published"), unit=visit.local(indicator, "unit")),
        Column("status", w("table.status")),
        Column("source", w("data.source")),
        Column("retrieved", w("data.retrieved_on")),
        Column("file", w("chain.file_name")),
        Column("position", w("chain.place")),
        Column("checksum", w("chain.checksum_short")),
    )
    st.html(table_html(frame, columns, caption, w))


def _as_published(visit: Visit, row: Row) -> str:
    """Return the figure with the digits that were published, or its sign."""
    if row["sign"]:
        return str(row["sign"])
    return visit.words.number(row["value"], len(f"{row['value']:.6f}".rstrip("0").partition(".")[2]))


def _status(visit: Visit, row: Row, figure: Row, newest: bool) -> str:
    w = visit.words
    if row["source_id"] != figure["source_id"]:
        return w("chain.other_source", source=figure["producer"])
    return w("chain.used" if newest else "chain.replaced")


def _statement(visit: Visit, figure: Row) -> None:
    """Draw the SQL that made the figure, and the question that gives it back."""
    w = visit.words
    with st.expander(w("chain.sql_file", file=f"etl/sql/{figure['sql_file']}")):
        asked = (
            f"SELECT * FROM value_current WHERE indicator_id = '{figure['indicator_id']}'\n"
            f"  AND area_code = '{figure['area_code']}' AND period = '{figure['period']}';"
        )
        texts = [asked, visit.store.statement(figure["sql_file"])]
        if figure["method"] == "computed":
            texts += [visit.store.statement("figure.sql"), visit.store.statement("computed.sql")]
        elif figure["method"] != "published":
            texts.append(visit.store.statement("macros.sql"))
        for text in texts:
            st.html(f'<pre class="atlas-sql" tabindex="0">{escape(text)}</pre>')


def _attributions(visit: Visit) -> str:
    items = [
        f"<li>{escape(visit.local(row, 'title'))}: {escape(row['attribution'])} · "
        f"{_link(row['licence_url'], row['licence'])} · {_link(row['page'], visit.words('source.page'))}"
        for row in records(visit.store.sources)
    ]
    return f'<ul class="atlas-note">{"".join(items)}</ul>'


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(text)}</a>'


def _retrieved(visit: Visit, row: Row) -> str:
    return _day(visit, row["retrieved_on"]) if row["files"] else visit.words("freshness.not_fetched")


def _day(visit: Visit, day: Any) -> str:
    return visit.words.date(day.date(), long=False) if is_known(day) else visit.words("data.day_unknown")
