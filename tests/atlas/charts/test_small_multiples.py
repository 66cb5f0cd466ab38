"""Small line charts: gaps stay gaps, breaks stand between two years, the newest value is written."""

from typing import Any

import pytest

from atlas.charts.colours import INKS, contrast
from atlas.charts.screen import THEMES
from atlas.charts.small_multiples import LINE, Break, OneLine, Point, line_chart
from atlas.picture import Theme


def points(**values: float | None) -> tuple[Point, ...]:
    """Return points by year, given as y2019=1.5."""
    return tuple(Point(int(year[1:]), value, f"said {value}") for year, value in values.items())


def chart(
    own: tuple[Point, ...], other: tuple[Point, ...] = (), *, theme: Theme = "light", **more: Any
) -> dict[str, Any]:
    """Return the chart of a series."""
    return line_chart(OneLine(own, other, **more), theme=theme, language="de")


def test_a_missing_year_is_a_gap_and_so_is_a_year_without_a_figure() -> None:
    own = points(y2018=1.0, y2019=2.0, y2024=3.0, y2025=None)
    trace = chart(own, newest="3,0")["data"][0]
    assert trace["x"] == [2018, 2019, 2020, 2024, 2025]
    assert trace["y"] == [1.0, 2.0, None, 3.0, None]
    assert trace["connectgaps"] is False


def test_a_break_is_a_dashed_line_before_its_year_with_a_word() -> None:
    layout = chart(points(y2018=1.0, y2019=2.0), breaks=(Break(2019, "Zensus"),), theme="dark")["layout"]
    assert [(one["x0"], one["line"]["dash"]) for one in layout["shapes"]] == [(2018.5, "dash")]
    assert layout["annotations"][1]["text"] == "Zensus"


def test_a_break_that_cuts_ends_the_line_and_another_does_not() -> None:
    own = points(y2021=1.0, y2022=2.0, y2023=3.0, y2024=4.0)
    for other in ((), points(y2022=7.0, y2023=8.0)):
        breaks = (Break(2022, "Gebiet"), Break(2023, "Zensus", cuts=True))
        traces = chart(own, other, breaks=breaks)["data"]
        assert traces[-1]["x"] == [2021, 2022, 2022.5, 2023, 2024]
        assert traces[-1]["y"] == [1.0, 2.0, None, 3.0, 4.0]
        assert all(trace["y"][trace["x"].index(2022.5)] is None for trace in traces)


def test_the_newest_known_value_is_written_beside_its_point() -> None:
    layout = chart(points(y2018=1.0, y2019=2.0, y2020=None), newest="2,0")["layout"]
    assert [(one["x"], one["y"], one["text"]) for one in layout["annotations"]] == [(2019, 2.0, "<b>2,0</b>")]


def test_the_line_to_compare_with_is_told_apart_by_its_dash() -> None:
    other, own = chart(points(y2018=1.0), points(y2017=4.0))["data"]
    assert (other["line"]["dash"], own["line"]["dash"]) == ("dot", "solid")
    assert other["line"]["width"] < own["line"]["width"]


def test_text_is_never_markup() -> None:
    own = (Point(2018, 1.0, "<b>x</b>"),)
    figure = chart(own, breaks=(Break(2018, "<i>"),), newest="<u>")
    assert figure["data"][0]["hovertext"] == ["&lt;b&gt;x&lt;/b&gt;"]
    assert [one["text"] for one in figure["layout"]["annotations"]] == ["<b>&lt;u&gt;</b>", "&lt;i&gt;"]


def test_without_a_value_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="no value"):
        OneLine(points(y2018=None))


@pytest.mark.parametrize("theme", THEMES)
def test_both_lines_stand_out_from_the_page(theme: str) -> None:
    inks = INKS[theme]  # type: ignore[index]
    assert contrast(LINE[theme], inks.page) >= 3  # type: ignore[index]
    assert contrast(inks.quiet_text, inks.page) >= 3


def test_what_is_drawn_has_the_names_of_both_and_gaps_as_gaps() -> None:
    own, other = OneLine(points(y2018=1.0, y2019=None), points(y2018=2.0), names=("Aberg", "Land")).drawn()
    assert (own.name, own.at, own.values) == ("Aberg", ("2018", "2019"), (1.0, None))
    assert (other.name, other.at, other.values) == ("Land", ("2018",), (2.0,))
    assert len(OneLine(points(y2018=1.0), names=("Aberg", "Land")).drawn()) == 1
