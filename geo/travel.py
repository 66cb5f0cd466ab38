"""How far it is: ways and minutes between points, from the great circle or from a file of routed times.

Without routed times a way is an estimate: great circle times a detour factor, driven at a speed that grows with the
length of the way. The two are never mixed: a file of routed times covers every pair or is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.catchments import great_circle_km

Numbers = npt.NDArray[np.float64]
PAIR_COLUMNS = ("origin", "destination", "minutes")
# Named in a message of what is missing; more help nobody.
NAMED = 3


class TravelTimesError(ValueError):
    """Routed times that cannot be used: what was found, what was wanted."""


@dataclass(frozen=True)
class Speed:
    """How fast the part of a way is driven that lies below `up_to_km` (and above the speed before): km/h."""

    up_to_km: float
    kmh: float


def way_km(origins: pd.DataFrame, destinations: pd.DataFrame, detour_factor: float) -> Numbers:
    """Return estimated ways in km, one row per origin and one column per destination.

    Both frames have lon and lat in degrees (WGS 84). Great circle times the detour factor; raises ValueError for a
    factor below 1: no way is shorter than a straight line.
    """
    if not detour_factor >= 1:
        raise ValueError(f"detour factor {detour_factor}: wanted at least 1")
    return detour_factor * great_circle_km(
        origins["lon"].to_numpy(float)[:, None],
        origins["lat"].to_numpy(float)[:, None],
        destinations["lon"].to_numpy(float)[None, :],
        destinations["lat"].to_numpy(float)[None, :],
    )


def minutes(km: Numbers, speeds: Sequence[Speed]) -> Numbers:
    """Return the minutes that ways in km take: each part of a way at the speed of its range.

    So a longer way never takes less time. `speeds` rise in `up_to_km`; the last one holds for all beyond. Raises
    ValueError for no speed, ranges that do not rise, and a speed that is not above 0.
    """
    if not speeds:
        raise ValueError("speeds: found none, wanted one or more")
    if any(not speed.kmh > 0 for speed in speeds):
        raise ValueError(f"speeds: found {[speed.kmh for speed in speeds]} km/h, wanted all above 0")
    ends = [speed.up_to_km for speed in speeds]
    if any(not before < after for before, after in zip([0.0, *ends], ends, strict=False)):
        raise ValueError(f"speeds: found ranges up to {ends} km, wanted rising ones above 0")
    given = np.asarray(km, dtype=float)
    found = np.zeros_like(given)
    start = 0.0
    for place, speed in enumerate(speeds):
        end = np.inf if place == len(speeds) - 1 else speed.up_to_km
        found += np.clip(given, start, end) * 60 / speed.kmh - start * 60 / speed.kmh
        start = speed.up_to_km
    return found


def routed_minutes(pairs: pd.DataFrame, origins: Sequence[str], destinations: Sequence[str]) -> Numbers:
    """Return routed times in minutes, one row per origin and one column per destination, from a table of pairs.

    `pairs` has origin, destination (names) and minutes (empty: no route, infinite here). Raises TravelTimesError for a
    missing column, a pair that stands twice or not at all, and minutes that are no number from 0 up.
    """
    if missing := [name for name in PAIR_COLUMNS if name not in pairs]:
        raise TravelTimesError(f"columns: found {list(pairs.columns)}, wanted also {missing}")
    if (twice := pairs.duplicated(["origin", "destination"])).any():
        odd = pairs[twice].iloc[0]
        raise TravelTimesError(f"{odd['origin']} to {odd['destination']}: found twice, wanted once")
    given = pd.to_numeric(pairs["minutes"], errors="coerce")
    wrong = (given.isna() & pairs["minutes"].notna()) | (given < 0) | np.isinf(given.to_numpy(float))
    if wrong.any():
        odd = pairs[wrong].iloc[0]
        raise TravelTimesError(
            f"{odd['origin']} to {odd['destination']}: found {odd['minutes']} minutes, wanted a number from 0 up"
        )
    table = pairs.assign(minutes=given.fillna(np.inf)).pivot(index="origin", columns="destination", values="minutes")
    found = table.reindex(index=list(origins), columns=list(destinations)).to_numpy(float)
    if (lacking := np.isnan(found)).any():
        first: list[list[int]] = np.argwhere(lacking)[:NAMED].tolist()
        named = ", ".join(f"{origins[i]} to {destinations[j]}" for i, j in first)
        raise TravelTimesError(f"pairs: {lacking.sum()} are missing ({named} …), wanted every one")
    return np.asarray(found, dtype=float)
