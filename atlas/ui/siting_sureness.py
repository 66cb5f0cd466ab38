"""How sure a plan is: in which share of many variations of the question each site stays chosen."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis import siting_variations
from atlas.analysis.siting_variations import DEMAND, DETOUR, SPEED, Sureness, answers, as_given
from atlas.charts.bar_rows import BarRow, BarRows, bar_rows
from atlas.charts.ranking import rows_height
from atlas.charts.screen import timeline_config
from atlas.export import Column, Sheet, file_name
from atlas.export.plate import Plate
from atlas.ui import press, siting_rest, siting_words
from atlas.ui.downloads import link
from atlas.ui.exposure_map import FLAT, heading
from atlas.ui.frame import statement_html
from atlas.ui.map_block import button_text, theme
from atlas.ui.map_component import map_component
from atlas.ui.network_nodes import BETWEEN, sources
from atlas.ui.siting import Problem, Tools
from atlas.ui.siting_asking import asked_for, lines
from atlas.ui.siting_picture import picture_of
from atlas.ui.siting_sheet import sheet
from atlas.ui.siting_sheet import show as show_table
from atlas.ui.siting_solve import Answer, conditions
from atlas.ui.siting_vary import CONCENTRATION, SEED, Varied, cases, varied
from atlas.ui.visit import Visit
from atlas.ui.waiting import StoppedError, wait
from atlas.ui.workers import submit

KEY = "siting_sureness"
# Variations in one task: few enough that the progress is seen, enough that sending the ways is no burden.
CHUNK = 5
# A variation that takes longer counts with the best plan known by then, and it is said of how many that is so.
LONGEST_S = 0.25
MOST_BARS = 25
# Sites named in a title.
_NAMED = 3
ALWAYS, SOMETIMES, NEVER = "always", "sometimes", "never"


def show(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw how sure the plan is: sentences, bars, table, what was varied."""
    w = visit.words
    st.html(heading(w("siting_sureness.title")))
    asked = answer.problem
    free = free_sites(asked)
    if len(free) < 2 or asked.p == len(asked.fixed):
        st.info(w("siting_sureness.no_choice"))
        return
    try:
        found = sureness(visit, answer, tools)
    except StoppedError:
        return
    if found is None:
        st.info(w("siting_sureness.no_answer"))
        return
    told = sentences(visit, answer, found)
    st.html(statement_html(*told))
    _lists(visit, asked, free, found)
    _bars(visit, answer, free, found, " ".join(told))
    show_table(visit, table(visit, answer, free, found), "sureness", folded=w("siting_sureness.table"))
    press.offer(visit, KEY, lambda at: sureness_plate(at, answer, found))
    _explained(visit, asked, varied(visit.store, asked, tools))
    siting_rest.show(visit, answer)
    link(visit)


def sureness(visit: Visit, answer: Answer, tools: Tools) -> Sureness | None:
    """Return what the variations come to; None where none of them has an answer. Raises StoppedError."""
    asked, plan = answer.problem, tuple(answer.plan.sites)

    def make() -> Sureness | None:
        ready = cases(visit.store, asked, varied(visit.store, asked, tools), tools)
        ways, minutes_of = (asked.minutes, as_given) if asked.routed else (asked.km, tools.travel.minutes)
        held = conditions(asked) | {"time_limit_s": LONGEST_S}
        fixed = (tools.siting.robustness, minutes_of, ways, asked.p, held, plan)
        tasks = [(*fixed, ready[start : start + CHUNK]) for start in range(0, len(ready), CHUNK)]
        parts = wait(visit, submit(answers, tasks), visit.words("siting_sureness.solving"))
        outcomes = [one for part in parts for one in part]
        if all(one is None for one in outcomes):
            return None
        return siting_variations.sureness(outcomes, plan, len(asked.sites))

    found: Sureness | None = asked_for(visit, ("sureness", asked.question), make)
    return found


def free_sites(asked: Problem) -> list[int]:
    """Return the sites (columns) that a plan may have or not: neither fixed nor forbidden."""
    bound = {*asked.fixed, *asked.forbidden}
    return [site for site in range(len(asked.sites)) if site not in bound]


def verdict(share: float) -> str:
    """Return whether a site is in the best plan always, sometimes or never."""
    return ALWAYS if share == 1 else SOMETIMES if share > 0 else NEVER


def sentences(visit: Visit, answer: Answer, found: Sureness) -> list[str]:
    """Return in how many variations the sites of the plan stay, and what the plan loses where it is not the best."""
    w, asked = visit.words, answer.problem
    free = set(free_sites(asked))
    own = sorted((site for site in answer.plan.sites if site in free), key=lambda site: -found.share[site])
    names = asked.sites["name"].tolist()
    stays = w.list(
        w("siting_sureness.stays", name=names[site], share=_percent(visit, found.share[site])) for site in own
    )
    told = [w("siting_sureness.opening", n=found.answered, list=stays)] if own else []
    if found.same == 1:
        return [*told, w("siting_sureness.same_always")]
    told.append(w("siting_sureness.same", share=_percent(visit, found.same)))
    if len(found.losses) and found.losses[-1] > 0:
        worse = found.losses[found.losses > siting_variations.EQUAL]
        if len(worse):
            told.append(
                w(
                    "siting_sureness.losses",
                    mean=w.value(float(worse.mean()) * 100, "%", 1),
                    most=w.value(float(worse[-1]) * 100, "%", 1),
                )
            )
    return told


def _percent(visit: Visit, share: float) -> str:
    percent = round(float(share) * 100, 6)
    return visit.words.value(percent, "%", 0 if percent.is_integer() else 1)


def _lists(visit: Visit, asked: Problem, free: list[int], found: Sureness) -> None:
    """Draw which sites are in always, sometimes, never; of many only how many there are: the table names them."""
    w = visit.words
    names = asked.sites["name"].tolist()
    told = []
    for kind in (ALWAYS, SOMETIMES, NEVER):
        sites = [site for site in free if verdict(found.share[site]) == kind]
        listed = w.list(sorted((names[site] for site in sites), key=w.collate))
        if kind == NEVER and not 0 < len(sites) <= MOST_BARS:
            told.append(w("siting_sureness.never_count", n=len(sites)))
        elif sites:
            told.append(w(f"siting_sureness.{kind}_list", n=len(sites), names=listed))
    lines(*told, *_limits(visit, asked, found))


def _limits(visit: Visit, asked: Problem, found: Sureness) -> list[str]:
    """Return what the variations leave open: not proven, without an answer, not met by the plan, fixed sites."""
    w = visit.words
    told = []
    if found.unproven:
        told.append(w("siting_sureness.unproven", n=found.unproven, seconds=w.value(LONGEST_S, "s", 2)))
    if found.refused:
        told.append(w("siting_sureness.refused", n=found.refused))
    if found.failed:
        told.append(w("siting_sureness.failed", n=found.failed))
    if asked.fixed:
        told.append(w("siting_sureness.fixed", names=siting_words.names(visit, asked, asked.fixed)))
    return told


def _bars(visit: Visit, answer: Answer, free: list[int], found: Sureness, told: str) -> None:
    w, asked = visit.words, answer.problem
    content, left = bars(visit, answer, free, found)
    title = w("siting_sureness.bars")
    figure = bar_rows(content, theme=theme(), language=visit.language)
    name = file_name(title, visit.area_name(asked.question.area_code), language=visit.language, extension="svg")
    st.html(heading(title))
    map_component(
        figure,
        timeline_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=KEY,
        label=f"{title}. {told}",
        failed=w("error.map"),
        sizes={"aspect": FLAT, "height": rows_height(len(content.rows)), "below": 0},
        on_picked=_nothing,
    )
    told_below = [w("siting_sureness.bars_note"), w("siting_sureness.bars_rest")]
    lines(" ".join(told_below), w("siting_sureness.bars_left", n=left) if left > 0 else "")


def bars(visit: Visit, answer: Answer, free: list[int], found: Sureness) -> tuple[BarRows, int]:
    """Return the sites that stay chosen most often, those of the plan marked, and how many more there are."""
    w, names = visit.words, answer.problem.sites["name"].tolist()
    kept = sorted((site for site in free if found.share[site] > 0), key=lambda site: (-found.share[site], names[site]))
    rows = tuple(
        BarRow(
            names[site],
            float(found.share[site]) * 100,
            _percent(visit, found.share[site]),
            w("siting_sureness.stays", name=names[site], share=_percent(visit, found.share[site])),
            chosen=site in answer.plan.sites,
        )
        for site in kept[:MOST_BARS]
    )
    return BarRows(rows, w("siting_sureness.axis"), (w("siting_sureness.bars_note"),)), len(kept) - len(rows)


def _nothing() -> None:
    """A click on a bar chooses nothing."""


def table(visit: Visit, answer: Answer, free: list[int], found: Sureness) -> Sheet:
    """Return for each site in which share of the variations it is in the best plan, the surest first."""
    w, asked = visit.words, answer.problem
    ordered = sorted(free, key=lambda site: (-found.share[site], asked.sites["name"].iloc[site]))
    frame = pd.DataFrame(
        {
            "name": [asked.sites["name"].iloc[site] for site in ordered],
            "share": [float(found.share[site]) * 100 for site in ordered],
            "verdict": [w(f"siting_sureness.{verdict(found.share[site])}") for site in ordered],
            "plan": [w("siting_sureness.in_plan") if site in answer.plan.sites else "" for site in ordered],
        }
    ).astype({"share": float})
    columns = (
        Column("name", w("siting.site")),
        Column("share", w("siting_sureness.axis"), "number", "%", 1),
        Column("verdict", w("siting_sureness.verdict")),
        Column("plan", w("siting_sureness.plan")),
    )
    definition = w("siting_sureness.definition", n=found.answered + found.refused, seed=str(SEED))
    notes = _limits(visit, asked, found)
    return sheet(visit, asked, frame, columns, w("siting_sureness.bars"), definition, notes)


def sureness_plate(visit: Visit, answer: Answer, found: Sureness) -> Plate:
    """Return in which share of the variations each site is in the best plan."""
    w, asked = visit.words, answer.problem
    free = free_sites(asked)
    content, _ = bars(visit, answer, free, found)
    area = visit.area_name(asked.question.area_code)
    title = w("press_rows.sure", names=w.list([row.name for row in content.rows[:_NAMED]]))
    subtitle = w("press_rows.sure_subtitle", n=found.answered, area=area)
    told = " ".join(sentences(visit, answer, found))
    return Plate(
        picture_of(visit, asked, "bar", title, subtitle, told),
        content,
        table(visit, answer, free, found),
        (w("siting_sureness.title"), area, asked.question.day.isoformat()),
        own=True,
        figure="share",
    )


def _explained(visit: Visit, asked: Problem, found: Varied) -> None:
    """Draw what was varied, within which range, and what that rests on."""
    w = visit.words
    told = [w("siting_sureness.definition", n=len(found.drawn), seed=str(SEED))]
    told.append(w("siting_sureness.varied_demand", share=w.value(DEMAND * 100, "%")))
    if len(found.periods) > 1:
        periods = w.list(w.period(period) for period in found.periods)
        told.append(w("siting_sureness.varied_period", periods=periods))
    else:
        told.append(w("siting_sureness.one_period"))
    speed = w.value(SPEED * 100, "%")
    told.append(w("siting_sureness.varied_routed" if asked.routed else "siting_sureness.varied_speed", share=speed))
    if found.weighted:
        told.append(w("siting_sureness.varied_weights", concentration=w.number(CONCENTRATION)))
    listed = [escape(line) for line in told]
    if not asked.routed:
        low, high = (w.number(factor, 1) for factor in DETOUR)
        linked = sources(visit, BETWEEN.join(visit.region.words["distance"].get("source_urls", ())) or None, None)
        listed.append(escape(w("siting_sureness.varied_detour", low=low, high=high)) + linked)
    with st.expander(w("siting_sureness.varied")):
        st.html("".join(f'<p class="atlas-note">{line}</p>' for line in listed))
