"""Slides, read back: native charts with their data, shapes by name, a table, words, nothing that runs."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.dml import MSO_FILL_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from python_calamine import CalamineWorkbook

from atlas.charts.columns import Columns
from atlas.charts.lines import Line, Lines
from atlas.charts.small_multiples import Point
from atlas.export import Column
from atlas.export.picture_pptx import pptx
from atlas.export.plate import Plate
from atlas.export.press_texts import alt_text
from atlas.picture import Finish
from tests.atlas.export import plates

Make = Callable[..., Plate]
CHARTS = [make for make in plates.EVERY if make is not plates.area_map]
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def deck(made: Plate, finish: Finish = plates.FINISH) -> Any:
    return Presentation(io.BytesIO(pptx(made, finish)))


def chart(opened: Any) -> Any:
    return next(shape for shape in opened.slides[0].shapes if shape.has_chart)


def written(slide: Any) -> str:
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def described(element: Any) -> str | None:
    return next((one.get("descr") for one in element.iter(f"{SLIDES}cNvPr")), None)


@pytest.mark.parametrize("make", [plates.lines, plates.bars, plates.parts, plates.slope])
def test_a_chart_holds_the_figures_that_are_drawn(make: Make) -> None:
    made = make()
    found = {series.name: tuple(series.values) for series in chart(deck(made)).chart.plots[0].series}
    places = [str(category) for category in chart(deck(made)).chart.plots[0].categories]
    for series in made.content.drawn():
        known = dict(zip(series.at, series.values, strict=True))
        assert found[series.name] == tuple(known.get(place) for place in places)
    assert len(found) == len(made.content.drawn())


def test_years_without_figures_keep_their_place_on_the_axis() -> None:
    points = tuple(Point(year, value, "") for year, value in ((2012, 5.0), (2013, 6.0), (2016, 7.0)))
    plot = chart(deck(replace(plates.lines(), content=Lines((Line("A", points, "7"),))))).chart.plots[0]
    assert list(plot.categories) == ["2012", "2013", "2014", "2015", "2016"]
    assert tuple(plot.series[0].values) == (5.0, 6.0, None, None, 7.0)


def test_no_line_leads_across_a_break() -> None:
    # The break of 2024 cuts: 2022 is the first of four years.
    for series in chart(deck(plates.lines())).chart.plots[0].series:
        (point,) = series._element.xpath("c:dPt")
        assert point.xpath("c:idx/@val") == ["2"]
        assert point.xpath("c:spPr/a:ln/a:noFill")


def test_a_table_of_a_series_says_the_years() -> None:
    made = plates.lines()
    frame = pd.DataFrame(
        {"name": "Übersee", "area_code": "01001", "year": ["2024", "2025"], "value": [6.1, 12.25], "remark": ""}
    )
    heads = Column("name", "Kreis"), Column("area_code", "Schlüssel"), Column("remark", "Anmerkung")
    columns = (*heads, Column("year", "Jahr"), Column("value", "Quote", "number", decimals=1))
    made = replace(made, sheet=replace(made.sheet, frame=frame, columns=columns))
    table = next(shape for shape in deck(made).slides[1].shapes if shape.has_table).table
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Kreis", "Schlüssel", "Jahr", "Quote"],
        ["Übersee", "01001", "2024", "6,1"],
        ["Übersee", "01001", "2025", "12,3"],
    ]


def test_a_ranking_holds_ranks_and_their_intervals() -> None:
    drawn = plates.ranking().content.drawn()[0]
    plot = chart(deck(plates.ranking())).chart.plots[0]
    assert [tuple(series.values) for series in plot.series] == [drawn.values, drawn.low, drawn.high]
    assert [str(one) for one in plot.categories] == list(drawn.at)
    bars = next(plot._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}errBars"))
    reaches = [float(v.text) for v in bars.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}v")]
    # Upwards 2-1, 3-2, 3-3, downwards 1-1, 2-1, 3-2.
    assert reaches == [1, 1, 0, 0, 1, 1]


def test_a_scatter_holds_both_values_of_each_place_and_its_name() -> None:
    frame = chart(deck(plates.scatter()))
    (series,) = frame.chart.plots[0].series
    assert list(series.values) == [6.1, 12.25, 13.0]
    assert [float(v) for v in series._element.xpath("c:xVal//c:v/text()")] == [1, 2, 3]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook(frame))).get_sheet_by_index(0).to_python()
    assert rows[1:] == [[1.0, 6.1, plates.NAMES[0]], [2.0, 12.25, plates.NAMES[1]], [3.0, 13.0, plates.NAMES[2]]]


def test_a_timeline_has_its_events_at_their_days() -> None:
    (series,) = chart(deck(plates.timeline())).chart.plots[0].series
    # Days since 30 December 1899, as spreadsheets count: 1 March 2024 and 2 July 2025.
    assert [float(v) for v in series._element.xpath("c:xVal//c:v/text()")] == [45352, 45840]


def workbook(frame: Any) -> bytes:
    blob: bytes = frame.chart.part.chart_workbook.xlsx_part.blob
    return blob


def test_what_begins_like_a_formula_is_text_in_the_data_of_a_chart() -> None:
    made = plates.columns()
    content = made.content
    assert isinstance(content, Columns) and content.up is not None
    bad = replace(made, content=replace(content, at=("=1+1", "@a", "-2"), up=replace(content.up, name="=cmd()")))
    data = workbook(chart(deck(bad)))
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[0][1] == "=cmd()"
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_map_has_one_freeform_for_each_district_with_its_name_figure_and_colour() -> None:
    made = plates.area_map()
    groups = [shape for shape in deck(made).slides[0].shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert described(groups[0]._element) == alt_text(made)
    shapes = {shape.name: shape for shape in groups[0].shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM}
    assert set(plates.NAMES) < set(shapes)
    told = [described(shapes[name]._element) for name in plates.NAMES]
    assert told == [
        "Übersee: 6,1\u202f%",
        "Schmalkalden-Meiningen: 12,3\u202f%",
        "Gössitz: unbekannt oder geheim",
    ]
    fills = [shapes[name]._element.spPr.find(f"{DRAWING}solidFill/{DRAWING}srgbClr") for name in plates.NAMES]
    assert fills[0].get("val") == "E8F1FA" and fills[1].get("val") == "0B3368"
    # No figure: hatched. Its hole is a second ring of the same shape.
    assert fills[2] is None and shapes["Gössitz"]._element.spPr.find(f"{DRAWING}pattFill") is not None
    rings = [len(list(shapes[name]._element.iter(f"{DRAWING}moveTo"))) for name in plates.NAMES]
    assert rings == [1, 1, 2]


def test_districts_stand_side_by_side_as_on_the_map() -> None:
    group = next(s for s in deck(plates.area_map()).slides[0].shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP)
    places = {shape.name: shape for shape in group.shapes if shape.name in plates.NAMES}
    first, second, third = (places[name] for name in plates.NAMES)
    assert first.left < second.left < third.left
    assert abs(first.left + first.width - second.left) < 0.03 * first.width
    assert group.left <= first.left and group.left + group.width >= third.left + third.width


@pytest.mark.parametrize("make", plates.EVERY)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_slide_has_title_and_source_and_the_picture_its_words(make: Make, language: str) -> None:
    made = make(language)
    opened = deck(made)
    for slide in opened.slides:
        assert slide.shapes.title.text_frame.text == made.picture.title
        assert made.source_line in written(slide)
        numbers = [one.get("id") for one in slide.shapes._spTree.iter(f"{SLIDES}cNvPr")]
        assert len(numbers) == len(set(numbers))
    assert alt_text(made) in [described(element) for element in opened.slides[0].shapes._spTree]
    assert alt_text(made) in opened.slides[0].notes_slide.notes_text_frame.text
    assert (opened.core_properties.title, opened.core_properties.author) == (made.picture.title, "")
    assert opened.core_properties.language == language


def test_the_second_slide_is_the_table_with_signs_and_written_numbers() -> None:
    frame = next(shape for shape in deck(plates.area_map()).slides[1].shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert rows == [
        ["Schlüssel", "Kreis", "Rang", "Quote (%)", "Zweites"],
        ["01001", "Übersee", "2", "6,1", "1,0"],
        ["01002", "Schmalkalden-Meiningen", "1", "12,3", "2,0"],
        ["01003", "Gössitz", "3", ".", "3,0"],
    ]


def test_a_plain_slide_has_neither_title_nor_source_but_its_embargo_and_logo_stand_where_wanted() -> None:
    memory = io.BytesIO()
    Image.new("RGB", (40, 20)).save(memory, format="PNG")
    plain = deck(plates.bars(), Finish(90, 90, plain=True, embargo="Sperrfrist: frei ab morgen"))
    assert "Sperrfrist: frei ab morgen" in written(plain.slides[0])
    assert "Quelle" not in written(plain.slides[0]) and plain.slides[0].shapes.title is None
    full = deck(plates.bars(), Finish(90, 90, logo=memory.getvalue()))
    assert [s.name for s in full.slides[0].shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE] == ["Logo"]


@pytest.mark.parametrize("title", ["x" * 500, "<a>]]>&\"'", "\u202etitle\x00\x0b", "😀"])
def test_no_title_breaks_the_file_or_becomes_code(title: str) -> None:
    made = plates.area_map()
    data = pptx(replace(made, picture=replace(made.picture, title=title)), plates.FINISH)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
            assert "vba" not in name.lower() and "oleobject" not in name.lower()
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in archive.read(name)
    assert Presentation(io.BytesIO(data)).slides[0].shapes.title is not None


@pytest.mark.parametrize("make", plates.EVERY)
def test_the_same_plate_gives_the_same_bytes(make: Make) -> None:
    assert pptx(make(), plates.FINISH) == pptx(make(), plates.FINISH)


@pytest.mark.parametrize("theme", ["dark", "grey"])
def test_other_themes(theme: str) -> None:
    for make in CHARTS:
        made = make()
        made = replace(made, picture=replace(made.picture, theme=theme))  # type: ignore[arg-type]
        assert chart(deck(made)) is not None
    grey = deck(plates.area_map(theme="grey"))
    assert len(grey.slides) == 2


def test_columns_on_a_slide_are_those_of_the_screen() -> None:
    made = plates.columns()
    content = replace(made.content, partial=frozenset({1}), note="* Nicht vollständig.")  # type: ignore[type-var]
    opened = deck(replace(made, content=content))
    plot = chart(opened).chart.plots[0]
    assert list(plot.categories) == ["2023", "2024*", "2025"]
    up, down = plot.series
    assert [tuple(one.values) for one in (up, down)] == [(10, None, 30), (0, -5, None)]
    hatched = [down.points[i].format.fill.type == MSO_FILL_TYPE.PATTERNED for i in range(3)]
    assert hatched == [False, True, False]
    assert "* Nicht vollständig." in [
        shape.text_frame.text for shape in opened.slides[0].shapes if shape.has_text_frame
    ]
