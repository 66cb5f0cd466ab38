"""A timeline in print: marks at their days in their lanes, a key in the size of the marks, at any size of page."""

from datetime import date
from itertools import pairwise

import pytest

from atlas.charts.colours import INKS
from atlas.charts.event_marks import mark_px
from atlas.charts.timeline import Timeline
from atlas.picture import TimeMark
from tests.atlas.charts.printed.looked_at import by_id, draw, extents, no_overlap, to_hex, words_of

LANES = (("1", "Schmalkalden-Meiningen"), ("2", "Aberg"), ("3", "Saalfeld-Rudolstadt"))
MARKS = (
    TimeMark("a", date(2018, 1, 1), True, "1", "lost", 2000, "A"),
    TimeMark("b", date(2021, 7, 2), False, "2", "created", 500, "B"),
    TimeMark("c", date(2021, 7, 9), True, "2", "other", None, "C"),
    TimeMark("d", date(2024, 12, 31), True, "9", "lost", None, "anderswo"),
)
CONTENT = Timeline(
    MARKS,
    LANES,
    date(2024, 12, 31),
    "Tag der Meldung",
    date(2018, 1, 1),
    "2",
    (("lost", "Stellen fallen weg"), ("created", "Stellen entstehen"), ("other", "gefährdet oder ohne Angabe")),
    ((125, "125 oder weniger"), (500, "500"), (2000, "2 000 oder mehr")),
    "Hohles Zeichen: Nur der Monat oder das Jahr ist bekannt.",
)


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the middle of the box around a shape."""
    xs, ys = zip(*points, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def test_each_mark_of_a_lane_stands_at_its_day_and_no_other() -> None:
    page = draw(CONTENT, kind="timeline")
    marks = {mark.get_gid(): mark for mark in by_id(page, "event-")}
    assert set(marks) == {"event-a", "event-b", "event-c"}
    places = {key: middle(mark.get_xy()) for key, mark in marks.items()}
    right = marks["event-a"].axes.get_xlim()[1]
    assert places["event-a"][0] == pytest.approx(0, abs=0.01)
    assert places["event-b"][0] / right == pytest.approx(0.5, abs=0.005)
    assert places["event-b"][0] < places["event-c"][0]
    assert places["event-a"][1] > places["event-b"][1]


def test_a_day_that_is_not_known_is_hollow_and_colours_are_those_of_the_screen() -> None:
    marks = {mark.get_gid(): mark for mark in by_id(draw(CONTENT, kind="timeline"), "event-")}
    inks = INKS["light"]
    assert to_hex([marks["event-a"].get_facecolor()]) == inks.symbol
    assert to_hex([marks["event-b"].get_facecolor()]) == inks.halo
    assert to_hex([marks["event-b"].get_edgecolor()]) == inks.created


@pytest.mark.parametrize("size", [(45, 110), (91.5, 105), (183.5, 135), (420, 297)])
def test_the_key_shows_marks_as_large_as_they_are_drawn(size: tuple[float, float]) -> None:
    page = draw(CONTENT, size=size, kind="timeline")
    widths = [max(x for x, _ in mark.get_xy()) - min(x for x, _ in mark.get_xy()) for mark in by_id(page, "key")]
    drawn = next(iter(by_id(page, "event-a"))).get_xy()
    wide = max(x for x, _ in drawn) - min(x for x, _ in drawn)
    assert widths[-1] == pytest.approx(wide)
    assert widths[-3] / widths[-1] == pytest.approx(mark_px(125) / mark_px(2000))


@pytest.mark.parametrize("size", [(45, 110), (91.5, 105), (183.5, 135), (420, 297)])
def test_names_years_and_key_stay_on_the_page_and_off_each_other(size: tuple[float, float]) -> None:
    page = draw(CONTENT, size=size, kind="timeline")
    assert no_overlap(page)
    assert all(left >= 0 and right <= size[0] and low >= 0 for left, right, low, _ in extents(page))
    assert {"Aberg", "2024", "Tag der Meldung", "Stellen entstehen"} <= set(words_of(page))


def test_crowded_lanes_keep_their_marks_inside_and_apart() -> None:
    crowd = tuple(TimeMark(f"m{i}", date(2024, 1, 1 + i), True, "1", "lost", 2000, "") for i in range(9))
    page = draw(Timeline(crowd, LANES, date(2024, 12, 31), "Tag", date(2018, 1, 1)), kind="timeline")
    heights = sorted(middle(mark.get_xy())[1] for mark in by_id(page, "event-"))
    ys = [y for _, y in by_id(page, "event-m0")[0].get_xy()]
    assert all(above - below >= max(ys) - min(ys) for below, above in pairwise(heights))
