"""Tidy frames <-> data/snapshot: the figures that ship, one file and one note each."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

import pandas as pd

from etl.errors import BuildError, SourceError
from etl.formats import stand
from etl.notes import Note, note_of, sha256
from etl.sources import Source, SourceModule, all_sources

RETRIEVED = re.compile(r"__retrieved-(\d{4}-\d{2}-\d{2})")


def stem(file: Path) -> str:
    """Return the name under which a publisher's file ships: without its last suffix, dots kept readable."""
    return file.name.removesuffix(file.suffix)


def write(frame: pd.DataFrame, file: Path) -> None:
    """Write a frame as Parquet (a frame with geometry as GeoParquet), the same bytes for the same frame."""
    file.parent.mkdir(parents=True, exist_ok=True)
    frame.attrs = {}
    frame.to_parquet(file, compression="zstd", index=False)


def kept(frame: pd.DataFrame) -> int:
    """Return how much of what was read is in a frame: cells by their place in the original, each counted once.

    A reader whose rows are not such cells says the number in attrs['rows_kept']; without it every row counts.
    """
    if {"line", "column"} <= set(frame.columns):
        return len(frame[["line", "column"]].drop_duplicates())
    return int(frame.attrs.get("rows_kept", len(frame)))


def ship(source: Source, original: Path, frame: pd.DataFrame, folder: Path) -> Note:
    """Write the shipped file of what was read from `original`, and its note, below `folder`; return the note."""
    # Counted first: writing forgets the attributes.
    counts = {"rows_unit": frame.attrs.get("rows_unit", "cells"), "rows_read": int(frame.attrs["rows_read"])}
    counts |= {"rows_kept": kept(frame)}
    shipped = folder / source.id / f"{stem(original)}.parquet"
    write(frame, shipped)
    retrieved = RETRIEVED.search(original.name)
    note = note_of(
        source,
        source.title_en,
        snapshot_id=stem(original),
        file=f"{source.id}/{shipped.name}",
        original_file=original.name,
        original_sha256=sha256(original),
        shipped_sha256=sha256(shipped),
        retrieved_on=retrieved[1] if retrieved else None,
        publisher_stand=stand(original),
        **counts,
    )
    text = json.dumps(asdict(note), ensure_ascii=False, indent=1)
    shipped.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return note


def originals(module: SourceModule, raw: Path, folder: Path) -> list[Path]:
    """Return the files below `raw` that a source reads, in the order of their names.

    Raises SourceError where there is none of a source of which files ship.
    """
    found = sorted({file for pattern in module.SOURCE.files for file in raw.glob(pattern)})
    if not found and module.SOURCE.ships:
        raise SourceError(
            raw, "folder", "no matching file", " or ".join(module.SOURCE.files), "Give the folder with --raw."
        )
    return found


def read_all(raw: Path, folder: Path) -> Iterator[tuple[Source, Path, pd.DataFrame]]:
    """Yield each of the publishers' files below `raw` with its source and its tidy frame."""
    for module in all_sources():
        for original in getattr(module, "locate", partial(originals, module))(raw, folder):
            yield module.SOURCE, original, module.clean(original)


def take_all(raw: Path, folder: Path) -> list[Note]:
    """Read every source's files below `raw` into `folder`; return the notes. One bad file, and nothing is written."""
    read = list(read_all(raw, folder))
    try:
        return [ship(source, original, frame, folder) for source, original, frame in read]
    except OSError as fault:
        raise BuildError(f"{folder}: cannot be written ({fault}). Choose another place with --snapshot.") from fault
