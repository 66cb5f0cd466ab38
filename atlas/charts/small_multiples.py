"""Small line charts of equal size: one series each, its gaps and breaks visible, its newest value written beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.colours import CATEGORIES, INKS, Inks
from atlas.charts.map_layout import CLEAR, FONT, button_look, hover_label, plain
from atlas.picture import Theme, Values

HEIGHT_PX = 206
# The line of the district: the first colour on white, the last one on black.
LINE: dict[Theme, str] = {"light": CATEGORIES[0], "dark": CATEGORIES[5], "grey": "#000000"}
# Points on both sides of a line, so that a year between two gaps can be seen.
POINT_PX, THIN_POINT_PX = 5, 3
TICK_PX, LETTER_PX = 11, 7.0
# At most so many years are written below the line.
TICKS = 4
SEPARATORS = {"de": ",\u202f", "en": ".,"}


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a year; `value` is None where there is none. `said` is shown on pointing at it."""

    year: int
    value: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first year of something new, a word for it, and whether the line ends before it: not to be compared."""

    year: int
    word: str
    cuts: bool = False


@dataclass(frozen=True, slots=True)
class OneLine:
    """A series, oldest first, and one to compare it with; their names, what breaks them.

    `newest` is written beside the last known point; the axis of values begins at zero if `from_zero`. Raises
    ValueError where no point of `own` has a value.
    """

    own: tuple[Point, ...]
    other: tuple[Point, ...] = ()
    breaks: tuple[Break, ...] = ()
    newest: str = ""
    names: tuple[str, str] = ("", "")
    from_zero: bool = True

    def __post_init__(self) -> None:
        if last_known(self.own) is None:
            raise ValueError("own: found no value, wanted at least one to draw")

    @property
    def span(self) -> tuple[int, int]:
        """Return the first and the last year of both series."""
        years = [point.year for point in (*self.own, *self.other)]
        return min(years), max(years)

    @property
    def values(self) -> list[float]:
        """Return all values of both series."""
        return [point.value for point in (*self.own, *self.other) if point.value is not None]

    def drawn(self) -> tuple[Values, ...]:
        """Return the figures of both series by year."""
        pairs = zip(self.names, (self.own, self.other), strict=True)
        return tuple(series_values(name, points) for name, points in pairs if points)


def series_values(name: str, points: Iterable[Point]) -> Values:
    """Return the figures of a line, the oldest first."""
    listed = tuple(points)
    return Values(name, tuple(str(point.year) for point in listed), tuple(point.value for point in listed))


def last_known(points: Sequence[Point]) -> Point | None:
    """Return the newest point that has a value, None where none has."""
    return next((point for point in reversed(points) if point.value is not None), None)


def line_chart(line: OneLine, *, theme: Theme, language: str) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of a series and a thin dotted one to compare it with.

    Years without a point, or with None, are gaps: no line is drawn across them, nor across a break that cuts.
    """
    inks = INKS[theme]
    own, other, breaks, newest = line.own, line.other, line.breaks, line.newest
    known = [point for point in own if point.value is not None]
    first, last = line.span
    cuts = cut_years(breaks)
    lines = [_line(other, cuts, inks.quiet_text, 1.5, "dot", THIN_POINT_PX)] if other else []
    lines.append(_line(own, cuts, LINE[theme], 2.5, "solid", POINT_PX))
    return {
        "data": lines,
        "layout": {
            "autosize": True,
            "template": {"layout": {"showlegend": False}},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "font": {"family": FONT, "size": TICK_PX, "color": inks.text},
            "separators": SEPARATORS[language],
            "margin": {"l": 52, "r": round(len(newest) * LETTER_PX) + 14, "t": 34, "b": 24, "pad": 0},
            # The page scrolls over the picture, on a phone too.
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": hover_label(inks),
            "modebar": button_look(inks),
            "xaxis": year_axis(first, last, inks),
            "yaxis": {
                "fixedrange": True,
                "rangemode": "tozero" if line.from_zero else "normal",
                "nticks": 4,
                "tickformat": ",.2~f",
                "tickfont": {"color": inks.quiet_text},
                "gridcolor": inks.grid,
                "zeroline": False,
            },
            "shapes": [_break(one.year, inks) for one in breaks],
            "annotations": [
                _newest(known[-1], newest, LINE[theme]),
                *(_word(one.year, one.word, inks) for one in breaks),
            ],
        },
    }


def cut_years(breaks: Sequence[Break]) -> frozenset[int]:
    """Return the years before which a line ends."""
    return frozenset(one.year for one in breaks if one.cuts)


def apart(before: int, year: int, cuts: frozenset[int]) -> bool:
    """Return whether no line leads from the point of one year to the next point: a gap or a cut is between them."""
    return year - before > 1 or any(before < cut <= year for cut in cuts)


def ticks(first: int, last: int) -> list[int]:
    """Return the years that are written below the line, at most a few, the last one always."""
    step = max(1, -(-(last - first) // TICKS))
    return list(range(last, first - 1, -step))[::-1]


def _line(
    points: Sequence[Point], cuts: frozenset[int], colour: str, width: float, dash: str, point_px: int
) -> dict[str, Any]:
    """Return a trace with an empty place wherever a year is missing between two points, or a cut."""
    x: list[float] = []
    y: list[float | None] = []
    said: list[str] = []
    before: int | None = None
    for point in points:
        if before is not None and apart(before, point.year, cuts):
            x.append(before + 1 if point.year - before > 1 else point.year - 0.5)
            y.append(None)
            said.append("")
        before = point.year
        x.append(point.year)
        y.append(None if point.value is None else round(point.value, 4))
        said.append(plain(point.said))
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": x,
        "y": y,
        "hovertext": said,
        "hoverinfo": "text",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "width": width, "dash": dash},
        "marker": {"color": colour, "size": point_px},
    }


def year_axis(first: int, last: int, inks: Inks) -> dict[str, Any]:
    """Return the axis of whole years below lines, from the first to the last one."""
    return {
        "range": [first - 0.5, year_end(last)],
        "fixedrange": True,
        "tickvals": ticks(first, last),
        "tickformat": "d",
        "tickangle": 0,
        "tickfont": {"color": inks.quiet_text},
        "showgrid": False,
        "zeroline": False,
    }


def year_end(last: int) -> float:
    """Return where the axis of years ends: a little beyond the last one."""
    return last + 0.4


def _break(year: int, inks: Inks) -> dict[str, Any]:
    """Return a dashed line between the last year of the old and the first of the new."""
    at = year - 0.5
    line = {"color": inks.quiet_text, "width": 1, "dash": "dash"}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": line}


def _word(year: int, word: str, inks: Inks) -> dict[str, Any]:
    return {
        "x": year - 0.5,
        "y": 1,
        "xref": "x",
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "center",
        "text": plain(word),
        "showarrow": False,
        "font": {"size": 10.5, "color": inks.quiet_text},
    }


def _newest(point: Point, text: str, colour: str) -> dict[str, Any]:
    return {
        "x": point.year,
        "y": point.value,
        "xref": "x",
        "yref": "y",
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": 6,
        "text": f"<b>{plain(text)}</b>",
        "showarrow": False,
        "font": {"size": 12, "color": colour},
    }
