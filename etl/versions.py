"""The versions of the database below data/db: the pointer CURRENT, the way back, what is kept."""

import os
from contextlib import suppress
from pathlib import Path

from etl import leftovers
from etl.errors import BuildError

POINTER = "CURRENT"
# Names of versions that a person has taken back, one a line: a refresh publishes nothing over their head.
WITHDRAWN = "WITHDRAWN"
VERSIONS = "atlas-*.duckdb"
KEPT = 5
HIDDEN = ".building-"


def current(data_db: Path) -> Path | None:
    """Return the file that the pointer names; None where nothing is published or the file is gone."""
    try:
        file = data_db / (data_db / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return file if file.is_file() else None


def point(data_db: Path, file: Path) -> None:
    """Move the pointer to a version just built; remove all but the newest others, and those that were taken back.

    The version itself stays whatever its name: the clock may have been ahead when the others got theirs.
    """
    replace_text(data_db / POINTER, f"{file.name}\n")
    bad = [name for name in withdrawn(data_db) if name != file.name]
    good = [old for old in sorted(data_db.glob(VERSIONS)) if old.name not in bad and old.name != file.name]
    for old in [*good[: -(KEPT - 1)], *(data_db / name for name in bad), data_db / WITHDRAWN]:
        # Windows keeps a file that a running app has open; the next build tries again.
        with suppress(PermissionError):
            old.unlink(missing_ok=True)


def rollback(data_db: Path) -> tuple[Path, Path]:
    """Move the pointer to the version before; return the version taken back and the one that counts now.

    Raises BuildError where nothing is published or no older version is kept.
    """
    bad = current(data_db)
    if bad is None:
        raise BuildError(f"{data_db / POINTER}: names no database; wanted a published one. Run python -m etl build.")
    names = withdrawn(data_db)
    older = [file for file in sorted(data_db.glob(VERSIONS)) if file.name < bad.name and file.name not in names]
    if not older:
        raise BuildError(f"{data_db}: no version before {bad.name} is kept; it stays. A build makes another one.")
    # First the note: were the command killed between the two, a refresh would wait, not publish.
    replace_text(data_db / WITHDRAWN, "".join(f"{name}\n" for name in [*names, bad.name]))
    replace_text(data_db / POINTER, f"{older[-1].name}\n")
    return bad, older[-1]


def withdrawn(data_db: Path) -> list[str]:
    """Return the names of the kept versions that a person has taken back."""
    with suppress(OSError):
        names = (data_db / WITHDRAWN).read_text(encoding="utf-8").split()
        return [name for name in names if (data_db / name).is_file()]
    return []


def waits(data_db: Path) -> str:
    """Return the name of the newest version where a person took it back and nothing was published since, else ''."""
    newest = max((file.name for file in data_db.glob(VERSIONS)), default="")
    return newest if newest in withdrawn(data_db) else ""


def replace_text(file: Path, text: str) -> None:
    """Write a small file so that it has its old content or its new one at any moment."""
    hidden = file.parent / f"{HIDDEN}{os.getpid()}-{file.name}"
    try:
        hidden.write_text(text, encoding="utf-8", newline="\n")
        os.replace(hidden, file)
    except OSError as fault:
        raise BuildError(
            f"{file}: cannot be written ({fault}). Nothing else is wrong; mend that and repeat."
        ) from fault
    finally:
        leftovers.remove(hidden)
