"""What a run of the bench found, and the two files that keep it: docs/bench.json and docs/bench.md."""

import json
import math
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

YARDSTICKS = 9
DOCS = Path(__file__).resolve().parents[2] / "docs"
ABOUT = """# How fast it is

Written by `make bench`, one run; the same figures are in [bench.json](bench.json).
"""
NOTES = """
- Build: `python -m etl build` as a process of its own, from its start to its end.
- Script run: one run of `app.py` at the server, after the first of its session; every run asks for a period that
  this process has not yet shown. Wall is what a visitor waits for, CPU what the process spent meanwhile.
- Painted map: from the request to the last district in the page, in a browser just started with an empty cache, at a
  server that has been visited before. Over bare: less what one line of text takes (same round, its own server).
- Start page: from the click in the menu until tiles and map are drawn, in a browser and a session that have seen it.
- WebSocket: what the browser receives from one press of an arrow key until nothing more comes, not compressed.
- Yardstick: plain Python that has nothing to do with the atlas. Where it takes longer than in another run, the machine
  was slower by that ratio.
- p95: nearest rank; of few values it is the largest.
- A load average above the number of cores: others were working too, and the times are longer than the atlas needs.
"""


@dataclass(frozen=True)
class Measure:
    """One thing measured: its values in `unit`, and what is wanted of median and p95 (None: nothing)."""

    what: str
    unit: str
    values: tuple[float, ...]
    wanted_median: float | None = None
    wanted_p95: float | None = None

    def record(self) -> dict[str, Any]:
        """Return the line of bench.json."""
        return {
            "what": self.what,
            "unit": self.unit,
            "wanted_median": self.wanted_median,
            "wanted_p95": self.wanted_p95,
            "median": round(median(self.values), 4),
            "p95": round(p95(self.values), 4),
            "n": len(self.values),
        }


def yardstick(when: str) -> Measure:
    """Return how long a short piece of plain Python takes that never changes: two runs are compared by its ratio."""
    took = []
    for _ in range(YARDSTICKS):
        start = time.perf_counter()
        sum(number * number % 7 for number in range(2_000_000))
        took.append(time.perf_counter() - start)
    return Measure(f"Yardstick: the same piece of plain Python, {when}", "s", tuple(took))


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile by nearest rank: the smallest value that 95 % do not exceed; none: ValueError."""
    if not values:
        raise ValueError("no values: the 95th percentile of nothing was asked for")
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def machine(chromium: str, load_before: float) -> dict[str, Any]:
    """Return what must be known to compare: no name of the machine, no path of it."""
    return {
        "measured_on": date.today().isoformat(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "chromium": chromium,
        "load_average_1_min": {"before": round(load_before, 2), "after": round(os.getloadavg()[0], 2)},
    }


def markdown(facts: dict[str, Any], measures: Sequence[Measure]) -> str:
    """Return the page: the facts of the machine, the table, what was done."""
    load = facts["load_average_1_min"]
    told = (
        f"{facts['measured_on']}: {facts['cores']} cores, {facts['system']}, Python {facts['python']}, "
        f"Chromium {facts['chromium']}, load average {load['before']} before and {load['after']} after."
    )
    heading = "| what | wanted | median | p95 | n |\n| --- | --- | --- | --- | --- |\n"
    return f"{ABOUT}\n{told}\n\n{heading}{''.join(map(_row, measures))}{NOTES}"


def write(facts: dict[str, Any], measures: Sequence[Measure], folder: Path = DOCS) -> None:
    """Write bench.json and bench.md into the folder."""
    found = {"machine": facts, "measures": [measure.record() for measure in measures]}
    (folder / "bench.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "bench.md").write_text(markdown(facts, measures), encoding="utf-8")


def _row(measure: Measure) -> str:
    unit = measure.unit
    limits = [measure.wanted_median, measure.wanted_p95]
    wanted = " / ".join(_number(limit, unit) for limit in limits if limit is not None)
    wanted = f"< {wanted} {unit}" if wanted else "–"
    middle, high = (f"{_number(value, unit)} {unit}" for value in (median(measure.values), p95(measure.values)))
    return f"| {measure.what} | {wanted} | {middle} | {high} | {len(measure.values)} |\n"


def _number(value: float, unit: str) -> str:
    return f"{value:.2f}" if unit == "s" else f"{value:,.0f}"
