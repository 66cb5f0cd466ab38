"""The HTML table, read back by a parser."""

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.export import TABLE_CSS, Column, legend_html, table_html
from atlas.export.safe_text import clean
from atlas.messages import words
from tests.atlas.export.tables import COLUMNS, frame, one_text, sheet

DE = words("de")
OURS = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "abbr", "p", "dl", "dt", "dd"}


class Reader(HTMLParser):
    """Collects the tags with their attributes, and the text of each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        self.seen[-1][2].append(data)

    def texts(self, tag: str) -> list[str]:
        return ["".join(text) for name, _, text in self.seen if name == tag]


def test_headings_rows_figures_and_signs() -> None:
    html = table_html(frame(), COLUMNS, "Arbeitslose 2025", DE, row_header="area_name")
    read = Reader(html)
    assert read.texts("caption") == ["Arbeitslose 2025"]
    heads = [(attrs["scope"], "".join(text)) for tag, attrs, text in read.seen if tag == "th"]
    assert heads[:3] == [("col", "Schlüssel"), ("col", "Kreis"), ("col", "Arbeitslose (Personen)")]
    assert heads[3:] == [("row", name) for name in ("Übersee", "=Kreis", "Alt", "Neu; <b>", "Geheim")]
    assert "4\u202f815" in read.texts("td")
    assert "keine Angabe" in read.texts("td")
    titles = [(attrs["title"], "".join(text)) for tag, attrs, text in read.seen if tag == "abbr"]
    assert titles == [
        ("unbekannt oder geheim", "."),
        ("nichts vorhanden", "-"),
        ("unbekannt oder geheim", "."),
    ]
    assert read.texts("dt") == ["-", "."]


def test_a_secret_figure_is_not_in_the_table() -> None:
    assert "777" not in table_html(frame(), COLUMNS, "x", DE)


def test_numbers_are_aligned_by_the_style_sheet_and_no_cell_carries_a_style() -> None:
    html = table_html(frame(), COLUMNS, "x", DE)
    assert '<table class="n3">' in html
    assert ".n3 tr>:nth-child(3)" in TABLE_CSS
    assert "style=" not in html and "<td class" not in html


def test_the_frame_is_reached_by_keyboard_and_has_a_name() -> None:
    attributes = Reader(table_html(frame(), COLUMNS, "Arbeitslose", DE)).seen[0][1]
    assert (attributes["role"], attributes["tabindex"], attributes["aria-label"]) == (
        "region",
        "0",
        "Arbeitslose",
    )


def test_the_legend_has_all_signs_unless_told_otherwise() -> None:
    assert Reader(legend_html(DE)).texts("dt") == ["0", "-", ".", "/", "x", "..."]
    assert Reader(legend_html(words("en"), ["x"])).texts("dd") == ["no figure, because it would make no sense here"]
    no_signs = frame().iloc[:1]
    assert "atlas-signs" not in table_html(no_signs, COLUMNS, "x", DE)


def test_a_table_that_is_too_wide_is_refused() -> None:
    with pytest.raises(ValueError, match="13 columns"):
        table_html(frame(), [COLUMNS[0]] * 13, "x", DE)


def test_an_empty_table_keeps_its_headings() -> None:
    assert len(Reader(table_html(frame().iloc[:0], COLUMNS, "x", DE)).texts("th")) == 3


def test_all_of_germany_is_small() -> None:
    n = 400
    data = pd.DataFrame(
        {
            "name": [f"Kreisname{i:03}" for i in range(n)],
            "code": [f"{i:05}" for i in range(n)],
            "value": [i / 10 for i in range(n)],
            "class": [str(i % 5) for i in range(n)],
        }
    )
    columns = [
        Column("name", "Kreis"),
        Column("code", "Schlüssel"),
        Column("value", "Quote", "number", "%", 1),
    ]
    html = table_html(data, [*columns, Column("class", "Klasse")], "Quote, 2025", DE)
    assert len(html.encode()) < 22_000


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_stays_text(text: str) -> None:
    made = one_text(text)
    read = Reader(table_html(made.frame, made.columns, text, sheet().words))
    assert {tag for tag, _, _ in read.seen} <= OURS
    assert [set(attrs) for tag, attrs, _ in read.seen if tag in ("td", "th")] == [
        {"scope"},
        {"scope"},
        {"scope"},
        set(),
    ]
    assert read.texts("caption") == [clean(text)]
