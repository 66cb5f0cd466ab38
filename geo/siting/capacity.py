"""Sites that hold only so much, each demand at one site: bounds, then a mixed-integer program on what they leave.

Capacitated p-median with single source: minimise Σ w_i d_ij x_ij, each i served once, Σ_i q_i x_ij ≤ Q_j y_j,
x_ij ≤ y_j, Σ y = p. Giving up "served once" at the prices u leaves a knapsack at each site; filled by parts,

    L(u) = Σ u_i + the sum of the p smallest κ_j,   κ_j = −max Σ_i (u_i − c_ij) a_i,  Σ_i q_i a_i ≤ Q_j, 0 ≤ a_i ≤ 1,

is a lower bound (Mulvey and Beck 1984, doi:10.1016/0377-2217(84)90155-3), as strong as the linear program. By reduced
costs sites and pairs are left out that would lift it over the best value known; HiGHS solves the rest. Coverage,
fewest sites and least largest distance with capacities are the same program with other costs.
"""

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.siting.cover import centre, seconds_left
from geo.siting.errors import InfeasibleError
from geo.siting.interchange import Indices, Numbers
from geo.siting.plan import Plan, is_whole, nearest_site, plan
from geo.siting.question import Question

Mask = npt.NDArray[np.bool_]
STEPS, PATIENCE, SETS = 300, 15, 4
# Seconds for a first plan and for one whose sites are given; HiGHS stops at the first if any gap is good enough.
ANY_GAP, FIRST_S, GIVEN_S = 1e9, 20.0, 5.0
EQUAL = 1e-9


@dataclass(frozen=True)
class Program:
    """A program over pairs (demand that counts, allowed site) that may serve.

    `pairs` and `cost` (demand, sites); `load` (demand,); `room` (sites,), finite; `forced` (sites,): must be open;
    `total`: how many are open, None: `open_cost` counts each; `all_served`: each demand must be.
    """

    pairs: Mask
    cost: Numbers
    load: Numbers
    room: Numbers
    forced: Mask
    total: int | None
    all_served: bool = True
    open_cost: float = 0.0

    def solve(self, seconds: dict[str, float], gap: float = 0.0, overload: bool = False) -> tuple[Any, Indices | None]:
        """Return scipy's answer and who is served by which site (demand,; −1 not), None if there is no plan.

        With `overload` sites may take more than their room, and only that is minimised.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        who, where = np.nonzero(self.pairs)
        sites, count = len(self.room), len(who)
        cost = [self.cost[who, where], np.full(sites, self.open_cost), np.zeros(sites)]
        if overload:
            cost = [np.zeros(count + sites), np.ones(sites)]
        most = np.concatenate([np.ones(count + sites), np.full(sites, np.inf if overload else 0.0)])
        least = np.concatenate([np.zeros(count), self.forced, np.zeros(sites)])
        rows, low, high = self._rows(who, where)
        found = milp(
            np.concatenate(cost),
            constraints=LinearConstraint(rows, low, high),
            integrality=np.concatenate([np.ones(count + sites), np.zeros(sites)]),
            bounds=Bounds(least, most),
            options={"mip_rel_gap": gap} | seconds,
        )
        if found.x is None:
            return found, None
        served = np.full(len(self.load), -1)
        chosen = found.x[:count] > 0.5
        served[who[chosen]] = where[chosen]
        return found, served

    def _rows(self, who: Indices, where: Indices) -> tuple[Any, Numbers, Numbers]:
        """Return the constraints: served once, within the room, only by open sites, so many open."""
        from scipy.sparse import coo_array, eye_array, hstack, vstack

        demand, sites, count = len(self.load), len(self.room), len(who)
        pair, ones, every = np.arange(count), np.ones(count), np.arange(sites)
        once = coo_array((ones, (who, pair)), shape=(demand, count + 2 * sites))
        filled = coo_array((self.load[who], (where, pair)), shape=(sites, count))
        room = coo_array((-self.room, (every, every)), shape=(sites, sites))
        within = hstack([filled, room, -eye_array(sites)])
        opened = hstack([eye_array(count), coo_array((-ones, (pair, where)), shape=(count, sites))])
        opened = hstack([opened, coo_array((count, sites))])
        number = np.concatenate([np.zeros(count), np.ones(sites), np.zeros(sites)])[None, :]
        rows = vstack([once, within, opened, coo_array(number)]).tocsr()
        low = [np.full(demand, 1.0 if self.all_served else 0.0), np.full(sites + count, -np.inf)]
        low.append(np.array([0.0 if self.total is None else self.total]))
        high = [np.ones(demand), np.zeros(sites + count), np.array([sites if self.total is None else self.total])]
        return rows, np.concatenate(low), np.concatenate(high)


def best_within_room(question: Question) -> Plan:
    """Return the best plan within the capacities. Raises InfeasibleError if the loads do not fit."""
    return Within(question).answer()


class Within:
    """A question with capacities: the allowed sites, the demand that counts, and the steps to the answer."""

    def __init__(self, question: Question) -> None:
        assert question.capacity is not None, "asked without capacity"
        self.question = question
        self.sites = np.sort(np.concatenate([np.array(question.fixed, dtype=np.int64), question.candidates]))
        self.demand = np.flatnonzero(question.counts)
        self.ways = question.cost[np.ix_(self.demand, self.sites)]
        self.unit = float(question.load[self.demand].mean()) if len(self.demand) else 1.0
        self.unit = self.unit or 1.0
        self.load = question.load[self.demand] / self.unit
        self.room = np.minimum(question.capacity[self.sites] / self.unit, self.load.sum())

    def program(self, cost: Numbers, pairs: Mask | None = None, open_cost: float = 0.0) -> Program:
        """Return the program of the question with the given costs of pairs, scaled by the caller."""
        pairs = np.isfinite(self.ways) if pairs is None else pairs
        # A load beyond the room of a site fits nowhere in it.
        pairs = pairs & (self.load[:, None] <= self.room * (1 + EQUAL))
        forced = np.isin(self.sites, self.question.fixed)
        total, all_served = self.question.p, self.question.objective != "mclp"
        return Program(pairs, cost, self.load, self.room, forced, total, all_served, open_cost)

    def answer(self) -> Plan:
        """Return the plan of the objective."""
        objective = self.question.objective
        if objective == "p_centre":
            return self._centre()
        if objective == "p_median":
            return self._median()
        weight = self.question.weight[self.demand]
        scale = float(weight.sum()) or 1.0
        covered = np.broadcast_to(-weight[:, None] / scale, self.ways.shape) if objective == "mclp" else 0.0 * self.load
        cost = np.where(np.isfinite(self.ways), covered if objective == "mclp" else 0.0, 0.0)
        program = self.program(cost, open_cost=1.0 if objective == "lscp" else 0.0)
        found, served = self._first(program, seconds_left(self.question.deadline))
        bound = float(found.mip_dual_bound)
        bound = -bound * scale if objective == "mclp" else float(np.ceil(bound - 1e-6))
        return self._plan(served, found, bound if found.status else None)

    def _first(self, program: Program, seconds: dict[str, float]) -> tuple[Any, Indices]:
        """Return an answer with a plan: the time limit does not hold before there is one."""
        found, served = program.solve(seconds)
        if served is None and found.status == 1:
            found, served = program.solve({}, gap=ANY_GAP)
        if served is None:
            self._refuse(program)
        assert served is not None
        return found, served

    def _refuse(self, program: Program) -> None:
        """Say how much room is missing: in sum, or at best if each demand goes to one site within reach."""
        full = Program(np.isfinite(self.ways), program.cost, self.load, self.room, program.forced, program.total)
        found, _ = full.solve({}, overload=True)
        short = float(found.fun) * self.unit if found.status == 0 else np.nan
        load, room = self.load.sum() * self.unit, np.sort(self.room)[::-1][: program.total].sum() * self.unit
        raise InfeasibleError(
            "capacity",
            short,
            f"capacity is too small: loads of {load:g} in all, room for {room:g} at the largest sites allowed; with "
            f"each demand at one site that it can reach, {short:g} too little at best",
        )

    def _plan(self, served: Indices, found: Any, bound: float | None, opened: Indices | None = None) -> Plan:
        """Return the plan of an assignment; demand that does not count goes to its nearest open site."""
        question = self.question
        if opened is None:
            count = len(self.sites)
            opened = np.flatnonzero(found.x[-2 * count : -count] > 0.5)
        sites = sorted({*self.sites[opened].tolist(), *question.fixed})
        assignment = nearest_site(question, sites)
        assignment[self.demand] = np.where(served >= 0, self.sites[served], -1)
        return plan(question, sites, bound, "mixed-integer program", assignment)

    def _centre(self) -> Plan:
        """Bisect on the radius: is there a plan with every pair within it?"""
        question = self.question
        weighs = question.weight[self.demand] > 0
        nearest = centre(replace(question, counts=question.weight > 0), question.further)
        least = nearest.bound if nearest is not None else 0.0
        radii = np.unique(np.append(self.ways[np.isfinite(self.ways) & (self.ways >= least)], least))
        nothing = np.zeros(self.ways.shape)
        found, served = self._first(self.program(nothing), {})
        widest = self.ways[np.flatnonzero(weighs), served[weighs]].max(initial=least)
        low, high, late = 0, int(np.searchsorted(radii, widest)), False
        while low < high and not late:
            middle = (low + high) // 2
            within = np.isfinite(self.ways) & ((self.ways <= radii[middle]) | ~weighs[:, None])
            answer, placed = self.program(nothing, within).solve(seconds_left(question.deadline))
            if placed is not None:
                found, served, high = answer, placed, middle
            elif answer.status == 2:
                low = middle + 1
            late = placed is None and answer.status != 2
        return self._plan(served, found, float(radii[low]) if late else None)

    def _median(self) -> Plan:
        weight = self.question.weight[self.demand]
        reached = np.isfinite(self.ways)
        sums = np.where(reached, weight[:, None] * np.where(reached, self.ways, 0.0), np.inf)
        scale = float(np.where(np.isfinite(sums), sums, 0.0).max(initial=0.0)) or 1.0
        fitting = reached & (self.load[:, None] <= self.room * (1 + EQUAL))
        whole = is_whole(sums[np.isfinite(sums)])
        bounds = Prices(self, np.where(fitting, sums, np.inf))
        value, served, opened = bounds.run()
        if served is None:
            found, served = self._first(self.program(np.where(fitting, sums / scale, 0.0)), {"time_limit": FIRST_S})
            opened = np.flatnonzero(found.x[-2 * len(self.sites) : -len(self.sites)] > 0.5)
            value = float(sums[np.arange(len(served)), served].sum())
        below = value - (1 - 1e-6 if whole else EQUAL * value)
        if bounds.bound >= below:
            return self._plan(served, None, None, opened)
        pairs = fitting & bounds.pairs(value + EQUAL * value)
        program = self.program(np.where(fitting, sums / scale, 0.0), pairs)
        found, placed = program.solve(seconds_left(self.question.deadline))
        if placed is not None and sums[np.arange(len(placed)), placed].sum() <= value:
            dual = float(found.mip_dual_bound) * scale
            return self._plan(placed, found, None if found.status == 0 else max(dual, bounds.bound))
        return self._plan(served, None, None if found.status in (0, 2) else bounds.bound, opened)


class Prices:
    """The climb of L(u) for `sums` (demand, sites; inf: not served), and plans found on the way."""

    def __init__(self, within: Within, sums: Numbers) -> None:
        self.within, self.sums = within, sums
        self.finite = np.isfinite(sums)
        self.bound, self.u = -np.inf, np.where(self.finite, sums, np.inf).min(axis=1)
        self.kappa = np.zeros(sums.shape[1])
        # Each demand moves at the pace of its costs.
        self.pace = np.where(self.finite, sums, 0.0).mean(axis=1)
        self.pace = np.maximum(self.pace / (self.pace.mean() or 1.0), 1e-6)
        self.forced = np.isin(within.sites, within.question.fixed)
        self.further = within.question.further

    def run(self) -> tuple[float, Indices | None, Indices | None]:
        """Return the value of the best plan found, who is served by which, and the open sites."""
        value, served, opened = np.inf, None, None
        u, pace, stalled, often, before = self.u, 1.0, 0, np.zeros(len(self.kappa)), np.zeros_like(self.u)
        guess = float(np.where(self.finite, self.sums, 0).max(axis=1).sum())
        for step in range(STEPS):
            kappa, amount = self._knapsacks(u)
            chosen = self._cheapest(kappa)
            bound = float(u.sum() + kappa[chosen].sum())
            often = 0.95 * often
            often[chosen] += 0.05
            stalled = 0 if bound > self.bound + 1e-5 * abs(self.bound) else stalled + 1
            if bound > self.bound:
                self.bound, self.u, self.kappa = bound, u, kappa
            if stalled >= PATIENCE:
                pace, stalled, u, before = pace / 1.7, 0, self.u, np.zeros_like(u)
            if pace < 2e-3 or time.perf_counter() > self.within.question.deadline:
                break
            slope = 1.0 - amount[:, chosen].sum(axis=1)
            if step % (STEPS // SETS) == STEPS // SETS - 1:
                value, served, opened = min(
                    (value, served, opened), self._placed(self._cheapest(-often)), key=lambda known: known[0]
                )
            goal = value if np.isfinite(value) else min(guess, 1.3 * max(bound, 0.0) + 1e-9)
            if not slope.any():
                break
            before = 0.7 * slope + 0.3 * before
            u = u + pace * max(1.02 * goal - bound, 0.0) / float(self.pace @ before**2) * self.pace * before
        return min((value, served, opened), self._placed(self._cheapest(-often)), key=lambda known: known[0])

    def pairs(self, value: float) -> Mask:
        """Return the pairs that a plan worth at most `value` may hold: the others lift the bound over it."""
        chosen = self._cheapest(self.kappa)
        last = self.kappa[chosen[~self.forced[chosen]]].max(initial=-np.inf)
        lift = np.where(self.forced, 0.0, np.maximum(self.kappa - last, 0.0))
        dearer = np.maximum(np.where(self.finite, self.sums, np.inf) - self.u[:, None], 0.0)
        return np.asarray(self.finite & (self.bound + lift + dearer <= value))

    def _cheapest(self, kappa: Numbers) -> Indices:
        """Return the forced sites and the further ones with the smallest κ."""
        others = np.where(self.forced, np.inf, kappa)
        return np.concatenate([np.flatnonzero(self.forced), np.argsort(others, kind="stable")[: self.further]])

    def _knapsacks(self, u: Numbers) -> tuple[Numbers, Numbers]:
        """Return κ (sites,) and how much of each demand each site takes (demand, sites)."""
        load = np.maximum(self.within.load, 1e-12)[:, None]
        gain = np.where(self.finite, np.maximum(u[:, None] - np.where(self.finite, self.sums, 0.0), 0.0), 0.0)
        order = np.argsort(-gain / load, axis=0)
        wanted = np.take_along_axis(np.where(gain > 0, load, 0.0), order, axis=0)
        before = np.cumsum(wanted, axis=0) - wanted
        taken = np.clip((self.within.room - before) / np.where(wanted > 0, wanted, 1.0), 0.0, 1.0) * (wanted > 0)
        amount = np.empty_like(taken)
        np.put_along_axis(amount, order, taken, axis=0)
        return -(gain * amount).sum(axis=0), amount

    def _placed(self, opened: Indices) -> tuple[float, Indices | None, Indices | None]:
        """Return the value of the best assignment to the given sites, with it and them; inf if none fits."""
        within = self.within
        pairs = self.finite.copy()
        pairs[:, np.setdiff1d(np.arange(len(within.sites)), opened)] = False
        scale = float(np.where(self.finite, self.sums, 0.0).max(initial=0.0)) or 1.0
        cost = np.where(self.finite, self.sums, 0.0) / scale
        seconds = min(GIVEN_S, max(within.question.deadline - time.perf_counter(), 0.05))
        only = Program(
            pairs[:, opened], cost[:, opened], within.load, within.room[opened], np.ones(len(opened), bool), len(opened)
        )
        served = only.solve({"time_limit": seconds}, gap=1e-3)[1]
        if served is None:
            return np.inf, None, None
        places = opened[served]
        return float(self.sums[np.arange(len(places)), places].sum()), places, opened
