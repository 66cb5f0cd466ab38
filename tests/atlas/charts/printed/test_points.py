"""Printed points: places and colours are those of the screen, names lie neither on marks nor on each other."""

from dataclasses import replace
from typing import Any

import pytest

from atlas.charts.axes import look
from atlas.charts.moran_scatter import MoranScatter, Names, moran_scatter
from atlas.charts.moran_scatter import Pair as MoranPair
from atlas.charts.pattern_kinds import fill
from atlas.charts.printed.beside import Named, placed
from atlas.charts.printed.page import Box
from atlas.charts.scatter import Pair, Scatter, scatter_chart
from atlas.picture import Content
from tests.atlas.charts.printed.looked_at import by_id, draw, extents, no_overlap, to_hex, words_of

SCATTER = Scatter(
    (
        Pair("01", "Aberg", 1, 10, ""),
        Pair("02", "Schmalkalden-Meiningen", 2, 40, "", 0),
        Pair("03", "Cedorf", 2.05, 40, "", 1),
        Pair("04", "Dedorf", 3, 20, ""),
    ),
    ("Quote (%), 2025", "Anteil (%), 2024"),
    (2.0, 30.0),
    ("Gestrichelt: der mittlere Wert.",),
)
MORAN = MoranScatter(
    (
        MoranPair("01", "Aberg", -1.0, -0.5, "low_low", ""),
        MoranPair("02", "Beburg", 1.0, 0.7, "none", ""),
        MoranPair("03", "Cedorf", 1.1, 0.9, "none", ""),
    ),
    0.6,
    Names("Kreis", "Nachbarn", "hoch unter Hohen", "niedrig unter Niedrigen", "hoch unter Niedrigen", "niedrig oben"),
    "02",
)
ROOM = Box(0, 0, 60, 40)


def points(trace: dict[str, Any]) -> list[list[float]]:
    """Return where the marks of a trace of the screen lie."""
    return [list(at) for at in zip(trace["x"], trace["y"], strict=True)]


def test_printed_points_lie_where_those_of_the_screen_lie() -> None:
    others, *chosen = scatter_chart(SCATTER, theme="light", language="de")["data"]
    page = draw(SCATTER)
    assert by_id(page, "others")[0].get_offsets().tolist() == points(others)
    for pair, trace in zip(SCATTER.chosen, chosen, strict=True):
        (mark,) = by_id(page, f"area-{pair.key}")
        assert mark.get_offsets().tolist() == [[trace["x"][0], trace["y"][0]]]
        assert to_hex(mark.get_facecolors()) == trace["marker"]["color"] == look(pair.chosen or 0).colour
    across, up = SCATTER.drawn()
    assert (across.values, up.values) == ((1, 2, 2.05, 3), (10, 40, 40, 20))
    assert across.at == up.at and across.keys == ("01", "02", "03", "04")


def test_lines_of_the_middle_are_those_of_the_screen() -> None:
    shapes = scatter_chart(SCATTER, theme="dark", language="de")["layout"]["shapes"]
    assert (shapes[0]["x0"], shapes[1]["y0"]) == SCATTER.middle
    assert not scatter_chart(replace(SCATTER, middle=None), theme="dark", language="de")["layout"]["shapes"]


def test_the_printed_slope_and_the_kinds_are_those_of_the_screen() -> None:
    line, quiet, told = moran_scatter(MORAN, "light")["data"]
    page = draw(MORAN)
    (slope,) = by_id(page, "slope")
    assert (list(slope.get_xdata()), list(slope.get_ydata())) == (line["x"], line["y"])
    assert by_id(page, "kind-none")[0].get_offsets().tolist() == points(quiet)
    (sign,) = by_id(page, "kind-low_low")
    assert to_hex(sign.get_facecolors()) == told["marker"]["color"][0] == fill("low_low", "light")
    assert "Beburg" in words_of(page) and "Cedorf" not in words_of(page)
    assert {"hoch unter Hohen", "niedrig oben"} <= set(words_of(page))
    assert MORAN.drawn()[1].values == (-0.5, 0.7, 0.9)


@pytest.mark.parametrize("size", [(45, 80), (91.5, 90), (183.5, 110), (420, 297)])
@pytest.mark.parametrize("content", [SCATTER, MORAN])
def test_titles_and_chosen_names_stand_on_every_page(content: Content, size: tuple[float, float]) -> None:
    page = draw(content, size=size, kind="scatter")
    told = words_of(page)
    assert all(left >= -0.2 and right <= size[0] + 0.2 for left, right, *_ in extents(page))
    assert no_overlap(page)
    wanted = [*(series.name for series in content.drawn())]
    wanted += ["Schmalkalden-Meiningen", "Cedorf"] if content is SCATTER else ["Beburg"]
    assert set(wanted) <= set(told)


def test_chosen_places_differ_in_form_where_there_are_no_colours() -> None:
    page = draw(SCATTER, "grey")
    first, second = by_id(page, "area-")
    assert to_hex(first.get_facecolors()) == to_hex(second.get_facecolors()) == "#000000"
    assert first.get_paths()[0].vertices.tolist() != second.get_paths()[0].vertices.tolist()


def test_without_labels_no_place_is_named() -> None:
    told = words_of(draw(SCATTER, labels=False))
    assert "Cedorf" not in told and SCATTER.titles[0] in told


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes lie on each other."""
    return (
        min(one.right, other.right) > max(one.left, other.left) + 1e-6
        and min(one.top, other.top) > max(one.bottom, other.bottom) + 1e-6
    )


def test_a_name_stands_right_of_its_mark_where_nothing_is_there() -> None:
    (found,) = placed([Named(30, 20, 1, "Aberg", 8)], [Box(29, 19, 2, 2)], ROOM)
    assert found.x > 31 and found.free and not found.away


def test_names_that_need_not_be_are_left_out_where_they_would_lie_on_something() -> None:
    wall = [Box(0, 0, 60, 40)]
    assert placed([Named(30, 20, 1, "Aberg", 8)], wall, ROOM) == []
    (must,) = placed([Named(30, 20, 1, "Aberg", 8, must=True)], wall, ROOM)
    assert not must.free


def test_a_name_that_must_be_goes_away_from_a_crowd_and_a_line_leads_to_it() -> None:
    crowd = [Box(20, 12, 20, 16)]
    (found,) = placed([Named(30, 20, 1, "Aberg", 8, must=True)], crowd, ROOM)
    assert found.away and found.free
    start, end = found.line
    # The line begins at the edge of the mark.
    assert ((start[0] - 30) ** 2 + (start[1] - 20) ** 2) ** 0.5 == pytest.approx(1)
    assert not overlap(Box(end[0], end[1], 0.01, 0.01), crowd[0])


def test_names_stay_inside_the_room() -> None:
    for x, y in ((0, 0), (60, 40), (0, 40), (60, 0)):
        (found,) = placed([Named(x, y, 1, "Schmalkalden-Meiningen", 8, must=True)], [], ROOM)
        assert found.x >= 0 and 0 <= found.y <= 40
