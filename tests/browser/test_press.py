"""The press office at work: from the gallery to files on the disk, a batch, and a picture on another site."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from atlas.messages import LANGUAGES, words
from tests.browser.conftest import DESK, PHONE, NewVisitor
from tests.browser.serving import Visitor
from tests.browser.test_look import FIGURES, WIDEST, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
BATCH_S = 120
PREVIEW = ".atlas-plate img"


def taken(page: Page, name: str) -> Download:
    """Return the file that a button brings."""
    with page.expect_download() as found:
        page.get_by_role("button", name=name, exact=True).click()
    return found.value


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def bench(visitor: NewVisitor, keys: str, size: dict[str, int] = DESK) -> Visitor:
    """Return a visitor who sees the preview of a picture."""
    one = visitor(size)
    page = one.open(f"/presse?{keys}")
    expect(page.locator(PREVIEW)).to_be_visible()
    return one


def test_from_a_card_to_the_files(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open("/presse?lang=de")
    # The picture of a card belongs to its button.
    place = page.locator(".st-key-press_card_unemployment img").bounding_box()
    assert place is not None
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    one.wait_for(picture="series", indicator="unemployment_rate")
    expect(page.locator(PREVIEW)).to_be_visible()
    svg = taken(page, DE("press.format_svg"))
    assert svg.suggested_filename.endswith("-de.svg")
    assert b"<title" in content(svg)
    assert content(taken(page, DE("press.format_pdf"))).startswith(b"%PDF")
    data = content(taken(page, DE("press.format_png")))
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1200, 800)
    pack = zipfile.ZipFile(io.BytesIO(content(taken(page, DE("press.pack")))))
    assert {"bildunterschrift.txt", "alttext.txt", "quelle.txt"} <= set(pack.namelist())


def test_a_title_is_typed_and_stands_in_the_picture(visitor: NewVisitor) -> None:
    one = bench(visitor, "lang=de&picture=ranking")
    page = one.page
    field = page.get_by_role("textbox", name=DE("press.headline"))
    field.fill("Ein eigener Titel")
    page.keyboard.press("Tab")
    expect(page.get_by_text(DE("press.count", n=17, most=160))).to_be_visible()
    expect(page.locator(PREVIEW)).to_be_visible()
    one.settled()
    assert "Ein eigener Titel" in content(taken(page, DE("press.format_svg"))).decode()
    # Typed, and taken with the very click that leaves the field.
    field.fill("Noch ein Titel")
    assert "Noch ein Titel" in content(taken(page, DE("press.format_svg"))).decode()


def test_below_a_chart_too_the_file_has_the_title_that_was_typed_last(visitor: NewVisitor) -> None:
    one = visitor()
    page = one.open("/karte?lang=de")
    page.get_by_text(DE("press.offer"), exact=True).click()
    expect(page.locator(PREVIEW)).to_be_visible()
    one.settled()
    page.get_by_role("textbox", name=DE("press.headline")).fill("Ein eigener Titel")
    assert "Ein eigener Titel" in content(taken(page, DE("press.format_svg"))).decode()


def test_a_batch_shows_how_far_it_is_and_is_taken(visitor: NewVisitor) -> None:
    one = bench(visitor, "lang=de&picture=series&indicator=unemployment_rate&size=column_two")
    page = one.page
    page.get_by_text(DE("press.batch"), exact=True).click()
    page.get_by_role("button", name=DE("press.batch_begin", n=6)).click()
    expect(page.get_by_text(DE("press.batch_doing"))).to_be_visible()
    ready = page.get_by_role("button", name=DE("press.batch_take"))
    expect(ready).to_be_visible(timeout=BATCH_S * 1000)
    pack = zipfile.ZipFile(io.BytesIO(content(taken(page, DE("press.batch_take")))))
    assert len({name.partition("/")[0] for name in pack.namelist()}) == 6


def test_folded_settings_show_what_holds_when_they_are_opened_late(visitor: NewVisitor) -> None:
    one = bench(visitor, "lang=de&picture=ranking")
    page = one.page
    # Another run: the browser builds what is folded away only now, long after its values were set.
    page.get_by_text(DE("press.embed"), exact=True).click()
    one.settled()
    page.get_by_role("button", name=DE("control.more")).click()
    expect(page.get_by_role("checkbox", name=DE("press.labels"))).to_be_checked()
    expect(page.get_by_role("combobox", name=DE("press.dpi"))).to_have_value("300\u202fdpi")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fault_is_told_and_mended(visitor: NewVisitor, lang: str) -> None:
    w = words(lang)
    one = visitor()
    page = one.open(f"/presse?picture=ranking&size=own&width=0&lang={lang}")
    expect(page.get_by_text(w("press.mend"))).to_be_visible()
    expect(page.get_by_role("button", name=w("press.pack"))).to_have_count(0)
    page.get_by_role("textbox", name=w("press.width", unit="mm")).fill("91,5")
    page.keyboard.press("Enter")
    one.wait_for(width="91,5")
    expect(page.locator(PREVIEW)).to_be_visible()


def framed(visitor: NewVisitor, lang: str, look: str) -> tuple[Visitor, Page]:
    """Return a visitor of the picture alone, by the address that the snippet has for a language and a theme."""
    one = bench(visitor, f"lang={lang}&picture=map&district=16063")
    page, w = one.page, words(lang)
    page.get_by_text(w("press.embed"), exact=True).click()
    looks = page.get_by_role("combobox", name=w("press.theme"))
    expect(looks).to_have_count(2)
    one.settled()
    looks.last.click()
    page.get_by_role("option", name=w(f"press.theme_{look}"), exact=True).click()
    field = page.get_by_role("textbox", name=w("press.snippet"))
    option = f"embed_options={look}_theme"
    page.wait_for_function(
        "([id, text]) => document.querySelector(id)?.value.includes(text)",
        arg=[f"textarea[aria-label='{w('press.snippet')}']", option],
    )
    snippet = field.input_value()
    page.set_content(f"<!doctype html><html lang={lang}><title>site</title><main><h1>News</h1>{snippet}</main></html>")
    return one, page


@pytest.mark.parametrize(("lang", "look"), [("de", "dark"), ("en", "light")])
def test_a_picture_on_another_site(visitor: NewVisitor, lang: str, look: str) -> None:
    _, page = framed(visitor, lang, look)
    w = words(lang)
    inside = page.frame_locator("iframe")
    expect(inside.locator(".atlas-map path.choroplethlocation[d]").first).to_be_attached()
    expect(inside.locator("h1")).to_have_count(1)
    expect(inside.locator("html")).to_have_attribute("lang", lang)
    expect(inside.get_by_test_id("stSidebarNav")).not_to_be_visible()
    expect(inside.get_by_test_id("stToolbar")).not_to_be_visible()
    ground = inside.locator(".stApp").evaluate("it => getComputedStyle(it).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (look == "light")
    # The table is reached and opened with the keyboard alone.
    fold = inside.locator("summary", has_text=w("table.title"))
    for _ in range(30):
        page.keyboard.press("Tab")
        if fold.evaluate("it => it === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(inside.locator("table")).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "theme"), [("map", "light"), ("series", "dark"), ("ranking", "light"), ("nodes", "dark")]
)
def test_a_picture_alone_is_accessible_on_a_phone(visitor: NewVisitor, kind: str, theme: str) -> None:
    one = visitor(PHONE, theme)
    page = one.open(f"/bild?picture={kind}&district=16063&lang=de&embed=true&embed_options={theme}_theme")
    page.wait_for_function(f"{FIGURES} >= 1")
    page.locator("summary").click()
    one.settled()
    assert violations(page) == []
    assert page.evaluate(WIDEST) <= 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_camera_of_a_chart_saves_vectors_and_speaks_the_language(visitor: NewVisitor, lang: str) -> None:
    one = visitor()
    page = one.open(f"/bild?picture=series&district=16063&lang={lang}")
    page.wait_for_function(f"{FIGURES} >= 1")
    button = page.locator(f".modebar-btn[data-title='{words(lang)('button.save')}']")
    page.locator(".atlas-map").hover()
    with page.expect_download() as found:
        button.click()
    assert found.value.suggested_filename.endswith(f"-{lang}.svg")
    assert content(found.value).startswith(b"<svg")
