"""A refresh asks the stand-in of the publishers by real HTTP: news are published, a service that is down costs none."""

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as command
from etl import build, refresh, versions
from etl.places import Places
from etl.refresh import Outcome
from etl.services.account import PASSWORD as PASSWORD_NAME
from tests.etl.conftest import Inputs
from tests.etl.office import POPULATION, Office
from tests.standin.genesis import of_year, recorded
from tests.standin.server import Answer


@pytest.fixture
def places(inputs: Inputs, office: Office, tmp_path: Path) -> Places:
    """Return folders with something published, and a service that has the inhabitants of 2024 and 2025."""
    office.genesis.files[POPULATION] = {2024: recorded(POPULATION), 2025: of_year(POPULATION, 2025)}
    found = Places(inputs.snapshots, inputs.lookups, office.folder, tmp_path / "db")
    build.publish(found.snapshots, found.lookups, found.data_db, found.tidy)
    return found


def ran(places: Places, office: Office) -> Outcome:
    return refresh.run(places, lambda: office.fetch("population", since=2024))


def value(places: Places, period: str) -> float | None:
    current = versions.current(places.data_db)
    with closing(duckdb.connect(str(current), read_only=True)) as connection:
        found = connection.execute(
            """SELECT value FROM value_current
            WHERE indicator_id = 'population' AND area_code = '16063' AND period = $period""",
            {"period": period},
        ).fetchall()
    return found[0][0] if found else None


def test_what_the_service_has_new_is_published_and_the_next_run_builds_nothing(places: Places, office: Office) -> None:
    assert value(places, "2025-12-31") is None
    outcome = ran(places, office)
    assert [one.outcome for one in outcome.attempts] == ["fetched"]
    assert (outcome.state, refresh.exit_status(outcome)) == ("published", 0)
    # The recorded figures of 2024 under another year: the same number again.
    assert value(places, "2025-12-31") == value(places, "2024-12-31")
    published = versions.current(places.data_db)
    again = ran(places, office)
    assert ([one.outcome for one in again.attempts], again.state) == (["unchanged"], "unchanged")
    assert versions.current(places.data_db) == published


def test_a_service_that_is_down_takes_no_figure_away(places: Places, office: Office) -> None:
    assert ran(places, office).state == "published"
    held = value(places, "2025-12-31")
    office.reroute(lambda _: Answer(500, b"<html><body>Wartung</body></html>", {"Content-Type": "text/html"}))
    outcome = ran(places, office)
    assert [one.outcome for one in outcome.attempts] == ["failed"]
    assert (outcome.state, refresh.exit_status(outcome)) == ("unchanged", 1)
    assert held is not None and value(places, "2025-12-31") == held


def test_nonsense_from_the_service_is_kept_out(places: Places, office: Office) -> None:
    office.genesis.files[POPULATION][2025] = b"<html>Bitte melden Sie sich an</html>"
    outcome = ran(places, office)
    assert refresh.exit_status(outcome) == 1 and value(places, "2025-12-31") is None
    assert value(places, "2024-12-31") is not None


def test_a_refused_original_is_seen_in_the_status_of_build_and_diff(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = places.raw / "regionalstatistik" / f"{POPULATION}__retrieved-2026-11-20__2025.csv"
    broken.parent.mkdir(parents=True)
    broken.write_text("no table", encoding="utf-8")
    own = ["--lookups", str(places.lookups), "--fetched", str(places.fetched)]
    options = [*own, "--snapshot", str(places.snapshots), "--databases", str(places.data_db)]
    for name in ("diff", "build"):
        assert command.main([name, *options]) == 1
        told = capsys.readouterr().err
        assert "Refused: " in told and "python -m etl fetch population" in told


def test_a_dry_run_of_a_service_that_lets_nobody_in_has_failed(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_NAME, "falsch-0000")
    own = ["--lookups", str(places.lookups), "--fetched", str(places.fetched), "--snapshot", str(places.snapshots)]
    assert command.main(["fetch", "population", "--dry-run", *own]) == 1


def test_the_commands_fetch_tell_and_list(places: Places, office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Fetch, diff, build and sources one after the other, as a person does it by hand."""
    own = ["--lookups", str(places.lookups), "--fetched", str(places.fetched)]
    figures, databases = ["--snapshot", str(places.snapshots)], ["--databases", str(places.data_db)]
    assert command.main(["fetch", "population", "--since", "2024", *own, *figures]) == 0
    assert "population" in capsys.readouterr().out
    assert command.main(["diff", *own, *figures, *databases]) == 0
    assert "none marked" in capsys.readouterr().out
    assert value(places, "2025-12-31") is None
    assert command.main(["build", *own, *figures, *databases]) == 0
    assert value(places, "2025-12-31") is not None
    capsys.readouterr()
    assert command.main(["sources", *own, *databases]) == 0
    told = capsys.readouterr().out
    assert "2025-12-31" in told and "fetched" in told and "dl-de/by-2-0" in told
    assert command.main(["fetch", "nobody", *own, *figures]) == 1
    assert "no such source" in capsys.readouterr().err
