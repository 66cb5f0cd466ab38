"""The page of the register in a browser: by mouse and keyboard, both figures drawn."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas.messages import words
from atlas.store import Store
from tests.browser.conftest import NewVisitor
from tests.browser.serving import Visitor
from tests.browser.test_walk import INSIDE, choose

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
# How many marks of events each figure was given, and where a mark stands on the screen.
MARKS = """() => [...document.querySelectorAll(".atlas-map")].map(figure => figure.data
  .filter(one => (one.customdata ?? [])[0]?.startsWith?.("event:")).reduce((n, one) => n + one.customdata.length, 0))"""
MARK = """([figure, key]) => {
  const box = document.querySelectorAll(".atlas-map")[figure];
  const keys = box.data.find(one => (one.customdata ?? []).includes(key)).customdata;
  const drawn = [...box.querySelectorAll("g")].map(group => [...group.querySelectorAll(":scope > path.point")])
    .find(points => points.length === keys.length);
  const at = drawn[keys.indexOf(key)].getBoundingClientRect();
  return [at.x + at.width / 2, at.y + at.height / 2];
}"""


def opened(one: Visitor, query: str = "") -> Page:
    """Open the page and wait until its figures are drawn: map, timeline, and the sums of several years."""
    one.open(f"/ereignisse?{query}")
    page = one.drawn()
    page.wait_for_function("document.querySelectorAll('.atlas-map .main-svg').length >= 2")
    page.wait_for_function("[...document.querySelectorAll('.atlas-map')].every(it => it.data)")
    return page


def test_both_figures_hold_the_register(visitor: NewVisitor, store: Store) -> None:
    events = store.events()
    on_map, on_time = opened(visitor(), "lang=de").evaluate(MARKS)[:2]
    assert on_time == len(events)
    assert events["municipality_code"].nunique() <= on_map <= 3 * events["site"].nunique()


def test_a_click_on_the_map_shows_one_district(visitor: NewVisitor) -> None:
    one = visitor()
    page = opened(one, "lang=de")
    page.mouse.click(*page.evaluate(INSIDE, "16062"))
    one.wait_for(district="16062")
    expect(page.locator(".atlas-sentence")).to_contain_text("Nordhausen")
    assert page.evaluate(MARKS)[1] == 4


@pytest.mark.parametrize(("figure", "key"), [(0, "event:16066074:lost"), (1, "event:TH-IHI-2024-04-CA")])
def test_a_click_on_a_mark_shows_its_district(visitor: NewVisitor, store: Store, figure: int, key: str) -> None:
    events = store.events()
    one = visitor({"width": 1280, "height": 1400})
    page = opened(one, "lang=de")
    named = key.removeprefix("event:")
    here = (events["event_id"] == named) | (events["municipality_code"] == named.partition(":")[0])
    page.mouse.click(*page.evaluate(MARK, [figure, key]))
    one.wait_for(district=str(events.loc[here, "area_code"].iloc[0]))


def test_filters_are_worked_by_keyboard(visitor: NewVisitor) -> None:
    one = visitor()
    page = opened(one, "lang=de")
    choose(page, DE("control.district"), "Wartburgkreis")
    one.wait_for(district="16063")
    expect(page.locator(".atlas-sentence")).to_contain_text(DE("event_jobs.lost", n=2639))
    choose(page, DE("events.year"), "2024")
    one.wait_for(district="16063", year="2024")
    expect(page.locator(".atlas-sentence")).to_contain_text("2024")


def test_what_is_downloaded_is_what_is_shown(visitor: NewVisitor) -> None:
    page = opened(visitor(), "lang=de&district=16061&year=2025")
    with page.expect_download() as taken:
        page.get_by_role("button", name=DE("download.csv_program")).click()
    rows = list(csv.DictReader(io.StringIO(Path(taken.value.path()).read_text(encoding="utf-8"))))
    assert [row["event_id"] for row in rows] == [
        "TH-MUSASHI-2025-07-CA",
        "TH-MUSASHI-2025-12-JC",
        "TH-MUSASHI-2025-12-RS",
    ]
    assert "eichsfeld" in taken.value.suggested_filename


def test_a_link_keeps_the_filters_in_the_other_language(visitor: NewVisitor) -> None:
    one = visitor()
    page = opened(one, "lang=de&district=16063&type=rescue&direction=saved")
    page.locator("[data-testid=stSidebar] .atlas-languages a").click()
    one.wait_for(lang="en", district="16063", type="rescue", direction="saved")
    expect(page.locator(".atlas-sentence")).to_contain_text(words("en")("event_direction.saved"))
