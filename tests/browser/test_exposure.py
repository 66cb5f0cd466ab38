"""The page of the exposure index in a browser: drawn, worked by keyboard."""

import pytest
from playwright.sync_api import expect

from atlas.messages import words
from tests.browser.conftest import NewVisitor
from tests.browser.test_look import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
# How many dots the ranking has: the last trace of the second figure.
DOTS = "document.querySelectorAll('.atlas-map')[1].data.at(-1).x.length"
# Where the answer, a slider, the figures and the table stand, at every frame painted from now on.
WATCH = """() => {
  const parts = [".atlas-sentence", ".st-key-widget_weight_1", ".atlas-map", ".st-key-table"];
  const top = () => document.querySelector("[data-testid=stMain]").scrollTop;
  const place = part => {
    const box = document.querySelector(part)?.getBoundingClientRect();
    return box ? `${Math.round(box.y + top())}+${Math.round(box.height)}` : "gone";
  };
  window.seen = new Set();
  const look = () => {
    window.seen.add(parts.map(part => `${part} ${place(part)}`).join(", "));
    requestAnimationFrame(look);
  };
  look();
}"""


def test_every_district_of_the_land_is_ranked(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/betroffenheit?lang=de")
    page = one.drawn()
    page.wait_for_function("document.querySelectorAll('.atlas-map')[1]?.data?.length === 3")
    assert page.evaluate(DOTS) == 22


def test_a_weight_is_moved_by_keyboard(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/betroffenheit?lang=de")
    page = one.drawn()
    page.get_by_text(DE("exposure.weights"), exact=True).click()
    slider = page.get_by_role("slider").first
    expect(slider).to_be_visible()
    slider.focus()
    page.keyboard.press("ArrowRight")
    one.wait_for(weights="26,20,15,10,10,19")
    expect(page.get_by_role("slider").nth(5)).to_have_value("19")


def test_nothing_jumps_while_a_weight_is_moved_and_the_intervals_follow(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/betroffenheit?lang=de")
    page = one.drawn()
    page.get_by_text(DE("exposure.weights"), exact=True).click()
    slider = page.get_by_role("slider").first
    expect(slider).to_be_visible()
    page.evaluate("document.fonts.ready")
    # The fold has opened for good when it stands still for a while.
    page.wait_for_timeout(1000)
    page.evaluate("document.querySelector('.atlas-map').mine = true")
    page.evaluate(WATCH)
    slider.focus()
    page.keyboard.press("ArrowRight")
    one.wait_for(weights="26,20,15,10,10,19")
    expect(page.get_by_text(DE("exposure.ranking_note"))).to_be_visible()
    one.settled()
    seen = page.evaluate("[...window.seen]")
    assert len(seen) == 1, seen
    assert "gone" not in seen[0]
    assert page.evaluate("document.querySelector('.atlas-map').mine") is True, "drawn anew, it would blink"


def test_axe_finds_nothing_where_ingredients_are_added(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/betroffenheit?lang=de")
    page = one.drawn()
    page.get_by_text(DE("exposure.weights"), exact=True).click()
    further = page.locator(".st-key-widget_more_7 label").first
    further.click()
    one.wait_for(more="employees_production_share")
    expect(page.get_by_role("slider")).to_have_count(7)
    assert violations(page) == []
