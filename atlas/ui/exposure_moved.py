"""How ranks move with the weight of one ingredient, for the press: picture and table."""

from dataclasses import replace

import pandas as pd

from atlas.export import Column, Sheet
from atlas.export.plate import Plate
from atlas.picture import Picture
from atlas.ui import exposure_drivers, exposure_table
from atlas.ui.exposure import Index, Settings, index_of
from atlas.ui.exposure_map import indicator
from atlas.ui.exposure_plates import newest_year
from atlas.ui.visit import Visit


def moved_plate(visit: Visit, settings: Settings, moved: str, chosen: str | None = None) -> Plate:
    """Return the ranks of the first districts over the weight of `moved`; raises what exposure.index_of raises."""
    w, index = visit.words, index_of(visit.store, settings)
    content = exposure_drivers.moved_ranks(visit, index, moved, chosen)
    title, area, year = (
        visit.local(visit.indicator(moved), "title"),
        visit.area_name(settings.area_code),
        newest_year(index),
    )
    picture = Picture(
        kind="line",
        indicator_id=str(indicator(visit, index)["indicator_id"]),
        area=area,
        period=year,
        language=visit.language,
        title=w("press_moved.title", ingredient=title),
        subtitle=w("press_moved.subtitle", n=len(content.lines), area=area, year=year),
        source="",
        stand=year,
        notes=(w("exposure.lines_note"),),
        alt=w("press_moved.title", ingredient=title),
    )
    named = (visit.local(indicator(visit, index), "title"), w("exposure.lines_title"), title, area, year)
    return Plate(picture, content, _sheet(visit, index, picture, moved, chosen), named, own=True, figure="rank")


def _sheet(visit: Visit, index: Index, picture: Picture, moved: str, chosen: str | None) -> Sheet:
    """Return a row per district and share of the weight."""
    w, content = visit.words, exposure_drivers.moved_ranks(visit, index, moved, chosen)
    rows = [
        {"name": line.name, "area_code": line.key, "share": share, "rank": rank}
        for line in content.lines
        for share, rank in zip(content.shares, line.ranks, strict=True)
    ]
    columns = (
        Column("name", w("table.area")),
        Column("area_code", w("table.code")),
        Column("share", content.titles[0], "number", "%"),
        Column("rank", w("exposure.rank"), "number"),
    )
    about = exposure_table.table(visit, index, None).about
    notes = (*about.notes, w("exposure.lines_note"))
    return Sheet(replace(about, title=picture.title, notes=notes), columns, pd.DataFrame(rows), w)
