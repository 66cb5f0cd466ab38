"""The comparison in a browser: a form chosen, a dot clicked, a place taken out again."""

import pytest
from playwright.sync_api import expect

from atlas.messages import words
from tests.browser.conftest import NewVisitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
# The figure drawn has so many traces.
TRACES = "document.querySelector('.atlas-map')?.data?.length"
# Where the dot of a district stands on the screen.
DOT = """code => {
  const box = document.querySelector('.atlas-map'), dots = box.data.at(-1), i = dots.customdata.indexOf(code);
  const { xaxis, yaxis, margin } = box._fullLayout, place = box.getBoundingClientRect();
  return { x: place.x + xaxis._offset + xaxis.d2p(dots.x[i]), y: place.y + yaxis._offset + yaxis.d2p(dots.y[i]) };
}"""


def test_a_form_is_chosen_a_dot_joins_the_places_and_leaves_them_again(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open("/vergleich?lang=de&places=16067,DG")
    page.wait_for_function(f"{TRACES} === 2")
    page.get_by_role("radio", name=DE("comparison.form_ranking")).click()
    one.wait_for(form="ranking")
    page.wait_for_function("document.querySelector('.atlas-map')?.data?.at(-1).customdata?.includes('16063')")
    spot = page.evaluate(DOT, "16063")
    page.mouse.click(spot["x"], spot["y"])
    one.wait_for(places="16067,DG,16063", district="16063")
    expect(page.locator(".atlas-sentence").first).to_contain_text("Wartburgkreis Rang")
    page.get_by_role("combobox", name=DE("comparison.places", most=6)).focus()
    page.keyboard.press("Backspace")
    one.wait_for(places="16067,DG")
