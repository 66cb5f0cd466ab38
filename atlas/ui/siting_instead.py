"""Other plans than the best one: nearly as good ones, those with a certain place, those without a condition."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from atlas.analysis.attempts import attempt
from atlas.export import Column
from atlas.store import Row, Store, records
from atlas.ui import siting_value, siting_words
from atlas.ui.controls import NO_DISTRICT, pick
from atlas.ui.frame import statement_html
from atlas.ui.siting import Numbers, Problem, Tools
from atlas.ui.siting_asking import LIMIT, asked_for, lines, plans
from atlas.ui.siting_sheet import sheet, show
from atlas.ui.siting_solve import Answer, conditions
from atlas.ui.visit import Visit
from atlas.ui.waiting import wait
from atlas.ui.workers import submit

ALTERNATIVES = 10


def alternatives(visit: Visit, asked: Problem, tools: Tools) -> list[Any]:
    """Return the ten best different plans, best first, the best one among them. Raises StoppedError."""

    def make() -> list[Any]:
        call = partial(tools.siting.alternatives, **(conditions(asked) | {"k": ALTERNATIVES} | LIMIT))
        task = (call, tools.siting.InfeasibleError, asked.minutes, asked.weight, asked.p)
        (found,) = wait(visit, submit(attempt, [task]), visit.words("siting_argument.solving_alternatives"))
        return [] if isinstance(found, Exception) else list(found)

    found: list[Any] = asked_for(visit, ("alternatives", asked.question), make)
    return found


def draw_alternatives(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw the ten best different plans with what each is worse by, and which sites differ."""
    w, asked = visit.words, answer.problem
    found = alternatives(visit, asked, tools)
    aim = asked.question.aim
    values = [siting_value.value(asked, one.objective) for one in found]
    lost = [siting_value.loss(asked, value, values[0]) for value in values]
    lines(_how_near(visit, asked, values, lost), w("siting_argument.alternatives_note"))
    frame = pd.DataFrame(
        {
            "rank": [w.number(_rank(lost, i)) for i in range(len(found))],
            "change": [difference(visit, asked, found[0].sites, one.sites) for one in found],
            "value": values,
            "loss": lost,
            "percent": [_percent(asked, loss, values[0]) for loss in lost],
        }
    ).astype({"value": float, "loss": float, "percent": float})
    columns = (
        Column("rank", w("siting_argument.rank")),
        Column("change", w("siting_argument.differs")),
        Column(
            "value", siting_value.measure(w, asked), "number", siting_value.unit(w, aim), 0 if aim == "cover" else 1
        ),
        Column("loss", w("siting_argument.loss"), "number", siting_value.loss_unit(w, aim), 0 if aim == "cover" else 2),
        Column("percent", w("siting_argument.loss"), "number", "%", 1),
    )
    title = w("siting_argument.alternatives")
    show(visit, sheet(visit, asked, frame, columns, title, w("siting_argument.alternatives_note")), "alternatives")


def _how_near(visit: Visit, asked: Problem, values: Sequence[float], lost: Sequence[float]) -> str:
    """Return how much is lost with the second and with the last of the plans."""
    w, aim = visit.words, asked.question.aim
    if len(values) < 2:
        return w("siting_argument.no_alternatives")
    second = siting_value.told_loss(w, aim, lost[1], values[0])
    last = siting_value.told_loss(w, aim, lost[-1], values[0])
    same = sum(loss == 0 for loss in lost)
    if same > 1:
        return w("siting_argument.alternatives_tied", n=same, last=last)
    return w("siting_argument.alternatives_told", second=second, n=len(values), last=last)


def _rank(lost: Sequence[float], place: int) -> int:
    """Return the rank of a plan: 1 and how many are better, so that equal ones share it."""
    return 1 + sum(loss < lost[place] for loss in lost)


def _percent(asked: Problem, lost: float, best: float) -> float:
    """Return a loss in percent of the best value; none where there is nothing to compare with."""
    return lost / best * 100 if best else float("nan")


def difference(visit: Visit, asked: Problem, best: Sequence[int], other: Sequence[int]) -> str:
    """Return in words which sites another plan has in place of those of the best."""
    w, names = visit.words, asked.sites["name"].tolist()
    new = w.list(names[site] for site in other if site not in best)
    gone = w.list(names[site] for site in best if site not in other)
    if not new and not gone:
        return w("siting_argument.the_best")
    if not gone:
        return w("siting_argument.also", new=new)
    return w("siting_argument.instead", new=new, gone=gone) if new else w("siting_argument.less", gone=gone)


def draw_why(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw a list of all places and, for the chosen one, the best plan with it and what that costs."""
    w, asked = visit.words, answer.problem
    options = _options(visit, answer)
    names = [w("siting_argument.why_none"), *options.values()]
    chosen = pick(
        visit,
        "why",
        w("siting_argument.why_label"),
        [NO_DISTRICT, *options],
        names,
        NO_DISTRICT,
        w("siting_argument.why_help"),
    )
    if chosen == NO_DISTRICT:
        return
    wider, column = with_site(visit.store, asked, chosen, tools)
    change = {
        "fixed": tuple(sorted({*asked.fixed, column})),
        "forbidden": tuple(site for site in asked.forbidden if site != column),
    }
    (found,) = plans(visit, wider, tools, ("why", chosen), [change], w("siting_argument.solving_why"))
    st.html(statement_html(*why(visit, answer, wider, column, found, tools)))


def why(visit: Visit, answer: Answer, wider: Problem, column: int, found: Any, tools: Tools) -> tuple[str, ...]:
    """Return what a place costs against the best plan, in sentences; `found` is the best plan with it."""
    w, aim = visit.words, wider.question.aim
    name = wider.sites["name"].tolist()[column]
    if isinstance(found, Exception):
        return w("siting_argument.why_refused", name=name), siting_words.refusal(visit, wider.question, found, tools)
    best = siting_value.value(wider, answer.plan.objective)
    own = siting_value.value(wider, found.objective)
    lost = siting_value.loss(wider, own, best)
    told = [w("siting_argument.why_plan", name=name, change=difference(visit, wider, answer.plan.sites, found.sites))]
    if lost > 0:
        told.append(
            w(
                "siting_argument.why_loss",
                name=name,
                measure=siting_value.measure(w, wider),
                own=siting_value.told(w, aim, own),
                best=siting_value.told(w, aim, best),
                loss=siting_value.told_loss(w, aim, lost, best),
            )
        )
    elif lost < 0:
        told.append(w("siting_argument.why_gain", gain=siting_value.told_loss(w, aim, -lost, best)))
    else:
        told.append(w("siting_argument.why_equal"))
    if column >= len(answer.problem.sites):
        told.append(w("siting_argument.why_no_candidate", name=name))
    elif column in answer.problem.forbidden:
        told.append(w("siting_argument.why_forbidden", name=name))
    if not found.proven:
        told.append(w("siting_argument.not_proven", gap=w.value(found.gap * 100, "%", 2)))
    return tuple(told)


def _options(visit: Visit, answer: Answer) -> dict[str, str]:
    """Return id -> name of each site that is not in the plan, and each municipality that is no site.

    Where the question is which nodes to keep, only those that are not kept.
    """
    w, asked = visit.words, answer.problem
    keep = asked.question.keep is not None
    sites = records(asked.sites.loc[:, ["site_id", "name", "kind", "municipality_code"]])
    listed = [(row["site_id"], row["name"]) for i, row in enumerate(sites) if i not in answer.plan.sites]
    if keep:
        existing = {sites[i]["site_id"] for i in asked.existing}
        return dict(one for one in listed if one[0] in existing)
    taken = {row["municipality_code"] for row in sites if row["kind"] != "own"}
    for row in records(asked.places.loc[:, ["municipality_code", "name", "area_code"]]):
        if row["municipality_code"] not in taken:
            listed.append((row["municipality_code"], row["name"]))
    districts = dict(zip(asked.places["municipality_code"], asked.places["area_code"], strict=True))
    told = {
        code: f"{name} ({visit.area_name(districts[code])})" if code in districts else name for code, name in listed
    }
    return dict(sorted(told.items(), key=lambda item: w.collate(item[1])))


def with_site(store: Store, asked: Problem, site_id: str, tools: Tools) -> tuple[Problem, int]:
    """Return a problem that has a site among its candidates, and the site's column; the same one if it has it already.

    `site_id` is that of a site, or the code of a municipality, whose point becomes a further candidate.
    """
    ids = asked.sites["site_id"].tolist()
    if site_id in ids:
        return asked, ids.index(site_id)
    place = asked.places[asked.places["municipality_code"] == site_id]
    km, minutes = _ways(store, asked, place, tools)
    row: Row = {**records(place)[0], "site_id": site_id, "kind": "municipality", "node_id": "", "venues": 0}
    further = pd.DataFrame([{name: row[name] for name in asked.sites.columns}])
    wider = Problem(
        asked.question,
        asked.places,
        pd.concat([asked.sites, further], ignore_index=True),
        np.hstack([asked.minutes, minutes]),
        np.hstack([asked.km, km]),
        asked.weight,
        asked.fixed,
        asked.forbidden,
        asked.existing,
        asked.p,
        asked.routed,
        asked.unknown,
        asked.period,
    )
    return wider, len(ids)


def _ways(store: Store, asked: Problem, place: pd.DataFrame, tools: Tools) -> tuple[Numbers, Numbers]:
    """Return the ways to one municipality in km and minutes, made like those of the problem."""
    km = tools.travel.way_km(asked.places, place, float(store.region().words["distance"]["detour_factor"]))
    if asked.routed:
        codes = asked.places["municipality_code"].tolist()
        return km, tools.travel.routed_minutes(store.travel_times(), codes, place["municipality_code"].tolist())
    speeds = [tools.travel.Speed(row["up_to_km"], row["kmh"]) for row in records(store.speeds())]
    return km, tools.travel.minutes(km, speeds)


def draw_conditions(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw what each condition of the question costs: the best plan without it; a note where there is none."""
    w, asked = visit.words, answer.problem
    listed = asked_conditions(visit, asked)
    if not listed:
        lines(w("siting_argument.no_conditions"))
        return
    changes = [change for _, change in listed]
    found = plans(visit, asked, tools, ("conditions",), changes, w("siting_argument.solving_conditions"))
    aim, best = asked.question.aim, siting_value.value(asked, answer.plan.objective)
    values = [None if isinstance(one, Exception) else siting_value.value(asked, one.objective) for one in found]
    frame = pd.DataFrame(
        {
            "condition": [name for name, _ in listed],
            "without": values,
            # What is lost with the condition, against the best plan without it.
            "price": [None if v is None else siting_value.loss(asked, best, v) for v in values],
            "change": [_without(visit, answer, one, tools) for one in found],
        }
    ).astype({"without": float, "price": float})
    digits = (0, 0) if aim == "cover" else (1, 2)
    columns = (
        Column("condition", w("siting_argument.condition")),
        Column("without", w("siting_argument.without_it"), "number", siting_value.unit(w, aim), digits[0]),
        Column("price", w("siting_argument.price"), "number", siting_value.loss_unit(w, aim), digits[1]),
        Column("change", w("siting_argument.without_plan")),
    )
    lines(
        w(
            "siting_argument.conditions_told",
            measure=siting_value.measure(w, asked),
            value=siting_value.told(w, aim, best),
        )
    )
    table = sheet(visit, asked, frame, columns, w("siting_argument.conditions"), w("siting_argument.conditions_note"))
    show(visit, table, "conditions")


def _without(visit: Visit, answer: Answer, found: Any, tools: Tools) -> str:
    """Return in words the plan without a condition, or why there is none."""
    if isinstance(found, Exception):
        return siting_words.refusal(visit, answer.problem.question, found, tools)
    return difference(visit, answer.problem, answer.plan.sites, found.sites)


def asked_conditions(visit: Visit, asked: Problem) -> list[tuple[str, dict[str, Any]]]:
    """Return each condition in words with the change of the question that lifts it."""
    w, question = visit.words, asked.question
    ids, names = asked.sites["site_id"].tolist(), asked.sites["name"].tolist()
    found: list[tuple[str, dict[str, Any]]] = []
    held = [site for site in asked.existing if site in asked.fixed]
    if held:
        free = tuple(site for site in asked.fixed if site not in held or ids[site] in question.forced)
        found.append((w("siting_argument.condition_existing", n=len(held)), {"fixed": free}))
    for site_id in question.forced:
        site = ids.index(site_id)
        if site not in held:
            rest = tuple(one for one in asked.fixed if one != site)
            found.append((w("siting_argument.condition_forced", name=names[site]), {"fixed": rest}))
    for site_id in question.forbidden:
        site = ids.index(site_id)
        rest = tuple(one for one in asked.forbidden if one != site)
        found.append((w("siting_argument.condition_forbidden", name=names[site]), {"forbidden": rest}))
    if question.capacity:
        found.append((w("siting_argument.condition_capacity"), {"capacity": None}))
    return found
