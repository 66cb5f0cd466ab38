"""The made-up table of the bench is one that the reader takes, with the figures that were written."""

from pathlib import Path

from etl.formats import read_table
from tests.bench import reading


def test_the_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "any.csv"
    reading.write(file, 250)
    frame = read_table(file, reading.TABLE)
    assert len(frame) == 250 and frame["area_code"].nunique() == 3
    assert frame["value"].tolist()[:3] == [0.0, 7919.1, 15838.2]


def test_both_measures_are_taken(tmp_path: Path) -> None:
    time, memory = reading.measures(tmp_path, rows=1000, rounds=1)
    assert time.values[0] > 0 and memory.values[0] >= 0 and "1,000 rows" in time.what
    assert not list(tmp_path.iterdir())
