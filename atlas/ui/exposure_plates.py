"""The pictures of the exposure index for the press: the ranking with how sure it is."""

from atlas.export.plate import Plate
from atlas.picture import Picture
from atlas.store import Store
from atlas.ui import exposure_table
from atlas.ui.exposure import Index, Settings, default_weights, index_of, intervals
from atlas.ui.exposure_map import indicator, ranked
from atlas.ui.exposure_words import answer
from atlas.ui.visit import Visit


def published_settings(store: Store, area_code: str) -> Settings:
    """Return the settings of the index as it is published, for the districts of an area."""
    return Settings(area_code, "goalposts", "arithmetic", False, default_weights(store))


def ranking_plate(visit: Visit, settings: Settings, chosen: str | None = None) -> Plate:
    """Return the ranking with its intervals; raises what exposure.index_of raises (NO_INDEX)."""
    w, index = visit.words, index_of(visit.store, settings)
    spread = intervals(visit.store, settings)
    content = ranked(visit, index, spread, chosen)
    year, total = newest_year(index), len(index.ranked)
    given: dict[str, str | int] = {"total": total, "area": visit.area_name(settings.area_code), "year": year}
    subtitle = w("press_rows.ranking_subtitle", **given)
    if len(content.rows) < total:
        subtitle = w("press_rows.ranking_first", shown=len(content.rows), **given)
    picture = Picture(
        kind="ranking",
        indicator_id=str(indicator(visit, index)["indicator_id"]),
        area=visit.area_name(settings.area_code),
        period=year,
        language=visit.language,
        title=first_title(visit, index),
        subtitle=subtitle,
        source="",
        stand=year,
        notes=(w("exposure.ranking_note"),),
        alt=answer(visit, index, spread, chosen),
    )
    named = (visit.local(indicator(visit, index), "title"), w("exposure.rank"), picture.area, picture.period)
    return Plate(picture, content, exposure_table.table(visit, index, spread), named, own=True)


def first_title(visit: Visit, index: Index) -> str:
    """Return which district is the most exposed one, or which are."""
    first = [visit.area_name(code) for code in index.ranked if index.places[code] == 1]
    w, few = visit.words, len(first) <= 3
    names = w.list(first) if few else w("sentence.ties", names=", ".join(first[:2]), n=len(first) - 2)
    return w("press_rows.most_exposed", names=names)


def newest_year(index: Index) -> str:
    """Return the year of the newest ingredient."""
    return max(period[:4] for period in index.figures.periods.values())
