"""One run of the timer: fetch, make tidy, build hidden, compare, publish; whatever goes wrong, what was stays."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from etl import attempts, build, checks, diff, fetched, lookups, notes, versions
from etl.attempts import Attempt
from etl.errors import AtlasError, BuildError, CheckError, SourceError
from etl.places import SNAPSHOT, Places

DO_LOOK = "Look at the original in data/fetched/raw; to try it again delete its line in snapshot/set_aside.jsonl."


@dataclass(frozen=True)
class Outcome:
    """What a refresh came to: `published`, `unchanged`, `marked`, `incomparable` or `withdrawn` (these three wait).

    `attempts` of this run, `refused` files that a reader could not use, `aside`: source -> the rule that its new files
    break. `made`: the version published; `difference`: from the version before, or from the one that waits.
    """

    state: str
    attempts: Sequence[Attempt] = ()
    refused: Sequence[SourceError] = ()
    aside: dict[str, str] = field(default_factory=dict)
    made: Path | None = None
    difference: diff.Difference | None = None
    said: str = ""

    @property
    def waits(self) -> bool:
        """Whether a person has to look before anything is published."""
        return self.state in ("marked", "incomparable", "withdrawn")

    @property
    def failed(self) -> bool:
        """Whether a source failed, a file was refused or set aside."""
        return bool(self.refused or self.aside) or any(one.outcome == attempts.FAILED for one in self.attempts)


def run(places: Places, ask: Callable[[], Sequence[Attempt]], *, accept: bool = False) -> Outcome:
    """Ask the publishers by `ask`, publish what is new, return what came of it; nothing new: nothing is built.

    Unless `accept`, nothing is published that the comparison marks, nor after a person took a version back.
    Raises CheckError where the shipped figures themselves break a rule, BuildError where nothing can be written.
    """
    asked = ask()
    taken = fetched.take_new(places.raw, places.tidy)
    told = Outcome("unchanged", asked, taken.refused)
    if published(places.data_db) == wanted(places):
        return told
    if not accept and (name := versions.waits(places.data_db)):
        said = f"{name} was taken back by a person. Publish again with --accept, or with python -m etl build."
        return replace(told, state="withdrawn", said=said)
    # Filled on the way; what was set aside before a comparison stopped the rest is told all the same.
    told = replace(told, aside={})
    try:
        made, difference = _released(places, accept, told.aside)
    except diff.MarkedError as fault:
        return replace(told, state="marked", difference=fault.difference, said=str(fault))
    except diff.IncomparableError as fault:
        return replace(told, state="incomparable", said=str(fault))
    return replace(told, state="published" if made else "unchanged", made=made, difference=difference)


def wanted(places: Places) -> tuple[str, str]:
    """Return version of the data and of the schema that a build would have now."""
    return build.data_version(places.snapshots, places.lookups, places.tidy), build.SCHEMA_VERSION


def published(data_db: Path) -> tuple[str, str] | None:
    """Return version of the data and of the schema of the published database; None where there is none to be read."""
    current = versions.current(data_db)
    if current is None:
        return None
    try:
        with closing(duckdb.connect(str(current), read_only=True)) as connection:
            facts = dict(connection.execute("SELECT key, value FROM build_info").fetchall())
            return facts["data_version"], facts["schema_version"]
    except (duckdb.Error, KeyError):
        return None


def _released(places: Places, accept: bool, aside: dict[str, str]) -> tuple[Path | None, diff.Difference | None]:
    """Publish; where new files break a rule, set them aside and publish the rest (None: then nothing is new)."""
    folders = (places.snapshots, places.lookups, places.data_db, places.tidy)
    try:
        return build.release(*folders, accept=accept)
    except (CheckError, SourceError) as fault:
        try:
            aside |= set_aside_faulty(places)
        except OSError as full:
            raise BuildError(
                f"{fault}\nNor can it be tried source by source ({full}). Make room, then repeat."
            ) from full
        if not aside:
            raise fault
    if published(places.data_db) == wanted(places):
        return None, None
    return build.release(*folders, accept=accept)


def set_aside_faulty(places: Places) -> dict[str, str]:
    """Set aside the new files of each source with which the figures break a rule; return source -> what is broken.

    New is what the published database does not hold. The sources are tried one after the other, each with those that
    were good before it. Nothing is set aside where the figures are at fault without any new file.
    """
    new = _new_files(places)
    if not new:
        return {}
    with tempfile.TemporaryDirectory() as made:
        good = Path(made) / SNAPSHOT
        shutil.copytree(places.tidy, good)
        for items in new.values():
            for item in items:
                _remove(good / item.note.file)
        if _fault(places, good):
            return {}
        broken: dict[str, str] = {}
        for source_id, items in new.items():
            for item in items:
                _copy(item.file, good / item.note.file)
            if said := _fault(places, good):
                broken[source_id] = said
                for item in items:
                    _remove(good / item.note.file)
                _write_down(places, source_id, [item.note for item in items], said)
    return broken


def _new_files(places: Places) -> dict[str, list[notes.Held]]:
    """Return the fetched files that the published database does not hold, by source."""
    known: set[str] = set()
    if current := versions.current(places.data_db):
        try:
            with closing(duckdb.connect(str(current), read_only=True)) as connection:
                known = {row[0] for row in connection.execute("SELECT original_sha256 FROM snapshot").fetchall()}
        except duckdb.Error:
            known = set()
    found: dict[str, list[notes.Held]] = {}
    for item in notes.held(places.snapshots, places.tidy):
        if item.fetched and item.note.original_sha256 not in known:
            found.setdefault(item.note.source_id, []).append(item)
    return found


def _fault(places: Places, tidy: Path) -> str:
    """Return which rule the figures break with these fetched files, '' for none."""
    try:
        with closing(duckdb.connect()) as connection:
            build.fill(connection, places.snapshots, places.lookups, tidy)
            lookups.load_table(connection, places.lookups / build.EXPECTED, "expected_rows")
            checks.run(connection)
    except (CheckError, SourceError) as fault:
        return str(fault)
    except duckdb.Error as fault:
        return str(fault).splitlines()[0]
    return ""


def _write_down(places: Places, source_id: str, of_files: list[notes.Note], said: str) -> None:
    fetched.set_aside(places.tidy, of_files, said)
    attempts.append(places.fetched, Attempt(source_id, attempts.now(), attempts.FAILED, reason=said, do=DO_LOOK))


def _copy(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    for suffix in (".parquet", ".json"):
        shutil.copy(file.with_suffix(suffix), target.with_suffix(suffix))


def _remove(file: Path) -> None:
    for suffix in (".parquet", ".json"):
        file.with_suffix(suffix).unlink(missing_ok=True)


def exit_status(outcome: Outcome) -> int:
    """Return 3 where a person has to look, 1 where something failed, else 0."""
    if outcome.waits:
        return 3
    return 1 if outcome.failed else 0


def compared(
    places: Places, new: Path | None = None, old: Path | None = None, most: int | None = diff.MOST
) -> diff.Difference:
    """Return what `new` (None: a build from the files) says otherwise than `old` (None: the published database).

    At most `most` single figures come back; nothing is published. Raises AtlasError where nothing is published yet,
    IncomparableError, CheckError, SourceError.
    """
    before = old or versions.current(places.data_db)
    if before is None:
        raise AtlasError(f"{places.data_db}: nothing is published yet to compare with. Run: python -m etl build")
    if new:
        return diff.of_files(new, before, most)
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "new.duckdb"
        build.write(places.snapshots, places.lookups, built, places.tidy)
        return diff.of_files(built, before, most)
