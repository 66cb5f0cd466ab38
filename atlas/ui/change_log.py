"""What the last published versions changed, in plain words."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas.store import Row, freshness, records
from atlas.ui.visit import CLOCK, Visit, is_known

COUNTED = ("added", "revised", "removed", "sign")
# So many versions are told; the first one open, the others folded.
SHOWN = 10
# So many periods are named one by one.
NAMED = 3


def show(visit: Visit) -> None:
    """Draw the change log: for each version a sentence, and a line for each indicator, area or text that changed."""
    w = visit.words
    log = records(freshness.log(visit.store))
    if not log:
        st.html(f'<p class="atlas-note">{escape(w("changes.none"))}</p>')
    for place, version in enumerate(log[:SHOWN]):
        day = version["built_at"].tz_localize("UTC").tz_convert(CLOCK).date()
        with st.expander(w("changes.at", date=w.date(day)), expanded=place == 0, key=f"changes_{place}"):
            lines = _lines(visit, records(freshness.changes(visit.store, version["version"])))
            items = "".join(f"<li>{escape(line)}</li>" for line in lines)
            st.html(f'<p class="atlas-note">{escape(_sentence(visit, version))}</p><ul class="atlas-note">{items}</ul>')


def _sentence(visit: Visit, version: Row) -> str:
    """Return how many figures a version changed in which way."""
    w = visit.words
    kinds = ("added", "revised", "removed", "recomputed")
    told = [w(f"changes.{kind}", n=int(version[kind])) for kind in kinds if version[kind]]
    first = w("changes.sentence", counts=w.list(told)) if told else w("changes.texts_only")
    return f"{first} {w('changes.marked', n=int(version['marked']))}" if version["marked"] else first


def _lines(visit: Visit, rows: Sequence[Row]) -> list[str]:
    """Return a line for each indicator and kind of change, then areas and texts, then what was computed anew."""
    published = [row for row in rows if not row["computed"]]
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in published:
        if row["kind"] in COUNTED:
            groups.setdefault((row["indicator_id"], row["kind"]), []).append(row)
    told = [_of_indicator(visit, indicator_id, kind, held) for (indicator_id, kind), held in groups.items()]
    told += [_of_text(visit, row) for row in published if row["kind"] not in COUNTED]
    computed = dict.fromkeys(_title(visit, row["indicator_id"]) for row in rows if row["computed"])
    return told + ([visit.words("changes.computed", indicators=visit.words.list(computed))] if computed else [])


def _of_indicator(visit: Visit, indicator_id: str, kind: str, rows: Sequence[Row]) -> str:
    w = visit.words
    line = w(
        "changes.line",
        indicator=_title(visit, indicator_id),
        what=w(f"changes.{kind}", n=sum(int(row["figures"]) for row in rows)),
        periods=_periods(visit, [row["period"] for row in rows]),
    )
    largest = [row for row in rows if is_known(row["old_value"]) and row["area_code"] in visit.store.areas.index]
    if not largest or indicator_id not in visit.store.indicator_rows:
        return line
    row = max(largest, key=lambda row: abs(row["new_value"] - row["old_value"]) / max(abs(row["old_value"]), 1e-9))
    indicator = visit.indicator(indicator_id)
    values = {"old": visit.figure(indicator, row["old_value"]), "new": visit.figure(indicator, row["new_value"])}
    place = {"area": visit.area_name(row["area_code"]), "period": w.period(row["period"])}
    return f"{line} {w('changes.largest', **place, **values)}"


def _of_text(visit: Visit, row: Row) -> str:
    """Return the line of an area that came or went, or of a changed title or unit (as they stand in German)."""
    w, kind = visit.words, row["kind"]
    if kind in ("new_area", "vanished_area"):
        name = str(row["new_text"] if kind == "new_area" else row["old_text"])
        return w(f"changes.{kind}", area=name)
    old, new = str(row["old_text"]), str(row["new_text"])
    if kind == "title":
        return w("changes.title_text", old=old, new=new)
    return w("changes.unit_text", indicator=_title(visit, row["indicator_id"]), old=old, new=new)


def _title(visit: Visit, indicator_id: str) -> str:
    """Return the title of an indicator; its id where it has no figures any more."""
    known = visit.store.indicator_rows.get(indicator_id)
    return visit.local(known, "title") if known else indicator_id


def _periods(visit: Visit, periods: Sequence[str]) -> str:
    """Return periods as words: up to three by name, more as the first and the last."""
    w, named = visit.words, sorted(set(periods))
    if len(named) <= NAMED:
        return w.list(w.period(period, long=False) for period in named)
    return w("changes.span", first=w.period(named[0], long=False), last=w.period(named[-1], long=False))
