"""Lage: the region's newest figures as tiles, one sentence that sums them up, the latest events, a small map."""

from datetime import date, timedelta
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from atlas.analysis import secrecy
from atlas.store import Row, records
from atlas.ui import frame, nodes, press
from atlas.ui.below import short
from atlas.ui.controls import METHODS, Choice, district
from atlas.ui.figures import figures as map_figures
from atlas.ui.figures import sentence
from atlas.ui.map_block import describe, legend
from atlas.ui.map_block import show as draw_map
from atlas.ui.map_plates import map_plate
from atlas.ui.register_words import reports
from atlas.ui.visit import Visit, is_known, today

MAP, EXPOSURE, EVENTS = "pages/karte.py", "pages/betroffenheit.py", "pages/ereignisse.py"
NODES, DATA = "pages/knoten.py", "pages/daten.py"
TILES = (
    "unemployment_rate",
    "employees",
    "insolvencies",
    "jobs_lost_announced",
    "jobs_created_announced",
)
# Counted in the register of events: gross, and never complete.
OF_REGISTER = TILES[-2:]
# What the small map shows: the first of these that the region has figures of.
ON_MAP = ("jobs_lost_announced_5y_per_1000", "unemployment_rate")
LATEST = 4
MAP_PX = 340
# A figure older than this has its year in the headline.
OLD = timedelta(days=2 * 365)


def region_name(visit: Visit) -> str:
    """Return the name of the region in the visitor's language."""
    return visit.area_name(visit.region.area_code)


def figures(visit: Visit) -> dict[str, Row]:
    """Return the region's newest figure of each tile beside the one before it, past the secrecy gate."""
    rows = visit.store.newest_two(visit.region.area_code, TILES)
    return {row["indicator_id"]: row for row in records(secrecy.release(rows))}


def summary(visit: Visit, shown: dict[str, Row]) -> str:
    """Return the situation in a few plain sentences, made of the figures of the tiles."""
    w = visit.words
    told = []
    rate, lost, created = (shown.get(key) for key in (TILES[0], *TILES[-2:]))
    if rate:
        value = visit.figure(visit.indicator("unemployment_rate"), rate["value"])
        told.append(w("situation.rate", region=region_name(visit), period=w.period(rate["period"]), value=value))
        if is_known(rate["earlier_value"]):
            told.append(_rate_moved(visit, rate))
    if lost and created and lost["period"] == created["period"]:
        told.append(_announced(visit, lost, created))
    told.append(nodes.nodes_line(visit, today()))
    return " ".join(text for text in told if text)


def _rate_moved(visit: Visit, rate: Row) -> str:
    w = visit.words
    change = rate["value"] - rate["earlier_value"]
    written = w.number(abs(change), 1)
    moved = "same" if float(f"{change:.1f}") == 0 else "more" if change > 0 else "less"
    if moved == "same":
        return w("situation.rate_same", period=w.period(rate["earlier_period"]))
    return w(f"situation.rate_{moved}", change=written, period=w.period(rate["earlier_period"]))


def _announced(visit: Visit, lost: Row, created: Row) -> str:
    w = visit.words
    period = w.period(lost["period"])
    if not created["value"]:
        key = "situation.announced_lost" if lost["value"] else "situation.announced_nothing"
        return w(key, period=period) if not lost["value"] else w(key, period=period, lost=w.number(lost["value"]))
    return w("situation.announced", period=period, lost=w.number(lost["value"]), created=w.number(created["value"]))


def tiles(visit: Visit, shown: dict[str, Row]) -> str:
    """Return the figures as HTML: title, value, period, change, remark, source; each leads to its own way."""
    told = [_tile(visit, shown[key]) for key in TILES if key in shown]
    return f'<dl class="atlas-figures atlas-tiles">{"".join(told)}{_nodes_tile(visit)}</dl>'


def _tile(visit: Visit, row: Row) -> str:
    w = visit.words
    indicator = visit.indicator(row["indicator_id"])
    title = visit.local(indicator, "title")
    if today() - row["period_end"].date() > OLD:
        title = w("situation.old", title=title, year=row["period"][:4])
    asked = {"indicator": row["indicator_id"], "of": row["area_code"], "period": row["period"], "lang": visit.language}
    source = w("source.line", attribution=visit.source(row["source_id"])["producer"])
    return _term(
        f'<a href="daten?{escape(urlencode(asked))}" target="_self">{escape(title)}</a>',
        w.number(row["value"], int(indicator["decimals"])),
        visit.local(indicator, "unit"),
        (w.period(row["period"]), _change(visit, indicator, row), _remark(visit, row), source),
    )


def _remark(visit: Visit, row: Row) -> str:
    """Return in a few words what must stand beside a tile's figure; all of it stands where the tile leads to."""
    w = visit.words
    own = "situation.own_approximate" if row["approximate"] else "method.own"
    said = [
        w(own) if row["method"] != "published" else "",
        w("situation.of_register") if row["indicator_id"] in OF_REGISTER else "",
        w("method.provisional") if row["provisional"] else "",
    ]
    return ", ".join(text for text in said if text)


def _change(visit: Visit, indicator: Row, row: Row) -> str:
    """Return the change against the figure before (in the unit of the tile); that there is none where there is none."""
    w = visit.words
    if not is_known(row["earlier_value"]):
        return w("situation.no_earlier")
    change = row["value"] - row["earlier_value"]
    decimals = int(indicator["decimals"])
    if not round(change, decimals):
        return w("situation.unchanged", period=w.period(row["earlier_period"]))
    written = w.number(change, decimals, signed=True)
    if visit.local(indicator, "unit") == "%":
        written = w.value(change, w("situation.points"), decimals, signed=True)
    return w("situation.change", change=written, period=w.period(row["earlier_period"]))


def _nodes_tile(visit: Visit) -> str:
    w = visit.words
    day = today()
    rows = visit.store.nodes(day)
    if rows.empty:
        return ""
    title = w("situation.open_nodes", nodes=nodes.plural(visit))
    link = f'<a href="knoten?lang={visit.language}" target="_self">{escape(title)}</a>'
    # Where nothing tells of the nodes since, it is not known whether anything has changed either.
    since = nodes.confirmed(visit, day) or _nodes_moved(visit, day)
    return _term(link, w.number(_open(rows)), "", (w.date(day), since, w("situation.nodes_source")))


def _nodes_moved(visit: Visit, day: date) -> str:
    w = visit.words
    before = _year_before(day)
    change = _open(visit.store.nodes(day)) - _open(visit.store.nodes(before))
    if not change:
        return w("situation.unchanged", period=w.date(before))
    return w("situation.change", change=w.number(change, signed=True), period=w.date(before))


def _open(rows: pd.DataFrame) -> int:
    return int((rows["status"] == "open").sum())


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _term(link: str, number: str, unit: str, said: tuple[str, ...]) -> str:
    value = f"<strong>{escape(number)}</strong> {escape(unit)}"
    lines = "".join(f"<span>{escape(line)}</span>" for line in said if line)
    return f"<div><dt>{link}</dt><dd>{value}{lines}</dd></div>"


def latest(visit: Visit) -> None:
    """Draw the latest events of the region, each with its source; nothing for a region without a register."""
    w = visit.words
    every = visit.store.events()
    rows = records(every[every["in_region"]].tail(LATEST))[::-1]
    if not rows:
        return
    st.header(w("situation.latest"), anchor=False)
    newest = max(row["announced_on"] for row in rows)
    items = "".join(_event(visit, row) for row in rows)
    note = w("situation.latest_note", date=w.period(newest))
    st.html(f'<ul class="atlas-events">{items}</ul><p class="atlas-note">{escape(note)}</p>')


def _event(visit: Visit, row: Row) -> str:
    w = visit.words
    report = reports(visit.store, visit.language)[row["event_id"]]
    asked = urlencode({"lang": visit.language, "company": row["company"]})
    head = f"{report.day}: {row['company']}, {row['site']}"
    source = f'<a href="{escape(row["source_url"])}" rel="noreferrer">{escape(row["source_publisher"])}</a>'
    later = ""
    if report.later:
        word = w("events.superseded" if report.taken_back else "events.continued")
        later = f"<strong>{escape(word)} {escape(w('events.see', later='; '.join(report.later)))}</strong>"
    return (
        f'<li><a href="ereignisse?{escape(asked)}" target="_self">{escape(head)}</a>{later}'
        f"<span>{escape(visit.local(row, 'text'))} ({source})</span>"
    )


def small_map(visit: Visit) -> None:
    """Draw the home area by one indicator, with the nodes of today; a click chooses a district."""
    indicator_id = next(key for key in ON_MAP if key in visit.store.indicators.index)
    period = visit.store.periods(indicator_id)[-1]
    choice = Choice(
        visit.indicator(indicator_id), period, visit.home_area, district(visit), today(), next(iter(METHODS))
    )
    shown = map_figures(visit, choice)
    told = sentence(visit, choice, shown)
    picture = describe(visit, choice, shown, told)
    st.header(picture.title, anchor=False)
    draw_map(visit, choice, shown, picture, height_px=MAP_PX)
    st.html(f'<div class="atlas-beside">{legend(visit, choice, picture, shown)}</div>')
    st.html(f'<p class="atlas-note">{escape(told)} {escape(visit.words("classes.frozen"))}</p>')
    short(visit, choice, shown)
    press.offer(visit, "situation_map", lambda at: map_plate(at, choice))


def onward(visit: Visit) -> None:
    """Draw the next questions, each leading to the page that answers it."""
    w = visit.words
    questions = {MAP: w("situation.next_map")}
    if not visit.store.exposure().empty:
        questions[EXPOSURE] = w("situation.next_exposure")
    if not visit.store.events().empty:
        questions[EVENTS] = w("situation.next_events")
    if not visit.store.node_days().empty:
        questions[NODES] = w("situation.next_nodes", nodes=nodes.plural(visit))
    frame.onward(questions | {DATA: w("situation.next_data")})
