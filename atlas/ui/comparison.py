"""Vergleich: what is compared, the figures behind it, and what each of the four forms gives to be drawn."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from atlas.analysis import compare, secrecy
from atlas.export import Sheet
from atlas.picture import Content
from atlas.store import Row, Store, kept, records
from atlas.ui.controls import COUNTRY
from atlas.ui.figures import remark
from atlas.ui.profile_series import CUTS
from atlas.ui.visit import Visit, is_known

LINES, RANKING, SCATTER, SLOPE = FORMS = ("lines", "ranking", "scatter", "slope")
# As many places as there are colours that can be told apart.
MOST = 6
VALUE, INDEX = "value", "index"
# The group of the districts that the region leaves of its Länder (docs/database.md).
REST = "rest"
MONEY = "€"
HUNDRED = 100.0


@dataclass(frozen=True, eq=False)
class Choice:
    """What a visitor compares: `places` (area codes) by `indicator`, in one of FORMS.

    `area_code`: whose districts are ranked or drawn as dots, `period`: of when the ranking is; `second` and `year`
    (None: the two indicators share none) are those of the scatter, `start` and `end` the years of the slope; the series
    of a picture for the press begins in `start` too; `base` is the year of the index, None where values are shown.
    """

    form: str
    places: tuple[str, ...]
    indicator: Row
    period: str
    area_code: str
    second: Row | None = None
    year: int | None = None
    base: int | None = None
    start: int | None = None
    end: int | None = None

    @property
    def indicator_id(self) -> str:
        """Return the id of the (first) indicator."""
        return str(self.indicator["indicator_id"])


@dataclass(frozen=True, eq=False)
class Shown:
    """A form made ready: the answer to the page's question, the picture and its table.

    Without a `figure` the `reason` stands in its place. `named` are the parts of the files' names; `content` is what
    the figure draws, for print.
    """

    answer: tuple[str, ...]
    title: str
    subtitle: str
    sheet: Sheet | None
    named: tuple[str, ...]
    figure: dict[str, Any] | None = None
    height: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()
    content: Content | None = None


@kept(128)
def rows(store: Store, codes: tuple[str, ...], indicator_id: str) -> tuple[Row, ...]:
    """Return the figures of places in all periods of an indicator, oldest first, past the secrecy gate.

    Of several in a year the last one stands.
    """
    asked = store.ask("places", area_codes=codes, indicator_id=indicator_id)
    last = {(row["area_code"], row["year"]): row for row in records(secrecy.release(asked))}
    return tuple(last.values())


def by_year(store: Store, codes: tuple[str, ...], indicator_id: str) -> pd.DataFrame:
    """Return the figures as a table: one row per year, one column per place in the order given; none is NaN."""
    found: dict[str, dict[int, float]] = {code: {} for code in codes}
    for row in rows(store, codes, indicator_id):
        found[row["area_code"]][row["year"]] = row["value"] if is_known(row["value"]) else float("nan")
    table = pd.DataFrame(found, dtype=float, columns=list(codes)).sort_index()
    return table.dropna(how="all")


@kept(64)
def periods_by_year(store: Store, indicator_id: str) -> dict[int, str]:
    """Return year -> the last period of it in which a district has a row."""
    return {int(period[:4]): period for period in store.periods(indicator_id)}


def indexable(indicator: Row) -> bool:
    """Return whether index numbers of an indicator make sense: what is counted, and sums of money."""
    return indicator["kind"] == "count" or MONEY in str(indicator["unit_de"])


def cut_years(store: Store, indicator_id: str, codes: tuple[str, ...]) -> list[int]:
    """Return the years from which on figures cannot be compared with those before."""
    found = records(store.breaks(indicator_id))
    return sorted({row["first_day"].year for row in found if row["kind"] in CUTS and row["area_code"] in ("*", *codes)})


def since(store: Store, codes: tuple[str, ...], indicator_id: str) -> int | None:
    """Return the first year that can be compared with the newest, None where all can."""
    years = by_year(store, codes, indicator_id).index
    cuts = [year for year in cut_years(store, indicator_id, codes) if len(years) and year <= years.max()]
    return max(cuts) if cuts and years.min() < max(cuts) else None


def base_years(store: Store, codes: tuple[str, ...], indicator: Row) -> list[int]:
    """Return the years that can be the base of an index of these places; none where there is no index."""
    if not indexable(indicator) or not codes:
        return []
    key = indicator["indicator_id"]
    return compare.bases(by_year(store, codes, key), since(store, codes, key))


def first_of_all(store: Store, codes: tuple[str, ...], indicator_id: str, years: list[int]) -> int:
    """Return the first of these years in which as many places as in any of them have a figure."""
    counts = by_year(store, codes, indicator_id).reindex(years).notna().sum(axis=1)
    return int(str(counts.idxmax()))


def touching(visit: Visit, indicator_id: str, codes: tuple[str, ...], first: int, last: int) -> list[Row]:
    """Return the breaks between two years that touch one of the places or, where one is a group, its sum.

    What moves between members of a group leaves its sum as it was. Each row has `year`, the first one after the break,
    and `own`: whether it is a place's own (or everybody's) break.
    """
    every = [row for row in records(visit.store.breaks(indicator_id)) if first < row["first_day"].year <= last]
    sharing: dict[tuple[object, str], set[str]] = {}
    for row in every:
        sharing.setdefault((row["first_day"], row["text_de"]), set()).add(row["area_code"])
    groups = [members(visit, code) for code in codes]
    found = []
    for row in every:
        own = row["area_code"] in ("*", *codes)
        touched = sharing[row["first_day"], row["text_de"]]
        if own or any(touched & group and touched - group for group in groups):
            found.append(row | {"year": row["first_day"].year, "own": own})
    return found


def members(visit: Visit, code: str) -> set[str]:
    """Return the districts that a region or a group of the atlas is made of; none for any other area."""
    kind = visit.store.areas.at[code, "kind"]
    if kind == "region":
        return set(visit.region.district_codes)
    if kind != "group":
        return set()
    found = visit.store.group_members()
    return set(found.loc[found["group_code"] == code, "area_code"])


def own_remark(visit: Visit, row: Row) -> str:
    """Return what must stand beside a figure: own calculation, approximate, provisional."""
    known = is_known(row["value"])
    kind = str(visit.store.areas.at[row["area_code"], "kind"])
    method = row["method"] if is_known(row["method"]) else None
    return remark(visit, method, bool(row["approximate"]), bool(row["provisional"]), kind, known)


def told(visit: Visit, indicator: Row, row: Row | None) -> str:
    """Return a figure as it is read, or what its sign means."""
    if row is not None and is_known(row["value"]):
        return visit.figure(indicator, row["value"])
    return visit.words.sign(row["sign"] if row is not None and is_known(row["sign"]) else "")


def distance_text(visit: Visit, indicator: Row, distance: float, *, index: bool = False) -> str:
    """Return how far two figures lie apart: percentage points for percent, points for an index."""
    w = visit.words
    if index:
        return w.value(distance, w("comparison.points"), 1)
    unit = visit.local(indicator, "unit")
    return w.value(distance, w("situation.points") if unit == "%" else unit, int(indicator["decimals"]))


def titled(visit: Visit, indicator: Row) -> str:
    """Return an indicator's title with its unit, which some titles name themselves."""
    title, unit = visit.local(indicator, "title"), visit.local(indicator, "unit")
    return title if unit in title else visit.words("table.column_unit", title=title, unit=unit)


def place_names(visit: Visit, codes: tuple[str, ...]) -> str:
    """Return the names of places as an enumeration."""
    return visit.words.list([visit.area_name(code) for code in codes])


def is_district(visit: Visit, code: str) -> bool:
    """Return whether an area is a district of today."""
    return bool(visit.store.areas.at[code, "kind"] == "district")


def todays(visit: Visit) -> list[str]:
    """Return all places that can be compared: regions and groups first, then country, Länder, districts by name."""
    order = {"region": 0, "group": 1, "country": 2, "land": 3, "district": 4}
    areas = visit.store.areas
    kinds = {code: order[kind] for code, kind in zip(areas["area_code"], areas["kind"], strict=True) if kind in order}
    return sorted(kinds, key=lambda code: (kinds[code], visit.words.collate(visit.area_name(code))))


def default_places(visit: Visit, chosen: str | None) -> tuple[str, ...]:
    """Return what is compared at first: the region against the rest of its Länder, these, the country.

    The district of the other pages, where one is chosen, comes first.
    """
    has_rest = REST in visit.store.areas.index
    wanted = [chosen, visit.region.area_code, REST if has_rest else None, *visit.region.land_codes, COUNTRY]
    return tuple(dict.fromkeys(code for code in wanted if code))[:MOST]
