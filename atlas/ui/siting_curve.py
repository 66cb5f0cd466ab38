"""What each further site adds: the best plan of every number, as a curve and a table; and what to build first."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd
import streamlit as st

from atlas.charts.screen import timeline_config
from atlas.charts.steps import STEPS_PX, Step, Steps, step_chart
from atlas.export import Column, Sheet, file_name
from atlas.export.plate import Plate
from atlas.ui import press, siting_value, siting_words
from atlas.ui.exposure_map import FLAT, heading
from atlas.ui.map_block import button_text, theme
from atlas.ui.map_component import map_component
from atlas.ui.siting import MOST_FURTHER, OBJECTIVES, Aim, Problem, Tools
from atlas.ui.siting_asking import lines, plans
from atlas.ui.siting_picture import picture_of
from atlas.ui.siting_sheet import sheet, show
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit

KEY = "siting_curve"


@dataclass(frozen=True, eq=False)
class Point:
    """The best plan of a number of sites: `count` further ones, or of the existing ones kept.

    `plan` is None where that many cannot meet the question, for the reason `refused` ('' otherwise).
    """

    count: int
    plan: Any | None
    value: float | None
    bound: float | None
    refused: str


def curve_aim(asked: Problem) -> Aim:
    """Return by what numbers of sites are compared: full cover is told by how many are within the limit."""
    return "within" if asked.question.aim == "cover" else asked.question.aim


def counts(answer: Answer) -> list[int]:
    """Return the numbers of the curve: all that may be kept, or 0 to 10 further ones, as far as there are sites.

    Full cover ends with the number that it takes: more add nothing.
    """
    asked = answer.problem
    if asked.question.keep is not None:
        return list(range(max(1, len(asked.fixed)), len(asked.existing) + 1))
    present = len(asked.existing)
    most = len(asked.sites) - len(asked.forbidden) - present
    least = max(len(asked.fixed) - present, 0 if present else 1)
    last = len(answer.plan.sites) - present if asked.question.aim == "cover" else MOST_FURTHER
    return list(range(least, max(least, min(last, most)) + 1))


def sites_of(asked: Problem, count: int) -> int:
    """Return how many sites are open at a number of the curve."""
    return count if asked.question.keep is not None else len(asked.existing) + count


def curve(visit: Visit, answer: Answer, tools: Tools) -> list[Point]:
    """Return the best plan of each number. Raises StoppedError."""
    asked = answer.problem
    wanted = counts(answer)
    aim = curve_aim(asked)
    changes = [{"p": sites_of(asked, count), "objective": OBJECTIVES[aim]} for count in wanted]
    found = plans(visit, asked, tools, ("curve",), changes, visit.words("siting_argument.solving_curve"))
    return [_point(visit, asked, count, one, tools) for count, one in zip(wanted, found, strict=True)]


def _point(visit: Visit, asked: Problem, count: int, found: Any, tools: Tools) -> Point:
    """Return what was found for a number."""
    if isinstance(found, Exception):
        return Point(count, None, None, None, siting_words.refusal(visit, asked.question, found, tools))
    aim = curve_aim(asked)
    worth = siting_value.value(asked, found.objective, aim)
    return Point(count, found, worth, siting_value.bound(asked, found, aim), "")


def draw(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw the curve with its sentences and its table."""
    w, asked = visit.words, answer.problem
    keep = asked.question.keep is not None
    title = w("siting_argument.curve_keep" if keep else "siting_argument.curve")
    st.html(heading(title))
    points = curve(visit, answer, tools)
    known = [one for one in points if one.value is not None]
    told = _sentences(visit, asked, points)
    lines(*told)
    if not known:
        return
    content = steps(visit, answer, known)
    name = file_name(title, visit.area_name(asked.question.area_code), language=visit.language, extension="svg")
    map_component(
        step_chart(content, theme=theme(), language=visit.language),
        timeline_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=KEY,
        label=" ".join((title, *told)),
        failed=w("error.map"),
        sizes={"aspect": FLAT, "height": STEPS_PX, "below": 0},
        on_picked=_nothing,
    )
    lines(w("siting_argument.curve_note"))
    folded = w("siting_argument.table")
    show(visit, curve_sheet(visit, asked, points, title), "curve", folded=folded)
    press.offer(visit, KEY, lambda at: curve_plate(at, answer, tools))


def curve_plate(visit: Visit, answer: Answer, tools: Tools) -> Plate:
    """Return the curve for the press; its plans are known by then."""
    w, asked = visit.words, answer.problem
    points = curve(visit, answer, tools)
    known = [one for one in points if one.value is not None]
    title = w("siting_argument.curve_keep" if asked.question.keep is not None else "siting_argument.curve")
    told = _sentences(visit, asked, points)
    content = steps(visit, answer, known)
    area = visit.area_name(asked.question.area_code)
    subtitle = w("press_curve.subtitle", measure=content.titles[1], area=area, day=w.date(asked.question.day))
    picture = picture_of(
        visit, asked, "line", message(visit, asked, known) or title, subtitle, " ".join((title, *told))
    )
    table = curve_sheet(visit, asked, points, title)
    return Plate(picture, content, table, (title, area, w.date(asked.question.day)), own=True, figure="value")


def message(visit: Visit, asked: Problem, known: list[Point]) -> str:
    """Return what the first and the last number of the curve come to; '' for a single one."""
    if len(known) < 2:
        return ""
    w, aim, start = visit.words, curve_aim(asked), known[0]
    first, last = (siting_value.told(w, aim, one.value or 0.0) for one in (start, known[-1]))
    given: dict[str, str | int] = {"before": first, "high": known[-1].count, "after": last}
    given["measure"] = _of_sites(visit, asked, aim)
    if asked.question.keep is None and start.plan is not None and set(start.plan.sites) == set(asked.existing):
        return w("press_curve.today", **given)
    return w("press_curve.keep" if asked.question.keep is not None else "press_curve.further", low=start.count, **given)


def _of_sites(visit: Visit, asked: Problem, aim: Aim) -> str:
    """Return what the values of the curve are of, for those who see nothing but a picture."""
    w = visit.words
    if aim == "within":
        return w("press_curve.measure_within", limit=asked.question.limit)
    # Nobody farther than a limit is judged by the mean, as on the page.
    named = "average" if aim == "nobody_farther" else aim
    return w(f"press_curve.measure_{named}")


def steps(visit: Visit, answer: Answer, known: list[Point]) -> Steps:
    """Return what is drawn of the numbers that can meet the question."""
    w, asked = visit.words, answer.problem
    aim, keep = curve_aim(asked), asked.question.keep is not None
    return Steps(
        tuple(_step(visit, asked, one) for one in known),
        (
            w("siting_argument.axis_keep" if keep else "siting_argument.axis_further"),
            w("table.column_unit", title=siting_value.measure(w, asked, aim), unit=siting_value.unit(w, aim)),
        ),
        _chosen(answer),
    )


def _nothing() -> None:
    """A click on the curve chooses nothing: the number stands in the controls."""


def _chosen(answer: Answer) -> int | None:
    """Return the number of the curve that the plan has."""
    asked, sites = answer.problem, answer.plan.sites
    return len(sites) if asked.question.keep is not None else len(sites) - len(asked.existing)


def _sentences(visit: Visit, asked: Problem, points: list[Point]) -> list[str]:
    """Return what the first and the last site add, and which numbers cannot meet the question."""
    w, aim = visit.words, curve_aim(asked)
    known = [one for one in points if one.value is not None]
    told = [w("siting_argument.curve_none")] if not known else []
    if known:
        first, last = known[0], known[-1]
        name = "siting_argument.curve_range_keep" if asked.question.keep is not None else "siting_argument.curve_range"
        told.append(
            w(
                name,
                measure=siting_value.measure(w, asked, aim),
                low=first.count,
                before=siting_value.told(w, aim, first.value or 0.0),
                high=last.count,
                after=siting_value.told(w, aim, last.value or 0.0),
            )
        )
    gains = [(one.count, gain) for one, gain in zip(points, gained(asked, points), strict=True) if gain is not None]
    if len(gains) > 1:
        (start, most), (end, least) = gains[0], gains[-1]
        told.append(
            w(
                "siting_argument.curve_gains",
                first=w.number(start),
                gain=_difference(visit, aim, most),
                last=w.number(end),
                least=_difference(visit, aim, least),
            )
        )
    refused = [one for one in points if one.refused]
    if refused:
        numbers = w.list(w.number(one.count) for one in refused)
        told.append(w("siting_argument.curve_refused", numbers=numbers, reason=refused[0].refused))
    if asked.question.aim == "cover":
        told.append(w("siting_argument.curve_cover"))
    return told


def gained(asked: Problem, points: list[Point]) -> list[float | None]:
    """Return by how much each number is better than the one before; None for the first and beside a gap."""
    aim = curve_aim(asked)
    found: list[float | None] = [None] if points else []
    for before, one in pairwise(points):
        known = before.value is not None and one.value is not None
        found.append(siting_value.loss(asked, before.value or 0.0, one.value or 0.0, aim) if known else None)
    return found


def _difference(visit: Visit, aim: Aim, amount: float) -> str:
    w = visit.words
    unit = siting_value.loss_unit(w, aim) if aim == "within" else w("siting.minutes_long")
    return w.value(amount, unit, siting_value.decimals(amount))


def _step(visit: Visit, asked: Problem, one: Point) -> Step:
    w, aim = visit.words, curve_aim(asked)
    worth = siting_value.told(w, aim, one.value or 0.0)
    added = site_names(visit, asked, one.plan.sites) if one.plan else ""
    return Step(
        one.count,
        one.value or 0.0,
        w.number(one.value or 0.0, 1),
        "\n".join(filter(None, (f"{w.number(one.count)}: {worth}", added, proof(visit, one)))),
        one.bound,
    )


def site_names(visit: Visit, asked: Problem, sites: tuple[int, ...]) -> str:
    """Return the names of those sites that are not open today, or of all where the question is which to keep."""
    shown = [site for site in sites if asked.question.keep is not None or site not in asked.existing]
    given_up = [site for site in asked.existing if site not in sites]
    names = asked.sites["name"].tolist()
    told = visit.words.list(names[site] for site in shown)
    if given_up and asked.question.keep is None:
        left = visit.words.list(names[site] for site in given_up)
        return visit.words("siting_argument.without", added=told, left=left)
    return told


def proof(visit: Visit, one: Point) -> str:
    """Return whether a plan is proven to be the best, or how much better one might be at most."""
    w = visit.words
    if one.plan is None:
        return one.refused
    if one.bound is None:
        return w("siting_argument.proven")
    return w("siting_argument.gap", gap=w.value(one.plan.gap * 100, "%", 2))


def curve_sheet(visit: Visit, asked: Problem, points: list[Point], title: str) -> Sheet:
    """Return a row per number: value, gain, sites, and whether the plan is proven to be the best."""
    w, aim, keep = visit.words, curve_aim(asked), asked.question.keep is not None
    frame = pd.DataFrame(
        {
            "count": [w.number(one.count) for one in points],
            "value": [one.value for one in points],
            "gain": gained(asked, points),
            "sites": [site_names(visit, asked, one.plan.sites) if one.plan else "" for one in points],
            "proof": [proof(visit, one) for one in points],
        }
    ).astype({"value": float, "gain": float})
    columns = (
        Column("count", w("siting_argument.axis_keep" if keep else "siting_argument.axis_further")),
        Column("value", siting_value.measure(w, asked, aim), "number", siting_value.unit(w, aim), 1),
        Column("gain", w("siting_argument.gain"), "number", siting_value.loss_unit(w, aim), 2),
        Column("sites", w("siting_argument.kept" if keep else "siting_argument.added")),
        Column("proof", w("siting_argument.proof")),
    )
    return sheet(visit, asked, frame, columns, title, w("siting_argument.curve_note"))
