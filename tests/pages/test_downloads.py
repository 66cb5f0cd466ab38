"""What each page offers to take away: three files of one table that name their source, made when they are asked for."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from atlas.messages import LANGUAGES, words
from tests.pages.conftest import Files
from tests.pages.visits import EVENTS, EXPOSURE, MAP, NETWORK, SITING, visit

# What a source must be called by in the files of a page whose figures are the official statistics' or our own.
PAGES = {
    MAP: "Statistische Ämter",
    EXPOSURE: "Statistische Ämter",
    EVENTS: "Transformationsatlas",
    NETWORK: "Destatis",
    SITING: "Destatis",
}
KINDS = {"csv", "csv_program", "xlsx"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_offers_its_table_as_three_files_that_name_their_source(page: str, lang: str, offered: Files) -> None:
    w = words(lang)
    visit(page, lang=lang)
    assert set(offered) >= KINDS
    for_people = offered["csv"]().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(for_people), delimiter=";"))
    assert rows
    assert all(PAGES[page] in row[w("table.source")] and row[w("about.licence")] for row in rows)
    for_programs = list(csv.DictReader(io.StringIO(offered["csv_program"]().decode())))
    assert len(for_programs) == len(rows)
    assert all(name == name.lower() and " " not in name for name in for_programs[0])
    book = CalamineWorkbook.from_filelike(io.BytesIO(offered["xlsx"]()))
    assert book.sheet_names == [w("about.sheet"), w("about.data_sheet")]
    assert len(book.get_sheet_by_name(w("about.data_sheet")).to_python()) == len(rows) + 1
