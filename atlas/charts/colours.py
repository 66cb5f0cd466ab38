"""Colours of pictures, and whether they can be told apart.

What is more stands out more from the page: darker on the light theme, lighter on the dark one. No colour
says "worse"; a reader who sees no colours sees the same order of lightness.

Smallest distance between two classes in CAM02-UCS for normal, deuteranope, protanope and tritanope vision
(below 10 is hard to tell apart): light 13.6/13.5/11.8/14.1, dark 17.0/16.4/17.8/17.3, diverging (PuOr)
25/20/26/23 and 23/23/22/20 on dark, categories 22/15/14/11.
"""

from dataclasses import dataclass

from atlas.picture import Classing, Theme

# One hue, low to high.
SEQUENTIAL: dict[Theme, tuple[str, ...]] = {
    "light": ("#E8F1FA", "#B3D2EA", "#6FA9D6", "#2F75B3", "#0B3368"),
    "dark": ("#1C3552", "#2A5C8C", "#4488BF", "#86B9E2", "#DCEDFB"),
    "grey": ("#F0F0F0", "#CCCCCC", "#A0A0A0", "#6E6E6E", "#2E2E2E"),
}
# PuOr, the middle class nearest to the page. Greys alone cannot say on which side of it: below it they are hatched.
DIVERGING: dict[Theme, tuple[str, ...]] = {
    "light": ("#E66101", "#FDB863", "#F7F7F7", "#B2ABD2", "#5E3C99"),
    "dark": ("#F39B3B", "#A8641C", "#3A3F49", "#6F5FA8", "#B9A9EC"),
    "grey": ("#8C8C8C", "#C6C6C6", "#F7F7F7", "#B4B4B4", "#4A4A4A"),
}
# Okabe and Ito, at most six; a shape or a pattern always says the same.
CATEGORIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of everything on a map that is not a class."""

    page: str
    text: str
    quiet_text: str
    halo: str
    symbol: str
    # Marks of jobs created, beside their own shape; those of jobs lost are as dark as nodes.
    created: str
    # Districts that bear no figure, and lines that only guide the eye.
    ground: str
    grid: str
    # The line from a municipality to its node: many lie side by side.
    spoke: str
    # An area without a figure: this fill, and lines of `hatch` across it where the medium can draw them.
    no_data: str
    hatch: str
    # An area whose figure stands on too few cases to be coloured: this fill, and dots of `hatch` on it.
    few: str
    around: str
    around_border: str
    district_border: str
    land_border: str
    region_border: str
    chosen_border: str
    chosen_casing: str


INKS: dict[Theme, Inks] = {
    "light": Inks(
        page="#FFFFFF",
        text="#1B2430",
        quiet_text="#56606E",
        halo="#FFFFFF",
        symbol="#14181F",
        created="#005C46",
        ground="#E6EAEE",
        grid="#E3E7EB",
        spoke="#7A8594",
        no_data="#ECECEC",
        hatch="#A3A3A3",
        few="#F6F1E3",
        around="#F7F8F9",
        around_border="#D5D9DE",
        district_border="#FFFFFF",
        land_border="#5B6675",
        region_border="#14181F",
        chosen_border="#FFB020",
        chosen_casing="#14181F",
    ),
    "dark": Inks(
        page="#11161D",
        text="#F2F5F8",
        quiet_text="#A9B4C0",
        halo="#0B0F14",
        symbol="#FFFFFF",
        created="#5FD3A8",
        ground="#252E39",
        grid="#262F3A",
        spoke="#7E8997",
        no_data="#2A2D31",
        hatch="#6E747C",
        few="#37322A",
        around="#161C24",
        around_border="#343C47",
        district_border="#0E131A",
        land_border="#A3AFBD",
        region_border="#FFFFFF",
        chosen_border="#FFB020",
        chosen_casing="#0B0F14",
    ),
    "grey": Inks(
        page="#FFFFFF",
        text="#000000",
        quiet_text="#4A4A4A",
        halo="#FFFFFF",
        symbol="#000000",
        created="#4A4A4A",
        ground="#E8E8E8",
        grid="#DEDEDE",
        spoke="#808080",
        no_data="#FFFFFF",
        hatch="#8A8A8A",
        few="#FFFFFF",
        around="#FAFAFA",
        around_border="#D5D5D5",
        district_border="#FFFFFF",
        land_border="#5B5B5B",
        region_border="#000000",
        chosen_border="#FFFFFF",
        chosen_casing="#000000",
    ),
}


def class_colours(classing: Classing, theme: Theme) -> tuple[str, ...]:
    """Return one colour per class, low to high.

    Fewer classes than colours take steps spread over the whole scale, one class the middle. On a diverging
    scale with a named middle a class takes the step that is as far from the middle as the class is: a side
    keeps its colours however many classes the other has. Raises ValueError for more classes than there are
    steps.
    """
    steps = (DIVERGING if classing.scale == "diverging" else SEQUENTIAL)[theme]
    k = classing.k
    if classing.scale == "diverging" and classing.middle is not None:
        return _around_middle(steps, k, classing.middle)
    if k > len(steps):
        raise ValueError(f"{k} classes: wanted at most {len(steps)}")
    if k == 1:
        return (steps[len(steps) // 2],)
    return tuple(steps[round(i * (len(steps) - 1) / (k - 1))] for i in range(k))


def _around_middle(steps: tuple[str, ...], k: int, middle: int) -> tuple[str, ...]:
    first = len(steps) // 2 - middle
    if k and not 0 <= first <= first + k <= len(steps):
        raise ValueError(f"{k} classes around class {middle}: wanted at most {len(steps) // 2} on each side")
    return steps[first : first + k] if k else ()


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (#RRGGBB) after WCAG 2.2, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def rgb(colour: str) -> str:
    """Return a colour (#RRGGBB) as the browser writes it: rgb(1, 2, 3)."""
    return f"rgb({', '.join(str(part) for part in bytes.fromhex(colour[1:]))})"


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
