"""How long a refresh takes in which nothing changed, and how long the comparison of two whole databases.

The refresh is a process of its own, `python -m tests.bench.refreshing FOLDER`, that asks a stand-in of the
Regionaldatenbank on loopback: start, questions, reading and comparing of the answers are all in its time.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from etl import build, diff, fetch, refresh
from etl.places import Places
from etl.services.account import PASSWORD as PASSWORD_NAME
from etl.services.account import USER as USER_NAME
from tests.bench.results import Measure
from tests.databases import LOOKUPS, SNAPSHOTS
from tests.standin.genesis import PASSWORD, USER, Genesis, recorded
from tests.standin.server import StandIn

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
# Tables of which a whole answer was recorded, with the year that it is of.
SERVED = {"insolvencies": ("52411-02-01-4", 2024), "population": ("12411-01-01-4", 2024)}


def measures(folder: Path, rounds: int = ROUNDS) -> list[Measure]:
    """Return the seconds of an unchanged refresh (wanted below 5) and of a comparison (wanted below 3)."""
    return [_unchanged(folder / "refresh", rounds), _compared(folder / "diff", rounds)]


def _unchanged(folder: Path, rounds: int) -> Measure:
    files = {table: {year: recorded(table)} for table, year in SERVED.values()}
    with StandIn().running() as served:
        Genesis(served, files)
        own = {"ATLAS_REGIONALSTATISTIK_URL": served.url, USER_NAME: USER, PASSWORD_NAME: PASSWORD}
        # The first one publishes.
        took = [_one(folder, own) for _ in range(rounds + 1)]
    if [state for _, state in took] != ["published", *["unchanged"] * rounds]:
        raise RuntimeError(f"wanted one refresh that publishes, then none: {took}")
    what = f"Refresh in which nothing changed, {len(SERVED)} tables asked for on loopback, the whole process"
    return Measure(what, "s", tuple(seconds for seconds, _ in took[1:]), wanted_median=5)


def _one(folder: Path, own: dict[str, str]) -> tuple[float, str]:
    start = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.refreshing", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | own, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, done.stdout.strip()


def _compared(folder: Path, rounds: int) -> Measure:
    """Compare the database with one in which every figure is another, a tenth is missing and some are there besides."""
    new, old = folder / "new.duckdb", folder / "old.duckdb"
    for file in (new, old):
        build.write(SNAPSHOTS, LOOKUPS, file)
    with duckdb.connect(str(old)) as connection:
        connection.execute("UPDATE value_current SET value = value * 1.01 + 1")
        connection.execute("DELETE FROM value_current WHERE hash(area_code, period) % 10 = 0")
        connection.execute(
            """INSERT INTO value_current SELECT * REPLACE ('1990' AS period) FROM value_current
            WHERE period = '2015' AND method = 'published'"""
        )
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        found = diff.of_files(new, old)
        took.append(time.perf_counter() - start)
    figures = sum(change.figures for change in found.changes)
    return Measure(f"Diff of a whole database, {figures:,} figures differ", "s", tuple(took), wanted_median=3)


def main() -> None:
    """Refresh the databases of a folder and print what came of it."""
    folder = Path(sys.argv[1])
    places = Places(SNAPSHOTS, LOOKUPS, folder / "fetched", folder / "db")
    outcome = refresh.run(places, lambda: fetch.run(list(SERVED), 2024, False, places.fetched))
    print(outcome.state)


if __name__ == "__main__":
    main()
