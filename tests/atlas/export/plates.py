"""A plate of each kind with few figures that a reader can follow, for the tests of all formats."""

from datetime import date

import pandas as pd
import shapely

from atlas.charts.area_map import Addresses, Area, AreaMap, KeyGroup, KeyRow, Shapes
from atlas.charts.bar_rows import BarRow, BarRows
from atlas.charts.columns import Columns, ColumnSeries
from atlas.charts.contributions import Contributions, Part
from atlas.charts.lines import Line, Lines
from atlas.charts.ranking import Ranking, RankRow
from atlas.charts.scatter import Pair, Scatter
from atlas.charts.slopes import Slope, Slopes
from atlas.charts.small_multiples import Break, Point
from atlas.charts.timeline import Timeline
from atlas.export import About, Column, Origin, Sheet
from atlas.export.plate import Plate
from atlas.messages import words
from atlas.picture import Classing, Content, Direction, Finish, Frame, Kind, Picture, TimeMark

FINISH = Finish(91.5, 105)
# Codes, names (the second is long), figures; the third has none, which is secret.
CODES = ("01001", "01002", "01003")
NAMES = ("Übersee", "Schmalkalden-Meiningen", "Gössitz")
FIGURES = (6.1, 12.25, None)
ORIGINS = (
    Origin("Amt A, Tabelle 1; Lizenz X", "X", "https://example.org/x", "2025", "2026-03-01"),
    Origin("Amt A, Tabelle 2; Lizenz X", "X", "https://example.org/x", "2024", "2026-02-01"),
    Origin("© Amt B", "Y"),
)


def sheet(language: str = "de") -> Sheet:
    frame = pd.DataFrame(
        {
            "area_code": CODES,
            "name": NAMES,
            "rank": [2.0, 1.0, 3.0],
            "value": [6.1, 12.25, float("nan")],
            "second": [1.0, 2.0, 3.0],
            "sign": ["", "", "."],
        }
    )
    columns = (
        Column("area_code", "Schlüssel"),
        Column("name", "Kreis"),
        Column("rank", "Rang", "number"),
        Column("value", "Quote", "number", unit="%", decimals=1, sign="sign"),
        Column("second", "Zweites", "number", decimals=1),
    )
    about = About(
        "Quote", ORIGINS, "Anteil der A an B", unit="%", area="Land", period="2025", notes=("Hinweis eins",),
        address="?area=01", data_version="abc (2026-11-23)",
    )  # fmt: skip
    return Sheet(about, columns, frame, words(language))


def plate(kind: Kind, content: Content, language: str = "de", figure: str = "value", **more: object) -> Plate:
    given = {"title": "Die Quote steigt auf 12,3\u202f%", "subtitle": "Quote in Prozent, Land, 2025", **more}
    picture = Picture(
        kind, "quote", "Land", "2025", language, source="", stand="2025", **given,  # type: ignore[arg-type]
    )  # fmt: skip
    return Plate(picture, content, sheet(language), ("Quote", "Übersee", "2025"), True, figure)


def ranking(language: str = "de") -> Plate:
    rows = (
        RankRow("01002", NAMES[1], 1, "", 1, 2, 1, 3),
        RankRow("01001", NAMES[0], 2, "", 1, 3, 1, 3),
        RankRow("01003", NAMES[2], 3, "", 2, 3, 1, 3),
    )
    return plate("ranking", Ranking(rows, 3, "Rang"), language, "rank")


def lines(language: str = "de") -> Plate:
    first = (Point(2022, 5.0, ""), Point(2023, None, ""), Point(2024, 6.1, ""), Point(2025, 12.25, ""))
    second = (Point(2024, 12.25, ""), Point(2025, 6.1, ""))
    content = Lines((Line(NAMES[0], first, "12,3"), Line(NAMES[1], second, "6,1")), (Break(2024, "Zensus", True),))
    return plate("line", content, language)


def bars(language: str = "de") -> Plate:
    rows = tuple(BarRow(name, value, "", "") for name, value in zip(NAMES, (6.1, 12.25, 6.1), strict=True))
    return plate("bar", BarRows(rows, "Anteil"), language)


def columns(language: str = "de") -> Plate:
    up = ColumnSeries("entstehen", (10.0, None, 30.0), ("10", "", "30"), ("", "", ""))
    down = ColumnSeries("fallen weg", (0.0, 5.0, None), ("0", "5", ""), ("", "", ""))
    return plate("bar", Columns(("2023", "2024", "2025"), up, down), language, "")


def parts(language: str = "de") -> Plate:
    rows = tuple(RankRow(code, name, i, "") for i, (code, name) in enumerate(zip(CODES, NAMES, strict=True), 1))
    pieces = (Part("Autos", (1.0, 2.0, None), ("", "", "")), Part("Werkzeug", (3.0, 1.0, 1.0), ("", "", "")))
    return plate("bar", Contributions(rows, pieces, "Punkte"), language, "second")


def scatter(language: str = "de") -> Plate:
    pairs = tuple(
        Pair(code, name, x, y, "")
        for code, name, x, y in zip(CODES, NAMES, (1.0, 2.0, 3.0), (6.1, 12.25, 13.0), strict=True)
    )
    return plate("scatter", Scatter(pairs, ("Zweites", "Quote (%)")), language)


def slope(language: str = "de", cut: bool = False) -> Plate:
    slopes = (Slope(NAMES[0], 6.1, 12.25, "6,1", "12,3", ""), Slope(NAMES[1], 12.25, 12.25, "12,3", "12,3", ""))
    return plate("slope", Slopes(slopes, ("2015", "2025"), (0, 1), ("Zensus",) if cut else (), cut), language)


def timeline(language: str = "de") -> Plate:
    marks = (
        TimeMark("a", date(2024, 3, 1), True, "01001", "lost", 120, "A"),
        TimeMark("b", date(2025, 7, 2), True, "01001", "created", None, "B"),
    )
    lanes = (("01001", NAMES[0]),)
    ways: tuple[tuple[Direction, str], ...] = (("lost", "fallen weg"), ("created", "entstehen"))
    return plate("timeline", Timeline(marks, lanes, date(2026, 1, 1), "Jahr", ways=ways), language, "rank")


def area_map(language: str = "de", theme: str = "light") -> Plate:
    """Return three districts side by side, the second of another Land, the third with a hole and without a figure."""
    squares = [shapely.box(10 + i, 50, 11 + i, 51) for i in range(3)]
    squares[2] = squares[2].difference(shapely.box(12.4, 50.4, 12.6, 50.6))
    areas = tuple(
        Area(code, name, 10.5 + i, 50.5, 5000, value, "." if value is None else "", step)
        for i, (code, name, value, step) in enumerate(zip(CODES, NAMES, FIGURES, (0, 1, -1), strict=True))
    )
    shapes = Shapes(
        {code: square.wkb for code, square in zip(CODES, squares, strict=True)},
        (shapely.box(10, 50, 11, 51).wkb, shapely.box(11, 50, 13, 51).wkb),
        (),
        shapely.box(10, 50, 12, 51).wkb,
    )
    key = (
        KeyGroup(
            "Angaben in: %",
            (
                KeyRow("class", 0, "6 bis unter 10", "1"),
                KeyRow("class", 1, "10 bis 13", "1"),
                KeyRow("none", "", "geheim"),
            ),
        ),
    )
    return plate(
        "map",
        AreaMap("classes", areas, shapes, Addresses(""), "Quote", key),
        language,
        classing=Classing("equal", (6.0, 10.0, 13.0)),
        frame=Frame(10, 50, 13, 51),
        theme=theme,
    )


EVERY = (ranking, lines, bars, columns, parts, scatter, slope, timeline, area_map)
