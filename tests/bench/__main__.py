"""python -m tests.bench: measure once, write docs/bench.json and docs/bench.md, print the page."""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from atlas.store import open_current
from tests.bench import at_server, exposure, in_browser, press, reading, refreshing, results, siting
from tests.conftest import find_chromium


def main() -> int:
    """Return the exit status: 0 measured and written, 1 there is no browser."""
    chromium = find_chromium()
    if chromium is None:
        print("No Chromium, Chrome or Edge found; install one, or name it in ATLAS_CHROMIUM.", file=sys.stderr)
        return 1
    load = os.getloadavg()[0]
    with TemporaryDirectory() as name:
        folder = Path(name)
        # A copy: the published file may be replaced meanwhile.
        database = Path(shutil.copy(open_current().file, folder / "measured.duckdb"))
        measures = [
            results.yardstick("at the start"),
            *at_server.build(folder),
            *at_server.script_runs(folder, database),
            *exposure.measure(folder, database),
            *press.measure(folder),
            *reading.measures(folder),
            *refreshing.measures(folder),
            # Last: it leaves a gigabyte behind in this process.
            *siting.measures(),
        ]
        painted, version = in_browser.measure(folder, database, chromium)
    facts = results.machine(version, load)
    measures += [*painted, results.yardstick("at the end")]
    results.write(facts, measures)
    print(results.markdown(facts, measures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
