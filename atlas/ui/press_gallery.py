"""The ready pictures that the page of the press begins with, and the making of each picture that can be asked for."""

from collections.abc import Callable
from dataclasses import replace

from atlas.charts.ranking import Ranking
from atlas.export.plate import Plate
from atlas.ui.comparison_plate import NoSeriesError, series_plate
from atlas.ui.controls import COUNTRY
from atlas.ui.exposure import NO_INDEX
from atlas.ui.exposure_plates import published_settings, ranking_plate
from atlas.ui.exposure_words import reason
from atlas.ui.map_plates import map_plate
from atlas.ui.network import Measure
from atlas.ui.network_plate import NoOpenNodeError, nodes_plate
from atlas.ui.nodes import plural
from atlas.ui.press_asked import EVENTS, MAP, NODES, PAGE, RANKING, SERIES, Asked, address_of, start, years
from atlas.ui.register_years import events_by_year_plate
from atlas.ui.visit import Visit

UNEMPLOYMENT, EMPLOYMENT, INSOLVENCIES = "unemployment_rate", "employees_index", "insolvency_rate"
# The year that the index of employment counts from.
INDEX_YEAR = 2015
# More lines cannot be told apart.
MOST_PLACES = 6
# There is no figure to make a picture of.
NOTHING: tuple[type[ValueError], ...] = (*NO_INDEX, NoSeriesError, NoOpenNodeError)


def ready(visit: Visit) -> dict[str, Asked]:
    """Return the pictures of the gallery by name, in their order; none of what the data do not hold."""
    found = {MAP: start(visit, MAP), RANKING: start(visit, RANKING)}
    for name, indicator, since in (
        ("unemployment", UNEMPLOYMENT, None),
        ("employment", EMPLOYMENT, INDEX_YEAR),
        ("insolvencies", INSOLVENCIES, None),
    ):
        if indicator in visit.store.indicator_rows:
            found[name] = series(visit, indicator, since)
    if not visit.store.events().empty:
        found[EVENTS] = start(visit, EVENTS)
    if not visit.store.node_days().empty:
        found[NODES] = start(visit, NODES)
    found["district"] = series(visit, str(visit.store.indicators.index[0])).of(visit.region.district_codes[0])
    return found


def series(visit: Visit, indicator_id: str, since: int | None = None) -> Asked:
    """Return the series of an indicator from a year on (None: from the first) that nothing else is said of."""
    first = years(visit.store, indicator_id)[0] if since is None else since
    period = visit.store.periods(indicator_id)[-1]
    return replace(start(visit, SERIES), indicator_id=indicator_id, period=period, since=first)


def name(visit: Visit, card: str, asked: Asked) -> str:
    """Return what a picture of the gallery is called."""
    w = visit.words
    if card == NODES:
        return w("press.kind_nodes", nodes=plural(visit))
    if card in (RANKING, EVENTS):
        return w(f"press.kind_{card}")
    title = visit.local(visit.indicator(asked.indicator_id), "title")
    if card == "district":
        return w("press.card_district", indicator=title)
    if card == MAP:
        return w("press.card_map", indicator=title, period=w.period(asked.period))
    return w("press.card_series", indicator=title, year=str(asked.since))


def plate_of(visit: Visit, asked: Asked, measure: Measure) -> Plate:
    """Return a picture; `measure` is geo.catchments. Raises one of NOTHING where there is no figure for it."""
    plate = _MAKERS[asked.kind](visit, asked, measure)
    about = replace(plate.sheet.about, address=address_of(visit, asked, PAGE))
    plate = replace(plate, sheet=replace(plate.sheet, about=about))
    if asked.district is None or asked.kind == NODES:
        return plate
    # So that the files of many districts are told apart, and those of a district among its Land's or the country's.
    among = (visit.area_name(asked.area_code),) if asked.kind in (MAP, RANKING) else ()
    named = (plate.named[0], visit.area_name(asked.district), *among, plate.named[-1])
    return replace(plate, named=named, picture=replace(plate.picture, title=_of_district(visit, asked.district, plate)))


def _of_district(visit: Visit, code: str, plate: Plate) -> str:
    """Return a title that says the rank of a district; the picture's own where it shows none."""
    content = plate.content
    if not isinstance(content, Ranking) or content.chosen_row is None:
        return plate.picture.title
    rank, total = content.rows[content.chosen_row].rank, len(plate.sheet.frame)
    return visit.words("press.district_ranking", name=visit.area_name(code), rank=rank, total=total)


def why(visit: Visit, fault: ValueError) -> str:
    """Return why there is no picture, for one of NOTHING."""
    if isinstance(fault, NoOpenNodeError):
        return visit.words("press.no_open_node")
    return visit.words("press.nothing") if isinstance(fault, NoSeriesError) else reason(visit, fault)


def places(visit: Visit, asked: Asked) -> tuple[str, ...]:
    """Return whose series a picture shows: a region's districts one by one where they are few enough to be told apart.

    Else the district or area, and what it is compared with where that has a sense. For a number of cases it has none:
    a district's 30 beside a country's 20 000 would be a flat line.
    """
    store, region = visit.store, visit.region
    if asked.district is None and asked.area_code == region.area_code and len(region.district_codes) <= MOST_PLACES:
        return tuple(sorted(region.district_codes, key=lambda code: visit.words.collate(visit.area_name(code))))
    code = asked.district or asked.area_code
    if store.indicator_rows[asked.indicator_id]["kind"] == "count":
        return (code,)
    above = (store.areas["land_code"].to_dict().get(code), COUNTRY)
    return tuple(dict.fromkeys([code, *(one for one in above if isinstance(one, str))]))


def _map(visit: Visit, asked: Asked, _: Measure) -> Plate:
    return map_plate(visit, asked.seen(visit))


def _ranking(visit: Visit, asked: Asked, _: Measure) -> Plate:
    return ranking_plate(visit, published_settings(visit.store, asked.area_code), asked.district)


def _series(visit: Visit, asked: Asked, _: Measure) -> Plate:
    return series_plate(visit, asked.indicator_id, places(visit, asked), asked.since)


def _events(visit: Visit, asked: Asked, _: Measure) -> Plate:
    if visit.store.events().empty:
        raise NoSeriesError("events: the register is empty")
    return events_by_year_plate(visit, asked.district or asked.area_code)


def _nodes(visit: Visit, asked: Asked, measure: Measure) -> Plate:
    return nodes_plate(visit, asked.area_code, asked.day, measure)


_MAKERS: dict[str, Callable[[Visit, Asked, Measure], Plate]] = {
    MAP: _map,
    RANKING: _ranking,
    SERIES: _series,
    EVENTS: _events,
    NODES: _nodes,
}
