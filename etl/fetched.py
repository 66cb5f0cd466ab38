"""What was fetched: answers as they came -> tidy files, by the readers of what ships; one bad file stops no other."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from etl import versions
from etl.errors import BuildError, SourceError
from etl.notes import SET_ASIDE, Note, sha256
from etl.places import ARRIVING


@dataclass(frozen=True)
class Taken:
    """What became of the new answers: the notes of the tidy files made of them, and the files that a reader refused.

    `sources`: the ids of the sources of the refused ones, each once.
    """

    notes: tuple[Note, ...]
    refused: tuple[SourceError, ...]
    sources: tuple[str, ...] = ()


def take_new(raw: Path, snapshots: Path) -> Taken:
    """Make a tidy file and a note below `snapshots` of every answer below `raw` that has none yet.

    A file appears whole, then its note: ended in the middle, the next run goes on. Raises BuildError where nothing
    can be written.
    """
    # Readers take a second to start: only where there is something to read.
    fresh = list(_fresh(raw, snapshots)) if raw.is_dir() else []
    notes, refused, sources = [], [], []
    for source_id, original in fresh:
        try:
            notes.append(_take(source_id, original, snapshots))
        except SourceError as fault:
            refused.append(fault)
            sources.append(source_id)
        except OSError as fault:
            do = "Make room or give rights, then repeat."
            raise BuildError(f"{snapshots}: cannot be written ({fault}). {do}") from fault
    return Taken(tuple(notes), tuple(refused), tuple(dict.fromkeys(sources)))


def _fresh(raw: Path, snapshots: Path) -> Iterator[tuple[str, Path]]:
    """Yield source and file of each answer without a whole tidy file made of the same bytes."""
    from etl.sources import all_sources

    for module in all_sources():
        source = module.SOURCE
        for original in sorted({file for pattern in source.files for file in raw.glob(pattern)}):
            tidy = snapshots / source.id / f"{original.name.removesuffix(original.suffix)}.parquet"
            if _made_of(tidy) != sha256(original):
                yield source.id, original


def _made_of(tidy: Path) -> str:
    """Return the SHA-256 of the original that a tidy file was made of, '' where it is not whole."""
    try:
        said = json.loads(tidy.with_suffix(".json").read_text(encoding="utf-8"))
        return str(said["original_sha256"]) if said["shipped_sha256"] == sha256(tidy) else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _take(source_id: str, original: Path, snapshots: Path) -> Note:
    from etl import snapshot
    from etl.sources import all_sources, record_of

    (module,) = (module for module in all_sources() if module.SOURCE.id == source_id)
    hidden = snapshots / f"{ARRIVING}-{os.getpid()}"
    try:
        note = snapshot.ship(record_of(module, original), original, module.clean(original), hidden)
        arrived, target = hidden / note.file, snapshots / note.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_suffix(".json").unlink(missing_ok=True)
        os.replace(arrived, target)
        os.replace(arrived.with_suffix(".json"), target.with_suffix(".json"))
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
    return note


def set_aside(snapshots: Path, notes: list[Note], reason: str) -> None:
    """Write down that no build uses these files, with the reason; another answer of the service is tried again.

    Raises BuildError where it cannot be written.
    """
    at = datetime.now(UTC).isoformat(timespec="seconds")
    said = [
        {"snapshot_id": note.snapshot_id, "original_sha256": note.original_sha256, "at": at, "reason": reason}
        for note in notes
    ]
    file = snapshots / SET_ASIDE
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in said)
    # Whole or not at all: half a line would stop every build.
    versions.replace_text(file, before.rstrip("\n") + ("\n" if before.strip() else "") + lines)
