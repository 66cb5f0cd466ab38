"""The question of the siting page and the numbers it comes to: whom to reach, from where, how far each is."""

from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.analysis import secrecy
from atlas.store import Row, Store, kept, records
from atlas.ui.controls import within
from atlas.ui.exposure import INDEX, WITHOUT_REGISTER

Whom = Literal["population", "employees", "manufacturing", "announced", "exposed", "home", "work"]
Aim = Literal["average", "within", "nobody_farther", "cover", "tenth", "farthest"]
Source = Literal["venues", "municipalities", "own"]
Kind = Literal["node", "venue", "municipality", "own"]
Numbers = npt.NDArray[np.float64]

WHOM: tuple[Whom, ...] = get_args(Whom)
AIMS: tuple[Aim, ...] = get_args(Aim)
SOURCES: tuple[Source, ...] = get_args(Source)
# What geo.siting calls an aim: shortest average way; most demand within a limit; shortest average way with nobody
# beyond a limit; fewest sites with everybody within it; shortest way of the worst-served tenth; shortest longest way.
OBJECTIVES: dict[Aim, str] = {
    "average": "p_median",
    "within": "mclp",
    "nobody_farther": "p_median",
    "cover": "lscp",
    "tenth": "cvar",
    "farthest": "p_centre",
}
# Aims that ask within how many minutes.
LIMITED: frozenset[Aim] = frozenset({"within", "nobody_farther", "cover"})
# What a district's figure of each demand is called in the database; the rest is counted otherwise.
INDICATORS: dict[Whom, str] = {
    "employees": "employees",
    "manufacturing": "employees_manufacturing",
    "exposed": "employees",
}
LIMITS = (15, 20, 30, 45, 60, 90)
LEAST_SIZES = (0, 1_000, 3_000, 5_000, 10_000, 20_000)
MOST_FURTHER = 10
WORST_SHARE = 0.1
SITE_COLUMNS = ["site_id", "name", "kind", "municipality_code", "area_code", "lon", "lat", "node_id", "venues"]


@dataclass(frozen=True)
class Place:
    """A site that a visitor named: from an uploaded list or set on the map; degrees, WGS 84."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Question:
    """What a planner asks. `forced`, `forbidden`: site ids; `capacity`: demand a site can take, 0 for any."""

    area_code: str
    day: date
    whom: Whom = "population"
    aim: Aim = "average"
    limit: int = 30
    further: int = 1
    # How many of the existing nodes stay, where the question is which to keep; None where further ones are asked for.
    keep: int | None = None
    source: Source = "venues"
    least: int = 3_000
    movable: bool = False
    forced: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    capacity: int = 0
    by_index: bool = False
    own: tuple[Place, ...] = ()


@dataclass(frozen=True, eq=False)
class Problem:
    """A question in numbers. Equal only to itself, so that work done with it can be kept.

    `places` (a row per municipality): municipality_code, name, area_code, lon, lat, population. `sites`: site_id, name,
    kind, municipality_code, lon, lat, node_id, venues (how many). `minutes`, `km`: one row per place, one column per
    site. `weight`: demand of each place. `fixed`, `forbidden`, `existing`: columns. `unknown`: districts whose figure
    is not known, so that nobody of theirs counts. `period`: of the figure that demand was made of, '' where of none.
    """

    question: Question
    places: pd.DataFrame
    sites: pd.DataFrame
    minutes: Numbers
    km: Numbers
    weight: Numbers
    fixed: tuple[int, ...]
    forbidden: tuple[int, ...]
    existing: tuple[int, ...]
    p: int | None
    routed: bool
    unknown: tuple[str, ...]
    period: str


class Tools(NamedTuple):
    """The modules of geo that this page works with. The page hands them over: nothing here may import them."""

    siting: ModuleType
    travel: ModuleType
    demand: ModuleType


@dataclass(frozen=True, eq=False)
class Basis:
    """What a question is worked out from before anybody is counted: places, sites, ways between them."""

    places: pd.DataFrame
    sites: pd.DataFrame
    minutes: Numbers
    km: Numbers
    routed: bool


@kept(32)
def problem(store: Store, question: Question, tools: Tools) -> Problem:
    """Return a question in numbers.

    Raises ValueError where a forced or forbidden site is no candidate; what cannot be met is found by the solver.
    """
    basis = _basis(store, question.area_code, question.day, question.source, question.least, question.own, tools)
    weight, unknown, period = demand(store, basis.places, question, tools)
    ids = {site: place for place, site in enumerate(basis.sites["site_id"])}
    strange = [site for site in (*question.forced, *question.forbidden) if site not in ids]
    if strange:
        raise ValueError(f"sites {strange}: no candidates")
    existing = tuple(np.flatnonzero(basis.sites["kind"] == "node").tolist())
    kept_open = () if question.movable or question.keep is not None else existing
    fixed = {*kept_open, *(ids[site] for site in question.forced)}
    forbidden = {ids[site] for site in question.forbidden}
    if question.keep is not None:
        forbidden |= set(range(len(ids))) - set(existing)
    p = None if question.aim == "cover" else question.keep or len(existing) + question.further
    return Problem(
        question,
        basis.places,
        basis.sites,
        basis.minutes,
        basis.km,
        weight,
        tuple(sorted(fixed)),
        tuple(sorted(forbidden)),
        existing,
        p,
        basis.routed,
        unknown,
        period,
    )


@kept(16)
def _basis(
    store: Store, area_code: str, day: date, source: Source, least: int, own: tuple[Place, ...], tools: Tools
) -> Basis:
    places = places_of(store, area_code)
    sites = sites_of(store, places, day, source, least, own)
    factor = float(store.region().words["distance"]["detour_factor"])
    km = tools.travel.way_km(places, sites, factor)
    times = store.travel_times()
    if times.empty:
        speeds = [tools.travel.Speed(row["up_to_km"], row["kmh"]) for row in records(store.speeds())]
        return Basis(places, sites, tools.travel.minutes(km, speeds), km, routed=False)
    codes = sites["municipality_code"].tolist()
    minutes = tools.travel.routed_minutes(times, places["municipality_code"].tolist(), sorted(set(codes)))
    column = {code: i for i, code in enumerate(sorted(set(codes)))}
    return Basis(places, sites, minutes[:, [column[code] for code in codes]], km, routed=True)


def places_of(store: Store, area_code: str) -> pd.DataFrame:
    """Return the municipalities of an area: municipality_code, name, area_code, lon, lat, population (scaled)."""
    every = store.municipalities()
    inside = every[within(every, area_code)]
    columns = ["municipality_code", "name", "area_code", "lon", "lat", "population"]
    return inside.rename(columns={"population_scaled": "population"})[columns].reset_index(drop=True)


def sites_of(
    store: Store, places: pd.DataFrame, day: date, source: Source, least: int, own: tuple[Place, ...]
) -> pd.DataFrame:
    """Return the candidates, the open nodes first: site_id, name, kind, municipality_code, lon, lat, node_id, venues.

    Venues of one municipality are one site: they share its point. A municipality with an open node is that node.
    Own places take the municipality whose point is nearest, for routed times.
    """
    nodes = store.nodes(day)
    nodes = nodes[(nodes["status"] == "open") & nodes["area_code"].isin(places["area_code"])]
    rows = [
        _site(f"node:{row['node_id']}", row["place"], "node", row, node_id=row["node_id"]) for row in records(nodes)
    ]
    taken = set(nodes["municipality_code"])
    count = store.venues().groupby("municipality_code").size().to_dict()
    if source != "own":
        for row in records(places):
            code = row["municipality_code"]
            wanted = code in count if source == "venues" else row["population"] >= least
            if wanted and code not in taken:
                kind: Kind = "venue" if source == "venues" else "municipality"
                rows.append(_site(code, row["name"], kind, row, venues=count.get(code, 0)))
    for place in own if source == "own" and len(places) else ():
        nearest = _nearest(places, place)
        rows.append(_site(f"own:{place.name}", place.name, "own", {**nearest, "lon": place.lon, "lat": place.lat}))
    return pd.DataFrame(rows, columns=SITE_COLUMNS)


def demand(
    store: Store, places: pd.DataFrame, question: Question, tools: Tools
) -> tuple[Numbers, tuple[str, ...], str]:
    """Return the demand of each place, the districts whose figure is unknown, and the period of the figure.

    Figures of districts are shared out by inhabitants. The register counts announced jobs lost at the municipality,
    or over the district where none is named. A district without a figure counts nobody.
    """
    found, period = _people(store, places, question.whom, tools)
    unknown = tuple(sorted(places.loc[found.isna(), "area_code"].unique()))
    found = found.fillna(0.0)
    if question.by_index or question.whom == "exposed":
        found = tools.demand.weighted(found, _scores(store), places)
    return found.to_numpy(float), unknown, period


def _people(store: Store, places: pd.DataFrame, whom: Whom, tools: Tools) -> tuple[pd.Series, str]:
    if whom == "population":
        return places["population"].astype(float), ""
    if whom == "announced":
        return _announced(store, places, tools), ""
    if whom in ("home", "work"):
        sums = store.commuter_sums().set_index("area_code")
        return tools.demand.shared_out(sums["commuters_out" if whom == "home" else "commuters_in"], places), ""
    rows = secrecy.release(store.newest_values((INDICATORS[whom],)))
    figures = rows.set_index("area_code")["value"].astype(float)
    return tools.demand.shared_out(figures, places), str(rows["period"].iloc[0])


def _announced(store: Store, places: pd.DataFrame, tools: Tools) -> pd.Series:
    events = store.events()
    lost = events[events["count_jobs"].astype(bool) & (events["jobs_direction"] == "lost") & events["jobs"].notna()]
    named = lost["municipality_code"].isin(places["municipality_code"])
    own = places["municipality_code"].map(lost[named].groupby("municipality_code")["jobs"].sum()).fillna(0.0)
    rest = lost[~named].groupby("area_code")["jobs"].sum().astype(float)
    return own + tools.demand.shared_out(rest, places).fillna(0.0)


def has_index(store: Store) -> bool:
    """Return whether demand can be weighted: some district has a published index."""
    return bool(_scores(store).notna().any())


def _scores(store: Store) -> pd.Series:
    """Return the published index by district; the one with the register where it has any figure."""
    for key in (INDEX, WITHOUT_REGISTER):
        if key in store.indicator_rows:
            rows = secrecy.release(store.newest_values((key,)))
            return rows.set_index("area_code")["value"].astype(float)
    return pd.Series(dtype=float)


def _site(site_id: str, name: str, kind: Kind, row: Row, *, node_id: str = "", venues: int = 0) -> Row:
    place = {key: row[key] for key in ("municipality_code", "area_code", "lon", "lat")}
    return {"site_id": site_id, "name": name, "kind": kind, **place, "node_id": node_id, "venues": venues}


def _nearest(places: pd.DataFrame, place: Place) -> Row:
    # Within one Land a degree of longitude is about two thirds of one of latitude.
    away = ((places["lon"] - place.lon) * 0.64) ** 2 + (places["lat"] - place.lat) ** 2
    return records(places.loc[[away.idxmin()]])[0]
