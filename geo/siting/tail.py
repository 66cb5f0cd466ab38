"""The worst-served share of the weight: its mean way, minimised over sets of sites.

The mean of the tail (Rockafellar and Uryasev 2002, doi:10.1016/S0378-4266(02)00271-6) is, for the way t at its border
(t > 0),  t + Σ s_i (d_i − t)⁺,  s_i = w_i / (alpha Σ w). For all sets whose border lies in [a, b]

    mean of the tail ≥ a + Σ over d_i > b of s_i (d_i − a):

who is beyond b is in the tail with all its weight, the rest of the tail is at a or farther. The right-hand side is a
p-median question, whose bounds are near (a linear bound on the mean of the tail itself is a quarter off). So the
borders are searched, interval by interval, halved while their bound is too weak; below a width the search branches.
"""

import heapq
import time
from collections.abc import Iterator, Sequence

import numpy as np

from geo.siting.interchange import Indices, Numbers, greedy, interchange
from geo.siting.plan import tail_mean
from geo.siting.question import Question
from geo.siting.search import Model, Pool, Search

# Intervals narrower than this share of the value are not halved any more.
NARROW = 0.005
# Good sets tried after the first.
SHAKES = 12


class Tail:
    """A question of the tail in arrays: ways (sites, demand) as finite numbers, shares, and the true value of a set."""

    def __init__(self, question: Question) -> None:
        counts = question.counts
        self.weight, self.alpha = question.weight[counts], question.alpha
        self.share = self.weight / (self.alpha * self.weight.sum())
        self.true = question.cost[counts]
        self.question = question
        highest = np.where(np.isfinite(self.true), self.true, -np.inf).max(axis=1, initial=0.0)
        self.ceiling = float(highest.max(initial=0.0))
        # One demand that is not reached makes the tail worse than any tail.
        far = (1.01 * self.ceiling + 1) * (1 + 1 / self.share)
        self.unserved = np.where(np.isfinite(self.true).all(axis=1), highest, far)
        ways = np.where(np.isfinite(self.true), self.true, self.unserved[:, None])
        self.cap = np.minimum(self.unserved, ways[:, list(question.fixed)].min(axis=1, initial=np.inf))
        self.ways = np.ascontiguousarray(np.minimum(ways[:, question.candidates], self.cap[:, None]).T)

    def worth(self, chosen: Sequence[int]) -> float:
        """Return the mean of the tail of a set, inf if a demand is not reached."""
        sites = [*self.question.fixed, *self.question.candidates[list(chosen)].tolist()]
        nearest = self.true[:, sites].min(axis=1)
        return tail_mean(nearest, self.weight, self.alpha) if np.isfinite(nearest).all() else np.inf

    def model(self, low: float, high: float) -> Model:
        """Return the p-median question that bounds the sets whose border lies in [low, high]."""

        def beyond(ways: Numbers) -> Numbers:
            return np.where(ways > high, self.share * (ways - low), 0.0)

        pace = self.share / self.share.mean()
        return Model(beyond(self.ways), beyond(self.cap), pace, self.worth, self.ceiling, offset=low)

    def good_sets(self) -> Iterator[Indices]:
        """Yield good sets: one from greedy opening, further ones after random swaps in the best so far."""
        count, others = self.question.further, len(self.ways) - self.question.further
        random, swapped = np.random.default_rng(count), min(1 + count // 5, others)
        best = self._bettered(greedy(self.ways * self.share, count, self.cap * self.share))
        yield best
        for _ in range(SHAKES):
            chosen = best.copy()
            closed = np.setdiff1d(np.arange(len(self.ways)), chosen)
            chosen[random.permutation(count)[:swapped]] = random.permutation(closed)[:swapped]
            found = self._bettered(chosen)
            best = found if self._value(found) < self._value(best) else best
            yield found

    def _bettered(self, chosen: Indices) -> Indices:
        """Return a set from interchange for the border of the last one, as long as the tail gets better."""
        best, value = chosen, self._value(chosen)
        while True:
            border = self._border(best)
            over = np.maximum(self.ways - border, 0.0) * self.share
            chosen = interchange(over, best, np.maximum(self.cap - border, 0.0) * self.share)[0]
            if not self._value(chosen) < value - 1e-12 * value:
                return best
            best, value = chosen, self._value(chosen)

    def _nearest(self, chosen: Indices) -> Numbers:
        return np.minimum(self.ways[chosen].min(axis=0, initial=np.inf), self.cap)

    def _value(self, chosen: Indices) -> float:
        return tail_mean(self._nearest(chosen), self.weight, self.alpha)

    def _border(self, chosen: Indices) -> float:
        nearest = self._nearest(chosen)
        order = np.argsort(-nearest, kind="stable")
        at = int(np.searchsorted(np.cumsum(self.share[order]), 1 - 1e-12))
        return float(nearest[order[min(at, len(order) - 1)]])


def best_tails(question: Question, k: int, starts: Sequence[Indices] = ()) -> tuple[Pool, float, int]:
    """Return the k best sets, as places in the question's candidates, the proven bound, and the branchings."""
    tail = Tail(question)
    pool = Pool(k, tail.ceiling)
    for start in [*starts, *tail.good_sets()]:
        pool.offer(start.tolist(), tail.worth(start.tolist()))
    # Intervals by their bound so far: the most promising first. A border beyond the value is none.
    waiting, bound, branches = [(0.0, 0.0, min(tail.ceiling, pool.cutoff))], np.inf, 0
    while waiting:
        known, low, high = heapq.heappop(waiting)
        if max(known, low) >= pool.enough:
            continue
        if time.perf_counter() > question.deadline:
            bound = min(bound, max(known, low))
            continue
        wide = high - low > NARROW * pool.top
        good = [np.array(sites, dtype=np.int64) for sites in pool.ranked()[:1]] or list(starts)
        search = Search(tail.model(low, high), question.further, pool, question.deadline).root(good, rounds=not wide)
        if wide and search.bound < pool.enough and not search.late:
            middle = (low + high) / 2
            heapq.heappush(waiting, (max(known, search.bound), low, middle))
            heapq.heappush(waiting, (max(known, search.bound), middle, high))
            continue
        branches += search.run_on().branches
        bound = min(bound, max(search.bound, known, low))
    return pool, min(bound, pool.cutoff), branches
