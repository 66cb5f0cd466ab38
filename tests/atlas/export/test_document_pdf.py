"""The PDF of a profile, read back: tagged, titled, with words for its charts, and texts that stay texts."""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from atlas.charts.small_multiples import Break, OneLine, Point
from atlas.charts.timeline import Timeline
from atlas.charts.typeface import FONTS, MISSING, WRITTEN
from atlas.export import document_pdf as document_pdf_module
from atlas.export.document import Cell, Chart, Charts, Document, Item, Items, Notes, Section, Sources, Table
from atlas.export.document_pdf import content, document_pdf
from atlas.export.sheet import Origin
from atlas.picture import Content, Kind, Picture, TimeMark

HOSTILE = [
    '#panic() #eval("1") #sys.inputs',
    "*fett* _kursiv_ $x^2$ @marke <marke> `roh` = Titel",
    "\\u{41} \\ // kein Kommentar /* auch nicht */ ~ -- --- ...",
    "\"gerade\" 'einfach' „so“ {a} [b] (c) & < > %",
    "- kein Punkt",
    "+ 1. keine Liste",
]
ODD = "漢 😀 \x00 \x07 \u202e \ud800 e\u0301 \u2067"


def chart(kind: Kind, content: Content, title: str, subtitle: str, alt: str) -> Chart:
    """Return a chart as a page describes it."""
    return Chart(Picture(kind, "", "", "", "de", title, subtitle, source="", stand="", alt=alt), content, 32.0)


def line(*values: float) -> OneLine:
    """Return a series of the years from 2015 on."""
    points = [Point(2015 + i, value, "") for i, value in enumerate(values)]
    return OneLine(tuple(points), (), (Break(2016, "<b>&"),), newest="9 <&>")


def document(text: str = "Text", language: str = "de") -> Document:
    """Return a document with a part of each kind, a text standing wherever one may."""
    table = Table(
        f"Tabelle {text}",
        (f"Zeile {text}", "Zahl"),
        ((Cell(text, link="?a=b"), Cell("20 941")), (Cell("geheim"), Cell(".", "geheim"))),
        numbers=(2,),
        levels=(0, 1),
        signs=(".",),
    )
    small = chart("line", line(1.0, 2.5), f"Bild {text}", text, f"Worte für das Bild: {text}")
    mark = TimeMark("a", date(2024, 3, 1), True, "lost", "lost", 500, text, ())
    timeline = Timeline((mark,), (("lost", text),), date(2025, 1, 1), text)
    over_time = chart("timeline", timeline, "Zeit", text, "Worte für die Zeit")
    item = Item(text, text, text, "https://example.org/a?b=1&c=#2", text)
    origin = Origin(f"Amt {text}", "dl-de/by-2-0", "https://www.govdata.de/dl-de/by-2-0", "1. Juli 2026", "2026-07-09")
    sections = (
        Section("a", f"Kopf {text}", (table, Notes((text,)))),
        Section("b", "Bilder", (Charts((small, small), 2, (table,)), Charts((over_time,)))),
        Section("c", "Liste", (Items((item, Item("kurz"), item), 2, "Ältere (1)"), Sources((origin,)))),
    )
    return Document(f"Frage {text}", language, (f"Antwort {text}",), sections, f"Fuß {text}", "2026-11-23")


def read(made: bytes) -> PdfReader:
    """Return a PDF to read."""
    return PdfReader(io.BytesIO(made))


def text_of(made: bytes) -> str:
    """Return all text of a PDF, as one line: words are broken at the ends of lines."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read(made).pages))


def tags(made: bytes) -> list[Any]:
    """Return every element of the structure of a PDF, in the order of reading."""

    def below(node: Any) -> Iterator[DictionaryObject]:
        found = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(found, ArrayObject):
            for one in found:
                yield from below(one)
        elif isinstance(found, DictionaryObject):
            if "/S" in found:
                yield found
            if "/K" in found:
                yield from below(found["/K"])

    return list(below(read(made).root_object["/StructTreeRoot"]["/K"]))  # type: ignore[index]


def named(made: bytes, kind: str) -> list[Any]:
    """Return the elements of one kind."""
    return [tag for tag in tags(made) if tag["/S"] == kind]


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_is_tagged_and_says_its_title_and_language(language: str) -> None:
    reader = read(document_pdf(document(language=language)))
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None and reader.metadata.title == "Frage Text"
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "Frage Text" in xmp


def test_headings_tables_and_pictures_are_what_they_are() -> None:
    made = document_pdf(document())
    kinds = [tag["/S"] for tag in tags(made)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 3
    assert kinds.count("/H3") == 3
    assert [kind for kind in kinds if kind in ("/H1", "/H2", "/H3")][:2] == ["/H1", "/H2"]
    assert kinds.count("/Table") == 1 and kinds.count("/TH") == 2 and kinds.count("/TD") == 4
    assert [tag["/Alt"] for tag in named(made, "/Figure")] == [
        "Worte für das Bild: Text",
        "Worte für das Bild: Text",
        "Worte für die Zeit",
    ]


def test_what_is_written_in_charts_is_text() -> None:
    told = text_of(document_pdf(document()))
    for wanted in ("9 <&>", "<b>&", "2015", "2024"):
        assert wanted in told


def test_fonts_are_those_of_the_atlas_and_inside_the_file() -> None:
    found = {}
    for page in read(document_pdf(document())).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            found[str(inner["/BaseFont"])] = inner["/FontDescriptor"].get_object()
    assert {name.partition("+")[2] for name in found} == {"AtlasSans-Regular", "AtlasSans-SemiBold"}
    assert all("/FontFile2" in one or "/FontFile3" in one for one in found.values())


def test_pages_are_numbered_and_what_is_left_out_is_named() -> None:
    told = text_of(document_pdf(document()))
    assert "Fuß Text Seite 1 von 1" in told
    assert "Ältere (1): auf der Seite im Atlas." in told
    assert ". = " in told, "the meaning of a sign stands below the table"
    for wanted in ("20 941", "Antwort Text", "Amt Text", "dl-de/by-2-0", "Stand: 1. Juli 2026", "9. Juli 2026"):
        assert wanted in told


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_never_markup(text: str) -> None:
    made = document_pdf(document(text))
    told = text_of(made)
    plain = re.sub(r"\s+", " ", text)
    for before in ("Frage", "Antwort", "Kopf", "Amt"):
        assert f"{before} {plain}".replace(" ", "") in told.replace(" ", "").replace("-\u00ad", ""), before
    kinds = [tag["/S"] for tag in tags(made)]
    assert (kinds.count("/H1"), kinds.count("/H2")) == (1, 3)
    assert all(text in tag["/Alt"] for tag in named(made, "/Figure")[:2])


def test_what_the_font_cannot_write_is_an_empty_square_and_nothing_fails() -> None:
    told = text_of(document_pdf(document(ODD)))
    assert f"{MISSING} {MISSING}" in told
    assert "é" in told
    assert "\u202e" not in told and "\x00" not in told


def test_only_letters_that_the_shipped_fonts_have_are_written() -> None:
    for file in FONTS.glob("*.ttf"):
        held = set(TTFont(file).getBestCmap())
        assert {code for first, last in WRITTEN for code in range(first, last + 1)} <= held
        assert ord(MISSING) in held


def test_only_addresses_of_the_web_become_links() -> None:
    made = content(document())
    (table, _), _, (items, sources) = (section["parts"] for section in made["sections"])
    assert "?a=b" not in str(table), "a link within the atlas leads nowhere from a file"
    assert sources["lines"][0]["url"] == "https://www.govdata.de/dl-de/by-2-0"
    bad = Document(
        "t", "de", (), (Section("a", "a", (Items((Item("a", "b", "c", "javascript:1"),)),)),), "", "2026-01-01"
    )
    assert content(bad)["sections"][0]["parts"][0]["items"][0]["source_url"] == ""
    assert [item["source_url"] for item in items["items"]] == ["https://example.org/a?b=1&c=#2", ""]


def test_the_same_document_gives_the_same_bytes() -> None:
    made = document_pdf(document())
    document_pdf_module._drawn.cache_clear()
    assert made == document_pdf(document()), "drawn anew"
    assert document_pdf(document()) != document_pdf(document("anders"))
    assert b"2026112" in document_pdf(document()), "the day of the data, not that of the download"


def test_a_long_table_repeats_its_headings_and_keeps_all_rows() -> None:
    rows = tuple((Cell(f"Zeile {i}"), Cell(str(1000 + i))) for i in range(120))
    table = Table("Lang", ("Name", "Zahl"), rows, numbers=(2,))
    made = document_pdf(Document("t", "de", ("a",), (Section("a", "a", (table,)),), "f", "2026-01-01"))
    pages = [page.extract_text() for page in read(made).pages]
    assert len(pages) >= 2
    assert all("Name" in page and "Zahl" in page for page in pages)
    assert all(str(1000 + i) in " ".join(pages) for i in range(120))
