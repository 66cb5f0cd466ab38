"""The reports shown, to take away: CSV for people and for programs, XLSX; source, licence, Stand, link."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis.register import NOT_STATED, counted
from atlas.export import About, Column, Origin, Sheet
from atlas.messages import Words
from atlas.ui import address
from atlas.ui.downloads import boundaries_line, files, link, origin, origin_line
from atlas.ui.register import Register
from atlas.ui.register_coverage import texts
from atlas.ui.register_words import stand, uncovered_years
from atlas.ui.visit import Visit

NUMBERS = ("jobs", "jobs_at_site")
FIELDS = (
    "event_id", "case_id", "announced_on", "announced_precision", "effective_on", "company", "site",
    "municipality_code", "municipality_name", "area_code", "area_name", "area_code_at_event", "event_type", "status",
    "jobs", "jobs_direction", "counted", "jobs_at_site", "product", "text", "confidence", "superseded_by", "related",
    "source_url", "source_publisher", "source_date", "source_url_second", "source_publisher_second",
    "source_date_second", "remark",
)  # fmt: skip


def show(visit: Visit, register: Register) -> None:
    """Draw the line of source, licence and Stand, the downloads and the link to this view."""
    w = visit.words
    st.html(f'<p class="atlas-note">{_source_line(visit)}</p>')
    if not register.rows.empty:
        # The address is that of this run: a file made later, in a run of its own, names the same one.
        view = address.link()
        named = [w("events.about_title", filter=""), register.said(visit)]
        files(visit, lambda coded: sheet(visit, register, view, coded=coded), named)
    else:
        link(visit)


def sheet(visit: Visit, register: Register, view: str, *, coded: bool) -> Sheet:
    """Return all fields of the rows shown, in words of the visitor's language or (`coded`) as in the register."""
    w = visit.words
    columns = tuple(
        Column(field, w(f"event_field.{field}"), "number" if field in NUMBERS else "text") for field in FIELDS
    )
    return Sheet(_about(visit, register, view), columns, _frame(visit, register.rows, coded), w)


def _frame(visit: Visit, rows: pd.DataFrame, coded: bool) -> pd.DataFrame:
    w = visit.words
    yes, no = ("true", "false") if coded else (w("events.counted"), w("events.not_counted"))
    frame = rows.assign(
        area_name=[visit.area_name(code) for code in rows["area_code"].tolist()],
        counted=[yes if own else no for own in counted(rows).tolist()],
        product=rows[f"product_{visit.language}"],
        text=rows[f"text_{visit.language}"],
        remark=rows["note"],
        **{f"source_{part}_second": rows[f"source_{part}_2"] for part in ("url", "publisher", "date")},
    )
    if not coded:
        frame = frame.assign(**_in_words(visit.words, rows))
    return frame[list(FIELDS)]


def _in_words(w: Words, rows: pd.DataFrame) -> dict[str, list[str]]:
    """Return the columns of codes in words."""
    ways = rows["jobs_direction"].where(rows["jobs_direction"].notna(), NOT_STATED)
    return {
        "event_type": [w(f"event_type.{code}") for code in rows["event_type"]],
        "status": [w(f"event_status.{code}") for code in rows["status"]],
        "confidence": [w(f"event_confidence.{code}") for code in rows["confidence"]],
        "announced_precision": [w(f"event_precision.{code}") for code in rows["announced_precision"]],
        "jobs_direction": [w(f"event_direction.{code}") for code in ways],
    }


def _about(visit: Visit, register: Register, view: str) -> About:
    w = visit.words
    shown = register.said(visit)
    beyond = uncovered_years(visit.store, register.rows)
    incomplete = [w("events.incomplete", years=w.list(map(str, beyond)))] if beyond else []
    return About(
        title=w("events.about_title", filter=shown),
        origins=(newest_origin(visit),),
        definition=w("events.list_about"),
        caveats=(w("events.caveat_gross"), w("events.confidence_about"), *dict.fromkeys([*texts(visit), *incomplete])),
        address=view,
        data_version=visit.data_version,
    )


def newest_origin(visit: Visit) -> Origin:
    """Return where the register comes from; its Stand is the day of the newest report."""
    return replace(origin(visit, "events"), as_of=visit.words("events.stand", date=stand(visit)))


def _source_line(visit: Visit) -> str:
    lines = [escape(visit.words("events.caveat_gross")), escape(boundaries_line(visit, nodes=False))]
    return "<br>".join([origin_line(visit, newest_origin(visit)), *lines])
