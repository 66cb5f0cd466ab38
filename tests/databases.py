"""Databases for tests: built by our own code from what ships, once per test session."""

import shutil
import time
from pathlib import Path

from etl import build

ROOT = Path(__file__).resolve().parents[1]
SNAPSHOTS, LOOKUPS = ROOT / "data" / "snapshot", ROOT / "data" / "lookups"
PATIENCE_S = 300


def built_once(folder: Path, snapshots: Path = SNAPSHOTS, lookups: Path = LOOKUPS) -> Path:
    """Return the database of these figures and lookups in a folder that several workers share: one builds it."""
    file = folder / f"atlas-{build.data_version(snapshots, lookups)}.duckdb"
    turn = file.with_suffix(".turn")
    for _ in range(PATIENCE_S * 10):
        if file.exists():
            return file
        try:
            turn.mkdir()
        except FileExistsError:
            time.sleep(0.1)
            continue
        try:
            build.write(snapshots, lookups, file)
        finally:
            turn.rmdir()
    raise TimeoutError(f"{turn}: another worker has been building for {PATIENCE_S} s")


def lookups_of(region: Path, folder: Path) -> Path:
    """Return a new folder: our lookups, with those of another region in place of its own."""
    shutil.copytree(LOOKUPS, folder)
    shutil.copytree(region, folder, dirs_exist_ok=True)
    return folder
