"""The page of the exposure index in a browser: accessible, within its width, drawn, worked by keyboard."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from atlas.messages import LANGUAGES, words
from tests.browser.conftest import DESK, PHONE, NewVisitor
from tests.browser.test_look import LEVELS, LOOKS, WIDEST, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
SIZES = {"desk": DESK, "phone": PHONE}
# How many dots the ranking has: the last trace of the second figure.
DOTS = "document.querySelectorAll('.atlas-map')[1].data.at(-1).x.length"


@pytest.mark.parametrize(("lang", "theme", "size"), LOOKS)
def test_axe_finds_nothing_and_nothing_is_cut_off(visitor: NewVisitor, lang: str, theme: str, size: str) -> None:
    one = visitor(SIZES[size], theme)
    one.open(f"/betroffenheit?lang={lang}&district=16063")
    page = one.drawn()
    for fold in page.get_by_test_id("stExpander").locator("summary").all():
        fold.click()
        one.settled()
    levels = page.evaluate(LEVELS)
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels
    assert violations(page) == []
    assert page.evaluate(WIDEST) <= 0
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_function("getComputedStyle(document.documentElement).fontSize === '32px'")
    assert page.evaluate(WIDEST) <= 0, "with text of twice the size"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_fits_one_screen(visitor: NewVisitor, lang: str) -> None:
    one = visitor()
    one.open(f"/betroffenheit?lang={lang}")
    box = one.drawn().locator(".atlas-map").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= DESK["height"] + 10


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
