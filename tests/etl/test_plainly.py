"""Every published or added up figure in use is worked out a second time, in plain Python, and is the same."""

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl.indicators import PUBLISHED
from tests.etl.plainly import Atlas, Figure, InUse, total


@pytest.fixture(scope="module")
def built(database: Path) -> InUse:
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        rows = connection.execute(
            "SELECT indicator_id, area_code, period, source_id, value, sign FROM value_current "
            "WHERE method <> 'computed'"
        ).fetchall()
    return {(row[0], row[1], row[2]): (row[3], Figure(row[4], row[5])) for row in rows}


def test_every_figure_in_use_is_found_twice(built: InUse, plain_atlas: Atlas) -> None:
    worked_out = plain_atlas.in_use()
    assert {key[0] for key in built} == {indicator.id for indicator in PUBLISHED}
    assert sorted(built.keys() - worked_out.keys()) == []
    assert sorted(worked_out.keys() - built.keys()) == []
    assert {key: (built[key], worked_out[key]) for key in built if built[key] != worked_out[key]} == {}


def test_the_parts_of_the_reckoning_by_hand() -> None:
    """Three areas: 30 of 600 (5.0 %), 10 of 100 (10.0 %), and one that is secret."""
    rate = next(indicator for indicator in PUBLISHED if indicator.part_role == "numerator")
    count = next(indicator for indicator in PUBLISHED if indicator.id == rate.part_indicator_id)
    people = {"a": Figure(30.0), "b": Figure(10.0), "c": Figure(None, "."), "d": Figure(0.0, "-")}
    rates = {"a": Figure(5.0), "b": Figure(10.0), "c": Figure(None, ".")}
    assert total(count, ["a", "b"], people, {}) == Figure(40.0)
    assert total(count, ["a", "d"], people, {}) == Figure(30.0)
    assert total(count, ["d", "d"], people, {}) == Figure(0.0, "-")
    assert total(count, ["a", "c"], people, {}) == Figure(None, ".")
    assert total(rate, ["a", "b"], rates, people) == Figure(5.7)
    assert total(rate, ["a", "c"], rates, people) == Figure(None, ".")
