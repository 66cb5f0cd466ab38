"""A plan on two pages: question, answer with its map, alternatives, how sure it is, data, method, sources."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import isnan
from typing import Any

from atlas.export.document import Cell, Chart, Charts, Document, Item, Items, Notes, Part, Section, Sources, Table
from atlas.store import records
from atlas.ui import siting_files, siting_map, siting_rest, siting_sureness, siting_value, siting_words
from atlas.ui.downloads import boundaries_line
from atlas.ui.siting import Tools
from atlas.ui.siting_compare import EMPTY, measures, settings
from atlas.ui.siting_solve import Answer, conditions, once
from atlas.ui.visit import Visit
from atlas.ui.workers import submit

# Two pages have room for so many lines of sites, districts and alternatives, of so many letters.
LINES, LETTERS = 44, 60
LEAST_SHOWN, MOST_SHOWN = 3, 10
# The height of the map.
MAP_MM = 92.0
# A way that is longer or shorter by less (minutes) is the same one.
LEAST_CHANGE = 0.5
# Whoever asks for a file waits no longer for the alternatives: what is proven by then is told.
LONGEST_S = 8.0


def document(visit: Visit, answer: Answer, tools: Tools, view: str) -> Document:
    """Return the briefing of an answer; `view` is the address that opens it."""
    w, question = visit.words, answer.problem.question
    return Document(
        title=w("scenario.brief_title", area=visit.area_name(question.area_code)),
        language=visit.language,
        answer=(" ".join(siting_words.sentences(visit, answer)),),
        sections=(
            _question(visit, answer),
            _plan(visit, answer),
            _sites(visit, answer),
            _alternatives(visit, answer, tools),
            _sureness(visit, answer),
            _data(visit, answer),
            _sources(visit, answer, view),
        ),
        footer=w("profile.pdf_footer", app=w("app.name"), version=visit.store.version),
        made_on=visit.store.info["built_at"][:10],
    )


def alternatives(visit: Visit, answer: Answer, tools: Tools) -> list[Any]:
    """Return the best different plans, best first: those that the page has found, else those found in a few seconds."""
    asked = answer.problem
    known: list[Any] | None = visit.store.derived.get(once, {}).get(("alternatives", asked.question))
    given = conditions(asked) | {"k": MOST_SHOWN, "time_limit_s": LONGEST_S}
    call = partial(tools.siting.alternatives, asked.minutes, asked.weight, asked.p, **given)
    found: list[Any] = known or once(
        visit.store, ("briefing", asked.question), lambda: list(submit(call, [()]).results()[0])
    )
    return found


def _question(visit: Visit, answer: Answer) -> Section:
    w = visit.words
    told = settings(visit, answer.problem.question)
    rows = tuple((Cell(what), Cell(said)) for what, said in told.items() if said != EMPTY)
    table = Table(w("scenario.question_caption"), (w("scenario.setting"), w("scenario.chosen")), rows)
    return Section("question", w("scenario.question"), (table,))


def _plan(visit: Visit, answer: Answer) -> Section:
    w, asked = visit.words, answer.problem
    sides = (measures(visit, asked, way) for way in (answer.before, answer.after))
    rows = tuple((Cell(what), Cell(one), Cell(other)) for (what, one), other in _beside(*sides))
    caption = w("siting.before_after", whose=siting_words.whose(visit, asked.question))
    table = Table(caption, (w("siting.what"), w("siting.before"), w("siting.after")), rows)
    told = [w("siting.venue_note")] if "venue" in set(asked.sites["kind"].iloc[list(answer.proposed)]) else []
    return Section("answer", w("scenario.answer"), (_map(visit, answer), table, Notes((*told, *_ways(visit, answer)))))


def _sites(visit: Visit, answer: Answer) -> Section:
    """Return the sites of the plan with whom they serve, and the districts for which the plan changes something."""
    w = visit.words
    sheet = siting_files.sites_sheet(visit, answer)
    rows = tuple(
        (Cell(row["name"]), Cell(row["district"]), Cell(row["status"]), Cell(w.number(row["demand"])))
        for row in records(sheet.frame)
    )
    heads = (w("siting.site"), w("siting.district"), w("table.status"), w("siting.served"))
    sites = Table(w("siting.sites_caption"), heads, rows, numbers=(4,))
    ways = answer.before.districts["mean"], answer.after.districts["mean"]
    changes = tuple(
        (Cell(visit.area_name(code)), *(Cell(siting_words.minutes(visit, side[code])) for side in ways))
        for code in sorted(changed(answer), key=lambda code: w.collate(visit.area_name(code)))
    )
    names = (w("siting.district"), w("siting.mean_before"), w("siting.mean_after"))
    parts: tuple[Part, ...] = (sites,)
    if changes:
        parts = (*parts, Table(w("scenario.districts"), names, changes, numbers=(2, 3)))
    same = len(answer.after.districts) - len(changes)
    return Section("sites", w("scenario.whom"), (*parts, Notes((w("scenario.unchanged", n=same),) if same else ())))


def changed(answer: Answer) -> list[str]:
    """Return the districts whose mean way changes by half a minute or more, or comes to be known."""
    before, after = answer.before.districts["mean"], answer.after.districts["mean"]
    return [str(code) for code in after.index if not _is_same(before[code], after[code])]


def _is_same(before: float, after: float) -> bool:
    return isnan(after) or before == after or abs(after - before) < LEAST_CHANGE


def room(answer: Answer, told: Sequence[str]) -> int:
    """Return how many alternatives (as they are told) the two pages have room for."""
    listed = len(answer.problem.existing) + len(answer.proposed) + len(changed(answer))
    lines = max((len(one) // LETTERS + 1 for one in told), default=1)
    return max(LEAST_SHOWN, min(MOST_SHOWN, (LINES - listed) // lines))


def _beside(one: dict[str, str], other: dict[str, str]) -> list[tuple[tuple[str, str], str]]:
    return list(zip(one.items(), other.values(), strict=True))


def _map(visit: Visit, answer: Answer) -> Charts:
    w, picture = visit.words, siting_map.describe(visit, answer)
    said = (w("siting.map_label", area=picture.area), *siting_words.sentences(visit, answer))
    listed = [f"{mark.name} ({w(f'siting.mark_{mark.status}')})" for mark in picture.nodes]
    alt = " ".join((f"{said[0]}.", *said[1:], w("scenario.map_sites", sites=w.list(listed))))
    picture = replace(picture, subtitle=boundaries_line(visit), alt=alt)
    return Charts((Chart(picture, siting_map.content(visit, answer), MAP_MM),))


def _alternatives(visit: Visit, answer: Answer, tools: Tools) -> Section:
    w, asked = visit.words, answer.problem
    plans = alternatives(visit, answer, tools)
    aim = asked.question.aim
    values = [siting_value.value(asked, plan.objective) for plan in plans]
    losses = [siting_value.loss(asked, value, values[0]) for value in values]
    told = [_changed(visit, answer, plan) for plan in plans]
    rows = tuple(
        (
            Cell(w.number(1 + sum(other < lost for other in losses))),
            Cell(one),
            Cell(siting_value.told(w, aim, value)),
            Cell(siting_value.told_loss(w, aim, lost, values[0]) if lost else EMPTY),
        )
        for one, value, lost in list(zip(told, values, losses, strict=True))[: room(answer, told)]
    )
    notes = () if all(plan.proven for plan in plans[: len(rows)]) else (w("scenario.ranking_open"),)
    heads = (w("scenario.rank"), w("scenario.sites_of"), siting_value.measure(w, asked), w("scenario.loss_best"))
    table = Table(w("scenario.alternatives_caption", n=len(rows)), heads, rows, numbers=(1, 3, 4))
    return Section("alternatives", w("scenario.alternatives"), (table, Notes(notes)))


def _changed(visit: Visit, answer: Answer, plan: Any) -> str:
    """Return what a plan proposes, and which nodes it gives up."""
    w, asked = visit.words, answer.problem
    new = tuple(site for site in plan.sites if site not in asked.existing)
    gone = tuple(site for site in asked.existing if site not in plan.sites)
    if asked.question.keep is not None:
        return w("scenario.keeps", places=siting_words.names(visit, asked, tuple(plan.sites)))
    told = siting_words.names(visit, asked, new) if new else w("scenario.none")
    return w("scenario.gives_up", places=told, gone=siting_words.names(visit, asked, gone)) if gone else told


def _sureness(visit: Visit, answer: Answer) -> Section:
    w = visit.words
    found = visit.store.derived.get(once, {}).get(("sureness", answer.problem.question))
    told = siting_sureness.sentences(visit, answer, found) if found else [w("scenario.not_computed")]
    return Section("sureness", w("scenario.sureness"), (Notes((" ".join(told),)),))


def _data(visit: Visit, answer: Answer) -> Section:
    w, asked = visit.words, answer.problem
    told = (*siting_rest.notes(visit, asked), siting_words.method(visit, answer))
    return Section("data", w("scenario.data"), (Notes(told),))


def _ways(visit: Visit, answer: Answer) -> tuple[str, ...]:
    return tuple(siting_rest.way_notes(visit, answer.problem))


def _sources(visit: Visit, answer: Answer, view: str) -> Section:
    w = visit.words
    about = (
        w("profile.pdf_own"),
        w("scenario.not_decided"),
        w("profile.pdf_version", version=visit.data_version),
    )
    # An address with all settings is too long to be typed from paper: it is a link.
    link = Items((Item(w("download.link"), w("download.link_help"), w("scenario.open"), view),))
    parts = (Sources(siting_rest.origins(visit, answer.problem)), Notes(about), link)
    return Section("sources", w("profile.files"), parts)
