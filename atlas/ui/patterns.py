"""Patterns among neighbouring districts: which kinds there are, and how sure that is.

The statistics are those of geo.clusters, which the page hands over. What a publisher keeps secret takes no part:
no mean of neighbours is made with it, and none is told for a district whose own figure is hidden.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.analysis import secrecy
from atlas.store import Row, Store, kept, records
from atlas.ui import small_numbers
from atlas.ui.controls import within
from atlas.ui.visit import is_known

LEVEL = 0.05
PERMUTATIONS = 9_999
# With fewer districts no pattern can be told from chance; with fewer than MANY only the strongest.
LEAST, MANY = 20, 100
# Near neighbours have a short way to the same node: alike by construction, nothing to find out.
ALIKE_BY_CONSTRUCTION = frozenset({"distance_to_node_km"})
LOCAL_MORAN, GI = "moran", "gi"
# What geo.clusters calls a district -> the name of its text.
KINDS = {
    "HH": "high_high",
    "LL": "low_low",
    "HL": "high_low",
    "LH": "low_high",
    "hot": "hot",
    "cold": "cold",
    "ns": "none",
    "few": "few",
    "island": "island",
    "no value": "missing",
}
SIGNIFICANT = ("high_high", "low_low", "high_low", "low_high", "hot", "cold")
FEW = "few"
# Columns that say something about a district's figure.
TELLING = secrecy.TELLING | {"z", "lag", "around", "i", "gi", "p", "p_adjusted"}


class Weights(Protocol):
    """Who is whose neighbour: the areas, and a row of shares for each."""

    @property
    def areas(self) -> pd.Index:
        """Return the area codes."""
        ...

    @property
    def matrix(self) -> npt.NDArray[np.float64]:
        """Return the shares, a row per area."""
        ...

    def among(self, known: npt.NDArray[np.bool_], /) -> "Weights":
        """Return the weights among some of the areas."""
        ...


class Global(Protocol):
    """Moran's I with its p, and how many areas took part."""

    @property
    def i(self) -> float:
        """Return Moran's I."""
        ...

    @property
    def p(self) -> float:
        """Return its two-sided p."""
        ...

    @property
    def n(self) -> int:
        """Return how many areas took part."""
        ...

    @property
    def expected(self) -> float:
        """Return what is expected without a pattern."""
        ...


class Measure(Protocol):
    """What this page needs of geo.clusters. The page hands it over: nothing here may import it."""

    def __hash__(self) -> int: ...

    def queen(self, shapes: Any, /) -> Any:
        """Return the weights of areas that share a point of their borders."""
        ...

    def morans_i(self, values: pd.Series, weights: Any, permutations: int, seed: int, /) -> Any:
        """Return Moran's I."""
        ...

    def local_moran(self, values: pd.Series, weights: Any, permutations: int, seed: int, level: float, /) -> Any:
        """Return z, lag, i, p, p_adjusted, quadrant and label per area."""
        ...

    def getis_ord(self, values: pd.Series, weights: Any, permutations: int, seed: int, level: float, /) -> Any:
        """Return z, gi, p, p_adjusted and label per area."""
        ...


@dataclass(frozen=True)
class Settings:
    """What is looked at: an indicator in a period, among the districts of an area, by a statistic."""

    indicator_id: str
    period: str
    area_code: str
    statistic: str


@dataclass(frozen=True, eq=False)
class Patterns:
    """The patterns among the districts of an area.

    `districts` (by area code): value, sign, kind (KINDS), z, lag (standard scores), around (mean of the neighbours, in
    the indicator's unit), p, p_adjusted, i or gi, beside (how many neighbours took part). `neighbours` names all of
    them by area code, `few` the districts left out because of few cases.
    """

    settings: Settings
    whole: Global
    districts: pd.DataFrame
    neighbours: dict[str, tuple[str, ...]]
    few: tuple[str, ...]

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Return what is known of each district, by area code."""
        return dict(zip(self.districts.index, records(self.districts), strict=True))

    @property
    def found(self) -> pd.DataFrame:
        """Return the districts that stand out from chance."""
        return self.districts[self.districts["kind"].isin(SIGNIFICANT)]

    def count(self, kind: str) -> int:
        """Return how many districts are of a kind."""
        return int((self.districts["kind"] == kind).sum())


class TooFewError(ValueError):
    """Fewer than LEAST districts with a figure and a neighbour: no pattern could be told from chance."""

    def __init__(self, n: int, total: int) -> None:
        """Keep how many districts take part, and how many the area has."""
        super().__init__(f"{n} of {total} districts take part, wanted {LEAST} or more")
        self.n, self.total = n, total


class NoSpreadError(ValueError):
    """All districts have the same figure: nothing can gather."""


# All reasons for which there is an explanation in place of a map.
NO_PATTERNS = (TooFewError, NoSpreadError)


def offered(store: Store) -> list[str]:
    """Return the indicators in which patterns are looked for: rates, shares and changes, in their order.

    Counts follow the size of a district.
    """
    rows = store.indicator_rows
    return [key for key, row in rows.items() if row["kind"] != "count" and key not in ALIKE_BY_CONSTRUCTION]


@kept(64)
def patterns(store: Store, settings: Settings, measure: Measure) -> Patterns:
    """Return the patterns (measured: 0.4 s for 400 districts). Raises TooFewError and NoSpreadError."""
    rows = secrecy.release(store.values(settings.indicator_id, settings.period))
    rows = rows[(rows["kind"] == "district") & within(rows, settings.area_code)].set_index("area_code")
    few = _few(store, settings, rows.index)
    values = rows["value"].astype(float).where(~rows.index.isin(few))
    weights = _among(neighbourhood(store, measure), values.index)
    values = values.reindex(weights.areas)
    taken = int((values.notna().to_numpy() & ((weights.matrix > 0) @ values.notna().to_numpy())).sum())
    if taken < LEAST:
        raise TooFewError(taken, len(values))
    whole = measure.morans_i(values, weights, PERMUTATIONS, 0)
    if not is_known(whole.i):
        raise NoSpreadError(f"{settings.indicator_id}: {taken} districts have one figure")
    frame = _local(settings, values, weights, measure)
    frame = frame.assign(
        kind=[FEW if code in few else KINDS[label] for code, label in frame["label"].items()],
        around=_around(values, weights),
        beside=(weights.matrix > 0).astype(int) @ values.notna().to_numpy().astype(int),
    )
    joined = rows[["value", "sign"]].reindex(frame.index).join(frame.drop(columns=["label"]))
    shown = secrecy.release(joined.assign(area_code=joined.index), telling=TELLING)
    beside = {code: tuple(weights.areas[row > 0]) for code, row in zip(weights.areas, weights.matrix, strict=True)}
    return Patterns(settings, whole, shown, beside, tuple(sorted(few)))


@kept(2)
def neighbourhood(store: Store, measure: Measure) -> Weights:
    """Return which districts of the country touch each other, by the detailed boundaries."""
    found: Weights = measure.queen(store.boundaries("district", "detailed").set_index("area_code")["wkb"])
    return found


def _among(weights: Weights, codes: Iterable[str]) -> Weights:
    return weights.among(np.asarray(weights.areas.isin(list(codes)), dtype=bool))


def _local(settings: Settings, values: pd.Series, weights: Weights, measure: Measure) -> pd.DataFrame:
    found: pd.DataFrame = measure.local_moran(values, weights, PERMUTATIONS, 0, LEVEL)
    if settings.statistic == GI:
        stars = measure.getis_ord(values, weights, PERMUTATIONS, 0, LEVEL)
        found = found.assign(gi=stars["gi"], label=stars["label"])
    return found.drop(columns="quadrant")


def _around(values: pd.Series, weights: Weights) -> npt.NDArray[np.float64]:
    """Return the mean of the neighbours that take part; none for a district that takes no part itself."""
    known = values.notna().to_numpy()
    beside = (weights.matrix > 0) & known
    number = beside.sum(axis=1)
    sums = beside @ values.fillna(0).to_numpy()
    return np.where(known & (number > 0), sums / np.maximum(number, 1), np.nan)


def _few(store: Store, settings: Settings, codes: Iterable[str]) -> frozenset[str]:
    """Return the districts whose rate stands on too few cases; that of three years on the cases of three years."""
    counted = small_numbers.cases(store, settings.indicator_id)
    few = counted.index[counted["few"]]
    return frozenset(code for period, code in few if period == settings.period) & frozenset(codes)
