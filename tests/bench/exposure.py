"""Measured without a browser: a weight of the exposure index is moved; score, map and table, then the intervals."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest

from atlas import ui
from atlas.analysis import robustness
from atlas.store import open_current
from atlas.store.pointer import CHOICE
from atlas.ui import exposure, exposure_table
from tests.bench.at_server import PATIENCE_S, ROOT, Seconds, timed
from tests.bench.results import Measure

PAGE = "pages/betroffenheit.py"
MOVES, ROUNDS = 20, 9
DISTRICTS, INDICATORS, DRAWS = 400, 8, 10_000
SLIDER = "widget_weight_1"


def measure(folder: Path, database: Path) -> list[Measure]:
    """Return how long a moved weight takes until score, map and table stand, and how long the intervals take."""
    store = open_current()
    areas = [store.region().land_codes[0], "DG"]
    moves = [measure for code in areas for measure in _moved(folder, database, code, store.names["en"][code])]
    return [*moves, _intervals()]


def _moved(folder: Path, database: Path, area: str, name: str) -> list[Measure]:
    """Return how long a weight that was not seen before takes: until the table stands, to the end, the intervals."""
    # A copy is another database to the store: nothing was worked out yet.
    copy = Path(shutil.copy(database, folder / f"exposure-{area}.duckdb"))
    with patch.dict(os.environ, {CHOICE: str(copy)}):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
        app.switch_page(PAGE)
        app.query_params["area"] = area
        app.run()
        took = [_one_move(app, area, 30 + i) for i in range(MOVES + 1)][1:]
    shown, whole, follow = zip(*took, strict=True)
    what = f"Exposure, {name}: a weight moved"
    return [
        *_wall_and_cpu(f"{what}, score, map and table", shown, 300),
        *_wall_and_cpu(f"{what}, the whole page", whole, None),
        *_wall_and_cpu(f"{what}, the intervals that follow", follow, 1000),
    ]


def _wall_and_cpu(what: str, took: tuple[Seconds, ...], wanted: float | None) -> list[Measure]:
    walls, cpus = (tuple(1000 * seconds for seconds in kind) for kind in zip(*took, strict=True))
    return [Measure(f"{what}, wall", "ms", walls, wanted), Measure(f"{what}, CPU", "ms", cpus)]


def _one_move(app: AppTest, area: str, wanted: int) -> tuple[Seconds, Seconds, Seconds]:
    """Return wall and CPU seconds until the table stands, of the whole run, and of the draws and the run after them."""
    with timed() as times, _until_the_table() as shown:
        app.slider(key=SLIDER).set_value(wanted).run()
    held = app.query_params["weights"]
    text = held if isinstance(held, str) else held[-1]
    if app.exception or text.split(",")[0] != str(wanted):
        raise RuntimeError(f"wanted a weight of {wanted}, found {text}; {list(app.exception)}")
    start = _now()
    _draw(area, text)
    drawn = _since(start)
    with timed() as again:
        app.run()
    # The last run is the page's: before it the test's frame finds its way in.
    return shown[-1], times[-1], (drawn[0] + again[-1][0], drawn[1] + again[-1][1])


def _draw(area: str, weights: str) -> None:
    """Work out the intervals, as the fragment of the page does that no test without a browser comes to."""
    store = open_current()
    given = tuple(map(int, weights.split(",")))
    further = (0,) * (len(exposure.ingredients(store)) - len(given))
    settings = exposure.Settings(area, "goalposts", "arithmetic", False, given + further)
    if exposure.known_intervals(store, settings) is not None:
        raise RuntimeError(f"{settings}: the intervals were there already")
    exposure.intervals(store, settings)


@contextmanager
def _until_the_table() -> Iterator[list[Seconds]]:
    """Yield a list that takes wall and CPU seconds from the start of a run to the table below the map."""
    found: list[Seconds] = []
    begun, show = ui.begin, exposure_table.show
    starts: list[Seconds] = []

    def begin() -> None:
        starts.append(_now())
        begun()

    def draw(*args: Any) -> None:
        show(*args)
        found.append(_since(starts[-1]))

    with patch.object(ui, "begin", begin), patch.object(exposure_table, "show", draw):
        yield found


def _now() -> Seconds:
    return time.perf_counter(), time.process_time()


def _since(start: Seconds) -> Seconds:
    wall, cpu = _now()
    return wall - start[0], cpu - start[1]


def _intervals() -> Measure:
    """Return how long the intervals of made-up figures take, in s, with everything varying."""
    names = [f"indicator_{i}" for i in range(INDICATORS)]
    took = []
    for seed in range(ROUNDS):
        figures = np.random.default_rng(seed).normal(size=(DISTRICTS, INDICATORS))
        values = pd.DataFrame(figures, columns=names)
        start = time.perf_counter()
        robustness.rank_intervals(values, dict.fromkeys(names, 1.0), higher_is_worse=True, draws=DRAWS, seed=seed)
        took.append(time.perf_counter() - start)
    what = f"Rank intervals: {DISTRICTS} districts, {INDICATORS} indicators, {DRAWS:,} draws, everything varying"
    return Measure(what, "s", tuple(took), 1)
