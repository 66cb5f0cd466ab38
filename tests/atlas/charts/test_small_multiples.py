"""Small line charts: gaps stay gaps, breaks stand between two years, the newest value is written."""

import pytest

from atlas.charts.colours import INKS, contrast
from atlas.charts.screen import THEMES
from atlas.charts.small_multiples import LINE, Break, Point, line_chart


def points(**values: float | None) -> list[Point]:
    """Return points by year, given as y2019=1.5."""
    return [Point(int(year[1:]), value, f"said {value}") for year, value in values.items()]


def test_a_missing_year_is_a_gap_and_so_is_a_year_without_a_figure() -> None:
    own = points(y2018=1.0, y2019=2.0, y2024=3.0, y2025=None)
    trace = line_chart(own, newest="3,0", theme="light", language="de")["data"][0]
    assert trace["x"] == [2018, 2019, 2020, 2024, 2025]
    assert trace["y"] == [1.0, 2.0, None, 3.0, None]
    assert trace["connectgaps"] is False


def test_a_break_is_a_dashed_line_before_its_year_with_a_word() -> None:
    layout = line_chart(
        points(y2018=1.0, y2019=2.0), breaks=[Break(2019, "Zensus")], newest="2", theme="dark", language="de"
    )["layout"]
    assert [(one["x0"], one["line"]["dash"]) for one in layout["shapes"]] == [(2018.5, "dash")]
    assert layout["annotations"][1]["text"] == "Zensus"


def test_a_break_that_cuts_ends_the_line_and_another_does_not() -> None:
    own = points(y2021=1.0, y2022=2.0, y2023=3.0, y2024=4.0)
    for other in ((), points(y2022=7.0, y2023=8.0)):
        breaks = [Break(2022, "Gebiet"), Break(2023, "Zensus", cuts=True)]
        traces = line_chart(own, other, breaks=breaks, newest="4", theme="light", language="de")["data"]
        assert traces[-1]["x"] == [2021, 2022, 2022.5, 2023, 2024]
        assert traces[-1]["y"] == [1.0, 2.0, None, 3.0, 4.0]
        assert all(trace["y"][trace["x"].index(2022.5)] is None for trace in traces)


def test_the_newest_known_value_is_written_beside_its_point() -> None:
    layout = line_chart(points(y2018=1.0, y2019=2.0, y2020=None), newest="2,0", theme="light", language="de")["layout"]
    assert [(one["x"], one["y"], one["text"]) for one in layout["annotations"]] == [(2019, 2.0, "<b>2,0</b>")]


def test_the_line_to_compare_with_is_told_apart_by_its_dash() -> None:
    other, own = line_chart(points(y2018=1.0), points(y2017=4.0), newest="1", theme="light", language="en")["data"]
    assert (other["line"]["dash"], own["line"]["dash"]) == ("dot", "solid")
    assert other["line"]["width"] < own["line"]["width"]


def test_text_is_never_markup() -> None:
    own = [Point(2018, 1.0, "<b>x</b>")]
    figure = line_chart(own, breaks=[Break(2018, "<i>")], newest="<u>", theme="light", language="de")
    assert figure["data"][0]["hovertext"] == ["&lt;b&gt;x&lt;/b&gt;"]
    assert [one["text"] for one in figure["layout"]["annotations"]] == ["<b>&lt;u&gt;</b>", "&lt;i&gt;"]


def test_without_a_value_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="no value"):
        line_chart(points(y2018=None), newest="", theme="light", language="de")


@pytest.mark.parametrize("theme", THEMES)
def test_both_lines_stand_out_from_the_page(theme: str) -> None:
    inks = INKS[theme]  # type: ignore[index]
    assert contrast(LINE[theme], inks.page) >= 3  # type: ignore[index]
    assert contrast(inks.quiet_text, inks.page) >= 3
