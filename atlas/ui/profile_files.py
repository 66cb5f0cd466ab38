"""The key figures of a district as files, and where they come from."""

import pandas as pd
import streamlit as st

from atlas.export import About, Column, Origin, Sheet
from atlas.ui import address
from atlas.ui.controls import COUNTRY
from atlas.ui.downloads import files, origin, origin_line
from atlas.ui.profile import PLACES, key_figures, land
from atlas.ui.visit import Visit


def show(visit: Visit, code: str) -> None:
    """Draw the sources, the downloads and the link to this view."""
    if not key_figures(visit.store, code):
        return
    lines = [origin_line(visit, one) for one in _origins(visit, code)]
    st.html(f'<p class="atlas-note">{"<br>".join(lines)}</p>')
    # The address is known now, not when a file is asked for.
    view = address.link()
    named = [visit.words("menu.profile"), visit.area_name(code)]
    files(visit, lambda for_programs: sheet(visit, code, view, for_programs), named)


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
