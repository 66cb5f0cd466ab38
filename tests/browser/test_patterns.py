"""The page of patterns in a browser: every district has its kind, a click and the keyboard name one."""

import pytest
from playwright.sync_api import expect

from atlas.messages import words
from tests.browser.conftest import NewVisitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
# Districts by the colour that they are drawn in, without outlines.
FILLS = """() => [...document.querySelectorAll(".atlas-map path.choroplethlocation[d]")]
  .filter(it => it.__data__.loc?.length === 5 && !it.getAttribute("fill").includes("rgba"))
  .map(it => it.getAttribute("fill"))"""
# The signs are the lowest marks of the map; above them the scale bar has ends of its own.
SIGNS = "document.querySelector('.atlas-map .scattergeo')?.querySelectorAll('path.point').length"


def test_every_district_has_a_colour_and_those_that_stand_out_a_sign(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/muster?lang=de")
    page = one.drawn()
    page.wait_for_function(f"{SIGNS} === 70")
    fills = page.evaluate(FILLS)
    assert len(fills) == 400
    assert {fills.count(fill) for fill in set(fills)} == {330, 53, 16, 1}


def test_a_district_is_chosen_in_the_scatter_plot_and_from_the_list(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/muster?lang=de&among=16")
    page = one.drawn()
    page.wait_for_function("document.querySelectorAll('.atlas-map')[1]?.data?.length === 3")
    dot = page.locator(".atlas-map").nth(1).locator("path.point").first
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 30, y - 30)
    page.mouse.move(x, y)
    expect(page.locator(".atlas-map").nth(1).locator(".hoverlayer text").first).to_be_visible()
    page.mouse.click(x, y)
    page.wait_for_function("/district=16\\d{3}/.test(location.search)")
    one.settled()
    page.get_by_role("combobox", name=DE("control.district"), exact=True).click()
    page.keyboard.type("Gotha")
    page.keyboard.press("Enter")
    one.wait_for(district="16067")
    expect(page.get_by_text(DE("patterns.neighbours_of", name="Gotha")).first).to_be_visible()
