"""How fast the new flat format is read, and how much memory that takes: a made-up table of a million rows.

The reading is done by a process of its own, `python -m tests.bench.reading FILE`: its memory is that of the reading.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.memory import peak_bytes
from tests.bench.results import Measure

ROOT = Path(__file__).resolve().parents[2]
ROWS, ROUNDS = 1_000_000, 3
HEADER = (
    "statistics_code;statistics_label;time_code;time_label;time;"
    "1_variable_code;1_variable_label;1_variable_attribute_code;1_variable_attribute_label;"
    "2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;"
    "value;value_unit;value_variable_code;value_variable_label"
)
TABLE = "42111-02-03-4"
AREAS = [f"{land:02d}{number:03d}" for land in range(1, 17) for number in range(1, 31)]
BRANCHES = [f"WZ08-{number:02d}" for number in range(100)]


def measures(folder: Path, rows: int = ROWS, rounds: int = ROUNDS) -> list[Measure]:
    """Return the seconds of processor time that reading takes, wanted below 60, and the memory over the file's."""
    file = folder / f"{TABLE}.csv"
    write(file, rows)
    took = [_read_apart(file) for _ in range(rounds)]
    size = file.stat().st_size
    file.unlink()
    seconds = tuple(seconds for seconds, _, _ in took)
    memory = tuple(peak / size for _, _, peak in took)
    if any(read != rows for _, read, _ in took):
        raise RuntimeError(f"wanted {rows} rows, found {[read for _, read, _ in took]}")
    what = f"Reading {rows:,} rows of the new flat format ({size / 1e6:,.0f} MB)"
    return [
        Measure(f"{what}, CPU", "s", seconds, wanted_median=60),
        Measure(f"{what}, memory", "times the file", memory, wanted_median=10),
    ]


def write(file: Path, rows: int) -> None:
    """Write a table with so many rows, laid out as the service does, its figures made up."""
    with file.open("w", encoding="utf-8-sig", newline="\n") as stream:
        stream.write(f"{HEADER}\n")
        for number in range(rows):
            rest, branch = divmod(number, len(BRANCHES))
            year, area = divmod(rest, len(AREAS))
            stream.write(
                f"42111;Jahresbericht für Betriebe im Verarbeitenden Gewerbe;JAHR;Jahr;{1995 + year};"
                f"KREISE;Kreise und kreisfreie Städte;{AREAS[area]};Kreis {AREAS[area]};WZ08;Wirtschaftszweige;"
                f"{BRANCHES[branch]};Herstellung von Waren {branch};{number * 7919 % 100000},{number % 10};"
                "Anzahl;BETR01;Betriebe\n"
            )


def _read_apart(file: Path) -> tuple[float, int, float]:
    command = [sys.executable, "-m", "tests.bench.reading", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, rows, peak = json.loads(done.stdout)
    return float(seconds), int(rows), float(peak)


def main() -> None:
    """Read the file and print seconds of processor time, rows, and the bytes of memory that were added at the peak."""
    import pyarrow.compute
    import pyarrow.csv  # noqa: F401 - what every reading starts with is no part of this one

    from etl.formats import genesis_flat, read_table  # noqa: F401

    before, start = peak_bytes(), time.process_time()
    rows = len(read_table(Path(sys.argv[1]), TABLE))
    seconds = time.process_time() - start
    print(json.dumps([seconds, rows, peak_bytes() - before]))


if __name__ == "__main__":
    main()
