"""Scenarios of the siting page: name, save, load, keep up to four for comparison, show one on the other maps."""

import math
from html import escape

import streamlit as st

from atlas.export import file_name, table_html
from atlas.store import open_current, records
from atlas.ui import address, siting_compare, siting_kept, siting_planned, siting_solve, siting_take_away, siting_words
from atlas.ui.downloads import files
from atlas.ui.faults import guarded_callback
from atlas.ui.latest import latest
from atlas.ui.saved_file import LONGEST_NAME, SavedFileError, refusal
from atlas.ui.siting import Place, Question, Tools
from atlas.ui.siting_kept import MOST, Kept
from atlas.ui.siting_planned import called
from atlas.ui.siting_reach import WITHIN
from atlas.ui.siting_scenario_file import Measures, Scenario, Site, dump, load
from atlas.ui.siting_solve import Answer
from atlas.ui.upload import upload
from atlas.ui.visit import Visit

NAME, FILE, TOLD, FULL = "scenario_name", "scenario_file", "scenario_told", "scenario_full"
# What was wanted of an entry is said in words of ours, or in those shared by all saved files.
SHARED = frozenset({"one_of", "switch", "name", "object", "json", "encoding", "small", "once"})


def show(visit: Visit, answer: Answer, tools: Tools) -> None:
    """Draw name, download and upload of a scenario, the comparison of those kept, and the plan's further files."""
    w = visit.words
    _tell(visit, answer)
    left, right = st.columns(2, gap="medium")
    with left:
        _save(visit, answer)
    with right:
        upload(w, w("scenario.load"), FILE, w("scenario.load_help"), ["json"], _load)
    _compare(visit, answer.problem.question, tools)
    siting_take_away.files(visit, answer, tools)


def scenario(visit: Visit, answer: Answer, name: str) -> Scenario:
    """Return an answer as a scenario to be saved."""
    asked, plan = answer.problem, answer.plan
    new = set(answer.proposed)
    rows = records(asked.sites)
    sites = tuple(
        Site(rows[at]["site_id"], rows[at]["name"], rows[at]["lon"], rows[at]["lat"], at in new) for at in plan.sites
    )
    region, version = visit.region.area_code, visit.store.version
    return Scenario(name, region, version, asked.question, sites, _measures(answer), plan.proven)


def _save(visit: Visit, answer: Answer) -> None:
    w = visit.words
    st.text_input(w("scenario.name"), key=NAME, max_chars=LONGEST_NAME)
    name = _name()
    with st.container(horizontal=True):
        st.button(
            w("scenario.keep_button"),
            key="scenario_keep",
            on_click=_keep,
            args=(answer.problem.question,),
            help=w("scenario.keep_help", n=MOST),
        )
        st.download_button(
            w("scenario.save"),
            latest("scenario_save", lambda: dump(scenario(visit, answer, name))),
            file_name(w("scenario.file"), name, language=visit.language, extension="json"),
            "application/json",
            key="scenario_save",
            on_click="ignore",
        )


def _name() -> str:
    return "".join(letter for letter in str(st.session_state.get(NAME) or "") if letter.isprintable()).strip()


def _tell(visit: Visit, answer: Answer) -> None:
    """Say once what became of what was brought or kept."""
    w = visit.words
    told = st.session_state.pop(TOLD, None)
    if isinstance(told, SavedFileError):
        wanted = "" if told.wanted in SHARED else f"scenario.wanted_{told.wanted}"
        st.error(refusal(visit.words, told, "scenario.file_refused", wanted))
    elif isinstance(told, Scenario):
        st.success(w("scenario.loaded", name=called(visit, told.name)))
        if told.data_version != visit.store.version:
            st.info(other_data(visit, told, answer))
    if st.session_state.pop(FULL, False):
        st.warning(w("scenario.full", n=MOST))


def other_data(visit: Visit, saved: Scenario, answer: Answer) -> str:
    """Return what is different from when a scenario was saved with other data: sites and figures, then and now."""
    w = visit.words
    now = scenario(visit, answer, saved.name)
    unit = w("siting.minutes")
    then_sites, now_sites = (sorted((s.name for s in one.sites), key=w.collate) for one in (saved, now))
    changed = []
    if then_sites != now_sites:
        changed.append((w("scenario.sites"), w.list(then_sites) or w("scenario.none"), w.list(now_sites)))
    names = {"mean": w("siting.mean"), "percentile": w("siting.percentile"), "worst_minutes": w("scenario.worst_way")}
    names |= {f"within_{n}": w("siting.within", limit=w.value(n, unit)) for n in WITHIN}
    for key, name in names.items():
        before, after = (_written(visit, key, getattr(one.measures, key)) for one in (saved, now))
        if before != after:
            changed.append((name, before, after))
    start = w("scenario.other_data", then=saved.data_version, now=visit.store.version)
    if not changed:
        return f"{start} {w('scenario.other_same')}"
    lines = [w("scenario.other_was", what=what, then=then, now=after) for what, then, after in changed]
    return " ".join([start, w("scenario.other_differ"), *lines])


def _compare(visit: Visit, yard: Question, tools: Tools) -> None:
    w = visit.words
    held = siting_kept.kept(visit.store)
    st.html(f"<h2>{escape(w('scenario.compare'))}</h2>")
    if not held:
        st.html(f'<p class="atlas-note">{escape(w("scenario.compare_none", n=MOST))}</p>')
        return
    every = siting_compare.judged(visit, [(one, _answer(visit, one, tools)) for one in held], yard, tools)
    _handles(visit, every)
    measured = w("scenario.measured", whom=w(f"siting.whom_{yard.whom}"))
    if len(every) > 1:
        frame = siting_compare.differing(visit, every)
        columns = siting_compare.columns(visit, every, w("scenario.setting"))
        if frame.empty:
            st.html(f'<p class="atlas-note">{escape(w("scenario.same_settings"))}</p>')
        else:
            st.html(table_html(frame, columns, w("scenario.settings_caption"), w))
    columns = siting_compare.columns(visit, every, w("scenario.figure"))
    st.html(table_html(siting_compare.figures(visit, every), columns, w("scenario.figures_caption"), w))
    st.html("".join(f'<p class="atlas-note">{escape(one)}</p>' for one in (measured, w("scenario.not_decided"))))
    if any(one.answer for one in every):
        sheet = siting_compare.sheet(visit, every, yard, address.link())
        files(visit, lambda _: sheet, [w("scenario.files")])


def _answer(visit: Visit, one: Kept, tools: Tools) -> Answer | str:
    """Return the answer to a kept question, or the reason why it has none."""
    try:
        return siting_solve.answer(visit, one.question, tools)
    except (*siting_words.REFUSALS, tools.siting.InfeasibleError) as fault:
        return siting_words.refusal(visit, one.question, fault, tools)


def _handles(visit: Visit, every: list[siting_compare.Judged]) -> None:
    """Draw what can be done with each scenario that is kept: open it, show its sites on the other maps, drop it."""
    w = visit.words
    shown = siting_planned.shown(visit)
    for at, (column, one) in enumerate(zip(st.columns(MOST, gap="small"), every, strict=False)):
        name = called(visit, one.kept.name)
        with column:
            _open_link(visit, one.kept, name, at)
            _on_maps(visit, at, one, shown)
            st.button(
                w("scenario.remove"),
                key=f"scenario_remove_{at}",
                on_click=_remove,
                args=(at,),
                help=w("scenario.remove_help", name=name),
            )


def _open_link(visit: Visit, one: Kept, name: str, at: int) -> None:
    """Draw the link that opens a scenario; a button, for this session alone, where a link would be too long."""
    w = visit.words
    if siting_kept.is_in_link(one.question):
        told = f'<a href="{escape(siting_kept.link(one.question))}" target="_self">{escape(w("scenario.open"))}</a>'
        st.html(f"<p><strong>{escape(name)}</strong><br>{told}</p>")
        return
    st.html(
        f'<p><strong>{escape(name)}</strong><br><span class="atlas-note">{escape(w("scenario.no_link"))}</span></p>'
    )
    st.button(w("scenario.open"), key=f"scenario_open_{at}", on_click=_open, args=(one,))


def _on_maps(visit: Visit, at: int, one: siting_compare.Judged, shown: siting_planned.Planned | None) -> None:
    """Draw the switch that shows a scenario's proposed sites on the other maps, or hides them."""
    w = visit.words
    if one.answer is None or not one.answer.proposed:
        return
    asked = one.answer.problem
    rows = records(asked.sites.iloc[list(one.answer.proposed)])
    sites = [(row["site_id"], Place(row["name"], row["lon"], row["lat"])) for row in rows]
    text = siting_planned.written(one.kept.name, sites)
    is_shown = shown is not None and siting_planned.read(visit.store, text) == shown
    st.button(
        w("scenario.hide" if is_shown else "scenario.show"),
        key=f"scenario_show_{at}",
        on_click=_show,
        args=(siting_planned.NONE if is_shown else text,),
        help=w("scenario.show_help"),
    )


def _measures(answer: Answer) -> Measures:
    way = answer.after
    worst = way.worst
    within = {f"within_{limit}": _known(min(way.share_within(limit), 1.0)) for limit in WITHIN}
    return Measures(
        mean=_known(way.mean),
        percentile=_known(way.percentile),
        **within,
        worst_minutes=None if worst is None else _known(float(way.minutes[worst])),
        worst="" if worst is None else str(answer.problem.places["name"].iloc[worst]),
    )


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _written(visit: Visit, key: str, value: float | None) -> str:
    if key.startswith("within"):
        return siting_words.share(visit, math.nan if value is None else value)
    return siting_words.minutes(visit, math.nan if value is None else value, 1)


@guarded_callback
def _keep(question: Question) -> None:
    # The name is read now: it may have been typed right before the click, after the button was drawn.
    st.session_state[FULL] = not siting_kept.add(Kept(_name(), question))


@guarded_callback
def _open(one: Kept) -> None:
    siting_kept.open_question(one.question)
    st.session_state[NAME] = one.name


@guarded_callback
def _remove(place: int) -> None:
    siting_kept.remove(place)


@guarded_callback
def _show(text: str) -> None:
    address.keep(siting_planned.KEY, text)


@guarded_callback
def _load() -> None:
    """Take over what the file holds; what was chosen before stays as it is where it cannot be used."""
    given = st.session_state[FILE]
    if given is None:
        return
    try:
        saved = load(given.getvalue(), siting_kept.allowed(open_current()))
    except SavedFileError as fault:
        st.session_state[TOLD] = fault
        return
    siting_kept.open_question(saved.question)
    st.session_state[FULL] = not siting_kept.add(Kept(saved.name, saved.question))
    st.session_state[NAME] = saved.name
    st.session_state[TOLD] = saved
