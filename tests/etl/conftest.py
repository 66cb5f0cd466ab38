"""A few of the shipped files and the lookups, as a copy that a test may damage; builds from them take a second.

And the shipped figures worked out a second time, which takes seconds: once for all tests that compare with them.
"""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.services.account import PASSWORD as PASSWORD_NAME
from etl.services.account import USER as USER_NAME
from tests.databases import LOOKUPS, SNAPSHOTS
from tests.etl.groups_plainly import groups
from tests.etl.office import INSOLVENCIES, Office
from tests.etl.plainly import Atlas
from tests.standin.genesis import PASSWORD, USER, Genesis, recorded
from tests.standin.server import StandIn

SOURCES = ("boundaries", "commuters", "employees", "municipalities", "population")


@dataclass(frozen=True)
class Inputs:
    """What a build is made from: a folder of shipped files, a folder of lookups."""

    snapshots: Path
    lookups: Path

    def options(self) -> list[str]:
        """Return them as options of the command."""
        return ["--snapshot", str(self.snapshots), "--lookups", str(self.lookups)]


@pytest.fixture(scope="session")
def plain_atlas() -> Atlas:
    """Return the shipped figures, worked out in plain Python."""
    atlas = Atlas(SNAPSHOTS, LOOKUPS)
    return atlas.with_groups(groups(LOOKUPS, atlas.districts))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """Return the copy that the others are made from; expected_rows.csv keeps the lines of these files."""
    folder = tmp_path_factory.mktemp("inputs")
    for source in SOURCES:
        shutil.copytree(SNAPSHOTS / source, folder / "snapshot" / source)
    shutil.copytree(LOOKUPS, folder / "lookups")
    held = {file.stem for file in (folder / "snapshot").rglob("*.json")}
    expected = folder / "lookups" / "expected_rows.csv"
    header, *rows = csv.reader(expected.read_text(encoding="utf-8").splitlines())
    kept = [header, *(row for row in rows if row[0] in held)]
    expected.write_text("".join(",".join(row) + "\n" for row in kept), encoding="utf-8")
    return Inputs(folder / "snapshot", folder / "lookups")


@pytest.fixture
def inputs(template: Inputs, tmp_path: Path) -> Inputs:
    """Return a copy of its own for one test."""
    copy = Inputs(tmp_path / "snapshot", tmp_path / "lookups")
    shutil.copytree(template.snapshots, copy.snapshots)
    shutil.copytree(template.lookups, copy.lookups)
    return copy


@pytest.fixture
def naps() -> list[float]:
    """Return the pauses that a client makes, none of them slept: Client(sleep=naps.append)."""
    return []


@pytest.fixture
def standin() -> Iterator[StandIn]:
    """Return a stand-in of the publishers on loopback, which has no answers yet."""
    with StandIn().running() as serving:
        yield serving


@pytest.fixture
def office(standin: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Return an office with an account; afterwards its password stands in no file, address or form."""
    monkeypatch.setenv("ATLAS_REGIONALSTATISTIK_URL", standin.url)
    monkeypatch.setenv(USER_NAME, USER)
    monkeypatch.setenv(PASSWORD_NAME, PASSWORD)
    genesis = Genesis(standin, {INSOLVENCIES: {2024: recorded(INSOLVENCIES)}})
    office = Office(tmp_path / "fetched", standin, genesis)
    yield office
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or PASSWORD.encode() not in file.read_bytes(), file
        assert not file.name.startswith(".arriving") or not list(file.rglob("*.csv"))
    for asked in standin.asked:
        assert PASSWORD not in asked.path + str(asked.query) + str(asked.form)
