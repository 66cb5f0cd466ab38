"""The timer's one command: what is new is published, nothing new builds nothing, a bad source keeps its figures."""

import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as command
from etl import attempts, build, checks, refresh, versions
from etl.attempts import Attempt
from etl.errors import BuildError, CheckError
from etl.places import Places
from etl.refresh import Outcome
from tests.etl import answered
from tests.etl.conftest import Inputs

INHABITANTS = answered.inhabitants()
NEXT = {area: value + 1 for area, value in INHABITANTS.items()}


@pytest.fixture
def places(inputs: Inputs, tmp_path: Path) -> Places:
    """Return folders with something published and nothing fetched."""
    found = Places(inputs.snapshots, inputs.lookups, tmp_path / "fetched", tmp_path / "db")
    build.publish(found.snapshots, found.lookups, found.data_db, found.tidy)
    return found


def ran(places: Places, *said: Attempt, accept: bool = False) -> Outcome:
    """Return a refresh in which the publishers have answered before: what they said, what lies in the folder."""
    return refresh.run(places, lambda: said, accept=accept)


def answer(places: Places, values: Mapping[str, object], period: str, day: str = "2026-11-20") -> Path:
    return answered.population(places.fetched / "raw", values, period, day)


def value(places: Places, period: str, area: str = "16067") -> float | None:
    current = versions.current(places.data_db)
    with closing(duckdb.connect(str(current), read_only=True)) as connection:
        rows = connection.execute(
            """SELECT value FROM value_current
            WHERE indicator_id = 'population' AND area_code = $area AND period = $period""",
            {"area": area, "period": period},
        ).fetchall()
    return rows[0][0] if rows else None


def test_nothing_new_builds_nothing(places: Places) -> None:
    before = versions.current(places.data_db)
    outcome = ran(places, Attempt("population", attempts.now(), attempts.UNCHANGED))
    assert (outcome.state, outcome.made, refresh.exit_status(outcome)) == ("unchanged", None, 0)
    assert versions.current(places.data_db) == before


def test_new_figures_are_published_and_told(places: Places) -> None:
    answer(places, NEXT, "2025-12-31")
    outcome = ran(places)
    assert outcome.state == "published" and refresh.exit_status(outcome) == 0
    assert outcome.difference and outcome.difference.count("added") >= len(NEXT)
    assert outcome.difference.count("revised") == outcome.difference.count("removed") == 0
    assert value(places, "2025-12-31") == NEXT["16067"]
    assert ran(places).state == "unchanged"


def test_a_source_that_failed_does_not_stop_the_others_and_is_seen_in_the_status(places: Places) -> None:
    answer(places, NEXT, "2025-12-31")
    outcome = ran(places, Attempt("employees", attempts.now(), attempts.FAILED, reason="no answer"))
    assert (outcome.state, refresh.exit_status(outcome)) == ("published", 1)


def test_a_figure_that_jumps_waits_for_a_person(places: Places) -> None:
    answer(places, INHABITANTS | {"16067": INHABITANTS["16067"] // 2}, "2024-12-31")
    before = versions.current(places.data_db)
    outcome = ran(places)
    assert (outcome.state, refresh.exit_status(outcome)) == ("marked", 3)
    assert outcome.difference and [one.area_code for one in outcome.difference.figures if one.marked][:1] == ["16067"]
    assert versions.current(places.data_db) == before and list(places.data_db.glob(".building-*")) == []
    assert value(places, "2024-12-31") == INHABITANTS["16067"]
    accepted = ran(places, accept=True)
    assert (accepted.state, refresh.exit_status(accepted)) == ("published", 0)
    assert value(places, "2024-12-31") == INHABITANTS["16067"] // 2


def test_new_files_that_break_a_rule_are_set_aside_and_the_others_published(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two answers of one day that say different things of one figure break a rule; the other source is published."""
    first = answer(places, INHABITANTS, "2024-12-31")
    second = answer(places, {area: number + 2 for area, number in INHABITANTS.items()}, "2024-12-31", "2026-11-21")
    second.rename(first.with_name("12411-01-01-4__retrieved-2026-11-20__again.csv"))
    answered.employees(places.fetched / "raw", {"16067": 50_000}, "2025-06-30")
    options = ["--snapshot", places.snapshots, "--lookups", places.lookups, "--fetched", places.fetched]
    assert command.main(["build", *map(str, options), "--databases", str(places.data_db)]) == 1
    assert "python -m etl refresh sets aside those at fault" in capsys.readouterr().err
    outcome = ran(places)
    assert (outcome.state, refresh.exit_status(outcome)) == ("published", 1)
    assert list(outcome.aside) == ["population"] and "no_two_values_of_one_stand" in outcome.aside["population"]
    assert value(places, "2024-12-31") == INHABITANTS["16067"]
    current = versions.current(places.data_db)
    with closing(duckdb.connect(str(current), read_only=True)) as connection:
        fetched = connection.execute("SELECT source_id FROM snapshot WHERE fetched").fetchall()
    assert fetched == [("employees",)]
    (written,) = attempts.read(places.fetched)
    assert (written.source_id, written.outcome) == ("population", attempts.FAILED)
    again = ran(places)
    assert (again.state, refresh.exit_status(again)) == ("unchanged", 0), "what is set aside is not tried every night"


def test_a_broken_rule_is_told_where_there_is_no_room_to_find_the_source_at_fault(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(refresh.shutil, "copytree", full)
    monkeypatch.setattr(checks, "run", broken)
    answer(places, NEXT, "2025-12-31")
    with pytest.raises(BuildError, match=r"a rule\nNor can it be tried .*No space left.*Make room"):
        ran(places)
    assert value(places, "2025-12-31") is None


def broken(connection: duckdb.DuckDBPyConnection) -> None:
    raise CheckError("a rule")


def test_shipped_figures_at_fault_are_no_fault_of_what_was_fetched(places: Places) -> None:
    answer(places, NEXT, "2025-12-31")
    with (places.lookups / "expected_rows.csv").open("a", encoding="utf-8") as file:
        file.write("another file,population,2030,7\n")
    with pytest.raises(CheckError, match="rows_as_expected"):
        ran(places)
    assert not (places.tidy / "set_aside.jsonl").exists()


def test_shipped_figures_at_fault_are_told_as_they_are_where_nothing_was_ever_fetched(places: Places) -> None:
    with (places.lookups / "expected_rows.csv").open("a", encoding="utf-8") as file:
        file.write("another file,population,2030,7\n")
    assert not places.tidy.exists()
    with pytest.raises(CheckError, match="rows_as_expected"):
        ran(places)


def test_a_source_with_a_count_below_0_is_set_aside(places: Places) -> None:
    answer(places, NEXT | {"16067": -NEXT["16067"]}, "2025-12-31")
    outcome = ran(places)
    assert list(outcome.aside) == ["population"] and "no_count_below_0" in outcome.aside["population"]
    assert value(places, "2025-12-31") is None


def test_where_nothing_is_published_no_file_is_looked_into(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name None is one that a file may have."""
    monkeypatch.chdir(places.data_db)
    published = versions.current(places.data_db)
    assert published
    shutil.copy(published, "None")
    (places.data_db / "CURRENT").unlink()
    assert refresh.published(places.data_db) is None


def test_nothing_is_published_over_a_version_that_was_taken_back(places: Places) -> None:
    answer(places, NEXT, "2025-12-31")
    assert ran(places).state == "published"
    versions.rollback(places.data_db)
    outcome = ran(places)
    assert (outcome.state, refresh.exit_status(outcome)) == ("withdrawn", 3)
    assert value(places, "2025-12-31") is None
    assert ran(places, accept=True).state == "published"
    assert value(places, "2025-12-31") == NEXT["16067"]
    assert ran(places).state == "unchanged"


def test_nothing_is_published_over_what_a_person_does_meanwhile(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.publish(places.snapshots, places.lookups, places.data_db, places.tidy)
    check = checks.run

    def and_meanwhile(connection: duckdb.DuckDBPyConnection) -> None:
        check(connection)
        versions.rollback(places.data_db)

    monkeypatch.setattr(checks, "run", and_meanwhile)
    answer(places, NEXT, "2025-12-31")
    before = sorted(file.name for file in places.data_db.glob("atlas-*"))
    with pytest.raises(BuildError, match="took one back meanwhile"):
        ran(places)
    assert sorted(file.name for file in places.data_db.glob("atlas-*")) == before
    assert ran(places).state == "withdrawn"


def test_a_database_of_another_version_is_replaced_by_a_person_only(places: Places) -> None:
    current = versions.current(places.data_db)
    assert current
    with duckdb.connect(str(current)) as connection:
        connection.execute("UPDATE build_info SET value = '1' WHERE key = 'schema_version'")
        connection.execute("DROP VIEW value_listed")
        connection.execute("ALTER TABLE value_current DROP COLUMN method")
    outcome = ran(places)
    assert (outcome.state, refresh.exit_status(outcome)) == ("incomparable", 3)
    assert ran(places, accept=True).state == "published"


def known(places: Places, *said: Attempt) -> list[tuple[str, str]]:
    """Return held and known period of employees and population in a database with this journal."""
    (places.fetched / "state.jsonl").unlink(missing_ok=True)
    for attempt in said:
        attempts.append(places.fetched, attempt)
    with closing(duckdb.connect()) as connection:
        build.fill(connection, places.snapshots, places.lookups, places.tidy)
        return connection.execute(
            """SELECT held_period, known_period FROM source_state
            WHERE source_id IN ('employees', 'population') ORDER BY source_id"""
        ).fetchall()


def test_what_a_publisher_says_it_has_is_known_to_exist(places: Places) -> None:
    attempts.append(places.fetched, Attempt("population", attempts.now(), attempts.UNCHANGED, known="2025"))
    assert ran(places).state == "published", "how fresh a source is stands in the database"
    current = versions.current(places.data_db)
    with closing(duckdb.connect(str(current), read_only=True)) as connection:
        states = connection.execute(
            "SELECT held_period, known_period FROM source_state WHERE source_id = 'population'"
        ).fetchall()
    assert states == [("2024-12-31", "2025")]
    assert ran(places).state == "unchanged"


EMPLOYEES, POPULATION = ("2024-06-30", "2024-06-30"), ("2024-12-31", "2024-12-31")


@pytest.mark.parametrize(
    ("outcome", "periods", "told", "newest"),
    [
        (attempts.UNCHANGED, ("2024-06-30",), "2024-06-30", "2024-06-30"),
        (attempts.UNCHANGED, ("2024-06-30",), "2024", "2024-06-30"),  # a year alone: that of what is held
        (attempts.FAILED, (), "2026-06-30", "2026-06-30"),
        (attempts.FAILED, (), "2026", "2026"),
        (attempts.NOT_DELIVERED, ("2026-06-30",), "2026-06-30", "2024-06-30"),
        (attempts.NOT_DELIVERED, ("2026",), "2026-06-30", "2024-06-30"),  # asked for by its year, nothing came
        (attempts.NOT_DELIVERED, ("2025-06-30",), "2026-06-30", "2026-06-30"),
    ],
)
def test_a_key_date_is_newer_only_where_its_figures_can_be_had(
    places: Places, outcome: str, periods: tuple[str, ...], told: str, newest: str
) -> None:
    """The employees held lie on 30 June 2024; the shipped file lists 2025 too, with '-' everywhere."""
    attempt = Attempt("employees", attempts.now(), outcome, periods, known=told)
    assert known(places, attempt) == [("2024-06-30", newest), POPULATION]


def test_what_came_later_is_missing_no_more(places: Places) -> None:
    """What came may be set aside by a rule: the publisher has it all the same."""
    missing = Attempt("population", attempts.now(), attempts.NOT_DELIVERED, ("2025",), known="2025")
    come = Attempt("population", attempts.now(), attempts.FETCHED, ("2025-12-31",), known="2025")
    assert known(places, missing) == [EMPLOYEES, POPULATION]
    assert known(places, missing, come) == [EMPLOYEES, ("2024-12-31", "2025")]


def test_periods_that_are_none_in_the_journal_stop_no_build(places: Places) -> None:
    odd = ("2024-13", "2024-02-31", "0000", "99999", "2026-99", "x", "2026-1", "9999", "2026-00-00")
    attempts.append(places.fetched, Attempt("employees", attempts.now(), attempts.NOT_DELIVERED, odd))
    attempts.append(places.fetched, Attempt("population", attempts.now(), attempts.UNCHANGED, known="2025-99"))
    assert ran(places).state == "published"


def test_diff_shows_what_a_build_would_change_and_publishes_nothing(
    places: Places, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    options = ["--snapshot", places.snapshots, "--lookups", places.lookups, "--fetched", places.fetched]
    told = ["diff", *map(str, options), "--databases", str(places.data_db)]
    places.fetched.mkdir()
    before = sorted(places.data_db.iterdir())
    assert command.main(told) == 0
    assert "Nothing differs." in capsys.readouterr().out
    answer(places, INHABITANTS | {"16067": INHABITANTS["16067"] // 2}, "2024-12-31")
    assert command.main([*told, "--csv", str(tmp_path / "all.csv")]) == 3
    out = capsys.readouterr().out
    assert "marked for a person to look at" in out and str(INHABITANTS["16067"] // 2) in out
    assert f",16067,2024-12-31,population,False,{INHABITANTS['16067']}.0,," in (tmp_path / "all.csv").read_text("utf-8")
    assert sorted(places.data_db.iterdir()) == before
