"""Events over time: days, lanes, rows within a lane, hollow marks where the day is not known."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from atlas.charts.colours import INKS, contrast
from atlas.charts.event_marks import TRIANGLE_HEIGHT, event_trace
from atlas.charts.screen import timeline_config
from atlas.charts.timeline import BOTTOM_PX, LANE_PX, TOP_PX, Timeline, drawn_day, event_timeline
from atlas.picture import EventMark, Theme, TimeMark

UNTIL = date(2026, 6, 30)
LANES = {"16001": "Unstrut-Hainich-Kreis", "16002": "Kreis <B>", "16003": "Leer"}
A = TimeMark("a", date(2024, 3, 1), True, "16001", "lost", 500, "Werk A", ("1. März 2024",))
B = TimeMark("b", date(2024, 3, 16), False, "16001", "created", None, "Werk B", ("März 2024",))
C = TimeMark("c", date(2022, 7, 2), False, "16002", "other", None, "Werk C", ("2022",))
MARKS = (A, B, C)


def timeline(marks: tuple[TimeMark, ...] = MARKS, lanes: dict[str, str] = LANES, **more: Any) -> Timeline:
    """Return what a page would draw of marks."""
    return Timeline(marks, tuple(lanes.items()), UNTIL, **{"title": "Tag der Meldung", **more})


def drawn(marks: tuple[TimeMark, ...] = MARKS, theme: Theme = "light", **more: Any) -> dict[str, Any]:
    """Return the timeline of marks as a page would ask for it."""
    return event_timeline(timeline(marks, **more), theme)


def places(figure: dict[str, Any]) -> dict[str, tuple[str, float]]:
    """Return key -> (day, height) of the marks of a figure."""
    (trace,) = figure["data"]
    return {key[6:]: at for key, at in zip(trace["customdata"], zip(trace["x"], trace["y"], strict=True), strict=True)}


def lane_edges(figure: dict[str, Any]) -> list[float]:
    """Return the lines between lanes, from the top."""
    return [shape["y0"] for shape in figure["layout"]["shapes"]]


def test_plotly_takes_the_figure_as_it_is() -> None:
    figure = drawn()
    assert len(go.Figure(figure).data) == 1
    assert figure["data"][0]["type"] == "scatter"


def test_marks_stand_at_their_days_in_their_lanes() -> None:
    figure = drawn()
    found = places(figure)
    assert {key: day for key, (day, _) in found.items()} == {"a": "2024-03-01", "b": "2024-03-16", "c": "2022-07-02"}
    first, second, third, _ = lane_edges(figure)
    assert first < found["a"][1] < second and first < found["b"][1] < second
    assert found["c"][1] == (second + third) / 2


def test_marks_that_would_lie_on_each_other_stand_in_rows() -> None:
    found = places(drawn())
    assert abs(found["a"][1] - found["b"][1]) >= 16
    far = places(drawn((A, replace(B, day=date(2025, 9, 1)))))
    assert far["a"][1] == far["b"][1]


def test_rows_do_not_depend_on_the_order_of_the_marks() -> None:
    crowd = tuple(replace(A, key=f"m{i}", day=date(2024, 1, 1 + i)) for i in range(9))
    found = places(drawn(crowd))
    assert found == places(drawn(crowd[::-1]))
    assert len({height for _, height in found.values()}) == 9
    # The first stands nearest to the middle of the lane, the others around it.
    top, bottom = lane_edges(drawn(crowd))[:2]
    assert abs(found["m0"][1] - (top + bottom) / 2) == min(abs(h - (top + bottom) / 2) for _, h in found.values())


def test_marks_stay_within_their_lane() -> None:
    crowd = tuple(replace(A, key=f"m{i}", day=date(2024, 1, 1 + i), jobs=2000) for i in range(5))
    figure = drawn(crowd)
    top, bottom = lane_edges(figure)[:2]
    # Five rows of triangles that are 26 px high, with 3 px between them and 8 px above and below.
    assert bottom - top == pytest.approx(5 * (40 * TRIANGLE_HEIGHT + 3) + 16, abs=0.1)
    heights = sorted(height for _, height in places(figure).values())
    assert all(later - one == pytest.approx(29, abs=0.2) for one, later in pairwise(heights))
    assert [heights[0] - top, bottom - heights[-1]] == pytest.approx([22.5, 22.5], abs=0.2)


def test_one_large_mark_leaves_the_other_rows_low() -> None:
    crowd = tuple(replace(A, key=f"m{i}", day=date(2024, 1, 1 + i), jobs=2000 if i == 2 else 1) for i in range(3))
    top, bottom = lane_edges(drawn(crowd))[:2]
    assert bottom - top == pytest.approx(16 + 16 + (40 * TRIANGLE_HEIGHT + 3) + 16, abs=0.1)


def test_the_same_shapes_and_sizes_as_on_the_map() -> None:
    exact = tuple(replace(mark, exact=True) for mark in MARKS)
    (trace,) = drawn(exact)["data"]
    events = [EventMark(mark.key, 10, 50, mark.direction, mark.jobs, mark.name, mark.lines) for mark in MARKS]
    (on_map,) = event_trace(events, "light")
    assert trace["marker"] == on_map["marker"]
    assert (trace["text"], trace["customdata"]) == (on_map["text"], on_map["customdata"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_day_that_is_not_known_makes_a_hollow_mark(theme: Theme) -> None:
    inks = INKS[theme]
    marker = drawn(theme=theme)["data"][0]["marker"]
    # Drawn: A (exact), then B and C, of which month and year are known.
    assert marker["color"] == [inks.symbol, inks.halo, inks.halo]
    assert marker["line"]["color"] == [inks.halo, inks.created, inks.quiet_text]
    assert all(contrast(colour, inks.page) >= 3 for colour in marker["line"]["color"][1:])


def test_what_is_known_of_the_day_is_said() -> None:
    assert drawn()["data"][0]["text"][1] == "<b>Werk B</b><br>März 2024"


def test_the_height_is_that_of_the_lanes() -> None:
    none = timeline(()).height
    assert none == 3 * LANE_PX + TOP_PX + BOTTOM_PX
    figure = drawn()
    height = timeline().height
    assert height > none
    # The axis is in px, so that nothing is stretched.
    assert figure["layout"]["yaxis"]["range"] == [pytest.approx(height - TOP_PX - BOTTOM_PX, abs=0.5), 0]
    assert timeline(lanes={}).height == TOP_PX + BOTTOM_PX


def test_the_axis_runs_from_a_new_year_to_today() -> None:
    assert drawn()["layout"]["xaxis"]["range"] == ["2022-01-01", "2026-07-01"]
    assert drawn(since=date(2018, 1, 1))["layout"]["xaxis"]["range"] == ["2018-01-01", "2026-07-01"]
    assert drawn((replace(A, day=date(2026, 8, 1)),))["layout"]["xaxis"]["range"][1] == "2026-08-02"
    assert drawn(())["layout"]["xaxis"]["range"] == ["2026-01-01", "2026-07-01"]


def test_each_year_is_named_once_and_every_second_where_there_are_many() -> None:
    axis = drawn(since=date(2018, 5, 1))["layout"]["xaxis"]
    assert (axis["dtick"], axis["tickformat"], axis["ticklabelstep"]) == ("M12", "%Y", 1)
    assert drawn(since=date(2017, 5, 1))["layout"]["xaxis"]["ticklabelstep"] == 2
    assert axis["title"]["text"] == "Tag der Meldung"


def test_lanes_are_named_in_their_order_and_the_chosen_one_is_bold() -> None:
    axis = drawn(chosen="16003")["layout"]["yaxis"]
    assert axis["ticktext"] == ["Unstrut-<br>Hainich-Kreis", "Kreis &lt;B&gt;", "<b>Leer</b>"]
    assert axis["tickvals"] == sorted(axis["tickvals"])


def test_names_leave_room_for_the_years_on_a_phone() -> None:
    lanes = {"x": "Ein Kreis mit einem sehr langen Namen ohne Ende"}
    wide = drawn((), lanes=lanes)["layout"]["margin"]["l"]
    assert drawn()["layout"]["margin"]["l"] < wide <= 120


def test_marks_of_other_lanes_are_left_out() -> None:
    assert set(places(drawn((A, replace(C, lane="01001"))))) == {"a"}
    assert drawn((replace(C, lane="01001"),))["data"] == []


def test_texts_are_shown_as_they_are() -> None:
    written = json.dumps(drawn((replace(A, name="<script>", lines=("%{x}",)),), title="<i>"), ensure_ascii=False)
    assert "<script>" not in written and "%{x}" not in written and "<i>" not in written


@pytest.mark.parametrize(
    ("written", "day", "exact"),
    [
        ("2024-03-01", date(2024, 3, 1), True),
        ("2024-03", date(2024, 3, 16), False),
        ("2024", date(2024, 7, 2), False),
    ],
)
def test_a_month_is_drawn_at_its_middle_and_a_year_at_its_own(written: str, day: date, exact: bool) -> None:
    assert drawn_day(written) == (day, exact)


@pytest.mark.parametrize("written", ["", "2024-13", "24", "März 2024", "2024-3"])
def test_other_dates_are_refused(written: str) -> None:
    with pytest.raises(ValueError):
        drawn_day(written)


def test_the_only_button_saves_the_picture() -> None:
    config = timeline_config("de", "verlauf", lambda word: f"de:{word}")
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["toImageButtonOptions"]["filename"] == "verlauf"
    assert "topojsonURL" not in config


def test_what_is_drawn_names_days_as_far_as_they_are_known() -> None:
    first, second, empty = timeline((B, A, C)).drawn()
    assert (first.name, first.at, first.values) == (LANES["16001"], ("2024-03-01", "2024-03"), (500.0, None))
    assert (second.at, second.keys) == (("2022",), ("c",))
    assert empty.values == ()
