"""The page of the nodes in a browser: worked by keyboard, its map drawn."""

import pytest
from playwright.sync_api import expect

from atlas.messages import words
from atlas.store import Store
from tests.browser.conftest import NewVisitor
from tests.browser.test_look import WATCH

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
# How many dots of municipalities and how many nodes are open: a trace of the figure is what plotly was given.
DRAWN = """() => {
  const traces = document.querySelector(".atlas-map").data;
  const lines = traces.find(one => one.type === "scattergeo" && one.mode === "lines");
  const dots = traces.filter(one => one.type === "scattergeo" && one.mode === "markers").map(one => one.lon.length);
  return { spokes: lines ? lines.lon.length / 3 : 0, dots: Math.max(...dots) };
}"""


@pytest.mark.parametrize(("area", "places"), [("westthueringen", 175), ("16", 605)])
def test_every_municipality_is_tied_to_a_node(visitor: NewVisitor, area: str, places: int) -> None:
    one = visitor()
    one.open(f"/knoten?lang=de&area={area}&day=2024-09-30")
    assert one.drawn().evaluate(DRAWN) == {"spokes": places, "dots": places}


def test_without_an_open_node_no_line_is_drawn(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/knoten?lang=de&day=2024-01-10")
    assert one.drawn().evaluate(DRAWN)["spokes"] == 0


def test_the_day_is_chosen_by_keyboard_and_the_map_stays_where_it_is(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/knoten?lang=de&day=2024-08-01")
    page = one.drawn()
    expect(page.locator(".atlas-sentence").first).to_contain_text(DE("sentence.nodes", n=1, date="1. August 2024"))
    page.evaluate("document.fonts.ready")
    page.evaluate(WATCH)
    page.get_by_role("slider", name=DE("control.day")).focus()
    page.keyboard.press("ArrowRight")
    one.wait_for(day="2024-08-02")
    expect(page.locator(".atlas-sentence").first).to_contain_text(DE("sentence.nodes", n=2, date="2. August 2024"))
    assert len(page.evaluate("[...window.seen]")) == 1, page.evaluate("[...window.seen]")


def test_the_area_is_chosen_by_keyboard(visitor: NewVisitor, store: Store) -> None:
    one = visitor()
    page = one.open("/knoten?lang=de")
    page.get_by_role("combobox", name=DE("control.area"), exact=True).focus()
    page.keyboard.type(store.names["de"]["westthueringen"])
    page.keyboard.press("Enter")
    one.wait_for(area="westthueringen")
    expect(page.locator(".atlas-sentence").first).to_contain_text(store.names["de"]["westthueringen"])


def test_the_day_is_the_same_on_the_map(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open("/knoten?lang=de&day=2024-06-01&area=westthueringen")
    page.get_by_role("link", name=DE("network.next_map"), exact=True).click()
    one.wait_for(day="2024-06-01", area="westthueringen")
    expect(page.get_by_role("heading", level=1)).to_have_text(DE("map.title"))
