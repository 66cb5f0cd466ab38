"""Printed rows: what is drawn equals what the screen draws, names find room, signs are told in grey too."""

from dataclasses import replace
from typing import Any

import pytest

from atlas.charts.axes import look
from atlas.charts.bar_rows import BarRow, BarRows, bar_rows
from atlas.charts.contributions import Contributions, Part, contribution_bars
from atlas.charts.printed.parts import fill_of
from atlas.charts.printed.row_sheet import shown_names
from atlas.charts.ranking import Ranking, RankRow, bar_colour, category, ranking_chart
from atlas.charts.value_rows import ValueRow, ValueRows, value_rows
from atlas.picture import Content, Theme
from tests.atlas.charts.printed.looked_at import by_id, draw, extents, no_overlap, to_hex, words_of

LONG = "Neustadt an der Aisch-Bad Windsheim"
RANKS = Ranking(
    (
        RankRow("01", "Aberg", 1, "", 1, 3, 1, 4),
        RankRow("02", "Schmalkalden-Meiningen", 2, "", 1, 2, 1, 3),
        RankRow("03", LONG, 2, ""),
    ),
    4,
    "Rang (1 = am stärksten betroffen)",
    "02",
    ("Punkt: Rang.",),
)
VALUES = ValueRows(
    (
        ValueRow("01", "Aberg", 5.0, "", 3.0, 8.0, hollow=True, rank=1, told="5,0"),
        ValueRow("02", "Beburg", 4.0, "", chosen=1, rank=2, told="4,0"),
        ValueRow("-", "… 7 weitere", None, ""),
    ),
    "%",
    True,
)
BARS = BarRows(
    (BarRow("A", 100, "100 %", "", chosen=True), BarRow("B", 40, "40 %", ""), BarRow("C", 0, "0 %", "")), "x"
)
BARS = BarRows(
    (BarRow("A", 100, "100 %", "", chosen=True), BarRow("B", 40, "40 %", ""), BarRow("C", 0, "0 %", "")), "Anteil"
)
PARTS = Contributions(
    RANKS.rows[:2], (Part("Autos", (30.0, -5.0), ("", "")), Part("Werkzeug", (10.0, None), ("", ""))), "Punkte"
)
EVERY: tuple[Content, ...] = (RANKS, VALUES, BARS, PARTS)
SIZES = ((45, 90), (91.5, 90), (183.5, 110), (420, 297))


def test_the_printed_ranks_and_their_bars_are_those_of_the_screen() -> None:
    whiskers, bars, dots = ranking_chart(RANKS, "light")["data"]
    page = draw(RANKS)
    (ranks,) = by_id(page, "ranks")
    assert ranks.get_offsets().tolist() == [[x, y] for x, y in zip(dots["x"], dots["y"], strict=True)]
    likely = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in by_id(page, "likely-")]
    assert likely == [(bars["x"][0], bars["x"][1]), (bars["x"][3], bars["x"][4])]
    reach = [tuple(line.get_xdata()) for line in by_id(page, "reach-")]
    assert reach == [(whiskers["x"][0], whiskers["x"][1]), (whiskers["x"][3], whiskers["x"][4])]
    assert RANKS.drawn()[0].values == tuple(dots["x"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_printed_values_have_place_and_colour_of_the_screen(theme: Theme) -> None:
    spans, dots = value_rows(VALUES, theme=theme, language="de")["data"]
    page = draw(VALUES, theme)
    marks = by_id(page, "area-")
    assert [mark.get_offsets().tolist()[0] for mark in marks] == [
        [x, y] for x, y in zip(dots["x"], dots["y"], strict=True)
    ]
    hollow, chosen = marks
    assert to_hex(hollow.get_edgecolors()) == dots["marker"]["color"][0].upper()
    assert to_hex(hollow.get_facecolors()) != to_hex(hollow.get_edgecolors())
    assert to_hex(chosen.get_facecolors()) == dots["marker"]["color"][1].upper() == look(1).colour
    assert [tuple(line.get_xdata()) for line in by_id(page, "interval-")] == [(spans["x"][0], spans["x"][1])]
    # What was left out is said, and is no value.
    assert "… 7 weitere" in words_of(page) and VALUES.drawn()[0].values == (5.0, 4.0)


def test_the_chosen_place_has_a_form_of_its_own_in_grey() -> None:
    quiet, chosen = by_id(draw(replace(VALUES, rows=VALUES.rows[:2]), "grey"), "area-")
    assert quiet.get_paths()[0].vertices.shape != chosen.get_paths()[0].vertices.shape


def test_the_printed_bars_are_as_long_as_those_of_the_screen_and_hatched_alike() -> None:
    full, part, ends = bar_rows(BARS, theme="light", language="de")["data"]
    whole, some = by_id(draw(BARS), "bar-")
    assert (whole.get_width(), some.get_width()) == (max(x for x in full["x"] if x), max(x for x in part["x"] if x))
    assert bool(whole.get_hatch()) == bool(full["fillpattern"]["shape"]) is False
    assert bool(some.get_hatch()) == bool(part["fillpattern"]["shape"]) is True
    assert to_hex([whole.get_facecolor()]) == full["fillcolor"]
    assert {"100 %", "40 %", "0 %"} <= set(words_of(draw(BARS)))
    assert BARS.drawn()[0].values == tuple(ends["x"])


def test_the_printed_parts_follow_one_another_as_on_the_screen() -> None:
    traces = contribution_bars(PARTS, "light")["data"]
    page = draw(PARTS)
    for position, trace in enumerate(traces[::2]):
        ends = [sorted((bar.get_x(), bar.get_x() + bar.get_width())) for bar in by_id(page, f"part-{position}-")]
        assert ends == [sorted(trace["x"][i : i + 2]) for i in range(0, len(trace["x"]), 6)]
        assert all(to_hex([bar.get_facecolor()]) == trace["fillcolor"] for bar in by_id(page, f"part-{position}-"))
    # A part that a row has not is no nil.
    assert PARTS.drawn()[1].values == (10.0, None)
    assert {"Autos", "Werkzeug"} <= set(words_of(page))


def test_parts_are_told_apart_without_colours() -> None:
    looks = {(fill_of(i, "grey").colour, fill_of(i, "grey").hatch) for i in range(6)}
    assert len(looks) == 6 and len({hatch for _, hatch in looks}) == 6
    assert all(colour[1:3] == colour[3:5] == colour[5:] for colour, _ in looks)
    assert fill_of(0, "light").colour == category(0)
    assert len(fill_of(1, "light", 6).hatch) > len(fill_of(1, "light", 12).hatch)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("content", EVERY)
def test_all_names_are_written_and_nothing_leaves_the_page(content: Content, size: tuple[float, float]) -> None:
    page = draw(content, size=size)
    told = words_of(page)
    for name in content.drawn()[0].at:
        assert any(name in text or (text.endswith("…") and text[:-1].rstrip() in f"2 {name}") for text in told), name
    boxes = extents(page)
    assert all(left >= -0.2 and right <= size[0] + 0.2 for left, right, *_ in boxes)
    assert all(low >= -0.2 and high <= size[1] + 0.2 for *_, low, high in boxes)
    assert no_overlap(page)


def test_a_long_name_is_whole_where_there_is_room_and_ends_in_an_ellipsis_where_there_is_none() -> None:
    assert f"2 {LONG}" in words_of(draw(RANKS, size=(183.5, 90)))
    assert any(text.endswith("…") for text in words_of(draw(RANKS, size=(45, 90))))
    # The longest name of the region fits into the narrowest column.
    assert "2 Schmalkalden-Meiningen" in words_of(draw(RANKS, size=(45, 90)))


def test_of_many_rows_on_a_low_page_all_marks_are_drawn_and_some_are_named() -> None:
    rows = tuple(RankRow(str(i), f"Kreis {i}", i, "") for i in range(1, 47))
    low = draw(Ranking(rows, 46, "Rang", "30"), size=(45, 60))
    named = [text for text in words_of(low) if "Kreis" in text]
    assert 3 <= len(named) < 46
    assert "30 Kreis 30" in named
    assert len(by_id(low, "ranks")[0].get_offsets()) == 46
    assert len([text for text in words_of(draw(Ranking(rows, 46, "Rang"), size=(91.5, 180))) if "Kreis" in text]) == 46
    assert no_overlap(low)


def test_names_where_there_is_room_for_every_third_row() -> None:
    assert shown_names(4, 1, ()) == [0, 1, 2, 3]
    assert shown_names(10, 3, ()) == [0, 3, 6, 9]
    assert shown_names(10, 3, [4]) == [0, 4, 9]


def test_without_labels_there_are_no_names_and_the_axis_stays() -> None:
    told = words_of(draw(VALUES, labels=False))
    assert not any("burg" in text or text == "4,0" for text in told) and "%" in told


def test_what_the_signs_mean_stands_below_unless_the_picture_is_too_low() -> None:
    assert "Punkt: Rang." in words_of(draw(RANKS))
    long = replace(RANKS, legend=("Punkt: Rang mit den gewählten Gewichten. " * 12,))
    assert not any("gewählten" in text for text in words_of(draw(long, size=(45, 60))))


def test_in_grey_nothing_has_a_colour() -> None:
    (bar, *_) = by_id(draw(RANKS, "grey"), "likely-")
    assert to_hex([bar.get_facecolor()]) == bar_colour("grey")
    for content in EVERY:
        for part in draw(content, "grey").figure.findobj(lambda one: hasattr(one, "get_facecolor")):
            for red, green, blue, *_ in colours(part):
                assert red == pytest.approx(green) == pytest.approx(blue)


def colours(part: Any) -> list[Any]:
    """Return the colours that a part is filled with, as red, green, blue and opacity."""
    found = part.get_facecolor()
    return [found] if len(found) == 4 and not hasattr(found[0], "__len__") else list(found)
