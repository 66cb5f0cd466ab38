"""SVG, PNG and PDF, opened again: what they say of themselves, what is drawn, and nothing that runs or asks outside."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import Image

from atlas.export import sizes
from atlas.export.drawn import Letters
from atlas.export.picture_files import pdf, png, svg
from atlas.export.plate import Plate
from atlas.export.press_texts import alt_text
from atlas.picture import Finish
from tests.atlas.export import plates

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
BAD = '<script>alert(1)</script>]]>\u202e\x07 $x^2$ & "q" javascript:x 😀'
Make = Callable[..., Plate]


def with_title(made: Plate, title: str) -> Plate:
    return replace(made, picture=replace(made.picture, title=title, subtitle=title))


def texts(data: bytes) -> str:
    """Return all that is written in an SVG."""
    return " ".join("".join(text.itertext()) for text in ElementTree.fromstring(data).iter(f"{SVG}text"))


@pytest.mark.parametrize("make", plates.EVERY)
@pytest.mark.parametrize("letters", ["text", "outlines"])
def test_an_svg_is_valid_says_what_it_is_and_asks_nothing_outside(make: Make, letters: Letters) -> None:
    made = make()
    data = svg(made, plates.FINISH, letters)
    root = ElementTree.fromstring(data)
    assert root[0].tag == f"{SVG}title" and root[0].text == made.picture.title
    assert root[1].tag == f"{SVG}desc" and root[1].text == alt_text(made)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} & {
        "script",
        "foreignObject",
        "a",
        "iframe",
    } == set()
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))
    links = [element.get(LINK) or element.get("href") or "" for element in root.iter()]
    assert all(link.startswith(("#", "data:image/png;base64,")) for link in links if link)
    addresses = re.findall(rb"url\(([^)]{0,30})", data)
    assert all(address.startswith((b"#", b"data:font/woff2;base64,")) for address in addresses)
    assert b"<!DOCTYPE" not in data and b"<!ENTITY" not in data


@pytest.mark.parametrize("make", plates.EVERY)
def test_title_and_source_are_in_the_picture_by_construction(make: Make) -> None:
    made = make()
    written = re.sub(r"\s+", "", texts(svg(made, plates.FINISH)))
    for part in (made.picture.title, made.picture.subtitle, made.source_line):
        assert re.sub(r"\s+", "", part) in written


def test_a_plain_picture_has_neither_but_its_embargo() -> None:
    made = plates.ranking()
    written = texts(svg(made, replace(plates.FINISH, plain=True, embargo="Sperrfrist: frei ab morgen")))
    assert "Quelle" not in written and "steigt" not in written
    assert "Sperrfrist: frei ab morgen" in written


def test_letters_are_text_with_their_font_or_outlines() -> None:
    made = plates.ranking()
    assert b"font-face" in svg(made, plates.FINISH, "text")
    outlined = svg(made, plates.FINISH, "outlines")
    assert b"font-face" not in outlined
    assert list(ElementTree.fromstring(outlined).iter(f"{SVG}text")) == []


@pytest.mark.parametrize("title", [BAD, "x" * 500, "Wort " * 90])
def test_no_title_breaks_a_file_or_becomes_code(title: str) -> None:
    made = with_title(plates.ranking(), title)
    data = svg(made, plates.FINISH)
    assert list(ElementTree.fromstring(data).iter(f"{SVG}script")) == []
    assert b"<script" not in data
    assert Image.open(io.BytesIO(png(made, plates.FINISH, 72))).size[0] == 259
    assert pdf(made, plates.FINISH).startswith(b"%PDF")


@pytest.mark.parametrize("make", plates.EVERY)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_pdf_is_tagged_with_title_language_and_words_for_the_figure(make: Make, language: str) -> None:
    made = make(language)
    with pikepdf.open(io.BytesIO(pdf(made, plates.FINISH))) as opened:
        assert str(opened.docinfo["/Title"]) == made.picture.title
        assert str(opened.Root.Lang) == {"de": "de-DE", "en": "en"}[language]
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        page = opened.pages[0]
        assert [float(side) / 72 * 25.4 for side in page.mediabox[2:]] == pytest.approx([91.5, 105], abs=0.1)
        assert alt_text(made) in [str(found) for found in alternatives(opened.Root.StructTreeRoot)]
        fonts = [font for font in page.Resources.get("/Font", {}).values()]
        embedded = [one for font in every_font(opened) for one in font if one.startswith("/FontFile")]
        assert fonts == [] or embedded


def alternatives(node: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the alternative texts of a tree of tags."""
    if isinstance(node, pikepdf.Array):
        return [found for kid in node for found in alternatives(kid)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [node["/Alt"]] if "/Alt" in node else []
    return own + (alternatives(node["/K"]) if "/K" in node else [])


def every_font(opened: pikepdf.Pdf) -> list[list[str]]:
    """Return the keys of every description of a font in the file."""
    return [
        list(one.keys())
        for one in opened.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]


@pytest.mark.parametrize("dpi", [72, 150, 300])
def test_a_png_has_the_promised_dots_and_says_how_many_an_inch(dpi: int) -> None:
    made = plates.ranking()
    for size in (sizes.in_mm(91.5, 85), sizes.in_mm(45, 110), sizes.in_px(640, 401)):
        data = png(made, Finish(size.width_mm, size.height_mm), dpi, size.pixels)
        with Image.open(io.BytesIO(data)) as found:
            assert found.size == size.dots(dpi)
            assert found.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)
            assert found.info["Title"] == made.picture.title


def test_other_dots_an_inch_are_refused() -> None:
    with pytest.raises(ValueError, match="found 96, wanted one of"):
        png(plates.ranking(), plates.FINISH, 96)


@pytest.mark.parametrize("make", plates.EVERY)
def test_the_same_plate_gives_the_same_bytes(make: Make) -> None:
    assert svg(make(), plates.FINISH) == svg(make(), plates.FINISH)
    assert pdf(make(), plates.FINISH) == pdf(make(), plates.FINISH)
    assert png(make(), plates.FINISH, 72) == png(make(), plates.FINISH, 72)
