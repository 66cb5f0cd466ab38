"""Widths and line breaks in print, against the font file itself."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from atlas.charts.typeface import MISSING, font_file, lines_of, shortened, width_pt, writable


@pytest.mark.parametrize("bold", [False, True])
def test_a_width_is_the_sum_of_the_fonts_advances(bold: bool) -> None:
    font = TTFont(font_file(bold))
    advances, names, em = font["hmtx"], font.getBestCmap(), font["head"].unitsPerEm
    told = "00000"
    wanted = sum(advances[names[ord(c)]][0] for c in told) / em * 10
    # The ink of the last letter ends a little before its advance.
    assert width_pt(told, 10, bold) == pytest.approx(wanted, rel=0.06)


def test_a_text_breaks_at_blanks_and_after_hyphens_never_at_a_no_break_space() -> None:
    assert lines_of("Schmalkalden-Meiningen", 10, 70) == ["Schmalkalden-", "Meiningen"]
    assert lines_of("eins zwei", 10, 30) == ["eins", "zwei"]
    joined = lines_of("rund 12\u202f% mehr", 10, 34)
    assert any("12\u202f%" in line for line in joined)
    for room in range(50, 130, 5):
        assert any("10 000" in line for line in lines_of("Insolvenzen je 10 000 Beschäftigte", 9, room)), room


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    (line,) = lines_of("Arbeitslosenquote in Thüringen", 10, 80, most=1)
    assert line.endswith("…") and width_pt(line, 10) <= 80
    assert shortened("Gotha", 10, 80) == "Gotha"
    assert shortened("", 10, 80) == ""


@given(st.text(max_size=80), st.floats(5, 300), st.integers(1, 5))
def test_any_text_ends_and_fits(text: str, room: float, most: int) -> None:
    lines = lines_of(text, 8, room, most=most)
    assert len(lines) <= most
    widest = max((width_pt(line, 8) for line in lines if len(line) > 2), default=0.0)
    assert widest <= max(room, width_pt("…WW", 8))


def test_a_letter_the_font_has_not_is_a_square() -> None:
    assert writable("Größe 12\u202f% − „a“") == "Größe 12\u202f% − „a“"
    assert writable("a😀\u202eb\x00") == f"a{MISSING * 2}b{MISSING}"
