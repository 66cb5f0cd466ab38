"""The figures of the reach today: how it came about day by day, who is beyond the limit, exposed districts far away."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from atlas.store import Store, kept
from atlas.ui.profile_exposure import ranked
from atlas.ui.siting import Problem, Question, Tools, Whom, problem
from atlas.ui.siting_reach import Reach, reach
from atlas.ui.siting_solve import Answer

# Upper ends of the classes of ways in minutes; beyond the last one there is one more class.
CLASSES = (15, 30, 45, 60)
HUNDRED = 100.0
# Districts named among those beyond the limit: the largest municipalities of each.
NAMED = 3


@dataclass(frozen=True, eq=False)
class Step:
    """A day on which nodes changed their status: `changed` (node id -> new status), how many are open from then on."""

    day: date
    changed: dict[str, str]
    open: int
    reach: Reach


@dataclass(frozen=True, eq=False)
class Far:
    """Exposure and way of the districts with an index and a way.

    `rows` by area code, longest way first: score (0 to 100), rank, low, high, total (districts ranked), mean (minutes),
    demand; `middle`: the medians of score and mean; `both`: codes of the districts above both, most exposed first.
    """

    rows: pd.DataFrame
    middle: tuple[float, float]
    both: tuple[str, ...]


def nodes_only(question: Question, day: date) -> Question:
    """Return the question of who is how far from the nodes as of a day, without anything that only a plan needs."""
    return replace(Question(question.area_code, day, source="own"), whom=question.whom, by_index=question.by_index)


def people(store: Store, asked: Problem, tools: Tools) -> Problem:
    """Return the same places with those whom the question is about as they are counted: without the index as weight."""
    question = asked.question
    counted: Whom = "employees" if question.whom == "exposed" else question.whom
    return problem(store, replace(nodes_only(question, question.day), whom=counted, by_index=False), tools)


def history(store: Store, asked: Problem, tools: Tools) -> tuple[Step, ...]:
    """Return the days on which a node of the area changed its status, oldest first."""
    question = asked.question
    codes = frozenset(asked.places["area_code"])
    return _history(store, nodes_only(question, date.max), codes, tools)


@kept(32)
def _history(store: Store, question: Question, districts: frozenset[str], tools: Tools) -> tuple[Step, ...]:
    every = store.nodes(date.max)
    inside = set(every.loc[every["area_code"].isin(districts), "node_id"])
    changes = store.node_days()
    changes = changes[changes["node_id"].isin(inside)]
    steps = []
    for day in sorted({since.date() for since in changes["since"].tolist()}):
        rows = changes[changes["since"].dt.date == day]
        found = problem(store, replace(question, day=day), tools)
        changed = dict(zip(rows["node_id"], rows["status"], strict=True))
        steps.append(Step(day, changed, len(found.existing), reach(found, found.existing, tools)))
    return tuple(steps)


def steps_of(minutes: np.ndarray) -> list[int]:
    """Return the class of each way: 0 up to the first end of CLASSES, the ends included."""
    found: list[int] = np.searchsorted(np.array(CLASSES, dtype=float), minutes, side="left").tolist()
    return found


@lru_cache(maxsize=32)
def beyond(answer: Answer, counts: Problem) -> pd.DataFrame:
    """Return how many have a longer way than the limit, by area code in the order of their number.

    `counts`: how many there are in each place. Columns: demand, over (of the demand), share (per cent, NaN without
    demand), places, places_over (municipalities with demand), names (of the largest ones beyond).
    """
    asked, weight = answer.problem, counts.weight
    over = answer.before.minutes > asked.question.limit
    some = weight > 0
    frame = pd.DataFrame(
        {
            "area_code": asked.places["area_code"],
            "name": asked.places["name"],
            "demand": weight,
            "over": np.where(over, weight, 0.0),
            "places": some,
            "places_over": some & over,
        }
    )
    sums = frame.groupby("area_code")[["demand", "over", "places", "places_over"]].sum()
    sums["names"] = [_largest(frame[frame["area_code"] == code]) for code in sums.index]
    sums["share"] = (HUNDRED * sums["over"] / sums["demand"].where(sums["demand"] > 0)).astype(float)
    return sums.sort_values(["over", "demand"], ascending=False, kind="stable")


def _largest(places: pd.DataFrame) -> tuple[str, ...]:
    """Return the names of the municipalities with the most people beyond the limit."""
    found = places[places["places_over"]].sort_values(["over", "name"], ascending=[False, True])
    return tuple(found["name"].head(NAMED))


@kept(32)
def far(store: Store, answer: Answer) -> Far:
    """Return exposure and way of each district that has both; no rows where there is no index.

    The score is that of the published weights, its rank and the rank's spread are those in the district's Land.
    """
    districts = answer.before.districts
    rows = {}
    for code, row in zip(districts.index, districts[["mean", "demand"]].to_numpy(), strict=True):
        found = ranked(store, code) if np.isfinite(row[0]) and not store.exposure().empty else None
        if found is not None:
            ranks = {name: found[name] for name in ("rank", "low", "high", "total")}
            rows[code] = {"score": found["score"] * HUNDRED, **ranks, "mean": float(row[0]), "demand": float(row[1])}
    if not rows:
        return Far(pd.DataFrame(), (float("nan"), float("nan")), ())
    frame = pd.DataFrame.from_dict(rows, orient="index").sort_values("mean", ascending=False, kind="stable")
    middle = (float(frame["score"].median()), float(frame["mean"].median()))
    hit = frame[(frame["score"] > middle[0]) & (frame["mean"] > middle[1])].sort_values("score", ascending=False)
    return Far(frame, middle, tuple(hit.index))
