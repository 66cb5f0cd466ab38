"""What a page looks like to a browser: accessible, within its width, calm, and with every district on the map."""

from contextlib import suppress
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as LateError

from atlas.messages import LANGUAGES, words
from atlas.store import Store
from tests.browser.conftest import DESK, PHONE, NewVisitor
from tests.browser.serving import Visitor
from tests.pages.visits import (
    ACCESSIBILITY,
    COMPARISON,
    DATA,
    EVENTS,
    EXPOSURE,
    MAP,
    NETWORK,
    PATTERNS,
    PRESS,
    PROFILE,
    SITING,
    SITUATION,
    TITLES,
    title,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
# Two scenarios side by side.
KEPT = quote('[["A",{"area":"16","day":"2026-03-01"}],["B",{"area":"16","day":"2026-03-01","further":3}]]')
# Each page of the atlas: an address at which there is much to see, its script, and how many figures it draws at least.
PAGES = {
    "situation": ("/?district=16063", SITUATION, 1),
    "map": ("/karte?district=16063&indicator=plant_employees_vehicles&events=1", MAP, 1),
    "exposure": ("/betroffenheit?district=16063", EXPOSURE, 2),
    "events": ("/ereignisse?", EVENTS, 2),
    "profile": ("/kreisprofil?district=16063", PROFILE, 1),
    "comparison": ("/vergleich?district=16063", COMPARISON, 1),
    "patterns": ("/muster?district=09178", PATTERNS, 2),
    "network": ("/knoten?area=westthueringen&day=2024-09-30", NETWORK, 1),
    "siting": ("/standort?area=16&count=2", SITING, 1),
    "siting_argument": ("/standort?area=16&count=2&view=argument&why=16070029", SITING, 1),
    "siting_sureness": ("/standort?area=16&count=2&view=sureness", SITING, 1),
    "scenarios": (f"/standort?area=16&view=scenarios&kept={KEPT}", SITING, 0),
    "reach": ("/standort?area=16&view=reach&day=2025-01-01", SITING, 2),
    "press_gallery": ("/presse?", PRESS, 0),
    "press": ("/presse?picture=ranking&area=16&district=16063", PRESS, 0),
    "data": ("/daten?of=16063&indicator=unemployed&period=2020", DATA, 0),
    "accessibility": ("/barrierefreiheit?", ACCESSIBILITY, 0),
}
# Pages whose first figure is seen without scrolling, and how much of its lower edge may be cut off (px).
AT_ONCE = {"map": 0, "exposure": 0, "comparison": 10, "events": 0, "network": 0, "patterns": 0, "siting": 0}
# A figure stands by then.
DRAWN_S = 20
SIZES = {"desk": DESK, "phone": PHONE}
# Each page in both languages, themes and widths; of two pages side by side in the list all four pairs of these.
LOOKS = [
    [("de", "light", "desk"), ("en", "dark", "phone")],
    [("de", "dark", "phone"), ("en", "light", "desk")],
    [("en", "light", "phone"), ("de", "dark", "desk")],
    [("en", "dark", "desk"), ("de", "light", "phone")],
]
SEEN = [(name, *look) for place, name in enumerate(PAGES) for look in LOOKS[place % len(LOOKS)]]
# What the framework forces on us: rule -> (part of the page, why it cannot be mended here).
EXCEPTIONS: dict[str, tuple[str, str]] = {
    # A place to drop files on has a name and can be focused by scripts, but is told to be none; its button works.
    "presentation-role-conflict": ('data-testid="stFileUploaderDropzone"', "part of the framework's field for files"),
}
# The part of the page that scrolls is not the document.
WIDEST = """Math.max(...["html", "[data-testid=stMain]"].map(name => document.querySelector(name))
  .map(part => part.scrollWidth - part.clientWidth))"""
# What sticks out of the page to the right and lies in nothing that cuts it off or scrolls.
STICKING_OUT = """(() => {
  const held = it => { for (let up = it.parentElement; up && up.dataset.testid !== "stMain"; up = up.parentElement)
    if (getComputedStyle(up).overflowX !== "visible") return true; return false; };
  return [...document.querySelectorAll("body *")].filter(it => {
    const box = it.getBoundingClientRect();
    return box.width > 0 && box.right > innerWidth + 1 && !held(it);
  }).slice(0, 8).map(it => `${it.tagName} ${it.dataset.testid ?? it.className} ${it.textContent.slice(0, 30)}`);
})()"""
FIGURES = "[...document.querySelectorAll('.atlas-map')].filter(it => it.querySelector('.main-svg')).length"
LEVELS = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(it => Number(it.tagName[1]))"
# Where the map stands, at every frame that the browser paints from now on.
WATCH = """() => {
  window.seen = new Set();
  const look = () => {
    const map = document.querySelector(".atlas-map")?.getBoundingClientRect();
    window.seen.add(map ? `${map.x} ${map.y + window.scrollY} ${map.width} ${map.height}` : "gone");
    requestAnimationFrame(look);
  };
  look();
}"""


def opened(visitor: NewVisitor, name: str, lang: str, size: dict[str, int], theme: str = "light") -> Visitor:
    """Return a visitor of a page that is whole, with all that is folded opened.

    The form for the press is the same below every chart: it is looked at on its own page, and below one of them.
    """
    address, _, figures = PAGES[name]
    one = visitor(size, theme)
    page = one.open(f"{address}&lang={lang}")
    page.wait_for_function(f"{FIGURES} >= {figures}")
    offered = words(lang)("press.offer")
    for fold in page.get_by_test_id("stExpander").locator("summary").filter(has_not_text=offered).all():
        fold.click()
        one.settled()
    return one


def fits_at_twice_the_size(page: Page) -> None:
    """Make the letters twice as large; nothing may stick out of the page then."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_function("getComputedStyle(document.documentElement).fontSize === '32px'")
    # Pictures take their new width a moment later.
    with suppress(LateError):
        page.wait_for_function(f"{WIDEST} <= 0", timeout=10_000)
    assert page.evaluate(WIDEST) <= 0, f"with text of twice the size: {page.evaluate(STICKING_OUT)}"


def violations(page: Page) -> list[str]:
    """Return what axe finds and is not an exception: rule, gravity, and the first elements."""
    found: list[dict[str, Any]] = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    told = []
    for rule in found:
        place, _ = EXCEPTIONS.get(rule["id"], ("", ""))
        nodes = [node["html"][:200] for node in rule["nodes"] if not place or place not in node["html"]]
        if nodes:
            told.append(f"{rule['id']} ({rule['impact']}): {nodes[:3]}")
    return told


def test_every_page_is_looked_at() -> None:
    assert {script for _, script, _ in PAGES.values()} == set(TITLES)


@pytest.mark.parametrize(("name", "lang", "theme", "size"), SEEN)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    visitor: NewVisitor, name: str, lang: str, theme: str, size: str
) -> None:
    page = opened(visitor, name, lang, SIZES[size], theme).page
    expect(page).to_have_title(f"{title(PAGES[name][1], lang)} – {words(lang)('app.name')}")
    expect(page.locator("html")).to_have_attribute("lang", lang)
    levels = page.evaluate(LEVELS)
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels
    assert violations(page) == []
    assert page.evaluate(WIDEST) <= 0
    # What opened under the pointer while the page moved closes again: a phone has none.
    page.mouse.move(0, 0)
    fits_at_twice_the_size(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_for_the_press_below_a_chart_fits_a_phone(visitor: NewVisitor, lang: str) -> None:
    w = words(lang)
    one = visitor(PHONE)
    page = one.open(f"/muster?lang={lang}")
    page.wait_for_function(f"{FIGURES} >= 2")
    for label in (w("press.offer"), w("press.texts")):
        page.get_by_test_id("stExpander").locator("summary").filter(has_text=label).first.click()
        one.settled()
    expect(page.get_by_text(w("press.alt"), exact=True)).to_be_visible()
    assert violations(page) == []
    page.mouse.move(0, 0)
    fits_at_twice_the_size(page)


@pytest.mark.parametrize(
    ("area", "districts", "theme"),
    [("16", 22, "light"), ("16", 22, "dark"), ("DG", 400, "light"), ("westthueringen", 6, "light")],
)
def test_every_district_is_on_the_map_and_hatched_without_a_figure(
    visitor: NewVisitor, store: Store, area: str, districts: int, theme: str
) -> None:
    values = store.values("plant_employees_vehicles", "2015-09-30")
    inside = {"16": values["land_code"] == "16", "DG": values["kind"].notna()}.get(area, values["in_region"])
    without = values[inside & (values["kind"] == "district") & values["value"].isna()]
    assert len(without)
    one = visitor(DESK, theme)
    one.open(f"/karte?indicator=plant_employees_vehicles&period=2015-09-30&area={area}&lang=de")
    one.drawn()
    fills: dict[str, str] = one.page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".atlas-map path.choroplethlocation[d]")]
          .filter(it => it.__data__.loc?.length === 5 && it.getAttribute("d").length > 10
            && !it.getAttribute("fill").includes("rgba"))
          .map(it => [it.__data__.loc, getComputedStyle(it).fill]))"""
    )
    assert len(fills) == districts
    assert {code for code, fill in fills.items() if "url(" in fill} == set(without["area_code"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", AT_ONCE)
def test_the_main_figure_fits_one_screen(visitor: NewVisitor, name: str, lang: str) -> None:
    one = visitor()
    page = one.open(f"{PAGES[name][0].partition('?')[0]}?lang={lang}")
    page.wait_for_function(f"{FIGURES} >= 1")
    # While it is drawn the figure may be larger for a moment.
    page.wait_for_function(
        "lowest => document.querySelector('.atlas-map').getBoundingClientRect().bottom <= lowest",
        arg=DESK["height"] + AT_ONCE[name],
        timeout=DRAWN_S * 1000,
    )


def test_nothing_jumps_when_the_period_changes(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/karte?lang=de&indicator=unemployed&period=2019")
    page = one.drawn()
    page.evaluate("document.fonts.ready")
    page.evaluate(WATCH)
    for period in ("2018", "2017"):
        page.get_by_role("slider", name=words("de")("control.period")).focus()
        page.keyboard.press("ArrowLeft")
        one.wait_for(period=period)
    expect(page.locator(".atlas-sentence").first).to_contain_text("2017")
    assert len(page.evaluate("[...window.seen]")) == 1, page.evaluate("[...window.seen]")


def test_the_map_is_the_same_element_after_a_change(visitor: NewVisitor) -> None:
    one = visitor()
    one.open("/karte?lang=de&indicator=unemployed&period=2019")
    page = one.drawn()
    page.evaluate("document.querySelector('.atlas-map').mine = true")
    page.get_by_role("slider", name=words("de")("control.period")).focus()
    page.keyboard.press("ArrowLeft")
    one.wait_for(period="2018")
    assert page.evaluate("document.querySelector('.atlas-map').mine") is True
