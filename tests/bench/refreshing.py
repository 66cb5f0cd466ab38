"""How long a refresh takes in which nothing is new, and how long comparing a whole database with another takes."""

import time
from collections.abc import Callable
from pathlib import Path

from etl import build, diff, refresh
from tests.bench.results import Measure
from tests.databases import LOOKUPS, SNAPSHOTS
from tests.standin import months

ROUNDS = 5


def measures(folder: Path) -> list[Measure]:
    """Return both, below a folder for databases; the time on the wire is not in it: nobody is asked."""
    places = refresh.Places(SNAPSHOTS, LOOKUPS, folder / "fetched", folder / "db")
    old = build.publish(SNAPSHOTS, LOOKUPS, places.data_db)
    new = months.database(folder / "months")
    compare, again = timed(lambda: diff.of_files(new, old)), timed(lambda: _nothing_new(places))
    return [
        Measure("Diff of a whole database against another", "s", compare, wanted_median=3),
        Measure("Refresh in which nothing is new, without the wire", "s", again, wanted_median=5),
    ]


def timed(work: Callable[[], object]) -> tuple[float, ...]:
    """Return the seconds that the work takes, several times over."""
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return tuple(took)


def _nothing_new(places: refresh.Places) -> None:
    outcome = refresh.run(places, lambda: [])
    if outcome.state != "unchanged":
        raise RuntimeError(f"wanted a refresh in which nothing is new, found {outcome.state}")
