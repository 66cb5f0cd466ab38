"""Who belongs to which node: the nearest one by an estimated way, and what adds up in its catchment.

The way is an estimate, not a route: the great circle between two points times a detour factor.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

# Mean radius of the earth (IUGG, GRS 80).
EARTH_RADIUS_KM = 6371.0088
# Ways that differ by less than a millimetre are equal: beyond that, floating point decides.
TIE_DECIMALS = 6

Numbers = npt.NDArray[np.float64]


def great_circle_km(lon: Numbers, lat: Numbers, to_lon: Numbers, to_lat: Numbers) -> Numbers:
    """Return the great-circle distance in km between points in degrees (WGS 84), by the haversine formula.

    The arguments are broadcast against each other, as numpy does. On a sphere: up to 0.5 % off the ellipsoid.
    """
    phi, to_phi = np.radians(lat), np.radians(to_lat)
    across = np.sin(np.radians(to_lon - lon) / 2)
    along = np.sin((to_phi - phi) / 2)
    squared = along**2 + np.cos(phi) * np.cos(to_phi) * across**2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(squared, 1))), dtype=float)


def nearest(places: pd.DataFrame, nodes: pd.DataFrame, detour_factor: float) -> pd.DataFrame:
    """Return the places with two more columns: node_id of the nearest node, and km, the estimated way there.

    Both frames have lon and lat in degrees (WGS 84); `nodes` has node_id. Of nodes equally near (to the
    millimetre) the first by its id is taken. Without nodes node_id is None and km NaN. Raises ValueError for
    a detour factor below 1: no way is shorter than a straight line.
    """
    if detour_factor < 1:
        raise ValueError(f"detour factor {detour_factor}: wanted at least 1")
    if nodes.empty:
        return places.assign(node_id=None, km=np.nan)
    by_id = nodes.sort_values("node_id")
    ways = detour_factor * great_circle_km(
        places["lon"].to_numpy(float)[:, None],
        places["lat"].to_numpy(float)[:, None],
        by_id["lon"].to_numpy(float)[None, :],
        by_id["lat"].to_numpy(float)[None, :],
    )
    first = np.round(ways, TIE_DECIMALS).argmin(axis=1)
    return places.assign(node_id=by_id["node_id"].to_numpy()[first], km=ways[np.arange(len(places)), first])


def catchments(ways: pd.DataFrame, by: str = "node_id") -> pd.DataFrame:
    """Return what adds up for each value of the column `by`, sorted by it.

    `ways` has name, population and km for each place. The result: places (how many), population, mean_km
    (weighted by population: the mean way of an inhabitant; NaN where nobody lives), farthest_km and farthest
    (the name of the place with the longest way; of several the first by name).
    """
    known = ways.dropna(subset=[by, "km"])
    groups = known.assign(people_km=known["population"] * known["km"]).groupby(by)
    last = known.sort_values(["km", "name"], ascending=[False, True]).drop_duplicates(by).set_index(by)
    people = groups["population"].sum()
    return pd.DataFrame(
        {
            "places": groups.size(),
            "population": people,
            "mean_km": groups["people_km"].sum() / people.where(people > 0),
            "farthest_km": last["km"],
            "farthest": last["name"],
        }
    ).sort_index()


def share_within(ways: pd.DataFrame, km: float) -> float:
    """Return the share (0 to 1) of the population whose way is at most `km`; NaN where nobody lives.

    All of a place counts by the way from its one point. Places without a way count as farther.
    """
    people = float(ways["population"].sum())
    return float(ways.loc[ways["km"] <= km, "population"].sum()) / people if people else float("nan")
