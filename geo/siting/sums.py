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


def model(question: Question) -> Model:
    """Return the question for `Search`; its sites are the question's candidates in their order.

    A demand that no site reaches costs more than any set that reaches all, so that no bound is spoilt and no such set
    is taken for an answer.
    """
    sums = weighted(question)
    highest = np.where(np.isfinite(sums), sums, -np.inf).max(axis=1, initial=0.0)
    ceiling = float(highest.sum())
    unserved = np.where(np.isfinite(sums).all(axis=1), highest, np.ceil(1.01 * ceiling) + 1)
    reached = np.where(np.isfinite(sums), sums, unserved[:, None])
    cap = np.minimum(unserved, reached[:, list(question.fixed)].min(axis=1, initial=np.inf))
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
    return pool, Search(asked, question.further, pool, question.deadline).run(starts)
