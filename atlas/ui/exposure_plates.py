"""The pictures of the exposure index for the press: the ranking with how sure it is, and what scores are made of."""

from dataclasses import replace

from atlas.export.plate import Plate
from atlas.picture import Kind, Picture
from atlas.store import Store
from atlas.ui import exposure_drivers, exposure_table
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
    total, year = len(index.ranked), newest_year(index)
    given: dict[str, str | int] = {"total": total, "area": visit.area_name(settings.area_code), "year": year}
    subtitle = w("press_rows.ranking_subtitle", **given)
    if len(content.rows) < total:
        subtitle = w("press_rows.ranking_first", shown=len(content.rows), **given)
    picture = _picture(visit, index, "ranking", first_title(visit, index), subtitle)
    picture = replace(picture, notes=content.legend, alt=answer(visit, index, spread, chosen))
    named = (visit.local(indicator(visit, index), "title"), w("exposure.rank"), picture.area, year)
    return Plate(picture, content, exposure_table.table(visit, index, spread), named, own=True, figure="rank")


def bars_plate(visit: Visit, settings: Settings, chosen: str | None = None) -> Plate:
    """Return what each ingredient adds to the scores; raises what exposure.index_of raises (NO_INDEX).

    Only where scores are sums of parts (exposure_drivers.is_sum).
    """
    w, index = visit.words, index_of(visit.store, settings)
    content = exposure_drivers.bars(visit, index, chosen)
    total, year, area = len(index.ranked), newest_year(index), visit.area_name(settings.area_code)
    about = chosen if chosen in index.places else index.ranked[0]
    row = next(i for i, one in enumerate(content.rows) if one.key == about)
    largest = max(content.parts, key=lambda part: part.sizes[row] or 0.0)
    title = w("press_rows.most_added", name=visit.area_name(str(about)), ingredient=largest.name)
    subtitle = w("press_rows.bars_subtitle", total=total, area=area, year=year)
    if len(content.rows) < total:
        subtitle = w("press_rows.bars_first", shown=len(content.rows), total=total, area=area, year=year)
    named = (visit.local(indicator(visit, index), "title"), w("exposure.bars_title"), area, year)
    picture = _picture(visit, index, "bar", title, subtitle)
    return Plate(picture, content, exposure_drivers.bars_sheet(visit, index), named, own=True)


def _picture(visit: Visit, index: Index, kind: Kind, title: str, subtitle: str) -> Picture:
    year = newest_year(index)
    return Picture(
        kind=kind,
        indicator_id=str(indicator(visit, index)["indicator_id"]),
        area=visit.area_name(index.settings.area_code),
        period=year,
        language=visit.language,
        title=title,
        subtitle=subtitle,
        source="",
        stand=year,
        alt=title,
    )


def first_title(visit: Visit, index: Index) -> str:
    """Return which district is the most exposed one, or which are."""
    first = [visit.area_name(code) for code in index.ranked if index.places[code] == 1]
    w, few = visit.words, len(first) <= 3
    names = w.list(first) if few else w("sentence.ties", names=", ".join(first[:2]), n=len(first) - 2)
    return w("press_rows.most_exposed", names=names)


def newest_year(index: Index) -> str:
    """Return the year of the newest ingredient."""
    return max(period[:4] for period in index.figures.periods.values())
