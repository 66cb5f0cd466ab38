"""How sure a plan is: the shares found a second time by trying every place in every variation."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from atlas.messages import words
from atlas.store import Store, records
from atlas.ui import siting_vary
from atlas.ui.siting import Question, Tools, problem
from geo import demand, siting, travel
from tests.pages.test_network import LAND
from tests.pages.test_siting import DE
from tests.pages.visits import SITING, html, plain, sentences, tables, text, visit

TOOLS = Tools(siting, travel, demand)
AREA = "Thüringen"


@pytest.fixture(scope="module")
def question() -> Question:
    return Question(LAND, date(2026, 1, 1))


def test_the_share_of_each_place_is_that_of_trying_all_in_each_variation(store: Store, question: Question) -> None:
    asked = problem(store, question, TOOLS)
    drawn = siting_vary.varied(store, asked, TOOLS).drawn
    ranges = records(store.speeds())
    times = dict.fromkeys(asked.sites["name"], 0)
    for i in range(len(drawn)):
        way, minutes, start = asked.km / 1.3 * drawn.detour[i], np.zeros_like(asked.km), 0.0
        for row, factor in zip(ranges, drawn.speed[i], strict=True):
            end = row["up_to_km"] if row is not ranges[-1] else np.inf
            minutes += np.clip(np.minimum(way, end) - start, 0, None) / (row["kmh"] * factor) * 60
            start = end
        nodes = minutes[:, list(asked.existing)].min(axis=1)
        worth = drawn.weight[i] @ np.minimum(nodes[:, None], minutes)
        worth[list(asked.existing)] = np.inf
        times[asked.sites["name"].iloc[int(worth.argmin())]] += 1
    app = visit(SITING, area=LAND, view="sureness")
    found = tables(app)[f"{DE('siting_sureness.bars')}, {AREA}"][1:]
    assert {cells[0]: cells[1] for cells in found} == {
        name: DE.number(n / len(drawn) * 100, 1)
        for name, n in times.items()
        if name not in asked.sites["name"].iloc[list(asked.existing)].tolist()
    }
    verdicts = {"always": len(drawn), "never": 0}
    for name, _, said, _ in found:
        kind = next((kind for kind, n in verdicts.items() if times[name] == n), "sometimes")
        assert said == DE(f"siting_sureness.{kind}")
    best = next(cells for cells in found if cells[3])
    assert f"{best[0]} in" in sentences(app)[1] and len(drawn) == 200
    assert DE("siting_sureness.definition", n=200, seed=str(siting_vary.SEED)) in text(app)


@pytest.mark.parametrize(
    ("whom", "indicator"), [("employees", "employees"), ("manufacturing", "employees_manufacturing")]
)
def test_the_demand_of_another_year_is_that_years_figure(
    store: Store, question: Question, whom: str, indicator: str
) -> None:
    asked = problem(store, replace(question, whom=whom), TOOLS)  # type: ignore[arg-type]
    periods, people = siting_vary.people_by_period(store, asked, TOOLS)
    assert len(periods) > 3 and len(people) == len(periods)
    for period, counted in zip(periods, people, strict=True):
        figures = {row["area_code"]: row["value"] for row in records(store.values(indicator, period))}
        sums = asked.places.assign(counted=counted).groupby("area_code")["counted"].sum()
        for code in ("16067", "16063"):
            assert sums[code] == pytest.approx(figures[code])


def test_demand_that_is_held_once_is_not_moved_in_time(store: Store, question: Question) -> None:
    asked = problem(store, replace(question, whom="announced"), TOOLS)
    periods, people = siting_vary.people_by_period(store, asked, TOOLS)
    assert periods == () and people[0] == pytest.approx(asked.weight)


def test_with_the_published_weights_the_scores_are_the_published_ones(
    store: Store, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = problem(store, replace(question, whom="exposed", by_index=True), TOOLS)
    drawn = siting_vary.index_scores(store, asked, TOOLS)
    assert drawn is not None and drawn.shape == (siting_vary.COUNT, len(asked.places))
    published = {row["area_code"]: row["value"] for row in records(store.newest_values(("exposure_index",)))}
    wanted = [published[code] for code in asked.places["area_code"]]
    # The mean of the drawn weights is the published one.
    assert (drawn * 100).mean(axis=0) == pytest.approx(wanted, rel=0.06)
    monkeypatch.setattr(siting_vary, "draw_weights", lambda shares, *_, **__: np.array([shares]))
    same = siting_vary.index_scores(store, asked, TOOLS)
    assert same is not None and same[0] * 100 == pytest.approx(wanted)


def test_routed_times_are_slower_or_faster_everywhere(store: Store, question: Question) -> None:
    asked = replace(problem(store, question, TOOLS), routed=True)
    found = siting_vary.varied(store, asked, TOOLS)
    cases = siting_vary.cases(store, asked, found, TOOLS)
    assert {case.longer for case in cases} == {1.0} and {case.speeds for case in cases} == {()}
    assert [case.slower for case in cases] == pytest.approx((1 / found.drawn.speed[:, 0]).tolist())


def test_where_nothing_can_be_chosen_the_page_says_so() -> None:
    fixed = visit(SITING, area=LAND, view="sureness", count="1", force="16070029")
    assert DE("siting_sureness.no_choice") in text(fixed)


def test_what_was_varied_is_told_in_english_too() -> None:
    app = visit(SITING, area=LAND, view="sureness", lang="en", whom="exposed", count="2")
    w = words("en")
    assert w("siting_sureness.varied_weights", concentration="50") in text(app)
    assert w("siting_sureness.title") in plain(html(app))
    assert w("siting_sureness.varied_speed", share=w.value(20, "%")) in text(app)
