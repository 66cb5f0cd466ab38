"""How fast sites are found and proven, beside spopt and a plain program for HiGHS: the table of the issue.

Demand and candidates are the municipalities of the database; the ways are great circles times the usual detour.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from atlas.store import open_current
from geo.catchments import great_circle_km
from geo.siting import Plan, alternatives, marginal_curve, robustness, solve, why_not
from tests.bench.results import Measure
from tests.geo.siting_cases import INSTANCES, plain_program, shortest_paths

Numbers = npt.NDArray[np.float64]
DETOUR, VARIATIONS, ALREADY_OPEN, SMALL = 1.3, 200, 5, 400


def measures(plain: bool = True) -> list[Measure]:
    """Return the measures, each once; `plain`: with spopt and the plain program (half a minute and more)."""
    cost, weight = municipalities()
    largest = tuple(np.argsort(-weight)[:ALREADY_OPEN].tolist())
    aim: dict[str, Any] = {"objective": "p_median"}
    name = f"Siting {len(cost)} × {len(cost)}"
    solve(cost[:9, :9], weight[:9], 2, objective="p_median")
    found = [
        timed(f"{name}, p = 6, five fixed", 0.5, lambda: solve(cost, weight, 6, fixed=largest, **aim)),
        timed(f"{name}, p = 10", 3, lambda: solve(cost, weight, 10, **aim)),
        timed(f"{name}, p = 10, ten alternatives", 5, lambda: alternatives(cost, weight, 10, 10, **aim)),
        timed(f"{name}, marginal curve to 10", 5, lambda: marginal_curve(cost, weight, 10, **aim)),
        timed(f"{name}, p = 10, why not there", 5, lambda: why_not(cost, weight, 10, outsider(cost, weight), **aim)),
        timed(f"{name}, p = 10, {VARIATIONS} variations", 60, lambda: varied(cost, weight)),
        timed("Siting, OR-Library pmed1 to pmed40, all", 300, published),
    ]
    return [*found, *beside(cost[:SMALL, :SMALL], weight[:SMALL], plain)]


def municipalities() -> tuple[Numbers, Numbers]:
    """Return the ways in km between all municipalities (n, n) and their inhabitants (n,)."""
    frame = open_current().municipalities()
    lon, lat = frame["lon"].to_numpy(float), frame["lat"].to_numpy(float)
    ways = DETOUR * great_circle_km(lon[:, None], lat[:, None], lon[None, :], lat[None, :])
    return ways, frame["population_scaled"].to_numpy(float)


def timed(what: str, wanted_s: float | None, work: Callable[[], Any]) -> Measure:
    """Return how long the work takes; a plan that is not proven is an error, not a time."""
    before = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - before
    for plan in result if isinstance(result, tuple) else (result,):
        if isinstance(plan, Plan) and not plan.proven:
            raise RuntimeError(f"{what}: not proven, gap {plan.gap:.4%}")
    return Measure(what, "s", (seconds,), wanted_s)


def outsider(cost: Numbers, weight: Numbers) -> int:
    """Return a candidate of average size, which no best plan is likely to hold."""
    return int(np.argsort(weight)[len(cost) // 2])


def varied(cost: Numbers, weight: Numbers) -> None:
    """Solve for weights and ways that vary by about a tenth, seeded."""
    random = np.random.default_rng(5)
    changed = [
        {"weight": weight * random.uniform(0.9, 1.1, len(weight)), "cost": cost * random.uniform(1.2, 1.4) / DETOUR}
        for _ in range(VARIATIONS)
    ]
    sure = robustness(cost, weight, 10, changed, objective="p_median")
    if sure.proven != VARIATIONS:
        raise RuntimeError(f"{VARIATIONS - sure.proven} variations are not proven")


def published() -> tuple[Plan, ...]:
    """Solve the recorded instances; another value than the published one is an error."""
    plans = []
    for name, instance in INSTANCES.items():
        cost = shortest_paths(name)
        plans.append(solve(cost, np.ones(len(cost)), instance.p, objective="p_median"))
        if plans[-1].objective != instance.p_median:
            raise RuntimeError(f"{name}: {plans[-1].objective}, published {instance.p_median}")
    return tuple(plans)


def beside(cost: Numbers, weight: Numbers, plain: bool) -> list[Measure]:
    """Return the same question answered here, by spopt and by a plain program; another value is an error."""
    name = f"Siting {len(cost)} × {len(cost)}, p = 10"
    values: dict[str, float] = {}

    def kept(who: str, answer: Callable[[], float]) -> Callable[[], None]:
        return lambda: values.update({who: answer()})

    ours = kept("ours", lambda: solve(cost, weight, 10, objective="p_median").objective)
    found = [timed(name, 1, ours)]
    if plain:
        found.append(timed(f"{name}, spopt", None, kept("spopt", lambda: by_spopt(cost, weight))))
        found.append(timed(f"{name}, plain program", None, kept("plain", lambda: plain_program(cost, weight, 10))))
    if not np.allclose(list(values.values()), values["ours"], rtol=1e-6):
        raise RuntimeError(f"{name}: values differ, {values}")
    return found


def by_spopt(cost: Numbers, weight: Numbers) -> float:
    """Return the optimum that spopt finds with the solver it brings."""
    import pulp
    from spopt.locate import PMedian

    model = PMedian.from_cost_matrix(cost, weight, p_facilities=10)
    model.solve(pulp.PULP_CBC_CMD(msg=False))
    sites = [place for place, variable in enumerate(model.fac_vars) if variable.value() > 0.5]
    return float(weight @ cost[:, sites].min(axis=1))
