"""No text becomes a formula, a control sequence or a broken file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.export.safe_text import clean, never_a_formula


@pytest.mark.parametrize("text", ["=1+1", "+49 361", "-5", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\x00=1"])
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert never_a_formula(text).startswith("'")


@pytest.mark.parametrize("text", ["-", ".", "/", "x", "...", "", "16063", "Gotha, Landkreis", "a=b"])
def test_signs_codes_and_plain_text_stay(text: str) -> None:
    assert never_a_formula(text) == text


def test_control_and_direction_characters_go_and_breaks_become_spaces() -> None:
    assert clean("a\x07b\u202ec\ud800d\uffffe") == "abcde"
    assert clean("a\nb\tc") == "a b c"
    assert clean("4\u202f815 \u2212 „Ä“ 😀") == "4\u202f815 \u2212 „Ä“ 😀"


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_one_safe_line(text: str) -> None:
    safe = never_a_formula(text)
    assert safe == "-" or safe.lstrip()[:1] not in set("=+-@")
    assert len(safe.encode("utf-8").decode("utf-8").splitlines()) <= 1
    assert "\x00" not in safe
