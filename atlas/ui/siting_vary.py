"""The question varied: which years and weightings the data hold, and the variations ready to be answered."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from atlas.analysis import secrecy
from atlas.analysis.robustness import draw_weights
from atlas.analysis.siting_variations import Case, Numbers, Variations, draw
from atlas.store import Row, Store, kept, records
from atlas.ui import exposure
from atlas.ui.siting import INDICATORS, Problem, Tools, demand

COUNT, SEED = 200, 20_240_301
# How far weights are from the published ones: as on the page of exposure.
CONCENTRATION = 50.0


@dataclass(frozen=True, eq=False)
class Varied:
    """Variations of a problem. `periods`: of the demand that was drawn; `weighted`: weights of the index were too."""

    drawn: Variations
    periods: tuple[str, ...]
    weighted: bool


@kept(8)
def varied(store: Store, asked: Problem, tools: Tools) -> Varied:
    """Return the variations of a problem, always the same ones."""
    periods, people = people_by_period(store, asked, tools)
    scores = index_scores(store, asked, tools) if asked.question.by_index else None
    drawn = draw(people, scores, len(store.speeds()), COUNT, SEED)
    return Varied(drawn, periods, scores is not None)


def people_by_period(store: Store, asked: Problem, tools: Tools) -> tuple[tuple[str, ...], Numbers]:
    """Return the periods of the demand that are held, and whom each counts at each place, not weighted.

    What is held by district is moved to another period by its change in the district. Periods in which a district
    that counts has no figure are left out; () where demand is held of one time only.
    """
    question = asked.question
    whom = "employees" if question.whom == "exposed" else question.whom
    now = demand(store, asked.places, replace(question, whom=whom, by_index=False), tools)[0]
    name = {**INDICATORS, "population": "population"}.get(question.whom)
    if name is None or name not in store.indicator_rows:
        return (), now[None]
    newest = _figures(store.newest_values((name,)))
    here = [code for code in asked.places["area_code"].unique() if newest.get(code, 0) > 0]
    periods, found = [], []
    for period in store.periods(name):
        figures = _figures(store.values(name, period)).reindex(here)
        if figures.notna().all():
            change = figures / newest.reindex(here)
            periods.append(period)
            found.append(now * asked.places["area_code"].map(change).fillna(1.0).to_numpy(float))
    return (tuple(periods), np.array(found)) if periods else ((), now[None])


def index_scores(store: Store, asked: Problem, tools: Tools) -> Numbers | None:
    """Return (variations, places) what a person counts with other weights of the index; None where there is none.

    Weights are Dirichlet(50 × published weights), as on the page of exposure.
    """
    settings = exposure.Settings(
        asked.question.area_code,
        exposure.METHODS[0],
        exposure.AGGREGATIONS[0],
        allow_missing=False,
        weights=exposure.default_weights(store),
    )
    try:
        index = exposure.index_of(store, settings)
    except exposure.NO_INDEX:
        return None
    generator = np.random.default_rng(SEED)
    drawn = draw_weights(index.shares.to_numpy(), CONCENTRATION, COUNT, generator, drop=False)
    scores = np.asarray(index.normalised[list(index.shares.index)]) @ drawn.T
    each = pd.Series(1.0, index=asked.places.index)
    codes = index.normalised.index
    return np.array(
        [tools.demand.weighted(each, pd.Series(column, index=codes), asked.places) for column in scores.T], dtype=float
    )


def cases(store: Store, asked: Problem, found: Varied, tools: Tools) -> list[Case]:
    """Return the variations ready to be answered: of `asked.km` with speeds, or of routed minutes."""
    drawn = found.drawn
    if asked.routed:
        # The roads are known; how fast they are driven is not: slower or faster everywhere.
        return [Case(drawn.weight[i], 1.0, 1.0 / drawn.speed[i, 0], ()) for i in range(len(drawn))]
    factor = float(store.region().words["distance"]["detour_factor"])
    ranges: list[Row] = records(store.speeds())
    return [
        Case(
            drawn.weight[i],
            drawn.detour[i] / factor,
            1.0,
            (
                [
                    tools.travel.Speed(row["up_to_km"], row["kmh"] * times)
                    for row, times in zip(ranges, drawn.speed[i].tolist(), strict=True)
                ],
            ),
        )
        for i in range(len(drawn))
    ]


def _figures(rows: pd.DataFrame) -> pd.Series:
    """Return known figures by area code."""
    released = secrecy.release(rows)
    return released.set_index("area_code")["value"].astype(float).dropna()
