"""A database replaced under its own name, as `etl build --db FILE` does, is taken up; the old one stays usable."""

import os
import shutil
from pathlib import Path

import pytest

from atlas.store import OldDatabaseError, open_current, open_file


def replace(file: Path, by: Path) -> None:
    """Put a copy of another database in a file's place, in one step."""
    fresh = file.with_suffix(".new")
    shutil.copyfile(by, fresh)
    os.replace(fresh, file)


def test_the_new_one_is_read_and_the_old_one_still_answers(
    database: Path, second_region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "it's one.duckdb"
    monkeypatch.setenv("ATLAS_DB", str(file))
    shutil.copyfile(database, file)
    before = open_current()
    assert before.region().area_code == "westthueringen"
    replace(file, second_region)
    after = open_current()
    assert after.region().area_code == "chemnitz"
    assert len(after.events()) == 0
    # A page that is being drawn ends on the version it began with.
    assert len(before.events()) > 80
    file.with_suffix(".junk").write_bytes(b"junk" * 1000)
    os.replace(file.with_suffix(".junk"), file)
    with pytest.raises(OldDatabaseError):
        open_file(file)
    assert open_current() is after, "the last good one"
