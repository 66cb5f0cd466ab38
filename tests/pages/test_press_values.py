"""Every ready picture in both languages: what SVG, slides, XLSX and CSV hold is what the database holds."""

import csv
import io
import re
from functools import cache
from typing import Any
from xml.etree import ElementTree

import duckdb
import numpy as np
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from python_calamine import CalamineWorkbook

import geo.catchments
from atlas.charts.area_map import AreaMap
from atlas.charts.colours import class_colours
from atlas.export import sizes
from atlas.export.embargo import now
from atlas.export.plate import Plate
from atlas.export.press_pack import Order, files_of
from atlas.messages import LANGUAGES, words
from atlas.picture import Values
from atlas.store import Store
from atlas.ui import press_gallery
from atlas.ui.press_asked import EVENTS, MAP, NODES, RANKING
from atlas.ui.visit import Visit

SERIES = ("unemployment", "employment", "insolvencies", "district")
GALLERY = (MAP, RANKING, *SERIES[:-1], EVENTS, NODES, SERIES[-1])
SVG = "{http://www.w3.org/2000/svg}"
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def made(store: Store) -> Any:
    """Return what makes plate and files of a picture of the gallery, each once."""

    @cache
    def make(name: str, language: str) -> tuple[Plate, Files]:
        visit = Visit(words(language), store, store.region())
        plate = press_gallery.plate_of(visit, press_gallery.ready(visit)[name], geo.catchments)
        files = files_of(plate, Order(("svg", "pptx", "xlsx", "csv"), sizes.PRESETS["column_three"]), now())
        return plate, {("data" if "-data-" in key else "") + key.rsplit(".", 1)[1]: data for key, data in files.items()}

    return make


def asked(store: Store, question: str, *given: object) -> list[tuple[Any, ...]]:
    """Return rows of the database, without the atlas's own questions."""
    with duckdb.connect(str(store.file), read_only=True) as connection:
        return connection.execute(question, given).fetchall()


def series_of(store: Store, indicator: str, area: str) -> dict[str, float]:
    rows = asked(
        store,
        "SELECT left(period, 4), value FROM value_current WHERE indicator_id = ? AND area_code = ? "
        "AND value IS NOT NULL AND coalesce(sign, '') IN ('', '-')",
        indicator,
        area,
    )
    return dict(rows)


def table(files: Files) -> list[dict[str, str]]:
    """Return the rows of the CSV for programs."""
    return list(csv.DictReader(io.StringIO(files["datacsv"].decode("utf-8"))))


def chart(files: Files) -> Any:
    slide = Presentation(io.BytesIO(files["pptx"])).slides[0]
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def elements(files: Files) -> dict[str, ElementTree.Element]:
    return {one.get("id") or "": one for one in ElementTree.fromstring(files["svg"]).iter()}


def known(series: Values) -> dict[str, float]:
    return {at: value for at, value in zip(series.at, series.values, strict=True) if value is not None}


def written(files: Files) -> str:
    root = ElementTree.fromstring(files["svg"])
    return " | ".join("".join(text.itertext()).strip() for text in root.iter(f"{SVG}text"))


@LANGUAGE
def test_the_gallery_is_the_one_of_this_test(store: Store, language: str) -> None:
    assert tuple(press_gallery.ready(Visit(words(language), store, store.region()))) == GALLERY


@LANGUAGE
def test_the_map_shows_the_figures_of_the_database(store: Store, made: Any, language: str) -> None:
    plate, files = made(MAP, language)
    (drawn,) = plate.content.drawn()
    period = plate.picture.period
    question = "SELECT area_code, value FROM value_current WHERE indicator_id = ? AND period = ? AND area_code LIKE ?"
    wanted = dict(asked(store, question, plate.picture.indicator_id, period, "16___"))
    assert len(wanted) == 22
    assert dict(zip(drawn.keys, drawn.values, strict=True)) == wanted
    assert {row["area_code"]: float(row["value"]) for row in table(files) if row["area_code"] in wanted} == wanted
    names = {store.names[language][code]: value for code, value in wanted.items()}
    assert shapes_told(files) == {name: f"{name}: {plate.words.value(value, '%', 1)}" for name, value in names.items()}
    classes = plate.picture.classing
    colours = class_colours(classes, "light")
    found = elements(files)
    for code, value in wanted.items():
        step = max(i for i in range(classes.k) if value >= classes.limits[i])
        assert colours[step].lower() in ElementTree.tostring(found[f"area-{code}"]).decode().lower()


def shapes_told(files: Files) -> dict[str, str]:
    """Return the words of each freeform that has some, by its name."""
    slide = Presentation(io.BytesIO(files["pptx"])).slides[0]
    group = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    told = {shape.name: shape._element.nvSpPr.cNvPr.get("descr") for shape in group.shapes}
    return {name: text for name, text in told.items() if name and text and text != name}


@LANGUAGE
@pytest.mark.parametrize("name", SERIES)
def test_series_show_the_figures_of_the_database(store: Store, made: Any, name: str, language: str) -> None:
    plate, files = made(name, language)
    codes = {text: code for code, text in store.names[language].items()}
    plot = chart(files).plots[0]
    slides = {series.name: dict(zip(plot.categories, series.values, strict=True)) for series in plot.series}
    rows = table(files)
    assert plate.content.drawn()
    for at, series in enumerate(plate.content.drawn()):
        code = codes[series.name]
        stored = series_of(store, plate.picture.indicator_id, code)
        own = known(series)
        assert own == {when: value for when, value in stored.items() if when in series.at}
        assert {str(when): value for when, value in slides[series.name].items() if value is not None} == own
        # A key date is written as a day.
        kept = {year(row): float(row["value"]) for row in rows if row["area_code"] == code and row["value"]}
        assert kept == own
        straight(elements(files)[f"line-{at}"], list(own.values()))


def year(row: dict[str, str]) -> str:
    found = re.search(r"\d{4}", row["period"])
    assert found
    return found[0]


def straight(line: ElementTree.Element, values: list[float]) -> None:
    """Hold that the marks of a line stand as high as its figures say: one scale fits all of them."""
    heights = [float(mark.get("y") or 0) for mark in line.iter(f"{SVG}use")]
    assert len(heights) == len(values)
    slope, base = np.polyfit(values, heights, 1)
    assert slope < 0
    assert np.abs(np.array(values) * slope + base - np.array(heights)).max() < 0.02


@LANGUAGE
def test_the_ranking_orders_the_scores_of_its_table(made: Any, language: str) -> None:
    plate, files = made(RANKING, language)
    (drawn,) = plate.content.drawn()
    rows = {row["area_code"]: row for row in table(files)}
    scores = {code: float(row["value"]) for code, row in rows.items()}
    ranks = {code: 1 + sum(other > score for other in scores.values()) for code, score in scores.items()}
    assert dict(zip(drawn.keys, drawn.values, strict=True)) == {code: ranks[code] for code in drawn.keys}
    for at, code in enumerate(drawn.keys):
        assert (float(rows[code]["low"]), float(rows[code]["high"])) == (drawn.low[at], drawn.high[at])
    plot = chart(files).plots[0]
    assert [tuple(series.values) for series in plot.series] == [drawn.values, drawn.low, drawn.high]
    for name, rank in zip(drawn.at, drawn.values, strict=True):
        assert f"{int(rank)} {name}" in written(files)


@LANGUAGE
def test_events_by_year_are_those_of_the_register(store: Store, made: Any, language: str) -> None:
    plate, files = made(EVENTS, language)
    region = store.region()
    up, down = plate.content.drawn()
    slides = {series.name: tuple(series.values) for series in chart(files).plots[0].series}
    for series, way, sign in ((up, "created", 1), (down, "lost", -1)):
        wanted = dict(
            asked(
                store,
                "SELECT left(announced_on, 4), sum(jobs)::DOUBLE FROM event WHERE count_jobs AND jobs > 0 "
                "AND jobs_direction = ? AND list_contains(?, area_code) GROUP BY 1",
                way,
                list(region.district_codes),
            )
        )
        assert wanted
        assert {year: value for year, value in known(series).items() if value} == wanted
        # What falls away stands below the line.
        assert slides[series.name] == tuple(None if value is None else sign * value for value in series.values)
        assert {row["year"][:4]: float(row[way]) for row in table(files) if row[way] and float(row[way])} == wanted
        for value in wanted.values():
            assert plate.words.number(value) in written(files)


@LANGUAGE
def test_nodes_and_municipalities_are_those_of_the_database(store: Store, made: Any, language: str) -> None:
    plate, files = made(NODES, language)
    content = plate.content
    assert isinstance(content, AreaMap)
    rows = {row["municipality_code"]: row for row in table(files)}
    question = "SELECT municipality_code, population_scaled, name FROM municipality WHERE land_code = ?"
    stored = {code: (number, name) for code, number, name in asked(store, question, "16")}
    assert set(rows) == set(stored)
    for code, (number, _) in stored.items():
        assert float(rows[code]["population"]) == pytest.approx(number, abs=0.5)
    assert {spoke.name for spoke in content.spokes} == {name.split(",")[0] for _, name in stored.values()}
    names = {node.name for node in plate.picture.nodes}
    assert names and names <= set(marks(files))


def marks(files: Files) -> list[str]:
    slide = Presentation(io.BytesIO(files["pptx"])).slides[0]
    return [one.name for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP for one in shape.shapes]


@LANGUAGE
@pytest.mark.parametrize("name", GALLERY)
def test_xlsx_and_both_csv_hold_the_same_table(made: Any, name: str, language: str) -> None:
    plate, files = made(name, language)
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"])).get_sheet_by_index(1).to_python()
    people = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))[1:]
    programs = table(files)
    assert len(rows) == len(people) == len(programs) == len(plate.sheet.frame)
    for column in plate.sheet.columns:
        at = head.index(column.heading(plate.words))
        place = [one.name for one in plate.sheet.columns].index(column.name)
        for row, person, program in zip(rows, people, programs, strict=True):
            if column.kind == "text":
                assert str(row[at]) == program[column.name] == person[place]
            elif program[column.name]:
                # XLSX keeps 16 digits.
                assert row[at] == pytest.approx(float(program[column.name]), rel=1e-14)
                assert float(person[place].replace(",", ".")) == float(program[column.name])
            else:
                assert row[at] == "" and not re.fullmatch(r"[\d,]+", person[place])
