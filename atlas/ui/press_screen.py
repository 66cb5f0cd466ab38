"""A plate on the screen: what the embedded chart is drawn by, with its size and the buttons above it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from atlas.charts.area_chart import area_chart
from atlas.charts.area_map import AreaMap
from atlas.charts.columns import COLUMNS_PX, Columns, columns_chart
from atlas.charts.lines import LINES_PX, Lines, line_comparison
from atlas.charts.ranking import Ranking, ranking_chart, rows_height
from atlas.charts.screen import CREDIT_PX, map_config, timeline_config
from atlas.export import file_name
from atlas.export.plate import Plate
from atlas.picture import Content, Picture, Theme
from atlas.ui.map_block import SIZE_PX, aspect, button_text
from atlas.ui.visit import Visit

# So flat that the height alone counts.
FLAT = 0.001


@dataclass(frozen=True)
class Screen:
    """A plotly figure (a plain dict) with its settings and sizes, as map_component takes them."""

    figure: dict[str, Any]
    config: dict[str, Any]
    sizes: dict[str, float]


def screen(visit: Visit, plate: Plate, theme: Theme, height_px: int) -> Screen:
    """Return a plate as it is drawn on the screen, at most so high where its height is free.

    Raises KeyError for a content that has no place in the gallery.
    """
    name = file_name(*plate.named, language=visit.language, extension="svg").removesuffix(".svg")
    picture = replace(plate.picture, theme=theme)
    is_map = isinstance(plate.content, AreaMap)
    config = (map_config if is_map else timeline_config)(visit.language, name, lambda word: button_text(visit, word))
    figure, sizes = _BUILDERS[type(plate.content)](plate.content, picture, height_px)
    return Screen(figure, config, sizes)


def _map(content: AreaMap, picture: Picture, height_px: int) -> tuple[dict[str, Any], dict[str, float]]:
    assert picture.frame is not None
    figure = area_chart(picture, content, size_px=(SIZE_PX[0], height_px))
    return figure, {"aspect": aspect(picture.frame), "height": height_px, "below": CREDIT_PX}


def _ranking(content: Ranking, picture: Picture, _: int) -> tuple[dict[str, Any], dict[str, float]]:
    return ranking_chart(content, picture.theme), {"aspect": FLAT, "height": rows_height(len(content.rows)), "below": 0}


def _lines(content: Lines, picture: Picture, _: int) -> tuple[dict[str, Any], dict[str, float]]:
    figure = line_comparison(content, theme=picture.theme, language=picture.language)
    return figure, {"aspect": FLAT, "height": LINES_PX, "below": 0}


def _columns(content: Columns, picture: Picture, _: int) -> tuple[dict[str, Any], dict[str, float]]:
    return columns_chart(content, theme=picture.theme), {
        "aspect": FLAT,
        "height": COLUMNS_PX,
        "below": 0,
    }


_BUILDERS: dict[type[Content], Callable[[Any, Picture, int], tuple[dict[str, Any], dict[str, float]]]] = {
    AreaMap: _map,
    Ranking: _ranking,
    Lines: _lines,
    Columns: _columns,
}
