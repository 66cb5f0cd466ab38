"""Measured without a browser: a weight of the exposure index is moved, and the intervals that follow."""

import os
import shutil
import time
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest

from atlas.analysis import robustness
from atlas.store import open_current
from atlas.store.pointer import CHOICE
from tests.bench.at_server import PATIENCE_S, ROOT, timed
from tests.bench.results import Measure

PAGE = "pages/betroffenheit.py"
MOVES, ROUNDS = 20, 9
DISTRICTS, INDICATORS, DRAWS = 400, 8, 10_000
SLIDER = "widget_weight_1"


def measure(folder: Path, database: Path) -> list[Measure]:
    """Return how long a moved weight takes until score, map and table stand, and how long the intervals take."""
    store = open_current()
    areas = [store.region().land_codes[0], "DG"]
    return [*(_moved(folder, database, code, store.names["en"][code]) for code in areas), _intervals()]


def _moved(folder: Path, database: Path, area: str, name: str) -> Measure:
    """Return the script runs, in ms, from one weight to another that was not seen before; intervals are not in it."""
    # A copy is another database to the store: nothing was worked out yet.
    copy = Path(shutil.copy(database, folder / f"exposure-{area}.duckdb"))
    with patch.dict(os.environ, {CHOICE: str(copy)}):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
        app.switch_page(PAGE)
        app.query_params["area"] = area
        app.run()
        took = [_one_move(app, 30 + i) for i in range(MOVES + 1)]
    return Measure(f"Exposure, {name}: a weight moved, score, map and table", "ms", tuple(took[1:]), 300)


def _one_move(app: AppTest, wanted: int) -> float:
    with timed() as times:
        app.slider(key=SLIDER).set_value(wanted).run()
    held = app.query_params["weights"]
    text = held if isinstance(held, str) else held[-1]
    if app.exception or text.split(",")[0] != str(wanted):
        raise RuntimeError(f"wanted a weight of {wanted}, found {text}; {list(app.exception)}")
    return 1000 * sum(wall for wall, _ in times)


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
