"""The exposure index of an area with a visitor's settings: figures in, scores, ranks and their spread out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import pandas as pd

from atlas.analysis import index, robustness, secrecy
from atlas.analysis.index import AGGREGATIONS, METHODS, Aggregation, IndicatorError, Method
from atlas.store import Row, Store, kept, records
from atlas.ui.controls import within

Name = TypeVar("Name", bound=str)

# The stored default index: with the register, and without it where the register does not reach.
INDEX, WITHOUT_REGISTER = "exposure_index", "exposure_index_country"
# Among so many first districts a rank is called one of the most exposed.
TOP = 5
# Scores on goalposts and ranks are told from 0 to 100; standard scores as they are.
HUNDRED = 100.0


class TooFewError(ValueError):
    """An area with fewer than two districts that have a score: nothing to rank."""


class NoWeightError(ValueError):
    """All weight lies on ingredients that this area does not have."""


# All reasons for which there is an explanation in place of an index.
NO_INDEX = (IndicatorError, NoWeightError, TooFewError)


@dataclass(frozen=True)
class Settings:
    """What a visitor chose: `weights` in percent, in the order of `ingredients`; those not told at the end are 0."""

    area_code: str
    method: Method
    aggregation: Aggregation
    allow_missing: bool
    weights: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Figures:
    """The raw figures of an area's districts, one column per ingredient that the area has; and their signs.

    `periods` says of when each ingredient is; `absent` are the ingredients left out, because they are made from the
    register and the register does not cover the whole area.
    """

    values: pd.DataFrame
    signs: pd.DataFrame
    periods: dict[str, str]
    absent: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Index:
    """Scores and ranks of an area's districts (by area code) and what they were made from.

    `shares` are the weights as they count (they sum to 1), of the ingredients with a weight above 0; `lacking` names
    for each district the ingredients that it has no figure of.
    """

    settings: Settings
    figures: Figures
    normalised: pd.DataFrame
    shares: pd.Series
    score: pd.Series
    rank: pd.Series
    lacking: dict[str, tuple[str, ...]]

    @cached_property
    def ranked(self) -> list[str]:
        """Return the area codes of the districts that have a score, most exposed first."""
        return list(self.rank.dropna().sort_values(kind="stable").index)

    @cached_property
    def places(self) -> dict[str, int]:
        """Return the rank of each district that has a score, by area code."""
        return {str(code): int(rank) for code, rank in self.rank.dropna().items()}

    @property
    def decimals(self) -> int:
        """Return how many decimals a score is told with."""
        return 2 if self.settings.method == "zscore" else 1


@kept(1)
def ingredients(store: Store) -> tuple[Row, ...]:
    """Return the published ingredients in the order of the index, then the further ones that may be added.

    Those of the register are none where no figure was counted in it: a region may have no register.
    """
    known = store.indicator_rows
    rows = {row["indicator_id"]: row for row in records(store.exposure()) if row["indicator_id"] in known}
    indices = [known[name] for name in (INDEX, WITHOUT_REGISTER) if name in known]
    ordered = [name for row in indices for name in row["inputs"] if name in rows]
    first = [name for name in [*ordered, *rows] if rows[name]["weight"] > 0]
    return tuple(rows[name] for name in dict.fromkeys([*first, *rows]))


def published(store: Store) -> int:
    """Return how many ingredients the published index has; they are the first of `ingredients`."""
    return sum(row["weight"] > 0 for row in ingredients(store))


def default_weights(store: Store) -> tuple[int, ...]:
    """Return the published weights in percent; 0 for each further ingredient."""
    return tuple(round(row["weight"]) for row in ingredients(store))


@kept(32)
def figures(store: Store, area_code: str) -> Figures:
    """Return the newest figures of the ingredients of all districts of an area, past the secrecy gate."""
    areas = store.areas[store.areas["kind"] == "district"]
    inside = areas[within(areas, area_code)]
    covered = set(inside["land_code"]) <= set(store.event_coverage()["area_code"])
    names = [row["indicator_id"] for row in ingredients(store)]
    absent = tuple(row["indicator_id"] for row in ingredients(store) if row["needs_register"] and not covered)
    used = [name for name in names if name not in absent]
    rows = secrecy.release(store.newest_values(tuple(names)))
    here = rows[rows["area_code"].isin(inside.index)]
    codes = sorted(inside.index)
    values = here.pivot(index="area_code", columns="indicator_id", values="value").reindex(index=codes, columns=used)
    signs = here.pivot(index="area_code", columns="indicator_id", values="sign").reindex(index=codes, columns=used)
    periods = dict(zip(rows["indicator_id"].tolist(), rows["period"].tolist(), strict=True))
    return Figures(values.astype(float), signs.fillna(""), periods, absent)


@kept(64)
def index_of(store: Store, settings: Settings) -> Index:
    """Return the index of an area.

    Raises TooFewError and NoWeightError, and NoValuesError and NoSpreadError of atlas.analysis.index.
    """
    found = figures(store, settings.area_code)
    if len(found.values) < 2:
        raise TooFewError(f"{settings.area_code}: {len(found.values)} districts, wanted two or more")
    used = weights_used(store, settings)
    if not used:
        raise NoWeightError(f"{settings.area_code}: no weight on an ingredient of this area")
    normalised = _normalised(store, settings.area_code, settings.method, tuple(used))
    score = index.aggregate(normalised, used, settings.aggregation, allow_missing=settings.allow_missing)
    if score.notna().sum() < 2:
        raise TooFewError(f"{settings.area_code}: fewer than two districts have all ingredients")
    shares = index.weight_shares(used, list(used))
    told = score * (1.0 if settings.method == "zscore" else HUNDRED)
    return Index(settings, found, normalised, shares, told, index.ranks(score), _lacking(normalised))


@kept(64)
def _normalised(store: Store, area_code: str, method: Method, names: tuple[str, ...]) -> pd.DataFrame:
    """Return the figures of these ingredients on one scale; no weight changes it."""
    values = figures(store, area_code).values[list(names)]
    return index.normalise(values, method, goalposts=goalposts(store), higher_is_worse=worse(store))


def _lacking(normalised: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    names = normalised.columns.tolist()
    gaps = normalised.isna().to_numpy().tolist()
    return {
        code: tuple(name for name, gap in zip(names, row, strict=True) if gap)
        for code, row in zip(normalised.index.tolist(), gaps, strict=True)
    }


def intervals(store: Store, settings: Settings) -> pd.DataFrame:
    """Return how the ranks spread over 10 000 draws (measured: 0.05 s for a Land, 0.25 s for the country)."""
    held = _worked_out(store, settings)
    if not held:
        held.append(_intervals(store, settings))
    return held[0]


def known_intervals(store: Store, settings: Settings) -> pd.DataFrame | None:
    """Return the intervals if they were worked out before, else None."""
    held = _worked_out(store, settings)
    return held[0] if held else None


@kept(64)
def _worked_out(_store: Store, _settings: Settings) -> list[pd.DataFrame]:
    """Return the place where the intervals of these settings are kept: empty until they were asked for."""
    return []


def _intervals(store: Store, settings: Settings) -> pd.DataFrame:
    used = weights_used(store, settings)
    values = figures(store, settings.area_code).values[list(used)]
    return robustness.rank_intervals(
        values,
        used,
        goalposts=goalposts(store),
        higher_is_worse=worse(store),
        top_k=TOP,
        methods=chosen_first(settings.method, METHODS),
        aggregations=chosen_first(settings.aggregation, AGGREGATIONS),
        allow_missing=settings.allow_missing,
    )


def chosen_first(chosen: Name, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return the names with the chosen one first, as rank_intervals wants them."""
    return (chosen, *(name for name in names if name != chosen))


def weights_used(store: Store, settings: Settings) -> dict[str, float]:
    """Return the weights above 0 of the ingredients that the area has."""
    absent = figures(store, settings.area_code).absent
    given = zip(ingredients(store), settings.weights, strict=False)
    return {row["indicator_id"]: float(weight) for row, weight in given if weight and row["indicator_id"] not in absent}


def goalposts(store: Store) -> dict[str, tuple[float, float]]:
    """Return the fixed limits of each ingredient, in its unit."""
    return {row["indicator_id"]: (row["low"], row["high"]) for row in ingredients(store)}


def worse(store: Store) -> dict[str, bool]:
    """Return for each ingredient whether a high figure means more exposed."""
    return {row["indicator_id"]: bool(row["higher_is_worse"]) for row in ingredients(store)}
