"""The map of a rate of counted cases in a browser: districts of few cases bear dots, as the legend shows them."""

import pytest

from atlas.store import Store
from tests.browser.conftest import NewVisitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
# What each district on the map is filled with.
FILLS = """() => Object.fromEntries([...document.querySelectorAll(".atlas-map path.choroplethlocation[d]")]
  .filter(it => it.__data__.loc?.length === 5 && it.getAttribute("d").length > 10
    && !it.getAttribute("fill").includes("rgba"))
  .map(it => [it.__data__.loc, getComputedStyle(it).fill]))"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_districts_of_few_cases_bear_dots(visitor: NewVisitor, store: Store, theme: str) -> None:
    cases = store.values("insolvencies", "2024")
    few = cases[(cases["kind"] == "district") & (cases["value"] < 5)]["area_code"]
    one = visitor(theme=theme)
    one.open("/karte?indicator=insolvency_rate&period=2024&area=DG&lang=de")
    page = one.drawn()
    fills: dict[str, str] = page.evaluate(FILLS)
    assert len(fills) == 400
    assert {code for code, fill in fills.items() if f"atlas-few-{theme}" in fill} == set(few)
    assert not any("atlas-no-data" in fill for fill in fills.values())
    dots = page.locator(".atlas-legend i.few").evaluate("it => getComputedStyle(it).backgroundImage")
    assert "radial-gradient" in dots


def test_the_three_years_are_a_click_away(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/karte?indicator=insolvency_rate&period=2015&area=DG&lang=de")
    one.drawn()
    one.page.locator(".atlas-note a[href*=insolvency_rate_3y]").click()
    one.wait_for(indicator="insolvency_rate_3y", period="2015", area="DG")
