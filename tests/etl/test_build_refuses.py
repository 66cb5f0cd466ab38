"""Bad input stops a build with one message; what was published stays byte for byte, and nothing is left behind."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as command
from etl.notes import sha256
from tests.etl.conftest import Inputs

POPULATION = "population/12411-01-01-4__retrieved-2025-06-11.ffcsv"
Damage = Callable[[Inputs], object]


@pytest.fixture
def data_db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with something published, the one that the command publishes to."""
    folder = tmp_path / "db"
    folder.mkdir()
    (folder / "CURRENT").write_text("atlas-1.duckdb\n", encoding="utf-8")
    (folder / "atlas-1.duckdb").write_bytes(b"as it was")
    monkeypatch.setattr(command, "DATABASES", folder)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def note(inputs: Inputs, **facts: object) -> None:
    """Change facts in the note of a shipped file."""
    file = inputs.snapshots / f"{POPULATION}.json"
    said = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({key: value for key, value in (said | facts).items() if value != "drop"}))


def shipped(inputs: Inputs) -> Path:
    return inputs.snapshots / f"{POPULATION}.parquet"


def cut(inputs: Inputs) -> None:
    """Truncate a shipped file."""
    shipped(inputs).write_bytes(shipped(inputs).read_bytes()[:-100])


def cut_and_noted(inputs: Inputs) -> None:
    """Truncate a shipped file, and say so in its note."""
    cut(inputs)
    note(inputs, shipped_sha256=sha256(shipped(inputs)))


def one_bit(inputs: Inputs) -> None:
    """Turn one bit of a shipped file."""
    data = bytearray(shipped(inputs).read_bytes())
    data[len(data) // 2] ^= 1
    shipped(inputs).write_bytes(data)


def without_column(inputs: Inputs) -> None:
    """Take a column out of a shipped file, and say its new sum in the note."""
    file = shipped(inputs)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * EXCLUDE (sign) FROM '{file}'")
        connection.execute(f"COPY t TO '{file}' (FORMAT parquet)")
    note(inputs, shipped_sha256=sha256(file))


def with_unknown_indicator(inputs: Inputs) -> None:
    """Give the rows of a shipped file to an indicator that nobody described."""
    file = shipped(inputs)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * REPLACE ('people' AS indicator_id) FROM '{file}'")
        connection.execute(f"COPY t TO '{file}' (FORMAT parquet)")
    note(inputs, shipped_sha256=sha256(file))


def folder_for_a_file(inputs: Inputs) -> None:
    """Put a folder where a lookup should be."""
    (inputs.lookups / "nodes.csv").unlink()
    (inputs.lookups / "nodes.csv").mkdir()


def remove(inputs: Inputs, name: str) -> None:
    """Remove a shipped file with its note."""
    for file in inputs.snapshots.glob(f"{name}.*"):
        file.unlink()


def lookup(name: str, old: str, new: str) -> Damage:
    """Return a change of one text in a lookup."""
    return lambda inputs: change(inputs.lookups / name, old, new)


def append(name: str, line: str) -> Damage:
    """Return the addition of a line to a lookup."""

    def added(inputs: Inputs) -> None:
        with (inputs.lookups / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    return added


GENERAL = "*,16056,Eisenach,"
CASES: dict[str, tuple[Damage, list[str]]] = {
    "a truncated file": (cut, [f"{POPULATION}.parquet, whole file: found other bytes than its note says", "sha256"]),
    "a changed bit": (one_bit, [f"{POPULATION}.parquet, whole file: found other bytes", "python -m etl snapshot"]),
    "a truncated file with its own note": (cut_and_noted, ["shipped figures: found", "wanted the columns"]),
    "a column taken away": (without_column, ["shipped figures: found", "sign", "wanted the columns"]),
    "an indicator that nobody described": (with_unknown_indicator, ["found ['people']", "etl/indicators/published.py"]),
    "a file without its note": (
        lambda inputs: (inputs.snapshots / f"{POPULATION}.json").unlink(),
        [f"{POPULATION}.json, note: found", "No such file", "wanted the note of the file beside it"],
    ),
    "a note without its file": (lambda inputs: shipped(inputs).unlink(), [f"{POPULATION}.parquet, whole file: found"]),
    "a note that cannot be read": (
        lambda inputs: (inputs.snapshots / f"{POPULATION}.json").write_bytes(b"\xff{"),
        [f"{POPULATION}.json, note: found", "wanted the note of the file beside it"],
    ),
    "a note with a key more": (lambda inputs: note(inputs, colour="red"), ["colour", "wanted the note"]),
    "a note with a key less": (lambda inputs: note(inputs, licence="drop"), ["licence", "wanted the note"]),
    "a note with text for a number": (lambda inputs: note(inputs, rows_read="many"), ["key rows_read: found 'many'"]),
    "a note with another day": (
        lambda inputs: note(inputs, retrieved_on="in spring"),
        ["key retrieved_on: found 'in spring'; wanted a day like"],
    ),
    "a note of another file": (lambda inputs: note(inputs, file="a/b.parquet"), ["note: found that of a/b.parquet"]),
    "a source that nobody described": (
        lambda inputs: (inputs.snapshots / "population").rename(inputs.snapshots / "people"),
        ["note: found that of population/"],
    ),
    "a lookup that is not there": (lambda inputs: (inputs.lookups / "nodes.csv").unlink(), ["nodes.csv, whole file"]),
    "a column missing in a lookup": (
        lookup("area_change.csv", ",effective_on,", ",since,"),
        ["area_change.csv, line 1: found columns", "wanted also ['effective_on']"],
    ),
    "a lookup in another encoding": (
        lambda inputs: (inputs.lookups / "nodes.csv").write_bytes("node_id\nKöln\n".encode("cp1252")),
        ["nodes.csv, whole file", "wanted a CSV file in UTF-8"],
    ),
    "a day that is none": (
        append("area_change.csv", "*,1,A,2,true,2021-13-01,merger,1,1,,,x,https://example.org,"),
        ["area_change.csv, line 250: found", "2021-13-01", "Correct that line."],
    ),
    "a field too many": (
        append("area_change.csv", "*,1,A,2,true,2021-01-01,merger,1,1,,,x,https://example.org,a,b"),
        ["area_change.csv, line 250: found 15 fields; wanted 14", "Quote text with commas."],
    ),
    "a word that is not in the list": (
        append("area_change.csv", "*,1,A,2,true,2021-01-01,takeover,1,1,,,x,https://example.org,"),
        ["area_change.csv, line 250: found", "kind"],
    ),
    "a quotation mark that is never closed": (append("nodes.csv", 'a,"b'), ["nodes.csv, whole file: found"]),
    "a status of a node that is not there": (
        append("node_status.csv", "nowhere,open,2024-01-01,https://example.org,2024-01-01,"),
        ["node_status.csv, line 7: found", "nowhere"],
    ),
    "a region that cannot be read": (lookup("region.toml", "id = ", "id "), ["region.toml, whole file", "TOML"]),
    "a region without a name": (lookup("region.toml", "name_en = ", "name_fr = "), ["key name_en: found None"]),
    "a district as a number": (
        lookup("region.toml", '"16063", ', "16063, "),
        ["key district_codes: found [16063, ", "wanted a list of keys as text"],
    ),
    "a territory that is no day": (
        lookup("region.toml", '"2024-12-31"', '"31.12.2024"'),
        ["key territory_on: found '31.12.2024'; wanted a day like 2024-12-31"],
    ),
    "a district that is not there": (
        lookup("region.toml", '"16070"]', '"16999"]'),
        ["the_region_is_whole", "area_code=16999, kind=district"],
    ),
    "a region with the key of another area": (
        lookup("region.toml", 'id = "westthueringen"', 'id = "16063"'),
        ["16063", "Restore it from version control."],
    ),
    "a folder in place of a file": (
        folder_for_a_file,
        ["nodes.csv, whole file: found", "directory"],
    ),
    "no shipped file at all": (
        lambda inputs: inputs.snapshots.rename(inputs.snapshots.with_name("elsewhere")),
        ["snapshot, folder: found no snapshot", "--snapshot"],
    ),
    "no boundaries": (lambda inputs: remove(inputs, "boundaries/*"), ["found no file of ['boundaries']"]),
    "an older file that is gone": (
        lambda inputs: remove(inputs, "population/12411-01-01-4__retrieved-2024-06-30.ffcsv-old"),
        ["rows_as_expected", "snapshot_id=12411-01-01-4__retrieved-2024-06-30.ffcsv-old", "found=0, expected=4"],
    ),
    "a source without precedence": (
        lookup("source_precedence.csv", "population,population,", "population,people,"),
        ["every_source_has_its_precedence", "indicator_id=population, source_id=population"],
    ),
}


def stopped(data_db: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run a build that must be refused; return its message below the first line."""
    before = content(data_db)
    assert command.main(["build", *options]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    first, _, message = told.err.partition("\n")
    assert first == "Stopped, nothing was changed."
    assert "Traceback" not in message
    assert content(data_db) == before
    return message


@pytest.mark.parametrize(("damage", "told"), CASES.values(), ids=CASES)
def test_bad_input_stops_a_build(
    inputs: Inputs, data_db: Path, capsys: pytest.CaptureFixture[str], damage: Damage, told: list[str]
) -> None:
    damage(inputs)
    message = stopped(data_db, inputs.options(), capsys)
    assert [part for part in told if part not in message] == [], message


@pytest.mark.parametrize("place", ["db/atlas-1.duckdb/new.db", "db", "lookups/region.toml/deep/new.db"])
def test_a_place_that_cannot_be_written(
    inputs: Inputs, data_db: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, place: str
) -> None:
    message = stopped(data_db, [*inputs.options(), "--db", str(tmp_path / place)], capsys)
    assert f"{tmp_path / place}: cannot be written" in message and "--db" in message
    assert sorted(file.name for file in tmp_path.iterdir()) == ["db", "lookups", "snapshot"]


def test_rows_are_accepted_whole_or_not_at_all(
    inputs: Inputs, data_db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = inputs.lookups / "expected_rows.csv"
    before = expected.read_bytes()
    cut(inputs)
    stopped(data_db, [*inputs.options(), "--accept-rows"], capsys)
    assert expected.read_bytes() == before


def test_rows_are_accepted_where_a_file_is_gone(
    inputs: Inputs, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    gone = "12411-01-01-4__retrieved-2024-06-30.ffcsv-old"
    remove(inputs, f"population/{gone}")
    expected = inputs.lookups / "expected_rows.csv"
    before = expected.read_text(encoding="utf-8").splitlines()
    db = tmp_path / "new" / "atlas.duckdb"
    assert command.main(["build", *inputs.options(), "--db", str(db), "--accept-rows"]) == 0
    assert f"{db} built and checked" in capsys.readouterr().out
    after = expected.read_text(encoding="utf-8").splitlines()
    assert after == [line for line in before if not line.startswith(gone)]
    expected.unlink()
    assert command.main(["build", *inputs.options(), "--db", str(db), "--accept-rows"]) == 0
    assert expected.read_text(encoding="utf-8").splitlines() == after
    assert [file.name for file in db.parent.iterdir()] == ["atlas.duckdb"]


def test_a_table_saved_by_a_spreadsheet_is_read(inputs: Inputs, tmp_path: Path) -> None:
    """A mark of byte order, an empty last line, Windows line ends."""
    file = inputs.lookups / "nodes.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert command.main(["build", *inputs.options(), "--db", str(tmp_path / "a.db")]) == 0


def test_a_snapshot_that_fails_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    assert command.main(["snapshot", "--raw", str(tmp_path / "raw"), "--snapshot", str(tmp_path / "out")]) == 1
    assert "Stopped, nothing was changed." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
