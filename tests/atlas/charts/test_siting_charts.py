"""The curve of numbers and the bars of shares: what plotly is given."""

import pytest

from atlas.charts.bar_rows import BarRow, BarRows, bar_rows
from atlas.charts.steps import Step, Steps, step_chart

STEPS = (Step(0, 40.0, "40", "today"), Step(1, 30.0, "30", "one"), Step(2, 25.0, "25", "two", bound=22.0))


def test_the_chosen_number_is_larger_and_what_is_not_proven_hollow() -> None:
    gaps, line = step_chart(Steps(STEPS, ("n", "min"), 1), theme="light", language="de")["data"]
    assert (line["x"], line["y"]) == ([0, 1, 2], [40, 30, 25])
    assert line["marker"]["symbol"] == ["circle", "circle", "circle-open"]
    sizes = line["marker"]["size"]
    assert sizes[1] > sizes[0] == sizes[2]
    assert line["text"] == ["40", "<b>30</b>", "25"]
    assert (gaps["x"], gaps["y"]) == ([2, 2, None], [25, 22, None])


def test_all_proven_no_bar_of_a_gap_and_the_axis_begins_at_zero() -> None:
    figure = step_chart(Steps(STEPS[:2], ("n", "min")), theme="dark", language="en")
    assert len(figure["data"]) == 1
    low, high = figure["layout"]["yaxis"]["range"]
    assert low == 0 and high > 40
    with pytest.raises(ValueError, match="found none"):
        Steps((), ("n", "min"))


def test_what_holds_always_is_filled_and_what_holds_at_times_hatched() -> None:
    rows = (BarRow("A", 100, "100 %", "A", chosen=True), BarRow("B", 40, "40 %", "B"), BarRow("C", 0, "0 %", "C"))
    figure = bar_rows(BarRows(rows, "share"), theme="light", language="de")
    full, part, ends = figure["data"]
    assert (full["fillpattern"]["shape"], part["fillpattern"]["shape"]) == ("", "/")
    assert max(x for x in full["x"] if x is not None) == 100 and len(full["x"]) == 6
    assert max(x for x in part["x"] if x is not None) == 40 and len(part["x"]) == 6
    assert ends["x"] == [100, 40, 0]
    assert figure["layout"]["yaxis"]["ticktext"] == ["<b>★ A</b>", "B", "C"]
    assert figure["layout"]["xaxis"]["range"] == [0, 100]
