"""Questions whose value is a sum over demand: p-median, and coverage as the sum of the weight left out.

p-median (Hakimi 1964, doi:10.1287/opre.12.3.450): minimise Σ w_i d_ij. Maximal covering (Church and ReVelle 1974,
doi:10.1007/BF01942293): maximise the weight within the limit, that is, minimise Σ w_i over demand without a site in
it (the same model with the costs 0 and w_i).
"""

from collections.abc import Sequence

import numpy as np

from geo.siting.interchange import Indices, Numbers
from geo.siting.plan import is_whole
from geo.siting.question import Question
from geo.siting.search import Model, Pool, Search


def weighted(question: Question) -> Numbers:
    """Return what each demand that counts adds to the sum at each candidate (n_counting, n_candidates), inf allowed."""
    rows = np.flatnonzero(question.counts)
    weight, cost = question.weight[rows, None], question.cost[rows]
    if question.objective == "mclp":
        return np.where(np.isfinite(cost), 0.0, weight)
    return weight * cost


def model(question: Question, unserved: Numbers | None = None) -> Model:
    """Return the question for `Search`; its sites are the question's candidates in their order.

    `unserved` (n_counting,): what demand costs at a site that cannot serve it; by default more than any set that
    serves all, so that no other is taken for an answer.
    """
    sums = weighted(question)
    highest = np.where(np.isfinite(sums), sums, -np.inf).max(axis=1, initial=0.0)
    ceiling = float(highest.sum())
    barred = np.full(len(sums), np.ceil(1.01 * ceiling) + 1) if unserved is None else highest + unserved
    dearest = np.where(np.isfinite(sums).all(axis=1), highest, barred)
    reached = np.where(np.isfinite(sums), sums, dearest[:, None])
    cap = np.minimum(dearest, reached[:, list(question.fixed)].min(axis=1, initial=np.inf))
    cost = np.ascontiguousarray(np.minimum(reached[:, question.candidates], cap[:, None]).T)

    def worth(chosen: Sequence[int]) -> float:
        sites = [*question.fixed, *question.candidates[list(chosen)].tolist()]
        return float(sums[:, sites].min(axis=1).sum())

    pace = question.weight[question.counts]
    return Model(cost, cap, pace / pace.mean(), worth, ceiling, whole=is_whole(reached))


def best_sums(question: Question, k: int, starts: Sequence[Indices] = ()) -> tuple[Pool, Search]:
    """Return the k best sets, as places in the question's candidates, and the search that proved them."""
    asked = model(question)
    pool = Pool(k, asked.ceiling, asked.whole)
    search = Search(asked, question.further, pool, question.deadline)
    if np.isfinite(weighted(question)).all():
        return pool, search.run(starts)
    return pool, _within_reach(question, pool, search, starts)


def _within_reach(question: Question, pool: Pool, search: Search, starts: Sequence[Indices]) -> Search:
    """Return the finished search where not all reach all.

    A high price for who is not served makes bad bounds. So first the question is bounded without the price. A set
    that leaves one unserved is then beyond the cutoff already if the price is the distance from that bound to it.
    """
    search.prices(list(starts))
    nothing = model(question, np.zeros(int(question.counts.sum())))
    bounded = Search(nothing, question.further, Pool(1, nothing.ceiling), question.deadline)
    below = bounded.root(starts).bound
    price = max(pool.cutoff - max(below, 0.0), 0.0) * 1.01 + 1e-3 * pool.cutoff / len(nothing.cap)
    if nothing.whole:
        price = float(np.ceil(price) + 1)
    asked = model(question, np.full(len(nothing.cap), price))
    return Search(asked, question.further, pool, question.deadline).run(_known(pool, starts), bounded.u)


def _known(pool: Pool, starts: Sequence[Indices]) -> list[Indices]:
    return [np.array(sites, dtype=np.int64) for sites in pool.ranked()[:1]] or list(starts)
