"""Where the database is: the environment's choice, else the version that the pointer CURRENT names."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POINTER = ROOT / "data" / "db" / "CURRENT"
CHOICE = "ATLAS_DB"


class NoDatabaseError(Exception):
    """There is no database yet; the message says in one sentence which command builds it."""


class OldDatabaseError(Exception):
    """The file is no database, or one that an older or newer version of the atlas has built."""


def place() -> str:
    """Return where the database is looked for: the file that the environment names, or the pointer."""
    return os.environ.get(CHOICE) or str(POINTER)


def current_file() -> Path:
    """Return the database file to open; raises NoDatabaseError where none has been built."""
    if chosen := os.environ.get(CHOICE):
        file = Path(chosen)
    else:
        try:
            file = POINTER.parent / POINTER.read_text(encoding="utf-8").strip()
        except OSError as fault:
            raise NoDatabaseError(f"{POINTER}") from fault
    if not file.is_file():
        raise NoDatabaseError(f"{file}")
    return file
