"""The profile of a district in a browser: its charts drawn, worked by keyboard."""

import pytest
from playwright.sync_api import expect

from atlas.messages import words
from atlas.store import Store
from tests.browser.conftest import NewVisitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
# Nine series and the timeline of reports.
CHARTS = 10
# The years that plotly was given of each chart's own line, and where that line has no value.
GAPS = """() => [...document.querySelectorAll(".atlas-map")].map(chart => {
  const own = chart.data.at(-1);
  return own.x.filter((_, i) => own.y[i] === null);
})"""


def test_each_series_is_drawn_and_gaps_stay_gaps(visitor: NewVisitor) -> None:
    page = visitor().open("/kreisprofil?lang=de&district=16063")
    expect(page.locator(".atlas-map .scatterlayer")).to_have_count(CHARTS)
    gaps = page.evaluate(GAPS)
    assert gaps[0] == [2024], "no rate of unemployment is known of 2024"
    labels = [chart.get_attribute("aria-label") or "" for chart in page.locator(".atlas-map").all()]
    assert all("Wartburgkreis" in label for label in labels)


def test_another_district_is_chosen_by_keyboard(visitor: NewVisitor, store: Store) -> None:
    one = visitor()
    page = one.open("/kreisprofil?lang=de&district=16063")
    page.get_by_role("combobox", name=DE("control.district")).fill("Suhl")
    page.keyboard.press("Enter")
    one.wait_for(district="16054")
    expect(page.get_by_role("heading", level=1)).to_have_text(DE("profile.title", name=store.names["de"]["16054"]))
