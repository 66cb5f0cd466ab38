"""What one database says otherwise than another: numbers that a reader can add up, on copies with invented changes."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import build, diff, report
from tests.etl.conftest import Inputs

AREA, DAY = "16067", "2024-12-31"
WHERE = f"WHERE indicator_id = 'population' AND area_code = '{AREA}' AND period = '{DAY}'"
VERSION = "atlas-20261120T000000000000-000000000000.duckdb"


@pytest.fixture(scope="module")
def now(template: Inputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of the template's files."""
    file = tmp_path_factory.mktemp("now") / "now.duckdb"
    build.write(template.snapshots, template.lookups, file)
    return file


@pytest.fixture
def before(now: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes a copy of that database, changed by statements: the one of before."""

    def changed(*statements: str) -> Path:
        file = tmp_path / "before.duckdb"
        shutil.copy(now, file)
        with duckdb.connect(str(file)) as connection:
            for statement in statements:
                connection.execute(statement)
        return file

    return changed


def told(found: diff.Difference) -> list[tuple[object, ...]]:
    return [(one.kind, one.indicator_id, one.period, one.figures, one.marked) for one in found.changes]


def test_a_database_differs_in_nothing_from_itself(now: Path, before: Callable[..., Path]) -> None:
    assert diff.of_files(now, before()) == diff.Difference((), ())


def test_a_figure_of_the_day_of_the_build_is_compared_with_that_of_the_build_before(
    now: Path, before: Callable[..., Path]
) -> None:
    """Else each refresh of another day would tell hundreds of figures as gone and as new."""
    day = "(SELECT left(value, 10) FROM build_info WHERE key = 'built_at')"
    earlier = (
        f"UPDATE value_current SET period = '2020-01-31' WHERE period = {day} AND method = 'computed'",
        "UPDATE build_info SET value = '2020-01-31T10:00:00+00:00' WHERE key = 'built_at'",
    )
    with closing(duckdb.connect(str(now), read_only=True)) as connection:
        found = connection.execute(f"SELECT count(*) FROM value_current WHERE period = {day}").fetchone()
    assert found and found[0] > 0
    assert diff.of_files(now, before(*earlier)).changes == ()


def test_a_revised_figure_is_told_with_old_and_new_value(now: Path, before: Callable[..., Path]) -> None:
    found = diff.of_files(now, before(f"UPDATE value_current SET value = value - 30 {WHERE}"))
    assert told(found) == [("revised", "population", DAY, 1, 0)]
    (figure,) = found.figures
    assert figure.area_code == AREA and figure.new_value == pytest.approx((figure.old_value or 0) + 30)
    assert (found.changes[0].area_code, found.changes[0].old_value) == (AREA, figure.old_value)


@pytest.mark.parametrize(
    ("old", "marked"),
    [
        ("value * 0.5", 1),
        ("value / 1.09", 0),  # below 10 %
        ("value / 1.12", 1),
        ("NULL", 0),  # a new figure
    ],
)
def test_a_revision_beyond_the_limits_is_marked(now: Path, before: Callable[..., Path], old: str, marked: int) -> None:
    assert diff.of_files(now, before(f"UPDATE value_current SET value = {old} {WHERE}")).marked == marked


def test_a_small_number_may_move_by_much(now: Path, before: Callable[..., Path]) -> None:
    """20 cases is the other limit: in the old one 10 more of 10 are no news, 30 more are."""
    limits = f"UPDATE value_current SET value = 10 {WHERE}"
    with duckdb.connect(str(now), read_only=True) as connection:
        (value,) = connection.execute(f"SELECT value FROM value_current {WHERE}").fetchall()[0]
    assert diff.of_files(now, before(limits)).marked == 1
    assert diff.of_files(now, before(f"UPDATE value_current SET value = {value - 15} {WHERE}")).marked == 0


def test_the_last_digit_of_a_float_is_no_revision(now: Path, before: Callable[..., Path]) -> None:
    assert diff.of_files(now, before(f"UPDATE value_current SET value = value * (1 + 1e-14) {WHERE}")).changes == ()


def test_a_figure_that_vanishes_is_marked(now: Path, before: Callable[..., Path]) -> None:
    gone = f"INSERT INTO value_current SELECT * REPLACE ('2025-12-31' AS period) FROM value_current {WHERE}"
    found = diff.of_files(now, before(gone))
    assert told(found) == [("removed", "population", "2025-12-31", 1, 1)]
    assert found.figures[0].new_value is None and found.figures[0].new_sign is None


def test_a_figure_in_whose_place_a_sign_stands_has_vanished(now: Path, before: Callable[..., Path]) -> None:
    statement = f"UPDATE value_current SET value = NULL, sign = '.' {WHERE}"
    found = diff.of_files(now, before(statement))
    assert told(found) == [("added", "population", DAY, 1, 0)]
    backwards = diff.of_files(before(statement), now)
    assert told(backwards) == [("removed", "population", DAY, 1, 1)]
    assert (backwards.figures[0].new_value, backwards.figures[0].new_sign) == (None, ".")


def test_figures_of_many_areas_are_summed_up_by_period(now: Path, before: Callable[..., Path]) -> None:
    where = f"indicator_id = 'population' AND period = '{DAY}' AND area_code IN (SELECT area_code FROM region_member)"
    where += " AND method = 'published'"
    with duckdb.connect(str(now), read_only=True) as connection:
        (many,) = connection.execute(f"SELECT count(*) FROM value_current WHERE {where}").fetchall()[0]
    found = diff.of_files(now, before(f"UPDATE value_current SET value = value - 1 WHERE {where}"))
    assert many > 3 and told(found) == [("revised", "population", DAY, many, 0)]
    assert len(found.figures) == many
    assert len(diff.of_files(now, before(f"UPDATE value_current SET value = value - 1 WHERE {where}"), 2).figures) == 2


def test_areas_that_come_and_go(now: Path, before: Callable[..., Path]) -> None:
    found = diff.of_files(
        now,
        before(
            "INSERT INTO area SELECT * REPLACE ('16099' AS area_code, 'Altkreis' AS name) FROM area "
            f"WHERE area_code = '{AREA}'",
            "DELETE FROM area WHERE area_code = 'rest'",
        ),
    )
    assert [(one.kind, one.area_code, one.old_text, one.marked) for one in found.changes] == [
        ("new_area", "rest", None, 0),
        ("vanished_area", "16099", "Altkreis", 1),
    ]


def test_changed_titles_and_units(now: Path, before: Callable[..., Path]) -> None:
    found = diff.of_files(
        now, before("UPDATE indicator SET title_de = 'Leute', unit_de = 'Tausend' WHERE indicator_id = 'population'")
    )
    texts = [(one.kind, one.indicator_id, one.old_text, one.marked) for one in found.changes]
    assert sorted(texts) == [("title", "population", "Leute", 0), ("unit", "population", "Tausend", 1)]


def test_computed_figures_follow_and_are_not_marked(now: Path, before: Callable[..., Path]) -> None:
    with duckdb.connect(str(now), read_only=True) as connection:
        (one,) = connection.execute(
            "SELECT indicator_id, area_code, period FROM value_current WHERE method = 'computed' AND value > 1 LIMIT 1"
        ).fetchall()
    named = "UPDATE value_current SET value = value * 3 WHERE (indicator_id, area_code, period) = "
    found = diff.of_files(now, before(named + str(one)))
    assert [(change.kind, change.computed, change.marked) for change in found.changes] == [("revised", True, 0)]
    assert found.count("revised") == 0 and found.figures == ()


def test_a_sum_over_areas_follows_its_parts_and_is_not_marked_for_itself(
    now: Path, before: Callable[..., Path]
) -> None:
    summed = "WHERE indicator_id = 'population' AND area_code = 'rest' AND method = 'summed'"
    for statement in (f"UPDATE value_current SET value = value * 3 {summed}", f"DELETE FROM value_current {summed}"):
        old = before(statement)
        for found in (diff.of_files(now, old), diff.of_files(old, now)):
            assert found.changes and all(change.computed for change in found.changes)
            assert (found.marked, found.figures) == (0, ())


def test_a_district_put_together_of_dissolved_ones_is_marked(now: Path, before: Callable[..., Path]) -> None:
    """Its parts are no figures of areas of today: nothing else would be marked."""
    put_together = f"UPDATE value_current SET method = 'summed', sql_file = 'observation_merged.sql' {WHERE}"
    new = before(put_together, f"UPDATE value_current SET value = value * 3 {WHERE}")
    assert diff.of_files(new, now).marked == 1


def test_the_log_goes_on_from_version_to_version(template: Inputs, before: Callable[..., Path], tmp_path: Path) -> None:
    old = before(f"UPDATE value_current SET value = value - 30 {WHERE}")
    second, third, fourth = (tmp_path / name for name in (VERSION, "atlas-3.duckdb", "atlas-4.duckdb"))
    first_difference = build.write(template.snapshots, template.lookups, second, None, old)
    assert first_difference is not None and told(first_difference) == [("revised", "population", DAY, 1, 0)]
    # Nothing differs: no new line, and the old one is carried on.
    build.write(template.snapshots, template.lookups, third, None, second)
    shutil.copy(third, fourth)
    with duckdb.connect(str(fourth)) as connection:
        connection.execute(f"DELETE FROM value_current {WHERE}")
    build.write(template.snapshots, template.lookups, tmp_path / "atlas-5.duckdb", None, fourth)
    with closing(duckdb.connect(str(tmp_path / "atlas-5.duckdb"), read_only=True)) as connection:
        log = connection.execute(
            "SELECT version, replaced, added, removed, revised, recomputed, marked FROM refresh_log ORDER BY version"
        ).fetchall()
        changes = connection.execute("SELECT version, kind, figures FROM change ORDER BY version").fetchall()
    assert log == [
        (VERSION, "before.duckdb", 0, 0, 1, 0, 0),
        ("atlas-5.duckdb", "atlas-4.duckdb", 1, 0, 0, 0, 0),
    ]
    assert changes == [(VERSION, "revised", 1), ("atlas-5.duckdb", "added", 1)]


def test_what_cannot_be_compared_is_said(now: Path, before: Callable[..., Path], tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.duckdb"
    nothing.write_bytes(b"no database")
    with pytest.raises(diff.IncomparableError, match=r"nothing\.duckdb: cannot be compared"):
        diff.of_files(now, nothing)
    with pytest.raises(diff.IncomparableError, match="another version of the atlas"):
        diff.of_files(now, before("DROP VIEW value_listed", "ALTER TABLE value_current DROP COLUMN method"))


def test_a_report_names_what_differs(now: Path, before: Callable[..., Path], tmp_path: Path) -> None:
    found = diff.of_files(now, before(f"UPDATE value_current SET value = value * 0.5 {WHERE}"))
    assert report.sentence(found) == "1 revised; 0 computed from others; 1 marked for a person to look at."
    report.write_figures(found, tmp_path / "all.csv")
    header, line = (tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("kind,indicator_id,area_code,period") and line.startswith(f"revised,population,{AREA}")
