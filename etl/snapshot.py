"""Tidy frames <-> data/snapshot: the figures that ship, one file and one note each."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from etl.errors import SourceError
from etl.formats import stand
from etl.sources import SourceModule, all_sources

RETRIEVED = re.compile(r"__retrieved-(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Note:
    """What is said beside each shipped file. Dates are ISO text; None where the origin gives none."""

    snapshot_id: str
    source_id: str
    table_code: str
    title: str
    producer: str
    licence: str
    licence_url: str
    attribution: str
    file: str
    original_file: str
    original_sha256: str
    shipped_sha256: str
    retrieved_on: str | None
    publisher_stand: str | None
    rows_read: int
    rows_kept: int


def sha256(file: Path) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def stem(file: Path) -> str:
    """Return the name under which a publisher's file ships: without its last suffix, dots kept readable."""
    return file.name.removesuffix(file.suffix)


def write(frame: pd.DataFrame, file: Path) -> None:
    """Write a frame as Parquet (a frame with geometry as GeoParquet), the same bytes for the same frame."""
    file.parent.mkdir(parents=True, exist_ok=True)
    frame.attrs = {}
    frame.to_parquet(file, compression="zstd", index=False)


def take(module: SourceModule, original: Path, folder: Path) -> Note:
    """Read one of the publishers' files, write the shipped file and its note below `folder`, return the note."""
    source = module.SOURCE
    frame = module.clean(original)
    rows_read = int(frame.attrs["rows_read"])
    shipped = folder / source.id / f"{stem(original)}.parquet"
    write(frame, shipped)
    retrieved = RETRIEVED.search(original.name)
    note = Note(
        snapshot_id=stem(original),
        source_id=source.id,
        table_code=source.table,
        title=source.title_en,
        producer=source.producer,
        licence=source.licence,
        licence_url=source.licence_url,
        attribution=source.attribution,
        file=f"{source.id}/{shipped.name}",
        original_file=original.name,
        original_sha256=sha256(original),
        shipped_sha256=sha256(shipped),
        retrieved_on=retrieved[1] if retrieved else None,
        publisher_stand=stand(original),
        rows_read=rows_read,
        rows_kept=len(frame),
    )
    text = json.dumps(asdict(note), ensure_ascii=False, indent=1)
    shipped.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return note


def originals(module: SourceModule, raw: Path, folder: Path) -> list[Path]:
    """Return the files below `raw` that a source reads, in the order of their names; raises SourceError if none."""
    found = sorted({file for pattern in module.SOURCE.files for file in raw.glob(pattern)})
    if not found:
        raise SourceError(
            raw, "folder", "no matching file", " or ".join(module.SOURCE.files), "Give the folder with --raw."
        )
    return found


def take_all(raw: Path, folder: Path) -> list[Note]:
    """Read every source's files below `raw` into `folder`; return the notes."""
    return [
        take(module, original, folder)
        for module in all_sources()
        for original in getattr(module, "locate", partial(originals, module))(raw, folder)
    ]


def notes(folder: Path) -> list[Note]:
    """Return the notes of all shipped files; raises SourceError for a file without note or with other bytes."""
    shipped = sorted(folder.glob("*/*.parquet"))
    if not shipped:
        raise SourceError(folder, "folder", "no snapshot", "data/snapshot", "Restore the folder or give --snapshot.")
    return [_checked_note(file) for file in shipped]


def _checked_note(file: Path) -> Note:
    note_file = file.with_suffix(".json")
    again = "Restore both files from version control or run: python -m etl snapshot --raw FOLDER"
    try:
        note = Note(**json.loads(note_file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as fault:
        raise SourceError(note_file, "note", str(fault), "the note of the file beside it", again) from fault
    if sha256(file) != note.shipped_sha256:
        raise SourceError(file, "whole file", "other bytes than its note says", note.shipped_sha256[:12], again)
    return note

