"""Columns over years: above and below a line, on the screen and in print; hollow where not counted in full."""

from typing import Any

import pytest

from atlas.charts.colours import INKS
from atlas.charts.columns import Columns, ColumnSeries, columns_chart
from atlas.charts.map_layout import CLEAR
from atlas.picture import Theme
from tests.atlas.charts.printed.looked_at import by_id, draw, extents, no_overlap, to_hex, words_of

UP = ColumnSeries("Stellen entstehen", (50.0, 0.0, None), ("50", "0", ""), ("2023: 50", "2024: 0", "2025: <i>"))
DOWN = ColumnSeries("Stellen fallen weg", (610.0, 1950.0, 116.0), ("610", "1\u202f950", "116"), ("a", "b", "c"))
BOTH = Columns(("2023", "2024", "2025"), UP, DOWN, frozenset({2}), "* Hohle Säule: Jahr nicht vollständig erfasst.")


def bars(trace: dict[str, Any]) -> list[tuple[float, float]]:
    """Return the middle and the end of each column of a trace."""
    return [((trace["x"][i] + trace["x"][i + 2]) / 2, trace["y"][i + 1]) for i in range(0, len(trace["x"]), 6)]


def test_columns_stand_above_and_below_the_line_and_what_is_partial_is_hollow() -> None:
    up, up_texts, down, hollow, down_texts = columns_chart(BOTH, theme="light")["data"]
    assert bars(up) == [(0, 50)]
    assert bars(down) == [(0, -610), (1, -1950)]
    assert (bars(hollow), hollow["fillcolor"]) == ([(2, -116)], CLEAR)
    assert (up["fillcolor"], down["fillcolor"]) == (INKS["light"].created, INKS["light"].symbol)
    assert (up_texts["text"], down_texts["text"]) == (["50", "0"], ["610", "1\u202f950", "116"])


def test_a_year_that_is_not_counted_in_full_has_a_star_and_no_markup_gets_through() -> None:
    figure = columns_chart(BOTH, theme="dark")
    assert figure["layout"]["xaxis"]["ticktext"] == ["2023", "2024", "2025*"]
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < -1950 and 50 < high < 500
    series = ColumnSeries("<b>x</b>", (1.0,), ("<i>",), ("<u>",))
    alone = columns_chart(Columns(("2024",), series, None), theme="light")
    assert "<b>x" not in alone["layout"]["annotations"][0]["text"]
    assert alone["data"][1]["text"] == ["&lt;i&gt;"]
    assert alone["layout"]["yaxis"]["range"][0] == 0


def test_what_is_drawn_are_the_values_of_each_side() -> None:
    assert [(one.name, one.values) for one in BOTH.drawn()] == [(UP.name, UP.values), (DOWN.name, DOWN.values)]
    with pytest.raises(ValueError, match="no series"):
        Columns(("2024",), None, None)


@pytest.mark.parametrize("theme", ["light", "dark", "grey"])
def test_printed_columns_are_those_of_the_screen(theme: Theme) -> None:
    page = draw(BOTH, theme, kind="bar")
    found = {bar.get_gid(): bar for bar in by_id(page, "up-") + by_id(page, "down-")}
    assert {key: bar.get_height() for key, bar in found.items()} == {
        "up-0": 50, "up-1": 0, "down-0": -610, "down-1": -1950, "down-2": -116,
    }  # fmt: skip
    assert to_hex([found["up-0"].get_facecolor()]) == INKS[theme].created
    assert to_hex([found["down-0"].get_facecolor()]) == INKS[theme].symbol
    assert found["down-2"].get_facecolor()[3] == 0 and found["down-2"].get_hatch()


@pytest.mark.parametrize("size", [(45, 60), (91.5, 80), (183.5, 100), (420, 297)])
def test_numbers_names_and_note_stay_on_the_page_and_off_each_other(size: tuple[float, float]) -> None:
    years = tuple(str(year) for year in range(2015, 2027))
    down = ColumnSeries("Stellen fallen weg", (1950.0,) * 12, ("1\u202f950",) * 12, ("",) * 12)
    up = ColumnSeries("Stellen entstehen", (50.0,) * 12, ("50",) * 12, ("",) * 12)
    page = draw(Columns(years, up, down, frozenset({11}), BOTH.note), size=size, kind="bar")
    assert no_overlap(page)
    assert all(left >= 0 and right <= size[0] and low >= 0 for left, right, low, _ in extents(page))
    told = words_of(page)
    assert {"↑ Stellen entstehen", "↓ Stellen fallen weg", "2026*"} <= set(told)


def test_without_room_for_numbers_there_is_an_axis() -> None:
    assert "1\u202f950" in words_of(draw(BOTH, size=(91.5, 80), kind="bar"))
    told = words_of(draw(BOTH, size=(91.5, 80), kind="bar", labels=False))
    assert "1\u202f950" not in told and "500" in told
