"""What to build first: an order in which each plan holds the one before, and what that costs at each size."""

import math
from functools import partial
from typing import Any

import pandas as pd

from atlas.analysis.attempts import attempt
from atlas.export import Column
from atlas.ui import siting_curve, siting_value, siting_words
from atlas.ui.siting import OBJECTIVES, Problem, Tools
from atlas.ui.siting_asking import LIMIT, asked_for, lines
from atlas.ui.siting_sheet import sheet, show
from atlas.ui.siting_solve import Answer, conditions
from atlas.ui.visit import Visit
from atlas.ui.waiting import wait
from atlas.ui.workers import submit


def order(visit: Visit, answer: Answer, tools: Tools) -> Any:
    """Return the steps (geo.siting.Step) up to the last number of the curve, or why there are none.

    Raises StoppedError.
    """
    asked = answer.problem
    most = siting_curve.sites_of(asked, siting_curve.counts(answer)[-1])
    objective = OBJECTIVES[siting_curve.curve_aim(asked)]

    def make() -> Any:
        call = partial(tools.siting.nested_order, **(conditions(asked) | {"objective": objective} | LIMIT))
        task = (call, tools.siting.InfeasibleError, asked.minutes, asked.weight, most)
        return wait(visit, submit(attempt, [task]), visit.words("siting_argument.solving_order"))[0]

    return asked_for(visit, ("order", asked.question), make)


def draw(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw the order as a table: what comes at each step, what it is worth, what the best plan of the size is."""
    w, asked = visit.words, answer.problem
    if asked.question.capacity:
        lines(w("siting_argument.order_capacity"))
        return
    steps = order(visit, answer, tools)
    if isinstance(steps, Exception):
        lines(siting_words.refusal(visit, asked.question, steps, tools))
        return
    keep, aim = asked.question.keep is not None, siting_curve.curve_aim(asked)
    # The first step is what is open or must be; it is a row where it adds anything to what is open.
    rows = [_row(visit, asked, step) for step in steps if step.site is not None or keep or step.p > len(asked.existing)]
    frame = pd.DataFrame(rows, columns=["step", "site", "value", "best", "loss", "percent"])
    frame["step"] = [w.number(count) for count in frame["step"]]
    known = frame[frame["loss"].notna()]
    note = w("siting_argument.order_note_keep" if keep else "siting_argument.order_note")
    lines(_told(visit, asked, known), note)
    columns = (
        Column("step", w("siting_argument.axis_keep" if keep else "siting_argument.axis_further")),
        Column("site", w("siting_argument.order_site")),
        Column("value", siting_value.measure(w, asked, aim), "number", siting_value.unit(w, aim), 1),
        Column("best", w("siting_argument.order_best"), "number", siting_value.unit(w, aim), 1),
        Column("loss", w("siting_argument.loss"), "number", siting_value.loss_unit(w, aim), 2),
        Column("percent", w("siting_argument.loss"), "number", "%", 1),
    )
    show(visit, sheet(visit, asked, frame, columns, w("siting_argument.order"), note), "order")


def _row(visit: Visit, asked: Problem, step: Any) -> tuple[int, str, float, float, float, float]:
    """Return number, site, value, best value, loss, loss in percent; NaN where the sites do not meet the question."""
    keep, aim = asked.question.keep is not None, siting_curve.curve_aim(asked)
    best = siting_value.value(asked, step.best.objective, aim)
    added = step.sites if step.site is None else (step.site,)
    name = siting_words.names(visit, asked, tuple(one for one in added if keep or one not in asked.existing))
    count = step.p if keep else step.p - len(asked.existing)
    if not math.isfinite(step.objective):
        return count, name, math.nan, best, math.nan, math.nan
    own = siting_value.value(asked, step.objective, aim)
    lost = siting_value.loss(asked, own, best, aim)
    return count, name, own, best, lost, lost / best * 100 if best else math.nan


def _told(visit: Visit, asked: Problem, known: pd.DataFrame) -> str:
    """Return at which step the order loses most against the best plan of that size."""
    w, aim = visit.words, siting_curve.curve_aim(asked)
    if known.empty:
        return ""
    if (known["loss"] == 0).all():
        return w("siting_argument.order_no_loss")
    worst = known.iloc[int(known["loss"].to_numpy().argmax())]
    lost = siting_value.told_loss(w, aim, float(worst["loss"]), float(worst["best"]))
    return w("siting_argument.order_loss", step=worst["step"], loss=lost)
