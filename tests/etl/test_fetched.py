"""What was fetched goes the way of what ships: read, noted, built; a bad or half file stops no other."""

import json
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from etl import build, fetched, load, snapshot
from etl.errors import SourceError
from etl.notes import held, sha256
from etl.sources import population as source
from tests.etl import answered
from tests.etl.conftest import Inputs

INHABITANTS = answered.inhabitants()
NEXT = {area: value + 1 for area, value in INHABITANTS.items()}


def taken(folder: Path) -> fetched.Taken:
    return fetched.take_new(folder / "raw", folder / "snapshot")


def values(inputs: Inputs, tidy: Path | None, area: str) -> dict[str, tuple[float, str]]:
    """Return period -> value in use and its file, of a district's inhabitants, in a database with what was fetched."""
    with closing(duckdb.connect()) as connection:
        build.fill(connection, inputs.snapshots, inputs.lookups, tidy)
        rows = connection.execute(
            """SELECT period, value, snapshot_id FROM value_current
            WHERE indicator_id = 'population' AND area_code = $area ORDER BY period""",
            {"area": area},
        ).fetchall()
    return {period: (value, file) for period, value, file in rows}


def test_an_answer_becomes_the_file_that_the_snapshot_command_would_make(tmp_path: Path) -> None:
    original = answered.population(tmp_path / "raw", NEXT, "2025-12-31")
    (note,) = taken(tmp_path).notes
    assert note.retrieved_on == "2026-11-20" and note.rows_kept == len(NEXT)
    made = snapshot.ship(source.SOURCE, original, source.clean(original), tmp_path / "by_hand")
    assert made == note
    for suffix in (".parquet", ".json"):
        name = Path(note.file).with_suffix(suffix)
        assert (tmp_path / "snapshot" / name).read_bytes() == (tmp_path / "by_hand" / name).read_bytes()


def test_what_is_there_is_not_made_again(tmp_path: Path) -> None:
    answered.population(tmp_path / "raw", NEXT, "2025-12-31")
    assert len(taken(tmp_path).notes) == 1
    assert taken(tmp_path) == fetched.Taken((), ())


def test_a_bad_answer_is_named_and_stops_no_other(tmp_path: Path) -> None:
    answered.population(tmp_path / "raw", NEXT, "2025-12-31")
    bad = tmp_path / "raw" / "regionalstatistik" / "52411-02-01-4__retrieved-2026-11-20__2025.csv"
    bad.write_text("<html><body>Wartungsarbeiten</body></html>", encoding="utf-8")
    found = taken(tmp_path)
    assert [note.source_id for note in found.notes] == ["population"]
    (fault,) = found.refused
    assert isinstance(fault, SourceError) and bad.name in str(fault)
    assert [path.name for path in (tmp_path / "snapshot").iterdir()] == ["population"]


@pytest.mark.parametrize("left", ["no note", "cut short", "nothing"])
def test_a_run_that_was_killed_is_taken_up(inputs: Inputs, tmp_path: Path, left: str) -> None:
    """Whatever of the two files is there, the next run makes both; until then a build reads the rest."""
    folder = tmp_path / "fetched"
    answered.population(folder / "raw", NEXT, "2025-12-31")
    (note,) = taken(folder).notes
    file = folder / "snapshot" / note.file
    whole = file.read_bytes()
    for gone in {"no note": [file.with_suffix(".json")], "nothing": [file, file.with_suffix(".json")]}.get(left, []):
        gone.unlink()
    if left == "cut short":
        file.write_bytes(whole[:-10])
        with pytest.raises(SourceError, match="other bytes than its note says"):
            values(inputs, folder / "snapshot", "16067")
    else:
        assert "2025-12-31" not in values(inputs, folder / "snapshot", "16067")
    assert taken(folder).notes == (note,)
    assert values(inputs, folder / "snapshot", "16067")["2025-12-31"] == (NEXT["16067"], note.snapshot_id)


def test_the_newest_answer_wins_and_the_older_figure_stays(inputs: Inputs, tmp_path: Path) -> None:
    folder = tmp_path / "fetched"
    answered.population(folder / "raw", INHABITANTS | {"16067": 134_000}, "2024-12-31")
    taken(folder)
    before, after = values(inputs, None, "16067"), values(inputs, folder / "snapshot", "16067")
    changed = [(period, *after[period]) for period in after if after[period] != before[period]]
    assert changed == [("2024-12-31", 134_000, "12411-01-01-4__retrieved-2026-11-20__2024")]
    assert list(before) == list(after) and before["2024-12-31"][0] == INHABITANTS["16067"]
    with closing(duckdb.connect()) as connection:
        build.fill(connection, inputs.snapshots, inputs.lookups, folder / "snapshot")
        vintages = connection.execute(
            """SELECT value, fetched FROM observation_vintage JOIN snapshot USING (snapshot_id)
            WHERE indicator_id = 'population' AND area_code = '16067' AND period = '2024-12-31' ORDER BY fetched"""
        ).fetchall()
    assert vintages == [(float(INHABITANTS["16067"]), False), (134_000.0, True)]


def test_nothing_fetched_is_the_same_as_no_folder(inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "fetched" / "snapshot").mkdir(parents=True)
    assert held(inputs.snapshots, tmp_path / "fetched" / "snapshot") == held(inputs.snapshots)
    versions = [
        build.data_version(inputs.snapshots, inputs.lookups, tidy) for tidy in (None, tmp_path / "fetched" / "snapshot")
    ]
    assert versions[0] == versions[1]


def test_the_version_changes_with_what_was_fetched(inputs: Inputs, tmp_path: Path) -> None:
    answered.population(tmp_path / "fetched" / "raw", NEXT, "2025-12-31")
    before = build.data_version(inputs.snapshots, inputs.lookups, tmp_path / "fetched" / "snapshot")
    taken(tmp_path / "fetched")
    assert build.data_version(inputs.snapshots, inputs.lookups, tmp_path / "fetched" / "snapshot") != before


def test_an_answer_that_ships_already_counts_once(inputs: Inputs, tmp_path: Path) -> None:
    shutil.copytree(inputs.snapshots / "population", tmp_path / "fetched" / "snapshot" / "population")
    assert held(inputs.snapshots, tmp_path / "fetched" / "snapshot") == held(inputs.snapshots)


def test_another_answer_under_the_name_of_a_file_that_ships_gets_a_name_of_its_own(
    inputs: Inputs, tmp_path: Path
) -> None:
    original = answered.population(tmp_path / "fetched" / "raw", INHABITANTS, "2024-12-31", day="2026-03-10")
    original.rename(original.with_name("12411-01-01-4__retrieved-2026-03-10.ffcsv.csv"))
    taken(tmp_path / "fetched")
    names = [
        item.note.snapshot_id for item in held(inputs.snapshots, tmp_path / "fetched" / "snapshot") if item.fetched
    ]
    assert names == ["12411-01-01-4__retrieved-2026-03-10.ffcsv-fetched"]


def test_what_was_set_aside_is_read_by_no_build_and_tried_again_without_its_line(
    inputs: Inputs, tmp_path: Path
) -> None:
    answered.population(tmp_path / "fetched" / "raw", NEXT, "2025-12-31")
    found = taken(tmp_path / "fetched")
    fetched.set_aside(tmp_path / "fetched" / "snapshot", list(found.notes), "a rule, with “quotes”\nand a second line")
    assert [item for item in held(inputs.snapshots, tmp_path / "fetched" / "snapshot") if item.fetched] == []
    aside = tmp_path / "fetched" / "snapshot" / "set_aside.jsonl"
    (line,) = aside.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["snapshot_id"] == found.notes[0].snapshot_id
    aside.unlink()
    assert len([item for item in held(inputs.snapshots, tmp_path / "fetched" / "snapshot") if item.fetched]) == 1


def test_what_is_set_aside_later_stands_on_a_line_of_its_own(inputs: Inputs, tmp_path: Path) -> None:
    answered.population(tmp_path / "fetched" / "raw", NEXT, "2025-12-31")
    (note,) = taken(tmp_path / "fetched").notes
    for reason in ("one", "two"):
        fetched.set_aside(tmp_path / "fetched" / "snapshot", [note], reason)
        aside = tmp_path / "fetched" / "snapshot" / "set_aside.jsonl"
        aside.write_text(aside.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    assert [json.loads(line)["reason"] for line in aside.read_text(encoding="utf-8").splitlines()] == ["one", "two"]
    assert not [item for item in held(inputs.snapshots, tmp_path / "fetched" / "snapshot") if item.fetched]


def test_a_spoilt_fetched_file_says_how_it_is_made_again(inputs: Inputs, tmp_path: Path) -> None:
    answered.population(tmp_path / "fetched" / "raw", NEXT, "2025-12-31")
    (note,) = taken(tmp_path / "fetched").notes
    with (tmp_path / "fetched" / "snapshot" / note.file).open("ab") as file:
        file.write(b"x")
    with pytest.raises(SourceError, match="Delete it and the file beside it: the next run makes both anew"):
        held(inputs.snapshots, tmp_path / "fetched" / "snapshot")


def test_a_file_of_places_that_ships_later_counts_before_one_fetched_earlier(inputs: Inputs) -> None:
    shipped = [item for item in held(inputs.snapshots) if item.note.source_id in load.PLACES]
    (old,) = (item for item in shipped if item.note.source_id == "boundaries")
    fetched_one = old._replace(note=replace(old.note, retrieved_on="2026-11-23"), fetched=True)
    for day, counts in ((None, fetched_one.note), ("2026-11-23", fetched_one.note), ("2027-01-05", None)):
        new = old._replace(note=replace(old.note, retrieved_on=day))
        others = [item for item in shipped if item is not old]
        found = load._newest_places([*others, new, fetched_one])["boundaries"]
        assert found.note == (counts or new.note)


def test_a_list_of_what_is_set_aside_that_cannot_be_read_is_named(inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "set_aside.jsonl").write_text("{\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"set_aside\.jsonl, whole file"):
        held(inputs.snapshots, tmp_path)


def test_a_fetched_file_of_places_counts_before_the_one_that_ships(inputs: Inputs, tmp_path: Path) -> None:
    """Flows of commuters, one of them another number: all flows come from the fetched file, none from both."""
    (shipped,) = (inputs.snapshots / "commuters").glob("*.parquet")
    target = tmp_path / "fetched" / "snapshot" / "commuters" / "later.parquet"
    target.parent.mkdir(parents=True)
    duckdb.execute(
        f"COPY (SELECT * REPLACE (commuters + 1 AS commuters) FROM '{shipped.as_posix()}') "
        f"TO '{target.as_posix()}' (FORMAT parquet)"
    )
    said = json.loads(shipped.with_suffix(".json").read_text(encoding="utf-8"))
    new = {"snapshot_id": "later", "file": "commuters/later.parquet", "original_sha256": "0" * 64}
    note = said | new | {"shipped_sha256": sha256(target)}
    target.with_suffix(".json").write_text(json.dumps(note), encoding="utf-8")
    question = (
        "SELECT any_value(snapshot_id), count(DISTINCT snapshot_id), round(sum(commuters)), count(*) FROM commuter_flow"
    )
    found = []
    for tidy in (None, tmp_path / "fetched" / "snapshot"):
        with closing(duckdb.connect()) as connection:
            build.fill(connection, inputs.snapshots, inputs.lookups, tidy)
            found += connection.execute(question).fetchall()
    (before, _, commuters, flows), after = found
    assert before != "later" and after == ("later", 1, commuters + flows, flows)
