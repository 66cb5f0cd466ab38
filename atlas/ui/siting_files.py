"""What a plan is taken away as: its sites, and all municipalities with their site and their way before and after."""

import math

import pandas as pd
import streamlit as st

from atlas.export import About, Column, Sheet, table_html
from atlas.messages import words
from atlas.store import Store, kept, records
from atlas.ui import address, siting_rest, siting_venues, siting_words
from atlas.ui.below import SENT_AT_ONCE
from atlas.ui.downloads import buttons, files
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit


def sites(visit: Visit, answer: Answer) -> None:
    """Draw the downloads of the plan's sites and the link to this view."""
    named = [visit.words("siting.file_sites"), visit.area_name(answer.problem.question.area_code)]
    # Made now: when it is asked for, the address is no longer at hand.
    sheet = sites_sheet(visit, answer)
    files(visit, lambda _: sheet, named)


def places(visit: Visit, answer: Answer) -> None:
    """Draw the table twin of the map, folded: each municipality, where it goes, before and after; with downloads."""
    w = visit.words
    folded = st.expander(w("table.title"), key="table", on_change="rerun")
    sheet = places_sheet(visit, answer)
    with folded:
        if folded.open or len(sheet.frame) <= SENT_AT_ONCE:
            st.html(table_html(sheet.frame, sheet.columns, sheet.about.title, w, row_header="name"))
        named = [w("siting.file_places"), visit.area_name(answer.problem.question.area_code)]
        buttons(visit, lambda _: sheet, named, "places_")


def sites_sheet(visit: Visit, answer: Answer) -> Sheet:
    """Return the sites of a plan: what becomes of each, where it is, whom it serves."""
    w, asked = visit.words, answer.problem
    new, gone = set(answer.proposed), set(answer.given_up)
    listed = [*asked.existing, *sorted(new)]
    rows = records(asked.sites.iloc[listed])
    frame = pd.DataFrame(
        [
            {
                **row,
                "status": w(f"siting.mark_{_status(site, new, gone)}"),
                "district": visit.area_name(row["area_code"]),
                "demand": float(asked.weight[answer.after.site == site].sum()),
                "named": siting_venues.names(visit, row),
            }
            for site, row in zip(listed, rows, strict=True)
        ]
    )
    columns = (
        Column("site_id", w("siting.site_id")),
        Column("name", w("siting.site")),
        Column("status", w("table.status")),
        Column("district", w("siting.district")),
        Column("lat", w("siting.lat"), "number", decimals=5),
        Column("lon", w("siting.lon"), "number", decimals=5),
        Column("demand", w("siting.served"), "number"),
        Column("named", w("siting.venues")),
    )
    return Sheet(_about(visit, answer, w("siting.sites_caption")), columns, frame, w)


def places_sheet(visit: Visit, answer: Answer) -> Sheet:
    """Return the municipalities of the area with their site and their way before and after, in minutes."""
    w = visit.words
    unit = w("siting.minutes")
    columns = (
        Column("municipality_code", w("network.municipality_code")),
        Column("name", w("network.municipality")),
        Column("district", w("siting.district")),
        Column("demand", w("siting.demand"), "number"),
        Column("site_before", w("siting.site_before")),
        Column("before", w("siting.before"), "number", unit),
        Column("site", w("siting.site_after")),
        Column("after", w("siting.after"), "number", unit),
    )
    frame = _places(visit.store, answer, visit.language)
    return Sheet(_about(visit, answer, w("siting.places_caption")), columns, frame, w)


@kept(32)
def _places(store: Store, answer: Answer, language: str) -> pd.DataFrame:
    w, asked = words(language), answer.problem
    called = [*asked.sites["name"], ""]
    rows = asked.places
    frame = rows.assign(
        district=[store.names[language][code] for code in rows["area_code"].tolist()],
        demand=asked.weight,
        site_before=[called[site] for site in answer.before.site.tolist()],
        before=[_known(minutes) for minutes in answer.before.minutes.tolist()],
        site=[called[site] for site in answer.after.site.tolist()],
        after=[_known(minutes) for minutes in answer.after.minutes.tolist()],
    )
    names = frame["name"].tolist()
    return frame.iloc[sorted(range(len(names)), key=lambda i: w.collate(names[i]))]


def _known(minutes: float) -> float:
    """Return minutes, NaN where there is no way."""
    return minutes if math.isfinite(minutes) else math.nan


def _status(site: int, new: set[int], gone: set[int]) -> str:
    return "proposed" if site in new else "closed" if site in gone else "open"


def _about(visit: Visit, answer: Answer, title: str) -> About:
    w, asked = visit.words, answer.problem
    question = asked.question
    return About(
        title=f"{title}, {visit.area_name(question.area_code)}",
        origins=siting_rest.origins(visit, asked),
        definition=" ".join(siting_words.sentences(visit, answer)),
        formula=siting_words.method(visit, answer),
        area=visit.area_name(question.area_code),
        period=w.date(question.day),
        notes=(w("siting.venue_note"), *siting_rest.notes(visit, asked), *siting_rest.way_notes(visit, asked)),
        address=address.link(),
        data_version=visit.data_version,
    )
