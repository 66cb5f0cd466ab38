"""Lines, slopes, scatter and rows of a comparison: what plotly is given, worked out by hand."""

from itertools import pairwise
from typing import Any

import pytest

from atlas.charts.axes import EndLabel, Room, end_labels, look, room_for, shortened, without_overlap
from atlas.charts.colours import CATEGORIES, INKS
from atlas.charts.lines import Line, Lines, line_comparison
from atlas.charts.scatter import Pair, Scatter, free_sides, label_sides, scatter_chart
from atlas.charts.slopes import Slope, Slopes, slope_chart
from atlas.charts.small_multiples import Break, Point
from atlas.charts.value_rows import ValueRow, ValueRows, value_rows


def test_six_places_differ_in_colour_dash_and_symbol() -> None:
    looks = [look(i) for i in range(6)]
    assert {one.colour for one in looks} == set(CATEGORIES)
    assert len({one.dash for one in looks}) == len({one.symbol for one in looks}) == 6


@pytest.mark.parametrize(
    ("wishes", "found"),
    [
        ([20, 60], [20, 60]),
        ([50, 50], [45, 55]),
        ([50, 50, 50], [40, 50, 60]),
        ([55, 50], [57.5, 47.5]),
        ([2, 3], [5, 15]),
        ([99, 98], [95, 85]),
        ([50, 50, 92, 95, 99], [45, 55, 75, 85, 95]),
    ],
)
def test_labels_move_apart_and_stay_inside(wishes: list[float], found: list[float]) -> None:
    assert without_overlap(wishes, [10] * len(wishes), 100) == found


def test_labels_never_lie_on_each_other() -> None:
    wishes = [12.0, 13, 40, 41, 41, 90]
    heights = [30.0, 15, 30, 15, 30, 30]
    placed = sorted(zip(without_overlap(wishes, heights, 200), heights, strict=True))
    assert all(below[0] - above[0] >= (above[1] + below[1]) / 2 - 1e-9 for above, below in pairwise(placed))


def test_a_label_leads_back_to_the_end_of_its_line() -> None:
    room = Room(0, 10, 100)
    labels = [EndLabel(2020, 5, "5,0", "Aberg", "#111111"), EndLabel(2020, 5, "5,0", "Beburg", "#222222")]
    first, second = end_labels(labels, room, 2021, INKS["light"])
    assert (first["x"], first["y"], first["ax"]) == (2020, 5, 2021)
    assert first["ay"] - second["ay"] == pytest.approx(labels[0].height / 10)
    assert first["text"] == "<b>5,0</b><br>Aberg"
    assert shortened("Ein sehr langer Name eines Kreises").endswith("…")


def test_an_axis_holds_all_values() -> None:
    assert room_for([2, 4], 100).low < 2
    assert room_for([2, 4], 100, from_zero=True).low == 0
    assert room_for([-2, 4], 100, from_zero=True).low < -2
    assert room_for([3, 3], 100).low < 3 < room_for([3, 3], 100).high


def lines(*series: dict[int, float | None], **given: Any) -> dict[str, Any]:
    """Return the picture of some series."""
    drawn = tuple(
        Line(f"Ort {i}", tuple(Point(year, value, f"{year}: {value}") for year, value in one.items()), "9")
        for i, one in enumerate(series)
    )
    return line_comparison(Lines(drawn, **given), theme="light", language="de")


def test_no_line_leads_across_a_gap_or_a_census() -> None:
    first, second = lines(
        {2019: 1, 2021: 2, 2022: 3, 2023: 4}, {2022: 5, 2023: None}, breaks=(Break(2023, "Zensus", True),)
    )["data"]
    assert first["x"] == [2019, 2020, 2021, 2022, 2022.5, 2023]
    assert first["y"] == [1, None, 2, 3, None, 4]
    assert first["connectgaps"] is False
    assert second["y"] == [5, None, None]


def test_a_break_that_does_not_cut_is_marked_only() -> None:
    figure = lines({2019: 1, 2020: 2}, breaks=(Break(2020, "Gebiet"),))
    assert figure["data"][0]["y"] == [1, 2]
    assert [(shape["x0"], shape["line"]["dash"]) for shape in figure["layout"]["shapes"]] == [(2019.5, "dash")]
    assert figure["layout"]["annotations"][-1]["text"] == "Gebiet"


def test_lines_without_any_value_are_refused() -> None:
    with pytest.raises(ValueError, match="lines"):
        lines({2019: None})


def test_a_slope_across_a_census_is_two_points() -> None:
    slopes = (Slope("Aberg", 4, 6, "4,0", "6,0", "Aberg"),)
    whole, cut = (
        slope_chart(Slopes(slopes, ("2022", "2023"), (2,), ("Zensus",), cut), theme="light", language="de")
        for cut in (False, True)
    )
    assert whole["data"][0]["y"] == [4, 6]
    assert cut["data"][0]["y"] == [4, None, 6]
    assert whole["data"][0]["line"]["color"] == look(2).colour
    assert [note["text"] for note in whole["layout"]["annotations"]] == ["<b>4,0</b>", "<b>6,0</b><br>Aberg", "Zensus"]


PAIRS = (
    Pair("1", "Aberg", 1, 1, "Aberg\n1"),
    Pair("2", "Beburg", 2, 4, "Beburg", 0),
    Pair("3", "Cedorf", 2, 4, "C", 1),
)


def test_the_chosen_have_name_symbol_and_colour_and_the_others_a_grey_dot() -> None:
    figure = scatter_chart(Scatter(PAIRS, ("x", "y")), theme="light", language="de")
    others, first, second = figure["data"]
    assert (others["x"], others["y"], others["customdata"], others["text"]) == ([1], [1], ["1"], ["Aberg<br>1"])
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["Aberg", "<b>Beburg</b>", "<b>Cedorf</b>"]
    assert first["marker"]["symbol"] != second["marker"]["symbol"]
    assert first["marker"]["color"] != second["marker"]["color"]


def test_names_of_marks_on_the_same_spot_stand_on_different_sides() -> None:
    sides = label_sides(PAIRS[1:], Room(0, 4, 250), Room(0, 8, 300))
    assert len(set(sides)) == 2


def test_names_of_other_places_stand_only_where_nothing_lies_beneath_them() -> None:
    across, up = Room(0, 4, 250), Room(0, 8, 300)
    alone = [Pair("1", "Aberg", 1, 1, "")]
    assert [pair.key for pair, _ in free_sides(alone, [], [], across, up)] == ["1"]
    crowded = [Pair(str(i), f"Ort {i}", 2 + i / 100, 4, "") for i in range(30)]
    assert len(free_sides(crowded, [], [], across, up)) < 10
    many = [Pair(str(i), f"Ort {i}", i / 25, 4, "") for i in range(100)]
    assert free_sides(many, [], [], across, up) == []


def test_rows_show_value_interval_and_what_was_left_out() -> None:
    rows = (
        ValueRow("1", "Aberg", 5.0, "Aberg", 3.0, 8.0, hollow=True, rank=1),
        ValueRow("2", "Beburg", 4.0, "Beburg", chosen=1, rank=2),
        ValueRow("-", "… 7 weitere", None, ""),
    )
    content = ValueRows(rows, "%", True)
    figure = value_rows(content, theme="dark", language="de")
    spans, dots = figure["data"]
    assert (spans["x"], spans["y"]) == ([3, 8, None], [0, 0, None])
    assert (dots["x"], dots["y"], dots["customdata"]) == ([5, 4], [0, 1], ["1", "2"])
    assert dots["marker"]["symbol"] == ["circle-open", look(1).symbol]
    assert figure["layout"]["yaxis"]["ticktext"] == ["1 Aberg", "<b>2 Beburg</b>", "… 7 weitere"]
    assert figure["layout"]["xaxis"]["range"][0] == 0
