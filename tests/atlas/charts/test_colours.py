"""Colours: symbols and classes can be told apart, with and without colour vision."""

from itertools import pairwise

import numpy as np
import pytest

from atlas.charts.colours import DIVERGING, INKS, SEQUENTIAL, class_colours, contrast, rgb
from atlas.charts.symbols import SYMBOLS, symbol_image, symbol_svg
from atlas.picture import Classing, Theme

THEMES: tuple[Theme, ...] = ("light", "dark")
# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB: no red, green or blue cones.
MISSING_CONES = {
    "none": np.eye(3),
    "red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


def lab(colour: str, cones: str) -> np.ndarray:
    """Return CIELAB (D65) of a colour as an eye without some cones sees it."""
    srgb = np.array(list(bytes.fromhex(colour[1:]))) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(MISSING_CONES[cones]) @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    t = to_xyz @ linear / np.array([0.9505, 1, 1.089])
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert rgb("#0B3368") == "rgb(11, 51, 104)"


@pytest.mark.parametrize("theme", THEMES)
def test_symbols_stand_out_from_every_ground(theme: Theme) -> None:
    inks = INKS[theme]
    assert contrast(inks.symbol, inks.halo) >= 3
    for ground in (
        *SEQUENTIAL[theme],
        *DIVERGING[theme],
        inks.no_data,
        inks.hatch,
        inks.few,
        inks.ground,
        inks.around,
        inks.page,
    ):
        # The halo surrounds the symbol: one of the two is seen on any ground.
        assert max(contrast(inks.symbol, ground), contrast(inks.halo, ground)) >= 3, ground
        assert max(contrast(inks.chosen_border, ground), contrast(inks.chosen_casing, ground)) >= 3, ground
        assert max(contrast(inks.region_border, ground), contrast(inks.halo, ground)) >= 3, ground


@pytest.mark.parametrize("theme", THEMES)
def test_texts_are_read_on_the_page(theme: Theme) -> None:
    inks = INKS[theme]
    assert contrast(inks.text, inks.page) >= 4.5
    assert contrast(inks.quiet_text, inks.page) >= 4.5
    assert contrast(inks.text, inks.halo) >= 4.5
    assert contrast(inks.chosen_border, inks.chosen_casing) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("cones", MISSING_CONES)
@pytest.mark.parametrize("scale", [SEQUENTIAL, DIVERGING])
def test_neighbouring_classes_differ_for_every_eye(
    theme: Theme, cones: str, scale: dict[Theme, tuple[str, ...]]
) -> None:
    seen = [lab(colour, cones) for colour in scale[theme]]
    assert min(float(np.linalg.norm(a - b)) for a, b in pairwise(seen)) >= 12


def test_more_stands_out_more_from_the_page() -> None:
    for theme in THEMES:
        away = [contrast(colour, INKS[theme].page) for colour in SEQUENTIAL[theme]]
        assert away == sorted(away)


def test_fewer_classes_spread_over_the_scale() -> None:
    steps = SEQUENTIAL["light"]
    assert class_colours(Classing("equal", (0, 1, 2, 3)), "light") == (steps[0], steps[2], steps[4])
    assert class_colours(Classing("equal", (4, 4)), "light") == (steps[2],)
    assert class_colours(Classing("equal", ()), "light") == ()
    with pytest.raises(ValueError, match="6 classes"):
        class_colours(Classing("equal", tuple(range(7))), "light")


@pytest.mark.parametrize("theme", THEMES)
def test_a_side_keeps_its_colours_however_many_classes_the_other_has(theme: Theme) -> None:
    steps = DIVERGING[theme]
    full = Classing("manual", (-9, -5, -1, 1, 5, 9), "diverging", middle=2)
    assert class_colours(full, theme) == steps
    above = Classing("manual", (-1, 1, 5, 9), "diverging", middle=0)
    assert class_colours(above, theme) == steps[2:]
    below = Classing("manual", (-9, -5, -1, 1), "diverging", middle=2)
    assert class_colours(below, theme) == steps[:3]
    lopsided = Classing("manual", (-5, -1, 1, 5, 9), "diverging", middle=1)
    assert class_colours(lopsided, theme) == steps[1:]
    even = Classing("manual", (-5, -1, 1, 5), "diverging", middle=1)
    assert class_colours(even, theme) == steps[1:4]


def test_the_middle_alone_has_the_middle_colour() -> None:
    assert class_colours(Classing("manual", (0, 0), "diverging", middle=0), "light") == (DIVERGING["light"][2],)
    assert class_colours(Classing("manual", (), "diverging", middle=0), "light") == ()


def test_a_middle_says_nothing_on_a_sequential_scale() -> None:
    plain = Classing("equal", (0, 1, 2, 3))
    assert class_colours(Classing("equal", (0, 1, 2, 3), middle=0), "light") == class_colours(plain, "light")


@pytest.mark.parametrize(("k", "middle"), [(4, 0), (4, 3), (6, 2), (3, 4)])
def test_more_than_two_classes_on_a_side_have_no_colours(k: int, middle: int) -> None:
    with pytest.raises(ValueError, match=f"{k} classes around class {middle}"):
        class_colours(Classing("manual", tuple(range(k + 1)), "diverging", middle=middle), "light")


def test_every_status_has_a_shape_of_its_own() -> None:
    drawn = [symbol_svg(status, "light") for status in SYMBOLS]
    assert len(set(drawn)) == len(SYMBOLS) == 5
    assert all(marks[0].fill == "halo" and marks[0].size > marks[1].size for marks in SYMBOLS.values())
    assert symbol_image("open", "dark").startswith("data:image/svg+xml,%3Csvg")
