"""Scenarios side by side: in which settings they differ, and what each comes to, measured by the same people."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from atlas.export import About, Column, Origin, Sheet
from atlas.ui import siting_rest, siting_words
from atlas.ui.siting import LIMITED, Problem, Question, Tools, problem
from atlas.ui.siting_kept import Kept
from atlas.ui.siting_planned import called
from atlas.ui.siting_reach import WITHIN, Reach, reach
from atlas.ui.siting_sites import site_names
from atlas.ui.siting_solve import Answer
from atlas.ui.siting_value import EQUAL
from atlas.ui.visit import Visit

# What tells a scenario apart where it is not asked for.
EMPTY = "–"


@dataclass(frozen=True, eq=False)
class Judged:
    """A scenario with its answer, or the reason why it has none (`refused`).

    `reach` counts the people of the present question, whatever the scenario's own question counts; `loss` in minutes
    against the best of those that are compared, None where its area is another one.
    """

    kept: Kept
    answer: Answer | None
    refused: str
    reach: Reach | None
    loss: float | None


def judged(visit: Visit, found: Sequence[tuple[Kept, Answer | str]], yard: Question, tools: Tools) -> list[Judged]:
    """Return the scenarios with their reach of the people whom `yard` counts; an answer may be a reason for none."""
    reaches = [None if isinstance(one, str) else _reach(visit, one, yard, tools) for _, one in found]
    same = [kept.question.area_code == yard.area_code for kept, _ in found]
    means = [one.mean for one, here in zip(reaches, same, strict=True) if one and here and math.isfinite(one.mean)]
    return [
        Judged(
            kept,
            None if isinstance(one, str) else one,
            one if isinstance(one, str) else "",
            way,
            _loss(way.mean, min(means)) if way and here and math.isfinite(way.mean) else None,
        )
        for (kept, one), way, here in zip(found, reaches, same, strict=True)
    ]


def settings(visit: Visit, question: Question) -> dict[str, str]:
    """Return each setting of a question by what it is called, in words; EMPTY where it is not asked for."""
    w = visit.words
    keep = question.keep is not None
    count = w("siting.count_further", n=question.further)
    if question.keep is not None:
        count = w("scenario.keep", n=question.keep)
    elif question.aim == "cover":
        count = EMPTY
    limit = w.value(question.limit, w("siting.minutes")) if question.aim in LIMITED else EMPTY
    least = w("siting.least_of", n=question.least) if question.least else w("siting.least_any")
    return {
        w("control.area"): visit.area_name(question.area_code),
        w("control.day"): w.date(question.day),
        w("siting.whom"): w(f"siting.whom_{question.whom}"),
        w("siting.by_index"): w("scenario.yes" if question.by_index else "scenario.no"),
        w("siting.aim"): w(f"siting.aim_{question.aim}"),
        w("siting.limit"): limit,
        w("siting.count"): count,
        w("siting.movable"): EMPTY if keep else w("scenario.yes" if question.movable else "scenario.no"),
        w("siting.from"): EMPTY if keep else w(f"siting.from_{question.source}"),
        w("siting.least"): least if question.source == "municipalities" else EMPTY,
        w("scenario.own"): w.number(len(question.own)) if question.source == "own" else EMPTY,
        w("siting.force"): _named(visit, question, question.forced),
        w("siting.forbid"): _named(visit, question, question.forbidden),
        w("siting.capacity"): w.number(question.capacity) if question.capacity else EMPTY,
    }


def differing(visit: Visit, every: Sequence[Judged]) -> pd.DataFrame:
    """Return the settings in which scenarios differ: `what`, then a column per scenario, named by its place."""
    told = [settings(visit, one.kept.question) for one in every]
    rows = [key for key in told[0] if len({one[key] for one in told}) > 1]
    return _frame(rows, [[one[key] for key in rows] for one in told])


def figures(visit: Visit, every: Sequence[Judged]) -> pd.DataFrame:
    """Return what scenarios come to: `what`, then a column per scenario, named by its place."""
    told = [_figures(visit, one) for one in every]
    # One without an answer tells only why; the rows are those of any other.
    rows = next((list(one) for one in told if len(one) > 1), list(told[0]))
    return _frame(rows, [[one.get(key, EMPTY) for key in rows] for one in told])


def columns(visit: Visit, every: Sequence[Judged], what: str) -> tuple[Column, ...]:
    """Return the columns of a table that has a column per scenario."""
    return (Column("what", what), *(Column(str(at), called(visit, one.kept.name)) for at, one in enumerate(every)))


def sheet(visit: Visit, every: Sequence[Judged], yard: Question, view: str) -> Sheet:
    """Return the comparison as it leaves the atlas: a row per scenario."""
    w, unit = visit.words, visit.words("siting.minutes")
    told = [settings(visit, one.kept.question) for one in every]
    frame = pd.DataFrame([_row(visit, one) for one in every])
    names = {f"setting_{at}": key for at, key in enumerate(told[0])}
    for name, key in names.items():
        frame[name] = [one[key] for one in told]
    names_of = {limit: w("siting.within", limit=w.value(limit, unit)) for limit in WITHIN}
    listed = (
        Column("name", w("scenario.scenario")),
        *(Column(name, key) for name, key in names.items()),
        Column("proposed", w("scenario.proposed")),
        Column("given_up", w("scenario.given_up")),
        Column("sites", w("scenario.sites"), "number"),
        Column("mean", w("siting.mean"), "number", unit, 2),
        Column("percentile", w("siting.percentile"), "number", unit, 2),
        *(Column(f"within_{limit}", name, "number", "%", 1) for limit, name in names_of.items()),
        Column("worst", w("scenario.worst")),
        Column("worst_minutes", w("scenario.worst_way"), "number", unit, 2),
        Column("loss", w("scenario.loss"), "number", unit, 2),
        Column("proof", w("scenario.proof")),
    )
    return Sheet(_about(visit, every, yard, view), listed, frame, w)


def _about(visit: Visit, every: Sequence[Judged], yard: Question, view: str) -> About:
    w = visit.words
    solved = [one.answer.problem for one in every if one.answer]
    origins: list[Origin] = [one for asked in solved for one in siting_rest.origins(visit, asked)]
    return About(
        title=w("scenario.figures_caption"),
        origins=tuple(dict.fromkeys(origins)),
        definition=w("scenario.measured", whom=w(f"siting.whom_{yard.whom}")),
        area=visit.area_name(yard.area_code),
        period=w.date(yard.day),
        notes=(w("scenario.not_decided"), *(siting_rest.way_notes(visit, solved[0]) if solved else ())),
        address=view,
        data_version=visit.data_version,
    )


def _row(visit: Visit, one: Judged) -> dict[str, object]:
    way, answer = one.reach, one.answer
    row: dict[str, object] = {"name": called(visit, one.kept.name), "loss": math.nan if one.loss is None else one.loss}
    if way is None or answer is None:
        empty = dict.fromkeys(("sites", "mean", "percentile", "worst_minutes", *(f"within_{n}" for n in WITHIN)))
        return row | empty | {"proposed": "", "given_up": "", "worst": "", "proof": one.refused}
    asked = answer.problem
    return row | {
        "proposed": _names(visit, answer, answer.proposed),
        "given_up": _names(visit, answer, answer.given_up),
        "sites": len(answer.plan.sites),
        "mean": _known(way.mean),
        "percentile": _known(way.percentile),
        **{f"within_{limit}": _known(100 * way.share_within(limit)) for limit in WITHIN},
        "worst": siting_words.place(visit, asked, way.worst),
        "worst_minutes": math.nan if way.worst is None else _known(float(way.minutes[way.worst])),
        "proof": siting_words.proof(visit, answer),
    }


def measures(visit: Visit, asked: Problem, way: Reach) -> dict[str, str]:
    """Return how far some sites are, as it is read: mean, nine in ten, shares within limits, the worst-served."""
    w, unit = visit.words, visit.words("siting.minutes")
    worst = siting_words.place(visit, asked, way.worst)
    far = siting_words.minutes(visit, math.nan if way.worst is None else float(way.minutes[way.worst]))
    return {
        w("siting.mean"): siting_words.minutes(visit, way.mean, 1),
        w("siting.percentile"): siting_words.minutes(visit, way.percentile),
        **{
            w("siting.within", limit=w.value(limit, unit)): siting_words.share(visit, way.share_within(limit))
            for limit in WITHIN
        },
        w("siting.worst"): w("siting.worst_is", name=worst, way=far) if worst else far,
    }


def _figures(visit: Visit, one: Judged) -> dict[str, str]:
    w, way, answer = visit.words, one.reach, one.answer
    if way is None or answer is None:
        return {w("scenario.proof"): one.refused}
    return {
        w("scenario.proposed"): _names(visit, answer, answer.proposed) or EMPTY,
        w("scenario.given_up"): _names(visit, answer, answer.given_up) or EMPTY,
        w("scenario.sites"): w.number(len(answer.plan.sites)),
        **measures(visit, answer.problem, way),
        w("scenario.loss"): _told_loss(visit, one),
        w("scenario.proof"): siting_words.proof(visit, answer),
    }


def _told_loss(visit: Visit, one: Judged) -> str:
    w = visit.words
    if one.loss is None:
        return w("scenario.elsewhere")
    if not one.loss:
        return w("scenario.best")
    return w.value(one.loss, w("siting.minutes"), 1 if one.loss >= 0.05 else 2, signed=True)


def _reach(visit: Visit, answer: Answer, yard: Question, tools: Tools) -> Reach:
    """Return how far a plan's sites are from the people of the yardstick; with a capacity as it assigns them."""
    question = answer.problem.question
    asked = problem(visit.store, replace(question, whom=yard.whom, by_index=yard.by_index), tools)
    return reach(asked, tuple(answer.plan.sites), tools, answer.plan.assignment if question.capacity else None)


def _loss(mean: float, best: float) -> float:
    return 0.0 if mean - best <= EQUAL * max(best, 1.0) else mean - best


def _known(value: float) -> float:
    return value if math.isfinite(value) else math.nan


def _names(visit: Visit, answer: Answer, sites: tuple[int, ...]) -> str:
    return siting_words.names(visit, answer.problem, sites) if sites else ""


def _named(visit: Visit, question: Question, sites: tuple[str, ...]) -> str:
    named = site_names(visit.store, replace(question, forced=(), forbidden=()))
    return visit.words.list(named.get(site, site) for site in sites) or EMPTY


def _frame(rows: list[str], told: list[list[str]]) -> pd.DataFrame:
    return pd.DataFrame({"what": rows, **{str(at): one for at, one in enumerate(told)}})
