"""The shipped typeface: figures that line up, the signs that numbers need, one design on page and paper."""

import tomllib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from static.fonts.make_fonts import CHARACTERS, FAMILY, main

STYLES = ["Regular", "SemiBold"]
NEEDED = "0123456789äöüÄÖÜßẞ„“‚‘–—…€%·×±≥≤≈→←↑↓▲▼●○◆■□ \u00a0\u2009\u202f\u2212"


@pytest.fixture(params=STYLES)
def print_font(request: pytest.FixtureRequest, root: Path) -> TTFont:
    return TTFont(root / "static" / "fonts" / f"AtlasSans-{request.param}.ttf")


def test_figures_and_minus_are_of_one_width(print_font: TTFont) -> None:
    characters = print_font.getBestCmap()
    assert len({print_font["hmtx"][characters[ord(sign)]][0] for sign in "0123456789\u2212"}) == 1


def test_the_characters_of_german_figures_are_there(print_font: TTFont) -> None:
    assert [sign for sign in NEEDED if ord(sign) not in print_font.getBestCmap()] == []


def test_the_reserved_name_is_not_used(print_font: TTFont) -> None:
    assert print_font["name"].getDebugName(1) == FAMILY
    assert "Source" not in FAMILY + print_font["name"].getDebugName(4) + print_font["name"].getDebugName(6)


@pytest.mark.parametrize("style", STYLES)
def test_page_and_print_have_the_same_glyphs(root: Path, style: str) -> None:
    folder = root / "static" / "fonts"
    page, printed = (TTFont(folder / f"AtlasSans-{style}.{kind}") for kind in ("woff2", "ttf"))
    assert page.getGlyphOrder() == printed.getGlyphOrder()
    assert {name: page["hmtx"][name] for name in page.getGlyphOrder()} == printed["hmtx"].metrics
    assert (folder / f"AtlasSans-{style}.woff2").stat().st_size < 60_000


def test_the_files_are_what_the_script_makes(root: Path, tmp_path: Path) -> None:
    from importlib.resources import as_file, files

    with as_file(files("fontpkg_source_sans_3") / "files" / "SourceSans3[wght].ttf") as variable_font:
        main(variable_font, tmp_path)
    for style in STYLES:
        shipped = (root / "static" / "fonts" / f"AtlasSans-{style}.ttf").read_bytes()
        assert (tmp_path / f"AtlasSans-{style}.ttf").read_bytes() == shipped
    assert len(CHARACTERS) == len(set(CHARACTERS))


def test_the_page_asks_for_these_files(root: Path) -> None:
    faces = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]["fontFaces"]
    assert {face["family"] for face in faces} == {FAMILY}
    assert all((root / face["url"].removeprefix("app/")).is_file() for face in faces)
