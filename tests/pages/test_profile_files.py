"""A profile as a PDF: what the page shows stands in it, in both languages, hidden figures stay hidden."""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from atlas.export.document_pdf import content, document_pdf
from atlas.messages import LANGUAGES, words
from atlas.store import Store
from atlas.ui.profile import key_figures
from atlas.ui.profile_files import document
from atlas.ui.visit import Visit
from geo import catchments
from tests.pages.visits import PROFILE, sentences, tables, visit

HIDDEN = "09161"
ADDRESS = "http://127.0.0.1:8501/kreisprofil?lang=de&district="


def made(store: Store, code: str, lang: str) -> bytes:
    """Return the PDF of a district."""
    return document_pdf(document(Visit(words(lang), store, store.region()), code, catchments, ADDRESS + code))


def close(text: str) -> str:
    """Return a text without any blanks and hyphens: lines and words are broken in print."""
    return re.sub(r"[\s\u202f\u00a0\u00ad\u200b-]+", "", text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["16063", HIDDEN, "02000"])
def test_the_pdf_says_what_the_page_says(store: Store, code: str, lang: str) -> None:
    reader = PdfReader(io.BytesIO(made(store, code, lang)))
    told = close(" ".join(page.extract_text() for page in reader.pages))
    assert 2 <= len(reader.pages) <= 4
    root: Any = reader.root_object
    assert root["/Lang"] == lang
    app = visit(PROFILE, district=code, lang=lang)
    assert all(close(sentence) in told for sentence in sentences(app))
    in_print = {
        table["caption"]: table["rows"]
        for section in content(document(Visit(words(lang), store, store.region()), code, catchments, ""))["sections"]
        for table in section["parts"]
        if table["kind"] == "table"
    }
    assert len(in_print) >= 4
    for caption, rows in in_print.items():
        assert [[cell.strip() for cell in row] for row in tables(app)[caption][1:]] == rows
        assert all(close(cell) in told for row in rows for cell in row), caption


def test_every_key_figure_stands_in_the_pdf_and_own_ones_are_marked(store: Store) -> None:
    told = close(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made(store, "16063", "de"))).pages))
    w = words("de")
    rows = key_figures(store, "16063")
    assert len(rows) >= 12
    for row in rows:
        value, sign = row.cells["district"]
        signed = row.indicator["kind"] == "change"
        written = sign if value is None else w.number(value, int(row.indicator["decimals"]), signed=signed)
        assert close(written) in told, row.indicator["indicator_id"]
    own = sum(row.method != "published" for row in rows)
    assert told.count(close(w("method.own"))) >= own > 0


def test_what_is_hidden_on_the_page_is_hidden_in_the_pdf(store: Store) -> None:
    sections = content(document(Visit(words("de"), store, store.region()), HIDDEN, catchments, ""))["sections"]
    parts = [part for section in sections for part in section["parts"]]
    rows = {row[0]: row[1:] for part in parts if part["kind"] == "table" for row in part["rows"]}
    assert rows["Verarbeitendes Gewerbe"][0] == "."
    assert rows["Verarbeitendes Gewerbe"][3] == "."
    signs = [line for part in parts if part["kind"] == "table" for line in part["signs"]]
    assert any(line.startswith(". = ") for line in signs)
    charts = [chart["title"] for part in parts if part["kind"] == "charts" for chart in part["charts"]]
    assert store.indicator_rows["manufacturing_share"]["title_de"] not in charts


def test_sources_licences_stand_and_version_are_in_the_pdf(store: Store) -> None:
    told = close(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made(store, "16063", "de"))).pages))
    assert close(store.version) in told
    assert close(ADDRESS + "16063") in told
    for key in ("unemployment", "employees", "commuters", "events", "inkar"):
        assert close(store.source_rows[key]["attribution"]) in told, key
        assert close(store.source_rows[key]["licence"]) in told, key


def test_each_chart_has_its_figures_in_words(store: Store) -> None:
    sections = content(document(Visit(words("de"), store, store.region()), "16063", catchments, ""))["sections"]
    charts = [
        chart for one in sections for part in one["parts"] if part["kind"] == "charts" for chart in part["charts"]
    ]
    assert len(charts) == 10
    rate = next(chart["alt"] for chart in charts if chart["title"] == "Arbeitslosenquote")
    assert "2025: 6,0" in rate and "1998: " in rate
    assert all(len(chart["alt"]) > 40 for chart in charts)


def test_a_pdf_is_the_same_for_the_same_figures(store: Store) -> None:
    assert made(store, "16054", "de") == made(store, "16054", "de")
