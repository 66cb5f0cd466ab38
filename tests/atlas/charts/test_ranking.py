"""The ranking and the stacked bars: what plotly is given, worked out by hand."""

from typing import Any

import pytest

from atlas.charts.colours import CATEGORIES, INKS
from atlas.charts.contributions import (
    PATTERNS,
    Contributions,
    Part,
    contribution_bars,
    swatch,
)
from atlas.charts.ranking import Ranking, RankRow, rank_ticks, ranking_chart, rows_height

ROWS = (
    RankRow("01", "Aberg", 1, "Aberg\nRang 1", 1, 3, 1, 4),
    RankRow("02", "Beburg", 2, "Beburg\nRang 2", 1, 2, 1, 3),
    RankRow("03", "Cedorf", 2, "Cedorf\nRang 2"),
)


def chart(**given: Any) -> dict[str, Any]:
    """Return the ranking of the three rows."""
    return ranking_chart(Ranking(tuple(ROWS), 4, "Rang", **given), "light")


def test_each_row_has_a_dot_a_bar_and_whiskers_on_its_own_line() -> None:
    whiskers, bars, dots = chart()["data"]
    assert dots["x"] == [1, 2, 2]
    assert dots["y"] == [0, 1, 2]
    assert dots["customdata"] == ["01", "02", "03"]
    assert whiskers["x"] == [1, 4, None, 1, 3, None]
    assert whiskers["y"] == [0, 0, None, 1, 1, None]
    # Bars reach a quarter of a rank beyond their ends: an interval of one rank is still seen.
    assert bars["x"] == [0.75, 3.25, None, 0.75, 2.25, None]
    assert bars["line"]["width"] > dots["marker"]["line"]["width"][0]


def test_the_first_is_on_top_and_ties_share_a_rank() -> None:
    axis = chart()["layout"]["yaxis"]
    assert axis["range"] == [2.5, -0.5]
    assert axis["ticktext"] == ["1 Aberg", "2 Beburg", "2 Cedorf"]


def test_the_chosen_row_is_told_by_more_than_colour() -> None:
    figure = chart(chosen="02")
    assert figure["layout"]["yaxis"]["ticktext"][1] == "<b>▸ 2 Beburg</b>"
    sizes = figure["data"][2]["marker"]["size"]
    assert sizes[1] > sizes[0] == sizes[2]
    assert [(shape["y0"], shape["y1"]) for shape in figure["layout"]["shapes"]] == [(0.5, 1.5)]
    assert chart(chosen="99")["layout"]["shapes"] == []


@pytest.mark.parametrize(
    ("last", "ticks"),
    [(2, [1, 2]), (5, [1, 2, 3, 4, 5]), (22, [1, 5, 10, 15, 20]), (400, [1, 100, 200, 300, 400])],
)
def test_ranks_on_the_axis_are_round(last: int, ticks: list[int]) -> None:
    assert rank_ticks(last) == ticks


def test_names_are_text_and_long_ones_end_in_an_ellipsis() -> None:
    row = RankRow("04", "<b>& ein sehr langer Name eines Kreises", 1, "x")
    named = ranking_chart(Ranking((row,), 1, "<i>"), "dark")["layout"]
    assert named["yaxis"]["ticktext"][0].startswith("1 &lt;b&gt;&amp;")
    assert named["yaxis"]["ticktext"][0].endswith("…")
    assert named["xaxis"]["title"]["text"] == "&lt;i&gt;"


def test_the_height_follows_from_the_rows() -> None:
    assert rows_height(22) - rows_height(21) == rows_height(2) - rows_height(1) > 0


def bars(parts: dict[str, list[float]]) -> dict[str, Any]:
    """Return the stacked bars of two rows."""
    told = [Part(name, tuple(sizes), tuple(f"{name} {size}" for size in sizes)) for name, sizes in parts.items()]
    return contribution_bars(Contributions(ROWS[:2], tuple(told), "Punkte"), "light")


def test_parts_follow_one_another() -> None:
    first, marks, second, _ = bars({"a": [30, 20], "b": [10, 0]})["data"]
    assert first["x"] == [0, 30, 30, 0, 0, None, 0, 20, 20, 0, 0, None]
    # What adds nothing is not drawn.
    assert second["x"] == [30, 40, 40, 30, 30, None]
    assert (marks["x"], marks["y"], marks["text"]) == ([15, 10], [0, 1], ["a 30", "a 20"])


def test_negative_parts_go_to_the_left_of_nothing() -> None:
    figure = bars({"a": [-1, 2], "b": [-2, 3]})
    assert figure["data"][2]["x"][:2] == [-1, -3]
    assert figure["data"][2]["x"][6:8] == [2, 5]
    assert figure["layout"]["xaxis"]["range"] == pytest.approx([-3.09, 5.15])
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [0]


def test_each_part_has_a_colour_and_a_pattern_of_its_own() -> None:
    drawn = bars({str(i): [1, 1] for i in range(6)})["data"][::2]
    assert [one["fillcolor"] for one in drawn] == list(CATEGORIES)
    assert [one["fillpattern"]["shape"] for one in drawn] == list(PATTERNS)
    assert len({swatch(i, "light") for i in range(6)}) == 6
    assert all(one["fillpattern"]["fgcolor"] == INKS["light"].page for one in drawn)
