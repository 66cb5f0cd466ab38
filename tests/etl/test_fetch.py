"""The whole way of an answer, from the stand-in of the Regionaldatenbank to its place."""

import json
import re
import tempfile
from pathlib import Path

import pytest

from etl import attempts, fetch, snapshot
from etl.fetch import FetchError
from etl.http import Client
from etl.notes import notes, sha256
from etl.services.account import PASSWORD as PASSWORD_NAME
from etl.services.account import USER as USER_NAME
from tests.databases import SNAPSHOTS
from tests.etl.office import EMPLOYEES, INSOLVENCIES, POPULATION, TABLEFILE, Office
from tests.standin.genesis import PASSWORD, REST, USER, code, of_year, recorded, zipped
from tests.standin.server import Answer


def test_a_year_is_fetched_kept_with_its_request_and_read_like_what_ships(office: Office, tmp_path: Path) -> None:
    attempt = office.one()
    assert (attempt.outcome, attempt.periods, attempt.known) == ("fetched", ("2024",), "2024")
    (file,) = office.files()
    assert re.fullmatch(rf"regionalstatistik/{INSOLVENCIES}__retrieved-\d{{4}}-\d\d-\d\d__2024\.csv", file)
    kept = office.folder / "raw" / file
    assert kept.read_bytes() == recorded(INSOLVENCIES)
    request = json.loads(kept.with_name(f"{kept.name}.request.json").read_text())
    assert request["address"] == f"{office.standin.url}{TABLEFILE}"
    assert request["parameters"]["startyear"] == "2024"
    assert (request["status"], request["delivered"], request["bytes"]) == (200, ["2024"], len(recorded(INSOLVENCIES)))
    # The figures are those of the shipped file of the same recording: one way, not two.
    module = next(module for module in fetch.chosen(["insolvencies"]))
    note = snapshot.ship(module.SOURCE, kept, module.clean(kept), tmp_path / "snapshot")
    (shipped,) = (note for note in notes(SNAPSHOTS) if note.original_file.startswith(f"{INSOLVENCIES}__retrieved-2026"))
    assert (note.original_sha256, note.shipped_sha256) == (shipped.original_sha256, shipped.shipped_sha256)


def test_the_question_is_a_form_with_the_account_in_headers_and_one_year(office: Office) -> None:
    office.one()
    asked = office.standin.asked[-1]
    assert (asked.method, asked.path, asked.query) == ("POST", TABLEFILE, {})
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    wanted = {"name": INSOLVENCIES, "area": "all", "format": "ffcsv", "startyear": "2024", "endyear": "2024"}
    assert wanted.items() <= asked.form.items()
    assert not {"username", "password"} & set(asked.form)


def test_without_a_year_what_is_not_held_is_asked_for_and_the_last_two_years_again(office: Office) -> None:
    # Shipped are 2007 to 2015 and 2024; 2025 is new, 2000 to 2006 the service has besides.
    office.genesis.files[INSOLVENCIES] = {year: of_year(INSOLVENCIES, year) for year in (2005, 2015, 2016, 2024, 2025)}
    (attempt,) = office.fetch()
    assert attempt.outcome == "fetched"
    assert office.years() == [
        str(year) for year in (2025, 2024, 2023, 2022, 2021, 2020, 2019, 2018, 2017, 2016, 2006, 2005)
    ]
    assert attempt.periods == ("2005", "2016", "2024", "2025")
    assert "2006, 2017–2023: the publisher has nothing for it yet (code 104)" in attempt.reason
    # What was fetched is held: the next run asks for the last two years, and for what it did not get.
    office.standin.asked.clear()
    (again,) = office.fetch()
    assert office.years() == ["2025", "2024", "2023", "2022", "2021", "2020", "2019", "2018", "2017", "2006"]
    assert (again.outcome, again.periods) == ("not_delivered", ("2006", *map(str, range(2017, 2024))))
    assert len(office.files()) == 4


def test_the_same_rows_in_another_order_are_unchanged(office: Office) -> None:
    office.one()
    head, *rows = recorded(INSOLVENCIES).splitlines(keepends=True)
    office.genesis.files[INSOLVENCIES][2024] = head + b"".join(reversed(rows))
    attempt = office.one()
    assert (attempt.outcome, attempt.periods) == ("unchanged", ("2024",))
    (file,) = office.files()
    assert (office.folder / "raw" / file).read_bytes() == recorded(INSOLVENCIES)


def test_another_value_replaces_the_file_of_the_day_which_is_kept_aside(office: Office) -> None:
    office.one()
    revised = recorded(INSOLVENCIES).replace(b";Insgesamt;27;Anzahl", b";Insgesamt;28;Anzahl", 1)
    office.genesis.files[INSOLVENCIES][2024] = revised
    assert office.one().outcome == "fetched"
    (file,) = office.files()
    assert (office.folder / "raw" / file).read_bytes() == revised
    (aside,) = office.files("replaced")
    assert (office.folder / "replaced" / aside).read_bytes() == recorded(INSOLVENCIES)
    # Back to the first value: that is news again.
    office.genesis.files[INSOLVENCIES][2024] = recorded(INSOLVENCIES)
    assert office.one().outcome == "fetched"


def test_a_year_in_which_every_district_is_a_dash_is_not_delivered_yet(office: Office) -> None:
    office.genesis.files = {EMPLOYEES: {2025: recorded(EMPLOYEES)}}
    for _ in range(2):
        attempt = office.one("employees", 2025)
        assert (attempt.outcome, attempt.periods) == ("not_delivered", ("2025-06-30",))
        assert attempt.known == "2025-06-30", "a table of a key date is known by that day"
    # The Länder of that day are there: the file is kept, and the year is asked for again.
    assert len(office.files()) == 1
    office.standin.asked.clear()
    office.fetch("employees")
    assert office.years() == ["2025"]


def test_a_table_that_is_too_large_goes_by_jobs(office: Office) -> None:
    office.genesis.large = {INSOLVENCIES}
    office.genesis.files[INSOLVENCIES][2023] = of_year(INSOLVENCIES, 2023)
    attempt = office.one(since=2023)
    assert (attempt.outcome, attempt.periods) == ("fetched", ("2023", "2024"))
    jobs = [asked.form["job"] for asked in office.standin.asked if asked.path == TABLEFILE]
    assert jobs == ["false", "true", "true"]
    assert office.naps == [5, 10, 20, 5]


def test_a_job_that_is_never_done_is_given_up(office: Office) -> None:
    office.genesis.large, office.genesis.waits = {INSOLVENCIES}, 10_000
    attempt = office.one()
    assert attempt.outcome == "failed"
    assert f"job {INSOLVENCIES}_175879554 was not done after 30 minutes" in attempt.reason
    assert sum(office.naps) < 1900


def test_half_an_account_is_a_fault_and_none_is_not(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD_NAME)
    assert f"{PASSWORD_NAME} is not set" in office.one().reason
    monkeypatch.setenv(PASSWORD_NAME, "two\nlines")
    attempt = office.one()
    assert "holds a line break" in attempt.reason
    assert "two" not in attempt.reason
    assert office.standin.asked == []


def test_without_an_account_the_newest_year_comes_and_is_said_to_be_all(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (USER_NAME, PASSWORD_NAME):
        monkeypatch.delenv(name)
    monkeypatch.setattr("etl.services.account.SECRETS", office.folder / "no" / "secrets.toml")
    path = f"/genesis/online/download/{INSOLVENCIES}/ffcsv"
    office.genesis.login_free = {path: zipped(recorded(INSOLVENCIES))}
    for outcome in ("fetched", "unchanged"):
        (attempt,) = office.fetch()
        assert (attempt.outcome, attempt.periods) == (outcome, ("2024",))
        assert "Without an account only the newest year can be had." in attempt.reason
    assert [name[-10:] for name in office.files()] == ["__2024.csv"]
    # The first address may have nothing: the second is tried, and then the reason is told.
    office.standin.asked.clear()
    office.genesis.login_free = {f"/genesisws/downloader/00/tables/{INSOLVENCIES}_00.csv": recorded(INSOLVENCIES)}
    assert office.one().outcome == "unchanged"
    office.genesis.login_free = {path: b"<html>Wartung</html>"}
    attempt = office.one()
    assert attempt.outcome == "failed"
    assert "It cannot be had without an account." in attempt.do
    assert not any({"username", "password"} & set(asked.headers) for asked in office.standin.asked)


def test_a_dry_run_asks_what_there_is_and_writes_nothing(office: Office) -> None:
    office.genesis.files[INSOLVENCIES][2025] = of_year(INSOLVENCIES, 2025)
    (attempt,) = office.fetch(since=2024, dry_run=True)
    assert (attempt.outcome, attempt.periods, attempt.known) == ("planned", ("2024", "2025"), "2025")
    assert office.standin.paths() == [f"{REST}/metadata/table"]
    assert not office.folder.exists()


def test_one_answer_is_one_answer(office: Office) -> None:
    (attempt,) = office.fetch(since=2024, dry_run=True)
    assert attempt.reason.endswith("1 answer would be asked for")


def test_a_source_that_is_brought_by_hand_says_where_from(office: Office) -> None:
    (attempt,) = office.fetch("inkar")
    assert attempt.outcome == "by_hand"
    assert "etl snapshot" in attempt.do
    assert attempts.read(office.folder) == []


def test_what_cannot_begin_is_said_at_once(office: Office) -> None:
    with pytest.raises(FetchError, match=r"harvests: no such source\. There are: .*insolvencies"):
        office.fetch("insolvencies", "harvests")
    with pytest.raises(FetchError, match="--since 1066: wanted a year from 1990"):
        office.fetch(since=1066)
    assert office.standin.asked == []


def test_a_clock_behind_what_is_held_is_told_and_nothing_is_asked(office: Office) -> None:
    """An answer of an earlier day would count as older than what is held, whatever it says."""
    assert office.one().outcome == "fetched"
    (file,) = (office.folder / "raw").rglob("*.request.json")
    said = json.loads(file.read_text())
    file.write_text(json.dumps(said | {"fetched_at": "2999-01-01T00:00:00+00:00"}))
    asked = len(office.standin.asked)
    with pytest.raises(FetchError, match="holds answers of 2999-01-01, this machine's clock says"):
        office.one()
    assert len(office.standin.asked) == asked
    file.write_text(json.dumps(said | {"fetched_at": "zzz"}))
    assert office.one().outcome == "unchanged"


def test_two_runs_at_once_are_one_too_many(office: Office) -> None:
    told = []

    def second(question: object) -> Answer:
        with pytest.raises(FetchError, match="another run is fetching") as fault:
            office.fetch()
        told.append(str(fault.value))
        return code(104)

    office.reroute(second)
    office.one()
    assert len(told) == 1
    assert office.one().outcome == "not_delivered" or len(told) == 2, "the lock is gone with its run"


def test_a_run_that_was_killed_is_taken_up(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.genesis.files[INSOLVENCIES] = {year: of_year(INSOLVENCIES, year) for year in range(2016, 2024)}

    def killed(question: object) -> Answer:
        raise KeyboardInterrupt

    number = iter(range(100))
    real = fetch._Run._piece
    monkeypatch.setattr(fetch._Run, "_piece", lambda *of: killed(None) if next(number) == 3 else real(*of))
    with pytest.raises(KeyboardInterrupt):
        office.fetch()
    monkeypatch.setattr(fetch._Run, "_piece", real)
    # A kill between a request and its file, and one while an answer arrived, leave these behind.
    arriving = office.folder / ".arriving" / "regionalstatistik" / "half.csv"
    arriving.parent.mkdir(parents=True, exist_ok=True)
    arriving.write_text("statistics_co")
    done = [office.folder / "raw" / file for file in office.files()]
    assert len(done) == 3
    done[0].unlink()
    office.standin.asked.clear()
    (attempt,) = office.fetch()
    assert attempt.outcome == "fetched"
    assert attempt.periods == ("2016", "2017", "2018", "2019", "2020", "2021")
    assert sorted(office.years())[:4] == ["2016", "2017", "2018", "2019"]
    assert len(office.files()) == 8
    assert not arriving.exists()


def test_a_year_that_fails_does_not_keep_the_others_away_and_a_bad_day_ends_soon(office: Office) -> None:
    years = {year: of_year(INSOLVENCIES, year) for year in (2021, 2022, 2023, 2024)}
    office.genesis.files[INSOLVENCIES] = years
    bad = {"2023"}
    office.standin.before(
        "POST",
        TABLEFILE,
        lambda asked: Answer(500) if asked.form["startyear"] in bad else office.genesis.tablefile(asked),
    )
    attempt = office.one(since=2021)
    assert (attempt.outcome, attempt.periods) == ("failed", ("2023",))
    assert attempt.reason.endswith("fetched: 2021–2022, 2024")
    bad |= set(map(str, years))
    attempt = office.one(since=2021)
    assert attempt.periods == ("2023", "2024")
    assert "2 more not asked for" in attempt.reason


def test_a_fault_of_the_program_at_one_source_stops_no_other(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office.genesis.files[POPULATION] = {2024: recorded(POPULATION)}
    module = fetch.chosen(["insolvencies"])[0]

    def broken(asked: object) -> None:
        raise KeyError(PASSWORD)

    monkeypatch.setattr(module, "fetch", broken, raising=False)
    bad, good = office.fetch("insolvencies", "population", since=2024)
    assert (bad.outcome, bad.reason) == ("failed", "fault of the program: KeyError")
    assert good.outcome == "fetched"
    assert "fault of the program at insolvencies: KeyError" in caplog.text
    assert "in broken" in caplog.text
    assert PASSWORD not in caplog.text


def test_every_source_that_is_fetched_names_its_files_as_its_reader_looks_for_them(office: Office) -> None:
    tables = {
        module.SOURCE.table: {2024: b""} for module in fetch.chosen(()) if fetch.genesis.serves(module.SOURCE.url)
    }
    assert len(tables) >= 10
    office.genesis.files = tables
    with Client() as client:
        for module in fetch.chosen(()):
            if module.SOURCE.table in tables:
                plan = fetch.genesis.plan(module.SOURCE.table, fetch.Asked(client, frozenset(), 2024))
                (piece,) = plan.pieces
                name = piece.file.replace("{day}", "2026-11-23").replace("{periods}", "2024")
                assert any(Path(name).match(pattern) for pattern in module.SOURCE.files), name


def test_a_newest_year_that_is_older_than_what_is_held_is_not_taken(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (USER_NAME, PASSWORD_NAME):
        monkeypatch.delenv(name)
    monkeypatch.setattr("etl.services.account.SECRETS", office.folder / "no" / "secrets.toml")
    path = f"/genesis/online/download/{INSOLVENCIES}/ffcsv"
    office.genesis.login_free = {path: zipped(of_year(INSOLVENCIES, 2023))}
    attempt = office.one()
    assert (attempt.outcome, attempt.periods) == ("unchanged", ("2023",))
    assert attempt.reason.startswith("2023: older than what is held, not taken")
    assert office.files() == []


def test_the_account_may_stand_in_the_file_of_secrets(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (USER_NAME, PASSWORD_NAME):
        monkeypatch.delenv(name)
    # Outside the folder in which no password may stand.
    with tempfile.TemporaryDirectory() as elsewhere:
        secrets = Path(elsewhere) / "secrets.toml"
        monkeypatch.setattr("etl.services.account.SECRETS", secrets)
        secrets.write_text(f'{USER_NAME} = "{USER}"\n{PASSWORD_NAME} = "{PASSWORD}"\n', encoding="utf-8")
        assert office.one().outcome == "fetched"
        secrets.write_text(f'{PASSWORD_NAME} = "{PASSWORD}\n', encoding="utf-8")
        attempt = office.one()
    assert attempt.reason == "secrets.toml cannot be read as TOML."


def test_a_full_disk_is_told_and_leaves_nothing_half_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("etl.originals.shutil.copyfileobj", full)
        attempt = office.one()
    assert attempt.outcome == "failed"
    assert "No space left on device" in attempt.reason
    assert office.files() == []
    assert office.one().outcome == "fetched"


def test_a_year_that_a_build_has_set_aside_is_asked_for_again(office: Office) -> None:
    office.genesis.files[INSOLVENCIES] = {2016: of_year(INSOLVENCIES, 2016), 2024: recorded(INSOLVENCIES)}
    office.one(since=2016)
    (file,) = (file for file in office.files() if "2016" in file)
    digest = sha256(office.folder / "raw" / file)
    aside = office.folder / "snapshot" / "set_aside.jsonl"
    for line, asked in (("", False), (json.dumps({"original_sha256": digest}) + "\n", True)):
        aside.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(line)
        office.standin.asked.clear()
        office.fetch()
        assert ("2016" in office.years()) is asked
