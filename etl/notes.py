"""What is said beside each shipped file, and the proof that the file is still the one it is said of."""

import hashlib
import json
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, NamedTuple, get_args

from etl.days import is_day
from etl.errors import SourceError
from etl.sources import Source

AGAIN = "Restore both files from version control or run: python -m etl snapshot --raw FOLDER"
ANEW = "Delete it and the file beside it: the next run makes both anew of the original in data/fetched/raw."
# Below the folder of fetched figures: the files that are not used, one JSON object a line.
SET_ASIDE = "set_aside.jsonl"


@dataclass(frozen=True)
class Note:
    """What is said beside each shipped file. Dates are ISO text; None where the origin gives none.

    rows_read and rows_kept count the same thing, named in rows_unit (cells, records or shapes of the original):
    what was looked at, and what of it stands in the shipped file, each once however many rows were made of it.
    """

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
    rows_unit: str
    rows_read: int
    rows_kept: int


class Held(NamedTuple):
    """A file that a build reads: what is said beside it, where it lies, and whether a service answered it."""

    note: Note
    file: Path
    fetched: bool


def note_of(source: Source, title: str, **of_file: Any) -> Note:
    """Return a note: who publishes it and under which terms from the source's record, the rest is of the one file.

    `of_file` are the fields of Note that no record holds; raises TypeError where one is missing or unknown.
    """
    return Note(
        source_id=source.id,
        table_code=source.table,
        title=title,
        producer=source.producer,
        licence=source.licence,
        licence_url=source.licence_url,
        attribution=source.attribution,
        **of_file,
    )


def sha256(file: Path) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def notes(folder: Path) -> list[Note]:
    """Return the notes of all shipped files; raises SourceError for a file without note or with other bytes."""
    found = [*folder.glob("*/*.parquet"), *folder.glob("*/*.json")]
    shipped = sorted({file.with_suffix(".parquet") for file in found})
    if not shipped:
        raise SourceError(folder, "folder", "no snapshot", "data/snapshot", "Restore the folder or give --snapshot.")
    return [_checked_note(file) for file in shipped]


def held(snapshots: Path, fetched: Path | None = None) -> list[Held]:
    """Return the files that ship, then those made of what was fetched (none where the folder is not there).

    Left out of the fetched ones: what ships already (the same bytes of an original), what was set aside because a
    build refused it, and a file whose note was not written yet because somebody ended the command: the next writes it.
    Raises SourceError for a shipped file without note, and for any file with other bytes than its note says.
    """
    shipped = [Held(note, snapshots / note.file, False) for note in notes(snapshots)]
    known = {item.note.original_sha256 for item in shipped} | aside(fetched)
    ids = {item.note.snapshot_id for item in shipped}
    files = [note.with_suffix(".parquet") for note in sorted(fetched.glob("*/*.json"))] if fetched else []
    found = [(file, _fetched_note(file)) for file in files]
    new = [(file, note) for file, note in found if note.original_sha256 not in known]
    return shipped + [Held(_renamed(note, ids), file, True) for file, note in new]


def _fetched_note(file: Path) -> Note:
    """Return the note of a fetched file; no version control holds one, but it can be made again."""
    try:
        return _checked_note(file)
    except SourceError as fault:
        raise SourceError(fault.file, fault.where, fault.found, fault.wanted, ANEW) from fault


def aside(fetched: Path | None) -> set[str]:
    """Return the SHA-256 of the originals of fetched files that no build uses."""
    file = fetched / SET_ASIDE if fetched else None
    if not (file and file.exists()):
        return set()
    try:
        said = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        return {str(one["original_sha256"]) for one in said}
    except (OSError, ValueError, TypeError, KeyError) as fault:
        do = "Mend that line, or delete the file: every fetched file is then tried again."
        raise SourceError(file, "whole file", str(fault), "lines of JSON with original_sha256", do) from fault


def _renamed(note: Note, ids: set[str]) -> Note:
    """Return a fetched file's note, under another id where an own file of that name ships with other bytes."""
    return replace(note, snapshot_id=f"{note.snapshot_id}-fetched") if note.snapshot_id in ids else note


def _checked_note(file: Path) -> Note:
    note = _note(file.with_suffix(".json"))
    if note.file != f"{file.parent.name}/{file.name}" or note.source_id != file.parent.name:
        raise SourceError(file, "note", f"that of {note.file}", "the note of this file", AGAIN)
    try:
        found = sha256(file)
    except OSError as fault:
        raise SourceError(file, "whole file", str(fault), "the file that its note is about", AGAIN) from fault
    if found != note.shipped_sha256:
        wanted = f"sha256 {note.shipped_sha256[:12]}…"
        raise SourceError(file, "whole file", f"other bytes than its note says ({found[:12]}…)", wanted, AGAIN)
    return note


def _note(file: Path) -> Note:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        note = Note(**said)
    except (OSError, ValueError, TypeError, RecursionError) as fault:
        raise SourceError(file, "note", str(fault), "the note of the file beside it", AGAIN) from fault
    for field in fields(Note):
        allowed = get_args(field.type) or (field.type,)
        value = getattr(note, field.name)
        if type(value) not in allowed:
            wanted = " or ".join("nothing" if kind is type(None) else kind.__name__ for kind in allowed)
            raise SourceError(file, f"key {field.name}", repr(value), wanted, AGAIN)
    for key, day in (("retrieved_on", note.retrieved_on), ("publisher_stand", note.publisher_stand)):
        if day is not None and not is_day(day):
            raise SourceError(file, f"key {key}", repr(day), "a day like 2024-12-31", AGAIN)
    return note
