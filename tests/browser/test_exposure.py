"""The page of the exposure index in a browser: drawn, worked by keyboard."""

import pytest
from playwright.sync_api import expect

from atlas.messages import words
from tests.browser.conftest import NewVisitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
# How many dots the ranking has: the last trace of the second figure.
DOTS = "document.querySelectorAll('.atlas-map')[1].data.at(-1).x.length"


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
