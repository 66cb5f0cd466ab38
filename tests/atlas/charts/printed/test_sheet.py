"""The printed page at every size: nothing that is written is cut, and no words lie on each other."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from atlas.charts.printed import printed
from atlas.export import sizes
from atlas.export.drawn import SETTINGS
from atlas.export.plate import Plate
from atlas.picture import Finish
from tests.atlas.export import plates

LONG = "Schmalkalden-Meiningen, Saalfeld-Rudolstadt und der Unstrut-Hainich-Kreis sind am stärksten betroffen, " * 2
EMBARGO = "Sperrfrist: frei ab 1. Dezember 2026, 10:00 Uhr (MEZ)"


def words_on(plate: Plate, finish: Finish) -> tuple[list[tuple[str, Any]], Any]:
    """Return what is written on a page with its boxes, and the box of the page."""
    picture = replace(plate.picture, source=plate.source_line)
    with matplotlib.rc_context(SETTINGS):
        figure = printed(picture, plate.content, finish).figure
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        renderer = canvas.get_renderer()
        found = [
            (text.get_text(), text.get_window_extent(renderer))
            for axes in figure.axes
            for text in axes.findobj(matplotlib.text.Text)
            if text.get_visible() and text.get_text().strip()
        ]
    return found, figure.bbox


def faults(found: list[tuple[str, Any]], page: Any) -> list[str]:
    """Return what is cut by the edge or lies on something else."""
    told = [text for text, box in found if box.x0 < -1 or box.y0 < -1 or box.x1 > page.x1 + 1 or box.y1 > page.y1 + 1]
    for i, (text, box) in enumerate(found):
        for other, place in found[:i]:
            wide = min(box.x1, place.x1) - max(box.x0, place.x0)
            high = min(box.y1, place.y1) - max(box.y0, place.y0)
            # Boxes hold the room for the lowest and highest letters: lines that follow closely share some of it.
            if wide > 1 and high > 0.4 * min(box.height, place.height):
                told.append(f"{text!r} on {other!r}")
    return told


@pytest.mark.parametrize("make", plates.EVERY)
@pytest.mark.parametrize("key", sizes.PRESETS)
def test_nothing_is_cut_or_lies_on_something_else(make: Callable[[], Plate], key: str) -> None:
    size = sizes.PRESETS[key]
    found, page = words_on(make(), Finish(size.width_mm, size.height_mm, letters=1.3 if size.pixels else 1))
    assert faults(found, page) == []


@pytest.mark.parametrize("key", ["column_one", "column_two", "wide"])
def test_a_long_title_and_an_embargo_are_whole(key: str) -> None:
    size, plate = sizes.PRESETS[key], plates.ranking()
    plate = plate.with_words(LONG[:160].strip(), LONG.strip())
    found, page = words_on(plate, Finish(size.width_mm, size.height_mm, embargo=EMBARGO))
    assert faults(found, page) == []
    whole = "".join(text for text, _ in found).replace(" ", "")
    for text in (LONG[:160], EMBARGO, plate.source_line):
        assert text.replace(" ", "") in whole


def test_a_fault_is_found() -> None:
    plate = plates.ranking().with_words("x" * 160, "")
    found, page = words_on(plate, plates.FINISH)
    box = found[0][1]
    assert faults([*found, ("again", box)], page)
    assert faults([("beyond", box.translated(page.x1, 0))], page)
