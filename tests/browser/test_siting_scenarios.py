"""Scenarios in a browser: named and kept, shown on another map as what they are, hidden there, loaded from a file."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from atlas.messages import words
from tests.browser.conftest import NewVisitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DE = words("de")


def test_a_scenario_is_kept_saved_shown_on_the_map_hidden_and_loaded(visitor: NewVisitor, tmp_path: Path) -> None:
    one = visitor()
    page = one.open("/standort?lang=de&area=16&view=scenarios&count=2")
    page.get_by_label(DE("scenario.name")).fill("Zwei neue")
    page.get_by_label(DE("scenario.name")).press("Tab")
    one.settled()
    page.get_by_role("button", name=DE("scenario.keep_button")).click()
    expect(page.get_by_role("table", name=DE("scenario.figures_caption"))).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name=DE("scenario.save")).click()
    file = tmp_path / "scenario.json"
    taken.value.save_as(file)
    assert '"name": "Zwei neue"' in file.read_text(encoding="utf-8")
    page.get_by_role("button", name=DE("scenario.show"), exact=True).click()
    expect(page.get_by_role("button", name=DE("scenario.hide"), exact=True)).to_be_visible()
    one.settled()
    page.get_by_role("link", name=DE("menu.map"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(DE("map.title"))
    one.settled()
    one.drawn()
    told = DE("scenario.legend", name="Zwei neue", places="Gera und Jena")
    expect(page.get_by_text(told)).to_be_visible()
    page.get_by_role("link", name=DE("scenario.hide"), exact=True).click()
    one.settled()
    expect(page.get_by_text(told)).to_have_count(0)
    page = one.open("/standort?lang=de&area=16&view=scenarios")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(DE("scenario.loaded", name="Zwei neue"))).to_be_visible()
    assert one.wait_for(count="2")
