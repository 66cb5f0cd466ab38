"""Whether everyone can be reached at all: if not, which condition fails, and by how much."""

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from geo.siting.cover import centre, covers, fewest, filled
from geo.siting.errors import InfeasibleError
from geo.siting.interchange import Indices
from geo.siting.others import FINITE
from geo.siting.question import Question


def require_reach(question: Question) -> Indices | None:
    """Return a set of further sites (places in the candidates) that reaches everyone who counts, None if any does.

    Raises InfeasibleError if no set of p sites does. Until one is found the time limit does not hold.
    """
    allowed = [*question.fixed, *question.candidates.tolist()]
    reachable = np.isfinite(question.cost[question.counts][:, allowed])
    alone = np.asarray(~reachable.any(axis=1))
    if alone.any():
        _refuse_alone(question, alone, allowed)
    if question.p is None or reachable.all():
        return None
    cover = covers(question, FINITE)
    found = fewest(cover, math.inf, at_most=question.further)
    if found.sites is None or len(found.sites) > question.further:
        _refuse_few(question)
    assert found.sites is not None
    return np.array(filled(found.sites.tolist(), question.further, len(question.candidates)), dtype=np.int64)


def _refuse_alone(question: Question, alone: npt.NDArray[np.bool_], allowed: list[int]) -> None:
    how_many = int(alone.sum())
    first = int(np.flatnonzero(question.counts)[alone][0])
    beyond = float(question.given[question.counts][alone][:, allowed].min(axis=1, initial=np.inf).max())
    if question.limit is not None and math.isfinite(beyond):
        short = beyond - question.limit
        raise InfeasibleError(
            "limit",
            short,
            f"limit {question.limit:g} is too small: {how_many} demand point(s) (the first is {first}) have no allowed "
            f"candidate within it; it would have to be {beyond:g}, that is {short:g} more",
        )
    raise InfeasibleError(
        "reach",
        how_many,
        f"{how_many} demand point(s) with weight (the first is {first}) cannot be reached from any allowed candidate",
    )


def _refuse_few(question: Question) -> None:
    cover = covers(question, FINITE)
    fewer = fewest(cover, math.inf)
    needed = len(question.fixed) + (len(fewer.sites) if fewer.sites is not None else 0)
    more = needed - int(question.p or 0)
    unlimited = replace(question, cost=question.given, limit=None)
    nearest = centre(unlimited, question.further) if question.limit is not None else None
    if question.limit is not None and nearest is not None:
        short = nearest.radius - question.limit
        raise InfeasibleError(
            "limit",
            short,
            f"limit {question.limit:g} is too small for {question.p} sites: at best someone is {nearest.radius:g} "
            f"away, {short:g} more; within the limit it takes {needed} sites, {more} more",
        )
    raise InfeasibleError("p", more, f"{question.p} sites cannot reach everyone: it takes {needed}, {more} more")
