"""A district to be taken along: the page as a PDF, the key figures as tables, and where they come from."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from atlas.export import About, Column, Origin, Sheet, file_name
from atlas.export.document import Document, Notes, Section, Sources
from atlas.export.document_html import heading_html, parts_html
from atlas.export.document_pdf import document_pdf
from atlas.ui import address
from atlas.ui.controls import COUNTRY
from atlas.ui.downloads import files, origin
from atlas.ui.network import Measure
from atlas.ui.profile import PLACES, key_figures, land
from atlas.ui.profile_branches import LEVELS
from atlas.ui.profile_commuters import SOURCE as COMMUTERS
from atlas.ui.profile_sections import FILES, sections
from atlas.ui.profile_series import SERIES
from atlas.ui.profile_words import answer
from atlas.ui.visit import Visit


def show(visit: Visit, code: str, measure: Measure) -> None:
    """Draw the sources, the downloads and the link to this view."""
    if not key_figures(visit.store, code):
        return
    w = visit.words
    sources = Section(FILES, w("profile.files"), (Sources(tuple(_origins(visit, code))),))
    st.html(heading_html(sources) + parts_html(sources.parts, w))
    # The address is known now, not when a file is asked for.
    view = address.link()
    named = [w("menu.profile"), visit.area_name(code)]
    st.download_button(
        w("profile.pdf"),
        _maker(visit, code, measure, view),
        file_name(*named, language=visit.language, extension="pdf"),
        "application/pdf",
        key="download_pdf",
        help=w("profile.pdf_help"),
        on_click="ignore",
    )
    files(visit, lambda for_programs: sheet(visit, code, view, for_programs), named)


def _maker(visit: Visit, code: str, measure: Measure, view: str) -> Callable[[], bytes]:
    return lambda: document_pdf(document(visit, code, measure, view))


def document(visit: Visit, code: str, measure: Measure, view: str) -> Document:
    """Return the page of a district as it leaves the atlas: the sections of the page, then where all comes from."""
    w = visit.words
    about = (
        w("profile.pdf_own"),
        w("profile.pdf_version", version=visit.data_version),
        w("profile.pdf_address", address=view),
    )
    sources = Section(FILES, w("profile.files"), (Sources(tuple(_every_origin(visit, code))), Notes(about)))
    return Document(
        title=w("profile.title", name=visit.area_name(code)),
        language=visit.language,
        answer=(" ".join(answer(visit, code)),),
        sections=(*sections(visit, code, measure), sources),
        footer=w("profile.pdf_footer", app=w("app.name"), version=visit.store.version),
        made_on=visit.store.info["built_at"][:10],
    )


def sheet(visit: Visit, code: str, view: str, for_programs: bool = False) -> Sheet:
    """Return the table of key figures as it leaves the atlas; in ids instead of words where it is for programs."""
    w = visit.words
    rows = key_figures(visit.store, code)
    over = land(visit.store, code)
    names = (visit.area_name(code), visit.area_name(over), visit.area_name(COUNTRY), w("profile.similar_median"))
    held: dict[str, list[object]] = {
        "indicator": [
            row.indicator["indicator_id"] if for_programs else visit.local(row.indicator, "title") for row in rows
        ],
        "unit": [visit.local(row.indicator, "unit") for row in rows],
        "period": [row.period if for_programs else w.period(row.period) for row in rows],
    }
    columns = [Column(name, w(f"profile.{name}")) for name in held]
    for place, name in zip(PLACES, names, strict=True):
        held[place] = [row.cells[place][0] for row in rows]
        held[f"{place}_sign"] = [row.cells[place][1] for row in rows]
        columns.append(Column(place, name, "number", decimals=2, sign=f"{place}_sign"))
    title = w("profile.figures_caption", name=names[0], land=names[1], country=names[2])
    about = About(
        title=title,
        origins=tuple(_origins(visit, code)),
        definition=w("profile.definition"),
        area=names[0],
        caveats=(w("profile.figures_note"),),
        address=view,
        data_version=visit.store.version,
    )
    frame = pd.DataFrame(held).astype({place: float for place in PLACES})
    return Sheet(about, tuple(columns), frame, w)


def _origins(visit: Visit, code: str) -> list[Origin]:
    """Return where the key figures come from, those behind computed ones too, each source once."""
    used: dict[str, None] = {}
    for row in key_figures(visit.store, code):
        if row.method == "computed":
            behind = visit.store.part_sources(str(row.indicator["indicator_id"]), row.period)["source_id"].tolist()
            used.update(dict.fromkeys(behind))
        if row.source_id:
            used[row.source_id] = None
    return [origin(visit, source_id) for source_id in used if source_id in visit.store.source_rows]


def _every_origin(visit: Visit, code: str) -> list[Origin]:
    """Return where all that the page shows comes from: the key figures, the series, branches, commuters, reports."""
    store = visit.store
    held = [*store.series((code,), (*SERIES, *LEVELS))["source_id"].dropna().unique().tolist()]
    if len(store.commuters(code)):
        held.append(COMMUTERS)
    found = [*_origins(visit, code), *(origin(visit, one) for one in held if one in store.source_rows)]
    return list(dict.fromkeys(found))
