"""The argument for a plan and its sureness in a browser: folds, a place by keyboard, another view by a click."""

import pytest
from playwright.sync_api import expect

from atlas.messages import words
from tests.browser.conftest import NewVisitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
# What plotly was given: how many points the curve has, how many bars have a share.
POINTS = "() => document.querySelector('.atlas-map').data.at(-1).x.length"


def test_the_argument_is_unfolded_and_a_place_is_asked_about_by_keyboard(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open("/standort?lang=de&area=16&view=argument")
    expect(page.locator(".atlas-map .main-svg").first).to_be_attached()
    assert page.evaluate(POINTS) == 11
    page.locator("summary", has_text=DE("siting_argument.alternatives")).click()
    table = page.get_by_role("region", name=DE("siting_argument.alternatives"))
    expect(table.get_by_role("row")).to_have_count(11)
    page.get_by_role("combobox", name=DE("siting_argument.why_label")).focus()
    page.keyboard.type("Ilmenau")
    page.keyboard.press("Enter")
    one.wait_for(why="16070029")
    expect(page.locator(".atlas-sentence").nth(1)).to_contain_text("Ilmenau statt")
    assert one.complaints == []


def test_how_sure_the_plan_is_follows_in_its_own_view(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open("/standort?lang=de&area=16&count=2&view=argument")
    page.get_by_role("radio", name=DE("siting.view_sureness")).click()
    one.wait_for(view="sureness")
    expect(page.get_by_text(DE("siting_sureness.bars"), exact=True)).to_be_visible()
    bars = page.evaluate(POINTS)
    assert 2 <= bars <= 25
    page.locator("summary", has_text=DE("siting_sureness.table")).click()
    table = page.get_by_role("region", name=DE("siting_sureness.bars"))
    expect(table.get_by_role("row", name=DE("siting_sureness.never"))).to_have_count(28 - bars)
    assert one.complaints == []
