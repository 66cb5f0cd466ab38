"""A plan to be taken along: its sites and catchments for maps (GeoJSON), and the briefing (PDF)."""

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from atlas.export import Column, Sheet, file_name
from atlas.export.document_pdf import document_pdf
from atlas.export.geojson import geojson
from atlas.ui import address, siting_files, siting_kept
from atlas.ui.siting import Tools
from atlas.ui.siting_briefing import document
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit

GEOJSON_TYPE = "application/geo+json"


def files(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw the downloads of the present plan; each file is made when it is asked for."""
    w = visit.words
    area = visit.area_name(answer.problem.question.area_code)
    # The address is known now, not when a file is asked for.
    view = address.link(view="answer", kept=siting_kept.NONE)
    sites, ways = siting_files.sites_sheet(visit, answer), ways_sheet(visit, answer)
    st.html(f"<h2>{escape(w('scenario.take'))}</h2>")
    with st.container(horizontal=True):
        _button(visit, "brief", "application/pdf", "pdf", (w("scenario.brief_file"), area),
                lambda: document_pdf(document(visit, answer, tools, view)))  # fmt: skip
        _button(visit, "sites_map", GEOJSON_TYPE, "geojson", (w("siting.file_sites"), area), lambda: geojson(sites))
        _button(visit, "ways_map", GEOJSON_TYPE, "geojson", (w("siting.file_places"), area),
                lambda: geojson(ways, (("lon", "lat"), ("site_lon", "site_lat"))))  # fmt: skip


def ways_sheet(visit: Visit, answer: Answer) -> Sheet:
    """Return the municipalities of a plan with both ends of their way: their point, and that of their site after."""
    sheet = siting_files.places_sheet(visit, answer)
    chosen = [answer.after.site[at] for at in sheet.frame.index]
    ends = {
        f"site_{part}": [answer.problem.sites[part].iloc[at] if at >= 0 else float("nan") for at in chosen]
        for part in ("lon", "lat")
    }
    frame: pd.DataFrame = sheet.frame.assign(**ends)
    places = (Column(name, name, "number") for name in ("lon", "lat", "site_lon", "site_lat"))
    return Sheet(sheet.about, (*sheet.columns, *places), frame, sheet.words)


def _button(
    visit: Visit, key: str, mime: str, extension: str, named: tuple[str, ...], make: Callable[[], bytes]
) -> None:
    w = visit.words
    st.download_button(
        w(f"scenario.{key}"),
        make,
        file_name(*named, language=visit.language, extension=extension),
        mime,
        key=f"download_{key}",
        help=w(f"scenario.{key}_help"),
        on_click="ignore",
    )
