"""A new version is published whole or not at all, whenever a build is killed; old ones go, readers go on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from atlas import store
from atlas.store import pointer
from etl import build
from tests.databases import LOOKUPS, SNAPSHOTS
from tests.etl.conftest import Inputs

PATIENCE_S = 120
# Stands for `python -m etl build` with another folder to publish to; `moment` is replaced by a sudden death.
BUILD = """
import os, signal, sys
from pathlib import Path
from etl import build, checks, load, lookups

def die(*values, **named):
    os.kill(os.getpid(), signal.SIGKILL)

moves = iter([os.replace, die])
{moment}
build.publish(*map(Path, sys.argv[1:]))
"""
MOMENTS = {
    "before the first figure": "load.figures = die",
    "with the tables full": "lookups.load_table = die",
    "in the checks": "checks.run = die",
    "before the file is moved": "os.replace = die",
    "before the pointer is moved": "replace = os.replace; os.replace = lambda *files: next(moves)(*files)",
}
needs_sigkill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


# As on a full disk: no file may grow beyond a megabyte.
FULL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10**6, resource.RLIM_INFINITY))"


def start(root: Path, inputs: Inputs, data_db: Path, moment: str = "") -> subprocess.Popen[str]:
    code = BUILD.format(moment=moment)
    command = [sys.executable, "-c", code, str(inputs.snapshots), str(inputs.lookups), str(data_db)]
    return subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)


def names(folder: Path, pattern: str = "*") -> list[str]:
    return sorted(file.name for file in folder.glob(pattern))


@pytest.fixture
def data_db(tmp_path: Path) -> Path:
    """Return a folder in which a version is published."""
    folder = tmp_path / "db"
    folder.mkdir()
    (folder / "CURRENT").write_text("atlas-1.duckdb\n", encoding="utf-8")
    (folder / "atlas-1.duckdb").write_bytes(b"as it was")
    return folder


def untouched(data_db: Path) -> bool:
    pointed = (data_db / "CURRENT").read_bytes() == b"atlas-1.duckdb\n"
    return pointed and (data_db / "atlas-1.duckdb").read_bytes() == b"as it was"


@needs_sigkill
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_build_killed_at_a_moment_leaves_what_is_published(
    root: Path, template: Inputs, data_db: Path, moment: str
) -> None:
    died = start(root, template, data_db, moment)
    assert died.wait(PATIENCE_S) == -signal.SIGKILL, died.communicate()[1]
    died.communicate()
    assert untouched(data_db)


@needs_sigkill
@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.5])
def test_a_build_killed_at_any_time_leaves_what_is_published(
    root: Path, template: Inputs, data_db: Path, seconds: float
) -> None:
    """The next build cleans up what the killed one left."""
    victim = start(root, Inputs(SNAPSHOTS, LOOKUPS), data_db)
    deadline = time.monotonic() + PATIENCE_S
    while not names(data_db, ".building-*") and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(seconds)
    victim.kill()
    victim.communicate()
    assert victim.returncode == -signal.SIGKILL
    assert untouched(data_db)
    assert names(data_db, ".building-*")
    made = build.publish(template.snapshots, template.lookups, data_db)
    assert names(data_db) == ["CURRENT", "atlas-1.duckdb", made.name]
    assert (data_db / "CURRENT").read_text(encoding="utf-8") == f"{made.name}\n"


def test_what_another_build_is_writing_is_left_alone(template: Inputs, data_db: Path) -> None:
    ours, gone = f".building-{os.getppid()}-a.duckdb", ".building-999999999-a.duckdb"
    for name in (ours, f"{ours}.wal", gone, f"{gone}.wal", ".building-nobody"):
        (data_db / name).touch()
    (data_db / f"{gone}.tmp").mkdir()
    build.publish(template.snapshots, template.lookups, data_db)
    assert names(data_db, ".building-*") == [ours, f"{ours}.wal"]


def test_two_builds_at_once_both_end_well(root: Path, template: Inputs, data_db: Path) -> None:
    both = [start(root, template, data_db) for _ in range(2)]
    told = [one.communicate(timeout=PATIENCE_S)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    new = names(data_db, "atlas-2*")
    assert len(new) == 2
    assert (data_db / "CURRENT").read_text(encoding="utf-8").strip() in new
    assert names(data_db) == ["CURRENT", "atlas-1.duckdb", *new]


def test_five_versions_are_kept(template: Inputs, data_db: Path) -> None:
    for day in range(1, 7):
        (data_db / f"atlas-2024010{day}T000000000000-0.duckdb").touch()
    made = build.publish(template.snapshots, template.lookups, data_db)
    kept = [f"atlas-2024010{day}T000000000000-0.duckdb" for day in (3, 4, 5, 6)]
    assert names(data_db, "atlas-*") == [*kept, made.name]
    assert (data_db / "CURRENT").read_text(encoding="utf-8") == f"{made.name}\n"


def test_a_reader_goes_on_while_the_pointer_moves(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_db = tmp_path / "published"
    monkeypatch.delenv(pointer.CHOICE, raising=False)
    monkeypatch.setattr(pointer, "POINTER", data_db / "CURRENT")
    monkeypatch.setattr(store, "_open", {})
    first = build.publish(inputs.snapshots, inputs.lookups, data_db)
    opened = store.open_current()
    assert opened.file == first and store.open_current() is opened
    region = (inputs.lookups / "region.toml").read_text(encoding="utf-8")
    (inputs.lookups / "region.toml").write_text(region.replace('name_en = "West', 'name_en = "Far West'), "utf-8")
    second = build.publish(inputs.snapshots, inputs.lookups, data_db)
    renewed = store.open_current()
    assert renewed.file == second and renewed.version != opened.version
    assert renewed.region().word("name", "en").startswith("Far West")
    first.unlink()
    assert opened.region().word("name", "en").startswith("West")
    assert len(opened.values("population", "2024-12-31")) == len(renewed.values("population", "2024-12-31")) > 400
    opened.close()
    renewed.close()


def test_the_version_changes_with_what_a_database_is_made_from(inputs: Inputs) -> None:
    before = build.data_version(inputs.snapshots, inputs.lookups)
    assert build.data_version(inputs.snapshots, inputs.lookups) == before
    nodes = inputs.lookups / "nodes.csv"
    nodes.write_text(nodes.read_text(encoding="utf-8").replace("Gotha", "Gotha (neu)", 1), encoding="utf-8")
    assert build.data_version(inputs.snapshots, inputs.lookups) != before


def test_a_reform_to_come_changes_no_figure(inputs: Inputs, tmp_path: Path) -> None:
    """A line for a day after the territory that is shown waits for its day."""

    def figures(name: str) -> list[tuple[object, ...]]:
        build.write(inputs.snapshots, inputs.lookups, tmp_path / name)
        opened = store.Store(tmp_path / name)
        rows = opened.values("employees", "2015-06-30")[["area_code", "value", "sign"]].astype(str)
        opened.close()
        return list(rows.itertuples(index=False, name=None))

    before = figures("before.duckdb")
    with (inputs.lookups / "area_change.csv").open("a", encoding="utf-8") as file:
        file.write("*,16068,A,16067,false,2027-01-01,merger,1,1,,,a law to come,https://example.org,\n")
    assert figures("after.duckdb") == before


def test_a_full_disk_is_told_as_one_and_leaves_what_was(
    template: Inputs, data_db: Path, pytestconfig: pytest.Config
) -> None:
    pytest.importorskip("resource")
    build_ = start(pytestconfig.rootpath, template, data_db, FULL)
    _, said = build_.communicate(timeout=PATIENCE_S)
    assert build_.returncode == 1
    assert "BuildError" in said and "Make room, give rights" in said
    assert names(data_db) == ["CURRENT", "atlas-1.duckdb"]
