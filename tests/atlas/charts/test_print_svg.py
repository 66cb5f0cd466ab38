"""Charts in print: the same lines, gaps, cuts, lanes and marks as on the screen, as well-formed SVG."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from atlas.charts.line_svg import HEIGHT_PX, WIDTH_PX, line_svg, value_ticks
from atlas.charts.small_multiples import Break, OneLine, Point
from atlas.charts.timeline import Timeline
from atlas.charts.timeline_svg import timeline_svg
from atlas.picture import TimeMark

SVG = "{http://www.w3.org/2000/svg}"


def points(**values: float | None) -> tuple[Point, ...]:
    """Return points by year, given as y2019=1.5."""
    return tuple(Point(int(year[1:]), value, "") for year, value in values.items())


def drawn(own: tuple[Point, ...], other: tuple[Point, ...] = (), *breaks: Break) -> ElementTree.Element:
    """Return the chart of a series, read back."""
    return ElementTree.fromstring(line_svg(OneLine(own, other, breaks, "<9>"), write=lambda v: f"{v:g}"))


def own_path(root: ElementTree.Element) -> str:
    """Return the way of the district's own line: the thickest."""
    return next(path.attrib["d"] for path in root.iter(f"{SVG}path") if path.get("stroke-width") == "1.5")


def test_a_line_ends_at_gaps_years_without_a_figure_and_cuts() -> None:
    own = points(y2015=1.0, y2016=2.0, y2018=3.0, y2019=None, y2020=4.0, y2021=5.0, y2022=6.0)
    path = own_path(drawn(own, (), Break(2021, "Gebiet"), Break(2022, "Zensus", cuts=True)))
    assert re.findall("[ML]", path) == ["M", "L", "M", "M", "L", "M"]


def test_each_value_has_a_dot_inside_the_picture() -> None:
    root = drawn(points(y2015=1.0, y2016=-2.0, y2017=30.0), points(y2014=4.0, y2015=50.0))
    dots = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in root.iter(f"{SVG}circle")]
    assert len(dots) == 5
    assert all(0 < x < WIDTH_PX and 0 < y < HEIGHT_PX for x, y in dots)


def test_words_are_text() -> None:
    told = [one.text for one in drawn(points(y2018=1.0), (), Break(2018, "<&>")).iter(f"{SVG}text")]
    assert "<9>" in told and "<&>" in told and "2018" in told


def test_without_a_value_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="no value"):
        drawn(points(y2018=None))


@pytest.mark.parametrize(
    ("low", "high", "from_zero", "wanted"),
    [
        (3.0, 14.2, True, [0, 5, 10, 15]),
        (93.2, 102.0, False, [90, 95, 100, 105]),
        (0.0, 0.0, True, [0, 0.5, 1]),
        (5.0, 5.0, False, [4, 4.5, 5, 5.5, 6]),
        (-3.0, 2.0, True, [-4, -2, 0, 2]),
        (60331.0, 65500.0, False, [60000, 62000, 64000, 66000]),
    ],
)
def test_values_beside_the_axis_are_round_and_cover_all(
    low: float, high: float, from_zero: bool, wanted: list[float]
) -> None:
    assert value_ticks(low, high, from_zero) == wanted


def test_marks_of_the_timeline_stand_at_their_days_and_say_whether_the_day_is_known() -> None:
    marks = (
        TimeMark("a", date(2024, 1, 1), True, "lost", "lost", 500, "A", ()),
        TimeMark("b", date(2025, 7, 2), False, "created", "created", None, "B", ()),
        TimeMark("c", date(2025, 7, 2), True, "elsewhere", "other", None, "C", ()),
    )
    lanes = {"lost": "Stellen fallen weg und noch mehr Worte", "created": "neu <b>"}
    root = ElementTree.fromstring(timeline_svg(Timeline(marks, tuple(lanes.items()), date(2025, 12, 31), "")))
    groups = root.findall(f"{SVG}g")
    places = [tuple(map(float, re.findall(r"[\d.]+", group.attrib["transform"]))) for group in groups]
    assert len(places) == 2
    (x_a, y_a), (x_b, y_b) = places
    assert x_a < x_b and y_a < y_b
    fills = [group[0].attrib["fill"] for group in groups]
    assert fills[0] != "#FFFFFF" and fills[1] == "#FFFFFF"
    told = [one.text for one in root.iter(f"{SVG}text")]
    assert {"2024", "2025", "neu <b>"} <= set(told)
    assert sum("Stellen" in (one or "") or "Worte" in (one or "") for one in told) == 2, "a long name takes two lines"
