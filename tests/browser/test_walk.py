"""A visitor's walk through the atlas: by mouse, by keyboard, by link, in two languages."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from atlas.messages import words
from atlas.store import Store
from tests.browser.conftest import NewVisitor
from tests.browser.serving import ROOT, Visitor, serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE, EN = words("de"), words("en")
TABS = 60
MENU = (
    "situation",
    "map",
    "exposure",
    "events",
    "profile",
    "comparison",
    "patterns",
    "nodes",
    "siting",
    "press",
    "data",
)
# A point of the screen that lies inside a district of the map.
INSIDE = """code => {
  const path = [...document.querySelectorAll(".atlas-map path.choroplethlocation[d]")]
    .find(one => one.__data__ && one.__data__.loc === code);
  const box = path.getBoundingClientRect(), inverse = path.getScreenCTM().inverse();
  for (let step = 1; step < 400; step++) {
    const x = box.x + box.width * (0.5 + 0.45 * Math.sin(step * 2.4) * Math.sqrt(step / 400));
    const y = box.y + box.height * (0.5 + 0.45 * Math.cos(step * 2.4) * Math.sqrt(step / 400));
    if (path.isPointInFill(new DOMPoint(x, y).matrixTransform(inverse))) { return [x, y]; }
  }
}"""


def box(page: Page, label: str) -> Locator:
    """Return the list with this label."""
    return page.get_by_role("combobox", name=label, exact=True)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted control has the focus."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("it => it === document.activeElement || it.contains(document.activeElement)"):
            return
    raise AssertionError(f"{TABS} times Tab did not lead to {wanted}")


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list from the keyboard: Tab to it, type its name, press Enter."""
    tab_to(page, box(page, label))
    page.keyboard.type(option)
    expect(page.get_by_role("option", name=option, exact=True)).to_be_visible()
    page.keyboard.press("Enter")


def figures_of(page: Page) -> Locator:
    """Return the key figures beside the map."""
    return page.locator("dl.atlas-figures")


def test_a_click_on_the_map_chooses_a_district(visitor: NewVisitor, store: Store) -> None:
    one = visitor()
    one.open("/karte?lang=de")
    page = one.drawn()
    expect(page.get_by_text(DE("district.choose"))).to_be_visible()
    page.mouse.click(*page.evaluate(INSIDE, "16067"))
    one.wait_for(district="16067")
    expect(page.get_by_role("heading", name=store.names["de"]["16067"], exact=True)).to_be_visible()
    expect(figures_of(page)).to_contain_text(DE.value(6.6, "%", 1))
    page.mouse.click(*page.evaluate(INSIDE, "16063"))
    one.wait_for(district="16063")
    expect(figures_of(page)).to_contain_text(DE.value(6.0, "%", 1))


def test_everything_is_reached_by_keyboard(visitor: NewVisitor, store: Store) -> None:
    one = visitor()
    one.open("/karte?lang=de")
    page = one.drawn()
    choose(page, DE("control.indicator"), store.indicator_rows["unemployed"]["title_de"])
    one.wait_for(indicator="unemployed")
    tab_to(page, page.get_by_role("slider", name=DE("control.period")))
    page.keyboard.press("ArrowLeft")
    periods = store.periods("unemployed")
    one.wait_for(period=periods[-2])
    expect(page.locator(".atlas-sentence").first).to_contain_text(DE.period(periods[-2]))
    choose(page, DE("control.district"), store.names["de"]["16063"])
    one.wait_for(district="16063")
    expect(page.get_by_role("heading", name=store.names["de"]["16063"], exact=True)).to_be_visible()


def test_the_area_is_changed_by_keyboard(visitor: NewVisitor, store: Store) -> None:
    one = visitor()
    one.open("/karte?lang=de")
    page = one.drawn()
    choose(page, DE("control.area"), store.names["de"]["DG"])
    one.wait_for(area="DG")
    expect(page.locator(".atlas-sentence").first).to_contain_text(store.names["de"]["DG"])


def test_the_language_is_one_click_away(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open("/karte?lang=de&indicator=unemployed&period=2015&district=16063")
    page.get_by_role("link", name="English", exact=True).filter(visible=True).click()
    one.wait_for(lang="en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text(EN("map.title"))
    assert one.state().items() >= {"indicator": "unemployed", "period": "2015", "district": "16063"}.items()


def test_a_copied_link_opens_the_same_view(visitor: NewVisitor) -> None:
    first = visitor()
    first.open("/karte?lang=en&indicator=unemployed&period=2015&area=DG&district=16063&classes=equal&day=2024-07-01")
    first.drawn()
    second = visitor()
    second.page.goto(first.page.url)
    second.settled()
    second.drawn()
    assert second.state() == first.state()
    for seen in (".atlas-sentence", ".atlas-legend", "dl.atlas-figures"):
        wanted = first.page.locator(seen).first.inner_text()
        expect(second.page.locator(seen).first).to_have_text(wanted, use_inner_text=True)
    expect(second.page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("way", ["menu", "question"])
def test_the_state_goes_from_page_to_page_and_back(visitor: NewVisitor, way: str) -> None:
    one = visitor()
    page = one.open("/karte?lang=en&indicator=unemployed&period=2015&district=16063&area=DG")
    there = EN("menu.data") if way == "menu" else EN("map.next_data")
    back = EN("menu.map") if way == "menu" else EN("data.next_map")
    page.get_by_role("link", name=there, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EN("data.title"))
    one.wait_for(lang="en", indicator="unemployed", period="2015", of="16063")
    page.get_by_role("link", name=back, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EN("map.title"))
    one.wait_for(lang="en", indicator="unemployed", period="2015", district="16063", area="DG")


def test_the_back_button_takes_back_what_was_chosen(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open("/karte?lang=de&indicator=unemployed&period=2015")
    steps = page.evaluate("history.length")
    page.get_by_role("slider", name=DE("control.period")).focus()
    page.keyboard.press("ArrowLeft")
    one.wait_for(period="2014")
    expect(page.locator(".atlas-sentence").first).to_contain_text("2014")
    assert page.evaluate("history.length") == steps + 1, "one choice is one step"
    page.go_back()
    one.wait_for(period="2015")
    expect(page.locator(".atlas-sentence").first).to_contain_text("2015")
    page.go_forward()
    one.wait_for(period="2014")
    expect(page.locator(".atlas-sentence").first).to_contain_text("2014")


def test_the_back_button_leads_to_the_page_before(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open("/karte?lang=de&indicator=unemployed&period=2015")
    page.get_by_role("link", name=DE("map.next_data"), exact=True).click()
    one.wait_for(of="16")
    expect(page.get_by_role("heading", level=1)).to_have_text(DE("data.title"))
    # The framework makes one entry for the page and one for its address.
    for _ in range(2):
        if "/daten" in page.evaluate("location.pathname"):
            page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(DE("map.title"))
    one.wait_for(period="2015", indicator="unemployed")


def test_the_table_is_downloaded_as_csv(visitor: NewVisitor, store: Store) -> None:
    one = visitor()
    page = one.open("/karte?lang=de&indicator=unemployment_rate&period=2025&area=16")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=DE("download.csv"), exact=True).click()
    content = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))[1:]
    values = store.values("unemployment_rate", "2025")
    districts = values[values["land_code"].eq("16") & values["kind"].eq("district")]
    wanted = {
        code: f"{value:.1f}".replace(".", ",")
        for code, value in zip(districts["area_code"], districts["value"], strict=True)
    }
    assert {row[1]: row[2] for row in rows if row[1] in wanted} == wanted
    assert len(wanted) == 22


def test_a_tampered_link_says_so_once(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open(
        "/karte?lang=de&indicator=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&period=9&area=..%2F..&district=1"
    )
    expect(page.get_by_text(DE("address.note"))).to_be_visible()
    one.wait_for(indicator="unemployment_rate", area="16")
    page.get_by_role("slider", name=DE("control.period")).focus()
    page.keyboard.press("ArrowLeft")
    one.wait_for(period="2023")
    expect(page.get_by_text(DE("address.note"))).to_have_count(0)


def test_the_first_page_is_found_by_its_name_too(visitor: NewVisitor) -> None:
    page = visitor().open("/lage?lang=de")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Westthüringen")


def test_two_visitors_read_two_languages_at_once(visitor: NewVisitor) -> None:
    both = {"de": visitor(), "en": visitor()}
    for lang, one in both.items():
        one.open(f"/karte?lang={lang}&indicator=unemployed&period=2015")
    for _ in range(3):
        for one in both.values():
            one.page.get_by_role("slider").first.focus()
            one.page.keyboard.press("ArrowLeft")
    for lang, one in both.items():
        one.wait_for(period="2012", lang=lang)
        expect(one.page.get_by_role("heading", level=1)).to_have_text(words(lang)("map.title"))
        expect(one.page.locator("html")).to_have_attribute("lang", lang)
        expect(one.page.locator(".atlas-sentence").first).to_contain_text(words(lang)("sentence.figures_all", n=22))


def test_the_first_visitor_may_come_by_a_link_to_any_page(database: Path, tmp_path: Path, visitor: NewVisitor) -> None:
    with serving(ROOT / "app.py", tmp_path / "log.txt", ATLAS_DB=str(database)) as address:
        one: Visitor = visitor()
        one.home = address
        page = one.open("/daten?lang=en")
        menu = page.get_by_test_id("stSidebarNav").get_by_role("link")
        expect(menu).to_have_text([EN(f"menu.{page}") for page in MENU])
        expect(page.locator("html")).to_have_attribute("lang", "en")
        # Before the server goes, or the browser looks for it.
        page.goto("about:blank")
