"""Marks of events: a shape per direction, a size by jobs, each within reach."""

import math
import re
from dataclasses import replace
from urllib.parse import unquote

import plotly.graph_objects as go
import pytest

from atlas.charts.colours import DIVERGING, INKS, SEQUENTIAL, contrast
from atlas.charts.event_marks import (
    DIRECTIONS,
    KEY_JOBS,
    TRIANGLE_HEIGHT,
    event_image,
    event_rows,
    event_svg,
    event_trace,
    mark_px,
    size_rows,
)
from atlas.charts.event_spread import FURTHEST_KM, spread_events
from atlas.picture import EventMark, Frame, NodeMark, Theme

THEMES: tuple[Theme, ...] = ("light", "dark")
LOST = EventMark("a-1", 10.5, 50.5, "lost", 500, "Werk <A>", ("Abbau, %{x}", "März 2024"))
CREATED = EventMark("b-1", 11.0, 50.2, "created", 2000, "Werk B")
OTHER = EventMark("c-1", 10.2, 50.8, "other", None, "Werk C")
EVENTS = (LOST, CREATED, OTHER)
# 142 km by 111 km.
FRAME = Frame(10, 50, 12, 51)


def test_four_times_the_jobs_are_four_times_the_area() -> None:
    assert [mark_px(jobs) for jobs in KEY_JOBS] == [10, 20, 40]
    assert mark_px(1000) == pytest.approx(math.sqrt(2) * mark_px(500))


def test_few_or_unknown_jobs_have_the_smallest_mark_and_very_many_the_largest() -> None:
    assert mark_px(None) == mark_px(0) == mark_px(20) == 10
    assert mark_px(9000) == 40


def test_a_shape_for_each_direction_and_the_smallest_drawn_last() -> None:
    (trace,) = event_trace(EVENTS, "light")
    assert trace["customdata"] == ["event:b-1", "event:a-1", "event:c-1"]
    assert trace["marker"]["symbol"] == ["triangle-up", "triangle-down", "square"]
    assert trace["lon"] == [11.0, 10.5, 10.2]
    assert event_trace((), "light") == []


def test_marks_of_one_size_are_drawn_in_the_order_of_their_keys() -> None:
    (trace,) = event_trace((replace(LOST, key="z"), replace(LOST, key="y")), "light")
    assert trace["customdata"] == ["event:y", "event:z"]


def test_a_triangle_keeps_its_width_within_the_halo() -> None:
    (trace,) = event_trace((LOST,), "light")
    size, line = trace["marker"]["size"][0], trace["marker"]["line"]["width"][0]
    # Plotly's triangle: 0.75 of its size high; half of the line covers a rim along its three sides.
    half, high = 1.1547 * size / 2, 0.75 * size
    inside = half * high / (half + math.hypot(half, high))
    seen = 2 * half * (inside - line / 2) / inside
    assert seen == pytest.approx(mark_px(500), abs=0.3)


def test_smaller_marks_for_wide_frames() -> None:
    (full,), (half,) = event_trace(EVENTS, "light"), event_trace(EVENTS, "light", 0.5)
    sizes = zip(full["marker"]["size"], half["marker"]["size"], strict=True)
    assert all(small == pytest.approx(large / 2, abs=0.1) for large, small in sizes)


def test_what_is_said_is_text_and_nothing_else() -> None:
    (trace,) = event_trace((LOST,), "light")
    assert trace["text"] == ["<b>Werk &lt;A&gt;</b><br>Abbau, %\u200b{x}<br>März 2024"]
    assert len(go.Figure({"data": [trace]}).data) == 1


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_from_every_ground(theme: Theme) -> None:
    inks = INKS[theme]
    (trace,) = event_trace(EVENTS, theme)
    assert set(trace["marker"]["line"]["color"]) == {inks.halo}
    for ink in trace["marker"]["color"]:
        assert contrast(ink, inks.halo) >= 3
    for ground in (*SEQUENTIAL[theme], *DIVERGING[theme], inks.no_data, inks.ground, inks.around, inks.page):
        for ink in (inks.symbol, inks.created):
            assert max(contrast(ink, ground), contrast(inks.halo, ground)) >= 3, (ink, ground)


def test_the_legend_counts_directions_in_one_order() -> None:
    rows = event_rows((OTHER, LOST, LOST), "light")
    assert [(row.direction, row.count) for row in rows] == [("lost", 2), ("other", 1)]
    assert len({row.px for row in rows}) == 1
    assert event_rows((), "light") == []


def test_the_key_shows_the_sizes_that_occur() -> None:
    assert [(row.jobs, row.or_less, row.or_more) for row in size_rows(EVENTS, "light")] == [
        (125, True, False),
        (500, False, False),
        (2000, False, True),
    ]
    assert [row.jobs for row in size_rows((LOST,), "light")] == [125, 500]
    assert [row.jobs for row in size_rows((replace(LOST, jobs=30),), "light")] == [125]
    assert size_rows((OTHER,), "light") == []


def test_the_key_is_as_large_as_the_marks() -> None:
    for factor in (1.0, 0.6):
        for row in size_rows(EVENTS, "light", factor):
            points = re.findall(r"(-?[\d.]+),(-?[\d.]+)", unquote(row.image))
            across = [float(x) for x, _ in points]
            assert max(across) - min(across) == pytest.approx(mark_px(row.jobs) * factor, abs=0.02)
            assert row.px > mark_px(row.jobs) * factor


@pytest.mark.parametrize("theme", THEMES)
def test_every_direction_has_an_image_of_its_own_full_and_hollow(theme: Theme) -> None:
    drawn = {event_svg(direction, theme, 20, hollow) for direction in DIRECTIONS for hollow in (False, True)}
    assert len(drawn) == 6
    assert event_image("lost", theme, 20).startswith("data:image/svg+xml,%3Csvg")


def test_squares_are_as_large_as_triangles() -> None:
    corners = re.findall(r"(-?[\d.]+),(-?[\d.]+)", event_svg("other", "light", 40))
    side = 2 * max(float(x) for x, _ in corners)
    assert side**2 == pytest.approx(40 * 40 * TRIANGLE_HEIGHT / 2, rel=0.01)


def test_one_event_stays_at_its_place() -> None:
    assert spread_events((LOST,), (), FRAME, (760, 560)) == [LOST]


def test_events_of_one_place_stand_beside_each_other_and_beside_its_node() -> None:
    events = [replace(LOST, key=str(i), jobs=None) for i in range(5)]
    node = NodeMark("n", "n", "open", LOST.lon, LOST.lat)
    placed = spread_events(events, (node,), FRAME, (760, 560))
    assert len({(event.lon, event.lat) for event in placed}) == 5
    assert (LOST.lon, LOST.lat) not in {(event.lon, event.lat) for event in placed}
    # 760 px for 142 km: marks of 10 px are 1.9 km wide.
    for one in placed:
        for other in placed:
            assert one is other or km(one, other) > 1.7
    assert spread_events(events[::-1], (node,), FRAME, (760, 560)) == placed


def test_no_event_is_moved_far() -> None:
    events = [replace(LOST, key=str(i)) for i in range(60)]
    country = Frame(5, 47, 15, 55)
    for event in spread_events(events, (), country, (640, 500), 0.6):
        assert km(event, LOST) <= FURTHEST_KM + 0.1


def km(one: EventMark, other: EventMark) -> float:
    """Return the distance of two events near 50 degrees north, within some per cent."""
    across = (one.lon - other.lon) * 111.32 * math.cos(math.radians(50.5))
    return math.hypot(across, (one.lat - other.lat) * 111.32)
