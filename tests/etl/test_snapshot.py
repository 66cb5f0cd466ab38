"""What ships is what the readers make of the originals, and says where it is from; no original is in the project."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from etl import snapshot
from etl.notes import Note, notes, sha256
from etl.sources import SourceModule, all_sources, boundaries
from tests.databases import SNAPSHOTS
from tests.test_house import tracked

MODULES = {module.SOURCE.id: module for module in all_sources()}
SHIPPED = notes(SNAPSHOTS)
FROM_RAW = [note for note in SHIPPED if note.source_id != "boundaries"]


def original(note: Note, raw: Path) -> Path:
    """Return the publisher's file that a shipped one was made from."""
    files = [file for pattern in MODULES[note.source_id].SOURCE.files for file in raw.glob(pattern)]
    (file,) = (file for file in files if file.name == note.original_file)
    return file


def again(module: SourceModule, file: Path, folder: Path) -> tuple[Note, Path]:
    """Return the note and the file that the snapshot command makes of an original today."""
    note = snapshot.ship(module.SOURCE, file, module.clean(file), folder)
    return note, folder / note.file


def without_bytes(note: Note) -> dict[str, object]:
    """Return a note without the sum of the shipped bytes, which another version of the library may write anew."""
    return {key: value for key, value in asdict(note).items() if key != "shipped_sha256"}


@pytest.mark.parametrize("note", FROM_RAW, ids=lambda note: note.snapshot_id)
def test_what_ships_is_what_the_readers_make(raw: Path, tmp_path: Path, note: Note) -> None:
    made, file = again(MODULES[note.source_id], original(note, raw), tmp_path)
    assert without_bytes(made) == without_bytes(note)
    pd.testing.assert_frame_equal(pd.read_parquet(file), pd.read_parquet(SNAPSHOTS / note.file))


def test_every_original_ships(raw: Path) -> None:
    files = {file.name for module in MODULES.values() for pattern in module.SOURCE.files for file in raw.glob(pattern)}
    assert {note.original_file for note in FROM_RAW} == files
    assert {note.source_id for note in SHIPPED} == {name for name, module in MODULES.items() if module.SOURCE.ships}


def wheel() -> Path:
    """Return the wheel that carries the boundaries, where it is at hand without the network; else skip."""
    places = [Path(tempfile.gettempdir()) / boundaries.SOURCE.id / boundaries.WHEEL]
    if named := os.environ.get("ATLAS_WHEEL"):
        places.insert(0, Path(named))
    if not (found := [place for place in places if place.is_file()]):
        pytest.skip(f"the wheel {boundaries.WHEEL} is not at hand; name it in ATLAS_WHEEL")
    return found[0]


def test_boundaries_that_ship_are_what_the_reader_makes(tmp_path: Path) -> None:
    (note,) = (note for note in SHIPPED if note.source_id == "boundaries")
    made, file = again(MODULES["boundaries"], wheel(), tmp_path)
    assert without_bytes(made) == without_bytes(note)
    here, there = gpd.read_parquet(file), gpd.read_parquet(SNAPSHOTS / note.file)
    pd.testing.assert_frame_equal(here.drop(columns="geometry"), there.drop(columns="geometry"))
    assert here.geometry.geom_equals(there.geometry).all()


@pytest.mark.parametrize("note", SHIPPED, ids=lambda note: note.snapshot_id)
def test_every_note_is_complete(note: Note) -> None:
    for text in (note.title, note.producer, note.licence, note.attribution, note.table_code, note.original_file):
        assert text.strip()
    assert note.licence_url.startswith("https://")
    assert {len(note.original_sha256), len(note.shipped_sha256)} == {64}
    assert note.original_sha256 != note.shipped_sha256
    assert note.rows_read >= note.rows_kept > 0
    assert note.rows_unit in ("cells", "records", "shapes")
    source = MODULES[note.source_id].SOURCE
    assert (note.attribution, note.licence, note.table_code) == (source.attribution, source.licence, source.table)


def test_days_of_retrieval_and_stand() -> None:
    dated = {note.snapshot_id: (note.retrieved_on, note.publisher_stand) for note in SHIPPED}
    assert dated["13211-02-05-4__retrieved-2026-07-09__2023"] == ("2026-07-09", "2026-07-09")
    assert dated["12411-01-01-4__retrieved-2025-06-11.ffcsv"] == ("2025-06-11", None)
    assert dated["inkar_kreise_1995-2022"] == (None, None)
    # Metadata with a day "Updated" lie beside this one: that is not the Stand of its figures.
    assert dated["13111-01-03-4__retrieved-2026-03-10.ffcsv"] == ("2026-03-10", None)


def test_rows_read_and_kept_count_the_same_thing() -> None:
    counts = {note.source_id: (note.rows_unit, note.rows_read, note.rows_kept) for note in SHIPPED}
    assert counts["boundaries"] == ("shapes", 431, 401)
    assert counts["commuters"] == ("cells", 160_000, 157_588)
    assert counts["regionalatlas"] == ("cells", 400, 400)
    assert counts["election_structure"] == ("cells", 441, 415)


def test_the_same_frame_gives_the_same_bytes(tmp_path: Path) -> None:
    frame = pd.DataFrame({"area_code": ["01001", "01002"], "value": [1.5, None]})
    for name in ("a", "b"):
        snapshot.write(frame, tmp_path / f"{name}.parquet")
    assert sha256(tmp_path / "a.parquet") == sha256(tmp_path / "b.parquet")


@cache
def sums(folder: Path) -> set[str]:
    return {sha256(file) for file in folder.rglob("*") if file.is_file()}


def bytes_of(files: list[Path]) -> Iterator[tuple[Path, str]]:
    for file in files:
        yield file, hashlib.sha256(file.read_bytes()).hexdigest()


def test_no_original_is_in_the_project(root: Path, raw: Path) -> None:
    assert len(sums(raw)) > 30
    assert [file for file, found in bytes_of(tracked(root)) if found in sums(raw)] == []
