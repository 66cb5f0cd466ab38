"""The list of sources says of each what it delivers and needs, how fresh it is, and how asking went."""

import shutil
from pathlib import Path

import pytest

from etl import attempts, overview, report, versions
from etl.attempts import Attempt
from etl.register import all_records
from tests.databases import LOOKUPS


@pytest.fixture
def rows(database: Path, tmp_path: Path) -> dict[str, overview.SourceRow]:
    """Return the list of a published database and of a journal with two sources in it."""
    data_db, fetched = tmp_path / "db", tmp_path / "fetched"
    data_db.mkdir()
    target = data_db / "atlas-20261101T000000000000-0.duckdb"
    shutil.copy(database, target)
    versions.point(data_db, target)
    for attempt in (
        Attempt("unemployment", "2026-11-01T04:15:00+00:00", attempts.FETCHED, ("2025",)),
        Attempt("unemployment", "2026-11-02T04:15:00+00:00", attempts.FAILED, reason="no answer", do="Wait."),
        Attempt("employees", "2026-11-02T04:15:00+00:00", attempts.NOT_DELIVERED, ("2026-06-30",)),
    ):
        attempts.append(fetched, attempt)
    return {row.id: row for row in overview.rows(data_db, fetched, LOOKUPS)}


def test_every_source_has_a_line_with_its_terms(rows: dict[str, overview.SourceRow]) -> None:
    assert list(rows) == [record.id for record in all_records()]
    assert all("http" in row.terms and row.access in report.NEEDS for row in rows.values())


def test_what_is_held_and_known_is_that_of_the_published_database(rows: dict[str, overview.SourceRow]) -> None:
    assert (rows["trade_notifications"].held, rows["trade_notifications"].known) == ("2015", "2025")
    assert (rows["employees"].held, rows["employees"].known) == ("2024-06-30", "2024-06-30")
    assert (rows["boundaries"].known, rows["gdp"].held) == ("unknown", "–")


def test_the_last_success_and_the_last_failure_stand_beside_each_other(rows: dict[str, overview.SourceRow]) -> None:
    assert rows["unemployment"].success == "2026-11-01T04:15:00+00:00 fetched"
    assert rows["unemployment"].failure == "2026-11-02T04:15:00+00:00 no answer Wait."
    assert (rows["employees"].success, rows["employees"].failure) == ("2026-11-02T04:15:00+00:00 not delivered", "–")
    assert (rows["population"].success, rows["population"].failure) == ("never asked", "–")


def test_a_source_says_which_indicators_it_delivers_and_what_it_needs(rows: dict[str, overview.SourceRow]) -> None:
    assert "Company insolvencies" in rows["insolvencies"].indicators
    assert (rows["insolvencies"].access, rows["events"].access) == ("account", "by_hand")


def test_without_a_published_database_nothing_is_held(tmp_path: Path) -> None:
    assert {(row.held, row.known) for row in overview.rows(tmp_path, tmp_path, LOOKUPS)} == {("–", "unknown")}
