"""Measured without a browser: building the database, and the script run of each page."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from atlas.store import open_current
from atlas.store.pointer import CHOICE
from tests.bench.results import Measure

ROOT = Path(__file__).resolve().parents[2]
INDICATOR = "unemployment_rate"
BUILDS, RUNS = 5, 25
PATIENCE_S = 120
MAP, DATA = "pages/karte.py", "pages/daten.py"
Seconds = tuple[float, float]


def build(folder: Path) -> list[Measure]:
    """Return how long a whole build takes, in s."""
    took = []
    for i in range(BUILDS):
        command = [sys.executable, "-m", "etl", "build", "--db", str(folder / f"built-{i}.duckdb")]
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        took.append(time.perf_counter() - start)
    return [Measure("Build of the database", "s", tuple(took), wanted_median=5)]


def script_runs(folder: Path, database: Path) -> list[Measure]:
    """Return how long each page's script runs, wall and CPU, in ms."""
    store = open_current()
    region = store.region()
    district = region.district_codes[0]
    names = store.names["en"]
    views: list[tuple[str, str, dict[str, str]]] = [
        (f"Map of {names[code]}", MAP, {"area": code, "district": district})
        for code in (region.land_codes[0], region.area_code, "DG")
    ]
    views.append((f"Data page, {names[district]}", DATA, {"of": district}))
    periods = store.periods(INDICATOR)
    measures = []
    for i, (what, page, address) in enumerate(views):
        # A copy is another database to the store: no answer was kept yet.
        copy = Path(shutil.copy(database, folder / f"view-{i}.duckdb"))
        with patch.dict(os.environ, {CHOICE: str(copy)}):
            walls, cpus = zip(*_runs(page, {"indicator": INDICATOR, **address}, periods), strict=True)
        measures.append(Measure(f"{what}: script run, wall", "ms", walls, 100, 200))
        measures.append(Measure(f"{what}: script run, CPU", "ms", cpus))
    return measures


def _runs(page: str, address: dict[str, str], periods: list[str]) -> list[Seconds]:
    """Return wall and CPU of each run after the first, in ms."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
    if page:
        app.switch_page(page)
    app.query_params.update({**address, "period": periods[-1]})
    app.run()
    found = []
    for period in islice(cycle(reversed(periods[:-1])), RUNS):
        app.query_params["period"] = period
        with _timed() as times:
            app.run()
        shown = app.session_state["widget_period"]
        if app.exception or shown != period:
            raise RuntimeError(f"{page or 'map'}, {address}: wanted {period}, found {shown}; {list(app.exception)}")
        walls, cpus = zip(*times, strict=True)
        found.append((1000 * sum(walls), 1000 * sum(cpus)))
    return found


@contextmanager
def _timed() -> Iterator[list[Seconds]]:
    """Yield a list that takes wall and CPU seconds of each script run, without what the test frame does around it."""
    times: list[Seconds] = []
    run: Callable[..., Any] = script_runner.exec_func_with_error_handling

    def timed(*args: Any) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            return run(*args)
        finally:
            times.append((time.perf_counter() - wall, time.process_time() - cpu))

    with patch.object(script_runner, "exec_func_with_error_handling", timed):
        yield times
