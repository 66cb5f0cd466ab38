"""Series in print: the values of the screen, gaps and breaks, no words on each other from a column to a large sheet."""

import math
from typing import Any

import pytest

from atlas.charts.axes import room_for
from atlas.charts.lines import Line, Lines, line_comparison
from atlas.charts.printed.plot import round_ticks, tick_texts
from atlas.charts.rank_lines import RankLine, RankLines
from atlas.charts.rank_lines import rank_lines as rank_chart
from atlas.charts.slopes import Slope, Slopes, slope_chart
from atlas.charts.small_multiples import Break, OneLine, Point, line_chart
from atlas.charts.steps import Step, Steps, step_chart
from atlas.picture import Content, Theme
from tests.atlas.charts.printed.looked_at import by_id, draw, extents, no_overlap, words_of

SIZES = [(45, 110), (91.5, 80), (183.5, 100), (420, 297)]
NAMES = ("Schmalkalden-Meiningen", "Aberg", "Unstrut-Hainich-Kreis", "Beburg", "Cedorf", "Oberdingen an der Au")
GAPS: tuple[float | None, ...] = (5.0, 6.0, None, 4.0, 4.5, 4.0, 3.5)
SIX = Lines(
    tuple(
        Line(name, tuple(Point(2018 + at, v and v + i / 5, "") for at, v in enumerate(GAPS)), f"{3.5 + i / 5:.1f}")
        for i, name in enumerate(NAMES)
    ),
    (Break(2019, "Methode"), Break(2020, "Gebiet"), Break(2023, "Zensus", cuts=True)),
)
SLOPES = Slopes(
    tuple(
        Slope(name, 5 + i / 9, 4 - i / 9, f"{5 + i / 9:.1f}", f"{4 - i / 9:.1f}", "") for i, name in enumerate(NAMES)
    ),
    ("2018", "2024"),
    tuple(range(6)),
    ("Methode", "Gebiet"),
)
STEPS = Steps(
    tuple(Step(i, 30.0 - 2 * i, f"{30 - 2 * i},0", "", 25.0 - 2 * i if i > 7 else None) for i in range(11)),
    ("Weitere Standorte", "Mittlere Fahrzeit je Einwohner in Minuten"),
    3,
)
RANKS = RankLines(
    tuple(RankLine(name, (1 + i, 2 + i, 2 + 2 * i)) for i, name in enumerate(NAMES)),
    (0, 50, 100),
    30,
    ("Gewicht der Zutat", "Rang"),
    22,
)
ONE = OneLine(SIX.lines[0].points, SIX.lines[1].points, SIX.breaks, "3,5", NAMES[:2])


def values(line: Any) -> list[float | None]:
    """Return the values of a printed line, None for a gap."""
    return [None if math.isnan(value) else float(value) for value in line.get_ydata()]


def test_printed_lines_are_those_of_the_screen_with_their_gaps_and_cuts() -> None:
    on_screen = line_comparison(SIX, theme="light", language="de")["data"]
    printed = [by_id(draw(SIX, kind="line"), f"line-{i}")[0] for i in range(6)]
    assert [values(line) for line in printed] == [trace["y"] for trace in on_screen]
    assert [list(line.get_xdata()) for line in printed] == [trace["x"] for trace in on_screen]
    assert [line.get_color() for line in printed] == [trace["line"]["color"] for trace in on_screen]
    assert values(printed[1]) == [5.2, 6.2, None, 4.2, 4.7, None, 4.2, 3.7]


def test_one_line_and_the_dotted_one_are_those_of_the_screen() -> None:
    other, own = line_chart(ONE, theme="dark", language="de")["data"]
    page = draw(ONE, "dark", (183.5, 100), kind="line")
    first, second = by_id(page, "line-0")[0], by_id(page, "line-1")[0]
    known = [value for value in own["y"] if value is not None]
    assert [value for value in values(first) if value is not None] == known
    assert [value for value in values(second) if value is not None] == [v for v in other["y"] if v is not None]
    assert first.get_color() == own["line"]["color"]
    assert {"3,5", "Schmalkalden-Meiningen", "Aberg"} <= set(words_of(page))


def test_slopes_steps_and_ranks_are_those_of_the_screen() -> None:
    slope = by_id(draw(SLOPES, kind="slope"), "line-2")[0]
    assert values(slope) == slope_chart(SLOPES, theme="light", language="de")["data"][2]["y"]
    gaps, line = step_chart(STEPS, theme="light", language="de")["data"]
    page = draw(STEPS, kind="line")
    assert values(by_id(page, "steps")[0]) == line["y"]
    assert [one for bar in by_id(page, "gap-") for one in values(bar)] == [y for y in gaps["y"] if y is not None]
    rank = by_id(draw(RANKS, kind="line"), "line-5")[0]
    assert values(rank) == rank_chart(RANKS, "light")["data"][5]["y"]


def test_a_slope_across_a_census_has_no_line() -> None:
    cut = Slopes(SLOPES.slopes, SLOPES.periods, SLOPES.looks, ("Zensus",), cut=True)
    assert values(by_id(draw(cut, kind="slope"), "line-0")[0]) == [5.0, None, 4.0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("content", [SIX, ONE, SLOPES, STEPS, RANKS], ids=lambda one: type(one).__name__)
def test_words_stay_on_the_page_and_off_each_other(content: Content, size: tuple[float, float]) -> None:
    page = draw(content, size=size, kind="line")
    assert no_overlap(page)
    assert all(left >= 0 and right <= size[0] and low >= 0 for left, right, low, _ in extents(page))


def test_names_are_written_whole_where_there_is_room() -> None:
    told = words_of(draw(SIX, size=(183.5, 100), kind="line"))
    assert set(NAMES) <= set(told)
    assert {"Methode", "Gebiet", "Zensus"} <= set(told)


def test_without_labels_axes_and_breaks_remain() -> None:
    told = words_of(draw(SIX, kind="line", labels=False))
    assert not set(told) & {*NAMES, "3.5"}
    assert {"2024", "Zensus"} <= set(told)


@pytest.mark.parametrize("content", [SIX, SLOPES, RANKS])
def test_in_grey_lines_are_told_apart_by_dash_and_mark(content: Content) -> None:
    lines = by_id(draw(content, "grey", kind="line"), "line-")
    assert {line.get_color() for line in lines} == {"#000000"}
    # Lengths of strokes and gaps in matplotlib are kept in points, the same width for all.
    assert len({(str(line._unscaled_dash_pattern), line.get_marker()) for line in lines}) == 6


@pytest.mark.parametrize("theme", ["light", "dark", "grey"])
def test_what_is_not_proven_is_hollow(theme: Theme) -> None:
    page = draw(STEPS, theme, kind="line")
    colours = [marker.get_markerfacecolor() for marker in by_id(page, "step-")]
    assert colours[8] == colours[10] != colours[0] == colours[7]


@pytest.mark.parametrize(
    ("low", "high", "most", "wanted"),
    [
        (2.8, 17.9, 7, [4, 6, 8, 10, 12, 14, 16]),
        (2.8, 17.9, 3, [5, 10, 15]),
        (-3.0, 8.0, 4, [0, 5]),
        (59900.0, 65600.0, 7, [60000, 61000, 62000, 63000, 64000, 65000]),
        (0.0, 0.004, 5, [0, 0.001, 0.002, 0.003, 0.004]),
        (1.0, 1.0, 5, []),
    ],
)
def test_values_along_an_axis_are_round(low: float, high: float, most: int, wanted: list[float]) -> None:
    assert round_ticks(low, high, most) == wanted
    assert all(low <= tick <= high for tick in wanted)


def test_values_along_an_axis_have_as_many_decimals_as_they_need() -> None:
    assert tick_texts([0, 0.5, 1], "de") == ["0,0", "0,5", "1,0"]
    assert tick_texts([0, 20000], "en") == ["0", "20,000"]
    assert tick_texts([-5], "de") == ["−5"]


def test_all_values_lie_inside_the_picture() -> None:
    room = room_for(SIX.values, 100)
    axes = by_id(draw(SIX, kind="line"), "line-0")[0].axes
    assert axes.get_ylim() == pytest.approx((room.low, room.high))
