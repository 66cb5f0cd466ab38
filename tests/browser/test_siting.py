"""The page of siting in a browser: its map drawn, places set by a click and by keyboard, views changed."""

import pytest
from playwright.sync_api import expect

from atlas.messages import words
from tests.browser.conftest import NewVisitor
from tests.browser.test_events import MARK
from tests.browser.test_network import DRAWN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
# The signs of sites: how many traces of the map hold a star.
STARS = """document.querySelector('.atlas-map').data
  .flatMap(one => [one.marker?.symbol ?? []].flat()).filter(symbol => symbol === 'star').length"""


def test_every_municipality_is_tied_to_a_node_of_the_plan(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/standort?lang=de&area=16&count=2")
    page = one.drawn()
    assert page.evaluate(DRAWN) == {"spokes": 605, "dots": 605}
    assert page.evaluate(STARS) == 4, "two proposed places, two marks each"


def test_a_place_is_set_by_a_click_and_dropped_by_another(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/standort?lang=de&pool=own")
    page = one.drawn()
    expect(page.locator(".atlas-sentence").first).to_have_text(DE("siting.none_own", area="Westthüringen"))
    page.locator(".atlas-map").scroll_into_view_if_needed()
    page.mouse.click(*page.evaluate(MARK, [0, "area:16070029"]))
    page.wait_for_function("decodeURIComponent(location.search).includes('[[\"Ilmenau\"')")
    one.settled()
    expect(page.locator(".atlas-sentence").first).to_contain_text(DE("siting.further", n=1, places="Ilmenau"))
    page.locator(".atlas-map").scroll_into_view_if_needed()
    page.get_by_role("combobox", name=DE("siting.own_town")).click()
    page.keyboard.type("Ilmenau")
    page.keyboard.press("Enter")
    one.wait_for(own="-")


def test_the_number_is_chosen_by_keyboard(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open("/standort?lang=de")
    page.get_by_role("combobox", name=DE("siting.count"), exact=True).focus()
    page.keyboard.type(DE("siting.count_keep", n=4, total=5))
    page.keyboard.press("Enter")
    one.wait_for(count="keep-4")
    kept = DE("siting.kept", n=4, total=5, places="Eisenach, Gotha, Rohr und Sömmerda", gone="Weberstedt")
    expect(page.locator(".atlas-sentence").first).to_contain_text(kept)
