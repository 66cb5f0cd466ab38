"""Measured without a browser: building the database, and the script run of each page."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from atlas.store import open_current
from atlas.store.pointer import CHOICE
from tests.bench.results import Measure

ROOT = Path(__file__).resolve().parents[2]
INDICATOR = "unemployment_rate"
# Two to go from one to the other: they have figures of every district.
RATES = ["unemployment_rate", "gdp_per_head"]
BUILDS, RUNS = 5, 25
PATIENCE_S = 120
SITUATION, MAP, EVENTS = "pages/lage.py", "pages/karte.py", "pages/ereignisse.py"
NETWORK, DATA = "pages/knoten.py", "pages/daten.py"
PROFILE, COMPARISON, PATTERNS = "pages/kreisprofil.py", "pages/vergleich.py", "pages/muster.py"
Seconds = tuple[float, float]


class View(NamedTuple):
    """A page as it is opened, and the key of its address that changes from run to run, with its values."""

    what: str
    page: str
    address: dict[str, str]
    key: str
    values: list[str]
    # Wanted of median and 95th percentile, in ms.
    wanted: tuple[float, float | None] = (100, 200)


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
    periods = store.periods(INDICATOR)[::-1]
    years = [str(year) for year in sorted(set(store.events()["year"]))]
    opened = store.node_days()["since"].min().date()
    days = [(opened + timedelta(days=30 * i)).isoformat() for i in range(len(periods))]
    maps = [
        View(
            f"Map of {names[code]}",
            MAP,
            {"indicator": INDICATOR, "area": code, "district": district},
            "period",
            periods,
        )
        for code in (region.land_codes[0], region.area_code, "DG")
    ]
    views = [
        *maps,
        View(f"Data page, {names[district]}", DATA, {"indicator": INDICATOR, "of": district}, "period", periods),
        View("Start page", SITUATION, {}, "lang", ["de", "en"]),
        View("Events", EVENTS, {}, "year", years),
        View("Nodes", NETWORK, {}, "day", days),
        View("Profile of a district", PROFILE, {}, "district", list(region.district_codes), (250, None)),
        View("Patterns", PATTERNS, {}, "indicator", RATES, (200, None)),
        View("Comparison", COMPARISON, {}, "indicator", RATES, (200, None)),
    ]
    measures = []
    for i, view in enumerate(views):
        what = view.what
        # A copy is another database to the store: no answer was kept yet.
        copy = Path(shutil.copy(database, folder / f"view-{i}.duckdb"))
        with patch.dict(os.environ, {CHOICE: str(copy)}):
            walls, cpus = zip(*_runs(view), strict=True)
        measures.append(Measure(f"{what}: script run, wall", "ms", walls, *view.wanted))
        measures.append(Measure(f"{what}: script run, CPU", "ms", cpus))
    return measures


def _runs(view: View) -> list[Seconds]:
    """Return wall and CPU of each run after the first, in ms."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
    if view.page != SITUATION:
        app.switch_page(view.page)
    first, *others = view.values
    app.query_params.update({**view.address, view.key: first})
    app.run()
    found = []
    for value in islice(cycle([*others, first]), RUNS):
        app.query_params[view.key] = value
        with timed() as times:
            app.run()
        shown = app.query_params[view.key]
        if app.exception or shown not in (value, [value]):
            raise RuntimeError(f"{view}: wanted {value}, found {shown}; {list(app.exception)}")
        walls, cpus = zip(*times, strict=True)
        found.append((1000 * sum(walls), 1000 * sum(cpus)))
    return found


@contextmanager
def timed() -> Iterator[list[Seconds]]:
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
