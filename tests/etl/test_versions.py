"""The way back: the version before is published again, and nothing is published over a person's head."""

from pathlib import Path

import pytest

from etl import __main__ as command
from etl import versions
from etl.errors import BuildError

NAMES = [f"atlas-2026111{day}T000000000000-0.duckdb" for day in range(1, 5)]


@pytest.fixture
def data_db(tmp_path: Path) -> Path:
    """Return a folder with four versions, the newest of them published."""
    for name in NAMES:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "CURRENT").write_text(f"{NAMES[-1]}\n", encoding="utf-8")
    return tmp_path


def pointed(data_db: Path) -> str:
    return (data_db / "CURRENT").read_text(encoding="utf-8").strip()


def test_the_version_before_is_published_again(data_db: Path) -> None:
    assert versions.waits(data_db) == ""
    bad, good = versions.rollback(data_db)
    assert (bad.name, good.name) == (NAMES[3], NAMES[2])
    assert pointed(data_db) == NAMES[2] and bad.exists()
    assert versions.waits(data_db) == NAMES[3]


def test_twice_goes_back_twice_and_then_no_further(data_db: Path) -> None:
    for name in NAMES[2::-1]:
        assert versions.rollback(data_db)[1].name == name
    with pytest.raises(BuildError, match="no version before"):
        versions.rollback(data_db)
    assert pointed(data_db) == NAMES[0]


def test_a_new_version_ends_the_wait_and_takes_the_bad_one_away(data_db: Path) -> None:
    versions.rollback(data_db)
    made = data_db / "atlas-20261120T000000000000-0.duckdb"
    made.write_bytes(b"")
    versions.point(data_db, made)
    assert versions.waits(data_db) == "" and versions.current(data_db) == made
    assert sorted(file.name for file in data_db.iterdir()) == ["CURRENT", *NAMES[:3], made.name]
    assert versions.rollback(data_db)[1].name == NAMES[2], "the version that was published before, not the bad one"


def test_what_is_published_before_a_new_version_is_kept_however_many_were_taken_back(data_db: Path) -> None:
    for day in range(5, 9):
        (data_db / f"atlas-2026111{day}T000000000000-0.duckdb").write_bytes(b"")
    (data_db / "CURRENT").write_text("atlas-20261118T000000000000-0.duckdb\n", encoding="utf-8")
    for _ in range(6):
        versions.rollback(data_db)
    assert pointed(data_db) == NAMES[1]
    made = data_db / "atlas-20261120T000000000000-0.duckdb"
    made.write_bytes(b"")
    versions.point(data_db, made)
    assert sorted(file.name for file in data_db.glob("atlas-*")) == [*NAMES[:2], made.name]


def test_a_version_just_published_is_kept_though_a_clock_was_ahead_when_the_others_were_made(tmp_path: Path) -> None:
    for day in range(1, 7):
        (tmp_path / f"atlas-2999111{day}T000000000000-0.duckdb").write_bytes(b"")
    made = tmp_path / "atlas-20261120T000000000000-0.duckdb"
    made.write_bytes(b"")
    versions.point(tmp_path, made)
    assert versions.current(tmp_path) == made
    assert len(list(tmp_path.glob("atlas-*"))) == versions.KEPT


def test_a_version_published_again_is_not_removed_for_having_been_taken_back(data_db: Path) -> None:
    versions.rollback(data_db)
    versions.point(data_db, data_db / NAMES[3])
    assert versions.current(data_db) == data_db / NAMES[3] and versions.waits(data_db) == ""


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_ctrl_c_is_one_line_and_a_status_of_its_own(
    data_db: Path, fault: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_: Path) -> None:
        raise fault

    monkeypatch.setattr(versions, "rollback", stopped)
    assert command.main(["rollback", "--databases", str(data_db)]) == 130
    assert capsys.readouterr().err.strip() == command.STOPPED


def test_another_fault_of_the_program_is_not_taken_for_ctrl_c(data_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> None:
        raise RuntimeError("something else")

    monkeypatch.setattr(versions, "rollback", broken)
    with pytest.raises(RuntimeError, match="something else"):
        command.main(["rollback", "--databases", str(data_db)])


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--fetched"],
        ["diff", "--fetched"],
        ["diff", "--old"],
        ["diff", "--new"],
        ["snapshot", "--new", "--raw"],
    ],
)
def test_what_an_option_names_and_is_not_there_is_told(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([*arguments, str(tmp_path / "nope")]) == 1
    assert f"{arguments[-1]} {tmp_path / 'nope'}: is not there" in capsys.readouterr().err


def test_a_build_writes_over_no_file_that_is_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("a week of work", encoding="utf-8")
    assert command.main(["build", "--db", str(notes)]) == 1
    assert "no DuckDB database; it stays" in capsys.readouterr().err
    assert notes.read_text(encoding="utf-8") == "a week of work"


def test_a_folder_of_databases_that_cannot_be_written_is_named_by_its_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    assert command.main(["build", "--databases", str(taken)]) == 1
    assert "choose another place with --databases." in capsys.readouterr().err


def test_nothing_published_is_said(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="names no database"):
        versions.rollback(tmp_path)
    assert versions.current(tmp_path) is None and versions.waits(tmp_path) == ""


def test_a_pointer_to_a_file_that_is_gone_names_no_database(data_db: Path) -> None:
    (data_db / "CURRENT").write_text("atlas-gone.duckdb\n", encoding="utf-8")
    assert versions.current(data_db) is None


def test_the_command_tells_what_it_did(data_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["rollback", "--databases", str(data_db)]) == 0
    assert f"{NAMES[2]} is published again" in capsys.readouterr().out
    assert command.main(["rollback", "--databases", str(data_db / "none")]) == 1
    assert "names no database" in capsys.readouterr().err
