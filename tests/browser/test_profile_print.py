"""A profile on paper and as a file: all of the page and nothing to click, from the dark theme too."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from atlas.messages import words
from tests.browser.conftest import PHONE, NewVisitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")
PAGE = "/kreisprofil?lang=de&district=16063"
HEADINGS = "() => [...document.querySelectorAll('.stMain h2')].map(one => one.textContent)"
# The first colour that lies behind the page's text.
GROUND = "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"
# Frames of tables by whether more of them is there than can be seen.
FRAMES = """() => [...document.querySelectorAll('.atlas-table')].map(one =>
  [one.scrollWidth > one.clientWidth, getComputedStyle(one).backgroundAttachment])"""


def close(text: str) -> str:
    """Return a text without blanks: lines are broken in print."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_print_has_the_whole_page_and_no_controls(visitor: NewVisitor, theme: str) -> None:
    page = visitor(theme=theme).open(PAGE)
    expect(page.locator(".atlas-map .scatterlayer")).to_have_count(10)
    headings = page.evaluate(HEADINGS)
    assert len(headings) == 10
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    told = close(" ".join(pages))
    assert len(pages) >= 4, "all of the page, not what one screen shows"
    assert all(close(heading) in told for heading in headings)
    for gone in (
        DE("profile.pdf"),
        DE("download.csv"),
        DE("menu.map"),
        DE("profile.next_map"),
        DE("profile.link.figures"),
    ):
        assert not re.search(rf"^\s*{re.escape(gone)}\s*$", "\n".join(pages), re.M), gone
    page.emulate_media(media="print")
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("combobox").count() == 0
    inked = page.locator(".atlas-map").first.evaluate("one => getComputedStyle(one).filter")
    assert (inked == "none") is (theme == "light"), "what was drawn for the dark page is turned around"


def test_the_pdf_is_made_when_it_is_asked_for(visitor: NewVisitor) -> None:
    page = visitor().open(PAGE)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=DE("profile.pdf")).click()
    assert waiting.value.suggested_filename == "kreisprofil-wartburgkreis-de.pdf"
    reader = PdfReader(waiting.value.path())
    assert reader.metadata is not None and reader.metadata.title == DE("profile.title", name="Wartburgkreis")


def test_a_link_on_the_page_leads_to_its_section(visitor: NewVisitor) -> None:
    page = visitor().open(PAGE)
    link = page.get_by_role("navigation", name=DE("profile.links")).get_by_role(
        "link", name=DE("profile.link.commuters")
    )
    link.focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name=DE("profile.commuters"))
    expect(heading).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"district=16063.*#commuters$"))


def test_a_table_wider_than_a_phone_shows_that_there_is_more(visitor: NewVisitor) -> None:
    page = visitor(PHONE).open(PAGE)
    expect(page.locator(".atlas-table").last).to_be_attached()
    frames = page.evaluate(FRAMES)
    assert any(wider for wider, _ in frames)
    assert {attached for _, attached in frames} == {"local, local, scroll, scroll"}
