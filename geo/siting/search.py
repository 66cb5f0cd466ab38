"""The k best sets, proven: Lagrangian bounds, elimination of sites, branch and bound on what is left.

For demand i, site j, cost c_ij and prices u_i ≥ 0, giving up "each demand is served once" at the price u_i leaves
(Cornuéjols, Fisher and Nemhauser 1977, doi:10.1287/mnsc.23.8.789)

    L(u) = Σ_i u_i + the sum of the p smallest ρ_j,   ρ_j = Σ_i min(0, c_ij − u_i),

a lower bound on every set of p sites; subgradient steps raise it (Held, Wolfe and Crowder 1974,
doi:10.1007/BF01580223, smoothed, each demand at the pace of its weight). A site whose opening would lift the bound
over the best value known is closed, one whose closing would is opened for good (reduced costs: Avella, Sassano and
Vasil'ev 2007, doi:10.1007/s10107-005-0700-6). What is open caps the costs to all others. If sites are left, one is
opened in one branch and closed in the other; the branch with the lowest bound is taken first.
"""

import heapq
import itertools
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from geo.siting.interchange import Indices, Numbers, greedy, interchange, two_nearest

# Steps at the root, once more with what they found, and in a branch.
ROOT, AGAIN, BRANCH = 300, 150, 60
# Another round at the root if the last left less than this of the distance between bound and value.
STILL = 0.9
# Steps without a better bound before the step length is divided by CUT; below SHORT (root, branch) a climb ends.
PATIENCE, CUT, SHORT, SHORT_IN_BRANCH = 20, 1.7, 2e-3, 2e-2
# Every so many steps the set of the bound is tried at the root; sites are eliminated.
TRY, ELIMINATE = 8, 25
# Sets of the bound are worth an interchange if this much above the best known.
NEAR, NEAR_IN_BRANCH = 1.2, 1.02
# Random swaps after which a set counts as good, for each site in it.
SHAKES = 0.2
# Values closer than this, relative, are equal; a bound so near to a whole number may be it.
EQUAL, ROUNDING = 1e-9, 1e-6


@dataclass(frozen=True)
class Model:
    """What is minimised: offset + Σ over demand of the lowest cost, which bounds `worth` of the set from below.

    `cost` (sites, demand) is finite and at most `cap` (demand,), what a demand costs that no further site serves;
    `pace` (demand,): about how large the costs are; `worth` of a set: its true value, inf if it is not allowed;
    `ceiling`: no allowed set is worth more; `whole`: every value is a whole number.
    """

    cost: Numbers
    cap: Numbers
    pace: Numbers
    worth: Callable[[Sequence[int]], float]
    ceiling: float
    offset: float = 0.0
    whole: bool = False


class Pool:
    """The k best sets known and their values; shared by searches that look for the same sets."""

    def __init__(self, k: int, ceiling: float, whole: bool = False) -> None:
        self.k, self.whole = k, whole
        self.best: dict[tuple[int, ...], float] = {}
        self._above = ceiling + EQUAL * abs(ceiling) + np.finfo(float).tiny

    @property
    def top(self) -> float:
        """Return the best value known; before there is one, a value above all."""
        return min(self.best.values(), default=self._above)

    @property
    def cutoff(self) -> float:
        """Return the value of the k-th best set known; before there are k, a value above all."""
        return max(self.best.values()) if len(self.best) >= self.k else self._above

    @property
    def enough(self) -> float:
        """Return the bound from which on a branch holds nothing that is wanted."""
        cutoff, full = self.cutoff, len(self.best) >= self.k
        return cutoff - max(1 - ROUNDING if self.whole and full else 0.0, EQUAL * abs(cutoff) if full else 0.0)

    def ranked(self) -> list[tuple[int, ...]]:
        """Return the sets known, best first, of equal ones the first by its sites."""
        return sorted(self.best, key=lambda sites: (self.best[sites], sites))

    def offer(self, sites: Iterable[int], value: float) -> None:
        """Keep the set if it is among the k best known."""
        key = tuple(sorted(int(site) for site in sites))
        if key in self.best or not value < self.cutoff:
            return
        self.best[key] = value
        if len(self.best) > self.k:
            del self.best[self.ranked()[-1]]


@dataclass(eq=False)
class Node:
    """A part of the search: sites opened and undecided, how many more to open, the best bound and its prices.

    `rho` and `often` (how often the bound opened a site of late) belong to the undecided `sites`.
    """

    sites: Indices
    opened: tuple[int, ...]
    left: int
    cap: Numbers
    u: Numbers
    bound: float = -np.inf
    rho: Numbers = field(default_factory=lambda: np.empty(0))
    often: Numbers = field(default_factory=lambda: np.empty(0))

    @property
    def decided(self) -> bool:
        """Return whether one choice at most is left, which is cheaper to look at than to bound."""
        return self.left <= 1 or len(self.sites) <= self.left


class Search:
    """One search for the best `count` of the model's sites; what it finds goes to `pool`.

    After `run`, no set outside the pool is worth less than `bound`; `u` are the prices of the root.
    """

    def __init__(self, model: Model, count: int, pool: Pool, deadline: float = np.inf) -> None:
        self.model, self.count, self.pool, self.deadline = model, count, pool, deadline
        self.bound, self.branches, self.u = -np.inf, 0, model.cap
        self._tried: set[tuple[int, ...]] = set()
        self._heap: list[tuple[float, int, Node]] = []
        self._number = itertools.count()

    @property
    def late(self) -> bool:
        """Return whether the time is up."""
        return time.perf_counter() > self.deadline

    def run(self, starts: Iterable[Indices] = (), u: Numbers | None = None) -> "Search":
        """Search until all is proven or the time is up. `starts`: good sets; `u`: good prices, from elsewhere."""
        return self.root(starts, u).run_on()

    def run_on(self) -> "Search":
        """Branch, after the root, until all is proven or the time is up."""
        while self._heap and not self.late:
            node = heapq.heappop(self._heap)[2]
            if node.bound >= self.pool.enough:
                self._heap.clear()
            else:
                self._branch(node)
        self.bound = min([self.pool.cutoff, *(entry[0] for entry in self._heap)])
        return self

    def root(self, starts: Iterable[Indices] = (), u: Numbers | None = None, rounds: bool = True) -> "Search":
        """Bound the whole question without branching; `bound` is what is proven then. Without `rounds` only once."""
        model = self.model
        node = Node(np.arange(len(model.cost)), (), self.count, model.cap, model.cap)
        if node.decided:
            self._look(node, model.cost)
        else:
            node.u = self._first(list(starts), u)
            # Nobody can do better than the cheapest of all candidates: a set that comes to this needs no search.
            least = model.offset + float(np.minimum(model.cap, model.cost.min(axis=0)).sum())
            if least < self.pool.enough:
                self._climb(node, model.cost, ROOT, 1.0)
            before = np.inf
            # As long as a round closes much of what is open between bound and value.
            while rounds and self._heap and not self.late and self.pool.enough - self._heap[0][0] < STILL * before:
                before = self.pool.enough - self._heap[0][0]
                node = heapq.heappop(self._heap)[2]
                cost = np.minimum(model.cost[node.sites], node.cap)
                self._shake(node, cost)
                self._climb(node, cost, AGAIN, 0.3)
        self.bound = min([self.pool.cutoff, *(entry[0] for entry in self._heap)])
        return self

    def _first(self, starts: list[Indices], u: Numbers | None) -> Numbers:
        prices = self.prices(starts)
        return prices if u is None else np.minimum(u, self.model.cap)

    def prices(self, starts: list[Indices]) -> Numbers:
        """Better the starts by interchange, offer them, and return first prices: between nearest and second."""
        model = self.model
        starts = starts or [greedy(model.cost, self.count, model.cap)]
        sites = min((interchange(model.cost, start, model.cap) for start in starts), key=lambda found: found[1])[0]
        for start in [*starts, sites]:
            self.pool.offer(start, model.worth(start.tolist()))
        if self.pool.k > 1:
            self._neighbours(sites)
        first, _, second = two_nearest(model.cost, sites, model.cap)
        return (first + np.minimum(second, model.cost.max(axis=0))) / 2

    def _neighbours(self, sites: Indices) -> None:
        """Offer the sets one swap away from `sites`: a good k-th best value from the start."""
        for place in range(len(sites)):
            rest = np.delete(sites, place)
            cap = np.minimum(self.model.cost[rest].min(axis=0, initial=np.inf), self.model.cap)
            sums = np.minimum(self.model.cost, cap).sum(axis=1)
            sums[sites] = np.inf
            for entering in np.argsort(sums, kind="stable")[: min(self.pool.k, len(sums) - len(sites))]:
                chosen = [*rest.tolist(), int(entering)]
                self.pool.offer(chosen, self.model.worth(chosen))

    def _branch(self, node: Node) -> None:
        """Split at the site on which the bound was least decided: opened, or closed."""
        self.branches += 1
        cost = self._eliminate(node, np.minimum(self.model.cost[node.sites], node.cap))
        if node.decided:
            self._look(node, cost)
            return
        at = int(np.abs(node.often - 0.5).argmin())
        cap, stay = np.minimum(node.cap, cost[at]), np.arange(len(node.sites)) != at
        sites, often = node.sites[stay], node.often[stay]
        opened = (*node.opened, int(node.sites[at]))
        less = Node(sites, opened, node.left - 1, cap, np.minimum(node.u, cap), node.bound, node.rho[stay], often)
        closed = Node(sites, node.opened, node.left, node.cap, node.u, node.bound, node.rho[stay], often)
        self._climb(less, np.minimum(cost[stay], cap), BRANCH, 0.3)
        self._climb(closed, cost[stay], BRANCH, 0.3)

    def _look(self, node: Node, cost: Numbers) -> None:
        """Offer every set that a decided node still holds."""
        if node.left > len(node.sites):
            return
        if node.left == 1:
            sums = self.model.offset + np.minimum(cost, node.cap).sum(axis=1)
            order = np.argsort(sums, kind="stable")
            last = [(int(node.sites[at]),) for at in order if sums[at] <= self.pool.cutoff]
        else:
            last = [tuple(node.sites.tolist()) if node.left else ()]
        for added in last:
            self.pool.offer(node.opened + added, self.model.worth(node.opened + added))

    def _climb(self, node: Node, cost: Numbers, steps: int, pace: float) -> None:
        """Raise the node's bound; keep the node for later unless it is settled."""
        if not node.decided:
            cost = self._ascend(node, cost, steps, pace)
            self.u = self.u if steps == BRANCH else node.u
            if node.bound >= self.pool.enough:
                return
            cost = self._eliminate(node, cost)
        self._push(node, cost)

    def _push(self, node: Node, cost: Numbers) -> None:
        """Look at a decided node, keep another for later."""
        if node.decided:
            self._look(node, cost)
        else:
            heapq.heappush(self._heap, (node.bound, next(self._number), node))

    def _ascend(self, node: Node, cost: Numbers, steps: int, pace: float) -> Numbers:
        """Take subgradient steps; the node gets the best bound, its prices and ρ. Returns the costs still needed."""
        u, before, stalled, room = node.u, np.zeros_like(node.u), 0, np.empty_like(cost)
        node.often = node.often if len(node.often) else np.zeros(len(node.sites))
        short, tries = (SHORT_IN_BRANCH, steps) if steps == BRANCH else (SHORT, TRY)
        for step in range(1, steps + 1):
            np.minimum(np.subtract(cost, u, out=room), 0, out=room)
            rho = room.sum(axis=1)
            chosen = np.argpartition(rho, node.left - 1)[: node.left]
            bound = self.model.offset + float(u.sum() + rho[chosen].sum())
            node.often *= 0.95
            node.often[chosen] += 0.05
            stalled = 0 if bound > node.bound + 1e-5 * abs(node.bound) else stalled + 1
            if bound > node.bound or not len(node.rho):
                node.bound, node.u, node.rho = bound, u, rho
            if node.bound >= self.pool.enough or self.late:
                break
            slope = 1.0 - np.count_nonzero(room[chosen] < 0, axis=0)
            if step % tries == 0 or not slope.any():
                self._try(node, cost, chosen, NEAR_IN_BRANCH if steps == BRANCH else NEAR)
            if stalled >= PATIENCE:
                pace, stalled, u, before = pace / CUT, 0, node.u, np.zeros_like(u)
            if pace < short or not slope.any():
                break
            before = 0.7 * slope + 0.3 * before
            u = self._step(node, u, before, pace, bound)
            if step % ELIMINATE == 0:
                fewer = self._eliminate(node, cost, at_least=0.05)
                if fewer is not cost:
                    cost, room, u, before = fewer, np.empty_like(fewer), np.minimum(u, node.cap), np.zeros_like(u)
                if node.decided:
                    break
        return cost

    def _step(self, node: Node, u: Numbers, slope: Numbers, pace: float, bound: float) -> Numbers:
        """Return the next prices: Polyak's step towards a little above the value that is to be reached."""
        goal = self.pool.cutoff if len(self.pool.best) >= self.pool.k else self.pool.top
        above = goal + 0.02 * abs(goal - self.model.offset) - bound
        length = pace * above / float(self.model.pace @ slope**2)
        return np.clip(u + max(length, 0.0) * self.model.pace * slope, 0, node.cap)

    def _try(self, node: Node, cost: Numbers, chosen: Indices, near: float) -> None:
        """Offer the set that the bound opens, bettered by interchange if it is near the best known."""
        key = (*node.opened, *np.sort(node.sites[chosen]).tolist())
        if key in self._tried:
            return
        self._tried.add(key)
        self.pool.offer(key, self.model.worth(key))
        total = float(np.minimum(cost[chosen].min(axis=0), node.cap).sum())
        if total < near * (self.pool.top - self.model.offset):
            better = interchange(cost, chosen, node.cap)[0]
            key = (*node.opened, *node.sites[better].tolist())
            self.pool.offer(key, self.model.worth(key))

    def _shake(self, node: Node, cost: Numbers) -> None:
        """Better the sites that the bounds opened most by interchange, again and again after a few random swaps."""
        random, waited = np.random.default_rng(len(node.sites)), 0
        chosen, value = interchange(cost, np.argsort(-node.often, kind="stable")[: node.left], node.cap)
        while waited < node.left * SHAKES and not self.late:
            tried = chosen.copy()
            others = np.setdiff1d(np.arange(len(node.sites)), chosen)
            swapped = min(1 + node.left // 20, len(others))
            tried[random.permutation(node.left)[:swapped]] = random.permutation(others)[:swapped]
            tried, found = interchange(cost, tried, node.cap)
            waited = 0 if found < value else waited + 1
            chosen, value = (tried, found) if found <= value else (chosen, value)
        key = (*node.opened, *node.sites[chosen].tolist())
        self.pool.offer(key, self.model.worth(key))

    def _eliminate(self, node: Node, cost: Numbers, at_least: float = 0.0) -> Numbers:
        """Close and open sites by their reduced costs, in place; returns the costs of the undecided ones.

        Nothing is done unless more than the share `at_least` of the sites can be closed, or one opened.
        """
        if node.decided or len(node.rho) != len(node.sites):
            return cost
        enough, rho = self.pool.enough, node.rho
        last, following = np.partition(rho, (node.left - 1, node.left))[node.left - 1 : node.left + 1]
        closed = node.bound + rho - last >= enough
        opened = (node.bound + following - rho >= enough) & (rho <= last) & ~closed
        if np.count_nonzero(closed) <= at_least * len(rho) and not opened.any():
            return cost
        return self._settle(node, cost, closed, opened)

    def _settle(
        self, node: Node, cost: Numbers, closed: npt.NDArray[np.bool_], opened: npt.NDArray[np.bool_]
    ) -> Numbers:
        stay = ~(closed | opened)
        if opened.any():
            node.cap = np.minimum(node.cap, cost[opened].min(axis=0))
            node.u = np.minimum(node.u, node.cap)
            node.opened += tuple(node.sites[opened].tolist())
            node.left -= int(np.count_nonzero(opened))
        node.sites, node.rho, node.often = node.sites[stay], node.rho[stay], node.often[stay]
        return np.minimum(cost[stay], node.cap) if opened.any() else cost[stay]
