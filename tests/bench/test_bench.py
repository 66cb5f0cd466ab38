"""The arithmetic and the writing of the bench; how long things take is no test."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench.results import Measure, markdown, p95, write

FACTS: dict[str, Any] = {
    "measured_on": "2026-01-02",
    "cores": 2,
    "system": "Linux",
    "python": "3.11.1",
    "chromium": "150.0",
    "load_average_1_min": {"before": 0.5, "after": 1.25},
}
MEASURES = [
    Measure("Build", "s", (3.0, 1.0, 2.0), wanted_median=5),
    Measure("Run", "ms", (10.0, 20.0, 30.0, 1040.0), 100, 200),
    Measure("Bare", "s", (0.5,)),
]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [([7.0], 7.0), ([3.0, 1.0, 2.0], 3.0), ([float(i) for i in range(25, 0, -1)], 24.0), ([0.0] * 19 + [1.0], 0.0)],
)
def test_p95_is_the_nearest_rank(values: list[float], wanted: float) -> None:
    assert p95(values) == wanted


def test_p95_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        p95([])


def test_the_page_has_a_row_for_each_measure() -> None:
    page = markdown(FACTS, MEASURES)
    assert "2 cores, Linux, Python 3.11.1, Chromium 150.0, load average 0.5 before and 1.25 after" in page
    assert [line for line in page.splitlines() if line.startswith("|")] == [
        "| what | wanted | median | p95 | n |",
        "| --- | --- | --- | --- | --- |",
        "| Build | < 5.00 s | 2.00 s | 3.00 s | 3 |",
        "| Run | < 100 / 200 ms | 25 ms | 1,040 ms | 4 |",
        "| Bare | – | 0.50 s | 0.50 s | 1 |",
    ]


def test_both_files_are_written(tmp_path: Path) -> None:
    write(FACTS, MEASURES, tmp_path)
    found = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert found["machine"] == FACTS
    assert found["measures"][1] == {
        "what": "Run",
        "unit": "ms",
        "wanted_median": 100,
        "wanted_p95": 200,
        "median": 25.0,
        "p95": 1040.0,
        "n": 4,
    }
    assert (tmp_path / "bench.md").read_text(encoding="utf-8") == markdown(FACTS, MEASURES)
