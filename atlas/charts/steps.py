"""What each further one adds: a value for every number, the chosen number ringed, what is not proven hollow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.axes import LABEL_PX, room_for, separators, value_axis
from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.charts.ranking import category
from atlas.charts.sheet import AXIS_PX, sheet
from atlas.picture import Theme, Values

STEPS_PX = 320
_MARGIN = {"l": 56, "r": 18, "t": 18, "b": 46, "pad": 0}
_MARK_PX, _CHOSEN_PX, _GAP_PX = 9, 15, 6


@dataclass(frozen=True, slots=True)
class Step:
    """A number of sites and what it comes to; `bound`: no set is better, None where the value is proven.

    `label` stands beside the mark, `text` is said on pointing at it.
    """

    count: int
    value: float
    label: str
    text: str
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """Values over numbers, with the titles of both axes (below, beside); `chosen` is one of the numbers.

    Raises ValueError for no step.
    """

    steps: tuple[Step, ...]
    titles: tuple[str, str]
    chosen: int | None = None

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("steps: found none, wanted one or more")

    @property
    def values(self) -> list[float]:
        """Return all values and bounds of the picture."""
        return [value for step in self.steps for value in (step.value, step.bound) if value is not None]

    def drawn(self) -> tuple[Values, ...]:
        """Return the value of each number, with the ends of what is not proven."""
        ends = [sorted((step.value, step.value if step.bound is None else step.bound)) for step in self.steps]
        return (
            Values(
                self.titles[1],
                tuple(str(step.count) for step in self.steps),
                tuple(step.value for step in self.steps),
                tuple(low for low, _ in ends),
                tuple(high for _, high in ends),
            ),
        )


def step_chart(content: Steps, *, theme: Theme, language: str) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of values over numbers; the axis of values begins at zero."""
    steps, chosen, titles = content.steps, content.chosen, content.titles
    inks = INKS[theme]
    room = room_for(content.values, STEPS_PX - _MARGIN["t"] - _MARGIN["b"], from_zero=True)
    counts = [step.count for step in steps]
    return {
        "data": [*_gaps(steps, inks), _line(steps, chosen, inks)],
        "layout": {
            **sheet(inks),
            "separators": separators(language),
            "margin": dict(_MARGIN),
            "xaxis": {
                "fixedrange": True,
                "range": [min(counts) - 0.5, max(counts) + 0.5],
                "tickvals": counts,
                "tickformat": "d",
                "tickangle": 0,
                "tickfont": {"size": AXIS_PX, "color": inks.quiet_text},
                "title": {"text": plain(titles[0]), "font": {"size": 11, "color": inks.quiet_text}},
                "showgrid": False,
                "zeroline": False,
            },
            "yaxis": value_axis(inks, language, titles[1], room),
        },
    }


def _line(steps: Sequence[Step], chosen: int | None, inks: Inks) -> dict[str, Any]:
    marked = [step.count == chosen for step in steps]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "cliponaxis": False,
        "x": [step.count for step in steps],
        "y": [step.value for step in steps],
        "text": [f"<b>{plain(s.label)}</b>" if own else plain(s.label) for s, own in zip(steps, marked, strict=True)],
        "textposition": "top center",
        "textfont": {"size": LABEL_PX, "color": inks.text},
        "hovertext": [plain(step.text).replace("\n", "<br>") for step in steps],
        "hoverinfo": "text",
        "line": {"color": category(0), "width": 2},
        "marker": {
            "color": category(0),
            "opacity": 1,
            "symbol": ["circle" if step.bound is None else "circle-open" for step in steps],
            "size": [_CHOSEN_PX if own else _MARK_PX for own in marked],
            "line": {"color": [inks.chosen_border if own else category(0) for own in marked], "width": 2.5},
        },
    }


def _gaps(steps: Sequence[Step], inks: Inks) -> list[dict[str, Any]]:
    """Return upright bars from each value that is not proven to its bound; nothing where all are."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for step in steps:
        if step.bound is not None:
            xs += [step.count, step.count, None]
            ys += [step.value, step.bound, None]
    line = {"color": inks.spoke, "width": _GAP_PX}
    return [{"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}] if xs else []
