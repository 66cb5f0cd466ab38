"""Maps for the press, of the figures that ship: print says what the screen says, readable at any size."""

import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
import shapely

from atlas.analysis.register import Filter
from atlas.charts.area_chart import area_chart
from atlas.charts.printed import printed
from atlas.export.picture_files import svg
from atlas.export.plate import Plate
from atlas.export.press_texts import alt_text
from atlas.messages import LANGUAGES, words
from atlas.picture import Finish, Theme
from atlas.store import Store
from atlas.ui import address
from atlas.ui.controls import Choice
from atlas.ui.exposure_map_plate import exposure_map_plate
from atlas.ui.exposure_plates import published_settings
from atlas.ui.map_plates import headline, map_plate
from atlas.ui.network_plate import NoOpenNodeError, nodes_plate
from atlas.ui.patterns import Settings, patterns
from atlas.ui.patterns_map_plate import patterns_map_plate
from atlas.ui.register import of
from atlas.ui.register_map_plate import register_map_plate
from atlas.ui.visit import Visit
from geo import catchments, clusters

DAY = date(2026, 11, 23)
RATE, CHANGE = "unemployment_rate", "unemployment_rate_change_pp"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def nobody_visits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give what a page knows of its visitor: the address."""
    monkeypatch.setattr(address, "link", lambda: "https://atlas.example/karte")
    monkeypatch.setattr(address, "held", dict)


def visit(store: Store, language: str = "de") -> Visit:
    return Visit(words(language), store, store.region())


def seen(store: Store, area: str = "16", indicator: str = RATE, district: str | None = None) -> Choice:
    row = store.indicator_rows[indicator]
    return Choice(row, store.periods(indicator)[-1], area, district, DAY, "quantiles")


def pattern_plate(store: Store) -> Plate:
    choice = seen(store, "DG")
    found = patterns(store, Settings(RATE, choice.period, "DG", "moran"), clusters)
    return patterns_map_plate(visit(store), choice, found)


def on_screen(plate: Plate) -> dict[str, str]:
    """Return the colour of each area of the interactive figure, by its code."""
    found: dict[str, str] = {}
    for trace in area_chart(plate.picture, plate.content)["data"]:  # type: ignore[arg-type]
        if trace["type"] == "choropleth" and "hovertemplate" in trace:
            steps = trace["colorscale"]
            classes = len(steps) // 2
            for code, z in zip(trace["locations"], trace["z"], strict=True):
                found[code] = steps[2 * z][1] if classes > 1 else steps[0][1]
    return found


def in_print(plate: Plate) -> dict[str, str]:
    """Return the colour of each area of the SVG, by its code."""
    document = ElementTree.fromstring(svg(plate, Finish(183.5, 130)))
    found = {}
    for group in document.iter(f"{SVG}g"):
        if (group.get("id") or "").startswith("area-"):
            style = group.find(f"{SVG}path").get("style")  # type: ignore[union-attr]
            found[str(group.get("id"))[5:]] = re.search(r"fill: (#\w{6})", str(style)).group(1).upper()  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize(
    ("area", "indicator", "theme"),
    [("16", RATE, "light"), ("16", CHANGE, "dark"), ("DG", CHANGE, "light"), ("westthueringen", RATE, "dark")],
)
def test_print_and_screen_colour_every_district_alike(store: Store, area: str, indicator: str, theme: Theme) -> None:
    plate = map_plate(visit(store), seen(store, area, indicator))
    plate = replace(plate, picture=replace(plate.picture, theme=theme))
    drawn = in_print(plate)
    assert drawn == on_screen(plate) and len(drawn) == {"16": 22, "DG": 400}.get(area, 6)


def test_print_and_screen_colour_kinds_and_places_alike(store: Store) -> None:
    for plate in (pattern_plate(store), nodes_plate(visit(store), "16", DAY, catchments)):
        assert in_print(plate) == on_screen(plate)


@pytest.mark.parametrize("indicator", [RATE, "insolvency_employees"])
def test_figures_are_those_of_the_database_in_both_languages(store: Store, indicator: str) -> None:
    choice = seen(store, "16", indicator)
    rows = store.values(indicator, choice.period).set_index("area_code")["value"]
    german, english = (map_plate(visit(store, language), choice) for language in ("de", "en"))
    for plate in (german, english):
        (values,) = plate.content.drawn()
        figures = dict(zip(values.keys, values.values, strict=True))
        assert len(figures) == 22
        for code, value in figures.items():
            assert (value is None and rows.isna()[code]) or value == rows[code]
    assert german.picture.title != english.picture.title and german.named != english.named
    assert german.figure in {column.name for column in german.sheet.columns}


def test_districts_without_a_figure_are_hatched(store: Store) -> None:
    plates = (map_plate(visit(store), seen(store, "16", name)) for name in store.indicator_rows)
    plate = next(one for one in plates if any(value is None for value in one.content.drawn()[0].values))
    (values,) = plate.content.drawn()
    without = {f"hatched-{key}" for key, value in zip(values.keys, values.values, strict=True) if value is None}
    ids = {element.get("id") for element in ElementTree.fromstring(svg(plate, Finish(91.5, 110))).iter()}
    assert {one for one in ids if one and one.startswith("hatched-")} == without != set()


def test_all_districts_can_be_told_on_the_small_map(store: Store) -> None:
    plate = map_plate(visit(store), seen(store))
    small = said(plate, Finish(45, 115))
    told = " ".join(small).replace("- ", "-")
    (values,) = plate.content.drawn()
    assert len(values.at) == 22 and [text for text in small if text.isdigit()].count("22") == 2
    assert all(name in told for name in values.at)
    large = " ".join(said(plate, Finish(183.5, 140))).replace("- ", "-")
    assert all(name in large for name in values.at) and "22" not in large.split()


@pytest.mark.parametrize(
    ("area", "size"),
    [("16", (45, 115)), ("16", (91.5, 110)), ("16", (183.5, 140)), ("16", (420, 297)), ("16", (297, 420)),
     ("DG", (45, 100)), ("DG", (183.5, 140)), ("westthueringen", (45, 100)), ("westthueringen", (91.5, 60))],
)  # fmt: skip
def test_no_name_number_or_word_of_the_legend_lies_on_another(
    store: Store, area: str, size: tuple[float, float]
) -> None:
    plate = map_plate(visit(store), seen(store, area, CHANGE))
    boxes = text_boxes(plate, Finish(*size))
    for (text, box), (other, beside) in combinations(boxes, 2):
        assert box.intersection(beside).area <= 0.02 * min(box.area, beside.area), (text, other)


def test_a_chosen_district_is_in_the_title_the_legend_and_the_name_of_the_file(store: Store) -> None:
    plate = map_plate(visit(store), seen(store, district="16063"))
    (values,) = plate.content.drawn()
    value = values.values[values.keys.index("16063")]
    assert "Wartburgkreis: " in plate.picture.title and words("de").number(value or 0, 1) in plate.picture.title
    assert "Wartburgkreis" in plate.named and "Wartburgkreis" in said(plate, Finish(91.5, 110))


def test_the_title_names_the_highest_and_the_lowest_where_there_is_one(store: Store) -> None:
    plate = map_plate(visit(store), seen(store))
    (values,) = plate.content.drawn()
    known = {name: value for name, value in zip(values.at, values.values, strict=True) if value is not None}
    assert max(known, key=known.__getitem__) in plate.picture.title
    assert min(known, key=known.__getitem__) in plate.picture.title
    assert (
        headline("Ein Satz.", "Titel") == "Ein Satz"
        and headline("", "Titel") == headline("x" * 200, "Titel") == "Titel"
    )


def test_the_map_of_the_register_and_of_the_index_have_their_own_tables(store: Store) -> None:
    register = of(store, Filter())
    plate = register_map_plate(visit(store), register)
    (values,) = plate.content.drawn()
    inside = register.rows["area_code"].isin(values.keys)
    assert sum(value or 0 for value in values.values) == inside.sum() and len(plate.sheet.frame) == len(register.rows)
    days = sorted(register.rows["announced_on"])
    assert all(words("de").period(days[end]) in alt_text(plate) for end in (0, -1))
    index = exposure_map_plate(visit(store), seen(store), published_settings(store, "16"))
    (scores,) = index.content.drawn()
    table = index.sheet.frame.set_index("area_code")["value"]
    assert dict(zip(scores.keys, scores.values, strict=True)) == table.to_dict()


def test_there_is_no_map_of_nodes_before_the_first_one(store: Store) -> None:
    with pytest.raises(NoOpenNodeError):
        nodes_plate(visit(store), "16", date(2000, 1, 1), catchments)
    plate = nodes_plate(visit(store), "16", DAY, catchments)
    (ways,) = plate.content.drawn()
    assert sorted(way or 0.0 for way in ways.values) == sorted(plate.sheet.frame["km"].tolist())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_of_the_nodes_says_for_how_many_one_is_near(store: Store, language: str) -> None:
    near, whole = (
        plate.sheet.frame.loc[plate.sheet.frame["km"] <= limit, "population"].sum()
        for plate in [nodes_plate(visit(store), "16", DAY, catchments)]
        for limit in (20, float("inf"))
    )
    picture = nodes_plate(visit(store, language), "16", DAY, catchments).picture
    w = words(language)
    assert w.value(100 * near / whole, "%") in picture.title and store.names[language]["16"] in picture.title
    assert w.date(DAY) in picture.subtitle
    assert len(picture.title) <= 160 and len(picture.subtitle) <= 240


def said(plate: Plate, finish: Finish) -> list[str]:
    """Return the texts of the printed map, in the order of drawing."""
    from matplotlib.text import Text

    figure = printed(plate.picture, plate.content, finish).figure
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def text_boxes(plate: Plate, finish: Finish) -> list[tuple[str, Any]]:
    """Return the texts of the printed map with the boxes (mm) that their letters fill, all of them on the page."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    figure = printed(plate.picture, plate.content, finish).figure
    # Fine enough that no letter is wider for standing on whole dots.
    figure.set_dpi(600)
    canvas = FigureCanvasAgg(figure)
    found = []
    for text in figure.findobj(Text):
        if text.get_text():
            extent = text.get_window_extent(canvas.get_renderer())
            x0, y0, x1, y1 = (float(edge) * 25.4 / figure.dpi for edge in extent.extents)
            # A box is as high as a line with all its accents; letters fill two thirds of it.
            free = (y1 - y0) / 6
            found.append((text.get_text(), shapely.box(x0, y0 + free, x1, y1 - free)))
    page = shapely.box(0, 0, finish.width_mm, finish.height_mm).buffer(0.2)
    assert [text for text, box in found if not page.covers(box)] == []
    return found
