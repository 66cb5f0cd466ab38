"""Every page, both languages, light and dark, wide and narrow: axe finds nothing, nothing scrolls sideways."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from atlas.messages import words
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = {
    "karte": "/?district=16063&indicator=plant_employees_vehicles",
    "daten": "/daten?of=16063&period=2020",
    "barrierefreiheit": "/barrierefreiheit?",
}
SIZES = {"wide": (1280, 800), "narrow": (360, 740)}
# Rules that the framework breaks, each with its reason and the place where it is reported. None at present.
EXCEPTIONS: dict[str, str] = {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    visit: Visit, language: str, path: str, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    page = visit(f"{path}&lang={language}", width, height, scheme)
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    told = {rule["id"]: [node["html"][:160] for node in rule["nodes"]] for rule in found}
    assert {rule: nodes for rule, nodes in told.items() if rule not in EXCEPTIONS} == {}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_one_h1_and_headings_in_order(visit: Visit, path: str) -> None:
    page = visit(path)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(h => h.checkVisibility()).map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_twice_the_text_size_still_fits(visit: Visit) -> None:
    page = visit("/?district=16063", 1280, 800)
    page.add_style_tag(content="html { font-size: 200% !important; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_the_page_says_what_it_is_about(visit: Visit) -> None:
    for path, key in (("/?", "map.title"), ("/daten?", "data.title")):
        page = visit(f"{path}&lang=de")
        page.wait_for_function("title => document.title.startsWith(title)", arg=words("de")(key))
