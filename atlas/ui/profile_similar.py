"""The districts whose structure comes nearest to a district's, with the reason."""

from math import log

import pandas as pd

from atlas.analysis import secrecy
from atlas.analysis.similar import most_similar
from atlas.store import Row, Store, kept, records

SIMILAR = 10
# Two of the nine features may be hidden; with fewer known, the nearest are near by chance.
LEAST_KNOWN = 0.75
# Branches whose share among all employees tells structures apart.
BRANCHES = (
    "employees_agriculture",
    "employees_manufacturing",
    "employees_construction",
    "employees_trade_transport",
    "employees_business_services",
    "employees_public_services",
)
WEALTH, DENSITY, JOBS = "gdp_per_head", "density", "jobs_per_head"


@kept(256)
def similar(store: Store, district: str) -> pd.DataFrame:
    """Return the most similar districts, nearest first, as atlas.analysis.similar gives them; empty without figures."""
    try:
        return most_similar(features(store), district, SIMILAR, min_share=LEAST_KNOWN)
    except ValueError:
        return pd.DataFrame(columns=["rank", "distance", "used", "closest", "different"])


@kept(8)
def features(store: Store) -> pd.DataFrame:
    """Return the structure of all districts: shares of branches, people and jobs by area and head, wealth.

    What is hidden stays missing. Density is a logarithm: a city is not a hundred times as far away as it is dense.
    """
    areas = store.areas[store.areas["kind"] == "district"]
    period = store.periods(BRANCHES[0])[-1]
    jobs = column(store, "employees", period)
    found = {key: column(store, key, period) / jobs for key in BRANCHES}
    people = column(store, "population", store.periods("population")[-1])
    found[DENSITY] = (people / areas["area_km2"]).map(log)
    found[JOBS] = jobs / people
    if WEALTH in store.indicators.index:
        found[WEALTH] = column(store, WEALTH, store.periods(WEALTH)[-1])
    return pd.DataFrame(found).reindex(areas.index)


@kept(256)
def figures(store: Store, indicator_id: str, period: str) -> dict[str, Row]:
    """Return the figures of all areas past the secrecy gate, by area code."""
    return {row["area_code"]: row for row in records(secrecy.release(store.values(indicator_id, period)))}


def column(store: Store, indicator_id: str, period: str) -> pd.Series:
    """Return the values of all areas that may be shown, by area code."""
    return pd.Series({code: row["value"] for code, row in figures(store, indicator_id, period).items()}, dtype=float)
