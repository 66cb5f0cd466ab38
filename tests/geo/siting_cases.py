"""What the siting tests measure against: recorded instances, full enumeration in plain Python, a plain program."""

from collections.abc import Iterator, Sequence
from csv import DictReader
from dataclasses import dataclass
from itertools import combinations, product
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]
DATA = Path(__file__).parent / "data"


class Instance(NamedTuple):
    """A recorded instance: its size, how many sites, the published optimum and (of the first ten) radius."""

    vertices: int
    p: int
    p_median: int
    p_centre: int | None


def _instance(line: dict[str, str]) -> Instance:
    radius = int(line["p_centre"]) if line["p_centre"] else None
    return Instance(int(line["vertices"]), int(line["p"]), int(line["p_median"]), radius)


with (DATA / "pmed.csv").open(encoding="utf-8") as recorded:
    INSTANCES = {line["instance"]: _instance(line) for line in DictReader(recorded)}
# Solved in the tests; the large ones take a minute together and are solved by the bench.
SMALL = [name for name, instance in INSTANCES.items() if instance.p_centre]


@dataclass(frozen=True)
class Case:
    """A small question in plain lists."""

    cost: list[list[float]]
    weight: list[float]
    p: int
    fixed: tuple[int, ...] = ()
    forbidden: tuple[int, ...] = ()
    limit: float = inf
    alpha: float = 0.1


def shortest_paths(instance: str) -> Numbers:
    """Return the lengths of the shortest paths between all vertices of a recorded instance."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    edges = pd.read_parquet(DATA / "pmed_edges.parquet", filters=[("instance", "==", instance)])
    edges = edges.astype({"from": int, "to": int})
    size = INSTANCES[instance].vertices
    graph = coo_array((edges["length"], (edges["from"] - 1, edges["to"] - 1)), shape=(size, size))
    return np.asarray(dijkstra(graph.tocsr(), directed=False), dtype=float)


def value(case: Case, objective: str, sites: Sequence[int]) -> float | None:
    """Return what a set is worth by the words of the objective, None if it is not allowed."""
    ways = [min((row[site] for site in sites if row[site] <= case.limit), default=inf) for row in case.cost]
    if objective == "mclp":
        return sum(weight for weight, way in zip(case.weight, ways, strict=True) if way < inf)
    served = [(way, weight) for weight, way in zip(case.weight, ways, strict=True) if weight > 0]
    if any(way == inf for way, _ in served):
        return None
    if objective == "lscp":
        return len(sites)
    if objective == "p_centre":
        return max((way for way, _ in served), default=0.0)
    if objective == "p_median":
        return sum(way * weight for way, weight in served)
    return _tail(served, case.alpha)


def _tail(served: list[tuple[float, float]], alpha: float) -> float:
    share = alpha * sum(weight for _, weight in served)
    left, total = share, 0.0
    for way, weight in sorted(served, reverse=True):
        total += way * min(weight, left)
        left -= min(weight, left)
    return total / share if share else 0.0


def all_sets(case: Case, objective: str) -> Iterator[tuple[int, ...]]:
    """Yield the sets that p, fixed and forbidden allow; every size for the fewest sites."""
    sites = range(len(case.cost[0]))
    for size in range(len(sites) + 1) if objective == "lscp" else [case.p]:
        for chosen in combinations(sites, size):
            if set(case.fixed) <= set(chosen) and not set(case.forbidden) & set(chosen):
                yield chosen


def ranked(case: Case, objective: str) -> list[tuple[float, tuple[int, ...]]]:
    """Return every allowed set and its value, best first."""
    found = [(value(case, objective, sites), sites) for sites in all_sets(case, objective)]
    known = [(worth, sites) for worth, sites in found if worth is not None]
    return sorted(known, key=lambda one: (-one[0] if objective == "mclp" else one[0], one[1]))


def best_in_room(case: Case, objective: str, room: list[float], load: list[float]) -> float | None:
    """Return the best value with capacities, by trying every assignment; None if nothing fits."""
    counts = [i for i, weight in enumerate(case.weight) if weight > 0 or load[i] > 0]
    best: float | None = None
    for sites in all_sets(case, objective):
        for served in product([*sites, -1] if objective == "mclp" else sites, repeat=len(counts)):
            pairs = [(i, j) for i, j in zip(counts, served, strict=True) if j >= 0]
            if any(case.cost[i][j] > case.limit or case.cost[i][j] == inf for i, j in pairs):
                continue
            if any(sum(load[i] for i, j in pairs if j == site) > room[site] + 1e-9 for site in sites):
                continue
            worth = _worth(case, objective, sites, pairs)
            if best is None or (worth > best if objective == "mclp" else worth < best):
                best = worth
    return best


def _worth(case: Case, objective: str, sites: Sequence[int], pairs: list[tuple[int, int]]) -> float:
    if objective == "lscp":
        return len(sites)
    if objective == "mclp":
        return sum(case.weight[i] for i, _ in pairs)
    ways = [(case.cost[i][j], case.weight[i]) for i, j in pairs if case.weight[i] > 0]
    if objective == "p_centre":
        return max((way for way, _ in ways), default=0.0)
    return sum(way * weight for way, weight in ways)


def plain_program(cost: Numbers, weight: Numbers, p: int, alpha: float | None = None) -> float:
    """Return the optimum of the p-median, or of the tail's mean with `alpha`, by one program for HiGHS as it stands."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import block_array, coo_array, csr_array, eye_array, hstack, kron

    demand, sites = cost.shape
    pairs = demand * sites
    once = kron(eye_array(demand), np.ones((1, sites)))
    opened = kron(np.ones((demand, 1)), eye_array(sites))
    rows: list[Any] = [
        hstack([once, csr_array((demand, sites))]),
        hstack([eye_array(pairs), -opened]),
        csr_array(np.concatenate([np.zeros(pairs), np.ones(sites)])[None, :]),
    ]
    low, high = [np.ones(demand), np.full(pairs, -np.inf), [p]], [np.ones(demand), np.zeros(pairs), [p]]
    cut = [np.ones(pairs + sites)]
    prices = [(weight[:, None] * cost).ravel(), np.zeros(sites)]
    if alpha is not None:
        # Rockafellar and Uryasev: t + Σ w_i e_i / (alpha Σ w), e_i ≥ d_i − t.
        ways = coo_array(
            (cost.ravel(), (np.repeat(np.arange(demand), sites), np.arange(pairs))), shape=(demand, pairs + sites)
        )
        rows = [block_array([[row, csr_array((row.shape[0], demand + 1))]]) for row in rows]
        rows.append(hstack([ways, -eye_array(demand), csr_array(-np.ones((demand, 1)))]))
        low, high = [*low, np.full(demand, -np.inf)], [*high, np.zeros(demand)]
        cut.append(np.full(demand + 1, np.inf))
        prices = [np.zeros(pairs + sites), weight / (alpha * weight.sum()), np.ones(1)]
    found = milp(
        np.concatenate(prices),
        constraints=[
            LinearConstraint(csr_array(row), least, most) for row, least, most in zip(rows, low, high, strict=True)
        ],
        integrality=np.concatenate([np.zeros(pairs), np.ones(sites), *[np.zeros(len(one)) for one in cut[1:]]]),
        bounds=Bounds(0, np.concatenate(cut)),
        options={"mip_rel_gap": 0},
    )
    return float(found.fun)
